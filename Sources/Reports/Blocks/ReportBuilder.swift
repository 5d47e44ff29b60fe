import DataTables
import Diagnostics
import Geometry
import Inputs
import Layout
import Prose
import Specs
import Typesetting

/// Turns block specs into blocks in the flow. Everything is resolved here: texts, data, styles, sizes, references.
///
/// A value that lives for one pass over the body; what it finds wrong is collected in `findings`.
struct ReportBuilder {
  /// What data and texts mean where the builder is.
  var scope: Scope
  var data: BoundData { scope.data }
  var texts: TextEvaluator { scope.texts }
  let loader: ResourceLoader
  /// The document's look; a block with a `style:` of its own changes it while it is built.
  var styles: Styles
  let typesetter: Typesetter
  let numbering: Numbering
  var words: Words
  let masters: PageMasters
  let resources: MapResources
  /// The edition of maps that name none.
  let edition: MapEdition?
  var pictures: Pictures
  var findings = Findings()
  var proseNumbering: ProseNumbering
  let bibliography: Bibliography
  let notes: NotesSpec
  /// The frame of the page that is being filled.
  var frame: PageFrame
  /// The style of the pages that are being filled.
  var pageStyle: PageStyle
  /// The columns that blocks stand in; nil outside of a part in columns.
  var columnGrid: ColumnGrid?
  var columnParts = 0
  /// Breaks and room that the next item of the flow has above it.
  var gap = FlowGap()
  /// Footnotes of texts, in the order of their marks.
  var footnotes: [ProseFootnote] = []
  /// How many of them `endnotes` blocks have set.
  var setNotes = 0
  /// References that wait for the pages.
  var lateReferences: [LateReference] = []
  /// Where each item of the flow comes from, for findings about its place.
  var origins: [SourceRange] = []

  /// The items of the body in order. Blocks whose `when:` is false are replaced by their `else:`.
  mutating func items(_ blocks: [BlockSpec]) -> [FlowItem] {
    var result: [FlowItem] = []
    var filling: [FillingFigure] = []
    var endsPage = false
    for block in blocks {
      guard shows(block) else {
        result += items(block.common.otherwise)
        continue
      }
      if takeGap(block) { continue }
      let above = gap
      gap = FlowGap()
      var made = placed(anchored(withStyle(of: block) { $0.items(block) }, of: block), as: block)
      above.apply(to: &made)
      if made.isEmpty { gap = above }
      // What follows the blocks of a page stands on a page of its own master again.
      if endsPage, !made.isEmpty, made[0].newPage == nil { made[0].newPage = pageStyle }
      if !made.isEmpty { endsPage = block.kind == .page || block.kind == .cover }
      origins += Array(repeating: block.keyRange, count: made.count)
      if block.figure?.fill == .page, made.count == 1 { filling.append(FillingFigure(block: block, item: result.count)) }
      result += made
    }
    return filling.isEmpty ? result : filled(result, filling)
  }

  private mutating func items(_ block: BlockSpec) -> [FlowItem] {
    if block.common.column == .margin { return marginItem(block) }
    switch block.content {
    case .markdown(let text): return markdown(text, column: block.common.column)
    case .heading(let heading):
      let made = self.heading(heading, id: block.common.id)
      return block.common.column == .page ? made.map { $0.across } : made
    case .note(let text): return note(text, column: block.common.column)
    case .page(let page): return self.page(page, at: block.keyRange)
    case .columns(let columns): return self.columns(columns, block)
    case .rule(let width): return [line(width, column: block.common.column)]
    case .break, .space: return []
    case .row where isInColumns && block.common.column != .page: return figureItem(block, width: nil)
    case .row(let row): return self.row(row).map { [spaced($0, width: .full)] } ?? []
    case .table(let table): return figureItem(block, width: table.figure.width)
    case .chart(let chart): return figureItem(block, width: chart.figure.width)
    case .map(let map): return figureItem(block, width: map.chart.figure.width)
    case .cover(let cover): return self.cover(cover)
    case .callout, .pull, .toc: return figureItem(block, width: nil, column: .text)
    case .bibliography(let list): return bibliographyItems(list, at: block.keyRange)
    case .endnotes(let notes): return endnoteItems(notes, at: block.keyRange)
    case .image(let image): return imageItem(block, image)
    case .grid, .kpis: return figureItem(block, width: nil)
    case .each: return []
    }
  }

  /// A block with the space of the theme around it: across the page, or in the column it asks for.
  private mutating func figureItem(_ block: BlockSpec, width asked: Length?, column usual: BlockColumn = .page) -> [FlowItem] {
    let column = block.common.column ?? (isInColumns ? .text : usual)
    let whole = column == .text ? textWidth : frame.content.width
    let width = min(whole, asked?.resolve(against: whole, em: styles.em) ?? whole)
    guard let made = self.block(block, room: FigureRoom(width: width, height: frame.content.height)) else { return [] }
    let placed: any Block = width < whole ? NarrowBlock(made, width: width) : made
    return [spaced(placed, width: column == .text ? .text : .full)]
  }

  /// A picture across the page, in the column that it asks for, or to the edges of the page.
  private mutating func imageItem(_ block: BlockSpec, _ image: ImageSpec) -> [FlowItem] {
    guard image.width == .bleed else { return figureItem(block, width: nil) }
    let room = FigureRoom(width: frame.content.width, height: frame.content.height)
    return imageFigure(block, image, room: room, page: frame).map { [spaced($0, width: .full)] } ?? []
  }

  /// A block in the margin column, level with what follows it.
  private mutating func marginItem(_ block: BlockSpec) -> [FlowItem] {
    guard let column = frame.margin else {
      findings.error(
        "no-margin-column", at: block.keyRange, "column: margin needs a page whose text leaves room for a margin column",
        hint: "the theme sets it with page: {text_column, gutter, margin_column}")
      return []
    }
    let made = self.block(block, room: FigureRoom(width: column.width, height: frame.content.height, isMargin: true))
    return made.map { [spaced($0, width: .margin)] } ?? []
  }

  func spaced(_ block: any Block, width: FlowWidth) -> FlowItem {
    FlowItem(block, width: width, spaceBefore: styles.figureSpace, spaceAfter: styles.figureSpace)
  }
}

/// The room that a figure may take, in points.
struct FigureRoom: Sendable {
  var width: Double
  /// What a page offers.
  var height: Double
  /// The height that the picture must have to match its neighbours; nil when it is free.
  var pictureHeight: Double?
  /// What the plot keeps free above and below, so that its edges meet those of its neighbours.
  var plotInset = PlotInset()
  /// True in the margin column, where text is small.
  var isMargin = false
  /// What can take any height is as high as the room.
  var fills = false
}

/// Room above and below a plot, in points.
struct PlotInset: Hashable, Sendable {
  var top = 0.0
  var bottom = 0.0
}
