import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// A text that stands out: under a rule, with its title in small capitals. In a narrow column it is set as a margin note.
  /// Nil when nothing is in it.
  mutating func callout(_ spec: CalloutSpec, width: Double) -> (any Block)? {
    let isNarrow = width < frame.textWidth * 0.75
    let before = styles
    if isNarrow { styles = Styles(theme: before.theme.forMargin, language: before.language, words: words) }
    var items: [ProseItem] = []
    if let text = spec.text { items += calloutText(text, isNarrow: isNarrow) }
    for block in spec.blocks { items += calloutBlock(block, width: width, isNarrow: isNarrow) }
    styles = before
    let title = texts.text(spec.title, findings: &findings)
    guard !items.isEmpty || title != nil else { return nil }
    let look = calloutLook(spec, isPlain: title == nil)
    var box = FigureBlock(picture: BreakingStack(items, tag: nil), style: look)
    if let title {
      var style = styles.text(.eyebrow)
      if spec.kind == .warning { style.color = look.ruleColor }
      let shown = styles.theme.style(.eyebrow, language: styles.language).capitals ? title.uppercased() : title
      box.head = ParagraphBlock(setParagraph([TextSpan(shown, style)], .eyebrow), staysTogether: true)
    }
    box.tag = StructureTag(.note)
    return CalloutBlock(box: box)
  }

  /// Paragraphs of a margin note are parted by an empty line, those of the page by an indent.
  private mutating func calloutText(_ text: LocalizedText, isNarrow: Bool) -> [ProseItem] {
    markdown(text).map { item in
      let space = isNarrow ? max(item.spaceBefore, styles.grid) : item.spaceBefore
      return ProseItem(
        item.block, role: .paragraph, spaceBefore: space, spaceAfter: item.spaceAfter, keepWithNext: item.keepWithNext)
    }
  }

  private mutating func calloutBlock(_ block: BlockSpec, width: Double, isNarrow: Bool) -> [ProseItem] {
    if let inner = block.withDescendants.first(where: { [.toc, .page, .cover, .columns, .break, .space].contains($0.kind) }) {
      findings.error("not-available", at: inner.keyRange, "\"\(inner.kind.rawValue)\" cannot stand in a callout")
      return []
    }
    guard shows(block) else {
      return block.common.otherwise.flatMap { calloutBlock($0, width: width, isNarrow: isNarrow) }
    }
    let room = FigureRoom(width: width, height: frame.content.height, isMargin: isNarrow)
    let made = withStyle(of: block) { $0.block(block, room: room) }
    return made.map { [ProseItem($0, role: .paragraph, spaceBefore: styles.grid, spaceAfter: styles.grid)] } ?? []
  }

  private func calloutLook(_ spec: CalloutSpec, isPlain: Bool) -> Layout.FigureStyle {
    let isThin = isPlain && spec.kind == .note
    let rule = styles.theme.rule(isThin ? .divider : .figure)
    let alert = styles.theme.color(named: "alert") ?? rule.color
    return Layout.FigureStyle(
      ruleWidth: rule.width, ruleColor: spec.kind == .warning ? alert : rule.color,
      ruleSpace: rule.width + styles.theme.figure.belowRule, spaceAbovePicture: 0, spaceBelowPicture: 0)
  }
}

/// A callout's rule, title and content. Its content does not line up with the pictures of neighbours, as that of figures does.
private struct CalloutBlock: ContainerBlock {
  var box: FigureBlock

  var inside: [any Block] {
    get { box.inside }
    set { box.inside = newValue }
  }

  var widthRange: ClosedRange<Double> { box.widthRange }

  func layout(in region: Region, from cursor: Cursor) -> Fragment { box.layout(in: region, from: cursor) }
}
