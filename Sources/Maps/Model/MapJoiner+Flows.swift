import DataTables
import Diagnostics
import Geo

/// One end of a flow: a row of its table.
struct FlowRow: Sendable {
  var key: String
  /// The feature or the group of that id.
  var feature: Int?
  var group: Int?
  /// Nil for thin lines without a value.
  var value: Double?
  var range: SourceRange
}

extension MapJoiner {
  /// The rows of the flows' table with the feature or group of each.
  ///
  /// - Throws: what the sources throw. Rows that match nothing are findings.
  mutating func flowRows(_ features: [MapFeature], _ sources: any MapSources) throws(Failure) -> [FlowRow] {
    guard let flows = settings.flows else { return [] }
    let table = try sources.table(named: flows.table.text, at: flows.table.range)
    guard let keys = column(flows.column, of: table) else { return [] }
    var values: Column?
    if let name = flows.value {
      values = column(name, of: table)
      if values == nil { return [] }
    }
    var rows: [FlowRow] = []
    for row in 0..<table.rowCount {
      let key = keys.isNull(at: row) ? "" : keys.text(at: row)
      let group = settings.groups.firstIndex { $0.id.text == key }
      let feature = group == nil ? features.firstIndex { $0.code == key } : nil
      guard group != nil || feature != nil else {
        lostFlow(key, table, row, features)
        continue
      }
      let value = values.flatMap { $0.number(at: row) }
      if values != nil, value == nil || (value ?? 0) < 0 {
        findings.error(
          "no-flow-value", at: table.range(ofRow: row), "row \(row + 1) of \"\(table.name)\", \"\(key)\", has no value that a width can show",
          hint: "leave the row out of the data, or give it a number that is not negative")
        continue
      }
      rows.append(FlowRow(key: key, feature: feature, group: group, value: value, range: table.range(ofRow: row)))
    }
    return rows
  }

  private mutating func lostFlow(_ key: String, _ table: Table, _ row: Int, _ features: [MapFeature]) {
    let known = settings.groups.map(\.id.text) + features.map(\.code).filter { gazetteer.places[$0] != nil }
    findings.error(
      "unmatched-row", at: table.range(ofRow: row),
      key.isEmpty
        ? "row \(row + 1) of \"\(table.name)\" has no code, so the map cannot show it"
        : "row \(row + 1) of \"\(table.name)\", \"\(key)\", matches no feature and no group of the map", hint: didYouMean(key, among: known))
  }

  /// Columns that labels ask for and no table of the map has.
  mutating func checkLabels(_ sources: any MapSources) {
    let names = settings.lookups.map(\.table) + [settings.symbols?.table].compactMap { $0 }
    var tables: [Table] = []
    for name in names { if let table = try? sources.table(named: name.text, at: name.range) { tables.append(table) } }
    let known = tables.flatMap(\.columnNames)
    for key in [settings.labels.name, settings.labels.value].compactMap({ $0 }) where !known.contains(key.text) {
      findings.error("unknown-column", at: key.range, "no table of the map has a column \"\(key.text)\"", hint: didYouMean(key.text, among: known))
    }
  }

  /// Ids that groups, anchors, flows and rings name and the map does not have.
  mutating func checkNames(_ features: [MapFeature]) {
    let codes = features.map(\.code)
    func check(_ key: MapSettings.Key, _ what: String, among known: [String]) {
      guard !known.contains(key.text) else { return }
      findings.error(
        "unknown-feature", at: key.range, "\(what) names \"\(key.text)\", which the map does not have",
        hint: didYouMean(key.text, among: known.filter { gazetteer.places[$0] != nil }) ?? didYouMean(key.text, among: known))
    }
    for group in settings.groups { for id in group.ids { check(id, "a group", among: codes) } }
    for (id, _) in settings.anchors { check(id, "anchors", among: codes) }
    let cities = gazetteer.places.values.filter { $0.capital != nil }.map(\.iso3).sorted()
    if let flows = settings.flows {
      check(flows.from, "from", among: cities)
      for id in flows.subject { check(id, "subject", among: codes + settings.groups.map(\.id.text)) }
    }
    if let rings = settings.rings { check(rings.around, "around", among: cities) }
    if settings.edition != "neutral", !gazetteer.waters.contains(where: { $0.edition == settings.edition }) {
      findings.warning("unused-key", at: settings.range, "the edition \"\(settings.edition)\" has no names of its own, so the map is the neutral one")
    }
    if case .only(let list) = settings.countries { for id in list { check(id, "countries", among: codes) } }
    if case .only(let list) = settings.waters { for id in list { check(id, "waters", among: gazetteer.waters.map(\.english)) } }
    if let classes = settings.color?.names, !classes.isEmpty {
      for (id, _) in settings.legend.names + settings.legend.notes { check(id, "the legend", among: classes) }
    }
  }
}
