import CSQLite
import Diagnostics

/// Turns SQLite's messages and our refusals into words for authors, with the nearest valid name.
struct TroubleExplainer {
  let tokens: [SQLToken]
  /// The columns of the tables that the query names.
  let columns: [String]

  func explained(_ trouble: SQLTrouble, refusal: Refusal?) -> SQLTrouble {
    guard let words = trouble.words else { return trouble }
    if let refusal { return refused(refusal, trouble) }
    if let message = tail(of: words, after: DateFunction.errorMark) {
      let name = message.prefix { $0 != "(" }
      return SQLTrouble(
        "sql-refused", message, hint: "a report is the same whenever it is made: give the date as a parameter",
        part: trouble.part ?? place(of: String(name)))
    }
    if let name = tail(of: words, after: "no such column: ") { return unknownColumn(name, trouble) }
    if let name = tail(of: words, after: "no such function: ") { return unknownFunction(name, trouble) }
    if let name = tail(of: words, after: "no such table: ") {
      return SQLTrouble("unknown-data", "there is no data named \"\(name)\"", part: place(of: name))
    }
    if let name = tail(of: words, after: "ambiguous column name: ") {
      return SQLTrouble(
        "sql-error", "several tables have a column \"\(name)\"", hint: "name the table: t.\(name)", part: trouble.part ?? place(of: name))
    }
    if words.hasSuffix("syntax error") || words.hasPrefix("unrecognized token") || words.hasPrefix("incomplete input") {
      let isEnd = words.hasPrefix("incomplete input")
      return SQLTrouble(
        "sql-syntax", isEnd ? "the query ends too early" : "SQL: \(words)", part: trouble.part ?? (isEnd ? tokens.last?.part : nil))
    }
    return SQLTrouble("sql-error", "SQL: \(words)", part: trouble.part)
  }

  private func unknownColumn(_ name: String, _ trouble: SQLTrouble) -> SQLTrouble {
    let bare = name.split(separator: ".").last.map(String.init) ?? name
    var part = trouble.part ?? place(of: bare)
    var hint = didYouMean(bare, among: columns)
    if let start = part?.lowerBound, let index = tokens.firstIndex(where: { $0.part.contains(start) }) {
      // SQLite points to the beginning of `t.x`; the column is its last name.
      let named = tokens[index...].prefix(5).first { $0.text.lowercased() == bare.lowercased() } ?? tokens[index]
      part = named.part
      if hint == nil, named.kind == .quotedName { hint = "texts stand in single quotes: '\(bare)'" }
    }
    if hint == nil, !columns.isEmpty, columns.count <= 12 { hint = "the columns are \(columns.joined(separator: ", "))" }
    return SQLTrouble("unknown-column", "there is no column \"\(name)\"", hint: hint, part: part)
  }

  private func unknownFunction(_ name: String, _ trouble: SQLTrouble) -> SQLTrouble {
    SQLTrouble(
      "unknown-function", "there is no function \"\(name)\"", hint: didYouMean(name, among: SQLFunctions.names),
      part: trouble.part ?? place(of: name))
  }

  private func refused(_ refusal: Refusal, _ trouble: SQLTrouble) -> SQLTrouble {
    switch refusal {
    case .function(let name):
      return SQLTrouble(
        "sql-refused", "the function \(name) is not available in queries", hint: reason(name), part: trouble.part ?? place(of: name))
    case .table(let name): return SQLTrouble("sql-refused", "\(name) is no data of this report", part: place(of: name))
    case .action:
      // What does not begin with SELECT, WITH or VALUES is refused before; these may stand behind WITH.
      let verbs = ["insert", "update", "delete", "replace"]
      let verb = tokens.first { $0.kind == .word && verbs.contains($0.text.lowercased()) }
      return SQLTrouble("sql-refused", "a query only reads; \(verb?.text.uppercased() ?? "this") is refused", part: verb?.part ?? trouble.part)
    case .steps: return trouble
    }
  }

  private func reason(_ name: String) -> String? {
    switch name {
    case "random", "randomblob": "a report is the same whenever it is made"
    case "current_date", "current_time", "current_timestamp": "a report is the same whenever it is made: give the date as a parameter"
    case "printf", "format": "numbers are formatted where they are shown: format: {number: 1}"
    default: didYouMean(name, among: SQLFunctions.names)
    }
  }

  private func place(of name: String) -> Range<Int>? {
    tokens.first { ($0.kind == .word || $0.kind == .quotedName) && $0.text.lowercased() == name.lowercased() }?.part
  }
}
