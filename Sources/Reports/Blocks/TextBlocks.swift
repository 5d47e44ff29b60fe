import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// CommonMark text as paragraphs, headings and lists at the width of running text.
  mutating func markdown(_ text: LocalizedText, column: BlockColumn? = nil) -> [FlowItem] {
    guard let filled = texts.text(text, findings: &findings) else { return [] }
    let range = text.text(for: texts.language).text.range
    var numbering = proseNumbering
    var found = Findings()
    let content = found.attempt { (found: inout Findings) throws(Failure) in
      try proseBlocks(markdown: filled, at: range, options: proseOptions, numbering: &numbering, findings: &found)
    }
    findings.add(contentsOf: found.all)
    proseNumbering = numbering
    footnotes += content?.footnotes ?? []
    lateReferences += content?.lateReferences ?? []
    return (content?.items ?? []).map { item in
      var made = FlowItem(
        item.block, width: item.role == .table ? acrossWidth(column) : column == .page ? .full : .text, spaceBefore: item.spaceBefore,
        spaceAfter: item.spaceAfter, keepWithNext: item.keepWithNext)
      made.endsFloating = item.role == .heading(1)
      return made
    }
  }

  /// A heading of its own, with its eyebrow, subtitle and lead.
  mutating func heading(_ heading: HeadingSpec, id: Name?) -> [FlowItem] {
    guard let title = texts.text(heading.text, findings: &findings) else { return [] }
    var items: [FlowItem] = []
    if let eyebrow = texts.text(heading.eyebrow, findings: &findings) {
      let block = paragraph(eyebrow.uppercased(), .eyebrow)
      items.append(FlowItem(block, spaceBefore: space(above: heading.level), keepWithNext: true))
    }
    items.append(
      FlowItem(
        headingBlock(heading, title: title, id: id), width: heading.level == 1 && spansMargin ? .full : .text,
        spaceBefore: items.isEmpty ? space(above: heading.level) : 0, spaceAfter: space(below: heading), keepWithNext: true))
    if let subtitle = texts.text(heading.subtitle, findings: &findings) {
      items.append(FlowItem(paragraph(subtitle, .figureSubtitle), spaceAfter: styles.grid * 1.5, keepWithNext: true))
    }
    if let lead = texts.text(heading.lead, findings: &findings) {
      items.append(FlowItem(paragraph(lead, .lead), spaceAfter: styles.grid * 1.5, keepWithNext: true))
    }
    items[0].endsFloating = heading.level == 1
    return items
  }

  /// Titles may reach over the margin column, but not where it changes sides with the page: there they begin with the text.
  private var spansMargin: Bool { columnGrid == nil && pageStyle.left.textOffset == 0 }

  /// A section that begins in the middle of a page stands further from what is above it than from its own text.
  private func space(above level: Int) -> Double { level == 1 ? styles.grid * 3 : styles.grid }

  private mutating func headingBlock(_ heading: HeadingSpec, title: String, id: Name?) -> HeadingBlock {
    let role: TextRole = heading.level == 1 ? .title : heading.level == 2 ? .h2 : .h3
    let anchor = id?.text ?? proseNumbering.anchor(headingSlug(title))
    proseNumbering.beginSection(heading.level, title: title)
    let number = heading.isNumbered ? proseNumbering.nextHeading(heading.level) : nil
    let entry = OutlineHeading(
      title: title, level: heading.level, number: number, line: texts.text(heading.contentsLine, findings: &findings),
      isInContents: heading.isInContents)
    var numberStyle = styles.text(heading.level == 1 ? .sectionNumber : role)
    numberStyle.color = styles.text(.sectionNumber).color
    return HeadingBlock(
      title: setParagraph(title, role), level: heading.level, number: number.map { typesetter.line($0, numberStyle) },
      hang: heading.level == 1 ? styles.prose.numberHang : 0, anchors: [Anchor(name: anchor, offset: .zero, entry: entry)])
  }

  /// A section's head is two and a half lines high; its lead begins on the fourth line, its text on the line after the next. A subtitle
  /// stands close.
  private func space(below heading: HeadingSpec) -> Double {
    switch heading.level {
    case _ where heading.subtitle != nil: 0
    case 1: heading.lead == nil ? styles.grid : styles.grid * 1.5
    case 2: styles.grid / 2
    default: 0
    }
  }

  /// A note in the margin column, below a thin rule.
  mutating func marginNote(_ text: LocalizedText) -> (any Block)? {
    guard let filled = texts.text(text, findings: &findings) else { return nil }
    let rule = styles.theme.rule(.divider)
    let note = markup(filled, .marginNote, at: text.text(for: texts.language).text.range)
    return StackBlock([
      StackChild(RuleBlock(height: rule.width, ruleWidth: rule.width, color: rule.color)),
      StackChild(note, spaceBefore: styles.theme.figure.belowRule),
    ])
  }

  /// A note or source line in small type, across the page.
  mutating func note(_ text: LocalizedText, column: BlockColumn? = nil) -> [FlowItem] {
    guard let filled = texts.text(text, findings: &findings) else { return [] }
    let range = text.text(for: texts.language).text.range
    return [FlowItem(markup(filled, .sourceLine, at: range), width: acrossWidth(column), spaceBefore: styles.grid / 2)]
  }

  /// What prose needs of the report.
  var proseOptions: ProseOptions {
    let numbering = numbering, scope = scope
    let styles = styles
    let typesetter = typesetter
    var options = ProseOptions(
      style: styles.prose, typesetter: typesetter, resolveReference: { name in scope.anchors(for: name).lazy.compactMap(numbering.reference).first },
      referenceNames: numbering.names, lateWords: ApparatusWords(language: styles.language).late,
      makeTable: { proseTable($0, styles: styles, typesetter: typesetter) })
    let bibliography = bibliography
    options.referenceNames += bibliography.keys
    options.cite = { bibliography.cite($0, isNarrative: $1) }
    options.destination = { name in scope.anchors(for: name).first(where: numbering.names.contains) ?? name }
    return options
  }

  /// Plain text in a role, ragged.
  func setParagraph(_ text: String, _ role: TextRole) -> Paragraph {
    setParagraph([TextSpan(text, styles.text(role))], role)
  }

  func setParagraph(_ spans: [TextSpan], _ role: TextRole) -> Paragraph {
    typesetter.paragraph(spans, styles.format(role))
  }

  func paragraph(_ text: String, _ role: TextRole) -> ParagraphBlock {
    ParagraphBlock(setParagraph(text, role), staysTogether: true)
  }

  /// Text with emphasis, links and references in a role. References to pages and headings wait until these are known.
  mutating func markup(_ text: String, _ role: TextRole, at range: SourceRange) -> any Block {
    let words = ApparatusWords(language: styles.language).late
    return typesetter.paragraphBlock(
      markupSpans(text, role, at: range, waits: true), styles.prose.raggedFormat(for: styles.text(role)), words: words
    ) { $0.staysTogether = true }
  }

  /// As `markup`, for a text that is set at once.
  mutating func markupParagraph(_ text: String, _ role: TextRole, at range: SourceRange) -> Paragraph {
    setParagraph(markupSpans(text, role, at: range, waits: false), role)
  }

  private mutating func markupSpans(_ text: String, _ role: TextRole, at range: SourceRange, waits: Bool) -> [TextSpan] {
    var options = proseOptions
    if !waits { options.lateWords = nil }
    var found = Findings(), late: [LateReference] = []
    let spans = found.attempt { (found: inout Findings) throws(Failure) in
      try proseSpans(markdown: text, at: range, in: styles.text(role), options: options, late: &late, findings: &found)
    }
    findings.add(contentsOf: found.all)
    lateReferences += late
    return spans ?? []
  }
}
