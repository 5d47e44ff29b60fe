import Geometry

/// Whether a block takes the width of running text or that of the page.
package enum FlowWidth: Hashable, Sendable {
  case text
  case full
}

/// A block in the flow of a document, with what belongs to its place rather than to itself. Lengths in points.
package struct FlowItem: Sendable {
  package var block: any Block
  package var width: FlowWidth
  /// Between two items the larger of the two spaces counts; at the top of a page none does.
  package var spaceBefore: Double
  package var spaceAfter: Double
  /// Stays on the page of the item after it.
  package var keepWithNext: Bool
  /// Begins a new page with this frame; nil to go on.
  package var newPage: PageFrame?

  package init(
    _ block: any Block, width: FlowWidth = .text, spaceBefore: Double = 0, spaceAfter: Double = 0, keepWithNext: Bool = false,
    newPage: PageFrame? = nil
  ) {
    self.block = block
    self.width = width
    self.spaceBefore = spaceBefore
    self.spaceAfter = spaceAfter
    self.keepWithNext = keepWithNext
    self.newPage = newPage
  }
}

/// Fills pages with the items, top to bottom.
///
/// Pure: the same items and frame give the same plan. A block taller than a page is placed as it is and reported.
package func planPages(_ items: [FlowItem], frame: PageFrame) -> PagePlan {
  var flow = Flow(items: items, frame: frame)
  return flow.run()
}

/// The state while pages fill.
private struct Flow {
  let items: [FlowItem]
  var frame: PageFrame
  var pages: [PlannedPage] = []
  var problems: [FlowProblem] = []
  var placements: [Placement] = []
  /// The lower edge of what is placed, from the top of the frame.
  var y = 0.0
  /// The space that the item above asks for below it.
  var pendingSpace = 0.0

  init(items: [FlowItem], frame: PageFrame) {
    self.items = items
    self.frame = items.first?.newPage ?? frame
  }

  mutating func run() -> PagePlan {
    var index = 0
    var cursor = Cursor.start
    while index < items.count, pages.count < LayoutLimits.pages {
      if cursor == .start, let next = items[index].newPage, index > 0 {
        closePage()
        frame = next
      }
      let top = placements.isEmpty ? 0 : y + max(pendingSpace, cursor == .start ? items[index].spaceBefore : 0)
      let fragment = fragment(of: index, from: cursor, top: top)
      if fragment.isEmpty {
        guard !placements.isEmpty else {
          problems.append(FlowProblem(kind: .tooTall(max(1, fragment.overflow ?? 1)), item: index))
          index += 1
          cursor = .start
          continue
        }
        (index, cursor) = breakPage(at: index, cursor: cursor)
        continue
      }
      if let overflow = fragment.overflow { problems.append(FlowProblem(kind: .tooTall(overflow), item: index)) }
      place(fragment, item: index, top: top)
      if let next = fragment.next, next > cursor {
        cursor = next
        closePage()
      } else {
        index += 1
        cursor = .start
      }
    }
    if index < items.count { problems.append(FlowProblem(kind: .tooManyPages, item: index)) }
    if !placements.isEmpty || pages.isEmpty { closePage() }
    return PagePlan(pages: pages, problems: problems)
  }

  private func fragment(of index: Int, from cursor: Cursor, top: Double) -> Fragment {
    let width = items[index].width == .full ? frame.content.width : min(frame.textWidth, frame.content.width)
    let region = Region(width: width, height: max(0, frame.content.height - top), fullHeight: frame.content.height)
    return items[index].block.layout(in: region, from: cursor)
  }

  private mutating func place(_ fragment: Fragment, item: Int, top: Double) {
    let origin = Point(x: frame.content.x, y: frame.content.y + top)
    placements.append(Placement(fragment: fragment, origin: origin, item: item))
    y = top + fragment.size.height
    pendingSpace = items[item].spaceAfter
  }

  private mutating func closePage() {
    pages.append(PlannedPage(frame: frame, placements: placements))
    placements = []
    y = 0
    pendingSpace = 0
  }

  /// Ends the page before `index`, taking along the items just above that must stay with it, unless they are all there is.
  private mutating func breakPage(at index: Int, cursor: Cursor) -> (Int, Cursor) {
    guard cursor == .start else {
      closePage()
      return (index, cursor)
    }
    var first = index
    while first > 0, items[first - 1].keepWithNext, startsOnThisPage(first - 1) { first -= 1 }
    let kept = placements.filter { $0.item < first }
    if first < index, !kept.isEmpty {
      placements = kept
      closePage()
      return (first, .start)
    }
    closePage()
    return (index, cursor)
  }

  private func startsOnThisPage(_ item: Int) -> Bool {
    placements.contains { $0.item == item } && !(pages.last?.placements.contains { $0.item == item } ?? false)
  }
}
