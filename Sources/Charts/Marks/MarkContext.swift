import DataTables
import Diagnostics
import Geometry
import Inputs
import Scales

/// What a mark builder knows: the unit, its rows in this view, the scales, the size of the view.
struct MarkContext {
  let unit: UnitModel
  let frame: Frame
  let scales: [Channel: ResolvedScale]
  let size: Size
  let compilation: Compilation
  /// For units with a place on the globe.
  var projection: ChartProjection?

  var mark: MarkDef { unit.mark }
  var encoding: Encoding { unit.encoding }
  var config: ChartConfig { compilation.config }

  func scale(_ channel: Channel) -> ResolvedScale? { scales[channel.main] }

  func length(_ channel: Channel) -> Double { channel.main == .y ? size.height : size.width }

  /// A number of the mark's definition that may be an expression or name the size of the view.
  func length(of node: TreeNode?, _ channel: Channel) -> Double? {
    guard let node, !node.isNull else { return nil }
    if node.string == "width" { return size.width }
    if node.string == "height" { return size.height }
    return compilation.number(node)
  }

  /// A property of the mark for each row: an expression may speak of the row's `datum`.
  func perRow(_ key: String) -> (Int) -> TreeNode? {
    let node = mark[key]
    guard node?["condition"] == nil else { return { _ in node } }
    return perRow(of: node)
  }

  /// The constant of a property of the mark.
  func number(_ key: String) -> Double? { compilation.number(mark[key]) }
}

/// Non-position channels of a row: the condition that holds, the scaled field, the value, the default.
struct ChannelReader {
  let context: MarkContext
  let channel: Channel
  private let def: ChannelDef?
  private let tests: [[Bool]]
  private let column: [Value]

  init(_ channel: Channel, _ context: MarkContext) {
    self.context = context
    self.channel = channel
    def = context.encoding[channel]
    column = def.map { $0.isField ? context.frame[$0.column] : [] } ?? []
    tests = (def?.conditions ?? []).map { condition in
      guard let test = condition.test else { return [Bool](repeating: condition.holdsWithoutTest, count: context.frame.count) }
      return context.compilation.attempt { () throws(Failure) in try context.compilation.holds(test, over: context.frame) } ?? []
    }
  }

  var isGiven: Bool { def != nil }

  /// What the channel gives for a row; nil when it says nothing and the default applies.
  func item(_ row: Int) -> RangeItem? {
    guard let def else { return nil }
    for (condition, holds) in zip(def.conditions, tests) where row < holds.count && holds[row] {
      return condition.def.first.flatMap { item(of: $0, row, context.frame[$0.column]) }
    }
    return item(of: def, row, column)
  }

  private func item(of def: ChannelDef, _ row: Int, _ column: [Value]) -> RangeItem? {
    if let value = def.value { return constant(value) }
    let value: Value
    if let datum = def.datum { value = datum } else if def.isField, row < column.count { value = column[row] } else { return nil }
    guard let scale = context.scale(channel) else { return raw(value) }
    if def.isBinning, case .continuous = scale.mapping, let low = value.finite, let high = context.frame.value(def.endColumn, row).finite {
      return scale.item(.number((low + high) / 2))
    }
    let isDiscreteBin = def.isBinning && (scale.type == .ordinal || scale.type == .point || scale.type == .band)
    // A value without a color is not painted.
    return scale.item(isDiscreteBin ? context.frame.value(def.rangeColumn, row) : value) ?? (scale.channel.isColor ? .text("none") : nil)
  }

  func constant(_ node: TreeNode) -> RangeItem? {
    let node = context.compilation.resolved(node) ?? node
    if node.isNull { return .text("none") }
    if let n = node.number { return .number(n) }
    if let list = node.elements { return .dash(list.compactMap(\.number)) }
    guard let text = node.string else { return nil }
    if channel.isColor { return Color(css: text).map { .color($0) } ?? .text(text) }
    return .text(text)
  }

  private func raw(_ value: Value) -> RangeItem? {
    if let text = value.string { return channel.isColor ? Color(css: text).map { .color($0) } ?? .text(text) : .text(text) }
    return value.finite.map { .number($0) }
  }
}

/// The constant colors of a mark: what is painted when no channel says otherwise.
struct MarkColors {
  let unit: UnitModel
  let compilation: Compilation

  private var mark: MarkDef { unit.mark }

  private func paint(_ keys: [String]) -> (isGiven: Bool, color: Color?) {
    for key in keys {
      if let node = compilation.resolved(mark.own(key)) { return (true, node.string.flatMap { Color(css: $0) }.flatMap { $0.alpha == 0 ? nil : $0 }) }
    }
    for style in mark.styles {
      for key in keys { if let node = compilation.config.node("style", style, key) { return (true, node.string.flatMap { Color(css: $0) }) } }
    }
    for group in [mark.type.rawValue, "mark"] {
      for key in keys { if let node = compilation.resolved(compilation.config.node(group, key)) { return (true, node.string.flatMap { Color(css: $0) }) } }
    }
    return (false, nil)
  }

  private var automatic: Color {
    mark.type == .rule || mark.type == .text ? .black : Color(css: "#4c78a8") ?? .black
  }

  var constantFill: Color? {
    let given = paint(mark.isFilled ? ["fill", "color"] : ["fill"])
    if given.isGiven { return given.color }
    return mark.isFilled ? automatic : nil
  }

  var constantStroke: Color? {
    let given = paint(mark.isFilled ? ["stroke"] : ["stroke", "color"])
    if given.isGiven { return given.color }
    return mark.isFilled ? nil : automatic
  }

  /// A gradient given as `color` or `fill`.
  var gradient: MarkGradient? {
    for key in ["fill", "color"] { if let node = mark.own(key) ?? compilation.config.node(mark.type.rawValue, key), node["gradient"] != nil { return markGradient(node) } }
    return nil
  }
}

/// Vega's gradient definition.
func markGradient(_ node: TreeNode) -> MarkGradient {
  let isRadial = node["gradient"]?.string == "radial"
  let stops = (node["stops"]?.elements ?? []).compactMap { stop -> MarkGradient.Stop? in
    guard let offset = stop["offset"]?.number, let color = stop["color"]?.string.flatMap({ Color(css: $0) }) else { return nil }
    return MarkGradient.Stop(offset: offset, color: color)
  }
  func n(_ key: String, _ d: Double) -> Double { node[key]?.number ?? d }
  return MarkGradient(
    isRadial: isRadial, x1: n("x1", isRadial ? 0.5 : 0), y1: n("y1", isRadial ? 0.5 : 0), r1: n("r1", 0), x2: n("x2", isRadial ? 0.5 : 1),
    y2: n("y2", isRadial ? 0.5 : 0), r2: n("r2", 0.5), stops: stops)
}

/// The look of each row of a mark.
struct MarkStyler {
  let context: MarkContext
  private let color: ChannelReader, fill: ChannelReader, stroke: ChannelReader
  private let opacity: ChannelReader, fillOpacity: ChannelReader, strokeOpacity: ChannelReader
  private let strokeWidth: ChannelReader, strokeDash: ChannelReader, sizeReader: ChannelReader
  private let base: MarkStyle

  init(_ context: MarkContext) {
    self.context = context
    color = ChannelReader(.color, context)
    fill = ChannelReader(.fill, context)
    stroke = ChannelReader(.stroke, context)
    opacity = ChannelReader(.opacity, context)
    fillOpacity = ChannelReader(.fillOpacity, context)
    strokeOpacity = ChannelReader(.strokeOpacity, context)
    strokeWidth = ChannelReader(.strokeWidth, context)
    strokeDash = ChannelReader(.strokeDash, context)
    sizeReader = ChannelReader(.size, context)
    base = Self.base(context)
  }

  private static func base(_ context: MarkContext) -> MarkStyle {
    let mark = context.mark
    let colors = MarkColors(unit: context.unit, compilation: context.compilation)
    var style = MarkStyle(fill: colors.constantFill.map { .color($0) }, stroke: colors.constantStroke.map { .color($0) })
    if let gradient = colors.gradient { style.fill = .gradient(gradient) }
    switch mark.type {
    case .line, .point, .circle, .square: style.strokeWidth = 2
    default: style.strokeWidth = 1
    }
    if mark.type == .rule, let size = context.number("size") { style.strokeWidth = size }
    if mark.type == .line, let size = context.number("size") { style.strokeWidth = size }
    if let w = context.number("strokeWidth") { style.strokeWidth = max(0, w) }
    let isFaint = [.point, .tick, .circle, .square].contains(mark.type) && !context.encoding.isAggregated
    style.opacity = context.number("opacity") ?? (isFaint ? 0.7 : 1)
    style.fillOpacity = context.number("fillOpacity") ?? 1
    style.strokeOpacity = context.number("strokeOpacity") ?? 1
    style.strokeDash = context.compilation.resolved(mark["strokeDash"])?.elements?.compactMap(\.number) ?? []
    style.strokeDashOffset = context.number("strokeDashOffset") ?? 0
    style.strokeCap = mark.string("strokeCap")
    style.strokeJoin = mark.string("strokeJoin")
    return style
  }

  func style(_ row: Int) -> MarkStyle {
    var style = base
    if let item = color.item(row) { set(item, filled: context.mark.isFilled, &style) }
    if let item = fill.item(row) { set(item, filled: true, &style) }
    if let item = stroke.item(row) { set(item, filled: false, &style) }
    if let x = opacity.item(row)?.number { style.opacity = x }
    if let x = fillOpacity.item(row)?.number { style.fillOpacity = x }
    if let x = strokeOpacity.item(row)?.number { style.strokeOpacity = x }
    if let x = strokeWidth.item(row)?.number { style.strokeWidth = x }
    if case .dash(let d)? = strokeDash.item(row) { style.strokeDash = d }
    if [.line, .rule].contains(context.mark.type), let x = sizeReader.item(row)?.number { style.strokeWidth = x }
    return style
  }

  private func set(_ item: RangeItem, filled: Bool, _ style: inout MarkStyle) {
    let paint: MarkPaint?
    if case .color(let c) = item { paint = c.alpha == 0 ? nil : .color(c) } else { paint = nil }
    if filled { style.fill = paint } else { style.stroke = paint }
  }
}
