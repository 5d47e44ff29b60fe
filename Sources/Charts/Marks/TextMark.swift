import DataTables
import Diagnostics
import Geometry
import Glibc
import Inputs

/// Words at points. https://vega.github.io/vega-lite/docs/text.html
func textMarks(_ context: MarkContext) -> [Mark] {
  let styler = MarkStyler(context)
  let words = TextReader(context)
  let place = context.encoding[.theta] != nil || context.encoding[.radius] != nil ? polarPlaces(context) : places(context)
  let size = ChannelReader(.size, context), angle = ChannelReader(.angle, context)
  let mark = context.mark
  let dxOf = context.perRow("dx"), dyOf = context.perRow("dy"), alignOf = context.perRow("align"), baselineOf = context.perRow("baseline")
  let font = mark.string("font") ?? context.compilation.defaultFont
  let weightOf = context.perRow("fontWeight")
  let limit = context.number("limit") ?? 0, defaultSize = context.number("fontSize") ?? context.number("size") ?? 11
  return (0..<context.frame.count).compactMap { row in
    guard let at = place(row) else { return nil }
    let dx = dxOf(row)?.number ?? 0, dy = dyOf(row)?.number ?? 0
    let align = alignOf(row)?.string.flatMap(TextAlign.init(rawValue:)) ?? .center
    let baseline = baselineOf(row)?.string.flatMap(TextBaseline.init(rawValue:)) ?? .middle
    let weight = weightOf(row).map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 400
    let turn = angle.item(row)?.number ?? context.number("angle") ?? 0
    // dx and dy move along the turned axes, as the text itself does.
    let a = turn * .pi / 180
    let anchor = turn == 0 ? at.moved(dx, dy) : at.moved(dx * cos(a) - dy * sin(a), dx * sin(a) + dy * cos(a))
    let text = TextMark(
      anchor: anchor, lines: words.lines(row), font: font, fontSize: max(0, size.item(row)?.number ?? defaultSize), fontWeight: weight,
      italic: mark.string("fontStyle") == "italic", align: align, baseline: baseline, angle: turn, lineHeight: context.number("lineHeight"), limit: limit)
    return Mark(.mark, .text(text), style: styler.style(row))
  }
}

/// The words of a text channel, formatted.
struct TextReader {
  let context: MarkContext
  private let def: ChannelDef?
  private let tests: [[Bool]]
  private let textOf: (Int) -> TreeNode?

  init(_ context: MarkContext) {
    self.context = context
    textOf = context.perRow("text")
    def = context.encoding[.text]
    tests = (def?.conditions ?? []).map { c in
      guard let test = c.test else { return [Bool](repeating: c.holdsWithoutTest, count: context.frame.count) }
      return context.compilation.attempt { () throws(Failure) in try context.compilation.holds(test, over: context.frame) } ?? []
    }
  }

  func lines(_ row: Int) -> [String] {
    guard let def else { return constant(textOf(row)) }
    for (condition, holds) in zip(def.conditions, tests) where row < holds.count && holds[row] { return condition.def.first.map { lines(of: $0, row) } ?? [] }
    return lines(of: def, row)
  }

  private func constant(_ node: TreeNode?) -> [String] {
    guard let node = context.compilation.resolved(node) else { return [""] }
    if let list = node.elements { return list.map { Value($0).shown } }
    return [node.isNull ? "" : Value(node).shown]
  }

  private func lines(of def: ChannelDef, _ row: Int) -> [String] {
    if let value = def.value { return constant(value) }
    if def.isBinning { return [context.frame.value(def.rangeColumn, row).shown] }
    let value = def.datum ?? context.frame.value(def.column, row)
    if case .list(let items) = value { return items.map(\.shown) }
    let format = LabelFormat(scale: nil, def: def.type.isDiscrete && def.timeUnit == nil && def.node["formatType"] == nil && def.node["format"] == nil ? nil : def, format: def.node["format"], formatType: def.node["formatType"]?.string, count: 10, config: context.config, timeFormat: context.config.timeFormat)
    if value.isNull, def.node["format"] == nil, def.type != .quantitative { return ["null"] }
    if def.type == .quantitative || def.node["format"] != nil || def.type == .temporal || def.timeUnit != nil { return [value.isNull ? "null" : format(value)] }
    return [value.shown]
  }
}
