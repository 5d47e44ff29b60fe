import DataTables
import Diagnostics
import Geo
import Inputs

/// Finds the feature of each row, and says which rows have none: no row is lost in silence.
struct MapJoiner {
  let settings: MapSettings
  let source: [TopologyFeature]
  let gazetteer: Gazetteer
  var findings = Findings()

  init(settings: MapSettings, source: [TopologyFeature], gazetteer: Gazetteer) {
    self.settings = settings
    self.source = source
    self.gazetteer = gazetteer
  }

  mutating func join(_ features: inout [MapFeature], _ sources: any MapSources) throws(Failure) {
    for lookup in settings.lookups {
      let table = try sources.table(named: lookup.table.text, at: lookup.table.range)
      guard let column = column(lookup.column, of: table) else { continue }
      for field in lookup.fields where table.column(named: field.text) == nil { _ = self.column(field, of: table) }
      let places = index(by: lookup.feature.text)
      if places.isEmpty {
        noProperty(lookup.feature)
        continue
      }
      for row in 0..<table.rowCount {
        let key = column.isNull(at: row) ? "" : column.text(at: row)
        guard let found = places[key] else {
          lost(key, table, row, places)
          continue
        }
        let joined = joinedRow(table, row, key)
        for i in found { features[i].row = joined }
      }
    }
    checkField(sources)
    if settings.lookups.isEmpty { joinOwnProperties(&features) }
    try joinSymbols(&features, sources)
    checkLabels(sources)
  }

  private func index(by path: String) -> [String: [Int]] {
    var places: [String: [Int]] = [:]
    for (i, feature) in source.enumerated() {
      if let key = feature.value(at: path)?.keyText { places[key, default: []].append(i) }
    }
    return places
  }

  /// The features cannot be told apart by what the lookup names: one finding, not one for each row.
  private mutating func noProperty(_ key: MapSettings.Key) {
    let names = ["id"] + (source.first?.properties.map(\.key) ?? [])
    let short = key.text.hasPrefix("properties.") ? String(key.text.dropFirst("properties.".count)) : key.text
    findings.error(
      "unknown-property", at: key.range, "no feature of the map has \"\(key.text)\"",
      hint: didYouMean(short, among: names) ?? "they have \(names.joined(separator: ", "))")
  }

  mutating func column(_ key: MapSettings.Key, of table: Table) -> Column? {
    if let column = table.column(named: key.text) { return column }
    findings.error(
      "unknown-column", at: key.range, "the table \"\(table.name)\" has no column \"\(key.text)\"",
      hint: didYouMean(key.text, among: table.columnNames) ?? "it has \(table.columnNames.prefix(12).joined(separator: ", "))")
    return nil
  }

  private func joinedRow(_ table: Table, _ row: Int, _ key: String) -> JoinedRow {
    let field = settings.color?.field.text
    let column = field.flatMap { table.column(named: $0) }
    let isNames = settings.color?.kind == .ordinal
    let text = column.flatMap { isNames && !$0.isNull(at: row) ? $0.text(at: row) : nil }
    return JoinedRow(table: table, index: row, key: key, number: isNames ? nil : column?.number(at: row), text: text)
  }

  private mutating func lost(_ key: String, _ table: Table, _ row: Int, _ places: [String: [Int]]) {
    if settings.outside.contains(where: { $0.text == key }) { return }
    // The row may name its country in another column; else the codes of the name table are likelier than far islands'.
    let words = [key] + table.columns.map { $0.isNull(at: row) ? "" : $0.text(at: row) }
    let named = gazetteer.places.values.filter { words.contains($0.english) || words.contains($0.korean) }.min { $0.iso3 < $1.iso3 }
    let codes = places.keys.sorted()
    let near = didYouMean(key, among: codes.filter { gazetteer.places[$0] != nil }) ?? didYouMean(key, among: codes)
    let hint = named.map { "the code of \($0.english) is \"\($0.iso3)\"" } ?? near
    findings.error(
      "unmatched-row", at: table.range(ofRow: row),
      key.isEmpty
        ? "row \(row + 1) of \"\(table.name)\" has no code, so the map cannot show it"
        : "row \(row + 1) of \"\(table.name)\", \"\(key)\", matches no feature of the map", hint: hint)
  }

  /// A color field that no joined table has.
  private mutating func checkField(_ sources: any MapSources) {
    guard let color = settings.color, !settings.lookups.isEmpty else { return }
    let fields = settings.lookups.flatMap { $0.fields.map(\.text) }
    if !fields.contains(color.field.text) {
      findings.error(
        "unknown-field", at: color.field.range, "the lookup brings no field \"\(color.field.text)\"",
        hint: didYouMean(color.field.text, among: fields) ?? "it brings \(fields.joined(separator: ", "))")
    }
  }

  /// Without a lookup the color shows a property of the features themselves.
  private func joinOwnProperties(_ features: inout [MapFeature]) {
    guard let color = settings.color else { return }
    for (i, feature) in source.enumerated() {
      guard let node = feature.value(at: color.field.text), let text = node.keyText else { continue }
      let table = Table(name: "properties", columns: [], rowCount: 0, range: feature.range)
      let isNames = color.kind == .ordinal
      features[i].row = JoinedRow(table: table, index: 0, key: features[i].code, number: isNames ? nil : node.number, text: isNames ? text : nil)
    }
  }

  private mutating func joinSymbols(_ features: inout [MapFeature], _ sources: any MapSources) throws(Failure) {
    guard let symbols = settings.symbols else { return }
    guard let name = symbols.table ?? settings.lookups.first?.table, let key = symbols.column ?? settings.lookups.first?.column,
      let value = symbols.isHalves ? symbols.left : symbols.value
    else {
      findings.error("missing-key", at: settings.range, "symbols need from, key and value (or left and right)")
      return
    }
    let table = try sources.table(named: name.text, at: name.range)
    guard let codes = column(key, of: table), let left = column(value, of: table) else { return }
    var right: Column?
    if let name = symbols.right {
      right = column(name, of: table)
      if right == nil { return }
    }
    let places = index(by: settings.lookups.first?.feature.text ?? "id")
    for row in 0..<table.rowCount {
      let code = codes.isNull(at: row) ? "" : codes.text(at: row)
      guard let i = places[code]?.first else {
        lost(code, table, row, places)
        continue
      }
      guard let a = left.number(at: row), a >= 0 else { continue }
      let b = right.map { max(0, $0.number(at: row) ?? 0) }
      features[i].symbol = SymbolValue(
        left: a, right: b, key: code, label: try label(of: a + (b ?? 0), table, row), range: table.range(ofRow: row))
    }
  }

  /// The printed total when `labels.value` names its column, else the sum of the parts.
  private func label(of sum: Double, _ table: Table, _ row: Int) throws(Failure) -> String {
    let printed = settings.labels.value.flatMap { table.column(named: $0.text) }
    let number = printed.flatMap { $0.number(at: row) }
    if let printed, number == nil, !printed.isNull(at: row) { return printed.text(at: row) }
    let format = try ValueFormat(settings.labels.format, values: [0.1], language: settings.language)
    return format(number ?? sum)
  }

  /// Marks what `fit`, `focus` and `outside` name.
  mutating func mark(_ features: inout [MapFeature]) {
    let codes = features.map(\.code)
    func each(_ keys: [MapSettings.Key], _ what: String, _ set: (inout MapFeature) -> Void) {
      for key in keys {
        let found = features.indices.filter { features[$0].code == key.text }
        if found.isEmpty {
          findings.error("unknown-feature", at: key.range, "\(what) names \"\(key.text)\", which the map does not have", hint: didYouMean(key.text, among: codes))
        }
        for i in found { set(&features[i]) }
      }
    }
    each(settings.fit, "fit") { $0.isFitted = true }
    each(settings.focus, "focus") { $0.isFocus = true }
    each(settings.outside, "outside") { $0.isOutside = true }
    each(settings.labels.features, "labels") { _ in }
    if settings.fit.isEmpty {
      let isFocused = !settings.focus.isEmpty && settings.color == nil && settings.symbols == nil
      let grouped = Set(settings.groups.flatMap { $0.ids.map(\.text) })
      let hasData = features.contains(where: \.carriesData)
      for i in features.indices {
        let isShown = hasData ? features[i].carriesData : grouped.contains(features[i].code)
        features[i].isFitted = !features[i].isOutside && (isFocused ? features[i].isFocus : isShown)
      }
    }
  }
}
