/// Parts of a page in columns, one below the other.
extension Flow {
  /// The columns that an item stands in; nil when it stands in none.
  func columns(of item: FlowItem) -> ColumnGrid? {
    item.width == .full ? nil : item.columns ?? now.page.frame.columns
  }

  /// Begins another part where an item stands in other columns than the one before.
  mutating func enterPart(of item: FlowItem) {
    let wanted = columns(of: item)
    guard wanted != now.page.columns else { return }
    endPart()
    guard !hasFailed else { return }
    now.page.beginPart(wanted, before: item)
    partStart = wanted == nil ? nil : now
    placeColumnFloats()
  }

  /// Ends the columns of a part level with each other: the lowest common height that still holds all of it.
  mutating func endPart() {
    guard let columns = now.page.columns else { return }
    placeFloats(now.floats.filter { self.columns(of: items[$0]) == columns })
    guard columns.isBalanced, !now.page.hasOwnBreaks, let start = partStart, !hasFailed, now.page.limit == nil else { return }
    let top = now.page.partTop
    var high = max(now.page.lowest, now.page.y) - top
    var low = 0.0
    let step = max(1, now.page.frame.grid / 2)
    while high - low > step {
      let height = (low + high) / 2
      var spot = start
      spot.page.limit = top + height
      if var filled = attempt(from: spot, until: now.index) {
        filled.now.page.limit = nil
        high = max(filled.now.page.lowest, filled.now.page.y) - top
        (filled.partStart, filled.pageStart, filled.now.begun) = (start, pageStart, now.begun)
        self = filled
      } else {
        low = height
      }
    }
  }
}
