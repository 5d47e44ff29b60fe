/// Fills pages with the items, top to bottom, until the page numbers that blocks ask for no longer change.
///
/// Pure: the same items, notes and frame give the same plan. A block taller than a page is placed as it is and reported.
/// - Parameter label: what is printed for a page (from 0).
package func planPages(
  _ items: [FlowItem], frame: PageFrame, notes: FlowNotes = FlowNotes(), label: (Int) -> String = { "\($0 + 1)" }
) -> PagePlan {
  var indices = [PageIndex()]
  var plan = PagePlan(pages: [], problems: [])
  let isSettled = !items.contains { dependsOnPages($0.block) } && !notes.blocks.values.contains(where: dependsOnPages)
  for pass in 0..<LayoutLimits.passes {
    let index = indices[pass]
    let shown = pass == 0 ? items : items.map { $0.resolved(in: index) }
    var flow = Flow(items: shown, frame: frame, notes: pass == 0 ? notes : notes.resolved(in: index))
    plan = flow.run()
    if isSettled { return plan }
    let found = PageIndex(plan, label: label)
    if found == index { return plan }
    indices.append(found)
  }
  plan.problems += unsettled(items, indices[indices.count - 2], indices[indices.count - 1])
  return plan
}

/// The items whose page numbers differ in the last two passes; the first that asks for any when none can be told.
private func unsettled(_ items: [FlowItem], _ old: PageIndex, _ new: PageIndex) -> [FlowProblem] {
  let changed = items.indices.filter { shownPages(of: items[$0].block, in: old) != shownPages(of: items[$0].block, in: new) }
  let named = changed.isEmpty ? [items.firstIndex { dependsOnPages($0.block) } ?? 0] : changed
  return named.map { FlowProblem(kind: .unsettled, item: $0) }
}

extension PageIndex {
  /// Where a plan puts everything that has a name.
  package init(_ plan: PagePlan, label: (Int) -> String) {
    self.init(
      entries: plan.anchors.map { place in
        Entry(name: place.anchor.name, page: place.page, label: label(place.page), heading: place.anchor.entry)
      },
      pageCount: plan.pages.count)
  }
}

/// The state while pages fill.
private struct Flow {
  let items: [FlowItem]
  let notes: FlowNotes
  var frame: PageFrame
  var page: FlowPage
  var pages: [PlannedPage] = []
  var problems: [FlowProblem] = []
  var shownNotes: Set<String> = []
  /// Items for the margin that wait for the next item of the flow, or for a page with room.
  var waiting: [Int] = []

  init(items: [FlowItem], frame: PageFrame, notes: FlowNotes) {
    self.items = items
    self.notes = notes
    self.frame = items.first?.newPage ?? frame
    page = FlowPage(frame: self.frame, notes: notes, shownNotes: [])
  }

  mutating func run() -> PagePlan {
    var index = 0
    var cursor = Cursor.start
    while index < items.count, pages.count < LayoutLimits.pages {
      if cursor == .start, let next = items[index].newPage, index > 0 { open(next) }
      if items[index].width == .margin {
        waitForMargin(index)
        index += 1
      } else {
        (index, cursor) = flow(index, from: cursor)
      }
    }
    if index < items.count { problems.append(FlowProblem(kind: .tooManyPages, item: index)) }
    placeRestOfMargin()
    if !page.isEmpty || pages.isEmpty { closePage() }
    return PagePlan(pages: pages, problems: problems)
  }

  /// Places the next part of an item of the flow, or ends the page.
  /// - Returns: where to go on.
  private mutating func flow(_ index: Int, from cursor: Cursor) -> (Int, Cursor) {
    let item = items[index]
    let top = page.top(of: item, continues: cursor != .start)
    var fragment = page.fragment(of: item, from: cursor, top: top)
    if fragment.isEmpty {
      guard page.isEmpty else { return breakPage(at: index, cursor: cursor) }
      fragment = page.fragmentWithoutNotes(of: item, from: cursor)
      let isLost = fragment.isEmpty
      let excess = max(1, fragment.overflow ?? 1)
      problems.append(FlowProblem(kind: isLost ? .tooTall(excess) : .notesTooTall(excess), item: index))
      if isLost { return (index + 1, .start) }
    } else if let overflow = fragment.overflow {
      problems.append(FlowProblem(kind: .tooTall(overflow), item: index))
    }
    page.place(fragment, of: item, index: index, top: top)
    placeWaiting(level: top)
    guard let next = fragment.next, next > cursor else { return (index + 1, .start) }
    closePage()
    return (index, next)
  }

  private mutating func waitForMargin(_ index: Int) {
    if frame.margin == nil {
      problems.append(FlowProblem(kind: .noMarginColumn, item: index))
    } else {
      waiting.append(index)
    }
  }

  /// Places the waiting items of the margin in their order, as many as this page has room for.
  private mutating func placeWaiting(level top: Double) {
    while let first = waiting.first, page.placeInMargin(items[first], index: first, top: top) { waiting.removeFirst() }
  }

  private mutating func placeRestOfMargin() {
    placeWaiting(level: page.y)
    while !waiting.isEmpty, pages.count < LayoutLimits.pages {
      closePage()
      placeWaiting(level: 0)
    }
  }

  /// Begins a page with another frame; what waits for the margin still goes onto the page before.
  private mutating func open(_ next: PageFrame) {
    placeRestOfMargin()
    closePage()
    frame = next
    page = FlowPage(frame: frame, notes: notes, shownNotes: shownNotes)
  }

  private mutating func closePage() {
    shownNotes.formUnion(page.noteNames)
    pages.append(page.finished())
    page = FlowPage(frame: frame, notes: notes, shownNotes: shownNotes)
  }

  /// Ends the page before `index`, taking along the items just above that must stay with it, unless they are all there is.
  private mutating func breakPage(at index: Int, cursor: Cursor) -> (Int, Cursor) {
    guard cursor == .start else {
      closePage()
      return (index, cursor)
    }
    var first = index
    while first > 0, staysWithNext(first - 1) { first -= 1 }
    let kept = page.without(itemsFrom: first)
    if first < index, !kept.isEmpty {
      waiting.removeAll { $0 >= first }
      page = kept
      closePage()
      return (first, .start)
    }
    closePage()
    return (index, cursor)
  }

  /// True for what goes to the next page with the item after it: headings and such, and what stands in the margin beside it.
  private func staysWithNext(_ item: Int) -> Bool {
    if items[item].width == .margin { return page.placements.contains { $0.item == item } || waiting.contains(item) }
    return items[item].keepWithNext && startsOnThisPage(item)
  }

  private func startsOnThisPage(_ item: Int) -> Bool {
    page.placements.contains { $0.item == item } && !(pages.last?.placements.contains { $0.item == item } ?? false)
  }
}
