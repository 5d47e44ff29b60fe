import Geometry
import Glibc

/// The outline of a plotting symbol, in chart pixels. https://vega.github.io/vega/docs/marks/symbol/
func symbolPath(_ s: SymbolMark) -> Path {
  let r = max(0, s.size).squareRoot() / 2
  let plain = unitSymbol(s.shape, r)
  if s.angle == 0 { return plain.transformed(Transform(dx: s.center.x, dy: s.center.y)) }
  let a = s.angle * .pi / 180, c = cos(a), n = sin(a)
  func turn(_ p: Point) -> Point { Point(x: s.center.x + p.x * c - p.y * n, y: s.center.y + p.x * n + p.y * c) }
  var path = Path()
  for element in plain.elements {
    switch element {
    case .move(let p): path.move(to: turn(p))
    case .line(let p): path.line(to: turn(p))
    case .curve(let p, let q, let e): path.curve(turn(p), turn(q), to: turn(e))
    case .close: path.close()
    }
  }
  return path
}

private func polygon(_ points: [(Double, Double)]) -> Path {
  var path = Path()
  for (i, p) in points.enumerated() { if i == 0 { path.move(to: Point(x: p.0, y: p.1)) } else { path.line(to: Point(x: p.0, y: p.1)) } }
  path.close()
  return path
}

/// The symbol around the origin; `r` is half the side of its area.
private func unitSymbol(_ shape: String, _ r: Double) -> Path {
  let h = r * 3.0.squareRoot() / 2, o = h - r * tan(.pi / 6), s = r / 2.5
  switch shape {
  case "circle": return Path(circle: .zero, radius: r)
  case "square": return Path(rect: Rect(x: -r, y: -r, width: 2 * r, height: 2 * r))
  case "diamond": return polygon([(-r, 0), (0, -r), (r, 0), (0, r)])
  case "cross": return polygon([(-r, -s), (-s, -s), (-s, -r), (s, -r), (s, -s), (r, -s), (r, s), (s, s), (s, r), (-s, r), (-s, s), (-r, s)])
  case "triangle-up": return polygon([(0, -h), (r, h), (-r, h)])
  case "triangle-down": return polygon([(0, h), (-r, -h), (r, -h)])
  case "triangle-right": return polygon([(h, 0), (-h, r), (-h, -r)])
  case "triangle-left": return polygon([(-h, 0), (h, -r), (h, r)])
  case "triangle": return polygon([(0, -h - o), (r, h - o), (-r, h - o)])
  case "wedge": return polygon([(0, -h - o), (r / 4, h - o), (-r / 4, h - o)])
  case "arrow":
    let a = r / 7, t = r / 2.5, v = r / 8
    return polygon([(-a, r), (-a, -v), (-t, -v), (0, -r), (t, -v), (a, -v), (a, r)])
  case "stroke": return Path(from: Point(x: -r, y: 0), to: Point(x: r, y: 0))
  default:
    guard let path = Path(svg: shape) else { return Path(circle: .zero, radius: r) }
    return path.transformed(Transform(scaleX: r, scaleY: r))
  }
}

/// The outline of a line of changing width: its segments and the discs at its points.
func trailPath(_ points: [TrailPoint]) -> Path {
  var path = Path()
  for (a, b) in zip(points, points.dropFirst()) {
    let dx = b.point.x - a.point.x, dy = b.point.y - a.point.y
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { continue }
    let nx = -dy / length, ny = dx / length
    let p = a.width / 2, q = b.width / 2
    path.move(to: a.point.moved(-nx * p, -ny * p))
    path.line(to: b.point.moved(-nx * q, -ny * q))
    path.line(to: b.point.moved(nx * q, ny * q))
    path.line(to: a.point.moved(nx * p, ny * p))
    path.close()
  }
  for p in points where p.width > 0 { path.append(Path(circle: p.point, radius: p.width / 2)) }
  return path
}

/// The outline of a sector of a ring. Corner radii are held to what the sector allows.
func arcPath(_ a: ArcMark) -> Path {
  let start = min(a.startAngle, a.endAngle), end = max(a.startAngle, a.endAngle)
  let inner = max(0, min(a.innerRadius, a.outerRadius)), outer = max(0, max(a.innerRadius, a.outerRadius))
  guard start.isFinite, end.isFinite, outer > 0, end > start else { return Path() }
  let pad = end - start < 2 * .pi - 1e-9 ? a.padAngle : 0
  // The gap is as wide at both radii: it is given at the radius of d3, the root mean square of both.
  let gap = pad / 2 * (inner * inner + outer * outer).squareRoot()
  func trimmed(_ r: Double) -> (Double, Double) {
    guard gap > 0, r > 0 else { return (start, end) }
    let t = asin(min(1, gap / r))
    return start + t < end - t ? (start + t, end - t) : ((start + end) / 2, (start + end) / 2)
  }
  func at(_ angle: Double, _ r: Double) -> Point { Point(x: a.center.x + r * sin(angle), y: a.center.y - r * cos(angle)) }
  let (o0, o1) = trimmed(outer), (i0, i1) = trimmed(inner)
  if a.cornerRadius > 0, outer > inner, end - start < 2 * .pi - 1e-9, o1 > o0 {
    return RoundedArc(center: a.center, inner: inner, outer: outer, corner: a.cornerRadius, innerEnds: (i0, i1), outerEnds: (o0, o1)).path
  }
  var path = Path()
  path.move(to: at(o0, outer))
  addArc(a.center, outer, o0, o1, to: &path)
  let isWhole = end - start >= 2 * .pi - 1e-9
  if isWhole { path.close() }
  if inner > 0 {
    if isWhole { path.move(to: at(i1, inner)) } else { path.line(to: at(i1, inner)) }
    addArc(a.center, inner, i1, i0, to: &path)
  } else if !isWhole {
    path.line(to: a.center)
  }
  path.close()
  return path
}

/// Cubic pieces of at most a quarter turn along a circle; angles from 12 o'clock, clockwise.
private func addArc(_ center: Point, _ r: Double, _ from: Double, _ to: Double, to path: inout Path) {
  let steps = max(1, Int(exactly: (abs(to - from) / (.pi / 2)).rounded(.up)) ?? 1)
  let d = (to - from) / Double(steps)
  let k = 4.0 / 3 * tan(d / 4) * r
  for i in 0..<min(steps, 64) {
    let p = from + d * Double(i), q = p + d
    let a = Point(x: center.x + r * sin(p), y: center.y - r * cos(p)), b = Point(x: center.x + r * sin(q), y: center.y - r * cos(q))
    path.curve(a.moved(k * cos(p), k * sin(p)), b.moved(-k * cos(q), -k * sin(q)), to: b)
  }
}
