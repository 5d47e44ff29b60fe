package import Diagnostics
import Formats
package import Inputs

extension CellReading {
  static let names = ["boolean", "int", "integer", "number", "string", "text", "date"]

  /// Reads a name, a d3 form (`date:'%d %b %Y'`), or `{number: grouped}`, `{date: "%Y"}`.
  /// - Throws: `unknown-type` at the node.
  package init(decoding node: TreeNode) throws(Failure) {
    if let name = node.string {
      self = try Self.named(name, at: node.range)
    } else if let entry = node.entries?.first, node.entries?.count == 1 {
      self = try Self.nested(entry)
    } else {
      throw Failure(Diagnostic("unknown-type", at: node.range, "expected the type of a column, found \(node.phrase)"))
    }
  }

  private static func named(_ name: String, at range: SourceRange) throws(Failure) -> CellReading {
    switch name {
    case "boolean", "bool": return .boolean
    case "int", "integer": return .integer
    case "number": return .number
    case "string", "text": return .string
    case "date": return .date(format: nil)
    default: break
    }
    for start in ["date:", "utc:"] where name.hasPrefix(start) {
      let form = name.dropFirst(start.count)
      guard let quote = form.first, quote == "'" || quote == "\"", form.count >= 2, form.last == quote else { continue }
      return .date(format: String(form.dropFirst().dropLast()))
    }
    throw Failure(
      Diagnostic(
        "unknown-type", at: range, "unknown type \"\(name)\"",
        hint: didYouMean(name, among: names) ?? "known are " + names.joined(separator: ", ")))
  }

  private static func nested(_ entry: TreeEntry) throws(Failure) -> CellReading {
    if entry.key == "number", entry.value.string == "grouped" { return .groupedNumber }
    if entry.key == "date", let form = entry.value.string { return .date(format: form) }
    throw Failure(
      Diagnostic("unknown-type", at: entry.keyRange, "unknown type {\(entry.key): ...}", hint: "known are {number: grouped} and {date: \"%d %b %Y\"}"))
  }
}

extension Column {
  /// The column with each cell read anew, as Vega-Lite's `format.parse` does: what does not read is null, and so is the empty text.
  /// - Returns: the column, and the first row (from 0) that did not read.
  package func reread(as reading: CellReading) -> (column: Column, firstUnread: Int?) {
    var firstUnread: Int?
    let cells = (0..<count).map { row -> Value in
      let value = value(at: row)
      let read = Self.reread(value, as: reading)
      if read == nil, firstUnread == nil { firstUnread = row }
      return read ?? .null
    }
    var column = Column(name: name, values: cells)
    if reading == .number, column.type == .integer { column = Column(name: name, numbers: cells.map(\.number)) }
    column.label = label
    return (column, firstUnread)
  }

  /// Nil when the value does not read.
  private static func reread(_ value: Value, as reading: CellReading) -> Value? {
    if value.isNull || value == .string("") { return .null }
    switch reading {
    case .string: return .string(value.text)
    case .boolean:
      if case .string(let text) = value { return .bool(text != "false") }
      return .bool(value.isTruthy)
    case .integer, .number, .groupedNumber:
      if case .integer = value { return value }
      if case .string(let text) = value, reading == .groupedNumber { return grouped(text) }
      let x = value.toNumber
      return x.isNaN ? nil : .number(x)
    case .date(let format):
      if case .date = value { return value }
      if let format { return D3TimeParser(format)(value.text).map(Value.date) }
      if let x = value.number { return x.magnitude <= CivilDate.mostMilliseconds ? .date(x) : nil }
      return parseECMADate(value.text).map(Value.date)
    }
  }

  private static func grouped(_ text: String) -> Value? {
    var text = text
    let plain = text.withUTF8 { groupedDigits(trimmed($0)) }
    return plain.flatMap { plain in plain.withUnsafeBufferPointer { decimal($0) } }.map(Value.number)
  }
}
