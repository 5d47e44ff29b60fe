package import Diagnostics
package import Inputs

/// Reads a JSON text: an array of objects, or an object that has one at `property` (`hits.hits`).
/// - Throws: what `parseJSON` throws, and what `inlineTable` throws.
package func readRecords(_ file: SourceFile, name: String, property: String? = nil, findings: inout Findings) throws(Failure) -> Table {
  try inlineTable(try parseJSON(file, limits: .data), name: name, property: property)
}

/// Reads a text with one JSON object a line; blank lines are skipped.
/// - Throws: what `parseJSONLines` throws, and what `inlineTable` throws.
package func readRecordLines(_ file: SourceFile, name: String, findings: inout Findings) throws(Failure) -> Table {
  let lines = try parseJSONLines(file, limits: .data)
  return try inlineTable(TreeNode(.sequence(lines), at: SourceRange(file: file, start: 0, end: file.bytes.count)), name: name)
}

/// A table from a tree: a sequence of mappings, a single mapping (one row), or a sequence of plain values (column `data`).
///
/// The columns are all keys in the order they are first seen; a key that a row lacks is null there.
/// - Throws: `not-records`, `row-limit`, `column-limit`.
package func inlineTable(_ node: TreeNode, name: String, property: String? = nil) throws(Failure) -> Table {
  let root = try property.map { path throws(Failure) in try descend(node, path) } ?? node
  var reader = RecordReader()
  switch root.value {
  case .mapping: try reader.append(root)
  case .sequence(let elements):
    guard elements.count <= DataLimits.rows else {
      let message = "the list has \(elements.count) records, \(DataLimits.rows) are allowed"
      throw Failure(Diagnostic("row-limit", kind: .limit, at: root.range, message))
    }
    for element in elements { try reader.append(element) }
  case .null, .bool, .number, .string:
    throw Failure(Diagnostic("not-records", at: root.range, "expected a list of records, found \(root.phrase)"))
  }
  return reader.table(name: name, range: root.range)
}

/// The node at a path of keys and `[0]` indices.
private func descend(_ node: TreeNode, _ path: String) throws(Failure) -> TreeNode {
  var node = node
  let steps = path.split { $0 == "." || $0 == "[" || $0 == "]" }.map { $0.filter { $0 != "'" && $0 != "\"" } }
  for step in steps {
    if let next = node[step] {
      node = next
    } else if let index = Int(step), let elements = node.elements, elements.indices.contains(index) {
      node = elements[index]
    } else {
      let keys = node.entries?.map(\.key) ?? []
      throw Failure(
        Diagnostic("not-records", at: node.range, "there is no \"\(step)\" on the path \"\(path)\"", hint: didYouMean(step, among: keys)))
    }
  }
  return node
}

extension TreeNode {
  /// What the node is, in words.
  var phrase: String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// Gathers records by column.
private struct RecordReader {
  private var names: [String] = []
  private var indices: [String: Int] = [:]
  private var columns: [RecordColumn] = []
  private var spans: [RowSpan] = []
  private var origin: SourceFile?

  mutating func append(_ record: TreeNode) throws(Failure) {
    if case .mapping(let entries) = record.value {
      for (position, entry) in entries.enumerated() { try set(entry.key, entry.value, expected: position) }
    } else {
      try set("data", record, expected: 0)
    }
    origin = origin ?? record.range.file
    spans.append(
      RowSpan(start: UInt32(clamping: record.range.start), length: UInt32(clamping: record.range.end - record.range.start)))
  }

  /// Most records have the keys of the first in the same order, so the column is looked for at the key's own position first.
  private mutating func set(_ key: String, _ node: TreeNode, expected: Int) throws(Failure) {
    if expected < names.count, names[expected] == key { return columns[expected].set(node, row: spans.count) }
    if let index = indices[key] { return columns[index].set(node, row: spans.count) }
    guard names.count < DataLimits.columns else {
      throw Failure(
        Diagnostic("column-limit", kind: .limit, at: node.range, "the records have more than \(DataLimits.columns) different keys"))
    }
    indices[key] = names.count
    names.append(key)
    columns.append(RecordColumn())
    columns[names.count - 1].set(node, row: spans.count)
  }

  consuming func table(name: String, range: SourceRange) -> Table {
    let rows = spans.count
    let made = names.indices.map { columns[$0].column(named: names[$0], rows: rows) }
    var table = Table(name: name, columns: made, rowCount: rows, origin: origin, range: range)
    if origin != nil { table.rowSpans = spans }
    return table
  }
}

/// The cells of one key, with the digits that numbers were written with.
private struct RecordColumn {
  private var values: [Value] = []
  private var decimals: [UInt8] = []

  mutating func set(_ node: TreeNode, row: Int) {
    pad(to: row)
    values.append(Value(node))
    if case .number(let literal) = node.value {
      var text = literal.text
      decimals.append(text.withUTF8 { writtenDecimals($0) })
    } else {
      decimals.append(0)
    }
  }

  private mutating func pad(to rows: Int) {
    guard values.count < rows else { return }
    decimals.append(contentsOf: repeatElement(0, count: rows - values.count))
    values.append(contentsOf: repeatElement(.null, count: rows - values.count))
  }

  mutating func column(named name: String, rows: Int) -> Column {
    pad(to: rows)
    return Column(name: name, values: values).withDecimals(decimals)
  }
}

extension Column {
  /// A number column with the digits its cells were written with; any other column as it is.
  func withDecimals(_ counts: [UInt8]) -> Column {
    guard case .numbers(let cells, _) = storage else { return self }
    return Column(name: name, storage: .numbers(cells, decimals: Decimals(counts: counts)), nulls: nulls)
  }
}

extension Value {
  /// A tree as a value: whole numbers that fit 64 bits are integers, everything else is what it is.
  package init(_ node: TreeNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let literal): self = Value(literal)
    case .string(let text): self = .string(text)
    case .sequence(let elements): self = .list(elements.map(Value.init))
    case .mapping(let entries): self = .object(entries.map { ObjectField(name: $0.key, value: Value($0.value)) })
    }
  }

  /// `10` is an integer; `10.0`, `1e1` and `-0` are numbers.
  init(_ literal: NumberLiteral) {
    if let whole = Int64(literal.text), literal.text != "-0" { self = .integer(whole) } else { self = .number(literal.value) }
  }
}
