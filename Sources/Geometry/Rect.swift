/// An upright rectangle, y down. `width` and `height` are never negative when made by `init(corner:corner:)`.
package struct Rect: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  @inlinable package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  @inlinable package init(origin: Point, size: Size) {
    self.init(x: origin.x, y: origin.y, width: size.width, height: size.height)
  }

  /// The smallest rectangle that holds both points, in whichever order they come.
  @inlinable package init(corner a: Point, corner b: Point) {
    self.init(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
  }

  package static let zero = Rect(x: 0, y: 0, width: 0, height: 0)

  @inlinable package var minX: Double { x }
  @inlinable package var minY: Double { y }
  @inlinable package var maxX: Double { x + width }
  @inlinable package var maxY: Double { y + height }
  @inlinable package var midX: Double { x + width / 2 }
  @inlinable package var midY: Double { y + height / 2 }
  @inlinable package var origin: Point { Point(x: x, y: y) }
  @inlinable package var size: Size { Size(width: width, height: height) }
  @inlinable package var isFinite: Bool { x.isFinite && y.isFinite && width.isFinite && height.isFinite }

  /// The rectangle without `insets`; a side that would turn negative becomes zero.
  @inlinable package func inset(by insets: Insets) -> Rect {
    Rect(
      x: x + insets.left, y: y + insets.top,
      width: max(0, width - insets.left - insets.right), height: max(0, height - insets.top - insets.bottom))
  }

  /// The rectangle grown by `d` on each side (shrunk when negative, not below zero).
  @inlinable package func expanded(by d: Double) -> Rect {
    inset(by: Insets(top: -d, right: -d, bottom: -d, left: -d))
  }

  /// True when both share an area; touching edges do not count.
  @inlinable package func intersects(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// True when `p` lies inside or on the edge.
  @inlinable package func contains(_ p: Point) -> Bool { p.x >= minX && p.x <= maxX && p.y >= minY && p.y <= maxY }

  /// True when `other` lies wholly inside or on the edge.
  @inlinable package func contains(_ other: Rect) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }

  @inlinable package func union(_ other: Rect) -> Rect {
    let left = min(minX, other.minX), top = min(minY, other.minY)
    return Rect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  @inlinable package func moved(_ dx: Double, _ dy: Double) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width, height: height)
  }
}

/// Distances inward from the four sides of a rectangle.
package struct Insets: Hashable, Sendable {
  package var top: Double
  package var right: Double
  package var bottom: Double
  package var left: Double

  @inlinable package init(top: Double, right: Double, bottom: Double, left: Double) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
  }

  package static let zero = Insets(top: 0, right: 0, bottom: 0, left: 0)
}
