/// One step of a path. Coordinates are absolute.
package enum PathElement: Hashable, Sendable {
  case move(Point)
  case line(Point)
  /// A cubic Bezier segment: two control points, then its end.
  case curve(Point, Point, Point)
  case close
}

/// A sequence of contours.
///
/// ## Guarantees
/// - Every coordinate is finite: a step with NaN or infinity is dropped and `isComplete` turns false, so the owner can say so.
/// - It starts with a move: a first line or curve is preceded by a move to its own end or control point.
package struct Path: Hashable, Sendable {
  package private(set) var elements: [PathElement] = []
  /// False when a step was refused because a coordinate was not finite.
  package private(set) var isComplete = true

  package init() {}

  package init(rect: Rect) {
    move(to: Point(x: rect.minX, y: rect.minY))
    line(to: Point(x: rect.maxX, y: rect.minY))
    line(to: Point(x: rect.maxX, y: rect.maxY))
    line(to: Point(x: rect.minX, y: rect.maxY))
    close()
  }

  /// A single straight segment.
  package init(from a: Point, to b: Point) {
    move(to: a)
    line(to: b)
  }

  package var isEmpty: Bool { elements.isEmpty }

  package mutating func reserve(_ count: Int) { elements.reserveCapacity(count) }

  package mutating func move(to p: Point) {
    guard p.isFinite else { return isComplete = false }
    elements.append(.move(p))
  }

  package mutating func line(to p: Point) {
    guard p.isFinite else { return isComplete = false }
    elements.append(elements.isEmpty ? .move(p) : .line(p))
  }

  package mutating func curve(_ c1: Point, _ c2: Point, to p: Point) {
    guard p.isFinite, c1.isFinite, c2.isFinite else { return isComplete = false }
    if elements.isEmpty { elements.append(.move(c1)) }
    elements.append(.curve(c1, c2, p))
  }

  package mutating func close() {
    if !elements.isEmpty { elements.append(.close) }
  }

  package mutating func append(_ other: Path) {
    elements.append(contentsOf: other.elements)
    isComplete = isComplete && other.isComplete
  }
}
