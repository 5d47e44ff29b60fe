import DataTables
import Diagnostics
import Geometry
import Inputs
import Scales

/// An axis as marks, relative to the top left of its view.
struct AxisDrawing {
  var orient: AxisOrient
  /// Grid lines: drawn before everything else.
  var grid: [Mark] = []
  /// Ticks, labels, domain, title.
  var marks: [Mark] = []
  var bounds = Bounds()
  var isInFront = false
}

/// Draws an axis. https://vega.github.io/vega/docs/axes/
struct AxisBuilder {
  let axis: AxisSpec
  let size: Size
  let compilation: Compilation
  /// Only grid lines: the labels stand at the edge of a facet.
  var parts: Parts = .all

  enum Parts { case all, gridOnly, withoutGrid }

  var ruler: TextRuler { compilation.ruler }
  var orient: AxisOrient { axis.orient }
  var length: Double { orient.isHorizontal ? size.width : size.height }
  var defaults: AxisDefaults { AxisDefaults(axis: axis, length: length) }
  private var isBand: Bool { axis.scale.type == .band }

  func build() -> AxisDrawing {
    var drawing = AxisDrawing(orient: orient)
    let ticks = AxisTicks(axis: axis, defaults: defaults, compilation: compilation)
    let values = ticks.values
    drawing.isInFront = (axis.number("zindex") ?? (axis.unit.mark.type == .rect && axis.def.isDiscrete ? 1 : 0)) > 0
    if parts != .withoutGrid, defaults.hasGrid, let other = otherLength { drawing.grid = grid(values, other) }
    if parts == .gridOnly { return drawing }
    var bounds = Bounds()
    let shift = frame
    func place(_ mark: Mark) { drawing.marks.append(mark.moved(shift.x + delta, shift.y + delta)) }
    if axis.bool("ticks") ?? true {
      for mark in tickMarks(values) {
        bounds.union(mark.bounds(ruler))
        place(mark)
      }
    }
    if axis.bool("labels") ?? true {
      for mark in labelMarks(values, ticks.count) {
        bounds.union(mark.bounds(ruler))
        place(mark)
      }
    }
    if axis.bool("domain") ?? true { place(domainMark) }
    let reach = extent(bounds)
    var box = bounds
    box.union(edge(reach))
    if let title = titleMark(reach) {
      box.union(title.bounds(ruler))
      place(title)
    }
    drawing.bounds = box.moved(shift.x, shift.y)
    return drawing
  }

  private var otherLength: Double? { orient.isHorizontal ? size.height : size.width }
  private var offset: Double { axis.number("offset") ?? 0 }
  private var position: Double { axis.number("position") ?? 0 }
  private var delta: Double { axis.number("translate") ?? 0.5 }

  /// Where the axis stands in the view.
  private var frame: Point {
    switch orient {
    case .top: Point(x: position, y: -offset)
    case .bottom: Point(x: position, y: size.height + offset)
    case .left: Point(x: -offset, y: position)
    case .right: Point(x: size.width + offset, y: position)
    }
  }

  /// +1 away from the view to the right and down.
  private var sign: Double { orient == .top || orient == .left ? -1 : 1 }

  func point(along: Double, out: Double) -> Point {
    orient.isHorizontal ? Point(x: along, y: sign * out) : Point(x: sign * out, y: along)
  }

  /// How far labels reach, within `minExtent` and `maxExtent`.
  private func extent(_ b: Bounds) -> Double {
    let reach: Double
    switch orient {
    case .top: reach = -b.y1
    case .left: reach = -b.x1
    case .right: reach = b.x2
    case .bottom: reach = b.y2
    }
    return max(axis.number("minExtent") ?? 0, min(axis.number("maxExtent") ?? 200, reach.isFinite ? reach : 0))
  }

  private func edge(_ reach: Double) -> Bounds {
    var b = Bounds()
    switch orient {
    case .top:
      b.add(0, -reach)
      b.add(length, 0)
    case .left:
      b.add(-reach, 0)
      b.add(0, length)
    case .right:
      b.add(0, 0)
      b.add(reach, length)
    case .bottom:
      b.add(0, 0)
      b.add(length, reach)
    }
    return b
  }

  // MARK: positions

  private var tickBand: String { axis.string("tickBand") ?? "center" }

  /// Where the tick of a value stands; nil outside the scale.
  private func tickPosition(_ value: Value) -> Double? {
    guard isBand || axis.scale.type == .point else { return axis.scale.position(value).map { roundTick($0 + (axis.number("tickOffset") ?? 0)) } }
    let fraction = tickBand == "extent" ? 1 : axis.number("bandPosition") ?? 0.5
    return axis.scale.position(value, at: fraction).map { roundTick($0 + bandOffset) }
  }

  private var bandOffset: Double { axis.number("tickOffset") ?? (isBand && tickBand != "extent" ? -0.5 : 0) }

  func labelPosition(_ value: Value) -> Double? {
    let fraction = 0.5
    let offset = axis.number("labelOffset") ?? 0
    guard isBand || axis.scale.type == .point else { return axis.scale.position(value).map { $0 + offset + (axis.number("tickOffset") ?? 0) } }
    return axis.scale.position(value, at: fraction).map { $0 + bandOffset + offset }
  }

  private func roundTick(_ x: Double) -> Double { axis.bool("tickRound") ?? true ? roundHalfUp(x) : x }

  private var hasExtraTick: Bool { tickBand == "extent" || axis.bool("tickExtra") == true }

  /// The positions of ticks and grid lines; by extent they have one more, at the start of the first.
  private func tickPositions(_ values: [Value]) -> [Double] {
    var result = values.compactMap(tickPosition)
    if hasExtraTick, let first = values.first, let start = axis.scale.position(first) {
      result.insert(roundTick(start), at: 0)
    }
    return result
  }

  // MARK: parts

  private func lineStyle(_ prefix: String, _ width: String, _ color: String) -> MarkStyle {
    let paint = axis[prefix + "Color"].map { $0.string.flatMap { Color(css: $0) } } ?? Color(css: color)
    return MarkStyle(
      stroke: paint.map { .color($0) }, opacity: axis.number(prefix + "Opacity") ?? 1, strokeWidth: axis.number(width) ?? 1,
      strokeDash: axis[prefix + "Dash"]?.elements?.compactMap(\.number) ?? [], strokeDashOffset: axis.number(prefix + "DashOffset") ?? 0,
      strokeCap: axis.string(prefix + "Cap"))
  }

  /// The style of one tick or grid line, whose properties may be conditions on `datum`.
  private func lineStyle(_ prefix: String, _ width: String, _ color: String, at value: Value, index: Int) -> MarkStyle {
    var style = lineStyle(prefix, width, color)
    if let node = conditional(prefix + "Color", value, index) { style.stroke = node.string.flatMap { Color(css: $0) }.map { .color($0) } }
    if let node = conditional(prefix + "Opacity", value, index) { style.opacity = node.number ?? style.opacity }
    if let node = conditional(width, value, index) { style.strokeWidth = node.number ?? style.strokeWidth }
    if let node = conditional(prefix + "Dash", value, index) { style.strokeDash = (node.elements ?? []).compactMap(\.number) }
    return style
  }

  /// The value of `{condition: {test, value}, value}` for a tick.
  func conditional(_ key: String, _ value: Value, _ index: Int, _ label: [String] = []) -> TreeNode? {
    guard let node = axis[key], let condition = node["condition"] else { return nil }
    let datum = Value.object([ObjectField(name: "value", value: value), ObjectField(name: "index", value: .number(Double(index))), ObjectField(name: "label", value: .string(label.joined(separator: " ")))])
    for item in condition.elements ?? [condition] {
      guard let test = item["test"] else { continue }
      let frame = Frame(rows: [datum])
      let holds = compilation.attempt { () throws(Failure) in try compilation.holds(test, over: frame) }
      if holds?.first == true { return item["value"] }
    }
    return node["value"]
  }

  private func grid(_ values: [Value], _ other: Double) -> [Mark] {
    return zip(tickPositions(values), [values.first].compactMap { hasExtraTick ? $0 : nil } + values).enumerated().map { i, item in
      let style = lineStyle("grid", "gridWidth", "#ddd", at: item.1, index: i)
      let at = item.0
      let a = orient.isHorizontal ? Point(x: at, y: 0) : Point(x: 0, y: at)
      let b = orient.isHorizontal ? Point(x: at, y: other) : Point(x: other, y: at)
      return Mark(.axisGrid, .rule(a, b), style: style).moved(delta, delta)
    }
  }

  var tickSize: Double { axis.number("tickSize") ?? 5 }

  private func tickMarks(_ values: [Value]) -> [Mark] {
    tickPositions(values).enumerated().map { i, at in
      let value = values.indices.contains(i) ? values[i] : .null
      return Mark(.axisTick, .rule(point(along: at, out: 0), point(along: at, out: tickSize)), style: lineStyle("tick", "tickWidth", "#888", at: value, index: i))
    }
  }

  /// The range of the scale: that of bands runs down a y axis, that of numbers up.
  private var ends: (Double, Double) {
    switch axis.scale.mapping {
    case .continuous(let s): (s.range.first ?? 0, s.range.last ?? length)
    case .band(let band): band.range
    case .ramp, .ordinal, .classes, .identity: (0, length)
    }
  }

  private var domainMark: Mark {
    let ends = self.ends
    return Mark(.axisDomain, .rule(point(along: ends.0, out: 0), point(along: ends.1, out: 0)), style: lineStyle("domain", "domainWidth", "#888"))
  }

  private func titleMark(_ reach: Double) -> Mark? {
    guard let lines = axis.title, lines.contains(where: { !$0.isEmpty }) else { return nil }
    let anchor = axis.string("titleAnchor") ?? "middle"
    let horizontal = orient.isHorizontal
    let fraction = anchor == "start" ? 0.0 : anchor == "end" ? 1 : 0.5
    let ends = self.ends
    let along = ends.0 + fraction * (ends.1 - ends.0)
    let angle = axis.number("titleAngle") ?? (horizontal ? 0 : orient == .left ? -90 : 90)
    var text = TextMark(
      anchor: .zero, lines: lines, font: axis.string("titleFont") ?? compilation.defaultFont, fontSize: axis.number("titleFontSize") ?? 11,
      fontWeight: weight(axis["titleFontWeight"]) ?? 700, italic: axis.string("titleFontStyle") == "italic",
      align: axis.string("titleAlign").flatMap(TextAlign.init(rawValue:)) ?? (anchor == "start" ? (orient == .right ? .right : .left) : anchor == "end" ? (orient == .right ? .left : .right) : .center),
      baseline: axis.string("titleBaseline").flatMap(TextBaseline.init(rawValue:)) ?? (orient == .bottom ? .top : .bottom),
      angle: angle, lineHeight: axis.number("titleLineHeight"), limit: axis.number("titleLimit") ?? 0)
    if let width = defaults.titleWrap { text.lines = ruler.wrapped(text.lines, text.fontSpec, limit: width) }
    let out = reach + (horizontal && orient == .bottom ? 0 : text.multiLineOffset) + (axis.number("titlePadding") ?? 4)
    text.anchor = point(along: along, out: out)
    if orient == .right, angle == 90 { text.anchor = point(along: along, out: out) }
    if let x = axis.number("titleX") { text.anchor.x = x }
    if let y = axis.number("titleY") { text.anchor.y = y }
    return Mark(.axisTitle, .text(text), style: MarkStyle(fill: .color(axis.color("titleColor") ?? .black), opacity: axis.number("titleOpacity") ?? 1))
  }
}
