import DataTables
import Diagnostics
import Specs

/// A row of a table under the name that a spec gives it: the record of a file, or of one turn of `each:`.
struct RecordScope: Hashable, Sendable {
  let alias: String
  let row: Value

  /// For expressions: `c`, an object with a field for each column.
  var field: ObjectField { ObjectField(name: alias, value: row) }

  /// For queries: `c_iso3` and its like, a parameter for each column.
  var parameters: [ObjectField] {
    guard case .object(let fields) = row else { return [] }
    return fields.map { ObjectField(name: alias + "_" + $0.name, value: $0.value) }
  }
}

/// The data of a report as far as they are the same everywhere, and how to make the others.
///
/// A query that names a parameter of a record (`:c_iso3`), and whatever is made from such a query, waits until the record is known.
struct ReportData: Sendable {
  fileprivate let entries: [DataEntry]
  fileprivate let parameters: [ObjectField]
  fileprivate let states: [EntryState]
  fileprivate let aliases: [String]
  /// What is known without a record.
  let shared: BoundData
}

extension DataBinder {
  /// What has been made, in a form that may be shared by threads.
  var data: ReportData {
    ReportData(entries: entries, parameters: parameters, states: states, aliases: aliases, shared: bound)
  }
}

extension ReportData {
  /// The entries that wait for a record.
  var deferredNames: Set<String> { Set(shared.deferred.map(\.name)) }

  /// The data with those of these records; queries run anew, files are not read again.
  func bound(to scopes: [RecordScope], findings: inout Findings) -> BoundData {
    guard !scopes.isEmpty, states.contains(where: { $0.isDeferred }) else { return shared }
    var binder = DataBinder(entries: entries, parameters: parameters + scopes.flatMap(\.parameters), aliases: aliases)
    binder.known = Set(scopes.map(\.alias))
    binder.states = states.map { $0.isDeferred ? .waiting : $0 }
    binder.runQueries(findings: &findings)
    return binder.bound
  }
}

extension EntryState {
  fileprivate var isDeferred: Bool { if case .deferred = self { true } else { false } }
}
