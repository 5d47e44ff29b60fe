package import Diagnostics
package import Inputs

/// A block as its author declared it. `content` holds what is particular to its kind.
package struct BlockSpec: Sendable {
  package var kind: BlockKind
  package var keyRange: SourceRange
  /// The value of the kind's key.
  package var payload: TreeNode
  /// The whole mapping.
  package var node: TreeNode
  package var common: CommonOptions
  package var content: BlockContent

  package var range: SourceRange { node.range }

  /// The name by which references lead to the block.
  package var anchor: Name? {
    switch content {
    case .chart(let chart): chart.anchor
    case .map(let map): map.chart.anchor
    case .table(let table): table.anchor
    case .markdown, .heading, .row, .grid, .callout, .image, .kpis, .pull, .toc, .page, .columns, .break, .space, .rule, .note,
      .cover, .bibliography, .endnotes, .each:
      common.id
    }
  }

  /// Title, source, size and place of the kinds that are figures; nil for the others.
  package var figure: FigureOptions? {
    switch content {
    case .chart(let chart): chart.figure
    case .map(let map): map.chart.figure
    case .table(let table): table.figure
    case .image(let image): image.figure
    case .markdown, .heading, .row, .grid, .callout, .kpis, .pull, .toc, .page, .columns, .break, .space, .rule, .note, .cover,
      .bibliography, .endnotes, .each:
      nil
    }
  }

  /// The blocks directly inside, `else` blocks not among them.
  package var children: [BlockSpec] {
    switch content {
    case .row(let row): row.blocks
    case .grid(let grid): grid.blocks.map(\.value)
    case .callout(let callout): callout.blocks
    case .page(let page): page.blocks
    case .columns(let columns): columns.blocks
    case .each(let each): each.blocks
    case .markdown, .heading, .chart, .map, .table, .image, .kpis, .pull, .toc, .break, .space, .rule, .note, .cover, .bibliography, .endnotes: []
    }
  }

  /// The block and all inside it in reading order, `else` blocks too. Trees are capped, so recursion is safe.
  package var withDescendants: [BlockSpec] {
    [self] + (children + common.otherwise).flatMap(\.withDescendants)
  }
}

/// What is particular to each kind of block.
package enum BlockContent: Sendable {
  case markdown(LocalizedText)
  case heading(HeadingSpec)
  case chart(ChartSpec)
  case map(MapSpec)
  case table(TableSpec)
  case row(RowSpec)
  case grid(GridSpec)
  case callout(CalloutSpec)
  case image(ImageSpec)
  case kpis(KPIStripSpec)
  case pull(PullSpec)
  case toc(ContentsSpec)
  case page(PageBlockSpec)
  case columns(ColumnsSpec)
  case `break`(BreakKind)
  case space(Length)
  /// The width of the line; nil for that of the theme.
  case rule(Length?)
  case note(LocalizedText)
  case cover(CoverSpec)
  case bibliography(BibliographySpec)
  case endnotes(EndnotesSpec)
  /// Replaced by blocks of the rows before anything is built.
  case each(EachSpec)
}

/// What any block may have.
package struct CommonOptions: Sendable {
  /// The block is left out when this expression is false.
  package var when: Name?
  /// What stands in its place then.
  package var otherwise: [BlockSpec] = []
  /// A name for references, for blocks whose value is not one.
  package var id: Name?
  /// Style by role for this block only.
  package var style: [Named<RoleStylePatch>] = []
  /// Where on the page it stands; nil for what its kind prefers.
  package var column: BlockColumn?
  /// What it must stay with; nil when it may stand anywhere.
  package var keep: BlockKeep?
  /// The language of its texts, words and numbers where it is not the document's.
  package var language: Name?
  /// The rows of tables that it was made for, the outermost first; set where `each:` is carried out.
  package var records: [BlockRecord] = []

  static let fields: [Field<CommonOptions>] = [
    Field("when", optional: \.when, .expression, "The block is left out when this expression is false."),
    Field("else", \.otherwise, oneOrMore(.block), "What stands in its place then."),
    Field("style", \.style, .roleStyles, "Styles by role for this block only."),
    Field("column", optional: \.column, .choice, "Where it stands: in the column of the text, across the page, or in the margin beside what follows."),
    Field(
      "keep", optional: \.keep, .choice,
      "with_next: on the page of what follows; together: not parted while a page has room for the whole of it."),
    Field(
      "lang", optional: \.language, .languageTag,
      "The language of its texts, words, numbers and line breaks, where it is not the document's."),
  ]

  static let named: [Field<CommonOptions>] = fields + [Field("id", optional: \.id, .name, "A name for references.")]
}

/// The column of the page that a block stands in.
package enum BlockColumn: String, CaseIterable, Sendable {
  /// The measure of running text.
  case text
  /// The whole width between the margins.
  case page
  /// The narrow column beside the text, level with the block that follows.
  case margin
}

/// What a block stays with.
package enum BlockKeep: String, CaseIterable, Sendable {
  case withNext = "with_next"
  case together
}

/// The title block, size and place of a figure, table or map.
package struct FigureOptions: Sendable {
  /// The finding, in one line. `caption` is read as the title when there is no `title`; beside a title it is the subtitle when that is absent.
  package var title: LocalizedText?
  package var subtitle: LocalizedText?
  package var caption: LocalizedText?
  /// What a reader who cannot see the picture must know.
  package var alt: LocalizedText?
  package var note: LocalizedText?
  package var source: LocalizedText?
  package var label = FigureLabel.counted
  package var aspect: Aspect?
  package var width: Length?
  package var height: Length?
  package var fill: FigureFill?
  package var place: FigurePlace?

  /// The title as it is shown.
  package var shownTitle: LocalizedText? { title ?? caption }
  /// The subtitle as it is shown.
  package var shownSubtitle: LocalizedText? { subtitle ?? (title == nil ? nil : caption) }

  static let textFields: [Field<FigureOptions>] = [
    Field("subtitle", optional: \.subtitle, .text, "What, where, year and unit."),
    Field("caption", optional: \.caption, .text, "A synonym for title; beside a title, for subtitle."),
    Field("alt", optional: \.alt, .text, "What a reader who cannot see the picture must know."),
    Field("note", optional: \.note, .text, "A note below."),
    Field("source", optional: \.source, .text, "The source, in the last line."),
    Field("number", \.label, .figureLabel, "Whether it is numbered: true or false, or a label of its own in place of a number."),
    Field("place", optional: \.place, .choice, "Where it may go: here, the top or bottom of this page or the next with room, a page of floats, or auto: here if there is room, else at the top of the next page."),
  ]

  static let title: Field<FigureOptions> = Field("title", optional: \.title, .text, "The finding, in one line.")

  static let allFields: [Field<FigureOptions>] = textFields + sizes

  static let sizes: [Field<FigureOptions>] = [
    Field("aspect", optional: \.aspect, .aspect, "Width to height, such as \"4:3\"."),
    Field("fill", optional: \.fill, .choice, "Take the room that is left: of the page, or of the column."),
  ]
}

/// What stands above the title of a figure, table or map.
package enum FigureLabel: Hashable, Sendable {
  /// `Figure 3`.
  case counted
  case none
  /// A text of its own, such as `Table 1, read by partner`. It does not count.
  case text(LocalizedText)
}

extension Reader where Value == FigureLabel {
  static var figureLabel: Reader {
    either(
      Reader<Bool>.bool.map { $0 ? .counted : .none }, when: { $0.bool != nil }, or: Reader<LocalizedText>.text.map { .text($0) })
  }
}

package enum FigureFill: String, CaseIterable, Sendable {
  case page
  case column
  case none
}

package enum FigurePlace: String, CaseIterable, Sendable {
  case here
  case auto
  case top
  case bottom
  case page
}

/// Width to height.
package struct Aspect: Hashable, Sendable {
  package var width: Double
  package var height: Double

  /// Width divided by height.
  package var ratio: Double { width / height }
}

extension Reader where Value == Aspect {
  /// `"4:3"`, or a number: width divided by height.
  static var aspect: Reader {
    let expected = "an aspect such as \"4:3\""
    return Reader(expected, schema: { _ in .anyOf([.pattern("^[0-9.]+:[0-9.]+$"), .number(0.01...100)]) }) { node, findings in
      let parts = (node.string ?? node.number.map { "\($0):1" } ?? "").split(separator: ":", omittingEmptySubsequences: false).map {
        Double($0)
      }
      guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0,
        (0.01...100).contains(width / height)
      else {
        findings.error("bad-value", at: node.range, "expected \(expected), found \(described(node))")
        return nil
      }
      return Aspect(width: width, height: height)
    }
  }
}
