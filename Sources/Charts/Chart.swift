import DataTables
package import Diagnostics
import Geometry
package import Inputs
package import Typesetting

/// Compiles a Vega-Lite spec to what it draws, in chart pixels.
///
/// - Parameters:
///   - spec: the tree of a `.vl.json`, or what stands under `chart:`.
///   - findings: warnings, and errors that leave a picture.
/// - Throws: when there is nothing to draw or a limit is met.
package func compileChart(
  _ spec: TreeNode, tables: any ChartTables, options: ChartOptions, typesetter: Typesetter, findings: inout Findings
) throws(Failure) -> MarkScene {
  let compilation = Compilation(tables: tables, options: options, typesetter: typesetter)
  let result = Result { () throws(Failure) in try ChartRoot(spec: spec, compilation: compilation).compile() }
  findings.add(contentsOf: compilation.findings.all)
  return try result.get()
}

/// The outermost view: parameters, config, autosize, padding, background.
private struct ChartRoot {
  let spec: TreeNode
  let compilation: Compilation

  func compile() throws(Failure) -> MarkScene {
    compilation.config = ChartConfig(spec: spec["config"], theme: compilation.options.config)
    compilation.checkConfig(spec["config"])
    compilation.datasets = spec["datasets"]
    readParams()
    readSelections(spec)
    let view = try Normalizer(compilation: compilation).normalize(spec)
    let model = try ViewModelBuilder(compilation: compilation).build(view, rows: Frame(), isInner: false)
    try compilation.findings.check()
    let padding = self.padding
    let placed = fitted(model, padding)
    if let excess = compilation.excess { throw Failure(excess) }
    let left = max(0, (-placed.bounds.x1).rounded(.up)), top = max(0, (-placed.bounds.y1).rounded(.up))
    let dx = left + padding.left, dy = top + padding.top
    let right = max(placed.size.width, placed.bounds.x2.rounded(.up)), bottom = max(placed.size.height, placed.bounds.y2.rounded(.up))
    var size = Size(width: right + dx + padding.right, height: bottom + dy + padding.bottom)
    if let outer = outerSize { size = Size(width: outer.width ?? size.width, height: outer.height ?? size.height) }
    let whole = placed.moved(dx, dy)
    guard whole.marks.count <= ChartLimits.marks else {
      throw Failure(Diagnostic("too-many-marks", kind: .limit, at: spec.range, "\(whole.marks.count) marks are more than the limit of \(ChartLimits.marks)"))
    }
    guard size.width <= ChartLimits.side, size.height <= ChartLimits.side, size.width.isFinite, size.height.isFinite else {
      throw Failure(Diagnostic("too-large", kind: .limit, at: spec.range, "the chart would be more than \(Int(ChartLimits.side)) px wide or high"))
    }
    return MarkScene(
      name: compilation.options.name, size: size, background: background, views: whole.views, marks: whole.marks,
      description: spec["description"]?.string)
  }

  private func readParams() {
    for node in (spec["params"]?.elements ?? []) + (compilation.config.node("params")?.elements ?? []) {
      guard let name = node["name"]?.string, node["select"] == nil else { continue }
      if let value = node["value"] { compilation.params.append(ObjectField(name: name, value: Value(value))) } else if let text = node["expr"]?.string {
        compilation.params.append(ObjectField(name: name, value: compilation.constant(text, at: node.range) ?? .null))
      } else {
        compilation.params.append(ObjectField(name: name, value: .null))
      }
    }
  }

  /// Selections that begin with a value hold the rows of that value, as in the first picture of an interactive chart.
  private func readSelections(_ node: TreeNode) {
    for item in node["params"]?.elements ?? [] {
      guard let name = item["name"]?.string, let select = item["select"], let value = item["value"] else { continue }
      let fields = select["fields"]?.elements?.compactMap(\.string) ?? []
      guard (select.string ?? select["type"]?.string) == "point" else {
        compilation.findings.warning("lost-selection", at: item.range, "the interval that \"\(name)\" begins with is not shown; it is taken as empty")
        continue
      }
      let rows = (value.elements ?? [value]).map { row -> TreeNode in
        let parts = row.entries.map { $0.map { ($0.key, $0.value) } } ?? fields.prefix(1).map { ($0, row) }
        return .map(["and": .list(parts.map { .map(["field": .of($0.0), "equal": $0.1]) })])
      }
      compilation.selections[name] = .map(["or": .list(rows)])
    }
    for key in ["layer", "hconcat", "vconcat", "concat"] { (node[key]?.elements ?? []).forEach(readSelections) }
    if let inner = node["spec"] { readSelections(inner) }
  }

  private var background: Color? {
    let node = compilation.resolved(spec["background"]) ?? compilation.config.node("background")
    guard let node else { return .white }
    return node.string.flatMap { Color(css: $0) }.flatMap { $0.alpha > 0 ? $0 : nil }
  }

  private var padding: Insets {
    let node = spec["padding"] ?? compilation.config.node("padding")
    if let n = node?.number { return Insets(top: n, right: n, bottom: n, left: n) }
    func side(_ key: String) -> Double { node.map { $0[key]?.number ?? 0 } ?? 5 }
    return Insets(top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left"))
  }

  // MARK: autosize

  private var autosize: (type: String, contains: String) {
    let node = spec["autosize"] ?? compilation.config.node("autosize")
    return (node?.string ?? node?["type"]?.string ?? "pad", node?["contains"]?.string ?? "content")
  }

  /// The stated outer size: of the options, or of a spec with autosize fit.
  private var outerSize: (width: Double?, height: Double?)? {
    if compilation.options.width != nil || compilation.options.height != nil { return (compilation.options.width, compilation.options.height) }
    let (type, contains) = autosize
    guard type.hasPrefix("fit") else { return nil }
    let padding = self.padding
    let extra = contains == "padding" ? Size.zero : Size(width: padding.left + padding.right, height: padding.top + padding.bottom)
    let width = type == "fit-y" ? nil : spec["width"]?.number.map { $0 + extra.width }
    let height = type == "fit-x" ? nil : spec["height"]?.number.map { $0 + extra.height }
    return width == nil && height == nil ? nil : (width, height)
  }

  /// The sides that a fitted chart does not state are fitted to the default size, unless they follow a step.
  private func completed(_ outer: (width: Double?, height: Double?), _ model: ViewModel, _ padding: Insets, _ rows: @escaping RowsOf) -> (width: Double?, height: Double?) {
    guard compilation.options.width == nil, compilation.options.height == nil, autosize.type == "fit" else { return outer }
    let builder = PlotBuilder(compilation: compilation, model: model, rows: rows)
    let size = builder.resolve().size
    let extra = autosize.contains == "padding" ? Size.zero : Size(width: padding.left + padding.right, height: padding.top + padding.bottom)
    let width = outer.width ?? (builder.followsStep(.x) ? nil : size.width + extra.width)
    return (width, outer.height ?? (builder.followsStep(.y) ? nil : size.height + extra.height))
  }

  /// Draws, and draws again with the plots shrunk to what axes, legends and titles leave of a stated size.
  private func fitted(_ model: ViewModel, _ padding: Insets) -> PlacedGroup {
    let all: RowsOf = { ($0.main, $0.raw) }
    guard let outer = outerSize else { return ViewDrawer(compilation: compilation).draw(model, rows: all) }
    let fit = SizeFit(compilation: compilation, model: model, padding: padding, rows: all)
    let placed: PlacedGroup
    switch model {
    case .unit, .layer: placed = fit.plot(completed(outer, model, padding, all))
    case .facet, .concat: placed = fit.grid(outer)
    }
    reportOverflow(fit.outerSize(of: placed), outer)
    return placed
  }

  /// A picture that is larger than its place would be cut: that is said, never hidden.
  private func reportOverflow(_ size: Size, _ outer: (width: Double?, height: Double?)) {
    func say(_ what: String, _ needed: Double, _ given: Double?) {
      guard let given, needed > given + 1.5 else { return }
      compilation.findings.warning(
        "chart-cut", at: spec.range, "the chart needs \(Int(needed.rounded(.up))) px of \(what) and has \(Int(given)); what stands beyond is cut",
        hint: "give it more \(what), or less around its plot")
    }
    say("width", size.width, outer.width)
    say("height", size.height, outer.height)
  }
}
