/// A scale and a shift: everything that moves between chart pixels and page points.
///
/// Rotation is kept out on purpose: the only rotated things are glyph runs and symbols, which carry their own angle.
package struct Transform: Hashable, Sendable {
  package var scaleX: Double
  package var scaleY: Double
  package var dx: Double
  package var dy: Double

  @inlinable package init(scaleX: Double = 1, scaleY: Double = 1, dx: Double = 0, dy: Double = 0) {
    self.scaleX = scaleX
    self.scaleY = scaleY
    self.dx = dx
    self.dy = dy
  }

  @inlinable package func apply(_ p: Point) -> Point { Point(x: p.x * scaleX + dx, y: p.y * scaleY + dy) }

  @inlinable package func apply(_ r: Rect) -> Rect {
    Rect(corner: apply(Point(x: r.minX, y: r.minY)), corner: apply(Point(x: r.maxX, y: r.maxY)))
  }
}
