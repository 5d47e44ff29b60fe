/// A position on a page or in a chart.
///
/// Pages and scenes count in PostScript points (1/72 inch) from the top left, x right and y down.
/// Charts count in chart pixels; the comment at each use says which.
package struct Point: Hashable, Sendable {
  package var x: Double
  package var y: Double

  @inlinable package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  package static let zero = Point(x: 0, y: 0)

  /// The point moved by `dx` to the right and `dy` down.
  @inlinable package func moved(_ dx: Double, _ dy: Double) -> Point { Point(x: x + dx, y: y + dy) }

  /// True when neither coordinate is NaN or infinite.
  @inlinable package var isFinite: Bool { x.isFinite && y.isFinite }
}
