import DataTables
import Diagnostics
import Inputs
import Queries
import Specs

/// The table of an entry that names a file or holds its rows.
/// - Throws: what the loader and the reader of the kind throw.
func readTable(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> Table {
  let name = entry.name.text
  var findings = Findings()
  var table: Table
  switch entry.kind {
  case .csv, .tsv:
    table = try readDelimited(
      try loadText(entry, loader: loader), name: name, options: try delimitedOptions(entry), findings: &findings)
  case .json:
    table = try readRecords(try loadText(entry, loader: loader), name: name, property: entry.property?.text, findings: &findings)
  case .ndjson: table = try readRecordLines(try loadText(entry, loader: loader), name: name, findings: &findings)
  case .sqlite: table = try readSQLite(entry, loader: loader)
  case .values, .topojson, .geojson, .sql, .pivot:
    table = try inlineTable(entry.values ?? TreeNode(.sequence([]), at: entry.name.range), name: name)
  }
  try findings.check()
  if table.range.file == nil { table.range = entry.name.range }
  // The reader of delimited texts applies the types itself.
  return entry.kind == .csv || entry.kind == .tsv ? table : try table.reading(try statedTypes(entry))
}

private func path(of entry: DataEntry) throws(Failure) -> Name {
  if let path = entry.path { return path }
  throw Failure(Diagnostic("missing-key", at: entry.name.range, "\"\(entry.name.text)\" names no file"))
}

private func loadText(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> SourceFile {
  let path = try path(of: entry)
  guard let encoding = entry.encoding else { return try loader.loadText(path.text, at: path.range, limit: InputLimits.dataBytes) }
  let file = try loader.load(path.text, at: path.range, limit: InputLimits.dataBytes)
  return try decodeText(file, encoding: encoding.text, at: encoding.range)
}

private func delimitedOptions(_ entry: DataEntry) throws(Failure) -> DelimitedOptions {
  var options = entry.kind == .tsv ? DelimitedOptions.tsv : .csv
  if !entry.names.isEmpty { options.names = entry.names.map(\.text) }
  options.types = try statedTypes(entry)
  return options
}

/// The types that the entry states for columns.
func statedTypes(_ entry: DataEntry) throws(Failure) -> [StatedType] {
  var types: [StatedType] = []
  for type in entry.types {
    let reading = try CellReading(decoding: type.value)
    types.append(StatedType(column: type.name.text, reading: reading, range: type.name.range))
  }
  return types
}

private func readSQLite(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> Table {
  let path = try path(of: entry)
  let file = try loader.load(path.text, at: path.range, limit: InputLimits.dataBytes)
  for suffix in ["-wal", "-journal"] { try refuseJournal(path, suffix, loader: loader) }
  let reference = entry.table.map { ColumnReference($0.text, at: $0.range) }
  return try SQLiteFile(file, at: path.range).table(reference, name: entry.name.text)
}

/// Rows that stand only in a journal beside the file would be missing without a word.
private func refuseJournal(_ path: Name, _ suffix: String, loader: ResourceLoader) throws(Failure) {
  do {
    let journal = try loader.load(path.text + suffix, at: path.range, limit: InputLimits.dataBytes)
    // SQLite may leave a journal with zeros at its beginning when it is done with it.
    if journal.bytes.first ?? 0 == 0 { return }
  } catch {
    if error.diagnostics.first?.id == "missing-file" { return }
  }
  throw Failure(
    Diagnostic(
      "bad-sqlite", at: path.range, "\"\(path.text)\" has changes that stand only in \"\(path.text)\(suffix)\"",
      hint: "close the program that writes the file, or copy it with VACUUM INTO"))
}

/// Built-in maps are named without a suffix (`base/asia-pacific`); everything else is a file beneath the root.
func loadShapes(_ entry: DataEntry, loader: ResourceLoader) throws(Failure) -> SourceFile {
  guard let path = entry.path else { throw Failure(Diagnostic("missing-key", at: entry.name.range, "the map names no file")) }
  let isBuiltIn = path.text.hasPrefix("base/") && !path.text.hasSuffix(".json") && !path.text.hasSuffix(".topojson")
  return isBuiltIn
    ? try loader.resource("layouts/\(path.text).topojson", at: path.range, limit: InputLimits.dataBytes)
    : try loader.loadText(path.text, at: path.range, limit: InputLimits.dataBytes)
}
