import DataTables
import Diagnostics
import Formats
import Inputs

/// Reads `encoding` into channel definitions.
struct EncodingDecoder {
  let compilation: Compilation
  let mark: MarkDef

  func decode(_ node: TreeNode?) -> Encoding {
    var encoding = Encoding()
    guard let node else { return encoding }
    guard let entries = node.entries else {
      compilation.findings.error("wrong-type", at: node.range, "encoding must be a mapping of channels")
      return encoding
    }
    for entry in entries where !entry.value.isNull {
      guard let channel = Channel(rawValue: entry.key) else {
        let names = Channel.allCases.map(\.rawValue)
        compilation.report(
          "unknown-channel", at: entry.keyRange, "unknown channel \"\(entry.key)\"", hint: didYouMean(entry.key, among: names))
        continue
      }
      let parts = entry.value.elements ?? [entry.value]
      let defs = parts.compactMap { define($0, channel) }
      if !defs.isEmpty { encoding.set(channel, defs) }
    }
    return inheritTypes(encoding)
  }

  /// A channel's definition; nil (with a finding) when it says nothing.
  func define(_ given: TreeNode, _ channel: Channel, isConditional: Bool = false) -> ChannelDef? {
    var node = given
    if let shorthand = node.string { node = .map(["field": TreeNode(.string(shorthand), at: node.range)], at: node.range) }
    guard node.entries != nil else {
      if node.number != nil || node.bool != nil { return ChannelDef(channel: channel, node: .map(["value": node]), value: node) }
      compilation.findings.error("wrong-type", at: node.range, "channel \"\(channel.rawValue)\" must be a mapping")
      return nil
    }
    compilation.checkChannel(node, channel)
    var def = ChannelDef(channel: channel, node: node)
    readField(&def)
    def.value = node["value"]
    if let datum = node["datum"] { def.datum = self.datum(datum) }
    def.aggregate = aggregate(node["aggregate"])
    def.timeUnit = node["timeUnit"].flatMap { TimeUnit($0) }
    if let unit = node["timeUnit"], def.timeUnit == nil {
      compilation.findings.error("unknown-time-unit", at: unit.range, "unknown time unit \"\(unit.string ?? "")\"")
    }
    def.bin = bin(node["bin"], channel)
    def.bandPosition = node["bandPosition"]?.number
    def.sort = sort(node["sort"])
    def.type = type(of: def)
    def.conditions = conditions(node["condition"], channel)
    if !def.isFieldOrDatum, def.value == nil, def.conditions.isEmpty, channel != .order || node["sort"] == nil, !isConditional { 
      if node["legend"] == nil, node["axis"] == nil, node["scale"] == nil, node["title"] == nil, node["sort"] == nil {
        compilation.report("empty-channel", at: node.range, "channel \"\(channel.rawValue)\" has neither field, datum nor value")
      }
      return nil
    }
    return def
  }

  private func readField(_ def: inout ChannelDef) {
    guard let node = def.node["field"] else { return }
    if let name = node.string {
      def.field = name
    } else if node["repeat"] != nil {
      compilation.unsupported("field: {repeat: ...} outside a repeat", at: node.range)
    } else if !node.isNull {
      compilation.findings.error("wrong-type", at: node.range, "field must be the name of a column")
    }
  }

  private func datum(_ node: TreeNode) -> Value? {
    if let t = dateTimeValue(node) { return .date(t) }
    if let text = node["expr"]?.string { return compilation.constant(text, at: node.range) }
    return Value(node)
  }

  private func aggregate(_ node: TreeNode?) -> ChannelDef.Aggregate? {
    guard let node, !node.isNull else { return nil }
    if let by = node["argmin"]?.string { return .argmin(by) }
    if let by = node["argmax"]?.string { return .argmax(by) }
    guard let op = node.string, aggregateNames.contains(op) else {
      compilation.findings.error(
        "unknown-aggregate", at: node.range, "unknown aggregate \"\(node.string ?? "")\"",
        hint: didYouMean(node.string ?? "", among: aggregateNames))
      return nil
    }
    return .op(op)
  }

  private func bin(_ node: TreeNode?, _ channel: Channel) -> ChannelDef.Bin? {
    guard let node, !node.isNull, node.bool != false else { return nil }
    if node.string == "binned" { return .binned(step: nil) }
    if node["binned"]?.bool == true { return .binned(step: node["step"]?.number) }
    let most: Double
    switch channel {
    case .row, .column, .size, .color, .fill, .stroke, .strokeWidth, .opacity, .fillOpacity, .strokeOpacity, .shape: most = 6
    case .strokeDash: most = 4
    default: most = 10
    }
    return .settings(BinSettings(node.entries == nil ? nil : node, defaultMaxbins: most))
  }

  private func sort(_ node: TreeNode?) -> ChannelDef.Sort {
    guard let node else { return .unspecified }
    if node.isNull { return .none }
    if let list = node.elements { return .values(list.map { dateTimeValue($0).map { .date($0) } ?? Value($0) }) }
    if let text = node.string {
      if text == "ascending" { return .ascending }
      if text == "descending" { return .descending }
      let isDescending = text.hasPrefix("-")
      if let channel = Channel(rawValue: String(isDescending ? text.dropFirst() : text[...])) { return .encoding(channel, descending: isDescending) }
      compilation.report("unknown-sort", at: node.range, "unknown sort \"\(text)\"", hint: didYouMean(text, among: ["ascending", "descending", "x", "y", "-x", "-y", "color"]))
      return .unspecified
    }
    let isDescending = node["order"]?.string == "descending"
    if let channel = node["encoding"]?.string.flatMap(Channel.init(rawValue:)) { return .encoding(channel, descending: isDescending) }
    if node["field"] != nil || node["op"] != nil { return .field(node["field"]?.string, op: node["op"]?.string, descending: isDescending) }
    return isDescending ? .descending : .unspecified
  }

  private func conditions(_ node: TreeNode?, _ channel: Channel) -> [ChannelDef.Condition] {
    guard let node else { return [] }
    return (node.elements ?? [node]).compactMap { item in
      guard let def = define(item.removing("test", "param", "selection", "empty"), channel, isConditional: true) else { return nil }
      var condition = ChannelDef.Condition(test: item["test"] ?? item["param"]?.string.flatMap { compilation.selections[$0] }, param: item["param"]?.string, def: [def])
      if let name = condition.param {
        if let value = compilation.params.first(where: { $0.name == name })?.value {
          condition.holdsWithoutTest = value.isTruthy
        } else {
          // An interactive selection is empty in a still picture; an empty selection holds unless `empty: false`.
          condition.holdsWithoutTest = item["empty"]?.bool ?? true
        }
      }
      return condition
    }
  }

  /// The type that is written, or Vega-Lite's default for what the definition is.
  private func type(of def: ChannelDef) -> FieldType {
    if let node = def.node["type"] {
      let text = node.string ?? ""
      let short = ["q": "quantitative", "t": "temporal", "o": "ordinal", "n": "nominal"]
      if let type = FieldType(rawValue: short[text.lowercased()] ?? text.lowercased()) {
        if def.aggregate == .op("count") || (type == .temporal && isNumberAggregate(def.aggregate)) { return def.aggregate == nil ? type : .quantitative }
        return type
      }
      compilation.report("unknown-type", at: node.range, "unknown type \"\(text)\"", hint: didYouMean(text, among: FieldType.allCases.map(\.rawValue)))
    }
    return defaultType(of: def)
  }

  private func isNumberAggregate(_ aggregate: ChannelDef.Aggregate?) -> Bool {
    if case .op(let op)? = aggregate { return op == "count" || op == "valid" || op == "missing" || op == "distinct" || op == "sum" }
    return false
  }

  private func defaultType(of def: ChannelDef) -> FieldType {
    if let datum = def.datum {
      switch datum {
      case .number, .integer: return .quantitative
      case .date: return .temporal
      default: return .nominal
      }
    }
    switch def.channel {
    case .latitude, .longitude: return .quantitative
    case .row, .column, .facet, .shape, .strokeDash: if def.timeUnit == nil { return .nominal }
    case .order: return .ordinal
    default: break
    }
    if case .values = def.sort { return .ordinal }
    if case .op? = def.aggregate { return .quantitative }
    if def.bin != nil { return .quantitative }
    if def.timeUnit != nil { return .temporal }
    switch def.node["scale"]?["type"]?.string {
    case "linear", "log", "pow", "sqrt", "symlog", "quantile", "quantize", "threshold", "bin-ordinal": return .quantitative
    case "time", "utc": return .temporal
    default: return .nominal
    }
  }

  /// `x2` and its like share the type of `x`; a field without a type in a `row` is nominal.
  private func inheritTypes(_ given: Encoding) -> Encoding {
    var encoding = given
    for channel in given.channels where channel.main != channel {
      guard let main = given[channel.main] else { continue }
      encoding.set(channel, given.all(channel).map { def in
        var def = def
        if def.node["type"] == nil { def.type = main.type }
        if def.timeUnit == nil, main.timeUnit?.isBinned == true { def.timeUnit = main.timeUnit }
        return def
      })
    }
    return encoding
  }
}

let aggregateNames = [
  "argmax", "argmin", "average", "count", "distinct", "exponential", "exponentialb", "max", "mean", "median", "min", "missing",
  "product", "q1", "q3", "ci0", "ci1", "stderr", "stdev", "stdevp", "sum", "valid", "values", "variance", "variancep",
]

/// Vega-Lite's date object `{year: 2012, month: "jan", date: 3}` in milliseconds, months from 1; nil when the node is none.
func dateTimeValue(_ node: TreeNode) -> Double? {
  let keys = ["year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds", "utc"]
  guard let entries = node.entries, !entries.isEmpty, entries.allSatisfy({ keys.contains($0.key) }) else { return nil }
  func whole(_ key: String) -> Int? { node[key]?.number.flatMap { Int(exactly: $0.rounded()) } }
  var month = whole("month") ?? 1
  if let name = node["month"]?.string?.lowercased().prefix(3) {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    month = (names.firstIndex(of: String(name)) ?? 0) + 1
  }
  if let quarter = whole("quarter") { month = (quarter - 1) * 3 + 1 }
  let day = whole("date") ?? 1
  let time = Double(whole("hours") ?? 0) * 3_600_000 + Double(whole("minutes") ?? 0) * 60_000
    + Double(whole("seconds") ?? 0) * 1_000 + Double(whole("milliseconds") ?? 0)
  let year = whole("year") ?? 2012
  guard (1...12).contains(month), let start = CivilDate(year: year, month: month, day: 1) else { return nil }
  var days = Double(day - 1)
  if node["day"] != nil {
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    let weekday = node["day"]?.string.flatMap { names.firstIndex(of: String($0.lowercased().prefix(3))) } ?? whole("day") ?? 0
    days = Double(weekday % 7)
  }
  return start.milliseconds + days * 86_400_000 + time
}
