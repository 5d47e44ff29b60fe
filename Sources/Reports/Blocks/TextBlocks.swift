import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// CommonMark text as paragraphs, headings and lists at the width of running text.
  mutating func markdown(_ text: LocalizedText, id: Name?) -> [FlowItem] {
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
    return (content?.items ?? []).map { item in
      FlowItem(
        item.block, width: item.role == .table ? .full : .text, spaceBefore: item.spaceBefore, spaceAfter: item.spaceAfter,
        keepWithNext: item.keepWithNext)
    }
  }

  /// A heading of its own, with its eyebrow, subtitle and lead.
  mutating func heading(_ heading: HeadingSpec, id: Name?) -> [FlowItem] {
    guard let title = texts.text(heading.text, findings: &findings) else { return [] }
    var items: [FlowItem] = []
    if let eyebrow = texts.text(heading.eyebrow, findings: &findings) {
      let block = paragraph(eyebrow.uppercased(), .eyebrow)
      items.append(FlowItem(block, spaceBefore: styles.grid, keepWithNext: true))
    }
    let role: TextRole = heading.level == 1 ? .title : heading.level == 2 ? .h2 : .h3
    let anchor = id?.text ?? proseNumbering.anchor(headingSlug(title))
    let number = heading.isNumbered ? proseNumbering.nextHeading(heading.level) : nil
    let entry = OutlineHeading(title: number.map { "\($0) \(title)" } ?? title, level: heading.level)
    var numberStyle = styles.text(heading.level == 1 ? .sectionNumber : role)
    numberStyle.color = styles.text(.sectionNumber).color
    let block = HeadingBlock(
      title: setParagraph(title, role), level: heading.level, number: number.map { typesetter.line($0, numberStyle) },
      hang: heading.level == 1 ? styles.prose.numberHang : 0, anchors: [Anchor(name: anchor, offset: .zero, entry: entry)])
    items.append(
      FlowItem(
        block, width: heading.level == 1 ? .full : .text, spaceBefore: items.isEmpty ? styles.grid : 0,
        spaceAfter: heading.level == 1 ? styles.grid : styles.grid / 2, keepWithNext: true))
    if let subtitle = texts.text(heading.subtitle, findings: &findings) {
      items.append(FlowItem(paragraph(subtitle, .figureSubtitle), spaceAfter: styles.grid, keepWithNext: true))
    }
    if let lead = texts.text(heading.lead, findings: &findings) {
      items.append(FlowItem(paragraph(lead, .lead), spaceAfter: styles.grid, keepWithNext: true))
    }
    return items
  }

  /// A note or source line in small type, across the page.
  mutating func note(_ text: LocalizedText) -> [FlowItem] {
    guard let filled = texts.text(text, findings: &findings) else { return [] }
    let range = text.text(for: texts.language).text.range
    return [FlowItem(markup(filled, .sourceLine, at: range), width: .full, spaceBefore: styles.grid / 2)]
  }

  /// What prose needs of the report.
  var proseOptions: ProseOptions {
    let numbering = numbering
    let styles = styles
    let typesetter = typesetter
    return ProseOptions(
      style: styles.prose, typesetter: typesetter, resolveReference: { numbering.reference($0) },
      referenceNames: numbering.names, makeTable: { proseTable($0, styles: styles, typesetter: typesetter) })
  }

  /// Plain text in a role, ragged.
  func setParagraph(_ text: String, _ role: TextRole) -> Paragraph {
    setParagraph([TextSpan(text, styles.text(role))], role)
  }

  func setParagraph(_ spans: [TextSpan], _ role: TextRole) -> Paragraph {
    var format = ParagraphFormat()
    format.alignment = .left
    format.leading = styles.text(role).leading
    return typesetter.paragraph(spans, format)
  }

  func paragraph(_ text: String, _ role: TextRole) -> ParagraphBlock {
    ParagraphBlock(setParagraph(text, role), staysTogether: true)
  }

  /// Text with emphasis, links and references in a role.
  mutating func markup(_ text: String, _ role: TextRole, at range: SourceRange) -> ParagraphBlock {
    let options = proseOptions
    var found = Findings()
    let spans = found.attempt { (found: inout Findings) throws(Failure) in
      try proseSpans(markdown: text, at: range, in: styles.text(role), options: options, findings: &found)
    }
    findings.add(contentsOf: found.all)
    return ParagraphBlock(setParagraph(spans ?? [], role), staysTogether: true)
  }
}
