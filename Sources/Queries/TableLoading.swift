import CSQLite
import DataTables

/// Makes a table of that name and fills it, in one transaction.
func load(_ table: Table, into connection: Connection) throws(SQLTrouble) {
  // SQL has no table without columns; records without keys are rows all the same.
  let table = table.columns.isEmpty ? table.setting(Column(name: "", values: Array(repeating: .null, count: table.rowCount))) : table
  let columns = table.columns.map { "\(quotedName($0.name)) \($0.type.affinity)" }.joined(separator: ",")
  if ([table.name] + table.columnNames).contains(where: { $0.utf8.contains(0) }) { throw SQLTrouble("sql-error", "a name contains a NUL") }
  try connection.run("CREATE TABLE \(quotedName(table.name)) (\(columns))")
  guard table.rowCount > 0 else { return }
  try connection.run("BEGIN")
  do {
    try fill(table, connection)
  } catch {
    sqlite3_exec(connection.handle, "ROLLBACK", nil, nil, nil)
    sqlite3_exec(connection.handle, "DROP TABLE \(quotedName(table.name))", nil, nil, nil)
    throw error
  }
  try connection.run("COMMIT")
}

private func fill(_ table: Table, _ connection: Connection) throws(SQLTrouble) {
  let marks = table.columns.map { _ in "?" }.joined(separator: ",")
  let statement = try Statement("INSERT INTO \(quotedName(table.name)) VALUES (\(marks))", on: connection)
  let columns = table.columns
  let types = columns.map(\.type)
  for row in 0..<table.rowCount {
    for index in columns.indices { bind(columns[index], types[index], row, to: statement.handle, at: Int32(index + 1)) }
    guard sqlite3_step(statement.handle) == SQLITE_DONE else { throw connection.trouble() }
    sqlite3_reset(statement.handle)
  }
}

/// Binds one cell without making a text of it where its column has the bytes.
private func bind(_ column: Column, _ type: ColumnType, _ row: Int, to statement: OpaquePointer, at index: Int32) {
  if column.isNull(at: row) {
    sqlite3_bind_null(statement, index)
    return
  }
  switch type {
  case .string: column.utf8(at: row)?.withUnsafeBufferPointer { bindBytes($0, statement, index) }
  case .integer: sqlite3_bind_int64(statement, index, column.integer(at: row) ?? 0)
  case .number: sqlite3_bind_double(statement, index, column.number(at: row) ?? 0)
  case .date: bindText(column.text(at: row), statement, index)
  case .boolean, .json, .empty: bindValue(column.value(at: row), statement, index)
  }
}

/// Binds a value at an index from 1: dates are ISO texts, lists and objects JSON.
func bindValue(_ value: Value, _ statement: OpaquePointer, _ index: Int32) {
  switch value {
  case .null: sqlite3_bind_null(statement, index)
  case .bool(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
  case .integer(let n): sqlite3_bind_int64(statement, index, n)
  case .number(let x): sqlite3_bind_double(statement, index, x)
  case .string(let text): bindText(text, statement, index)
  case .date, .list, .object: bindText(value.text, statement, index)
  }
}

private func bindText(_ text: String, _ statement: OpaquePointer, _ index: Int32) {
  var text = text
  text.withUTF8 { bindBytes($0, statement, index) }
}

private func bindBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ statement: OpaquePointer, _ index: Int32) {
  // A null pointer would be NULL, which an empty text is not.
  if let start = bytes.baseAddress { csqlite_bind_text(statement, index, start, UInt64(bytes.count)) } else {
    csqlite_bind_text(statement, index, "", 0)
  }
}

extension ColumnType {
  /// How SQLite compares and keeps the cells; see https://www.sqlite.org/datatype3.html.
  fileprivate var affinity: String {
    switch self {
    case .boolean, .integer: "INTEGER"
    case .number: "REAL"
    case .string, .date: "TEXT"
    case .json, .empty: "BLOB"
    }
  }
}
