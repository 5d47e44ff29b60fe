import DataTables
import Diagnostics
import Formats
import Geometry
import Inputs

/// Draws one plot: a unit, or layers over each other, with axes and its own legends.
struct PlotBuilder {
  let compilation: Compilation
  let model: ViewModel
  let rows: RowsOf
  /// Stated sizes of the plot that stand above those of the spec (autosize fit).
  var width: Double?
  var height: Double?
  /// By what the sizes of the spec are multiplied when a grid of plots is fitted to a size.
  var factor = Size(width: 1, height: 1)
  /// Which parts of the axes are drawn here; the rest stands at the edge of a facet.
  var axisParts: (x: AxisBuilder.Parts, y: AxisBuilder.Parts) = (.all, .all)
  /// A cell of a facet without rows has no axes, not even grid lines.
  var hasAxes = true
  /// Scales whose legends an outer view draws.
  var outerScales: Set<ObjectIdentifier> = []

  /// The rows that a scale shared with other cells looks at; nil for those of this plot.
  var sharedRows: (ScaleComponent) -> RowsOf? = { _ in nil }

  var units: [UnitModel] { model.units }

  /// The scales of the plot with their ranges, by component.
  struct Resolved {
    var size: Size
    var scales: [ObjectIdentifier: ResolvedScale]
  }

  func resolve() -> Resolved {
    let size = Size(width: length(.x), height: length(.y))
    var resolved = Resolved(size: size, scales: [:])
    for channel in Channel.scaled {
      for unit in units {
        guard let component = unit.scales[channel], resolved.scales[ObjectIdentifier(component)] == nil else { continue }
        let resolver = ScaleResolver(compilation: compilation, rows: sharedRows(component) ?? rows)
        var range = ScaleRange(width: size.width, height: size.height)
        range.steps = (step(.x, unit, resolved), step(.y, unit, resolved))
        if channel.isOffset { setOffset(&range, channel, unit, resolved) }
        let nested = channel.offset.flatMap { o in units.first { $0.scales[channel] === component && $0.scales[o] != nil }?.scales[o] }
        resolved.scales[ObjectIdentifier(component)] = resolver.resolve(component, range: range, hasNestedOffset: nested != nil)
      }
    }
    return resolved
  }

  private func step(_ channel: Channel, _ unit: UnitModel, _ resolved: Resolved) -> Double? {
    guard let component = unit.scales[channel], let scale = resolved.scales[ObjectIdentifier(component)] else { return nil }
    if unit.encoding[channel]?.isBinning == true, let bins = unit.bins[channel], !scale.type.hasDiscreteDomain {
      let count = (bins.stop - bins.start) / bins.step
      return count > 0 ? (channel == .x ? resolved.size.width : resolved.size.height) / count : nil
    }
    guard scale.type.hasDiscreteDomain else { return nil }
    // The step that the unit asks for, not the one it gets: a stated size says nothing about steps.
    let key = channel == .x ? "width" : "height"
    let stated = unit.common.node[key]
    return stated?.number != nil ? nil : stated?["step"]?.number ?? compilation.config.discreteStep(key)
  }

  /// Offset scales run inside the band, or the time unit, of their position.
  private func setOffset(_ range: inout ScaleRange, _ channel: Channel, _ unit: UnitModel, _ resolved: Resolved) {
    let position: Channel = channel == .xOffset ? .x : .y
    var ends = (0.0, channel == .xOffset ? resolved.size.width : resolved.size.height)
    if let component = unit.scales[position], let scale = resolved.scales[ObjectIdentifier(component)] {
      if scale.type.hasDiscreteDomain {
        ends = (0, scale.bandwidth)
      } else if let def = unit.encoding[position], let time = def.timeUnit, let interval = time.interval,
        let base = dateTimeValue(.map(["year": .of(2012)])), let a = scale.position(.number(base)), let b = scale.position(.number(interval.offset(base, by: time.step))) {
        let padding = compilation.config.scale("bandWithNestedOffsetPaddingInner") ?? 0
        ends = ((b - a) * padding / 2, (b - a) * (1 - padding / 2))
      }
    }
    if channel == .xOffset { range.offsets.x = ends } else { range.offsets.y = ends }
  }

  // MARK: size

  private func length(_ channel: Channel) -> Double {
    let stated = channel == .x ? width : height
    if let stated { return stated }
    return min(ChartLimits.side, natural(channel) * (channel == .x ? factor.width : factor.height))
  }

  /// The length of the plot as the spec has it.
  private func natural(_ channel: Channel) -> Double {
    let key = channel == .x ? "width" : "height"
    let nodes = [model.common.node[key]] + units.map { $0.common.node[key] }
    if let given = nodes.compactMap({ $0 }).first {
      if let n = compilation.number(given) { return min(ChartLimits.side, max(0, n)) }
      if given.string == "container" { return compilation.config.continuousSize(key) }
    }
    let sizeNode = nodes.compactMap { $0 }.first
    if let unit = units.first(where: { $0.scales[channel] != nil }), let component = unit.scales[channel] {
      if component.type.hasDiscreteDomain {
        let offset = channel.offset.flatMap { o in units.lazy.compactMap { $0.scales[o] }.first }
        if let wanted = ScaleResolver(compilation: compilation, rows: sharedRows(component) ?? rows).wantedSize(component, offset: offset, size: sizeNode) { return min(ChartLimits.side, wanted) }
      }
      return compilation.config.continuousSize(key)
    }
    if units.contains(where: { $0.mark.type == .arc || $0.mark.type == .geoshape || $0.common.projection != nil || $0.encoding[.longitude] != nil }) {
      return compilation.config.continuousSize(key)
    }
    return compilation.config.discreteSize(key) ?? sizeNode?["step"]?.number ?? compilation.config.discreteStep(key)
  }

  /// Whether the length of the plot along a channel is a number of steps.
  func followsStep(_ channel: Channel) -> Bool {
    let key = channel == .x ? "width" : "height"
    if ([model.common.node[key]] + units.map { $0.common.node[key] }).contains(where: { $0?.number != nil }) { return false }
    guard let component = units.lazy.compactMap({ $0.scales[channel] }).first else { return true }
    return component.type.hasDiscreteDomain && compilation.config.discreteSize(key) == nil
  }

  // MARK: drawing

  func build() -> PlotGroup {
    let resolved = resolve()
    if max(resolved.size.width, resolved.size.height) >= ChartLimits.side {
      compilation.exceed("too-large", at: model.common.node.range, "a plot would be more than \(Int(ChartLimits.side)) px wide or high")
      return PlotGroup(size: .zero)
    }
    let outer = compilation.plot
    defer { compilation.plot = outer }
    compilation.plot = plotScales(resolved)
    var group = PlotGroup(size: resolved.size)
    group.views = [Rect(origin: .zero, size: resolved.size)]
    group.background = background(resolved.size)
    if hasAxes { group.axes = axes(resolved) }
    let projections = ProjectionBuilder(compilation: compilation, units: units, size: resolved.size).build()
    let contexts = units.map { unit in
      var context = context(unit, resolved)
      context.projection = projections[ObjectIdentifier(unit)]
      return context
    }
    var space = LabelSpace()
    for context in contexts {
      for mark in buildMarks(context) {
        group.content.marks.append(mark)
        if mark.clip == nil { group.content.bounds.union(mark.bounds(compilation.ruler)) }
        if case .text(let text) = mark.shape, mark.style.opacity > 0 { space.take(text.inkBox(compilation.ruler)) }
      }
    }
    // Words lie above all marks, and each keeps off those before it.
    for context in contexts {
      let labels = markLabels(context, in: &space)
      for mark in labels + (SeriesLabels(context)?.marks() ?? []) { group.content.add(mark, compilation.ruler) }
    }
    group.legends = legends(resolved)
    return group
  }

  /// The scales that expressions may ask: of each channel the first.
  private func plotScales(_ resolved: Resolved) -> PlotScales {
    var scales: [Channel: ResolvedScale] = [:]
    for unit in units {
      for (channel, component) in unit.scales where scales[channel] == nil { scales[channel] = resolved.scales[ObjectIdentifier(component)] }
    }
    return PlotScales(size: resolved.size, scales: scales)
  }

  private func context(_ unit: UnitModel, _ resolved: Resolved) -> MarkContext {
    var scales: [Channel: ResolvedScale] = [:]
    for (channel, component) in unit.scales {
      guard var scale = resolved.scales[ObjectIdentifier(component)] else { continue }
      scale.invalidOutput = unit.invalidOutput(channel, scale, compilation)
      scales[channel] = scale
    }
    return MarkContext(unit: unit, frame: rows(unit).main.filtered(unit.markFilter), scales: scales, size: resolved.size, compilation: compilation)
  }

  private func background(_ size: Size) -> [Mark] {
    let config = compilation.config
    let view = ([model.common.view] + units.map(\.common.view)).compactMap { $0 }.first
    let hasAxes = units.contains { $0.encoding[.x] != nil || $0.encoding[.y] != nil }
    func setting(_ key: String) -> TreeNode? {
      if let node = view?[key] { return node }
      if let style = view?["style"] {
        for name in style.string.map({ [$0] }) ?? (style.elements ?? []).compactMap(\.string) { if let node = config.node("style", name, key) { return node } }
      }
      // A view without axes has the style "view", any other "cell", which is what config.view speaks of.
      return hasAxes ? config.node("view", key) ?? config.node("style", "cell", key) : config.node("style", "view", key)
    }
    var style = MarkStyle()
    style.fill = setting("fill")?.string.flatMap { Color(css: $0) }.flatMap { $0.alpha > 0 ? .color($0) : nil }
    if let stroke = setting("stroke") { style.stroke = stroke.string.flatMap { Color(css: $0) }.map { .color($0) } } else if hasAxes { style.stroke = Color(css: "#ddd").map { .color($0) } }
    style.strokeWidth = setting("strokeWidth")?.number ?? 1
    style.opacity = setting("opacity")?.number ?? 1
    style.fillOpacity = setting("fillOpacity")?.number ?? 1
    style.strokeOpacity = setting("strokeOpacity")?.number ?? 1
    style.strokeDash = setting("strokeDash")?.elements?.compactMap(\.number) ?? []
    guard style.isVisible else { return [] }
    // Vega puts outlines of odd width on half pixels.
    let shift = style.stroke != nil && Int(exactly: style.strokeWidth).map { $0 % 2 == 1 } == true ? 0.5 : 0
    let rect = Rect(x: shift, y: shift, width: size.width, height: size.height)
    return [Mark(.viewBackground, .rect(rect, CornerRadii(all: setting("cornerRadius")?.number ?? 0)), style: style)]
  }

  // MARK: axes

  /// The position scales of the plot with the units that use them, in order.
  func positionScales(_ channel: Channel) -> [ScaleComponent] {
    var result: [ScaleComponent] = []
    for unit in units { if let c = unit.scales[channel], !result.contains(where: { $0 === c }) { result.append(c) } }
    return result
  }

  func axes(_ resolved: Resolved) -> [AxisDrawing] {
    var result: [AxisDrawing] = []
    for channel in [Channel.x, .y] {
      let parts = channel == .x ? axisParts.x : axisParts.y
      for (i, spec) in axisSpecs(channel, resolved).enumerated() {
        var parts = parts
        // Only the first of several axes rules the plot, unless others say so.
        if i > 0, spec.stated["grid"] == nil, parts == .all { parts = .withoutGrid }
        result.append(AxisBuilder(axis: spec, size: resolved.size, compilation: compilation, parts: parts).build())
      }
    }
    // Grids of y lie before those of x would in Vega-Lite's order: x first, as the axes are listed.
    return result
  }

  func axisSpecs(_ channel: Channel, _ resolved: Resolved) -> [AxisSpec] {
    var taken: Set<AxisOrient> = []
    let parts = axisParts(of: channel)
    return positionScales(channel).flatMap { component in parts.map { (component, $0) } }.compactMap { component, units in
      guard let scale = resolved.scales[ObjectIdentifier(component)], var spec = axisSpec(component, scale, units) else { return nil }
      if taken.contains(spec.orient), spec.stated["orient"] == nil {
        spec.orient = channel == .x ? (spec.orient == .bottom ? .top : .bottom) : (spec.orient == .left ? .right : .left)
      }
      taken.insert(spec.orient)
      return spec
    }
  }

  /// The units that have an axis together: all, or with `resolve: {axis: {x: independent}}` those of each layer.
  private func axisParts(of channel: Channel) -> [[UnitModel]] {
    guard case .layer(let layer) = model, layer.common.resolution("axis", channel) == "independent" else { return [units] }
    return layer.children.map(\.units)
  }

  /// What all users of a scale among some units say of its axis; nil when there are none, or one of them wants none.
  private func axisSpec(_ component: ScaleComponent, _ scale: ResolvedScale, _ units: [UnitModel]) -> AxisSpec? {
    let users = component.users.filter { user in units.contains { $0 === user.unit } }
    let own = users.filter { $0.def.channel == component.channel }
    guard let lead = own.first(where: { $0.def.timeUnit != nil }) ?? own.first ?? users.first else { return nil }
    var stated = TreeNode(.mapping([]))
    var titles: [TitleText] = []
    for user in users {
      if let node = user.def.node["axis"] {
        if node.isNull || node.bool == false { return nil }
        stated = stated.filled(from: node)
      }
      if let title = guideTitle(user.def, guide: "axis", compilation) { titles.append(title) }
    }
    if compilation.config.bool("axis", "disable") == true || compilation.config.bool(component.channel == .x ? "axisX" : "axisY", "disable") == true { return nil }
    let base: AxisOrient = component.channel == .x ? .bottom : .left
    var spec = AxisSpec(channel: component.channel, orient: base, stated: stated, title: mergedTitle(titles), def: lead.def, unit: lead.unit, scale: scale, config: compilation.config)
    if let orient = spec.string("orient").flatMap(AxisOrient.init(rawValue:)) { spec.orient = orient }
    spec.stated = resolvingExpressions(stated)
    if spec.stated["title"] == nil, let node = spec["title"], stated["title"] == nil, users.allSatisfy({ $0.def.node["title"] == nil }) { spec.title = titleLines(node, compilation) }
    return spec
  }

  /// `{expr}` and `{signal}` replaced by their values.
  private func resolvingExpressions(_ node: TreeNode) -> TreeNode {
    TreeNode(.mapping((node.entries ?? []).map { TreeEntry(key: $0.key, keyRange: $0.keyRange, value: compilation.resolved($0.value) ?? $0.value) }), at: node.range)
  }

  // MARK: legends

  func legends(_ resolved: Resolved) -> [LegendDrawing] {
    var collector = LegendCollector(compilation: compilation, units: units, view: resolved.size, outer: outerScales)
    collector.independent = Set(LegendCollector.channels.filter { model.common.resolution("legend", $0) == "independent" })
    return collector.drawings { resolved.scales[ObjectIdentifier($0)] }
  }
}
