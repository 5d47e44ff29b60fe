import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// The notes of all texts, in the order of their marks, below a short rule at the end of the document.
  mutating func endnotes() -> [FlowItem] {
    guard !footnotes.isEmpty else { return [] }
    let page = styles.theme.page
    let rule = styles.theme.rule(.footnote)
    var items = [
      FlowItem(ShortRule(length: page.footnoteRuleWidth, width: rule.width, color: rule.color), spaceBefore: styles.grid * 2, keepWithNext: true)
    ]
    for note in footnotes {
      let text = setParagraph(note.spans, .footnote)
      let marker = StackMarker(line: typesetter.line(note.mark, styles.text(.footnote)), gap: 2)
      let paragraph = ParagraphBlock(text, tag: StructureTag(.note), anchors: [Anchor(name: note.name, offset: .zero)])
      let block = BreakingStack(
        [ProseItem(paragraph, role: .paragraph)], indent: page.footnoteNumberColumn, marker: marker, tag: nil)
      items.append(FlowItem(block, spaceBefore: page.footnoteRuleGap))
    }
    return items
  }
}

/// A rule of a given length at the left edge; lengths in points.
private struct ShortRule: Block, FragmentContent {
  let length: Double
  let width: Double
  let color: Color

  var widthRange: ClosedRange<Double> { length...length }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    guard width <= region.height else { return .nothing(from: cursor, width: region.width) }
    return Fragment(size: Size(width: region.width, height: width), content: self)
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    let y = origin.y + width / 2
    scene.tagged(StructureTag(.artifact)) {
      $0.rule(from: Point(x: origin.x, y: y), to: Point(x: origin.x + length, y: y), width: width, color: color)
    }
  }
}
