import Glibc
import Geometry

/// Draws great arcs: adds points between projected points until the drawn line misses the true one by less than the precision
/// (d3-geo's adaptive resampling, by halving; at most 16 times).
struct Resampler {
  private let raw: RawProjection
  private let placing: Placing
  /// The square of the precision in pixels.
  private let tolerance: Double
  private static let mostHalvings = 16
  /// Arcs longer than 30 degrees are always halved.
  private static let cosLongest = cos(radians(30))

  init(raw: RawProjection, placing: Placing, precision: Double) {
    self.raw = raw
    self.placing = placing
    tolerance = precision * precision
  }

  @inline(__always) func project(_ x: Double, _ y: Double) -> (Double, Double) {
    let (px, py) = raw(x, y)
    return placing.apply(px, py)
  }

  /// The line (radians) in the plane; a closed one gets its last arc too.
  func resample(_ line: [ClipPoint], closed: Bool) -> [ClipPoint] {
    guard let first = line.first else { return [] }
    var out: [ClipPoint] = []
    out.reserveCapacity(line.count)
    var end = End(first, self)
    let start = end
    out.append(ClipPoint(x: end.x, y: end.y))
    for i in 1..<max(1, line.count) {
      let next = End(line[i], self)
      if tolerance > 0 { between(end, next, Self.mostHalvings, &out) }
      out.append(ClipPoint(x: next.x, y: next.y))
      end = next
    }
    if closed, tolerance > 0 { between(end, start, Self.mostHalvings, &out) }
    return out
  }

  /// One end of an arc: in radians, in the plane.
  private struct End {
    var longitude: Double
    var x: Double
    var y: Double
    var latitude: Double

    init(_ p: ClipPoint, _ resampler: Resampler) {
      longitude = p.x
      latitude = p.y
      (x, y) = resampler.project(p.x, p.y)
    }
  }

  @inline(__always) private func between(_ a: End, _ b: End, _ depth: Int, _ out: inout [ClipPoint]) {
    let dx = b.x - a.x, dy = b.y - a.y
    // Most neighbours are nearer than this and need no trigonometry.
    guard dx * dx + dy * dy > 4 * tolerance else { return }
    let va = Cartesian(longitude: a.longitude, latitude: a.latitude)
    let vb = Cartesian(longitude: b.longitude, latitude: b.latitude)
    halve(a, va, b, vb, depth, &out)
  }

  private func halve(
    _ a: End, _ va: Cartesian, _ b: End, _ vb: Cartesian, _ depth: Int, _ out: inout [ClipPoint]
  ) {
    let dx = b.x - a.x, dy = b.y - a.y, d2 = dx * dx + dy * dy
    guard d2 > 4 * tolerance, depth > 0 else { return }
    let sum = va.plus(vb), length = sum.dot(sum).squareRoot()
    guard length > 0 else { return }
    let middle = sum.times(1 / length)
    let sameMeridian = abs(abs(middle.z) - 1) < angleTolerance || abs(a.longitude - b.longitude) < angleTolerance
    let longitude = sameMeridian ? (a.longitude + b.longitude) / 2 : atan2(sum.y, sum.x)
    let m = End(ClipPoint(x: longitude, y: heldAsin(middle.z)), self)
    let mx = m.x - a.x, my = m.y - a.y, off = dy * mx - dx * my
    let isFar = off * off / d2 > tolerance, isUneven = abs((dx * mx + dy * my) / d2 - 0.5) > 0.3
    guard isFar || isUneven || va.dot(vb) < Self.cosLongest else { return }
    halve(a, va, m, middle, depth - 1, &out)
    out.append(ClipPoint(x: m.x, y: m.y))
    halve(m, middle, b, vb, depth - 1, &out)
  }
}

/// From the unit plane (y up) to pixels (y down): scale, turn, mirror, shift.
struct Placing: Sendable {
  private var xx: Double
  private var xy: Double
  private var yx: Double
  private var yy: Double
  private var dx: Double
  private var dy: Double
  private let isUpright: Bool

  /// - Parameter angle: radians, counter-clockwise.
  init(scale: Double, angle: Double, reflectX: Bool, reflectY: Bool, shift: Point) {
    let sx = reflectX ? -1.0 : 1.0, sy = reflectY ? -1.0 : 1.0
    let c = angle == 0 ? scale : scale * cos(angle), s = angle == 0 ? 0 : scale * sin(angle)
    xx = c * sx
    xy = -s * sy
    yx = -s * sx
    yy = -c * sy
    isUpright = angle == 0
    dx = shift.x
    dy = shift.y
  }

  @inline(__always) func apply(_ x: Double, _ y: Double) -> (Double, Double) {
    // Zero times an infinite coordinate (a pole of Mercator's) would be NaN, which no clip can place.
    isUpright ? (xx * x + dx, yy * y + dy) : (xx * x + xy * y + dx, yx * x + yy * y + dy)
  }

  /// The same with the shift changed so that `origin` (unit plane) comes to `target`.
  func moved(_ origin: (Double, Double), to target: Point) -> Placing {
    var placing = self
    placing.dx = 0
    placing.dy = 0
    let at = placing.apply(origin.0, origin.1)
    placing.dx = target.x - at.0
    placing.dy = target.y - at.1
    return placing
  }
}
