package import Geometry

/// What a shape draws, in pixels: polygons as closed rings, lines, points. Every coordinate is finite.
package struct ProjectedGeometry: Sendable {
  /// Each polygon is a list of rings; a ring does not repeat its first point.
  package internal(set) var polygons: [[[Point]]] = []
  package internal(set) var lines: [[Point]] = []
  package internal(set) var points: [Point] = []

  package var isEmpty: Bool { polygons.isEmpty && lines.isEmpty && points.isEmpty }

  mutating func append(polygon: [[ClipPoint]]) {
    let rings = polygon.map(finitePoints).filter { $0.count > 1 }
    if !rings.isEmpty { polygons.append(rings) }
  }

  mutating func append(line: [ClipPoint]) {
    let points = finitePoints(line)
    if points.count > 1 { lines.append(points) }
  }

  private func finitePoints(_ line: [ClipPoint]) -> [Point] {
    var points: [Point] = []
    points.reserveCapacity(line.count)
    for p in line where p.x.isFinite && p.y.isFinite { points.append(Point(x: p.x, y: p.y)) }
    return points
  }

  /// The outline as a path; points become circles of `pointRadius` pixels.
  package func path(pointRadius: Double = 4.5) -> Path {
    var path = Path()
    path.reserve(polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count + 1 } } + lines.reduce(0) { $0 + $1.count })
    for ring in polygons.joined() {
      add(ring, to: &path)
      path.close()
    }
    for line in lines { add(line, to: &path) }
    for point in points { path.append(Path(circle: point, radius: pointRadius)) }
    return path
  }

  private func add(_ line: [Point], to path: inout Path) {
    guard let first = line.first else { return }
    path.move(to: first)
    for point in line.dropFirst() { path.line(to: point) }
  }

  /// The box of all points; nil when nothing is drawn.
  package var bounds: Rect? {
    var low = Point(x: .infinity, y: .infinity), high = Point(x: -.infinity, y: -.infinity)
    func take(_ points: [Point]) {
      for p in points {
        low = Point(x: min(low.x, p.x), y: min(low.y, p.y))
        high = Point(x: max(high.x, p.x), y: max(high.y, p.y))
      }
    }
    for ring in polygons.joined() { take(ring) }
    for line in lines { take(line) }
    take(points)
    return low.x.isFinite ? Rect(corner: low, corner: high) : nil
  }

  /// True when a polygon covers `p` (even-odd).
  package func holds(_ p: Point) -> Bool {
    var inside = false
    for ring in polygons.joined() {
      guard var a = ring.last else { continue }
      for b in ring {
        if (a.y > p.y) != (b.y > p.y), p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x { inside.toggle() }
        a = b
      }
    }
    return inside
  }

  /// The area of the polygons, in square pixels; holes count against their outline.
  package var area: Double {
    polygons.reduce(0) { sum, rings in sum + abs(rings.reduce(0) { $0 + signedArea($1) }) }
  }

  /// The middle: of the areas if there are any, else of the lines by length, else of the points. Nil when nothing is drawn.
  package var centroid: Point? {
    var x = 0.0, y = 0.0, weight = 0.0
    for ring in polygons.joined() {
      guard var a = ring.last else { continue }
      for b in ring {
        let z = a.y * b.x - a.x * b.y
        x += z * (a.x + b.x)
        y += z * (a.y + b.y)
        weight += 3 * z
        a = b
      }
    }
    if weight == 0 { (x, y, weight) = lengthMoment() }
    if weight == 0 {
      for p in points {
        x += p.x
        y += p.y
        weight += 1
      }
    }
    let middle = Point(x: x / weight, y: y / weight)
    return weight != 0 && middle.isFinite ? middle : nil
  }

  private func lengthMoment() -> (Double, Double, Double) {
    var x = 0.0, y = 0.0, weight = 0.0
    func take(_ line: [Point], closed: Bool) {
      guard var a = closed ? line.last : line.first else { return }
      for b in line {
        let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
        x += length * (a.x + b.x) / 2
        y += length * (a.y + b.y) / 2
        weight += length
        a = b
      }
    }
    for ring in polygons.joined() { take(ring, closed: true) }
    for line in lines { take(line, closed: false) }
    return (x, y, weight)
  }
}

/// Twice-halved sum of cross products: the area of a closed ring, positive when it runs clockwise on screen (y down).
package func signedArea(_ ring: [Point]) -> Double {
  guard var a = ring.last else { return 0 }
  var sum = 0.0
  for b in ring {
    sum += a.x * b.y - a.y * b.x
    a = b
  }
  return sum / 2
}
