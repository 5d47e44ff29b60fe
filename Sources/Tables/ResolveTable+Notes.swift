import DataTables
import Diagnostics
import Specs

extension TableResolving {
  /// Gives the marks of the series in reading order: title, subtitle, spanners, labels, then the body row by row. Notes with the
  /// same text share a mark. Notes with a mark of their own, and those on marks that the data prints, keep their place in the
  /// author's list.
  mutating func resolveNotes(scope: any ExpressionScope, findings: inout Findings) {
    var pending = pendingNotes(scope: scope, findings: &findings)
    let slots = pending.indices.filter { pending[$0].mark == nil }
    // A stable sort: notes that hang on the same place keep the author's order.
    let sorted = slots.sorted { (pending[$0].first, $0) < (pending[$1].first, $1) }.map { pending[$0] }
    for (slot, note) in zip(slots, sorted) { pending[slot] = note }
    let taken = Set(pending.compactMap(\.mark))
    var next = 0
    for note in pending {
      let mark = note.mark ?? nextMark(&next, besides: taken)
      model.notes.append(TableNote(mark: mark, text: note.text))
      for location in note.locations { model.marks.add(mark, at: location) }
    }
    model.notes += request.notes.map { TableNote(mark: "", text: $0) }
  }

  private func pendingNotes(scope: any ExpressionScope, findings: inout Findings) -> [PendingNote] {
    var pending: [PendingNote] = []
    let reading = ReadingOrder(model: model, rowCount: request.footnotes.isEmpty ? 0 : table.rowCount)
    for choice in request.footnotes {
      let before = findings.all.count
      let locations = choice.targets.flatMap { self.locations(of: $0, scope: scope, findings: &findings) }
      if locations.isEmpty, !choice.targets.isEmpty || choice.mark == nil {
        if findings.all.count == before {
          let hint = choice.targets.isEmpty ? "give it `at`, or a `mark` that the data prints" : nil
          findings.error("unplaced-footnote", at: choice.range, "this note has no place in the table: nothing fits its `at`", hint: hint)
        }
        continue
      }
      if let same = pending.firstIndex(where: { $0.text == choice.text && $0.mark == choice.mark }) {
        pending[same].add(locations, reading)
      } else {
        var note = PendingNote(text: choice.text, mark: choice.mark)
        note.add(locations, reading)
        pending.append(note)
      }
    }
    return pending
  }

  /// The next mark of the series that no note has as its own.
  private func nextMark(_ next: inout Int, besides taken: Set<String>) -> String {
    // Each mark of the series may be taken once at most, so this ends.
    for _ in 0...taken.count {
      let mark = request.markSeries.mark(next)
      next += 1
      if !taken.contains(mark) { return mark }
    }
    return request.markSeries.mark(next)
  }

  private func locations(
    of target: FootnoteTarget, scope: any ExpressionScope, findings: inout Findings
  ) -> [TablePlace] {
    switch target {
    case .title: return [.title]
    case .subtitle: return [.subtitle]
    case .stubhead: return model.columns.isEmpty ? [] : [.columnLabel(0)]
    case .columnLabels(let selectors): return shownColumns(selectors, findings: &findings).map { .columnLabel($0) }
    case .spanner(let label):
      let all = model.spanners.flatMap(\.self).map(\.label)
      return found(label, among: all, "spanner", findings: &findings).map { .spanner($0) }
    case .group(let label):
      let all = model.sections.compactMap(\.label)
      return found(label, among: all, "group", findings: &findings).map { .groupLabel($0) }
    case .cells(let predicate, let selectors):
      let columns = selectors.isEmpty ? [model.labelColumn] : shownColumns(selectors, findings: &findings)
      let rows = predicate.map { self.rows(where: $0, scope: scope, findings: &findings) } ?? Array(0..<table.rowCount)
      return rows.flatMap { row in columns.map { .cell(row: row, column: $0) } }
    case .summary(let label, let selectors):
      let columns = selectors.isEmpty ? [model.labelColumn] : shownColumns(selectors, findings: &findings)
      let all = model.sections.flatMap(\.summaries).map(\.label)
      if found(label, among: all, "summary", findings: &findings).isEmpty { return [] }
      return model.sections.indices.flatMap { section in
        let rows = model.sections[section].summaries
        return rows.indices.filter { rows[$0].label == label.text }
          .flatMap { index in columns.map { TablePlace.summary(section: section, index: index, column: $0) } }
      }
    case .grand(let label, let selectors):
      let columns = selectors.isEmpty ? [model.labelColumn] : shownColumns(selectors, findings: &findings)
      let indices = found(label, among: model.grandSummaries.map(\.label), "summary", findings: &findings)
      return indices.flatMap { index in columns.map { .grand(index: index, column: $0) } }
    }
  }

  private func found(_ label: Name, among all: [String], _ part: String, findings: inout Findings) -> [Int] {
    if let index = all.firstIndex(of: label.text) { return [index] }
    findings.error(
      "unknown-\(part)", at: label.range, "this table has no \(part) \"\(label.text)\"", hint: didYouMean(label.text, among: all))
    return []
  }
}

/// A note before it has its mark.
private struct PendingNote {
  let text: String
  /// Nil for the next one of the series.
  let mark: String?
  var locations: [TablePlace] = []
  /// The place in reading order of its first mark.
  var first = ReadingPlace.last

  init(text: String, mark: String?) {
    self.text = text
    self.mark = mark
  }

  mutating func add(_ more: [TablePlace], _ reading: ReadingOrder) {
    for location in more where !locations.contains(location) {
      locations.append(location)
      first = min(first, reading.place(of: location))
    }
  }
}

/// Where a location comes when a table is read from the top, line by line.
private struct ReadingPlace: Hashable, Comparable {
  var part: Int
  var line: Int
  var column: Int

  static let last = ReadingPlace(part: .max, line: .max, column: .max)

  static func < (a: ReadingPlace, b: ReadingPlace) -> Bool { (a.part, a.line, a.column) < (b.part, b.line, b.column) }
}

private struct ReadingOrder {
  private let sections: [TableSection]
  /// The position of each source row; empty when rows are shown in the order of the source.
  private var positions: [Int32] = []

  init(model: TableModel, rowCount: Int) {
    sections = model.sections
    guard let order = model.order, rowCount > 0 else { return }
    positions = [Int32](repeating: 0, count: order.count)
    for (position, row) in order.enumerated() { positions[Int(row)] = Int32(truncatingIfNeeded: position) }
  }

  func place(of location: TablePlace) -> ReadingPlace {
    switch location {
    case .title: ReadingPlace(part: 0, line: 0, column: 0)
    case .subtitle: ReadingPlace(part: 1, line: 0, column: 0)
    case .spanner(let index): ReadingPlace(part: 2, line: index, column: 0)
    case .stubhead: ReadingPlace(part: 3, line: 0, column: -1)
    case .columnLabel(let column): ReadingPlace(part: 3, line: 0, column: column)
    case .groupLabel(let section): ReadingPlace(part: 4, line: sections[section].rows.lowerBound, column: -1)
    case .cell(let row, let column):
      ReadingPlace(part: 4, line: positions.isEmpty ? row : Int(positions[row]), column: column)
    // After the last row of the section.
    case .summary(let section, let index, let column):
      ReadingPlace(part: 4, line: sections[section].rows.upperBound - 1, column: 1_000_000 * (index + 1) + column)
    case .grand(let index, let column): ReadingPlace(part: 5, line: index, column: column)
    }
  }
}
