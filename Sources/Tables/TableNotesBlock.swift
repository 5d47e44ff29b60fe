import Geometry
package import Layout
import Scene
package import Typesetting

/// Notes with hanging marks, in one column or two, then the source line. It never breaks.
package struct TableNotesBlock: Block {
  private let notes: [(mark: TextLine, text: Paragraph)]
  private let source: Paragraph?
  private let hang: Double
  private let style: TableStyle

  /// Nil when there is nothing to say.
  package init?(notes: [TableNote], source: String?, style: TableStyle, typesetter: Typesetter) {
    guard !notes.isEmpty || source != nil else { return nil }
    var markStyle = style.note
    markStyle.color = style.markColor
    markStyle.weight = max(markStyle.weight, style.strongWeight)
    var noteFormat = ParagraphFormat()
    noteFormat.leading = style.note.leading
    self.notes = notes.map {
      (typesetter.line($0.mark, markStyle), typesetter.paragraph([TextSpan($0.text, style.note)], noteFormat))
    }
    var sourceFormat = ParagraphFormat()
    sourceFormat.leading = style.source.leading
    self.source = source.map { typesetter.paragraph([TextSpan($0, style.source)], sourceFormat) }
    let widest = self.notes.map(\.mark.width).max() ?? 0
    hang = widest == 0 ? 0 : max(style.noteHang, widest + 0.5 * style.note.size)
    self.style = style
  }

  package var widthRange: ClosedRange<Double> {
    let texts = notes.map(\.text) + (source.map { [$0] } ?? [])
    let low = texts.map(\.widthRange.lowerBound).max() ?? 0
    return (low + hang)...(max(low, texts.map(\.widthRange.upperBound).max() ?? 0) + hang)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var content = placedNotes(width: region.width)
    var y = content.placed.map(\.bottom).max() ?? 0
    if let source {
      if y > 0 { y += style.sourceGap }
      content.placed.append(NotesContent.Placed(mark: nil, lines: source.lines(width: region.width), left: 0, x: 0, y: y))
      y = content.placed.map(\.bottom).max() ?? 0
    }
    if y > region.height, region.height < region.fullHeight { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: y), firstBaseline: content.placed.first?.lines.first?.baseline,
      overflow: y > region.fullHeight ? y - region.fullHeight : nil, content: content)
  }

  private func placedNotes(width: Double) -> NotesContent {
    var content = NotesContent()
    let columnWidth = (width - style.noteColumnGap) / 2
    guard inTwoColumns(columnWidth: columnWidth) else {
      content.add(notes, left: 0, hang: hang, width: width)
      return content
    }
    let heights = notes.map { note in note.text.lines(width: columnWidth - hang).reduce(0) { $0 + $1.height } }
    let cut = evenCut(heights)
    content.add(notes[..<cut], left: 0, hang: hang, width: columnWidth)
    content.add(notes[cut...], left: columnWidth + style.noteColumnGap, hang: hang, width: columnWidth)
    return content
  }

  /// Three notes or more in a wide table, unless the style says how many columns there are.
  private func inTwoColumns(columnWidth: Double) -> Bool {
    guard let columns = style.noteColumns else { return notes.count > 2 && columnWidth >= style.noteColumnLeast }
    return columns == 2 && notes.count > 1 && columnWidth > hang
  }

  /// The first cut that leaves the higher of two columns as low as it can be.
  private func evenCut(_ heights: [Double]) -> Int {
    let total = heights.reduce(0, +)
    var best = (cut: 1, height: Double.infinity), above = 0.0
    for cut in 1..<max(2, heights.count) {
      above += heights[cut - 1]
      let height = max(above, total - above)
      if height < best.height - 0.01 { best = (cut, height) }
    }
    return best.cut
  }
}

private struct NotesContent: FragmentContent {
  /// A note's mark and its lines. Relative to the block's top left corner.
  struct Placed: Sendable {
    var mark: TextLine?
    var lines: [ParagraphLine]
    /// The left edge of the mark, and that of the text.
    var left: Double
    var x: Double
    var y: Double

    var bottom: Double { lines.reduce(y) { $0 + $1.height } }
  }

  var placed: [Placed] = []

  /// Notes one below the other from the top of a column.
  mutating func add(_ notes: some Sequence<(mark: TextLine, text: Paragraph)>, left: Double, hang: Double, width: Double) {
    var y = 0.0
    for note in notes {
      // A note without a mark begins where the marks do: indented it would read on from the note above it.
      let hang = note.mark.width > 0 ? hang : 0
      let entry = Placed(mark: note.mark, lines: note.text.lines(width: max(0, width - hang)), left: left, x: left + hang, y: y)
      placed.append(entry)
      y = entry.bottom
    }
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    for placed in placed {
      scene.tagged(StructureTag(placed.mark == nil ? .paragraph : .note)) { draw(placed, at: origin, into: &$0) }
    }
  }

  private func draw(_ placed: Placed, at origin: Point, into scene: inout SceneBuilder) {
    if let first = placed.lines.first { placed.mark?.draw(at: origin.moved(placed.left, placed.y + first.baseline), into: &scene) }
    var at = origin.moved(placed.x, placed.y)
    for line in placed.lines {
      line.draw(at: at, into: &scene)
      at = at.moved(0, line.height)
    }
  }
}

/// One line at the right edge.
package struct TableLineBlock: Block {
  private let paragraph: Paragraph

  package init(text: String, style: TextStyle, typesetter: Typesetter) {
    var format = ParagraphFormat()
    format.alignment = .right
    format.leading = style.leading
    paragraph = typesetter.paragraph([TextSpan(text, style)], format)
  }

  package var widthRange: ClosedRange<Double> { paragraph.widthRange }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let content = NotesContent(placed: [NotesContent.Placed(mark: nil, lines: paragraph.lines(width: region.width), left: 0, x: 0, y: 0)])
    return Fragment(
      size: Size(width: region.width, height: content.placed.first?.bottom ?? 0), content: content)
  }
}
