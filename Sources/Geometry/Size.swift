/// A width and a height in the unit of the surrounding space; never negative by convention.
package struct Size: Hashable, Sendable {
  package var width: Double
  package var height: Double

  @inlinable package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  package static let zero = Size(width: 0, height: 0)
}
