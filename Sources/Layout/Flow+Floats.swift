import Geometry

/// Blocks that go to the top or bottom of a page while the text flows on.
extension Flow {
  /// Places the float at `now`, or lets it wait.
  mutating func float() {
    let index = now.index, item = items[index]
    if placed.contains(index) { return pass() }
    guard let fragment = floating(item) else { return flow() }
    if now.floats.contains(where: { items[$0].list == item.list }) { return wait(index) }
    if columns(of: item) != nil { return floatInColumn(item, index: index) }
    switch item.place {
    case .here: flow()
    case .auto: if fitsHere(item) { flow() } else { wait(index) }
    case .page: wait(index)
    case .top, .bottom: if !addToPage(fragment, of: item, index: index) { wait(index) }
    }
  }

  /// A float as one piece; nil for what fits no page whole, which stands in the text.
  private func floating(_ item: FlowItem) -> Fragment? {
    let page = FlowPage(frame: now.page.frame, notes: now.page.notes, shownNotes: [])
    let width = columns(of: item)?.columnWidth ?? page.width(of: item)
    let height = page.frame.content.height
    let fragment = item.block.layout(in: Region(width: width, height: height), from: .start)
    return fragment.next == nil && fragment.overflow == nil && fragment.size.height <= height + 0.01 ? fragment : nil
  }

  private mutating func wait(_ index: Int) {
    now.floats.append(index)
    pass()
  }

  private func fitsHere(_ item: FlowItem) -> Bool {
    var trial = self
    (trial.isTrial, trial.kept) = (true, nil)
    let end = now.index + 1
    trial.flow()
    return !trial.hasFailed && trial.now.index == end
  }

  /// Fills this page again from its beginning with the float on it.
  /// - Returns: false when the text down to here no longer fits.
  private mutating func addToPage(_ fragment: Fragment, of item: FlowItem, index: Int) -> Bool {
    guard !isTrial, isOpenForFloats, pageStart.page.hasRoom(forFloat: fragment, of: item) else { return false }
    var start = pageStart
    add(fragment, of: item, index: index, to: &start.page)
    var trial = self
    trial.placed.insert(index)
    guard var filled = trial.attempt(from: start, until: index) else { return false }
    filled.pageStart = start
    filled.now.begun = index
    self = filled
    pass()
    return true
  }

  private func add(_ fragment: Fragment, of item: FlowItem, index: Int, to page: inout FlowPage) {
    if item.place == .bottom {
      page.addBottom(fragment, of: item, index: index)
    } else {
      page.addTop(fragment, of: item, index: index)
    }
  }

  // MARK: Floats that wait

  /// Puts what waits onto the page that begins: floats up to their share of it, or a page of floats alone.
  mutating func placeWaitingFloats() {
    while let first = now.floats.first(where: { columns(of: items[$0]) == nil }), pages.count < LayoutLimits.pages {
      let item = items[first]
      guard let fragment = floating(item) else { return }
      if item.place != .page, now.page.hasRoom(forFloat: fragment, of: item) { break }
      fillFloatPage()
    }
    var blocked: Set<OutlineHeading.List?> = []
    for index in now.floats {
      let item = items[index]
      guard columns(of: item) == nil, !blocked.contains(item.list), item.place != .page, let fragment = floating(item),
        now.page.hasRoom(forFloat: fragment, of: item)
      else {
        blocked.insert(item.list)
        continue
      }
      add(fragment, of: item, index: index, to: &now.page)
      now.floats.removeAll { $0 == index }
    }
  }

  /// A page of floats alone: as many as fit it, in their order.
  private mutating func fillFloatPage() {
    var left: [Int] = []
    for index in now.floats {
      let item = items[index]
      let top = now.page.top(of: item, continues: false)
      guard left.isEmpty, columns(of: item) == nil, let fragment = floating(item),
        now.page.isEmpty || top + fragment.size.height <= now.page.floor(notes: 0) + 0.01
      else {
        left.append(index)
        continue
      }
      now.page.place(fragment, of: item, index: index, top: top)
    }
    now.floats = left
    finishPage()
  }

  /// Places floats that wait where the text stands now.
  mutating func placeFloats(_ chosen: [Int]) {
    guard !chosen.isEmpty, !hasFailed else { return }
    let spot = (now.index, now.cursor, now.begun)
    kept = nil
    defer { isOpenForFloats = false }
    now.floats.removeAll { chosen.contains($0) }
    for index in chosen {
      (now.index, now.cursor) = (index, .start)
      placeWhole(index)
      guard !hasFailed else { return }
    }
    (now.index, now.cursor, now.begun) = spot
  }

  /// A float in the text: here, or at the top of the next column or page.
  private mutating func placeWhole(_ index: Int) {
    let item = items[index]
    enterPart(of: item)
    while !hasFailed, pages.count < LayoutLimits.pages {
      let top = now.page.top(of: item, continues: false)
      let fragment = now.page.fragment(of: item, from: .start, top: top)
      if !fragment.isEmpty, fragment.next == nil {
        return now.page.place(fragment, of: item, index: index, top: top)
      }
      if now.page.isFresh { return now.page.place(now.page.fragmentWithoutNotes(of: item, from: .start), of: item, index: index, top: top) }
      advance()
      enterPart(of: item)
    }
  }

  // MARK: Floats of a column

  /// A float no wider than a column stands here, or at the top of the next column.
  private mutating func floatInColumn(_ item: FlowItem, index: Int) {
    enterPart(of: item)
    if !hasFailed { if fitsHere(item) { flow() } else { wait(index) } }
  }

  /// Puts what waits for a column onto the one that begins.
  mutating func placeColumnFloats() {
    guard now.page.columns != nil else { return }
    for index in now.floats where columns(of: items[index]) == now.page.columns {
      let item = items[index]
      let top = now.page.top(of: item, continues: false)
      let fragment = now.page.fragment(of: item, from: .start, top: top)
      guard !fragment.isEmpty, fragment.next == nil else { return }
      now.page.place(fragment, of: item, index: index, top: top)
      now.floats.removeAll { $0 == index }
    }
  }
}
