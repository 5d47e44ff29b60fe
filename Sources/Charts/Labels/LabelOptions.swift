import DataTables
import Diagnostics
import Formats
import Geometry
import Inputs

/// What `mark.labels` says, an option of this project beside Vega-Lite's grammar: `labels: true`, a mapping, or a list of mappings.
///
/// A property is a constant, `{expr}`, or `{condition: {test, value}, value}`; what a chart leaves out is looked up in `config.labels`.
struct LabelOptions {
  let context: MarkContext
  let node: TreeNode
  private let source: Source
  private let colorOf: (Int) -> TreeNode?, weightOf: (Int) -> TreeNode?, styleOf: (Int) -> TreeNode?, sizeOf: (Int) -> TreeNode?

  private enum Source {
    case values([Value], LabelFormat)
    /// The value of the bar's length or the point's height.
    case measure([Value], (Double) -> String)
    case none
  }

  static let keys = [
    "at", "color", "expr", "field", "font", "fontSize", "fontStyle", "fontWeight", "format", "formatType", "head", "leader", "length",
    "padding", "placement", "shrink", "side", "total", "width",
  ]

  /// The sets of labels a mark asks for; unknown keys are findings.
  static func all(_ context: MarkContext) -> [LabelOptions] {
    guard let node = context.mark["labels"], !node.isNull, node.bool != false else { return [] }
    return (node.elements ?? [node]).map { item in
      for entry in item.entries ?? [] where !keys.contains(entry.key) {
        context.compilation.report(
          "unknown-key", at: entry.keyRange, "unknown key \"\(entry.key)\" in labels", hint: didYouMean(entry.key, among: keys))
      }
      return LabelOptions(context, item)
    }
  }

  /// - Parameter node: `true` or a mapping: the labels, or their `total` or `head`.
  /// - Parameter outer: where a property is looked up that `node` lacks.
  init(_ context: MarkContext, _ node: TreeNode, under outer: LabelOptions? = nil) {
    self.context = context
    self.node = outer.map { node.entries == nil ? $0.node.removing("field", "expr") : node.filled(from: $0.node.removing("field", "expr", "condition")) } ?? node
    let settings = Settings(node: self.node, config: context.config)
    colorOf = context.perRow(of: settings["color"])
    weightOf = context.perRow(of: settings["fontWeight"])
    styleOf = context.perRow(of: settings["fontStyle"])
    sizeOf = context.perRow(of: settings["fontSize"])
    source = Self.source(context, self.node)
  }

  /// A property of the labels before that of the config.
  private struct Settings {
    let node: TreeNode
    let config: ChartConfig
    subscript(key: String) -> TreeNode? { node[key] ?? config.node("labels", key) }
  }

  subscript(key: String) -> TreeNode? { Settings(node: node, config: context.config)[key] }

  func number(_ key: String) -> Double? { context.compilation.number(self[key]) }

  /// A property that must be one of some names; another is a finding.
  func choice(_ key: String, _ names: [String]) -> (Int) -> String? {
    let values = context.perRow(of: self[key])
    return { row in
      guard let node = values(row), let name = node.string else { return nil }
      if names.contains(name) { return name }
      self.context.compilation.report(
        "unknown-value", at: self[key]?.range ?? self.node.range, "\"\(name)\" is no \(key) of labels here",
        hint: didYouMean(name, among: names) ?? "one of " + names.joined(separator: ", "))
      return nil
    }
  }

  // MARK: words

  private static func source(_ context: MarkContext, _ node: TreeNode) -> Source {
    let format = node["format"]
    func plain(_ def: ChannelDef?) -> LabelFormat {
      LabelFormat(scale: nil, def: def, format: format, formatType: node["formatType"]?.string, count: 10, config: context.config)
    }
    if let field = node["field"], let name = field.string {
      context.compilation.noteUnknownField(name, in: context.frame, at: field.range)
      return .values(context.compilation.values(of: name, in: context.frame), plain(nil))
    }
    if let text = node["expr"], let expression = text.string {
      let values = context.compilation.attempt { () throws(Failure) in
        try ChartExpression(expression, at: text.range, context.compilation).values(over: context.frame)
      }
      return .values(values ?? [], plain(nil))
    }
    guard let measure = measure(context) else { return .none }
    if measure.type == .temporal { return .values(context.frame[measure.column], plain(measure)) }
    let own = format?.string ?? measure.node["axis"]?["format"]?.string ?? context.config.string("numberFormat")
    return .measure(context.frame[measure.column], numberFormat(own ?? ","))
  }

  /// The channel whose value a label shows when nothing else is said.
  private static func measure(_ context: MarkContext) -> ChannelDef? {
    let isHorizontal = context.mark.orient == .horizontal
    let order: [Channel] = isHorizontal ? [.x, .y] : [.y, .x]
    let defs = order.compactMap { context.encoding[$0] }.filter(\.isField)
    return defs.first { $0.type == .quantitative } ?? defs.first
  }

  /// The lines of a row's label; empty for none.
  func words(_ row: Int) -> [String] {
    switch source {
    case .none: return []
    case .measure(let values, let format): return row < values.count ? values[row].finite.map { [format($0)] } ?? [] : []
    case .values(let values, let format):
      guard row < values.count, !values[row].isNull else { return [] }
      if case .list(let lines) = values[row] { return lines.map(\.shown) }
      let text = format(values[row])
      return text.isEmpty ? [] : [text]
    }
  }

  // MARK: look

  var padding: Double { max(0, number("padding") ?? 4) }

  /// The least factor by which a label may be set smaller to find room.
  var shrink: Double { min(1, max(0.5, number("shrink") ?? 1)) }

  func fontSize(_ row: Int) -> Double { max(1, context.compilation.number(sizeOf(row)) ?? context.config.number("text", "fontSize") ?? 10) }

  /// The label of a row at the origin; nil when it has no words.
  func text(_ row: Int) -> TextMark? {
    let lines = words(row)
    guard !lines.isEmpty else { return nil }
    return text(lines, row)
  }

  func text(_ lines: [String], _ row: Int) -> TextMark {
    let weight = weightOf(row).map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 400
    return TextMark(
      anchor: .zero, lines: lines, font: self["font"]?.string ?? context.compilation.defaultFont, fontSize: fontSize(row), fontWeight: weight,
      italic: styleOf(row)?.string == "italic", baseline: .middle)
  }

  /// The color that the labels state for a row.
  func statedColor(_ row: Int) -> Color? { colorOf(row)?.string.flatMap { Color(css: $0) } }

  /// The color on the ground of the chart.
  func color(_ row: Int) -> Color {
    statedColor(row) ?? context.config.string("text", "color").flatMap { Color(css: $0) } ?? .black
  }

  /// The line from a mark to a label that stands off.
  var leaderStyle: MarkStyle {
    let leader = self["leader"]
    let color = leader?["color"]?.string.flatMap { Color(css: $0) } ?? Color(css: "#888")
    return MarkStyle(stroke: color.map { .color($0) }, strokeWidth: max(0, leader?["width"]?.number ?? 0.5))
  }

  func dropped(_ words: TextMark, of name: String = "") {
    context.compilation.findings.warning(
      "label-dropped", at: node.range,
      "there is no room for the label \"\(words.lines.joined(separator: " "))\"" + (name.isEmpty ? "" : " of \"\(name)\""))
  }
}

extension MarkContext {
  /// A property for each row: a constant, an expression, or `{condition: {test, value}, value}` with the first condition that holds.
  func perRow(of node: TreeNode?) -> (Int) -> TreeNode? {
    guard let node, let condition = node["condition"] else { return perRow(plain: node) }
    let rest = perRow(plain: node["value"])
    let branches = (condition.elements ?? [condition]).compactMap { item -> (holds: [Bool], value: (Int) -> TreeNode?)? in
      guard let test = item["test"] else { return nil }
      let holds = compilation.attempt { () throws(Failure) in try compilation.holds(test, over: frame) }
      return (holds ?? [], perRow(plain: item["value"]))
    }
    return { row in
      for branch in branches where row < branch.holds.count && branch.holds[row] { return branch.value(row) }
      return rest(row)
    }
  }

  private func perRow(plain node: TreeNode?) -> (Int) -> TreeNode? {
    guard let node, let text = node["expr"]?.string ?? node["signal"]?.string, text.contains("datum") else {
      let constant = compilation.resolved(node)
      return { _ in constant }
    }
    let values = compilation.attempt { () throws(Failure) in try ChartExpression(text, at: node.range, compilation).values(over: frame) } ?? []
    return { row in row < values.count && !values[row].isNull ? TreeNode(valued: values[row]) : nil }
  }
}
