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
  let texts: TextEvaluator
  let data: BoundData
  let tables: ReportTables
  /// The document's look; a block with a `style:` of its own changes it while it is built.
  var styles: Styles
  let typesetter: Typesetter
  let numbering: Numbering
  let words: Words
  let masters: PageMasters
  let resources: MapResources
  var findings = Findings()
  var proseNumbering: ProseNumbering
  /// The frame of the page that is being filled.
  var frame: PageFrame
  /// Footnotes of texts, in the order of their marks.
  var footnotes: [ProseFootnote] = []
  /// Where each item of the flow comes from, for findings about its place.
  var origins: [SourceRange] = []

  /// The items of the body in order. Blocks whose `when:` is false are replaced by their `else:`.
  mutating func items(_ blocks: [BlockSpec]) -> [FlowItem] {
    var result: [FlowItem] = []
    for block in blocks {
      guard texts.holds(block.common.when, findings: &findings) else {
        result += items(block.common.otherwise)
        continue
      }
      let made = withStyle(of: block) { $0.items(block) }
      origins += Array(repeating: block.keyRange, count: made.count)
      result += made
    }
    return result
  }

  /// Runs `body` with the block's own styles over the document's.
  mutating func withStyle<T>(of block: BlockSpec, _ body: (inout ReportBuilder) -> T) -> T {
    warnOfUnused(block)
    guard !block.common.style.isEmpty else { return body(&self) }
    let before = styles
    styles = Styles(theme: before.theme.with(block.common.style, findings: &findings), language: before.language, words: words)
    let result = body(&self)
    styles = before
    return result
  }

  /// Settings that are read and have no effect yet are named, so that nothing is ignored in silence.
  private mutating func warnOfUnused(_ block: BlockSpec) {
    func warn(_ what: String) {
      findings.warning("not-available", at: block.keyRange, "\(what) has no effect in this version")
    }
    if let place = block.figure?.place, place != .here { warn("place: \(place.rawValue)") }
    if case .map(let map) = block.content, map.locator != nil { warn("locator") }
    if case .row(let row) = block.content, row.align != .top { warn("align: \(row.align.rawValue)") }
  }

  private mutating func items(_ block: BlockSpec) -> [FlowItem] {
    switch block.content {
    case .markdown(let text): return markdown(text, id: block.common.id)
    case .heading(let heading): return self.heading(heading, id: block.common.id)
    case .note(let text): return note(text)
    case .table(let table): return figureItem(table.figure) { $0.tableFigure(table, width: $1) }
    case .chart(let chart): return figureItem(chart.figure) { $0.chartFigure(chart, room: FigureRoom(width: $1, height: $0.frame.content.height)) }
    case .map(let map): return figureItem(map.chart.figure) { $0.mapFigure(map, room: FigureRoom(width: $1, height: $0.frame.content.height)) }
    case .row(let row): return self.row(row)
    case .page(let page): return self.page(page)
    case .grid, .callout, .image, .kpis, .toc, .cover, .bibliography:
      findings.error(
        "not-available", at: block.keyRange, "the block \"\(block.kind.rawValue)\" is not available in this version",
        hint: "use md, heading, table, chart, map, row, page or note")
      return []
    }
  }

  /// A figure with the space of the theme around it, across the page.
  private mutating func figureItem(
    _ options: FigureOptions, _ make: (inout ReportBuilder, Double) -> (any Block)?
  ) -> [FlowItem] {
    let width = options.width?.resolve(against: frame.content.width, em: styles.em) ?? frame.content.width
    guard let block = make(&self, min(width, frame.content.width)) else { return [] }
    let placed: any Block = width < frame.content.width ? NarrowBlock(block, width: width) : block
    return [FlowItem(placed, width: .full, spaceBefore: styles.figureSpace, spaceAfter: styles.figureSpace)]
  }

  /// Blocks on pages of their own, with the master's frame.
  private mutating func page(_ page: PageBlockSpec) -> [FlowItem] {
    let before = frame
    frame = masters[page.master?.text ?? "default"].frame
    var result = items(page.blocks)
    if !result.isEmpty { result[0].newPage = frame }
    // `items` has noted an origin for each; the caller notes the whole block again.
    origins.removeLast(min(origins.count, result.count))
    frame = before
    return result
  }
}

/// The room that a figure may take, in points.
struct FigureRoom: Sendable {
  var width: Double
  /// What a page offers.
  var height: Double
  /// The height that the picture must have to match its neighbours; nil when it is free.
  var pictureHeight: Double?
}
