import Geometry
import Layout

/// How a table that is too wide for its region is split by columns.
package enum TableSplitWay: Hashable, Sendable {
  /// Each part begins with the stub.
  case repeatingStub
  case plain
}

extension TableBlock {
  /// The columns that each part of a split table begins with.
  private var repeated: Range<Int> {
    core.model.split == .repeatingStub ? 0..<max(0, min(core.model.stubCount, core.model.columns.count - 1)) : 0..<0
  }

  /// The least width of a split table: its repeated columns with the widest other one.
  var leastSplitWidth: Double {
    let requests = core.model.columns.indices.map { core.request($0).minimum }
    return requests[repeated].reduce(0, +) + (requests[repeated.upperBound...].max() ?? 0)
  }

  /// Parts with as many columns as fit, one below the other, each with all rows.
  ///
  /// The cursor counts the lines of the table once for each column before the part's first one, so it means the same at any width.
  func layoutSplit(in region: Region, from cursor: Cursor) -> Fragment {
    let lines = core.rows.count + 1
    var column = max(repeated.upperBound, cursor.index / lines), line = cursor.index % lines
    var placed = PlacedFragments(), y = 0.0, overflow: Double?
    while column < core.model.columns.count {
      let run = run(from: column, width: region.width)
      let part = part(run, isFirst: cursor == .start && y == 0, isTop: y == 0)
      let room = Region(width: region.width, height: region.height - y, fullHeight: region.fullHeight)
      let fragment = part.layout(in: room, from: Cursor(index: line))
      if fragment.isEmpty { break }
      placed.add(fragment, at: Point(x: 0, y: y))
      y += fragment.size.height
      overflow = overflow ?? fragment.overflow
      if let next = fragment.next {
        line = next.index
        break
      }
      column = run.upperBound
      line = 0
      if column < core.model.columns.count { y += core.style.leading }
    }
    if y == 0 { return .nothing(from: cursor, width: region.width) }
    let next = column < core.model.columns.count ? Cursor(index: column * lines + line) : nil
    return placed.fragment(size: Size(width: region.width, height: y), next: next, overflow: overflow)
  }

  /// The columns from `first` on that fit beside the repeated ones; at least one.
  private func run(from first: Int, width: Double) -> Range<Int> {
    var total = repeated.reduce(0) { $0 + leastWidth($1) } + repeated.dropFirst().reduce(0) { $0 + core.model.columns[$1].gapBefore }
    var end = first
    while end < core.model.columns.count {
      total += leastWidth(end) + (end > first || !repeated.isEmpty ? core.model.columns[end].gapBefore : 0)
      if end > first, total > width + 0.01 { break }
      end += 1
    }
    return first..<end
  }

  private func leastWidth(_ column: Int) -> Double {
    let request = core.request(column)
    if case .points(let points) = request.width { return max(points, request.minimum) }
    return request.minimum
  }

  private func part(_ run: Range<Int>, isFirst: Bool, isTop: Bool) -> TableBlock {
    let columns = Array(repeated) + Array(run)
    var model = core.model.selecting(columns: columns)
    model.split = nil
    var part = TableBlock(
      core: TableCore(model: model, style: core.style, typesetter: core.typesetter, measures: columns.map { core.measures[$0] }))
    part.tagsCells = tagsCells
    part.head = isTop ? (isFirst ? head : continuedHead ?? head) : nil
    part.continuedHead = part.head
    part.foot = run.upperBound == core.model.columns.count ? foot : nil
    part.continuedFoot = continuedFoot
    return part
  }
}

extension TableModel {
  /// The same rows with some columns, in their order. Spanners stand over what is left of their columns.
  func selecting(columns kept: [Int]) -> TableModel {
    var result = self
    var places: [Int: Int] = [:]
    for (place, column) in kept.enumerated() { places[column] = place }
    result.columns = kept.map { columns[$0] }
    // Without the column of labels no cell takes their place.
    result.labelColumn = places[labelColumn] ?? -1
    result.highlights = highlights.selecting(columns: places)
    func summary(_ row: TableSummaryRow) -> TableSummaryRow { TableSummaryRow(label: row.label, cells: kept.map { row.cells[$0] }) }
    for index in sections.indices { result.sections[index].summaries = sections[index].summaries.map(summary) }
    result.grandSummaries = grandSummaries.map(summary)
    var numbers: [Int: Int] = [:], number = 0, next = 0
    result.spanners = spanners.map { level in
      level.compactMap { spanner in
        defer { number += 1 }
        let left = spanner.columns.compactMap { places[$0] }
        guard let first = left.min(), let last = left.max() else { return nil }
        numbers[number] = next
        next += 1
        return TableSpanner(label: spanner.label, unit: spanner.unit, columns: first..<(last + 1))
      }
    }
    result.marks = marks.moved(columns: places, spanners: numbers)
    return result
  }
}

extension CellSet {
  /// The cells of some columns, which get new places.
  func selecting(columns places: [Int: Int]) -> CellSet {
    var result = CellSet()
    for (row, columns) in columnsOfRow {
      for column in columns { if let place = places[column] { result.insert(row: row, column: place) } }
    }
    return result
  }
}

extension TableMarks {
  /// The marks on some columns and spanners, which get new places; those on others are left out, their notes remain.
  func moved(columns: [Int: Int], spanners: [Int: Int]) -> TableMarks {
    var result = TableMarks()
    for (place, text) in texts {
      if let moved = place.moved(columns: columns, spanners: spanners) { result.add(text, at: moved) }
    }
    return result
  }
}

extension TablePlace {
  fileprivate func moved(columns: [Int: Int], spanners: [Int: Int]) -> TablePlace? {
    switch self {
    case .title, .subtitle, .stubhead, .groupLabel: self
    case .spanner(let number): spanners[number].map { .spanner($0) }
    case .columnLabel(let column): columns[column].map { .columnLabel($0) }
    case .cell(let row, let column): columns[column].map { .cell(row: row, column: $0) }
    case .summary(let section, let index, let column): columns[column].map { .summary(section: section, index: index, column: $0) }
    case .grand(let index, let column): columns[column].map { .grand(index: index, column: $0) }
    }
  }
}
