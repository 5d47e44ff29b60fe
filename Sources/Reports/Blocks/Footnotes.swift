import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// The notes of all texts, each a block with its number hanging, below a short rule at the foot of the page with its mark.
  func pageNotes() -> FlowNotes {
    let page = styles.theme.page
    let rule = styles.theme.rule(.footnote)
    var notes = FlowNotes(
      rule: ShortRule(length: page.footnoteRuleWidth, width: rule.width, color: rule.color), gap: page.footnoteRuleGap,
      spaceAbove: styles.grid)
    guard self.notes.place == .foot else { return notes }
    for note in footnotes { notes.blocks[note.name] = block(of: note) }
    return notes
  }

  /// The notes since those that were set before, under their title; those of several sections under the titles of these.
  mutating func endnoteItems(_ spec: EndnotesSpec, at range: SourceRange) -> [FlowItem] {
    guard notes.place == .end else {
      findings.error("misplaced-block", at: range, "notes stand at the foot of their pages", hint: "set document: {notes: end} to set them here")
      return []
    }
    let own = footnotes[setNotes...]
    setNotes = footnotes.count
    guard !own.isEmpty else { return [] }
    var items: [FlowItem] = []
    if spec.hasTitle {
      var heading = HeadingSpec()
      heading.level = 2
      heading.isNumbered = false
      heading.text = spec.title ?? LocalizedText(TemplateText(literal: ApparatusWords(language: styles.language).notes))
      items += self.heading(heading, id: nil)
    }
    let hasSections = notes.restart == .heading && Set(own.map(\.section)).count > 1
    var rest = own
    while let first = rest.first {
      let together = hasSections ? rest.prefix { $0.section == first.section } : rest
      if hasSections, let title = first.section {
        items.append(FlowItem(paragraph(title, .h3), spaceBefore: styles.grid, keepWithNext: true))
      }
      items.append(FlowItem(BreakingStack(together.map { ProseItem(block(of: $0), role: .list) }), spaceAfter: styles.grid))
      rest = rest.dropFirst(together.count)
    }
    return items
  }

  /// The notes that no `endnotes` block has set: at the end of the document.
  mutating func remainingEndnotes() -> [FlowItem] {
    notes.place == .end && setNotes < footnotes.count ? endnoteItems(EndnotesSpec(), at: .detached) : []
  }

  private func block(of note: ProseFootnote) -> any Block {
    let mark = typesetter.line([TextSpan(note.mark, styles.text(.footnote), link: "#" + markAnchor(note.name))])
    let paragraph = typesetter.paragraphBlock(
      note.spans, styles.prose.raggedFormat(for: styles.text(.footnote)), words: ApparatusWords(language: styles.language).late
    ) {
      $0.tag = StructureTag(.note)
      $0.anchors = [Anchor(name: note.name, offset: .zero)]
    }
    let column = max(styles.theme.page.footnoteNumberColumn, mark.width + 3)
    return BreakingStack(
      [ProseItem(paragraph, role: .paragraph)], indent: column, marker: StackMarker(line: mark, gap: column - mark.width))
  }
}

/// A rule of a given length at the left edge; lengths in points.
private struct ShortRule: Block, FragmentContent {
  let length: Double
  let width: Double
  let color: Color

  var widthRange: ClosedRange<Double> { length...length }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    Fragment(size: Size(width: region.width, height: width), content: self)
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    let y = origin.y + width / 2
    scene.tagged(StructureTag(.artifact)) {
      $0.rule(from: Point(x: origin.x, y: y), to: Point(x: origin.x + length, y: y), width: width, color: color)
    }
  }
}
