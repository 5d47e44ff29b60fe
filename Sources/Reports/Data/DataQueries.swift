import DataTables
import Diagnostics
import Queries
import Specs

/// What running an entry came to.
private enum RunOutcome {
  case table(Table)
  /// Another entry must be made first.
  case needs(Int)
  /// It needs an entry that failed, which has its own finding.
  case blocked
  /// It needs records of these names, which are not known yet.
  case deferred([String])
}

extension DataBinder {
  /// Runs the queries and cross tables, each after the entries that it names.
  ///
  /// What an entry names is known when it runs: it is put aside, the named one is made, and it begins again.
  mutating func runQueries(findings: inout Findings) {
    for start in entries.indices {
      var pending = [start]
      while let index = pending.last {
        guard case .waiting = states[index] else {
          pending.removeLast()
          continue
        }
        switch attempt(index, &findings) {
        case .table(let table): finish(index, table, findings: &findings)
        case .deferred(let records): states[index] = .deferred(records)
        case .blocked, nil: states[index] = .failed
        case .needs(let other):
          if let first = pending.firstIndex(of: other) {
            reportCycle(pending[first...], &findings)
          } else {
            pending.append(other)
          }
        }
      }
    }
  }

  private mutating func attempt(_ index: Int, _ findings: inout Findings) -> RunOutcome? {
    do throws(Failure) {
      let entry = entries[index]
      let outcome: RunOutcome
      if let pivot = entry.pivot { outcome = try run(pivot, of: entry) } else { outcome = try runQuery(entry) }
      guard case .table(let table) = outcome else { return outcome }
      return .table(try table.reading(try statedTypes(entry)))
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  private mutating func reportCycle(_ cycle: ArraySlice<Int>, _ findings: inout Findings) {
    guard let first = cycle.first else { return }
    let names = (cycle + [first]).map { entries[$0].name.text }
    let message =
      cycle.count == 1
      ? "\"\(names[0])\" is made from itself" : "these data are made from each other in a circle: \(names.joined(separator: " → "))"
    findings.error("data-cycle", at: entries[first].name.range, message, hint: "an entry may name only data that do not need it")
    for index in cycle { states[index] = .failed }
  }

  // MARK: Queries

  private mutating func runQuery(_ entry: DataEntry) throws(Failure) -> RunOutcome {
    guard let sql = entry.path else { return .blocked }
    let missing = unknownRecords(inSQL: sql.text)
    if !missing.isEmpty { return .deferred(missing) }
    let opened = try openedDatabase()
    let query = Query(name: entry.name.text, text: sql.text, at: sql.range)
    while true {
      switch try opened.run(query, parameters: parameters) {
      case .table(var table):
        table.range = entry.name.range
        return .table(table)
      case .needs(let name, let range):
        let index = try require(Name(name, at: range), isExact: false)
        switch states[index] {
        case .made(let table): try opened.add(table)
        case .waiting: return .needs(index)
        case .deferred(let records): return .deferred(records)
        case .failed, .shape: return .blocked
        }
      }
    }
  }

  /// The records that a query has parameters of and that are not known.
  private func unknownRecords(inSQL text: String) -> [String] {
    let unknown = aliases.filter { !known.contains($0) }
    guard !unknown.isEmpty else { return [] }
    let names = parameterNames(inSQL: text).filter { name in !parameters.contains { $0.name == name } }
    return unknown.filter { alias in names.contains { $0.hasPrefix(alias + "_") } }
  }

  private mutating func openedDatabase() throws(Failure) -> QueryDatabase {
    if let database { return database }
    let opened = try QueryDatabase()
    database = opened
    return opened
  }

  // MARK: Cross tables

  private func run(_ spec: PivotSpec, of entry: DataEntry) throws(Failure) -> RunOutcome {
    let index = try require(spec.from, isExact: true)
    switch states[index] {
    case .waiting: return .needs(index)
    case .deferred(let records): return .deferred(records)
    case .failed, .shape: return .blocked
    case .made(let table):
      func references(_ names: [Name]) -> [ColumnReference] { names.map { ColumnReference($0.text, at: $0.range) } }
      let pivot = Pivot(
        rows: references(spec.rows), columns: references(spec.columns), values: references(spec.values),
        fold: spec.fold.flatMap { PivotFold(rawValue: $0.rawValue) })
      return .table(try pivot.table(of: table, name: entry.name.text, at: entry.name.range))
    }
  }

  /// The entry of that name that is a table or will be one; SQL does not tell small letters from capitals.
  /// - Throws: `unknown-data` with the nearest name.
  private func require(_ name: Name, isExact: Bool) throws(Failure) -> Int {
    let exact = entries.firstIndex { $0.name.text == name.text }
    let near = isExact ? nil : entries.firstIndex { $0.name.text.lowercased() == name.text.lowercased() }
    guard let index = exact ?? near else {
      let names = entries.filter { $0.kind != .topojson && $0.kind != .geojson }.map(\.name.text)
      let known = names.isEmpty ? nil : "known are \(names.prefix(20).joined(separator: ", "))"
      throw Failure(
        Diagnostic(
          "unknown-data", at: name.range, "there is no data named \"\(name.text)\"", hint: didYouMean(name.text, among: names) ?? known))
    }
    if case .shape = states[index] {
      throw Failure(Diagnostic("unknown-data", at: name.range, "\"\(name.text)\" is a map, not a table"))
    }
    return index
  }
}
