import DataTables
import Diagnostics
import Geometry
import Inputs

/// The words around the cells of a facet: a value over each, the field over all.
extension FacetDrawer {
  private func setting(_ def: ChannelDef, _ key: String, row: Bool?) -> TreeNode? {
    if let node = def.node["header"]?[key] { return node }
    let names = (row == true ? ["headerRow"] : row == false ? ["headerColumn"] : ["headerFacet"]) + ["header"]
    for name in names { if let node = compilation.config.node(name, key) { return node } }
    return nil
  }

  /// The words over (or beside) a cell; nil when labels are off.
  func headerTitle(_ def: ChannelDef, _ value: Value, orient: AxisOrient) -> TitleSpec? {
    let isRow = def.channel == .row ? true : def.channel == .column ? false : nil
    if let node = def.node["header"], node.isNull { return nil }
    if setting(def, "labels", row: isRow)?.bool == false { return nil }
    let format = LabelFormat(scale: nil, def: def.type == .quantitative || def.timeUnit != nil || def.type == .temporal ? def : nil, format: def.node["header"]?["format"], formatType: def.node["header"]?["formatType"]?.string, count: 10, config: compilation.config, timeFormat: compilation.config.timeFormat)
    var text = def.isBinning ? value.shown : format(value)
    if let source = setting(def, "labelExpr", row: isRow), let expression = source.string,
      let parsed = compilation.attempt({ () throws(Failure) in try ChartExpression(expression, at: source.range, compilation) }) {
      let datum = Value.object([ObjectField(name: "label", value: .string(text)), ObjectField(name: "value", value: value)])
      text = compilation.attempt { () throws(Failure) in try parsed.value(datum: datum) }?.shown ?? text
    }
    let side = setting(def, "labelOrient", row: isRow)?.string.flatMap(AxisOrient.init(rawValue:)) ?? setting(def, "orient", row: isRow)?.string.flatMap(AxisOrient.init(rawValue:)) ?? orient
    var title = TitleSpec(lines: [text])
    title.orient = side
    title.role = def.channel == .facet ? .titleText : .headerLabel
    title.anchor = setting(def, "labelAnchor", row: isRow)?.string ?? "middle"
    title.offset = setting(def, "labelPadding", row: isRow)?.number ?? 10
    let angle = setting(def, "labelAngle", row: isRow)?.number
    let turned = angle ?? (side == .left ? -90 : side == .right ? 90 : 0)
    title.color = setting(def, "labelColor", row: isRow)?.string.flatMap { Color(css: $0) } ?? .black
    var align: TextAlign = title.anchor == "start" ? .left : title.anchor == "end" ? .right : .center
    var baseline = TextBaseline.top
    if let angle, angle != -90, side == .left {
      align = .right
      baseline = .middle
    }
    if let given = setting(def, "labelAlign", row: isRow)?.string.flatMap(TextAlign.init(rawValue:)) { align = given }
    if let given = setting(def, "labelBaseline", row: isRow)?.string.flatMap(TextBaseline.init(rawValue:)) { baseline = given }
    title.text = TextMark(
      anchor: .zero, lines: [text], font: setting(def, "labelFont", row: isRow)?.string ?? compilation.defaultFont,
      fontSize: setting(def, "labelFontSize", row: isRow)?.number ?? 10,
      fontWeight: setting(def, "labelFontWeight", row: isRow).flatMap { $0.number.flatMap { Int(exactly: $0) } ?? $0.string.map(fontWeight) } ?? 400,
      italic: setting(def, "labelFontStyle", row: isRow)?.string == "italic", align: align, baseline: baseline, angle: turned,
      limit: setting(def, "labelLimit", row: isRow)?.number ?? 0)
    return title
  }

  /// The name of the field over all cells.
  func fieldTitleMark(_ def: ChannelDef, isRow: Bool, within model: FacetModel) -> Mark? {
    let key: Bool? = def.channel == .row ? true : def.channel == .column ? false : nil
    if let node = def.node["header"], node.isNull { return nil }
    guard let lines = fieldTitles(def, within: model, row: key) else { return nil }
    let text = TextMark(
      anchor: .zero, lines: lines, font: setting(def, "titleFont", row: key)?.string ?? compilation.defaultFont,
      fontSize: setting(def, "titleFontSize", row: key)?.number ?? 11,
      fontWeight: setting(def, "titleFontWeight", row: key).flatMap { $0.number.flatMap { Int(exactly: $0) } ?? $0.string.map(fontWeight) } ?? 700,
      align: .center, baseline: .top, angle: setting(def, "titleAngle", row: key)?.number ?? (isRow ? -90 : 0),
      limit: setting(def, "titleLimit", row: key)?.number ?? 0)
    return Mark(.headerTitle, .text(text), style: MarkStyle(fill: .color(setting(def, "titleColor", row: key)?.string.flatMap { Color(css: $0) } ?? .black)))
  }

  /// The title of a facet, with those of the facets inside it that run the same way: "Origin / Cylinders".
  private func fieldTitles(_ def: ChannelDef, within model: FacetModel, row: Bool?) -> [String]? {
    let stated = def.node["header"]?["title"] ?? def.node["title"] ?? setting(def, "title", row: row)
    let own = stated.map { titleLines($0, compilation) } ?? [fieldTitle(def, compilation.config)]
    guard case .facet(let inner) = model.child, let below = row == true ? inner.spec.row : row == false ? inner.spec.column : nil,
      let titles = fieldTitles(below, within: inner, row: row)
    else { return own }
    return own.map { [($0 + titles).joined(separator: " / ")] } ?? titles
  }

  /// The title keeps its padding twice, once as its own and once of the grid's.
  func titleGap(_ def: ChannelDef) -> Double {
    let row: Bool? = def.channel == .row ? true : def.channel == .column ? false : nil
    return 10 + (setting(def, "titlePadding", row: row)?.number ?? 10)
  }
}
