import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// The contents: a row for each section with its number, title, line and page, and the lists that are asked for. Empty until
  /// the places of the headings are known.
  mutating func contents(_ spec: ContentsSpec, width: Double) -> any Block {
    let rowSpace = spec.rowSpace?.resolve(against: frame.content.height, em: styles.em)
    var block = ContentsBlock(
      depth: spec.showsHeadings ? spec.depth : 0, lists: spec.lists.map(\.outlineList), order: numbering.names,
      look: ContentsLook(styles: styles, rowSpace: rowSpace), typesetter: typesetter)
    if let title = texts.text(spec.title, findings: &findings) {
      let entry = OutlineHeading(title: title, level: 1, isInContents: false)
      let anchor = Anchor(name: proseNumbering.anchor(headingSlug(title)), offset: .zero, entry: entry)
      block.title = setParagraph(title, .contentsTitle)
      block.anchors = [anchor]
    }
    return block
  }
}

extension ContentsSpec.List {
  fileprivate var outlineList: OutlineHeading.List {
    switch self {
    case .figures: .figures
    case .tables: .tables
    case .maps: .maps
    }
  }
}

/// The contents of the document, broken between rows. The cursor counts rows.
///
/// The heights of rows depend on titles and width alone, never on page numbers, so the pages settle as soon as all headings are
/// known.
private struct ContentsBlock: PageDependentBlock {
  let depth: Int
  let lists: [OutlineHeading.List]
  /// The names of figures, tables and maps in the order of their numbers.
  let order: [String]
  let look: ContentsLook
  let typesetter: Typesetter
  var title: Paragraph?
  var anchors: [Anchor] = []
  var rows: [ContentsRow] = []

  var widthRange: ClosedRange<Double> { 0...1e9 }

  func resolved(in index: PageIndex) -> any Block {
    var block = self
    block.rows = contentsRows(index, depth: depth, lists: lists, order: order, look: look, typesetter: typesetter)
    return block
  }

  func shownPages(in index: PageIndex) -> [String] { index.entries.map(\.label) }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var parts = SetParts()
    let first = max(0, min(cursor.index, rows.count))
    var index = first
    var y = cursor == .start ? addTitle(&parts, width: region.width) : 0
    let isFresh = region.height >= region.fullHeight - 0.01
    while index < rows.count {
      let needed = heightTogether(from: index, isFirst: index == first, width: region.width)
      if y + needed > region.height + 0.01, index > first || !isFresh { break }
      let space = rows[index].spaceAbove(look, isFirst: index == first)
      rows[index].add(to: &parts, top: y + space, width: region.width, look)
      y += space + rows[index].height(look, width: region.width)
      index += 1
      if rows[index - 1].endsSection, index == rows.count || rows[index].kind == .listTitle || !fits(index, below: y, region) {
        parts.rule(y: y, from: 0, to: region.width, look.divider.width, look.divider.color)
        y += look.divider.width
      }
    }
    if index == first, first < rows.count { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: y), firstBaseline: parts.lines.first?.at.y, anchors: cursor == .start ? anchors : [],
      next: index < rows.count ? Cursor(index: index) : nil,
      overflow: y > region.fullHeight + 0.01 ? y - region.fullHeight : nil,
      content: TaggedParts(parts: parts, tag: StructureTag(.list)))
  }

  private func fits(_ index: Int, below y: Double, _ region: Region) -> Bool {
    y + heightTogether(from: index, isFirst: false, width: region.width) <= region.height + 0.01
  }

  /// The height of a row with the space above it, what must stay with it, and the rule that may close it. A list's title stays with
  /// its first entry, a section's title with its first part.
  private func heightTogether(from index: Int, isFirst: Bool, width: Double) -> Double {
    let row = rows[index]
    let own = row.spaceAbove(look, isFirst: isFirst) + row.height(look, width: width) + look.divider.width
    let keeps = row.kind == .listTitle || row.kind == .section && !row.endsSection
    return keeps && index + 1 < rows.count ? own + rows[index + 1].height(look, width: width) : own
  }

  /// The title is as high as that of a section, and the first row begins on the same line as a section's text.
  private func addTitle(_ parts: inout SetParts, width: Double) -> Double {
    guard let title else { return 0 }
    return parts.add(title, x: 0, top: 0, width: width) + look.belowTitle
  }
}

/// The styles and measures of contents; lengths in points.
struct ContentsLook: Sendable {
  let number, entry, line, sub, page, listTitle, figureNumber: TextStyle
  let divider: LineStyle
  /// Where titles begin, and how much further those of each deeper level do.
  let indent: Double
  let step: Double
  /// Above the title of a row, below its last line, and below the title of the contents.
  let above, below, belowTitle: Double
  /// Between a title and the page.
  let gap: Double
  let grid: Double
  let listTitles: [OutlineHeading.List: String]

  /// - Parameter rowSpace: the room above and below the lines of a row together in points; nil for that of the house.
  init(styles: Styles, rowSpace: Double? = nil) {
    number = styles.text(.contentsNumber)
    entry = styles.text(.contentsEntry)
    line = styles.text(.contentsLine)
    sub = styles.text(.contentsSub)
    page = styles.text(.contentsPage)
    listTitle = styles.text(.eyebrow)
    figureNumber = styles.text(.figureNumber)
    divider = styles.theme.rule(.divider)
    indent = styles.theme.page.headingIndent
    grid = styles.grid
    step = indent / 2
    let space = rowSpace ?? grid * 1.5
    above = space * 9 / 19.5
    below = space * 10.5 / 19.5
    belowTitle = grid * 2.5
    gap = grid * 2
    let names = styles.words.lists
    let isCapitals = styles.theme.style(.eyebrow, language: styles.language).capitals
    listTitles = Dictionary(
      uniqueKeysWithValues: zip([.figures, .tables, .maps], names.map { isCapitals ? $0.uppercased() : $0 }))
  }
}
