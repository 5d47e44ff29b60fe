import CSQLite

/// One of SQLite's functions of dates without the clock and the time zone of the host: `now`, `localtime` and `utc` are errors.
///
/// Stands in the place of the original, which it calls on a connection of its own.
final class DateFunction {
  static let names = ["date", "time", "datetime", "julianday", "unixepoch", "strftime"]
  /// Words that read the clock or the zone of the host.
  private static let refused = ["now", "localtime", "utc"]

  let name: String
  private var connection: OpaquePointer?
  private var statements: [Int32: OpaquePointer] = [:]

  init(name: String) { self.name = name }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(connection)
  }

  /// Answers a call: the result, or an error, is left in `context`.
  func call(_ context: OpaquePointer, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    // `strftime` has its format before the time.
    let needed: Int32 = name == "strftime" ? 2 : 1
    guard count >= needed, let arguments else { return fail(context, "\(name)() without a date is the present time") }
    for index in 0..<Int(count) {
      guard sqlite3_value_type(arguments[index]) == SQLITE_TEXT, let text = sqlite3_value_text(arguments[index]) else { continue }
      let word = String(cString: text).lowercased()
      if Self.refused.contains(word) { return fail(context, "\(name)() reads the clock or the time zone: '\(word)'") }
    }
    guard let statement = statement(arguments: count) else { return sqlite3_result_error_nomem(context) }
    for index in 0..<count { sqlite3_bind_value(statement, index + 1, arguments[Int(index)]) }
    if sqlite3_step(statement) == SQLITE_ROW { sqlite3_result_value(context, sqlite3_column_value(statement, 0)) } else {
      sqlite3_result_error(context, sqlite3_errmsg(connection), -1)
    }
    sqlite3_reset(statement)
  }

  private func fail(_ context: OpaquePointer, _ message: String) {
    sqlite3_result_error(context, DateFunction.errorMark + message, -1)
  }

  /// How messages of this function begin, so that they are told from SQLite's own.
  static let errorMark = "monsoon: "

  private func statement(arguments count: Int32) -> OpaquePointer? {
    if let statement = statements[count] { return statement }
    if connection == nil, sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nil) != SQLITE_OK { return nil }
    let marks = (0..<count).map { _ in "?" }.joined(separator: ",")
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, "SELECT \(name)(\(marks))", -1, &statement, nil) == SQLITE_OK else { return nil }
    statements[count] = statement
    return statement
  }
}
