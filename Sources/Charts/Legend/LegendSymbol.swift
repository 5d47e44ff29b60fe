import DataTables
import Geometry
import Inputs
import Scales

/// The look of the symbols of a legend: as the marks look, with the legend's channel from its scale.
struct LegendSymbol {
  let legend: LegendSpec
  let compilation: Compilation

  struct Symbol {
    var size: Double
    var shape: String
    var style: MarkStyle
    /// The stroke that counts for the height of the row.
    var strokeRoom: Double

    func mark(at center: Point) -> Mark { Mark(.legendSymbol, .symbol(SymbolMark(center: center, size: size, shape: shape)), style: style) }
  }

  private var mark: MarkDef { legend.unit.mark }
  private var encoding: Encoding { legend.unit.encoding }
  private var isFilled: Bool { mark.isFilled && mark.type != .trail }

  func symbol(for value: Value) -> Symbol {
    var style = base
    var size = legend.number("symbolSize") ?? 100
    var shape = legend.string("symbolType") ?? defaultShape
    for channel in legend.channels {
      guard let item = legend.scales[channel]?.item(value) else { continue }
      switch (channel, item) {
      case (.color, .color(let c)):
        // Layers of lines and points share a legend that shows both.
        for unit in legend.units where unit.encoding[.color]?.isFieldOrDatum == true || unit === legend.unit {
          if unit.mark.isFilled && unit.mark.type != .trail { style.fill = .color(c) } else { style.stroke = .color(c) }
        }
      case (.fill, .color(let c)): style.fill = .color(c)
      case (.stroke, .color(let c)): style.stroke = .color(c)
      case (.color, .text), (.fill, .text): if isFilled { style.fill = nil }
      case (.size, .number(let s)): if isSizeOfSymbol { size = max(0, s) } else { style.strokeWidth = s }
      case (.shape, .text(let s)): shape = s
      case (.opacity, .number(let o)): style.opacity = o
      case (.fillOpacity, .number(let o)): style.fillOpacity = o
      case (.strokeOpacity, .number(let o)): style.strokeOpacity = o
      case (.strokeWidth, .number(let w)): style.strokeWidth = w
      case (.strokeDash, .dash(let d)): style.strokeDash = d == [1, 0] ? [1, 0] : d
      default: break
      }
    }
    // An outline without width would leave the symbol unseen.
    if style.fill == nil, style.strokeWidth == 0, shape != "stroke" { style.fill = style.stroke }
    return Symbol(size: size, shape: shape, style: style, strokeRoom: style.strokeWidth)
  }

  /// The size channel of lines is their width.
  private var isSizeOfSymbol: Bool { mark.type != .line && mark.type != .rule && mark.type != .trail }

  private var defaultShape: String {
    let shapes = legend.units.map(shape)
    return shapes.contains("circle") ? "circle" : shapes.first ?? shape(of: legend.unit)
  }

  private func shape(of unit: UnitModel) -> String {
    if let shape = unit.encoding[.shape]?.firstValue?.string ?? unit.mark.string("shape") { return shape }
    switch unit.mark.type {
    case .bar, .rect, .image, .square: return "square"
    case .line, .trail, .rule: return "stroke"
    case .arc, .point, .circle, .tick, .geoshape, .area, .text: return "circle"
    }
  }

  private var startsAsGradient: Bool {
    guard legend.type == .symbol, legend.string("type") == nil, let first = legend.channels.first, first.isColor, case .ramp? = legend.scales[first]?.mapping else { return false }
    return legend.def.timeUnit == nil
  }

  /// The inside of outlined marks: of points on lines, when they have one.
  private var outlinedFill: Color? {
    legend.units.lazy.filter { !$0.mark.isFilled }.compactMap { MarkColors(unit: $0, compilation: compilation).constantFill }.first
  }

  /// What does not come from the legend's scales: the mark's own fill, stroke and opacity.
  private var base: MarkStyle {
    var style = MarkStyle(strokeWidth: legend.number("symbolStrokeWidth") ?? mark.configured("strokeWidth")?.number ?? 1.5)
    // A legend that begins as a gradient knows nothing of the look of the marks.
    if startsAsGradient { return style }
    let own = MarkColors(unit: legend.unit, compilation: compilation)
    style.fill = isFilled ? own.constantFill.map { .color($0) } : outlinedFill.map { .color($0) }
    style.stroke = (isFilled ? own.constantStroke : own.constantStroke ?? own.constantFill).map { .color($0) }
    func constant(_ channel: Channel) -> Color? { encoding[channel]?.firstValue?.string.flatMap { Color(css: $0) } }
    if let color = constant(.color) { if isFilled { style.fill = .color(color) } else { style.stroke = .color(color) } }
    if let color = constant(.fill) { style.fill = .color(color) }
    if let color = constant(.stroke) { style.stroke = .color(color) }
    style.opacity = legend.number("symbolOpacity") ?? encoding[.opacity]?.largestValue ?? legend.units.lazy.compactMap(\.automaticOpacity).first ?? 1
    if encoding[.color]?.isFieldOrDatum == true, !legend.channels.contains(.color) {
      // The color of another field says nothing here: a neutral one stands for all.
      if isFilled {
        style.fill = .color(.black)
        style.fillOpacity = style.opacity
      } else { style.stroke = Color(css: "#888").map { .color($0) } }
    }
    if let fill = legend.color("symbolFillColor") { style.fill = .color(fill) }
    if let stroke = legend.color("symbolStrokeColor") { style.stroke = .color(stroke) }
    if let dash = legend["symbolDash"]?.elements?.compactMap(\.number) ?? mark.own("strokeDash")?.elements?.compactMap(\.number) { style.strokeDash = dash }
    if let o = mark.number("fillOpacity") { style.fillOpacity = o }
    if let o = mark.number("strokeOpacity") { style.strokeOpacity = o }
    return style
  }
}

/// The gradient of a legend: as many stops as show the ramp well.
func legendGradient(_ scale: ResolvedScale, isVertical: Bool) -> MarkGradient {
  var stops: [MarkGradient.Stop] = []
  if case .ramp(let s, _) = scale.mapping, let a = s.domain.first, let b = s.domain.last {
    // Samples at equal distances along the legend, whatever transform the scale has.
    let n = 40
    for i in 0...n {
      let t = Double(i) / Double(n)
      let at = s.transform.forward(a) * (1 - t) + s.transform.forward(b) * t
      let x = s.domain.count > 2 ? a + (b - a) * t : s.transform.backward(at, negative: a < 0)
      if let color = scale.color(.number(x)) { stops.append(MarkGradient.Stop(offset: t, color: color)) }
    }
  }
  return MarkGradient(isRadial: false, x1: 0, y1: isVertical ? 1 : 0, r1: 0, x2: isVertical ? 0 : 1, y2: 0, r2: 0, stops: stops)
}

/// Where `x` lies between the ends of a domain, its middle stops left out.
func linearFraction(_ s: ContinuousScale, _ x: Double) -> Double {
  guard let a = s.domain.first, let b = s.domain.last, a != b else { return 0.5 }
  let low = s.transform.forward(a), high = s.transform.forward(b)
  return (s.transform.forward(x) - low) / (high - low)
}
