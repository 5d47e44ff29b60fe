import DataTables
import Diagnostics
import Formats
import Inputs

extension Compilation {
  /// The rows that a `data` node names, with what `format.parse` says applied.
  func frame(of node: TreeNode) throws(Failure) -> Frame {
    if let name = node.string { return try named(name, at: node.range) }
    var result: Frame
    if let values = node["values"] {
      result = try inlineRows(values, format: node["format"])
    } else if let url = node["url"] {
      result = try remoteRows(url, node)
    } else if let sequence = node["sequence"] {
      result = try sequenceRows(sequence)
    } else if node["graticule"] != nil || node["sphere"] != nil {
      return globeRows(node)
    } else if let name = node["name"], let text = name.string {
      result = try named(text, at: name.range)
    } else {
      throw Failure(Diagnostic("no-data", at: node.range, "data needs one of values, url, name, sequence, graticule, sphere"))
    }
    if let parse = node["format"]?["parse"], let entries = parse.entries {
      for entry in entries { applyParse(entry.value.string ?? "", to: entry.key, &result) }
    }
    return result
  }

  private func named(_ name: String, at range: SourceRange) throws(Failure) -> Frame {
    if let values = datasets?[name] { return try cached("dataset:\(name)") { () throws(Failure) in try self.inlineRows(values, format: nil) } }
    if let (topology, object) = try tables.shapes(named: name, at: range) {
      return try cached("shapes:\(name)") { () throws(Failure) in try self.rows(of: topology, object, at: range) }
    }
    return try cached("table:\(name)") { () throws(Failure) in Frame(try self.tables.table(named: name, at: range)) }
  }

  private func inlineRows(_ node: TreeNode, format: TreeNode?) throws(Failure) -> Frame {
    let type = format?["type"]?.string
    if let text = node.string {
      let file = SourceFile(name: "values", text: text)
      if type == "json" { return try inlineRows(try parseJSON(file, limits: .data), format: format?["property"].map { .map(["property": $0]) }) }
      var options = type == "tsv" ? DelimitedOptions.tsv : DelimitedOptions.csv
      if let byte = format?["delimiter"]?.string?.utf8.first { options.separator = byte }
      options.missing = []
      return Frame(try readDelimited(file, name: "values", options: options, findings: &findings))
    }
    var rows = node
    for step in fieldPath(format?["property"]?.string ?? "") where !step.isEmpty { rows = rows[step] ?? rows }
    let list = rows.elements ?? [rows]
    guard list.count <= ChartLimits.rows else { throw tooMany(list.count, at: node.range) }
    return Frame(rows: list.map { Value($0) })
  }

  private func remoteRows(_ url: TreeNode, _ node: TreeNode) throws(Failure) -> Frame {
    guard let text = url.string else { throw Failure(Diagnostic("wrong-type", at: url.range, "url must be text")) }
    let suffix = text.split(separator: ".").last.map { String($0).lowercased() } ?? ""
    let type = node["format"]?["type"]?.string ?? (["csv", "tsv", "dsv", "topojson"].contains(suffix) ? suffix : "json")
    let property = node["format"]?["property"]?.string
    if type == "topojson" {
      let format = node["format"]
      return try cached("url:\(text):\(format.map { Value($0).shown } ?? "")") { () throws(Failure) in
        try self.topologyRows(try self.tables.tree(url: text, at: url.range), format, at: url.range)
      }
    }
    let keepsText = !(node["format"]?["parse"] == nil && options.isStrict)
    let format = ChartDataFormat(type: type, delimiter: node["format"]?["delimiter"]?.string, property: property, keepsText: keepsText)
    return try cached("url:\(text):\(type):\(property ?? "")") { () throws(Failure) in
      Frame(try self.tables.table(url: text, format: format, at: url.range))
    }
  }

  private func sequenceRows(_ node: TreeNode) throws(Failure) -> Frame {
    let start = number(node["start"]) ?? 0, stop = number(node["stop"]) ?? 0, step = number(node["step"]) ?? 1
    let count = step == 0 ? 0 : ((stop - start) / step).rounded(.up)
    guard count.isFinite, count <= Double(ChartLimits.rows) else { throw tooMany(ChartLimits.rows, at: node.range) }
    let values = (0..<max(0, Int(exactly: count) ?? 0)).map { Value.number(start + Double($0) * step) }
    return Frame(names: [node["as"]?.string ?? "data"], columns: [values])
  }

  private func tooMany(_ count: Int, at range: SourceRange) -> Failure {
    Failure(Diagnostic("too-many-rows", kind: .limit, at: range, "\(count) rows are more than the limit of \(ChartLimits.rows)"))
  }

  /// `number`, `boolean`, `string`, `date`, `date:'%Y'`.
  func applyParse(_ what: String, to field: String, _ frame: inout Frame) {
    guard frame.has(field) else { return }
    let column = frame[field]
    if what == "number" { frame[field] = column.map(parsedNumber) }
    if what == "boolean" { frame[field] = column.map { $0.isNull ? .null : .bool($0.isTruthy && $0 != .string("false")) } }
    if what == "string" { frame[field] = column.map { $0.isNull ? .null : .string($0.shown) } }
    if what.hasPrefix("date") || what.hasPrefix("utc") {
      let pattern = what.split(separator: ":", maxSplits: 1).dropFirst().first.map { $0.filter { $0 != "'" && $0 != "\"" } }
      frame[field] = column.map { parsedDate($0, pattern: pattern) }
    }
  }

  /// A number that may be `{expr: ...}`.
  func number(_ node: TreeNode?) -> Double? {
    guard let node else { return nil }
    if let text = node["expr"]?.string ?? node["signal"]?.string { return constant(text, at: node.range)?.finite }
    return node.number
  }
}

/// Vega's `toNumber`: null and blank text are null.
func parsedNumber(_ value: Value) -> Value {
  switch value {
  case .null, .string(""): .null
  default: .number(value.coerced)
  }
}

/// Vega's `toDate` in UTC: numbers are milliseconds.
func parsedDate(_ value: Value, pattern: String? = nil) -> Value {
  switch value {
  case .null, .string(""): return .null
  case .string(let text):
    if let pattern { return D3TimeParser(pattern)(text).map { .date($0) } ?? .null }
    return parseECMADate(text).map { .date($0) } ?? .number(.nan)
  case .date: return value
  default:
    let t = value.coerced
    return t.isNaN ? .number(.nan) : .date(t)
  }
}

extension Frame {
  init(_ table: Table) {
    self.init(count: table.rowCount)
    for column in table.columns { self[column.name] = column.values.map(\.unified) }
  }

  /// Objects with any fields; a value that is none becomes `{data: value}`, as in Vega.
  init(rows: [Value]) {
    var names: [String] = []
    var places: [String: Int] = [:]
    var columns: [[Value]] = []
    for (row, value) in rows.enumerated() {
      let fields: [ObjectField]
      if case .object(let given) = value { fields = given } else { fields = [ObjectField(name: "data", value: value)] }
      for field in fields {
        let place: Int
        if let known = places[field.name] {
          place = known
        } else {
          place = names.count
          places[field.name] = place
          names.append(field.name)
          columns.append([Value](repeating: .null, count: rows.count))
        }
        columns[place][row] = field.value
      }
    }
    self.init(count: rows.count)
    for (name, column) in zip(names, columns) { self[name] = column }
  }
}
