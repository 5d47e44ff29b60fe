import DataTables
import Diagnostics
import Geo
import Inputs
import Specs

/// The named data of a report, read and typed.
struct BoundData: Sendable {
  /// Tables in the order of the spec.
  var tables: [Table] = []
  /// Names of the one-row tables that texts may use as `name.column`.
  var records: Set<String> = []
  /// TopoJSON and GeoJSON entries with their files, for maps; a file is parsed when a map asks for it.
  var shapes: [ShapeSource] = []
  /// Tables that are made for each record only, with the records that they need.
  var deferred: [(name: String, aliases: [String])] = []

  var names: [String] { tables.map(\.name) + shapes.map(\.entry.name.text) }

  func table(named name: String) -> Table? { tables.first { $0.name == name } }
  func shape(named name: String) -> ShapeSource? { shapes.first { $0.entry.name.text == name } }

  /// - Throws: `unknown-data` with the nearest name.
  func requireTable(_ name: Name) throws(Failure) -> Table {
    if let table = table(named: name.text) { return table }
    if let late = deferred.first(where: { $0.name == name.text }) {
      let records = late.aliases.map { "\"\($0)\"" }.joined(separator: " and ")
      throw Failure(
        Diagnostic(
          "unknown-data", at: name.range, "\"\(name.text)\" is made for each record \(records), which is not known here",
          hint: "use it inside the blocks of each: {as: \(late.aliases.first ?? "r")}, or in a report with render: {each, as}"))
    }
    let isShape = shape(named: name.text) != nil
    throw Failure(
      Diagnostic(
        "unknown-data", at: name.range, isShape ? "\"\(name.text)\" is a map, not a table" : "there is no data named \"\(name.text)\"",
        hint: didYouMean(name.text, among: tables.map(\.name)) ?? "known are \(names.joined(separator: ", "))"))
  }

  /// What expressions may name: the columns of one-row tables.
  var fields: [ObjectField] {
    tables.filter { records.contains($0.name) && $0.rowCount == 1 }.map { ObjectField(name: $0.name, value: $0.row(0)) }
  }
}

/// A file of areas and lines with the entry that names it.
struct ShapeSource: Sendable {
  let entry: DataEntry
  let file: SourceFile
  private let parsed = Shared<Topology>()

  init(entry: DataEntry, file: SourceFile) {
    self.entry = entry
    self.file = file
  }

  /// The shapes; the file is parsed when a map first asks, once for all documents of the run.
  /// - Throws: what reading TopoJSON or GeoJSON throws.
  func topology() throws(Failure) -> Topology {
    try parsed.value { () throws(Failure) in
      entry.kind == .geojson ? try Topology(decodingGeoJSON: try parseJSON(file, limits: .data)) : try Topology(reading: file)
    }
  }
}
