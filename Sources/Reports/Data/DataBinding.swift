import DataTables
import Diagnostics
import Inputs
import Queries
import Specs

/// Makes the table of every data entry: files are read in the order of the spec, queries and cross tables run after the ones they name.
///
/// What cannot be made is a finding; the others are still made, so that one run reports all. An entry that needs a failed one is left out
/// without a finding of its own. Queries with parameters of a record are put off until there is one.
/// - Parameter aliases: what records are called in this report.
func bindData(
  _ entries: [DataEntry], parameters: [ObjectField], aliases: [String], loader: ResourceLoader, findings: inout Findings
) -> ReportData {
  var binder = DataBinder(entries: entries, parameters: parameters, aliases: aliases)
  binder.readFiles(loader: loader, findings: &findings)
  binder.runQueries(findings: &findings)
  return binder.data
}

/// What became of a data entry.
enum EntryState: Sendable {
  /// A query or a cross table that has not run.
  case waiting
  case made(Table)
  case shape(ShapeSource)
  /// It needs records of these names, which are not known yet.
  case deferred([String])
  case failed
}

/// Data entries with what became of them, in the order of the spec.
struct DataBinder {
  let entries: [DataEntry]
  let parameters: [ObjectField]
  /// What records are called in the report, and those of them that are known.
  let aliases: [String]
  var known: Set<String> = []
  var states: [EntryState]
  /// Opened by the first query.
  var database: QueryDatabase?

  init(entries: [DataEntry], parameters: [ObjectField], aliases: [String] = []) {
    self.entries = entries
    self.aliases = aliases
    self.parameters = parameters
    states = entries.map { _ in .waiting }
  }

  var bound: BoundData {
    var bound = BoundData()
    for (entry, state) in zip(entries, states) {
      switch state {
      case .made(let table):
        bound.tables.append(table)
        if entry.isOne { bound.records.insert(table.name) }
      case .shape(let shape): bound.shapes.append(shape)
      case .deferred(let aliases): bound.deferred.append((entry.name.text, aliases))
      case .waiting, .failed: break
      }
    }
    return bound
  }

  mutating func readFiles(loader: ResourceLoader, findings: inout Findings) {
    for (index, entry) in entries.enumerated() {
      switch entry.kind {
      case .csv, .tsv, .json, .ndjson, .values, .sqlite:
        let table = findings.attempt { () throws(Failure) in try readTable(entry, loader: loader) }
        finish(index, table, findings: &findings)
      case .topojson, .geojson:
        let file = findings.attempt { () throws(Failure) in try loadShapes(entry, loader: loader) }
        states[index] = file.map { .shape(ShapeSource(entry: entry, file: $0)) } ?? .failed
      case .sql, .pivot: break
      }
    }
  }

  /// Keeps the table of an entry and tests what is expected of it.
  mutating func finish(_ index: Int, _ table: Table?, findings: inout Findings) {
    guard let table else {
      states[index] = .failed
      return
    }
    Expectations(table: table, entry: entries[index], parameters: parameters).check(&findings)
    states[index] = .made(table)
  }
}
