import CSQLite
package import DataTables
package import Diagnostics

/// A SQLite file whose bytes were read: its tables, and no other file.
///
/// The bytes become a database in memory that cannot be written; journals beside the file are not looked at.
package final class SQLiteFile {
  private let connection: Connection
  private let file: SourceFile
  private let range: SourceRange

  /// The first bytes of every SQLite file.
  private static let mark = Array("SQLite format 3\0".utf8)

  /// - Parameter range: Where the file is named.
  /// - Throws: `bad-sqlite` for bytes that are no SQLite file; `sql-limit`.
  package init(_ file: SourceFile, at range: SourceRange, limits: QueryLimits = QueryLimits()) throws(Failure) {
    self.file = file
    self.range = range
    guard file.bytes.count >= 100, file.bytes.starts(with: Self.mark) else {
      throw Failure(Diagnostic("bad-sqlite", at: range, "\"\(file.name)\" is not a SQLite file"))
    }
    do {
      connection = try Connection(limits: limits)
      try open()
    } catch {
      throw Failure(
        Diagnostic(error.isLimit ? error.id : "bad-sqlite", kind: error.isLimit ? .limit : .input, at: range, "\"\(file.name)\": \(error.message)"))
    }
    connection.rules.readsAllTables = true
  }

  /// Names of tables and views, in the order of the file.
  /// - Throws: `bad-sqlite`.
  package func tableNames() throws(Failure) -> [String] {
    let sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY rowid"
    let query = Query(name: file.name, text: sql, at: range)
    do {
      let statement = try Statement(sql, on: connection)
      return try result(of: statement, on: connection, query: query, origins: []).columns[0].values.map(\.text)
    } catch {
      throw Failure(Diagnostic("bad-sqlite", at: range, "\"\(file.name)\": \(error.message)"))
    }
  }

  /// A table or view of the file. Columns declared BOOLEAN, DATE, DATETIME or TIMESTAMP are of that type where all their cells are.
  /// - Parameters:
  ///   - reference: Its name in the file; nil for the only one.
  ///   - name: Its name in the report.
  /// - Throws: `unknown-table` with the nearest name; `bad-sqlite`, `sql-limit`, `sql-value`, `duplicate-column`.
  package func table(_ reference: ColumnReference?, name: String) throws(Failure) -> Table {
    let wanted = try choose(reference)
    let query = Query(name: name, text: "SELECT * FROM \(quotedName(wanted))", at: range)
    connection.rules.refusal = nil
    connection.rules.stepsLeft = connection.limits.steps
    connection.rules.isOpen = false
    defer { connection.rules.isOpen = true }
    do {
      let statement = try Statement(query.text, on: connection)
      var table = try result(of: statement, on: connection, query: query, origins: [])
      for (index, column) in table.columns.enumerated() {
        if let read = declared(column, by: sqlite3_column_decltype(statement.handle, Int32(index)).map { String(cString: $0) }) {
          table = table.setting(read)
        }
      }
      return table
    } catch {
      var message = error.message
      if case .function(let function) = connection.rules.refusal { message = "the view calls \(function), which is not available" }
      throw Failure(
        Diagnostic(
          error.words == nil ? error.id : "bad-sqlite", kind: error.isLimit ? .limit : .input, at: reference?.range ?? range,
          "\"\(wanted)\" of \"\(file.name)\": \(message)"))
    }
  }

  private func choose(_ reference: ColumnReference?) throws(Failure) -> String {
    let names = try tableNames()
    let known = names.isEmpty ? nil : "the file has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
    guard let reference else {
      if let only = names.first, names.count == 1 { return only }
      throw Failure(
        Diagnostic("missing-key", at: range, "\"\(file.name)\" has \(names.count) tables; table: says which is read", hint: known))
    }
    if names.contains(reference.name) { return reference.name }
    throw Failure(
      Diagnostic(
        "unknown-table", at: reference.range, "\"\(file.name)\" has no table \"\(reference.name)\"",
        hint: didYouMean(reference.name, among: names) ?? known))
  }

  private func declared(_ column: Column, by type: String?) -> Column? {
    switch type?.uppercased() {
    case "BOOLEAN", "BOOL": column.asBooleans
    case "DATE", "DATETIME", "TIMESTAMP": column.asDates
    case "REAL", "DOUBLE", "FLOAT": column.asNumbers
    default: nil
    }
  }

  /// Gives SQLite a copy of the bytes as its main database.
  private func open() throws(SQLTrouble) {
    let size = file.bytes.count
    guard let copy = sqlite3_malloc64(UInt64(size)) else {
      throw SQLTrouble("sql-limit", "the file does not fit in \(connection.limits.heapBytes / 1_000_000) MB", isLimit: true)
    }
    file.bytes.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: size) }
    // Bytes 18 and 19 say that a write-ahead journal stands beside the file, which a database in memory cannot have.
    copy.storeBytes(of: 1, toByteOffset: 18, as: UInt8.self)
    copy.storeBytes(of: 1, toByteOffset: 19, as: UInt8.self)
    let flags = UInt32(SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE)
    let bytes = copy.assumingMemoryBound(to: UInt8.self)
    guard sqlite3_deserialize(connection.handle, "main", bytes, Int64(size), Int64(size), flags) == SQLITE_OK else {
      throw connection.trouble()
    }
    try connection.run("SELECT 1 FROM sqlite_schema LIMIT 1")
  }
}
