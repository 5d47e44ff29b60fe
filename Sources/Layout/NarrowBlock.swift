/// A block held to a width, at the left of its region.
package struct NarrowBlock: Block {
  package var block: any Block
  /// In points.
  package var width: Double

  package init(_ block: any Block, width: Double) {
    self.block = block
    self.width = width
  }

  package var widthRange: ClosedRange<Double> { width...width }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var inner = region
    inner.width = min(width, region.width)
    return block.layout(in: inner, from: cursor)
  }
}
