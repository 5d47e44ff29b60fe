import Geometry
import Glibc

/// The outline of a sector of a ring with round corners, in chart pixels. https://d3js.org/d3-shape/arc#arc_cornerRadius
///
/// Corners are as large as the ring is thick at most, and smaller where the sector is too narrow for them.
struct RoundedArc {
  private let center: Point
  /// The radii of the ring and of the corners that were asked for.
  private let inner: Double, outer: Double, corner: Double
  /// The ends of the inner and of the outer side, in radians from 3 o'clock, clockwise.
  private let innerEnds: (Double, Double), outerEnds: (Double, Double)

  /// - Parameter innerEnds, outerEnds: in radians from 12 o'clock, the gap to the neighbours taken off.
  init(center: Point, inner: Double, outer: Double, corner: Double, innerEnds: (Double, Double), outerEnds: (Double, Double)) {
    self.center = center
    self.inner = inner
    self.outer = outer
    self.corner = min((outer - inner) / 2, corner)
    self.innerEnds = (innerEnds.0 - .pi / 2, innerEnds.1 - .pi / 2)
    self.outerEnds = (outerEnds.0 - .pi / 2, outerEnds.1 - .pi / 2)
  }

  private func at(_ angle: Double, _ r: Double) -> Point { Point(x: r * cos(angle), y: r * sin(angle)) }

  /// The sides of the sector: the outer and the inner point of its start, and of its end.
  private var start: (outer: Point, inner: Point) { (at(outerEnds.0, outer), at(innerEnds.0, inner)) }
  private var end: (outer: Point, inner: Point) { (at(outerEnds.1, outer), at(innerEnds.1, inner)) }

  var path: Path {
    let radii = cornerRadii
    var path = Path()
    if radii.outer > 1e-9 {
      let a = tangents(start.inner, start.outer, outer, radii.outer), b = tangents(end.outer, end.inner, outer, radii.outer)
      path.move(to: moved(a.first))
      round(a, b, outer, radii.outer, isMerged: radii.outer < corner, &path)
    } else {
      path.move(to: moved(start.outer))
      arc(.zero, outer, outerEnds.0, outerEnds.1, &path)
    }
    if inner <= 1e-9 || innerEnds.1 - innerEnds.0 <= 1e-9 {
      path.line(to: moved(end.inner))
    } else if radii.inner > 1e-9 {
      let a = tangents(end.inner, end.outer, inner, -radii.inner), b = tangents(start.outer, start.inner, inner, -radii.inner)
      path.line(to: moved(a.first))
      round(a, b, inner, radii.inner, isMerged: radii.inner < corner, &path)
    } else {
      path.line(to: moved(end.inner))
      arc(.zero, inner, innerEnds.1, innerEnds.0, &path)
    }
    path.close()
    return path
  }

  private func moved(_ p: Point) -> Point { p.moved(center.x, center.y) }

  /// The corners that the angle of the sector has room for.
  private var cornerRadii: (inner: Double, outer: Double) {
    guard outerEnds.1 - outerEnds.0 < .pi else { return (corner, corner) }
    guard let tip = crossing(start.outer, start.inner, end.outer, end.inner) else { return (0, 0) }
    let a = start.outer.moved(-tip.x, -tip.y), b = end.outer.moved(-tip.x, -tip.y)
    let cosine = (a.x * b.x + a.y * b.y) / (hypot(a.x, a.y) * hypot(b.x, b.y))
    let k = 1 / sin(acos(min(1, max(-1, cosine))) / 2), distance = hypot(tip.x, tip.y)
    guard k.isFinite else { return (0, 0) }
    let least = k > 1 ? (inner - distance) / (k - 1) : corner
    return (max(0, min(corner, least)), max(0, min(corner, (outer - distance) / (k + 1))))
  }

  private func crossing(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Point? {
    let p = b.moved(-a.x, -a.y), q = d.moved(-c.x, -c.y)
    let t = q.y * p.x - q.x * p.y
    guard t * t >= 1e-12 else { return nil }
    let s = (q.x * (a.y - c.y) - q.y * (a.x - c.x)) / t
    return Point(x: a.x + s * p.x, y: a.y + s * p.y)
  }

  /// A corner: its center, where it leaves the straight side and where it meets the circle, both seen from the center.
  private struct Corner {
    var center: Point
    var side: Point
    var rim: Point
    var first: Point { center.moved(side.x, side.y) }
    var last: Point { center.moved(rim.x, rim.y) }
  }

  private func tangents(_ from: Point, _ to: Point, _ radius: Double, _ corner: Double) -> Corner {
    let x = from.x - to.x, y = from.y - to.y
    let k = corner / hypot(x, y)
    let shift = Point(x: k * y, y: -k * x)
    let a = from.moved(shift.x, shift.y), b = to.moved(shift.x, shift.y)
    let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    let dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy
    let r = radius - corner, cross = a.x * b.y - b.x * a.y
    let d = (dy < 0 ? -1 : 1) * max(0, r * r * square - cross * cross).squareRoot()
    let p = Point(x: (cross * dy - dx * d) / square, y: (-cross * dx - dy * d) / square)
    let q = Point(x: (cross * dy + dx * d) / square, y: (-cross * dx + dy * d) / square)
    let isFirst = hypot(p.x - middle.x, p.y - middle.y) <= hypot(q.x - middle.x, q.y - middle.y)
    let center = isFirst ? p : q
    let reach = radius / r - 1
    return Corner(center: center, side: Point(x: -shift.x, y: -shift.y), rim: Point(x: center.x * reach, y: center.y * reach))
  }

  /// One side of the ring between two corners, which meet when there is no room between them.
  private func round(_ a: Corner, _ b: Corner, _ radius: Double, _ corner: Double, isMerged: Bool, _ path: inout Path) {
    func angle(_ p: Point) -> Double { atan2(p.y, p.x) }
    func turn(_ from: Double, _ to: Double) -> Double { to >= from ? to : to + 2 * .pi }
    if isMerged {
      arc(a.center, corner, angle(a.side), turn(angle(a.side), angle(b.side)), &path)
      return
    }
    arc(a.center, corner, angle(a.side), turn(angle(a.side), angle(a.rim)), &path)
    let from = angle(a.last), to = angle(b.last)
    // The outer side runs clockwise, the inner one back.
    if radius == outer { arc(.zero, radius, from, turn(from, to), &path) } else { arc(.zero, radius, turn(to, from), to, &path) }
    arc(b.center, corner, angle(b.rim), turn(angle(b.rim), angle(b.side)), &path)
  }

  /// Cubic pieces of at most a quarter turn; angles from 3 o'clock.
  private func arc(_ middle: Point, _ r: Double, _ from: Double, _ to: Double, _ path: inout Path) {
    let steps = max(1, min(64, Int(exactly: (abs(to - from) / (.pi / 2)).rounded(.up)) ?? 1))
    let d = (to - from) / Double(steps), k = 4.0 / 3 * tan(d / 4) * r
    for i in 0..<steps {
      let p = from + d * Double(i), q = p + d
      let a = moved(middle).moved(r * cos(p), r * sin(p)), b = moved(middle).moved(r * cos(q), r * sin(q))
      path.curve(a.moved(-k * sin(p), k * cos(p)), b.moved(k * sin(q), -k * cos(q)), to: b)
    }
  }
}
