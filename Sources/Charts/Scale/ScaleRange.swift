import DataTables
import Diagnostics
import Geometry
import Inputs
import Scales

/// What scales lead to in a view: pixels, sizes, colors, shapes, dashes. https://vega.github.io/vega-lite/docs/scale.html#range
struct ScaleRange {
  var width: Double
  var height: Double
  /// The part of a band in which offset scales run.
  var offsets: (x: (Double, Double), y: (Double, Double)) = ((0, 0), (0, 0))
  /// The smallest step of the position scales, for sizes that depend on it.
  var steps: (x: Double?, y: Double?) = (nil, nil)

  /// The two numbers of a numeric range.
  func ends(_ component: ScaleComponent, _ compilation: Compilation) -> (Double, Double) {
    if let given = numbers(component, compilation), let a = given.first, let b = given.last { return (a, b) }
    var (a, b) = automatic(component, compilation)
    if let low = compilation.number(component.stated("rangeMin")) { a = low }
    if let high = compilation.number(component.stated("rangeMax")) { b = high }
    return (a, b)
  }

  /// The numbers a spec states as the range; `width` and `height` name the size of the view.
  func numbers(_ component: ScaleComponent, _ compilation: Compilation) -> [Double]? {
    guard let list = compilation.resolved(component.stated("range"))?.elements, list.count > 1 else { return nil }
    let numbers = list.compactMap { node in node.string == "width" ? width : node.string == "height" ? height : compilation.number(node) }
    return numbers.count == list.count ? numbers : nil
  }

  private func automatic(_ component: ScaleComponent, _ compilation: Compilation) -> (Double, Double) {
    let config = compilation.config
    let unit = component.lead.unit
    func pair(_ low: String, _ high: String) -> (Double, Double) { (config.scale(low) ?? 0, config.scale(high) ?? 1) }
    switch component.channel {
    case .x: return (0, width)
    case .y: return component.type.hasContinuousDomain ? (height, 0) : (0, height)
    case .xOffset: return offsets.x
    case .yOffset: return offsets.y
    case .theta: return (0, 2 * Double.pi)
    case .radius: return (0, min(width, height) / 2)
    case .angle: return (0, 360)
    case .strokeWidth: return pair("minStrokeWidth", "maxStrokeWidth")
    case .opacity, .fillOpacity, .strokeOpacity: return pair("minOpacity", "maxOpacity")
    case .size: return sizes(component, unit, config)
    default: return (0, 1)
    }
  }

  private func sizes(_ component: ScaleComponent, _ unit: UnitModel, _ config: ChartConfig) -> (Double, Double) {
    let low: Double, high: Double
    let band = min(steps.x ?? .infinity, steps.y ?? .infinity)
    switch unit.mark.type {
    case .bar, .tick:
      low = config.scale("minBandSize") ?? 2
      let step = unit.mark.orient == .horizontal ? steps.y : steps.x
      high = config.scale("maxBandSize") ?? (step ?? config.discreteStep("width")) - 1
    case .line, .trail, .rule:
      low = config.scale("minStrokeWidth") ?? 1
      high = config.scale("maxStrokeWidth") ?? 4
    case .text:
      low = config.scale("minFontSize") ?? 8
      high = config.scale("maxFontSize") ?? 40
    default:
      low = config.scale("minSize") ?? 4
      let side = 0.95 * (band.isFinite ? band : config.discreteStep("width"))
      let unitSide = steps.x == nil && steps.y == nil ? pointStep(unit, config) * 0.95 : side
      high = config.scale("maxSize") ?? unitSide * unitSide
    }
    return (low, high)
  }

  /// Without discrete axes a point may take the default step, or a tenth of the smaller side when that is less.
  private func pointStep(_ unit: UnitModel, _ config: ChartConfig) -> Double { min(config.discreteStep("width"), config.discreteStep("height")) }

  // MARK: colors, shapes, dashes

  func isColor(_ component: ScaleComponent) -> Bool {
    if component.channel.isColor {
      guard let range = component.stated("range")?.elements else { return true }
      return !range.allSatisfy { $0.number != nil }
    }
    return false
  }

  func statedCount(_ component: ScaleComponent) -> Int? {
    if let range = component.stated("range")?.elements { return range.count }
    return component.stated("scheme")?["count"]?.number.flatMap { Int(exactly: $0) }
  }

  /// The ramp of a continuous color scale.
  func ramp(_ component: ScaleComponent, _ compilation: Compilation) -> ColorRamp {
    let space = component.stated("interpolate").flatMap { ColorSpace(rawValue: $0.string ?? $0["type"]?.string ?? "") }
    if let list = component.stated("range")?.elements {
      return ColorRamp(list.compactMap { $0.string.flatMap { Color(css: $0) } }, space: space ?? .hcl)
    }
    let (scheme, node) = self.scheme(component, compilation)
    var colors = scheme.colors
    if component.type.isTime, !scheme.isCategorical {
      // A time scale has no ramp of its own in Vega: it runs between two inner points of the scheme.
      let whole = ColorRamp(colors)
      return ColorRamp([whole(1.0 / 3), whole(2.0 / 3)])
    }
    if let extent = node?["extent"]?.elements?.compactMap(\.number), extent.count == 2 {
      let whole = ColorRamp(colors)
      colors = (0..<max(2, colors.count)).map { whole(extent[0] + (extent[1] - extent[0]) * Double($0) / Double(max(1, colors.count - 1))) }
    }
    return ColorRamp(colors, space: .rgb)
  }

  /// The items of a discrete range: `count` are wanted; fewer are used in turn.
  func items(_ component: ScaleComponent, count: Int, _ compilation: Compilation) -> [RangeItem] {
    if let list = compilation.resolved(component.stated("range"))?.elements {
      let given = list.map { node -> RangeItem in
        if let n = node.number { return .number(n) }
        if let dash = node.elements { return .dash(dash.compactMap(\.number)) }
        let text = node.string ?? ""
        return component.channel.isColor ? Color(css: text).map { .color($0) } ?? .text(text) : .text(text)
      }
      if component.type != .ordinal, component.channel.isColor, given.count < count, given.count > 1 {
        let ramp = ramp(component, compilation)
        return ramp.sampled(count).map { .color($0) }
      }
      return given
    }
    switch component.channel {
    case .color, .fill, .stroke:
      let (scheme, node) = self.scheme(component, compilation)
      if scheme.isCategorical { return scheme.colors.map { .color($0) } }
      let extent = node?["extent"]?.elements?.compactMap(\.number)
      let ramp = ColorRamp(scheme.colors)
      // Vega takes inner points of a ramp only: neither end is used.
      let low = extent?.first ?? 0, high = extent?.count == 2 ? extent?[1] ?? 1 : 1
      return (0..<count).map { .color(ramp(low + (high - low) * Double($0 + 1) / Double(count + 1))) }
    case .shape: return ["circle", "square", "triangle-up", "cross", "diamond", "triangle-right", "triangle-down", "triangle-left"].map { .text($0) }
    case .strokeDash: return [[1, 0], [4, 2], [2, 1], [1, 1], [1, 2, 4, 2]].map { .dash($0) }
    default:
      let (a, b) = ends(component, compilation)
      guard count > 1 else { return [.number(component.type == .ordinal ? b : a)] }
      return (0..<count).map { .number(a + (b - a) * Double($0) / Double(count - 1)) }
    }
  }

  private func scheme(_ component: ScaleComponent, _ compilation: Compilation) -> (ColorScheme, TreeNode?) {
    let stated = component.stated("scheme") ?? component.stated("range").flatMap { $0.elements == nil ? $0 : nil }
    if let stated, let name = stated.string ?? stated["name"]?.string ?? stated["scheme"]?.string {
      if let scheme = ColorScheme(named: name) { return (scheme, stated) }
      if let list = compilation.config.node("range", name) { return (named(list), stated) }
      if !["category", "ordinal", "ramp", "heatmap", "diverging"].contains(name) {
        compilation.report("unknown-scheme", at: stated.range, "unknown color scheme \"\(name)\"", hint: didYouMean(name, among: ColorScheme.names))
      }
    }
    let key = rangeName(component)
    if let given = compilation.config.node("range", key) { return (named(given), nil) }
    let builtIn = ["category": "tableau10", "ordinal": "blues", "heatmap": "yellowgreenblue", "ramp": "blues", "diverging": "blueorange"][key] ?? "tableau10"
    guard var scheme = ColorScheme(named: builtIn) else { return (ColorScheme(colors: [.black], isCategorical: true), nil) }
    if key == "diverging" { scheme.colors.reverse() }
    return (scheme, nil)
  }

  /// The name under `config.range` whose colors a scale without a scheme takes.
  private func rangeName(_ component: ScaleComponent) -> String {
    if component.type == .ordinal { return component.lead.def.type == .nominal ? "category" : "ordinal" }
    if component.stated("domainMid") != nil { return "diverging" }
    let mark = component.lead.unit.mark.type
    return mark == .rect || mark == .geoshape ? "heatmap" : "ramp"
  }

  private func named(_ node: TreeNode) -> ColorScheme {
    if let list = node.elements { return ColorScheme(colors: list.compactMap { $0.string.flatMap { Color(css: $0) } }, isCategorical: true) }
    let name = node["scheme"]?.string ?? node.string ?? ""
    return ColorScheme(named: name) ?? ColorScheme(colors: [.black], isCategorical: true)
  }
}
