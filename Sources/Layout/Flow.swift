/// Fills pages with the items, top to bottom, until the page numbers that blocks ask for no longer change.
///
/// Pure: the same items, notes and style give the same plan. A block taller than a page is placed as it is and reported.
package func planPages(_ items: [FlowItem], style: PageStyle, notes: FlowNotes = FlowNotes()) -> PagePlan {
  let dependent = items.indices.filter { dependsOnPages(items[$0].block) }
  var shown = items
  var indices = [PageIndex()]
  var plan = PagePlan(pages: [], problems: [])
  let isSettled = dependent.isEmpty && !notes.blocks.values.contains(where: dependsOnPages)
  for pass in 0..<LayoutLimits.passes {
    let index = indices[pass]
    if pass > 0 { for item in dependent { shown[item].block = resolve(items[item].block, in: index) } }
    var flow = Flow(items: shown, style: style, notes: pass == 0 ? notes : notes.resolved(in: index))
    plan = flow.run()
    if isSettled { return plan }
    let found = PageIndex(plan)
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
  package init(_ plan: PagePlan) {
    self.init(
      entries: plan.anchors.map { place in
        Entry(name: place.anchor.name, page: place.page, label: plan.pages[place.page].label, heading: place.anchor.entry)
      },
      pageCount: plan.pages.count)
  }
}

/// The state while pages fill. Where it stands is in `now`; the rest is what has been finished.
///
/// What depends on room that is not known yet (a float at the top of a page that has begun, columns that end level) is tried on a
/// copy from an earlier spot, and the copy is taken when all goes onto the page.
struct Flow {
  /// A place in the flow, to go on from and to go back to.
  struct Spot {
    var page: FlowPage
    var index = 0
    var cursor = Cursor.start
    /// The item that has had its breaks, so that it has them once.
    var begun = -1
    /// Items for the margin that wait for the next item of the flow, or for a page with room.
    var waiting: [Int] = []
    /// Floats that wait for a page, in their order.
    var floats: [Int] = []
    var problems: [FlowProblem] = []
  }

  let items: [FlowItem]
  let notes: FlowNotes
  var now: Spot
  var style: PageStyle
  var pages: [PlannedPage] = []
  var shownNotes: Set<String> = []
  var measured: [Double: MeasuredNotes] = [:]
  /// The last number given to pages that are numbered alike.
  var numbers: [PageNumbers: Int] = [:]
  var seenStyles: Set<String> = []
  /// Before the items just above that stay with the next one.
  var kept: Spot?
  /// Where this page, and the part in columns on it, began to be filled.
  var pageStart: Spot
  var partStart: Spot?
  /// Floats that pages have at their top or bottom, which are passed over when a page is filled again.
  var placed: Set<Int> = []
  /// False once something stands on the page that would not come again if it were filled from its beginning.
  var isOpenForFloats = true
  /// True for a copy that tries something; it ends where the page does.
  var isTrial = false
  var hasFailed = false

  init(items: [FlowItem], style: PageStyle, notes: FlowNotes) {
    self.items = items
    self.notes = notes
    self.style = items.first?.newPage ?? style
    let frame = self.style.frame(ofPage: 0, isFirst: true)
    let notesAtWidth = MeasuredNotes(notes, width: frame.textWidth)
    measured[frame.textWidth] = notesAtWidth
    now = Spot(page: FlowPage(frame: frame, notes: notesAtWidth, shownNotes: []))
    pageStart = now
  }

  mutating func run() -> PagePlan {
    while now.index < items.count, pages.count < LayoutLimits.pages { step() }
    if now.index < items.count { now.problems.append(FlowProblem(kind: .tooManyPages, item: now.index)) }
    endPart()
    placeFloats(now.floats)
    placeRestOfMargin()
    while !now.page.isEmpty || pages.isEmpty, pages.count < LayoutLimits.pages { closePage() }
    return PagePlan(pages: pages, problems: now.problems)
  }

  /// Places the next part of the next item, or ends the column or page.
  mutating func step() {
    let item = items[now.index]
    if now.begun != now.index {
      begin(item)
      guard !hasFailed else { return }
      now.begun = now.index
    }
    if now.cursor == .start, kept == nil, item.keepWithNext || item.width == .margin { kept = now }
    if item.width == .margin {
      waitForMargin()
    } else if item.place != .here, now.cursor == .start {
      float()
    } else {
      flow()
    }
  }

  /// What an item asks for before it stands anywhere: breaks, and that what waits comes first.
  private mutating func begin(_ item: FlowItem) {
    if let next = item.newPage, now.index > 0 {
      turn(to: next, side: item.breakBefore)
    } else {
      switch item.breakBefore {
      case .column: breakColumn()
      case .page, .left, .right: turn(to: style, side: item.breakBefore)
      case nil: break
      }
    }
    if let number = item.pageNumber { numbers[style.numbers] = number - 1 }
    if item.endsFloating { placeFloats(now.floats) }
    if item.place == .here, item.list != nil { placeFloats(now.floats.filter { items[$0].list == item.list }) }
  }

  /// Places the next part of an item of the flow where it stands in the text.
  mutating func flow() {
    let item = items[now.index]
    enterPart(of: item)
    guard !hasFailed else { return }
    let top = now.page.top(of: item, continues: now.cursor != .start)
    var fragment = now.page.fragment(of: item, from: now.cursor, top: top)
    if fragment.isEmpty {
      guard now.page.isFresh else { return breakBefore() }
      fragment = now.page.fragmentWithoutNotes(of: item, from: now.cursor)
      let isLost = fragment.isEmpty
      let excess = max(1, fragment.overflow ?? 1)
      now.problems.append(FlowProblem(kind: isLost ? .tooTall(excess) : .notesTooTall(excess), item: now.index))
      if isLost { return pass() }
    } else if let overflow = fragment.overflow {
      now.problems.append(FlowProblem(kind: .tooTall(overflow), item: now.index))
    }
    if var start = partStart, let foot = now.page.notesUnderColumns(with: fragment) {
      // The columns before this one are filled again, with room for the notes below them.
      start.page.keptFoot = foot
      (now, partStart, kept) = (start, start, nil)
      return
    }
    now.page.place(fragment, of: item, index: now.index, top: top, continues: now.cursor != .start)
    placeWaiting(level: top)
    if !item.keepWithNext { kept = nil }
    guard let next = fragment.next, next > now.cursor else { return pass() }
    now.cursor = next
    kept = nil
    advance()
  }

  /// Goes on with the next item.
  mutating func pass() {
    now.index += 1
    now.cursor = .start
  }

  /// What a copy that goes on from `spot` becomes when it reaches the item `end` on the same page; nil when it does not.
  func attempt(from spot: Spot, until end: Int) -> Flow? {
    var copy = self
    (copy.now, copy.isTrial, copy.kept, copy.pageStart) = (spot, true, nil, spot)
    copy.partStart = spot.page.columns == nil ? nil : spot
    while copy.now.index < end, !copy.hasFailed { copy.step() }
    guard !copy.hasFailed, copy.now.index == end, copy.now.cursor == .start, copy.now.floats == now.floats else { return nil }
    copy.isTrial = isTrial
    return copy
  }
}
