/// Where columns and pages end.
extension Flow {
  /// Goes on in the next column, or on the next page.
  mutating func advance() {
    if now.page.nextColumn() { placeColumnFloats() } else { closePage() }
  }

  /// Ends the column before the item that does not fit, taking along what must stay with it, unless that is all there is.
  mutating func breakBefore() {
    if now.cursor == .start, let spot = kept {
      if !spot.page.isAtTop {
        now = spot
        kept = nil
        return advance()
      }
      if spot.page.partTop > 0 || spot.page.rest != nil {
        now = spot
        return closePage()
      }
    }
    kept = nil
    if now.page.isAtTop { closePage() } else { advance() }
  }

  /// A break to the next column; to the next page where there is one column.
  mutating func breakColumn() {
    guard now.page.columns != nil, !now.page.isAtTop else {
      if now.page.columns == nil, !now.page.isEmpty { closePage() }
      return
    }
    now.page.hasOwnBreaks = true
    advance()
  }

  /// Begins a page in a style, on the side that is asked for. What waits still goes before it.
  mutating func turn(to next: PageStyle, side: FlowBreak?) {
    endPart()
    placeFloats(now.floats)
    placeRestOfMargin()
    guard !hasFailed else { return }
    while !now.page.isEmpty, !hasFailed, pages.count < LayoutLimits.pages { closePage() }
    guard !hasFailed else { return }
    let isLeft = !pages.count.isMultiple(of: 2)
    if side == .left && !isLeft || side == .right && isLeft { addBlankPage() }
    style = next
    now.page = newPage()
    (kept, partStart, pageStart, isOpenForFloats) = (nil, nil, now, true)
  }

  private mutating func addBlankPage() {
    let frame = style.blank ?? style.frame(ofPage: pages.count, isFirst: false)
    add(PlannedPage(frame: frame))
  }

  mutating func closePage() {
    guard !isTrial else {
      hasFailed = true
      return
    }
    finishPage()
    placeWaitingFloats()
    pageStart = now
  }

  /// Adds the page that is filled to the finished ones, and takes a new one that what is left of its notes goes on to.
  mutating func finishPage() {
    let (page, rest) = now.page.finished()
    let names = now.page.noteNames
    // The set is changed where nothing else holds it, so that it is not copied with every page.
    (kept, partStart) = (nil, nil)
    now.page.shownNotes = []
    pageStart.page.shownNotes = []
    shownNotes.formUnion(names)
    add(page)
    seenStyles.insert(style.name)
    now.page = newPage(rest: rest)
    isOpenForFloats = true
  }

  private mutating func add(_ page: PlannedPage) {
    var page = page
    page.numbers = style.numbers
    page.number = (numbers[style.numbers] ?? 0) + 1
    page.label = style.numbers.label(page.number)
    numbers[style.numbers] = page.number
    pages.append(page)
  }

  /// The next page, with nothing on it.
  mutating func newPage(rest: NoteRest? = nil) -> FlowPage {
    let frame = style.frame(ofPage: pages.count, isFirst: !seenStyles.contains(style.name))
    let notes = measured[frame.textWidth] ?? MeasuredNotes(notes, width: frame.textWidth)
    measured[frame.textWidth] = notes
    return FlowPage(frame: frame, notes: notes, shownNotes: shownNotes, rest: rest)
  }

  // MARK: The margin

  mutating func waitForMargin() {
    if now.page.frame.margin == nil || items[now.index].columns != nil {
      now.problems.append(FlowProblem(kind: .noMarginColumn, item: now.index))
    } else {
      now.waiting.append(now.index)
    }
    pass()
  }

  /// Places the waiting items of the margin in their order, as many as this page has room for.
  mutating func placeWaiting(level top: Double) {
    while let first = now.waiting.first, now.page.placeInMargin(items[first], index: first, top: top) { now.waiting.removeFirst() }
  }

  mutating func placeRestOfMargin() {
    placeWaiting(level: now.page.y)
    while !now.waiting.isEmpty, !hasFailed, pages.count < LayoutLimits.pages {
      closePage()
      placeWaiting(level: 0)
    }
  }
}
