import CSQLite

/// An open SQLite database in memory, held to `QueryRules`.
///
/// ## Guarantees
/// - No file is opened: the main database and what SQLite puts aside while it sorts are in memory.
final class Connection {
  let handle: OpaquePointer
  let rules = QueryRules()
  let limits: QueryLimits
  private var functions: [DateFunction] = []

  /// - Throws: `sql-error` when SQLite cannot open a database.
  init(limits: QueryLimits) throws(SQLTrouble) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(":memory:", &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw SQLTrouble("sql-error", "SQLite does not open a database: \(String(cString: sqlite3_errstr(code)))")
    }
    handle = opened
    self.limits = limits
    setLimits()
    dropModules()
    addDateFunctions()
    watch()
    try run("PRAGMA temp_store = MEMORY")
    try run("PRAGMA cell_size_check = ON")
    // A module declares its table when it is first used, which the rules would take for a write.
    for table in SQLFunctions.tables { try run("SELECT 1 FROM \(table)('[]')") }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs a statement of ours without a result.
  func run(_ sql: String) throws(SQLTrouble) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw trouble() }
  }

  /// What SQLite says about the last call.
  func trouble() -> SQLTrouble {
    let code = sqlite3_errcode(handle)
    var trouble = SQLTrouble("sql-error", String(cString: sqlite3_errmsg(handle)))
    trouble.words = trouble.message
    let offset = Int(sqlite3_error_offset(handle))
    if offset >= 0 { trouble.part = offset..<(offset + 1) }
    switch code {
    case SQLITE_NOMEM:
      return SQLTrouble("sql-limit", "the query needs more than \(limits.heapBytes / 1_000_000) MB of memory", isLimit: true)
    case SQLITE_TOOBIG:
      return SQLTrouble("sql-limit", "the query makes a text or a row of more than \(limits.rowBytes) bytes", isLimit: true)
    case SQLITE_INTERRUPT:
      return SQLTrouble(
        "sql-limit", "the query takes more than \(limits.steps) steps", hint: "does a recursion end, does every join have a condition?",
        isLimit: true)
    default: return trouble
    }
  }

  // MARK: Set-up

  private func setLimits() {
    let bounds: [(Int32, Int)] = [
      (SQLITE_LIMIT_LENGTH, limits.rowBytes), (SQLITE_LIMIT_SQL_LENGTH, limits.rowBytes),
      (SQLITE_LIMIT_EXPR_DEPTH, limits.expressionDepth), (SQLITE_LIMIT_COMPOUND_SELECT, limits.compounds),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, limits.patternBytes), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (name, bound) in bounds { sqlite3_limit(handle, name, Int32(clamping: bound)) }
    sqlite3_hard_heap_limit64(limits.heapBytes)
    // A misspelt name in double quotes is an error, not a text; a schema from a file is not trusted.
    let off = [SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION]
    for option in off { csqlite_set_option(handle, Int32(option), 0) }
    csqlite_set_option(handle, Int32(SQLITE_DBCONFIG_DEFENSIVE), 1)
  }

  /// Modules make tables of things that no data entry names; only those of JSON stay.
  private func dropModules() {
    withCStrings(SQLFunctions.tables) { kept in sqlite3_drop_modules(handle, kept) }
  }

  private func addDateFunctions() {
    for name in DateFunction.names {
      let function = DateFunction(name: name)
      functions.append(function)
      sqlite3_create_function_v2(
        handle, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, Unmanaged.passUnretained(function).toOpaque(),
        { context, count, arguments in
          guard let context, let own = sqlite3_user_data(context) else { return }
          Unmanaged<DateFunction>.fromOpaque(own).takeUnretainedValue().call(context, count, arguments)
        }, nil, nil, nil)
    }
  }

  private func watch() {
    let own = Unmanaged.passUnretained(rules).toOpaque()
    sqlite3_set_authorizer(
      handle,
      { own, action, first, second, _, _ in
        guard let own else { return SQLITE_DENY }
        let rules = Unmanaged<QueryRules>.fromOpaque(own).takeUnretainedValue()
        return rules.answer(action, first.map { String(cString: $0) }, second.map { String(cString: $0) })
      }, own)
    sqlite3_progress_handler(
      handle, QueryRules.stepsAtOnce,
      { own in
        guard let own else { return 1 }
        let rules = Unmanaged<QueryRules>.fromOpaque(own).takeUnretainedValue()
        return rules.isOpen || rules.mayGoOn() ? 0 : 1
      }, own)
  }
}

/// Calls `body` with a list of C strings that ends with a null pointer.
private func withCStrings(_ texts: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Void) {
  var bytes: [CChar] = []
  var starts: [Int] = []
  for text in texts {
    starts.append(bytes.count)
    bytes += text.utf8CString
  }
  bytes.withUnsafeBufferPointer { buffer in
    var pointers: [UnsafePointer<CChar>?] = starts.map { start in buffer.baseAddress.map { $0 + start } }
    pointers.append(nil)
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }
}

/// A name as SQL writes it whatever it contains.
func quotedName(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
