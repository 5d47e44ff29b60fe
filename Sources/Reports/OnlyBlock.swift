import Charts
import Diagnostics
import Geometry
import Layout
import Scene
import Specs
import Typesetting

/// One numbered block by itself: a chart or map as a picture of the asked size, a table on a page that is as high as it is.
func onlyBlock(
  _ name: String, builder: inout ReportBuilder, setting: DocumentSetting, options: ReportOptions,
  findings: inout Findings
) throws(Failure) -> Report {
  let all = setting.body.flatMap(\.withDescendants)
  guard let block = all.first(where: { $0.anchor?.text == name }) else {
    let names = all.compactMap { $0.anchor?.text }
    throw Failure(
      Diagnostic(
        "unknown-block", at: .detached, "no block is named \"\(name)\"",
        hint: didYouMean(name, among: names) ?? (names.isEmpty ? nil : "known are \(names.joined(separator: ", "))")))
  }
  let frame = builder.frame.content
  let size = options.layoutSize.map { Size(width: $0.width * pointsPerPixel, height: $0.height * pointsPerPixel) }
  var properties = setting.properties
  properties.title = builder.texts.text(block.figure?.shownTitle, findings: &findings) ?? properties.title
  let room = FigureRoom(width: size?.width ?? frame.width, height: size?.height ?? frame.height)
  let made = builder.loneBlock(block, room: room, isExact: size != nil)
  findings.add(contentsOf: builder.findings.all)
  try findings.check()
  switch made {
  case .picture(let scene):
    let images = builder.pictures.pictures(of: scene, at: block.keyRange, findings: &findings)
    return picture(of: scene, images: images, properties: properties, typesetter: builder.typesetter)
  case .block(let made):
    return try page(
      of: made, at: block.keyRange, room: room, size: size, properties: properties, fonts: builder.typesetter.library.book)
  case nil:
    throw Failure(Diagnostic("not-available", at: block.keyRange, "a \(block.kind.rawValue) cannot be rendered by itself"))
  }
}

/// A block alone: what charts and maps draw, or a block that is laid out.
enum LoneBlock {
  case picture(MarkScene)
  case block(any Block)
}

extension ReportBuilder {
  /// The block at the size of the room; charts and maps come without their title block, so that nothing but the picture is in it.
  mutating func loneBlock(_ spec: BlockSpec, room: FigureRoom, isExact: Bool) -> LoneBlock? {
    switch spec.content {
    case .chart(let chart): return chartPicture(chart, room: room, isExact: isExact).map { .picture($0) }
    case .map(let map): return mapPicture(map, room: room, isExact: isExact).map { .picture($0) }
    case .table(let table): return tableFigure(table, width: room.width).map { .block($0) }
    case .row, .grid, .callout, .image, .kpis, .pull: return block(spec, room: room).map { .block($0) }
    case .markdown, .heading, .toc, .page, .columns, .break, .space, .rule, .note, .cover, .bibliography, .endnotes, .each: return nil
    }
  }
}

/// The air around a block by itself, in points; as much as lone charts have.
private let loneMargin = 16 * pointsPerPixel

/// - Throws: `does-not-fit` when the block is larger than the size that was asked for.
private func page(
  of block: any Block, at range: SourceRange, room: FigureRoom, size: Size?, properties: DocumentProperties, fonts: FontBook
) throws(Failure) -> Report {
  let fragment = block.layout(in: .endless(width: max(1, room.width - 2 * loneMargin)), from: .start)
  let needed = fragment.size.height + 2 * loneMargin
  let page = size ?? Size(width: room.width, height: needed)
  let excess = max(needed - page.height, fragment.overflow ?? 0)
  if excess > 0.01 {
    throw Failure(
      Diagnostic(
        "does-not-fit", at: range, "the block does not fit the size asked for: \(String((excess * 10).rounded() / 10)) pt too much",
        hint: "give more pixels, or a smaller --scale"))
  }
  return Report(
    properties: properties, outline: [], fonts: fonts, pageSizes: [page], markScene: nil, isPicture: false,
    drawPage: { _ in
      var scene = SceneBuilder()
      fragment.content.draw(at: Point(x: loneMargin, y: loneMargin), into: &scene)
      return ScenePage(size: page, items: scene.items)
    })
}
