import Geometry
import Layout
import Scene
import Specs
import Typesetting

/// A row of the contents, with all that does not depend on the width.
struct ContentsRow: Sendable {
  enum Kind: Hashable, Sendable {
    /// The highest level: a rule above, room around it.
    case section
    /// A deeper level, inside the row of its section.
    case part(depth: Int)
    /// The title of a list of figures.
    case listTitle
    /// A figure, table or map.
    case figure(numberWidth: Double)
  }

  var kind: Kind
  var number: TextLine?
  var title: Paragraph
  var line: Paragraph?
  var page: TextLine?
  /// The anchor that the row leads to.
  var target: String?
  /// The last row of a section has its room below it.
  var endsSection = false

  func spaceAbove(_ look: ContentsLook, isFirst: Bool) -> Double { kind == .listTitle && !isFirst ? look.grid * 2 : 0 }

  /// Where the title begins and how wide it may be.
  private func column(_ look: ContentsLook, width: Double) -> (x: Double, room: Double) {
    let x =
      switch kind {
      case .section: look.indent
      case .part(let depth): look.indent + look.step * Double(depth - 1)
      case .listTitle: 0.0
      case .figure(let numberWidth): max(look.indent, numberWidth + look.grid / 2)
      }
    // The room of the page number is the same whatever the number is.
    return (x, max(1, width - x - look.gap))
  }

  /// In points, without the space above.
  func height(_ look: ContentsLook, width: Double) -> Double {
    let room = column(look, width: width).room
    let texts = title.height(width: room) + (line?.height(width: room) ?? 0)
    switch kind {
    case .section: return look.above + texts + (endsSection ? look.below : 0)
    case .part: return texts + (endsSection ? look.below : 0)
    case .listTitle: return texts + look.grid / 2
    case .figure: return texts
    }
  }

  /// Adds rule, texts and link with the row's upper edge at `top`.
  func add(to parts: inout SetParts, top: Double, width: Double, _ look: ContentsLook) {
    let (x, room) = column(look, width: width)
    var y = top
    if kind == .section {
      parts.rule(y: y, from: 0, to: width, look.divider.width, look.divider.color)
      y += look.above
    }
    let baseline = y + title.baseline
    if let number { parts.lines.append((number, Point(x: 0, y: baseline))) }
    y = parts.add(title, x: x, top: y, width: room)
    if let line { y = parts.add(line, x: x, top: y, width: room) }
    if let page { parts.lines.append((page, Point(x: width - page.width, y: baseline))) }
    if let target {
      let rect = Rect(x: 0, y: top, width: width, height: height(look, width: width))
      parts.links.append((rect, .destination(target)))
    }
  }
}

/// The rows of the contents: sections with their parts down to `depth`, then the lists.
///
/// - Parameter order: the names of figures, tables and maps in the order of their numbers, which floats may leave on the pages.
func contentsRows(
  _ index: PageIndex, depth: Int, lists: [OutlineHeading.List], order: [String], look: ContentsLook, typesetter: Typesetter
) -> [ContentsRow] {
  let maker = RowMaker(look: look, typesetter: typesetter)
  let headings = index.entries.filter { entry in
    entry.heading.map { $0.list == .headings && $0.isInContents && $0.level <= depth } ?? false
  }
  let highest = headings.compactMap { $0.heading?.level }.min() ?? 1
  var rows: [ContentsRow] = []
  for entry in headings {
    guard let heading = entry.heading else { continue }
    let level = heading.level - highest
    rows.append(level == 0 ? maker.section(entry, heading) : maker.part(entry, heading, depth: level))
  }
  for index in rows.indices {
    rows[index].endsSection = index + 1 == rows.count || rows[index + 1].kind == .section
  }
  let ranks = Dictionary(zip(order, order.indices), uniquingKeysWith: { first, _ in first })
  for list in lists { rows += maker.list(list, of: index, ranks: ranks) }
  return rows
}

private struct RowMaker {
  let look: ContentsLook
  let typesetter: Typesetter

  func section(_ entry: PageIndex.Entry, _ heading: OutlineHeading) -> ContentsRow {
    ContentsRow(
      kind: .section, number: heading.number.map { typesetter.line($0, look.number) }, title: paragraph(heading.title, look.entry),
      line: heading.line.map { paragraph($0, look.line) }, page: page(entry), target: entry.name)
  }

  /// Deeper headings are one line with their number before the title.
  func part(_ entry: PageIndex.Entry, _ heading: OutlineHeading, depth: Int) -> ContentsRow {
    ContentsRow(
      kind: .part(depth: depth), title: paragraph(heading.fullTitle, look.sub), line: nil, page: page(entry), target: entry.name)
  }

  func list(_ list: OutlineHeading.List, of index: PageIndex, ranks: [String: Int]) -> [ContentsRow] {
    let found = index.entries.filter { $0.heading?.list == list }
    let entries = found.enumerated().sorted { a, b in
      let (first, second) = (ranks[a.element.name] ?? .max, ranks[b.element.name] ?? .max)
      return first == second ? a.offset < b.offset : first < second
    }.map(\.element)
    guard !entries.isEmpty else { return [] }
    let numbers = entries.map { entry in entry.heading?.number.map { typesetter.line($0, look.figureNumber) } }
    let numberWidth = numbers.compactMap { $0?.width }.max() ?? 0
    let title = ContentsRow(kind: .listTitle, title: paragraph(look.listTitles[list] ?? "", look.listTitle))
    return [title]
      + zip(entries, numbers).map { entry, number in
        ContentsRow(
          kind: .figure(numberWidth: numberWidth), number: number, title: paragraph(entry.heading?.title ?? "", look.sub),
          page: page(entry), target: entry.name)
      }
  }

  private func page(_ entry: PageIndex.Entry) -> TextLine { typesetter.line(entry.label, look.page) }

  private func paragraph(_ text: String, _ style: TextStyle) -> Paragraph {
    var format = ParagraphFormat()
    format.alignment = .left
    format.leading = style.leading
    return typesetter.paragraph([TextSpan(text, style)], format)
  }
}
