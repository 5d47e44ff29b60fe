import Geometry

/// The shape of something that stands on the map. Chart pixels.
enum MapShape: Hashable, Sendable {
  case box(Rect)
  case disc(Point, radius: Double)
  /// The right or the left half of a disc.
  case half(Point, radius: Double, isRight: Bool)
  /// Corners of a convex shape in order.
  case convex([Point])

  var bounds: Rect {
    switch self {
    case .box(let box): return box
    case .disc(let c, let r): return Rect(x: c.x - r, y: c.y - r, width: 2 * r, height: 2 * r)
    case .half(let c, let r, let isRight): return Rect(x: isRight ? c.x : c.x - r, y: c.y - r, width: r, height: 2 * r)
    case .convex(let corners):
      guard let first = corners.first else { return .zero }
      return corners.reduce(Rect(origin: first, size: .zero)) { $0.union(Rect(origin: $1, size: .zero)) }
    }
  }

  /// True when both share an area.
  func meets(_ rect: Rect) -> Bool {
    guard bounds.intersects(rect) else { return false }
    switch self {
    case .box: return true
    case .disc(let c, let r): return Self.distance(c, rect) < r
    case .half(let c, let r, _):
      let own = bounds
      let part = Rect(
        corner: Point(x: max(own.minX, rect.minX), y: rect.minY), corner: Point(x: min(own.maxX, rect.maxX), y: rect.maxY))
      return Self.distance(c, part) < r
    case .convex(let corners): return Self.overlap(corners, Self.corners(rect))
    }
  }

  /// True when a line enters it.
  func meets(_ line: Segment) -> Bool {
    switch self {
    case .box(let box): return line.meets(box)
    case .disc(let c, let r): return line.distance(to: c) < r
    case .half(let c, let r, _): return line.distance(to: c) < r && line.meets(bounds)
    case .convex(let corners): return Self.overlap(corners, [line.from, line.to])
    }
  }

  /// True when both may share an area; half discs are told apart by their boxes and their circles.
  func meets(_ other: MapShape) -> Bool {
    guard bounds.intersects(other.bounds) else { return false }
    if case .box(let box) = other { return meets(box) }
    if case .box(let box) = self { return other.meets(box) }
    if let a = circle, let b = other.circle { return Segment(from: a.0, to: b.0).length < a.1 + b.1 }
    return Self.overlap(outline, other.outline)
  }

  func expanded(by d: Double) -> MapShape {
    switch self {
    case .box(let box): return .box(box.expanded(by: d))
    case .disc(let c, let r): return .disc(c, radius: max(0, r + d))
    case .half(let c, let r, let isRight): return .half(c, radius: max(0, r + d), isRight: isRight)
    case .convex(let corners):
      let n = Double(max(1, corners.count))
      let middle = Point(x: corners.reduce(0) { $0 + $1.x } / n, y: corners.reduce(0) { $0 + $1.y } / n)
      return .convex(
        corners.map { p in
          let length = Segment(from: middle, to: p).length
          return length > 0 ? p.moved(d * (p.x - middle.x) / length, d * (p.y - middle.y) / length) : p
        })
    }
  }

  private var circle: (Point, Double)? {
    switch self {
    case .disc(let c, let r), .half(let c, let r, _): (c, r)
    case .box, .convex: nil
    }
  }

  private var outline: [Point] { if case .convex(let corners) = self { corners } else { Self.corners(bounds) } }

  private static func corners(_ r: Rect) -> [Point] {
    [Point(x: r.minX, y: r.minY), Point(x: r.maxX, y: r.minY), Point(x: r.maxX, y: r.maxY), Point(x: r.minX, y: r.maxY)]
  }

  private static func distance(_ p: Point, _ rect: Rect) -> Double {
    let dx = max(rect.minX - p.x, 0, p.x - rect.maxX), dy = max(rect.minY - p.y, 0, p.y - rect.maxY)
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Two convex shapes overlap unless a line along some edge parts them.
  private static func overlap(_ a: [Point], _ b: [Point]) -> Bool {
    for shape in [a, b] {
      for i in shape.indices {
        let p = shape[i], q = shape[(i + 1) % shape.count]
        let nx = q.y - p.y, ny = p.x - q.x
        guard nx != 0 || ny != 0 else { continue }
        let (low, high) = span(a, nx, ny), (first, last) = span(b, nx, ny)
        if high <= first || last <= low { return false }
      }
    }
    return true
  }

  private static func span(_ shape: [Point], _ nx: Double, _ ny: Double) -> (Double, Double) {
    var low = Double.infinity, high = -Double.infinity
    for p in shape {
      let x = p.x * nx + p.y * ny
      low = min(low, x)
      high = max(high, x)
    }
    return (low, high)
  }
}

extension Segment {
  func distance(to p: Point) -> Double {
    let dx = to.x - from.x, dy = to.y - from.y, square = dx * dx + dy * dy
    let t = square > 0 ? max(0, min(1, ((p.x - from.x) * dx + (p.y - from.y) * dy) / square)) : 0
    return Segment(from: p, to: Point(x: from.x + t * dx, y: from.y + t * dy)).length
  }
}

/// Something that stands on the map already, and whose it is.
struct Standing: Sendable {
  enum Kind: Hashable, Sendable { case symbol, dot, flow, legend, panel, scaleBar, label, leader, ring }

  var kind: Kind
  var shape: MapShape
  /// The feature or other thing that it belongs to: its own leader may begin there.
  var owner: Int?
  var name = ""
}

/// What stands on the map when labels are placed, and what they may not cover.
struct Obstacles: Sendable {
  /// Labels stay inside.
  var frame: Rect
  var standing: [Standing] = []
  /// Between a label and a symbol.
  var gap = 1.0

  func allows(_ box: Rect) -> Bool {
    frame.contains(box) && !standing.contains { $0.shape.meets(box.expanded(by: gap)) }
  }

  func allows(_ leader: Segment, owner: Int?) -> Bool {
    !standing.contains { ($0.owner == nil || $0.owner != owner) && $0.shape.meets(leader) }
  }
}
