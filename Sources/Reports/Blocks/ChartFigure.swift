import Charts
import DataTables
import Diagnostics
import Geometry
import Inputs
import Layout
import Scene
import Specs

extension ReportBuilder {
  /// A Vega-Lite chart with its title block, compiled at its final size. Nil when it cannot be drawn.
  mutating func chartFigure(_ spec: ChartSpec, room: FigureRoom) -> (any Block)? {
    let parts = parts(of: spec.figure, anchor: spec.anchor)
    let foot = foot(spec.figure)
    let height = pictureHeight(spec.figure, parts: parts, foot: foot, room: room)
    let inset = room.plotInset
    let plain = chartScene(
      spec, parts: parts, width: pictureWidth(spec, room: room), height: height.map { max(20, $0 - inset.top - inset.bottom) })
    guard let scene = plain else { return nil }
    let images = pictures.pictures(of: scene, at: spec.vegaLite.range, findings: &findings)
    let chart = ChartBlock(scene: scene, typesetter: typesetter, lowering: MarkLowering(images: images))
    let picture: any Block =
      inset == PlotInset() ? chart : StackBlock([StackChild(chart, spaceBefore: inset.top), StackChild(SpacerBlock(height: inset.bottom))])
    return framed(picture, parts: parts, foot: foot, tag: StructureTag(.figure, alt: parts.alt ?? parts.title))
  }

  /// The chart by itself: at the exact size of the room, or at the width of the room and its own height.
  mutating func chartPicture(_ spec: ChartSpec, room: FigureRoom, isExact: Bool) -> MarkScene? {
    let parts = parts(of: spec.figure, anchor: spec.anchor)
    let height = isExact ? room.height : pictureHeight(spec.figure, parts: parts, foot: nil, room: room)
    var spec = spec
    spec.vegaLite = padded(spec.vegaLite)
    return chartScene(spec, parts: parts, width: isExact ? room.width : pictureWidth(spec, room: room), height: height)
  }

  /// Compiles at an outer size in points; a height of nil is the spec's own.
  private mutating func chartScene(_ spec: ChartSpec, parts: FigureParts, width: Double, height: Double?) -> MarkScene? {
    let loader = tables.loader
    guard let written = findings.attempt({ () throws(Failure) in try chartTree(spec, loader: loader) }) else { return nil }
    let tree = ChartLanguage(language: texts.language).applied(to: written, findings: &findings)
    var options = ChartOptions(config: styles.theme.chartConfig, isStrict: true, language: texts.language)
    options.name = spec.anchor?.text ?? ""
    options.names = texts.names.entries
    options.width = pixels(width)
    options.height = height.map(pixels)
    let tables = tables, typesetter = typesetter
    var found = Findings()
    let scene = found.attempt { (found: inout Findings) throws(Failure) in
      try compileChart(tree, tables: tables, options: options, typesetter: typesetter, findings: &found)
    }
    findings.add(contentsOf: found.all)
    guard var scene, !found.hasErrors else { return nil }
    scene.description = parts.alt ?? scene.description
    return scene
  }

  /// The outer width, unless the spec gives the plot's own in px.
  private func pictureWidth(_ spec: ChartSpec, room: FigureRoom) -> Double {
    spec.figure.width?.resolve(against: room.width, em: styles.em).map { min($0, room.width) } ?? room.width
  }

  /// The outer height of a picture in points; nil leaves it to the spec.
  func pictureHeight(_ figure: FigureOptions, parts: FigureParts, foot: (any Block)?, room: FigureRoom) -> Double? {
    if let height = room.pictureHeight { return height }
    if let height = figure.height?.resolve(against: room.height, em: styles.em) { return height }
    if let aspect = figure.aspect { return room.width / aspect.ratio }
    guard room.fills || figure.fill == .page || figure.fill == .column else { return nil }
    return max(40, room.height - frameHeight(parts, foot: foot, width: room.width))
  }

  /// What stands above and below the picture of a figure.
  func frameHeight(_ parts: FigureParts, foot: (any Block)?, width: Double) -> Double {
    let empty = framed(SpacerBlock(height: 1), parts: parts, foot: foot, tag: nil)
    return empty.layout(in: .endless(width: width), from: .start).size.height - 1
  }

  func pixels(_ points: Double) -> Double { points / pointsPerPixel }
}

/// On a page the column's edge is the chart's; a picture by itself needs air around it, unless the spec says how much.
private func padded(_ tree: TreeNode) -> TreeNode {
  guard let entries = tree.entries, tree["padding"] == nil else { return tree }
  let padding = TreeNode(.number(NumberLiteral(text: "16", value: 16)), at: tree.range)
  return TreeNode(.mapping(entries + [TreeEntry(key: "padding", value: padding)]), at: tree.range)
}

/// One chart pixel in points (CSS: 96 px to the inch).
let pointsPerPixel = 0.75

/// The spec of a chart: its own keys over those of the file it names.
private func chartTree(_ spec: ChartSpec, loader: ResourceLoader) throws(Failure) -> TreeNode {
  guard let from = spec.from else { return spec.vegaLite }
  let file = try loader.loadText(from.text, at: from.range, limit: InputLimits.specBytes)
  let base = try parseSpecText(file)
  guard let own = spec.vegaLite.entries, let entries = base.entries else {
    throw Failure(Diagnostic("wrong-type", at: base.range, "expected a Vega-Lite spec: a mapping with a mark"))
  }
  let names = own.map(\.key)
  return TreeNode(.mapping(entries.filter { !names.contains($0.key) } + own), at: spec.vegaLite.range)
}
