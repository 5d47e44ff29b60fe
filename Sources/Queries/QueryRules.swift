import CSQLite

/// What a connection refused while a statement was prepared or ran.
enum Refusal {
  case function(String)
  case table(String)
  case action(Int32)
  case steps
}

/// The rules that a connection holds statements to; SQLite asks it about every action and every thousand steps.
///
/// A class, because C keeps a pointer to it.
final class QueryRules {
  /// Tables that may be read, in small letters.
  var tables: Set<String> = []
  /// Whether every table may be read, but for SQLite's own: the rule for a file.
  var readsAllTables = false
  /// Whether the statements are ours (making and filling tables), which need no leave.
  var isOpen = true
  var refusal: Refusal?
  var stepsLeft = 0

  /// Steps between two questions.
  static let stepsAtOnce: Int32 = 1_000

  /// The answer to an action and its first two names; see https://www.sqlite.org/c3ref/c_alter_table.html.
  func answer(_ action: Int32, _ first: String?, _ second: String?) -> Int32 {
    if isOpen { return SQLITE_OK }
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_READ: return mayRead(first ?? "", column: second ?? "") ? SQLITE_OK : refuse(.table(first ?? ""))
    case SQLITE_FUNCTION:
      let name = (second ?? "").lowercased()
      return SQLFunctions.known.contains(name) ? SQLITE_OK : refuse(.function(name))
    default: return refuse(.action(action))
    }
  }

  /// A table of which no column is read may be a name of the query's own (WITH), so only SQLite's own tables are refused then.
  private func mayRead(_ table: String, column: String) -> Bool {
    let name = table.lowercased()
    let isOwn = name.hasPrefix("sqlite_") || name.hasPrefix("pragma_")
    return tables.contains(name) || (!isOwn && (readsAllTables || column.isEmpty || SQLFunctions.tables.contains(name)))
  }

  private func refuse(_ refusal: Refusal) -> Int32 {
    if self.refusal == nil { self.refusal = refusal }
    return SQLITE_DENY
  }

  /// Counts steps.
  /// - Returns: whether the statement may go on.
  func mayGoOn() -> Bool {
    stepsLeft -= Int(Self.stepsAtOnce)
    if stepsLeft > 0 { return true }
    refusal = .steps
    return false
  }
}
