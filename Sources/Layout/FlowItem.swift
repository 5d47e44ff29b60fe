/// The column that a block stands in.
package enum FlowWidth: Hashable, Sendable {
  case text
  case full
  /// The margin column, level with the item that follows in the flow.
  case margin
}

/// Where a block may stand.
package enum FlowPlace: Hashable, Sendable {
  case here
  /// Where it is in the text if there is room, else at the top of the next page while the text flows on.
  case auto
  /// At the top or bottom of this page if there is room, else of the next that has some.
  case top, bottom
  /// On a page of floats alone.
  case page
}

/// What ends before a block. Right pages are the first, the third and so on.
package enum FlowBreak: Hashable, Sendable { case column, page, left, right }

/// A block in the flow of a document, with what belongs to its place rather than to itself. Lengths in points.
package struct FlowItem: Sendable {
  package var block: any Block
  package var width: FlowWidth
  /// Between two items the larger of the two spaces counts; at the top of a page none does.
  package var spaceBefore: Double
  package var spaceAfter: Double
  /// Stays on the page of the item after it.
  package var keepWithNext: Bool
  /// Begins a new page in this style; nil to go on.
  package var newPage: PageStyle?
  /// The number of that page; nil to count on.
  package var pageNumber: Int?
  package var breakBefore: FlowBreak?
  /// Room above, besides the usual space; none at the top of a page.
  package var extraSpace = 0.0
  /// The share above it of the room that its page has left.
  package var stretch = 0.0
  /// The columns it stands in; nil for those of the page.
  package var columns: ColumnGrid?
  package var place = FlowPlace.here
  /// What it counts among: floats of one list stand in their order.
  package var list: OutlineHeading.List?
  /// Everything that waits for a place stands before it.
  package var endsFloating = false

  package init(
    _ block: any Block, width: FlowWidth = .text, spaceBefore: Double = 0, spaceAfter: Double = 0, keepWithNext: Bool = false,
    newPage: PageStyle? = nil
  ) {
    self.block = block
    self.width = width
    self.spaceBefore = spaceBefore
    self.spaceAfter = spaceAfter
    self.keepWithNext = keepWithNext
    self.newPage = newPage
  }
}

extension FlowItem {
  /// The item across all columns of the page.
  package var across: FlowItem {
    var item = self
    item.width = .full
    return item
  }
}
