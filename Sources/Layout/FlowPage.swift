import Geometry

/// The page that is being filled: what stands in its columns, and the notes its marks ask for.
struct FlowPage {
  let frame: PageFrame
  let notes: FlowNotes
  /// Notes that earlier pages have shown already.
  let shownNotes: Set<String>
  private(set) var placements: [Placement] = []
  /// The lower edge of what is placed in the flow, from the top of the content.
  private(set) var y = 0.0
  /// The lower edge of what is placed in the margin column.
  private(set) var marginY = 0.0
  /// The space that the item above asks for below it.
  private(set) var pendingSpace = 0.0
  private var marginSpace = 0.0
  /// The names of the notes at the foot, in the order of their marks.
  private(set) var noteNames: [String] = []

  init(frame: PageFrame, notes: FlowNotes, shownNotes: Set<String>) {
    self.frame = frame
    self.notes = notes
    self.shownNotes = shownNotes
  }

  var isEmpty: Bool { placements.isEmpty }

  /// Where an item of the flow begins, from the top of the content, on the grid.
  func top(of item: FlowItem, continues: Bool) -> Double {
    guard !placements.isEmpty else { return 0 }
    var top = y == 0 ? 0 : y + max(pendingSpace, continues ? 0 : item.spaceBefore)
    if item.width == .full, marginY > 0 { top = max(top, marginY + max(marginSpace, item.spaceBefore)) }
    return snapped(top, by: item.width == .full ? frame.grid / 2 : frame.grid)
  }

  private func snapped(_ y: Double, by step: Double) -> Double {
    guard step > 0 else { return y }
    return ((y / step - 1e-6).rounded(.up)) * step
  }

  /// The part of a block that fits below `top` with the notes it brings.
  func fragment(of item: FlowItem, from cursor: Cursor, top: Double) -> Fragment {
    let width = item.width == .full ? frame.content.width : min(frame.textWidth, frame.content.width)
    var reserved = noteHeight(noteNames)
    for _ in 0..<4 {
      let full = isEmpty ? frame.content.height - reserved : frame.content.height
      let region = Region(width: width, height: max(0, frame.content.height - top - reserved), fullHeight: max(0, full))
      let fragment = item.block.layout(in: region, from: cursor)
      let needed = noteHeight(noteNames + newNotes(of: fragment))
      if fragment.isEmpty || needed <= reserved + 0.01 || top + fragment.size.height + needed <= frame.content.height + 0.01 {
        return fragment
      }
      reserved = needed
    }
    return .nothing(from: cursor, width: width)
  }

  /// A block without regard to its notes: what is left when these alone would keep it from any page.
  func fragmentWithoutNotes(of item: FlowItem, from cursor: Cursor) -> Fragment {
    let width = item.width == .full ? frame.content.width : min(frame.textWidth, frame.content.width)
    return item.block.layout(in: Region(width: width, height: frame.content.height), from: cursor)
  }

  mutating func place(_ fragment: Fragment, of item: FlowItem, index: Int, top: Double) {
    let origin = Point(x: frame.content.x, y: frame.content.y + top)
    placements.append(Placement(fragment: fragment, origin: origin, item: index))
    y = top + fragment.size.height
    pendingSpace = item.spaceAfter
    noteNames += newNotes(of: fragment)
  }

  /// Places an item of the margin column level with `top`, higher where it would not fit, below what stands there.
  /// - Returns: false when there is no room for it on this page.
  mutating func placeInMargin(_ item: FlowItem, index: Int, top: Double) -> Bool {
    guard let column = frame.margin else { return false }
    let room = Region(width: column.width, height: frame.content.height)
    let fragment = item.block.layout(in: room, from: .start)
    let lowest = frame.content.height - noteHeight(noteNames + newNotes(of: fragment)) - fragment.size.height
    let highest = marginY == 0 ? 0 : snapped(marginY + max(marginSpace, item.spaceBefore), by: frame.grid / 2)
    let y = max(highest, min(top, lowest))
    guard y <= lowest + 0.01 || isEmpty && highest == 0 else { return false }
    placements.append(
      Placement(
        fragment: fragment, origin: Point(x: frame.content.x + column.offset, y: frame.content.y + y), item: index))
    marginY = y + fragment.size.height
    marginSpace = item.spaceAfter
    noteNames += newNotes(of: fragment)
    return true
  }

  /// The page without what belongs to item `first` and those after it.
  func without(itemsFrom first: Int) -> FlowPage {
    var page = FlowPage(frame: frame, notes: notes, shownNotes: shownNotes)
    page.placements = placements.filter { $0.item < first }
    for placement in page.placements { page.noteNames += page.newNotes(of: placement.fragment) }
    return page
  }

  /// The finished page, its notes filled upward from the foot.
  func finished() -> PlannedPage {
    var all = placements
    let parts = notes.fragments(of: noteNames, width: frame.textWidth)
    var y = frame.content.maxY - parts.reduce(0) { $0 + $1.space + $1.fragment.size.height }
    for (fragment, space) in parts {
      y += space
      all.append(Placement(fragment: fragment, origin: Point(x: frame.content.x, y: y), item: -1))
      y += fragment.size.height
    }
    return PlannedPage(frame: frame, placements: all)
  }

  private func newNotes(of fragment: Fragment) -> [String] {
    var names: [String] = []
    for reference in fragment.footnotes where notes.blocks[reference.name] != nil {
      let name = reference.name
      if !shownNotes.contains(name), !noteNames.contains(name), !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func noteHeight(_ names: [String]) -> Double { notes.height(of: names, width: frame.textWidth) }
}
