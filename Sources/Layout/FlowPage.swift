import Geometry

/// The page that is being filled: what stands in its columns, and the notes its marks ask for.
///
/// Distances are from the top of the frame's content, downward. A page is filled in parts one below the other; within a part
/// text fills the columns from left to right.
struct FlowPage {
  let frame: PageFrame
  let notes: MeasuredNotes
  /// Notes that earlier pages have shown already.
  var shownNotes: Set<String>
  /// The part of a note that goes on from the page before.
  let rest: (name: String, fragment: Fragment)?
  private(set) var placements: [Placement] = []
  /// The columns of the part that is being filled; nil for text at its measure and figures across the page.
  private(set) var columns: ColumnGrid?
  private(set) var column = 0
  /// Where the part begins.
  private(set) var partTop = 0.0
  /// The lower edge of what is placed in the column.
  private(set) var y = 0.0
  /// The lowest edge of the columns before it.
  private(set) var lowest = 0.0
  /// The lower edge of what is placed in the margin column.
  private(set) var marginY = 0.0
  /// The space that the item above asks for below it.
  private(set) var pendingSpace = 0.0
  private var marginSpace = 0.0
  /// The names of the notes at the foot, in the order of their marks.
  private(set) var noteNames: [String] = []
  /// Where columns end, while their common height is sought.
  var limit: Double?
  /// Kept free for notes whose marks stand in a later column, in points.
  var keptFoot = 0.0
  /// True after a break to the next column that the author asked for.
  var hasOwnBreaks = false
  private(set) var floatHeight = 0.0
  private var topEdge = 0.0
  private var bottomFloats: [(placement: Placement, space: Double)] = []
  private var stretches: [(first: Int, share: Double)] = []

  init(frame: PageFrame, notes: MeasuredNotes, shownNotes: Set<String>, rest: NoteRest? = nil) {
    self.frame = frame
    self.notes = notes
    self.shownNotes = shownNotes
    self.rest = rest.flatMap { rest in
      notes.part(of: rest.name, from: rest.cursor, height: frame.content.height * LayoutLimits.restShare).map { (rest.name, $0) }
    }
  }

  /// Nothing is on it: the page can be dropped.
  var isEmpty: Bool { placements.isEmpty && bottomFloats.isEmpty && rest == nil }

  /// No other page would offer more.
  var isFresh: Bool { isEmpty && limit == nil }

  /// Nothing is in the column yet.
  var isAtTop: Bool { y <= partTop }

  /// Below text and notes there is room down to here when the notes take `height`.
  func floor(notes height: Double) -> Double {
    min(limit ?? .infinity, frame.content.height - bottomHeight - max(height, keptFoot))
  }

  var bottomHeight: Double { bottomFloats.reduce(0) { $0 + $1.placement.fragment.size.height + $1.space } }

  // MARK: Items of the flow

  /// The width that an item has in the part that is being filled.
  func width(of item: FlowItem) -> Double {
    if let columns { return columns.columnWidth }
    return item.width == .full ? frame.content.width : min(frame.textWidth, frame.content.width)
  }

  /// Where an item of the flow begins, on the grid.
  func top(of item: FlowItem, continues: Bool) -> Double {
    guard !placements.isEmpty else { return 0 }
    var top = isAtTop ? partTop : y + (continues ? pendingSpace : max(pendingSpace, item.spaceBefore) + item.extraSpace)
    if item.width == .full, columns == nil, marginY > 0 { top = max(top, marginY + max(marginSpace, item.spaceBefore)) }
    return snapped(top, by: item.width == .full ? frame.grid / 2 : frame.grid)
  }

  func snapped(_ y: Double, by step: Double) -> Double {
    guard step > 0 else { return y }
    return ((y / step - 1e-6).rounded(.up)) * step
  }

  mutating func place(_ fragment: Fragment, of item: FlowItem, index: Int, top: Double, continues: Bool = false) {
    if item.stretch > 0, !continues { stretches.append((placements.count, item.stretch)) }
    let x = columns?.offset(of: column) ?? (item.width == .text ? frame.textOffset : 0)
    placements.append(Placement(fragment: fragment, origin: point(x, top), item: index))
    y = top + fragment.size.height
    pendingSpace = item.spaceAfter
    noteNames += newNotes(of: fragment)
  }

  private func point(_ x: Double, _ y: Double) -> Point { Point(x: frame.content.x + x, y: frame.content.y + y) }

  /// Places an item of the margin column level with `top`, higher where it would not fit, below what stands there.
  /// - Returns: false when there is no room for it on this page.
  mutating func placeInMargin(_ item: FlowItem, index: Int, top: Double) -> Bool {
    guard let column = frame.margin else { return false }
    let room = Region(width: column.width, height: frame.content.height)
    let fragment = item.block.layout(in: room, from: .start)
    let lowest = floor(notes: noteHeight(noteNames + newNotes(of: fragment))) - fragment.size.height
    let highest = marginY == 0 ? marginTop : snapped(marginY + max(marginSpace, item.spaceBefore), by: frame.grid / 2)
    let y = max(highest, min(top, lowest))
    guard y <= lowest + 0.01 || isEmpty && highest == 0 else { return false }
    placements.append(Placement(fragment: fragment, origin: point(column.offset, y), item: index))
    marginY = y + fragment.size.height
    marginSpace = item.spaceAfter
    noteNames += newNotes(of: fragment)
    return true
  }

  /// Below the floats at the top.
  private var marginTop: Double { topEdge }

  // MARK: Columns

  /// Goes on in the next column of the part.
  /// - Returns: false in the last one.
  mutating func nextColumn() -> Bool {
    guard let columns, column + 1 < columns.count else { return false }
    lowest = max(lowest, y)
    column += 1
    y = partTop
    pendingSpace = 0
    return true
  }

  /// Begins a part with other columns below all that stands on the page.
  mutating func beginPart(_ next: ColumnGrid?, before item: FlowItem) {
    let edge = max(lowest, y)
    if edge > partTop {
      let space = max(pendingSpace, item.spaceBefore, columns?.space ?? 0, next?.space ?? 0) + item.extraSpace
      endPart()
      partTop = edge + space
    }
    if next != nil, marginY > 0 { partTop = max(partTop, marginY + marginSpace) }
    partTop = snapped(partTop, by: frame.grid)
    (columns, column, y, lowest, pendingSpace) = (next, 0, partTop, partTop, 0)
  }

  /// Draws the lines between the columns, as long as the longest column.
  private mutating func endPart() {
    guard let columns, let rule = columns.rule else { return }
    let edge = max(lowest, y)
    guard edge > partTop else { return }
    for column in 1..<max(1, columns.count) {
      let line = Fragment(size: Size(width: rule.width, height: edge - partTop), content: VerticalRule(rule: rule, height: edge - partTop))
      placements.append(Placement(fragment: line, origin: point(columns.offset(of: column) - columns.gap / 2, partTop), item: -1))
    }
  }

  // MARK: Floats

  /// Room for floats while text stands on the page.
  func hasRoom(forFloat fragment: Fragment, of item: FlowItem) -> Bool {
    floatHeight + fragment.size.height + item.spaceAfter <= frame.content.height * LayoutLimits.floatShare
  }

  /// Places a float above all text. Only before anything else is placed.
  mutating func addTop(_ fragment: Fragment, of item: FlowItem, index: Int) {
    let top = topEdge
    placements.append(Placement(fragment: fragment, origin: point(0, top), item: index))
    noteNames += newNotes(of: fragment)
    topEdge = snapped(top + fragment.size.height + item.spaceAfter, by: frame.grid)
    floatHeight += topEdge - top
    (partTop, y, lowest) = (topEdge, topEdge, topEdge)
  }

  /// Places a float below all text and above the notes.
  mutating func addBottom(_ fragment: Fragment, of item: FlowItem, index: Int) {
    bottomFloats.append((Placement(fragment: fragment, origin: .zero, item: index), item.spaceBefore))
    noteNames += newNotes(of: fragment)
    floatHeight += fragment.size.height + item.spaceBefore
  }

  // MARK: The end

  /// The finished page, floats and notes filled upward from the foot, and what is left of the last note.
  func finished() -> (page: PlannedPage, rest: NoteRest?) {
    var page = self
    page.endPart()
    let (parts, rest) = footNotes()
    let noteTop = frame.content.height - parts.reduce(0) { $0 + $1.space + $1.fragment.size.height }
    let notesAbove = parts.isEmpty ? 0 : notes.notes.spaceAbove
    page.stretch(to: noteTop - notesAbove - bottomHeight)
    var all = page.placements
    var y = noteTop - notesAbove - bottomHeight
    for (float, space) in bottomFloats {
      y += space
      all.append(Placement(fragment: float.fragment, origin: point(0, y), item: float.item))
      y += float.fragment.size.height
    }
    y = noteTop
    for (fragment, space) in parts {
      y += space
      all.append(Placement(fragment: fragment, origin: point(frame.textOffset, y), item: -1))
      y += fragment.size.height
    }
    return (PlannedPage(frame: frame, placements: all), rest)
  }

  /// Gives the room between the last item and `floor` to the items that ask for a share of it.
  private mutating func stretch(to floor: Double) {
    let shares = stretches.reduce(0) { $0 + $1.share }
    let left = floor - max(lowest, y)
    guard shares > 0, left > 0 else { return }
    for index in placements.indices {
      let share = stretches.reduce(0) { $1.first <= index ? $0 + $1.share : $0 }
      placements[index].origin.y += left * share / shares
    }
  }
}
