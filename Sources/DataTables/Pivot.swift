package import Diagnostics

/// What is done with the values of one cell of a cross table.
package enum PivotFold: String, Hashable, Sendable {
  case sum, mean, min, max, count, first, last
}

/// A column that the author names, with the place of the name.
package struct ColumnReference: Hashable, Sendable {
  package var name: String
  package var range: SourceRange

  package init(_ name: String, at range: SourceRange = .detached) {
    self.name = name
    self.range = range
  }
}

/// A cross table to be made: a row for each combination of `rows`, a column for each combination of `columns`.
///
/// Rows and columns stand in the order in which their values first appear. The texts of several `columns` are joined by `_`, missing ones left
/// out; with several `values` the name of the value stands first (`value_2018`, `rank_2018`), all columns of the first value before those
/// of the second. A cell without a source row is null, or 0 for `count`.
package struct Pivot: Sendable {
  /// Without any the cross table has one row.
  package var rows: [ColumnReference]
  package var columns: [ColumnReference]
  package var values: [ColumnReference]
  /// Nil for the value itself, and the sum where a cell has several numbers.
  package var fold: PivotFold?

  package init(rows: [ColumnReference], columns: [ColumnReference], values: [ColumnReference], fold: PivotFold? = nil) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.fold = fold
  }

  /// The cross table of `table`, named `name`.
  /// - Parameter range: Where it is asked for.
  /// - Throws: `unknown-column`; `pivot-name` for a value that names no column or one that is there already; `pivot-value` for a cell of
  ///   several texts or a sum of what is no number; `column-limit`.
  package func table(of table: Table, name: String, at range: SourceRange) throws(Failure) -> Table {
    let rowColumns = try rows.map { reference throws(Failure) in try table.require(reference) }
    let nameColumns = try columns.map { reference throws(Failure) in try table.require(reference) }
    let valueColumns = try values.map { reference throws(Failure) in try table.require(reference) }
    let rowGroups = table.rowCount == 0 ? [] : grouped(0..<table.rowCount, by: rowColumns)
    let columnGroups = table.rowCount == 0 ? [] : grouped(0..<table.rowCount, by: nameColumns)
    let names = try headings(columnGroups, nameColumns, table, at: range)
    let cells = cellRows(rowGroups, columnGroups, rowCount: table.rowCount)
    var made = rowColumns.map { $0.selecting(rows: rowGroups.map { $0.rows[0] }) }
    for (index, column) in valueColumns.enumerated() {
      for place in columnGroups.indices {
        var values: [Value] = []
        values.reserveCapacity(rowGroups.count)
        for row in rowGroups.indices {
          values.append(try value(cells[row * columnGroups.count + place], column, self.values[index].range, table))
        }
        made.append(Column(name: names[index * columnGroups.count + place], values: values))
      }
    }
    return Table(name: name, columns: made, rowCount: rowGroups.count, range: range)
  }

  /// The source rows of each cell, row by row.
  private func cellRows(_ rows: [RowGroup], _ columns: [RowGroup], rowCount: Int) -> [[Int]] {
    var columnOfRow = [Int](repeating: 0, count: rowCount)
    for (index, group) in columns.enumerated() { for row in group.rows { columnOfRow[row] = index } }
    var cells = [[Int]](repeating: [], count: rows.count * columns.count)
    for (index, group) in rows.enumerated() {
      for row in group.rows { cells[index * columns.count + columnOfRow[row]].append(row) }
    }
    return cells
  }

  /// The names of the new columns; each is there once, and none is that of a row column.
  private func headings(
    _ groups: [RowGroup], _ columns: [Column], _ table: Table, at range: SourceRange
  ) throws(Failure) -> [String] {
    let count = groups.count * values.count + rows.count
    guard count <= DataLimits.columns else {
      let source = self.columns.map { "\"\($0.name)\"" }.joined(separator: " and ")
      throw Failure(
        Diagnostic(
          "column-limit", kind: .limit, at: self.columns.first?.range ?? range,
          "the values of \(source) make \(count) columns, \(DataLimits.columns) are allowed"))
    }
    var taken: [String: String] = [:]
    for row in rows { taken[row.name] = "the column of the rows" }
    var names: [String] = []
    for value in values {
      for group in groups {
        let name = try heading(group, columns, value, table)
        if let other = taken.updateValue("row \(group.rows[0] + 1)", forKey: name) {
          let message =
            "two columns of the cross table would be called \"\(name.prefix(60))\": that of row \(group.rows[0] + 1) of "
            + "\"\(table.name)\" and \(other)"
          throw Failure(Diagnostic("pivot-name", at: table.range(ofRow: group.rows[0]), message))
        }
        names.append(name)
      }
    }
    return names
  }

  private func heading(_ group: RowGroup, _ columns: [Column], _ value: ColumnReference, _ table: Table) throws(Failure) -> String {
    let row = group.rows[0]
    let texts = columns.map { $0.text(at: row) }.filter { !$0.isEmpty }
    guard !texts.isEmpty else {
      let source = self.columns.map { "\"\($0.name)\"" }.joined(separator: " and ")
      throw Failure(
        Diagnostic(
          "pivot-name", at: table.range(ofRow: row), "row \(row + 1) of \"\(table.name)\" has no value in \(source) to name a column by"))
    }
    return ((values.count > 1 ? [value.name] : []) + texts).joined(separator: "_")
  }

  private func value(_ rows: [Int], _ column: Column, _ range: SourceRange, _ table: Table) throws(Failure) -> Value {
    guard let first = rows.first, let last = rows.last else { return fold == .count ? .integer(0) : .null }
    switch fold {
    case .first: return column.value(at: first)
    case .last: return column.value(at: last)
    case .count: return .integer(Int64(rows.count { !column.isNull(at: $0) }))
    case .min: return aggregate(.min, of: column, rows: rows, in: table)
    case .max: return aggregate(.max, of: column, rows: rows, in: table)
    case .mean:
      try requireNumbers(column, rows, range, table)
      return aggregate(.mean, of: column, rows: rows, in: table)
    case nil where rows.count == 1: return column.value(at: first)
    case .sum, nil:
      try requireNumbers(column, rows, range, table)
      return sum(column, rows)
    }
  }

  private func requireNumbers(_ column: Column, _ rows: [Int], _ range: SourceRange, _ table: Table) throws(Failure) {
    if column.type.isNumeric || column.type == .empty { return }
    let places = rows.prefix(2).map { String($0 + 1) }.joined(separator: " and ")
    let wanted = fold ?? .sum
    let message =
      "\"\(column.name)\" is a column of type \(column.type.rawValue), which has no \(wanted.rawValue) "
      + "(rows \(places) of \"\(table.name)\" meet in one cell)"
    throw Failure(
      Diagnostic("pivot-value", at: range, message, hint: "give fn: first, last, count, min or max, or one more column in rows"))
  }

  /// Integers stay integers while their sum fits 64 bits; the sum of nulls alone is null.
  private func sum(_ column: Column, _ rows: [Int]) -> Value {
    var total: Int64 = 0
    var isAny = false
    for row in rows where !column.isNull(at: row) {
      guard case .integer(let n) = column.value(at: row) else { return aggregate(.sum, of: column, rows: rows, in: column.alone) }
      let (next, overflows) = total.addingReportingOverflow(n)
      if overflows { return aggregate(.sum, of: column, rows: rows, in: column.alone) }
      (total, isAny) = (next, true)
    }
    return isAny ? .integer(total) : .null
  }
}

extension Column {
  fileprivate var alone: Table { Table(name: name, columns: [self], rowCount: count) }
}

extension Table {
  /// The column of that name.
  /// - Throws: `unknown-column` with the nearest name.
  package func require(_ reference: ColumnReference) throws(Failure) -> Column {
    if let column = column(named: reference.name) { return column }
    throw Failure(
      Diagnostic(
        "unknown-column", at: reference.range, "\"\(name)\" has no column \"\(reference.name)\"",
        hint: didYouMean(reference.name, among: columnNames) ?? knownColumns))
  }

  /// `the columns are a, b`, of tables with few.
  package var knownColumns: String? {
    columns.isEmpty || columns.count > 12 ? nil : "the columns are \(columnNames.joined(separator: ", "))"
  }
}
