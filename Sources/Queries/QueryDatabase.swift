import CSQLite
package import DataTables
package import Diagnostics

/// An SQL database in memory over tables of the report.
///
/// Tables are added when a query asks for them; a query reads, and can do nothing else.
///
/// ## Guarantees
/// - The result is a function of the tables, the text and the parameters: without ORDER BY the rows stand in the order of their tables.
package final class QueryDatabase {
  private let connection: Connection
  private var tables: [Table] = []

  /// - Throws: `sql-error` when SQLite cannot be opened.
  package init(limits: QueryLimits = QueryLimits()) throws(Failure) {
    do {
      connection = try Connection(limits: limits)
    } catch {
      throw Failure(Diagnostic(error.id, at: .detached, error.message))
    }
  }

  /// Puts a table into the database.
  ///
  /// Booleans enter as 0 and 1, dates as ISO texts, lists and objects as JSON.
  /// - Throws: `duplicate-column` when two names differ in case alone; `sql-limit`.
  package func add(_ table: Table) throws(Failure) {
    if let clash = clashingNames(table.columnNames) {
      throw Failure(
        Diagnostic(
          "duplicate-column", at: table.range,
          "\"\(table.name)\" has the columns \"\(clash.first)\" and \"\(clash.second)\", which SQL does not tell apart",
          hint: "give other names with names:"))
    }
    do {
      try load(table, into: connection)
    } catch {
      throw Failure(
        Diagnostic(error.id, kind: error.isLimit ? .limit : .input, at: table.range, "\"\(table.name)\" as an SQL table: \(error.message)"))
    }
    tables.append(table)
    connection.rules.tables.insert(table.name.lowercased())
  }

  /// Runs a query.
  ///
  /// A result column that is a plain reference to a column of dates, booleans or numbers is one too; any other column has the
  /// type of its cells.
  /// - Throws: `sql-syntax`, `sql-refused`, `sql-error`, `sql-limit`, `unknown-column`, `unknown-function`, `unknown-parameter`,
  ///   `duplicate-column` at the place inside the text.
  package func run(_ query: Query, parameters: [ObjectField]) throws(Failure) -> QueryOutcome {
    guard query.text.utf8.count <= connection.limits.textBytes else {
      let message = "the query has \(query.text.utf8.count) bytes, \(connection.limits.textBytes) are allowed"
      throw Failure(Diagnostic("sql-limit", kind: .limit, at: query.range, message))
    }
    let tokens = sqlTokens(of: query.text)
    connection.rules.refusal = nil
    connection.rules.stepsLeft = connection.limits.steps
    connection.rules.isOpen = false
    defer { connection.rules.isOpen = true }
    do {
      try checkForm(tokens)
      let statement = try Statement(query.text, on: connection)
      try checkSingle(statement.length, tokens)
      try bind(parameters, to: statement, tokens)
      return .table(try result(of: statement, on: connection, query: query, origins: tables))
    } catch {
      if let name = missingTable(error) { return .needs(table: name, at: query.range(of: place(ofTable: name, tokens))) }
      throw query.failure(explained(error, tokens))
    }
  }

  // MARK: Form

  /// Whether the text begins as a query does.
  private func checkForm(_ tokens: [SQLToken]) throws(SQLTrouble) {
    guard let first = tokens.first else { return }
    if ["select", "with", "values"].contains(first.text.lowercased()), first.kind == .word { return }
    throw SQLTrouble(
      "sql-refused", "a query begins with SELECT, WITH or VALUES; found \(first.text.prefix(40))",
      hint: didYouMean(first.text, among: ["SELECT", "WITH", "VALUES"]), part: first.part)
  }

  private func checkSingle(_ length: Int, _ tokens: [SQLToken]) throws(SQLTrouble) {
    guard let next = tokens.first(where: { $0.part.lowerBound >= length && $0.text != ";" }) else { return }
    throw SQLTrouble(
      "sql-refused", "an entry has one query; a second one begins with \(next.text.prefix(40))",
      hint: "give it an entry of its own", part: next.part)
  }

  private func bind(_ parameters: [ObjectField], to statement: borrowing Statement, _ tokens: [SQLToken]) throws(SQLTrouble) {
    for token in tokens where token.kind == .parameter && !token.text.hasPrefix(":") {
      throw SQLTrouble(
        "sql-refused", "parameters are written :name; found \(token.text)", hint: "write :\(parameters.first?.name ?? "year")",
        part: token.part)
    }
    let count = sqlite3_bind_parameter_count(statement.handle)
    for index in 1..<(count + 1) {
      guard let written = sqlite3_bind_parameter_name(statement.handle, index) else { continue }
      let name = String(String(cString: written).dropFirst())
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        let known = parameters.map(\.name)
        throw SQLTrouble(
          "unknown-parameter", "the spec has no parameter \"\(name)\"",
          hint: didYouMean(name, among: known)
            ?? (known.isEmpty ? "declare it: params: {\(name): ...}" : "known are \(known.joined(separator: ", "))"),
          part: tokens.first { $0.kind == .parameter && $0.text == ":" + name }?.part)
      }
      bindValue(parameter.value, statement.handle, index)
    }
  }

  // MARK: Words for what went wrong

  /// The table that SQLite did not find, as it is written in the query.
  private func missingTable(_ trouble: SQLTrouble) -> String? {
    guard let words = trouble.words, let name = tail(of: words, after: "no such table: ") else { return nil }
    let bare = name.hasPrefix("main.") ? String(name.dropFirst("main.".count)) : name
    return tables.contains { $0.name.lowercased() == bare.lowercased() } ? nil : bare
  }

  private func place(ofTable name: String, _ tokens: [SQLToken]) -> Range<Int>? {
    let places = tokens.indices.filter { index in
      (tokens[index].kind == .word || tokens[index].kind == .quotedName) && tokens[index].text.lowercased() == name.lowercased()
    }
    let tableWords = ["from", "join", ","]
    return (places.first { $0 > 0 && tableWords.contains(tokens[$0 - 1].text.lowercased()) } ?? places.first).map { tokens[$0].part }
  }

  private func explained(_ trouble: SQLTrouble, _ tokens: [SQLToken]) -> SQLTrouble {
    var found = explainer(tokens).explained(trouble, refusal: connection.rules.refusal)
    if found.part == nil { found.part = trouble.part }
    // SQLite gives the first byte: the whole token is shown.
    if let start = found.part?.lowerBound, let token = tokens.first(where: { $0.part.contains(start) }) { found.part = token.part }
    return found
  }

  private func explainer(_ tokens: [SQLToken]) -> TroubleExplainer {
    let names = Set(tokens.filter { $0.kind == .word || $0.kind == .quotedName }.map { $0.text.lowercased() })
    return TroubleExplainer(tokens: tokens, columns: tables.filter { names.contains($0.name.lowercased()) }.flatMap(\.columnNames))
  }
}

/// Two names of a list that differ at most in the case of ASCII letters.
private func clashingNames(_ names: [String]) -> (first: String, second: String)? {
  var seen: [String: String] = [:]
  for name in names {
    if let first = seen.updateValue(name, forKey: name.lowercased()) { return (first, name) }
  }
  return nil
}

/// What follows `start` in a text that begins with it.
func tail(of text: String, after start: String) -> String? {
  text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil
}
