import Typesetting

/// Decides which lines of a table go into one part. Pure: the same room and start give the same part.
struct TableParts {
  let core: TableCore
  let geometry: TableGeometry

  /// Lines from `first` on, with their heights in points.
  struct Part: Hashable {
    var first: Int
    var heights: [Double]
    /// The group whose label is repeated above the first line, with the height of that row.
    var continuedSection: Int?
    var continuedHeight = 0.0

    var end: Int { first + heights.count }
    var height: Double { heights.reduce(continuedHeight, +) }
  }

  /// How much room a part has, in points below the header.
  struct Room: Hashable {
    /// For the last part, which has the notes below it.
    var last: Double
    /// For a part that goes on elsewhere.
    var broken: Double
    /// A fresh region offers no more than this one, so something has to be placed.
    var isFresh: Bool
  }

  /// The part that begins with line `first`; nil when nothing should be placed here.
  func part(from first: Int, room: Room) -> Part? {
    var part = Part(first: first, heights: [], continuedSection: core.rows.continuedSection(at: first))
    if part.continuedSection != nil { part.continuedHeight = core.style.firstGroupHeight }
    fill(&part, height: max(room.last, room.broken))
    if part.end == core.rows.count, part.height <= room.last + 0.01 { return part }
    trim(&part, to: room.broken)
    let fitting = part.heights.count
    while !part.heights.isEmpty, part.end == core.rows.count || !mayBreak(before: part.end, first: first) {
      part.heights.removeLast()
    }
    if !part.heights.isEmpty { return part }
    guard room.isFresh else { return nil }
    return forced(from: first, count: max(1, fitting), part: part)
  }

  /// No break keeps what belongs together, and no other page would: take what fits, at least one line.
  private func forced(from first: Int, count: Int, part: Part) -> Part {
    var part = part
    for index in first..<min(first + count, core.rows.count) { part.heights.append(height(of: index, isFirst: index == first)) }
    return part
  }

  private func fill(_ part: inout Part, height room: Double) {
    var total = part.continuedHeight
    while part.end < core.rows.count {
      let next = height(of: part.end, isFirst: part.heights.isEmpty)
      guard total + next <= room + 0.01 else { return }
      total += next
      part.heights.append(next)
    }
  }

  private func trim(_ part: inout Part, to room: Double) {
    var total = part.height
    while total > room + 0.01, let last = part.heights.popLast() { total -= last }
  }

  /// Whether a part may end before line `index`: a group label keeps its next two lines, a sum the line above it, and the last
  /// part has more than a lone line.
  private func mayBreak(before index: Int, first: Int) -> Bool {
    let rows = core.rows
    guard index > first, index < rows.count else { return false }
    if rows[index].isSummary || rows[index - 1].isGroup { return false }
    if rows[index].isBody, isWithGroupLabel(index) { return false }
    return bodyCount(from: index, most: 2) >= 2 || rows[index].isGroup
  }

  /// True for the lines that stay with the group label above them.
  private func isWithGroupLabel(_ index: Int) -> Bool {
    let keep = max(1, core.model.keepsWithGroup)
    return (max(0, index - keep)..<index).contains { core.rows[$0].isGroup }
  }

  /// How many body lines stand at and after `index`, counting no further than `most`.
  private func bodyCount(from index: Int, most: Int) -> Int {
    var count = 0, next = index
    while next < core.rows.count, count < most {
      if core.rows[next].isBody { count += 1 }
      next += 1
    }
    return count
  }

  /// The height of a line; `isFirst` for the line right below the header.
  func height(of index: Int, isFirst: Bool) -> Double {
    switch core.rows[index] {
    case .group: return isFirst ? core.style.firstGroupHeight : core.style.groupHeight
    case .summary, .grand: return core.summaryHeight
    case .body(let position, _): return core.wraps ? wrappedHeight(core.model.sourceRow(position)) : core.rowHeight
    }
  }

  private func wrappedHeight(_ row: Int) -> Double {
    var lines = 1
    for column in core.model.columns.indices where core.model.columns[column].wraps {
      let paragraph = core.cellParagraph(row: row, column: column)
      lines = max(lines, paragraph.lines(width: geometry.columns[column].width).count)
    }
    return core.rowHeight + Double(lines - 1) * core.style.leading
  }
}

extension TableCore {
  /// The text of a cell that may take several lines.
  func cellParagraph(row: Int, column: Int) -> Paragraph {
    var format = ParagraphFormat()
    format.leading = style.leading
    switch model.columns[column].alignment {
    case .left: format.alignment = .left
    case .center: format.alignment = .center
    case .right, .decimal: format.alignment = .right
    }
    let cells = model.columns[column].cells
    let spans = look.spans(row: row, column: column) ?? [TextSpan(cells.text(at: row), look.style(row: row, column: column))]
    return typesetter.paragraph(spans, format)
  }
}
