import Geometry

extension FlowPage {
  /// The part of a block that fits below `top` with the notes it brings.
  func fragment(of item: FlowItem, from cursor: Cursor, top: Double) -> Fragment {
    let width = width(of: item)
    var reserved = keptForNotes
    var largest: Fragment?
    var settled = Fragment.nothing(from: cursor, width: width)
    for _ in 0..<4 {
      let full = isFresh ? frame.content.height - reserved : frame.content.height
      let region = Region(width: width, height: max(0, floor(notes: reserved) - top), fullHeight: max(0, full))
      let fragment = item.block.layout(in: region, from: cursor)
      largest = largest ?? fragment
      let new = newNotes(of: fragment)
      let needed = noteHeight(noteNames + new)
      if fragment.isEmpty || new.isEmpty || needed <= reserved + 0.01 || top + fragment.size.height <= floor(notes: needed) + 0.01 {
        settled = fragment
        break
      }
      reserved = needed
    }
    return largest.flatMap { parted(item, from: cursor, top: top, largest: $0, settled: settled) } ?? settled
  }

  /// A block without regard to its notes: what is left when these alone would keep it from any page.
  func fragmentWithoutNotes(of item: FlowItem, from cursor: Cursor) -> Fragment {
    item.block.layout(in: Region(width: width(of: item), height: frame.content.height), from: cursor)
  }

  /// The part of a block that ends with the mark of a long note, of which this page shows only the beginning.
  /// - Parameter largest: the part that would fit without further notes.
  /// - Returns: nil when no long note keeps lines away, or it has no room either.
  private func parted(_ item: FlowItem, from cursor: Cursor, top: Double, largest: Fragment, settled: Fragment) -> Fragment? {
    let shown = Set(settled.isEmpty ? [] : newNotes(of: settled))
    guard let name = newNotes(of: largest).first(where: { !shown.contains($0) }), isLong(name),
      rest?.fragment.next == nil, let least = notes.leastHeight(of: name)
    else { return nil }
    let region = Region(width: width(of: item), height: max(0, floor(notes: keptForNotes) - top), fullHeight: frame.content.height)
    var low = settled.isEmpty ? 0 : settled.size.height, high = largest.size.height
    var best = largest
    while high - low > 1 {
      var part = region
      part.height = (low + high) / 2
      let fragment = item.block.layout(in: part, from: cursor)
      if !fragment.isEmpty, newNotes(of: fragment).contains(name) { (best, high) = (fragment, part.height) } else { low = part.height }
    }
    let names = newNotes(of: best)
    guard names.last == name else { return nil }
    let needed = noteHeight(noteNames + names.dropLast(), with: least)
    return top + best.size.height <= floor(notes: needed) + 0.01 ? best : nil
  }

  private func isLong(_ name: String) -> Bool {
    notes.height(name) > frame.content.height * LayoutLimits.noteShare || notes.height(name) > 0 && isFresh
  }

  /// The height of the notes when a fragment is placed in a later column, if earlier columns reach down into it; nil if they do not.
  func notesUnderColumns(with fragment: Fragment) -> Double? {
    guard column > 0 else { return nil }
    let most = frame.content.height * LayoutLimits.restShare
    let needed = min(noteHeight(noteNames + newNotes(of: fragment)), most)
    return needed > keptFoot && lowest > frame.content.height - bottomHeight - needed + 0.01 ? needed : nil
  }

  /// What notes keep of the page: all they need, or all that is left once the last of them is parted.
  private var keptForNotes: Double {
    let needed = noteHeight(noteNames)
    let room = floor(notes: 0) - max(lowest, y)
    return needed > room ? max(0, room) : needed
  }

  /// The notes at the foot in points, rule and space included; 0 without notes.
  /// - Parameter last: the height of one more note.
  func noteHeight(_ names: [String], with last: Double? = nil) -> Double {
    guard !names.isEmpty || rest != nil || last != nil else { return 0 }
    return names.reduce(notes.ruleHeight + (rest?.fragment.size.height ?? 0) + (last ?? 0)) { $0 + notes.height($1) }
  }

  /// The notes of a fragment that no page shows yet, in the order of their marks.
  func newNotes(of fragment: Fragment) -> [String] {
    var names: [String] = []
    for reference in fragment.footnotes where notes[reference.name] != nil {
      let name = reference.name
      if !shownNotes.contains(name), !noteNames.contains(name), !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Rule and notes from top to bottom, each with the space above it, the last one shortened to the room there is.
  func footNotes() -> (parts: [(fragment: Fragment, space: Double)], rest: NoteRest?) {
    var fragments = rest.map { [$0.fragment] } ?? []
    var left = rest.flatMap { rest in rest.fragment.next.map { NoteRest(name: rest.name, cursor: $0) } }
    fragments += noteNames.compactMap { notes[$0] }
    guard !fragments.isEmpty else { return ([], nil) }
    let excess = noteHeight(noteNames) - (floor(notes: 0) - max(lowest, y))
    if excess > 0.01, let last = noteNames.last, left == nil {
      let part = notes.part(of: last, height: notes.height(last) - excess)
      if let part, !part.isEmpty, let next = part.next {
        fragments[fragments.count - 1] = part
        left = NoteRest(name: last, cursor: next)
      }
    }
    var parts: [(fragment: Fragment, space: Double)] = notes.rule.map { [($0, 0)] } ?? []
    for (index, fragment) in fragments.enumerated() { parts.append((fragment, index == 0 ? notes.notes.gap : 0)) }
    return (parts, left)
  }
}
