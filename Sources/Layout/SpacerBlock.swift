import Geometry

/// Empty room of a fixed height in points.
package struct SpacerBlock: Block {
  package var height: Double

  package init(height: Double) { self.height = height }

  package var widthRange: ClosedRange<Double> { 0...0 }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    guard height <= region.height else { return .nothing(from: cursor, width: region.width) }
    return Fragment(size: Size(width: region.width, height: height), content: NoContent())
  }
}
