import CSQLite

/// A prepared statement.
struct Statement: ~Copyable {
  let handle: OpaquePointer
  /// The bytes of the SQL text that belong to the statement; what follows is another.
  let length: Int

  /// - Throws: SQLite's trouble; `sql-syntax` for a text without a statement.
  init(_ sql: String, on connection: Connection) throws(SQLTrouble) {
    var prepared: OpaquePointer?
    var used = 0
    var text = sql
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters -> Int32 in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v2(connection.handle, characters.baseAddress, Int32(clamping: characters.count), &prepared, &tail)
        if let tail, let start = characters.baseAddress { used = tail - start }
        return code
      }
    }
    guard code == SQLITE_OK else { throw connection.trouble() }
    guard let prepared else { throw SQLTrouble("sql-syntax", "there is no query", hint: "write SELECT ... FROM ...") }
    handle = prepared
    length = used
  }

  deinit { sqlite3_finalize(handle) }
}
