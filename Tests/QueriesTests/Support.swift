import DataTables
import Diagnostics
import Inputs
import Queries

func csv(_ name: String, _ text: String) throws -> Table {
  var findings = Findings()
  let table = try readDelimited(SourceFile(name: name + ".csv", text: text), name: name, options: .csv, findings: &findings)
  try findings.check()
  return table
}

/// Runs a query over tables, which are added as it asks for them.
func run(
  _ sql: String, over tables: [Table] = [], parameters: [ObjectField] = [], limits: QueryLimits = QueryLimits()
) throws -> Table {
  let database = try QueryDatabase(limits: limits)
  let query = Query(name: "result", text: sql, at: .detached)
  while true {
    switch try database.run(query, parameters: parameters) {
    case .table(let table): return table
    case .needs(let name, let range):
      guard let table = tables.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw Failure(Diagnostic("unknown-data", at: range, "there is no data named \"\(name)\""))
      }
      try database.add(table)
    }
  }
}

/// The rows of a result as lists of values.
func rows(_ table: Table) -> [[Value]] { (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } } }

/// What a query is refused with.
func trouble(
  _ sql: String, over tables: [Table] = [], parameters: [ObjectField] = [], limits: QueryLimits = QueryLimits()
) throws -> Diagnostic? {
  do {
    _ = try run(sql, over: tables, parameters: parameters, limits: limits)
    return nil
  } catch let failure as Failure {
    return failure.diagnostics.first
  }
}

/// The first finding of a query that stands in the block scalar of a spec, with the place in the spec: `line:column`.
func place(of sql: String, over tables: [Table] = [], parameters: [ObjectField] = []) throws -> String? {
  let lines = sql.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
  let file = SourceFile(name: "spec.yaml", text: "q:\n  sql: |\n" + lines + "\n")
  guard let node = try parseYAML(file)["q"]?["sql"], let text = node.string else { return nil }
  let database = try QueryDatabase()
  for table in tables { try database.add(table) }
  do {
    if case .needs(_, let range) = try database.run(Query(name: "q", text: text, at: node.range), parameters: parameters) {
      return range.position.map { "\($0.line):\($0.column)" }
    }
  } catch {
    return error.diagnostics.first?.range.position.map { "\($0.line):\($0.column)" }
  }
  return nil
}
