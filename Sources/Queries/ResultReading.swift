import CSQLite
import DataTables
import Diagnostics
import Inputs

/// Steps through a statement and gathers its rows as a table.
/// - Parameter origins: The tables that the statement may read, for the types of plain references.
/// - Throws: SQLite's trouble; `duplicate-column`, `sql-limit`, `sql-value`.
func result(
  of statement: borrowing Statement, on connection: Connection, query: Query, origins: [Table]
) throws(SQLTrouble) -> Table {
  let count = Int(sqlite3_column_count(statement.handle))
  let names = (0..<count).map { sqlite3_column_name(statement.handle, Int32($0)).map { String(cString: $0) } ?? "" }
  try checkNames(names)
  var reader = ResultReader(names: names, limits: connection.limits)
  while true {
    let code = sqlite3_step(statement.handle)
    if code == SQLITE_DONE { break }
    guard code == SQLITE_ROW else { throw connection.trouble() }
    try reader.append(statement.handle)
  }
  let columns = reader.columns.enumerated().map { index, collector in
    typed(collector.column(named: names[index]), by: origin(of: statement, column: Int32(index), among: origins))
  }
  return Table(name: query.name, columns: columns, rowCount: reader.rowCount, range: query.range)
}

/// Every column has a name of its own.
private func checkNames(_ names: [String]) throws(SQLTrouble) {
  for (index, name) in names.enumerated() {
    if name.isEmpty { throw SQLTrouble("duplicate-column", "column \(index + 1) of the result has no name", hint: "give it one with AS") }
    if let first = names[..<index].firstIndex(of: name) {
      throw SQLTrouble(
        "duplicate-column", "columns \(first + 1) and \(index + 1) of the result are both called \"\(name)\"", hint: "name one of them with AS")
    }
  }
}

/// The rows of a result as they come.
private struct ResultReader {
  let names: [String]
  let limits: QueryLimits
  var columns: [CellCollector]
  var rowCount = 0

  init(names: [String], limits: QueryLimits) {
    self.names = names
    self.limits = limits
    columns = names.map { _ in CellCollector() }
  }

  mutating func append(_ statement: OpaquePointer) throws(SQLTrouble) {
    guard rowCount < limits.rows else {
      throw SQLTrouble(
        "sql-limit", "the query gives more than \(limits.rows) rows", hint: "does a recursion end, does every join have a condition?",
        isLimit: true)
    }
    for index in columns.indices {
      let place = Int32(index)
      switch sqlite3_column_type(statement, place) {
      case SQLITE_NULL: columns[index].appendNull()
      case SQLITE_INTEGER: columns[index].append(sqlite3_column_int64(statement, place))
      case SQLITE_FLOAT: columns[index].append(try finite(sqlite3_column_double(statement, place), index))
      case SQLITE_TEXT: try appendText(statement, index)
      default: throw wrong(index, "holds bytes, which no table cell can")
      }
    }
    rowCount += 1
  }

  private mutating func appendText(_ statement: OpaquePointer, _ index: Int) throws(SQLTrouble) {
    let start = sqlite3_column_text(statement, Int32(index))
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index))))
    guard bytes.count <= limits.cellBytes else {
      throw SQLTrouble(
        "sql-limit", "\"\(names[index])\" in row \(rowCount + 1) of the result has \(bytes.count) bytes, \(limits.cellBytes) are allowed",
        isLimit: true)
    }
    if bytes.contains(where: { $0 >= 0x80 }), firstInvalidUTF8(in: Array(bytes)) != nil { throw wrong(index, "is not UTF-8") }
    columns[index].append(bytes)
  }

  private func finite(_ number: Double, _ index: Int) throws(SQLTrouble) -> Double {
    if number.isFinite { return number }
    throw wrong(index, "is infinite")
  }

  private func wrong(_ index: Int, _ what: String) -> SQLTrouble {
    SQLTrouble("sql-value", "\"\(names[index])\" in row \(rowCount + 1) of the result \(what)")
  }
}

/// The column that a result column is a plain reference to; nil for anything computed.
private func origin(of statement: borrowing Statement, column: Int32, among tables: [Table]) -> Column? {
  guard let table = sqlite3_column_table_name(statement.handle, column).map({ String(cString: $0) }),
    let name = sqlite3_column_origin_name(statement.handle, column).map({ String(cString: $0) })
  else { return nil }
  return tables.first { $0.name == table }?.column(named: name)
}

/// The column with the type of the one it refers to where every cell reads as that: UNION may mix others in.
private func typed(_ column: Column, by origin: Column?) -> Column {
  guard let origin else { return column }
  var typed: Column
  switch origin.type {
  case .boolean: typed = column.asBooleans ?? column
  case .date: typed = column.asDates ?? column
  case .number: typed = column.asNumbers
  case .integer, .string, .json, .empty: typed = column
  }
  if column.name == origin.name { typed.label = origin.label }
  return typed
}
