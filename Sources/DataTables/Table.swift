package import Diagnostics

/// A named table of typed columns.
///
/// ## Guarantees
/// - Every column has `rowCount` rows; column names are unique.
package struct Table: Sendable {
  package var name: String
  package private(set) var columns: [Column]
  package let rowCount: Int
  /// The file the rows were read from; nil for tables made here.
  package var origin: SourceFile?
  /// The bytes of each row in `origin`; empty when rows have no place of their own.
  var rowSpans: [RowSpan] = []
  /// Where the table was asked for or written, for rows without a place of their own.
  package var range: SourceRange

  /// - Precondition: the columns have `rowCount` rows each and different names.
  package init(name: String, columns: [Column], rowCount: Int, origin: SourceFile? = nil, range: SourceRange = .detached) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "a column with another number of rows")
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.origin = origin
    self.range = range
  }

  package var columnNames: [String] { columns.map(\.name) }

  package func column(named name: String) -> Column? { columns.first { $0.name == name } }

  package func columnIndex(named name: String) -> Int? { columns.firstIndex { $0.name == name } }

  package subscript(row: Int, column: Int) -> Value { columns[column].value(at: row) }

  /// One row as an object, in the order of the columns.
  package func row(_ row: Int) -> Value {
    .object(columns.map { ObjectField(name: $0.name, value: $0.value(at: row)) })
  }

  /// Where a row (from 0) stands in its source.
  package func range(ofRow row: Int) -> SourceRange {
    guard let origin, rowSpans.indices.contains(row) else { return range }
    let span = rowSpans[row]
    return SourceRange(file: origin, start: Int(span.start), end: Int(span.start) + Int(span.length))
  }

  /// The table with a column put in the place of the one of that name, or added at the end.
  /// - Precondition: the column has `rowCount` rows.
  package func setting(_ column: Column) -> Table {
    precondition(column.count == rowCount, "a column with another number of rows")
    var copy = self
    if let index = columnIndex(named: column.name) { copy.columns[index] = column } else { copy.columns.append(column) }
    return copy
  }

  /// The given rows, in the given order; a row may come twice.
  package func selecting(rows: [Int]) -> Table {
    var table = Table(name: name, columns: columns.map { $0.selecting(rows: rows) }, rowCount: rows.count, origin: origin, range: range)
    table.rowSpans = rowSpans.isEmpty ? [] : rows.map { rowSpans[$0] }
    return table
  }
}

/// The bytes of a row in its file.
struct RowSpan: Sendable {
  var start: UInt32
  var length: UInt32
}
