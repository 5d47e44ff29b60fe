import DataTables
import Diagnostics
import Inputs
import Specs

/// Reads every data entry of a spec. What cannot be read is a finding; the others are still read, so that one run reports all.
func bindData(_ entries: [DataEntry], loader: ResourceLoader, findings: inout Findings) -> BoundData {
  var bound = BoundData()
  for entry in entries {
    switch entry.kind {
    case .csv, .tsv, .json, .ndjson, .values:
      guard let table = findings.attempt({ () throws(Failure) in try readTable(entry, loader: loader) }) else { continue }
      check(table, against: entry, findings: &findings)
      bound.tables.append(table)
      if entry.isOne { bound.records.insert(table.name) }
    case .topojson:
      guard let file = findings.attempt({ () throws(Failure) in try loadShapes(entry, loader: loader) }) else { continue }
      bound.shapes.append(ShapeSource(entry: entry, file: file))
    case .geojson, .sql, .pivot, .sqlite:
      findings.error(
        "not-available", at: entry.name.range, "\(entry.kind.rawValue) data is not available in this version",
        hint: entry.kind == .geojson ? "convert the file to TopoJSON" : "write the rows to a CSV file")
    }
  }
  return bound
}

private func readTable(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> Table {
  let name = entry.name.text
  if entry.kind == .values {
    return try inlineTable(entry.values ?? TreeNode(.sequence([]), at: entry.name.range), name: name)
  }
  guard let path = entry.path else { throw Failure(Diagnostic("missing-key", at: entry.name.range, "\"\(name)\" names no file")) }
  let file = try loadTable(path, entry: entry, loader: loader)
  var findings = Findings()
  var table: Table
  switch entry.kind {
  case .tsv, .csv: table = try readDelimited(file, name: name, options: try delimitedOptions(entry), findings: &findings)
  case .json: table = try readRecords(file, name: name, property: entry.property?.text, findings: &findings)
  case .ndjson: table = try readRecordLines(file, name: name, findings: &findings)
  case .values, .topojson, .geojson, .sql, .pivot, .sqlite: table = Table(name: name, columns: [], rowCount: 0)
  }
  try findings.check()
  if table.range.file == nil { table.range = entry.name.range }
  return table
}

private func loadTable(_ path: Name, entry: DataEntry, loader: ResourceLoader) throws(Failure) -> SourceFile {
  guard let encoding = entry.encoding else { return try loader.loadText(path.text, at: path.range, limit: InputLimits.dataBytes) }
  let file = try loader.load(path.text, at: path.range, limit: InputLimits.dataBytes)
  return try decodeText(file, encoding: encoding.text, at: encoding.range)
}

private func delimitedOptions(_ entry: DataEntry) throws(Failure) -> DelimitedOptions {
  var options = entry.kind == .tsv ? DelimitedOptions.tsv : .csv
  if !entry.names.isEmpty { options.names = entry.names.map(\.text) }
  for type in entry.types {
    let reading = try CellReading(decoding: type.value)
    options.types.append(StatedType(column: type.name.text, reading: reading, range: type.name.range))
  }
  return options
}

/// Built-in maps are named without a suffix (`base/asia-pacific`); everything else is a file beneath the root.
private func loadShapes(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> SourceFile {
  guard let path = entry.path else { throw Failure(Diagnostic("missing-key", at: entry.name.range, "the map names no file")) }
  let isBuiltIn = path.text.hasPrefix("base/") && !path.text.hasSuffix(".json") && !path.text.hasSuffix(".topojson")
  return isBuiltIn
    ? try loader.resource("layouts/\(path.text).topojson", at: path.range, limit: InputLimits.dataBytes)
    : try loader.loadText(path.text, at: path.range, limit: InputLimits.dataBytes)
}

/// The row counts that `expect` asks for, and `one: true`.
private func check(_ table: Table, against entry: DataEntry, findings: inout Findings) {
  func fail(_ text: String) { findings.error("expectation", at: entry.name.range, "\"\(table.name)\" \(text)") }
  if entry.isOne, table.rowCount != 1 { fail("has \(table.rowCount) rows; one: true expects a single one") }
  guard let expected = entry.expect else { return }
  if let rows = expected.rows, rows != table.rowCount { fail("has \(table.rowCount) rows; \(rows) are expected") }
  if let least = expected.leastRows, table.rowCount < least { fail("has \(table.rowCount) rows; at least \(least) are expected") }
  if let most = expected.mostRows, table.rowCount > most { fail("has \(table.rowCount) rows; at most \(most) are expected") }
  for name in expected.columns + expected.unique + expected.notNull where table.column(named: name.text) == nil {
    findings.error(
      "unknown-column", at: name.range, "\"\(table.name)\" has no column \"\(name.text)\"",
      hint: didYouMean(name.text, among: table.columnNames))
  }
  for name in expected.notNull {
    guard let column = table.column(named: name.text) else { continue }
    for row in 0..<table.rowCount where column.isNull(at: row) {
      findings.error("expectation", at: table.range(ofRow: row), "\"\(name.text)\" has no value in row \(row + 1) of \"\(table.name)\"")
      break
    }
  }
  checkUnique(expected.unique, in: table, findings: &findings)
}

private func checkUnique(_ names: [Name], in table: Table, findings: inout Findings) {
  let columns = names.compactMap { table.column(named: $0.text) }
  guard !columns.isEmpty, columns.count == names.count else { return }
  var seen: Set<[Value]> = []
  for row in 0..<table.rowCount where !seen.insert(columns.map { $0.value(at: row) }).inserted {
    let key = columns.map { $0.text(at: row) }.joined(separator: ", ")
    findings.error("expectation", at: table.range(ofRow: row), "\(key) occurs again in row \(row + 1) of \"\(table.name)\"")
    return
  }
}
