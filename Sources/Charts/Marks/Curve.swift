import Geometry
import Glibc

/// How points are joined. https://d3js.org/d3-shape/curve
struct Curve {
  /// How far a curve runs: between its ends, around all points, or between its second and its last but one.
  private enum Extent { case whole, closed, open }

  private enum Kind {
    case linear, step(Double), monotoneX, monotoneY, natural
    case basis, bundle(Double)
    case cardinal(Double), catmullRom(Double)
  }

  private let kind: Kind
  private let extent: Extent

  /// - Parameter isHorizontal: the dimension runs down the y axis.
  init(_ name: String, tension: Double?, isHorizontal: Bool = false) {
    extent = name.hasSuffix("-closed") ? .closed : name.hasSuffix("-open") ? .open : .whole
    switch name {
    case "step": kind = .step(0.5)
    case "step-before": kind = .step(0)
    case "step-after": kind = .step(1)
    case "monotone": kind = isHorizontal ? .monotoneY : .monotoneX
    case "monotone-x": kind = .monotoneX
    case "monotone-y": kind = .monotoneY
    case "natural": kind = .natural
    case "basis", "basis-closed", "basis-open": kind = .basis
    case "bundle": kind = .bundle(tension ?? 0.85)
    case "cardinal", "cardinal-open", "cardinal-closed": kind = .cardinal(tension ?? 0)
    case "catmull-rom", "catmull-rom-open", "catmull-rom-closed": kind = .catmullRom(tension ?? 0.5)
    default: kind = .linear
    }
  }

  /// The names that `interpolate` knows.
  static let names = [
    "basis", "basis-closed", "basis-open", "bundle", "cardinal", "cardinal-closed", "cardinal-open", "catmull-rom", "catmull-rom-closed",
    "catmull-rom-open", "linear", "linear-closed", "monotone", "natural", "step", "step-after", "step-before",
  ]

  /// Adds a line through the points as a new contour.
  func add(_ points: [Point], to path: inout Path) {
    guard let first = start(points) else { return }
    path.move(to: first)
    join(points, to: &path)
    if extent == .closed { path.close() }
    if points.count == 1 { path.line(to: first) }
  }

  /// Adds the band between two lines as a closed contour.
  func addBand(_ top: [Point], _ bottom: [Point], to path: inout Path) {
    let back = Array(bottom.reversed())
    guard let first = start(top), let last = start(back) else { return }
    path.move(to: first)
    join(top, to: &path)
    path.line(to: last)
    join(back, to: &path, isBackward: true)
    path.close()
  }

  /// Where the curve through `p` begins; nil when there are too few points for it.
  private func start(_ p: [Point]) -> Point? {
    switch (extent, kind) {
    case (.open, .basis): p.count < 3 ? nil : knot(p[0], p[1], p[2])
    case (.closed, .basis): p.count < 3 ? p.first : knot(p[0], p[1], p[2])
    case (.open, .cardinal), (.open, .catmullRom): p.count < 3 ? nil : p[1]
    default: p.first
    }
  }

  private func join(_ p: [Point], to path: inout Path, isBackward: Bool = false) {
    switch kind {
    case .linear: for q in p.dropFirst() { path.line(to: q) }
    case .step(let t): step(p, isBackward ? 1 - t : t, &path)
    case .monotoneX: monotone(p, &path) { Point(x: $0.x, y: $0.y) }
    case .monotoneY: monotone(p, &path) { Point(x: $0.y, y: $0.x) }
    case .natural: natural(p, &path)
    case .basis: basis(p, &path)
    case .bundle(let beta): basis(straightened(p, beta), &path)
    case .cardinal(let tension): through(p, &path) { cardinal($0, $1, $2, $3, (1 - tension) / 6) }
    case .catmullRom(let alpha): through(p, &path) { catmullRom($0, $1, $2, $3, alpha) }
    }
  }

  private func step(_ p: [Point], _ t: Double, _ path: inout Path) {
    for (a, b) in zip(p, p.dropFirst()) {
      let x = t == 0 ? a.x : t == 1 ? b.x : a.x * (1 - t) + b.x * t
      path.line(to: Point(x: x, y: a.y))
      path.line(to: Point(x: x, y: b.y))
      if x != b.x { path.line(to: b) }
    }
  }

  /// Steffen's monotone interpolation; `swap` exchanges the axes for y.
  private func monotone(_ given: [Point], _ path: inout Path, _ swap: (Point) -> Point) {
    let p = given.map(swap)
    let n = p.count
    guard n > 2 else { for q in given.dropFirst() { path.line(to: q) }; return }
    func sign(_ x: Double) -> Double { x < 0 ? -1 : 1 }
    var tangents = [Double](repeating: 0, count: n)
    for i in 1..<(n - 1) {
      let h0 = p[i].x - p[i - 1].x, h1 = p[i + 1].x - p[i].x
      let s0 = (p[i].y - p[i - 1].y) / (h0 == 0 ? (h1 < 0 ? -0.0 : 0.0) : h0), s1 = (p[i + 1].y - p[i].y) / (h1 == 0 ? (h0 < 0 ? -0.0 : 0.0) : h1)
      let q = (s0 * h1 + s1 * h0) / (h0 + h1)
      let t = (sign(s0) + sign(s1)) * min(abs(s0), abs(s1), 0.5 * abs(q))
      tangents[i] = t.isFinite ? t : 0
    }
    func end(_ a: Int, _ b: Int, _ t: Double) -> Double {
      let h = p[b].x - p[a].x
      return h == 0 ? t : (3 * (p[b].y - p[a].y) / h - t) / 2
    }
    tangents[0] = end(0, 1, tangents[1])
    tangents[n - 1] = end(n - 2, n - 1, tangents[n - 2])
    for i in 1..<n {
      let dx = (p[i].x - p[i - 1].x) / 3
      let a = Point(x: p[i - 1].x + dx, y: p[i - 1].y + dx * tangents[i - 1]), b = Point(x: p[i].x - dx, y: p[i].y - dx * tangents[i])
      path.curve(swap(a), swap(b), to: given[i])
    }
  }

  private func natural(_ p: [Point], _ path: inout Path) {
    guard p.count > 2 else { for q in p.dropFirst() { path.line(to: q) }; return }
    let x = controls(p.map(\.x)), y = controls(p.map(\.y))
    for i in 0..<(p.count - 1) { path.curve(Point(x: x.0[i], y: y.0[i]), Point(x: x.1[i], y: y.1[i]), to: p[i + 1]) }
  }

  private func controls(_ v: [Double]) -> ([Double], [Double]) {
    let n = v.count - 1
    var a = [Double](repeating: 0, count: n), b = a, r = a
    a[0] = 0
    b[0] = 2
    r[0] = v[0] + 2 * v[1]
    for i in 1..<max(1, n - 1) {
      a[i] = 1
      b[i] = 4
      r[i] = 4 * v[i] + 2 * v[i + 1]
    }
    a[n - 1] = 2
    b[n - 1] = 7
    r[n - 1] = 8 * v[n - 1] + v[n]
    for i in 1..<n {
      let m = a[i] / b[i - 1]
      b[i] -= m
      r[i] -= m * r[i - 1]
    }
    a[n - 1] = r[n - 1] / b[n - 1]
    for i in stride(from: n - 2, through: 0, by: -1) { a[i] = (r[i] - a[i + 1]) / b[i] }
    b[n - 1] = (v[n] + a[n - 1]) / 2
    for i in 0..<(n - 1) { b[i] = 2 * v[i + 1] - a[i + 1] }
    return (a, b)
  }

  /// Where a B-spline passes its middle point.
  private func knot(_ a: Point, _ b: Point, _ c: Point) -> Point { Point(x: (a.x + 4 * b.x + c.x) / 6, y: (a.y + 4 * b.y + c.y) / 6) }

  private func basis(_ p: [Point], _ path: inout Path) {
    guard p.count > 2, let last = p.last else { for q in p.dropFirst() { path.line(to: q) }; return }
    func mix(_ a: Point, _ b: Point, _ s: Double, _ t: Double, _ d: Double) -> Point { Point(x: (s * a.x + t * b.x) / d, y: (s * a.y + t * b.y) / d) }
    func piece(_ a: Point, _ b: Point, _ c: Point) { path.curve(mix(a, b, 2, 1, 3), mix(a, b, 1, 2, 3), to: knot(a, b, c)) }
    let n = p.count
    switch extent {
    case .whole:
      path.line(to: mix(p[0], p[1], 5, 1, 6))
      for i in 2...n { piece(p[i - 2], p[i - 1], i < n ? p[i] : last) }
      path.line(to: last)
    case .open: for i in 3..<max(3, n) { piece(p[i - 2], p[i - 1], p[i]) }
    case .closed: for i in 3..<(n + 3) { piece(p[(i - 2) % n], p[(i - 1) % n], p[i % n]) }
    }
  }

  private func straightened(_ p: [Point], _ beta: Double) -> [Point] {
    guard let a = p.first, let b = p.last, p.count > 1 else { return p }
    return p.enumerated().map { i, q in
      let t = Double(i) / Double(p.count - 1)
      return Point(x: beta * q.x + (1 - beta) * (a.x + t * (b.x - a.x)), y: beta * q.y + (1 - beta) * (a.y + t * (b.y - a.y)))
    }
  }

  /// Joins neighbours by pieces that know the points before and after them.
  private func through(_ p: [Point], _ path: inout Path, _ controls: (Point?, Point, Point, Point?) -> (Point, Point)) {
    let n = p.count
    guard n > 2 else { for q in p.dropFirst() { path.line(to: q) }; return }
    func piece(_ before: Point?, _ a: Point, _ b: Point, _ after: Point?) {
      let (c1, c2) = controls(before, a, b, after)
      path.curve(c1, c2, to: b)
    }
    switch extent {
    case .whole: for i in 0..<(n - 1) { piece(i == 0 ? nil : p[i - 1], p[i], p[i + 1], i == n - 2 ? nil : p[i + 2]) }
    case .open: for i in 1..<max(1, n - 2) { piece(p[i - 1], p[i], p[i + 1], p[i + 2]) }
    case .closed: for i in 0..<n { piece(p[(i + n - 1) % n], p[i], p[(i + 1) % n], p[(i + 2) % n]) }
    }
  }

  /// A piece without a neighbour leaves its end straight.
  private func cardinal(_ before: Point?, _ a: Point, _ b: Point, _ after: Point?, _ k: Double) -> (Point, Point) {
    let before = before ?? b, after = after ?? a
    return (Point(x: a.x + k * (b.x - before.x), y: a.y + k * (b.y - before.y)), Point(x: b.x + k * (a.x - after.x), y: b.y + k * (a.y - after.y)))
  }

  /// https://d3js.org/d3-shape/curve#curveCatmullRom
  private func catmullRom(_ before: Point?, _ a: Point, _ b: Point, _ after: Point?, _ alpha: Double) -> (Point, Point) {
    /// The distance to the powers of alpha and twice alpha.
    func gap(_ p: Point, _ q: Point) -> (Double, Double) {
      let square = (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)
      return (pow(square, alpha / 2), pow(square, alpha))
    }
    let middle = gap(a, b), first = before.map { gap($0, a) } ?? (0, 0), last = after.map { gap(b, $0) } ?? (0, 0)
    var c1 = a, c2 = b
    if let before, first.0 > 1e-12 {
      let w = 2 * first.1 + 3 * first.0 * middle.0 + middle.1, n = 3 * first.0 * (first.0 + middle.0)
      c1 = Point(x: (a.x * w - before.x * middle.1 + b.x * first.1) / n, y: (a.y * w - before.y * middle.1 + b.y * first.1) / n)
    }
    if let after, last.0 > 1e-12 {
      let w = 2 * last.1 + 3 * last.0 * middle.0 + middle.1, n = 3 * last.0 * (last.0 + middle.0)
      c2 = Point(x: (b.x * w + a.x * last.1 - after.x * middle.1) / n, y: (b.y * w + a.y * last.1 - after.y * middle.1) / n)
    }
    return (c1, c2)
  }
}
