import Diagnostics
package import Inputs

/// Where a table comes from; each entry of `data` has exactly one of these keys.
package enum DataKind: String, CaseIterable, Sendable {
  case csv
  case tsv
  case json
  case ndjson
  case topojson
  case geojson
  case values
  case sql
  case pivot
  case sqlite
}

/// A named table of the report.
package struct DataEntry: Sendable {
  package var name = Name("")
  package var kind = DataKind.csv
  /// The path of a file, the name of a resource (`base/asia-pacific`), or the SQL text; nil for `values` and `pivot`.
  package var path: Name?
  /// The rows of `values`.
  package var values: TreeNode?
  package var pivot: PivotSpec?
  /// The object of a TopoJSON file.
  package var object: Name?
  /// The table of a SQLite file.
  package var table: Name?
  /// The types of columns: a name, or an option such as `{number: grouped}`.
  package var types: [Named<TreeNode>] = []
  /// The names of the columns, in place of those of the header.
  package var names: [Name] = []
  package var encoding: Name?
  /// Where the rows stand in a JSON file: `data.rows`.
  package var property: Name?
  /// True when the table has one row whose fields are used by name.
  package var isOne = false
  package var expect: ExpectSpec?
  package var node = TreeNode(.null)

  package init() {}

  static let record: Record<DataEntry> = Record(
    "data", "A table: one of csv, tsv, json, ndjson, topojson, geojson, values, sql, pivot, sqlite, and options.",
    make: { DataEntry() },
    [
      source(.csv, "A file of comma-separated values."), source(.tsv, "A file of tab-separated values."),
      source(.json, "A JSON file: a list of records."), source(.ndjson, "A file with one JSON record a line."),
      source(.topojson, "A TopoJSON file, or a built-in map such as base/asia-pacific."), source(.geojson, "A GeoJSON file."),
      Field("sql", optional: \.path, .named("an SQL query"), "A query over the named tables: SELECT in SQLite's SQL; parameters are :name."),
      source(.sqlite, "A SQLite file; see table."),
      Field("values", optional: \.values, .tree, "The rows themselves: a list of records or values."),
      Field("pivot", optional: \.pivot, nested(PivotSpec.record), "A cross table of another one."),
      Field("object", optional: \.object, .name, "The object of a TopoJSON file."),
      Field("table", optional: \.table, .name, "The table or view of a SQLite file; may be absent when it has one."),
      Field("types", \.types, Specs.named(.tree), "The types of columns: int, number, string, bool, date, {number: grouped}, or {date: \"%d %b %Y\"}."),
      Field("names", \.names, list(.name), "The names of the columns, in place of the header's."),
      Field("encoding", optional: \.encoding, .name, "The encoding of the file when it is not UTF-8: cp949."),
      Field("property", optional: \.property, .name, "Where the rows stand in a JSON file: data.rows."),
      Field("one", \.isOne, .bool, "One row, usable in text as name.column."),
      Field("expect", optional: \.expect, nested(ExpectSpec.record), "Tests that the rows must pass."),
    ])

  private static func source(_ kind: DataKind, _ doc: String) -> Field<DataEntry> {
    Field(kind.rawValue, optional: \.path, .path, doc)
  }
}

/// A cross table: a row for each combination of `rows`, a column for each combination of the values of `cols`.
package struct PivotSpec: Sendable {
  package enum Fold: String, CaseIterable, Sendable {
    case sum, mean, min, max, count, first, last
  }

  package var from = Name("")
  package var rows: [Name] = []
  package var columns: [Name] = []
  package var values: [Name] = []
  package var fold: Fold?

  package init() {}

  static let record: Record<PivotSpec> = Record(
    "pivot", "A cross table; rows and columns in the order in which their values first appear.", make: { PivotSpec() },
    [
      Field("from", \.from, .name, required: true, "The table it is made from."),
      Field("rows", \.rows, oneOrMore(.name), "The columns whose values make the rows; one row when it is absent."),
      Field("cols", \.columns, oneOrMore(.name), required: true, "The columns whose values, joined by _, become the names of columns."),
      Field(
        "value", \.values, oneOrMore(.name), required: true,
        "The column of the values; with several, its name stands first: value_2018."),
      Field("fn", optional: \.fold, .choice, "What is done with several values for one cell; the sum of numbers when it is absent."),
    ])
}

/// Tests of a table that fail the build and show the row.
package struct ExpectSpec: Sendable {
  package var rows: Int?
  package var leastRows: Int?
  package var mostRows: Int?
  package var unique: [Name] = []
  package var notNull: [Name] = []
  package var columns: [Name] = []
  /// Expressions that every row must make true.
  package var each: [Name] = []

  package init() {}

  static let record: Record<ExpectSpec> = Record(
    "expect", "Tests that the rows must pass.", make: { ExpectSpec() },
    [
      Field("rows", optional: \.rows, .integer(0...5_000_000), "The number of rows."),
      Field("min_rows", optional: \.leastRows, .integer(0...5_000_000), "The least number of rows."),
      Field("max_rows", optional: \.mostRows, .integer(0...5_000_000), "The greatest number of rows."),
      Field("unique", \.unique, oneOrMore(.name), "Columns whose values together occur once."),
      Field("not_null", \.notNull, oneOrMore(.name), "Columns without a missing value."),
      Field("columns", \.columns, oneOrMore(.name), "Columns that must be there."),
      Field("each", \.each, oneOrMore(.expression), "Expressions that every row must make true."),
    ])
}

extension Reader where Value == [DataEntry] {
  static var dataEntries: Reader {
    Specs.named(Reader<DataEntry>.dataEntry).map { entries in
      entries.map { entry in
        var source = entry.value
        source.name = entry.name
        return source
      }
    }
  }
}

extension Reader where Value == DataEntry {
  static var dataEntry: Reader {
    Reader("a mapping such as {csv: data/trade.csv}", schema: { book in .anyOf([DataEntry.record.schema(in: &book), .string]) }) {
      node, findings in
      node.string.map { fileEntry($0, node, &findings) } ?? recordEntry(node, &findings)
    }
  }
}

/// `data/trade.csv` alone: the kind by its suffix.
private func fileEntry(_ path: String, _ node: TreeNode, _ findings: inout Findings) -> DataEntry? {
  let suffix = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
  if refuseSpreadsheet(path, node, &findings) { return nil }
  guard let kind = DataKind(rawValue: suffix), kind != .values, kind != .sql, kind != .pivot else {
    findings.error(
      "unknown-data-kind", at: node.range, "the kind of \"\(path.prefix(60))\" is not known by its name",
      hint: "write {csv: \(path.prefix(60))}")
    return nil
  }
  var entry = DataEntry()
  entry.kind = kind
  entry.path = Name(path, at: node.range)
  entry.node = node
  return entry
}

private func recordEntry(_ node: TreeNode, _ findings: inout Findings) -> DataEntry? {
  guard let entries = node.entries else {
    findings.wrongType(node, "a mapping such as {csv: data/trade.csv}")
    return nil
  }
  let kinds = entries.filter { DataKind(rawValue: $0.key) != nil }
  guard let first = kinds.first, kinds.count == 1, let kind = DataKind(rawValue: first.key) else {
    noSingleKind(entries, kinds, node, &findings)
    return nil
  }
  guard var entry = DataEntry.record.decode(node, &findings) else { return nil }
  refuseIdleKeys(entries, kind, &findings)
  if let path = entry.path, kind != .sql, refuseSpreadsheet(path.text, first.value, &findings) { return nil }
  entry.kind = kind
  entry.node = node
  return entry
}

/// Options that the kind does not have are errors: they would be without effect.
private func refuseIdleKeys(_ entries: [TreeEntry], _ kind: DataKind, _ findings: inout Findings) {
  for entry in entries where !entry.value.isNull {
    guard let kinds = kinds(takingOption: entry.key), !kinds.contains(kind) else { continue }
    findings.error(
      "idle-key", at: entry.keyRange, "\"\(entry.key)\" has no effect on \(kind.rawValue) data",
      hint: "it goes with \(kinds.map(\.rawValue).joined(separator: ", "))")
  }
}

/// The kinds of data that an option belongs to; nil for keys that are no option.
private func kinds(takingOption key: String) -> [DataKind]? {
  switch key {
  case "object": [.topojson]
  case "table": [.sqlite]
  case "names": [.csv, .tsv]
  case "encoding": [.csv, .tsv, .json, .ndjson]
  case "property": [.json]
  case "types", "one", "expect": DataKind.allCases.filter { $0 != .topojson && $0 != .geojson }
  default: nil
  }
}

private func noSingleKind(_ entries: [TreeEntry], _ kinds: [TreeEntry], _ node: TreeNode, _ findings: inout Findings) {
  let names = DataKind.allCases.map(\.rawValue)
  if kinds.count > 1 {
    let found = kinds.map(\.key).joined(separator: " and ")
    findings.error("two-kinds", at: kinds[1].keyRange, "a table comes from one source; found \(found)")
    return
  }
  let known = DataEntry.record.fields.map(\.name)
  if let odd = entries.first(where: { !known.contains($0.key) }) {
    findings.error(
      "unknown-data-kind", at: odd.keyRange, "unknown kind of data \"\(odd.key)\"",
      hint: didYouMean(odd.key, among: names) ?? "known are \(names.joined(separator: ", "))")
  } else {
    findings.error("missing-key", at: node.range, "the table has no source", hint: "give one of \(names.joined(separator: ", "))")
  }
}

private func refuseSpreadsheet(_ path: String, _ node: TreeNode, _ findings: inout Findings) -> Bool {
  guard path.lowercased().hasSuffix(".xlsx") || path.lowercased().hasSuffix(".xls") else { return false }
  findings.error(
    "spreadsheet", at: node.range, "\"\(path.prefix(60))\" is a spreadsheet, which is not read",
    hint: "save the sheet as CSV (UTF-8) and name that file")
  return true
}
