import Geometry
package import Layout
package import Scene
package import Typesetting

/// Set text that breaks between lines: a paragraph, a heading, a caption, a note.
///
/// The cursor counts lines. A part never leaves fewer than `orphans` lines behind or takes fewer than `widows` along, unless a
/// fresh region has no room for more.
package struct ParagraphBlock: Block {
  package var paragraph: Paragraph
  package var orphans: Int
  package var widows: Int
  /// The role of the text in the structure; nil when a block around it has one.
  package var tag: StructureTag?
  /// Names of the beginning of the text.
  package var anchors: [Anchor]
  /// True for text that is never parted: it moves as a whole.
  package var staysTogether: Bool

  package init(
    _ paragraph: Paragraph, orphans: Int = 2, widows: Int = 2, tag: StructureTag? = StructureTag(.paragraph),
    anchors: [Anchor] = [], staysTogether: Bool = false
  ) {
    self.paragraph = paragraph
    self.orphans = max(1, orphans)
    self.widows = max(1, widows)
    self.tag = tag
    self.anchors = anchors
    self.staysTogether = staysTogether
  }

  package var widthRange: ClosedRange<Double> { paragraph.widthRange }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let lines = paragraph.lines(width: region.width)
    let first = max(0, min(cursor.index, lines.count))
    let end = self.end(of: lines, from: first, in: region)
    if end == first, first < lines.count { return .nothing(from: cursor, width: region.width) }
    let shown = Array(lines[first..<end])
    let height = shown.reduce(0) { $0 + $1.height }
    return Fragment(
      size: Size(width: region.width, height: height), firstBaseline: shown.first?.baseline,
      anchors: (first == 0 ? anchors : []) + markAnchors(of: shown),
      footnotes: shown.flatMap { $0.footnotes.map { FootnoteReference(name: $0) } },
      next: end < lines.count ? Cursor(index: end) : nil,
      overflow: height > region.fullHeight + 0.01 ? height - region.fullHeight : nil,
      content: ParagraphContent(lines: shown, tag: tag))
  }

  /// Where notes lead back to: their marks.
  private func markAnchors(of lines: [ParagraphLine]) -> [Anchor] {
    var anchors: [Anchor] = [], top = 0.0
    for line in lines {
      anchors += line.footnotes.map { Anchor(name: markAnchor($0), offset: Point(x: 0, y: top)) }
      top += line.height
    }
    return anchors
  }

  /// One past the last line that goes into `region`; `first` when none should.
  private func end(of lines: [ParagraphLine], from first: Int, in region: Region) -> Int {
    var fitting = first, height = 0.0
    while fitting < lines.count, height + lines[fitting].height <= region.height + 0.01 {
      height += lines[fitting].height
      fitting += 1
    }
    if fitting == lines.count { return fitting }
    let isFresh = region.height >= region.fullHeight - 0.01
    var end = staysTogether ? first : min(fitting, lines.count - widows)
    if end - first < (first == 0 ? orphans : 1) { end = first }
    if end > first || !isFresh { return end }
    // A fresh region is as good as it gets: take what fits, and at least one line.
    return max(first + 1, fitting)
  }
}

/// The name of the place that a note or a cited work leads back to.
package func markAnchor(_ note: String) -> String { note + "-mark" }

/// Lines with everything measured.
private struct ParagraphContent: FragmentContent {
  let lines: [ParagraphLine]
  let tag: StructureTag?

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    if let tag { scene.tagged(tag) { drawLines(at: origin, into: &$0) } } else { drawLines(at: origin, into: &scene) }
  }

  private func drawLines(at origin: Point, into scene: inout SceneBuilder) {
    var top = origin
    for line in lines {
      line.draw(at: top, into: &scene)
      top = top.moved(0, line.height)
    }
  }
}
