import Geometry
package import Layout
import Scene
package import Typesetting

/// Notes with hanging marks, one below the other, then the source line. It never breaks.
package struct TableNotesBlock: Block {
  private let notes: [(mark: TextLine, text: Paragraph)]
  private let source: Paragraph?
  private let hang: Double
  private let sourceGap: Double

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
    sourceGap = notes.isEmpty ? 0 : 2
  }

  package var widthRange: ClosedRange<Double> {
    let texts = notes.map(\.text) + (source.map { [$0] } ?? [])
    let low = texts.map(\.widthRange.lowerBound).max() ?? 0
    return (low + hang)...(max(low, texts.map(\.widthRange.upperBound).max() ?? 0) + hang)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var content = NotesContent()
    var y = 0.0
    for note in notes {
      content.placed.append(NotesContent.Placed(mark: note.mark, lines: note.text.lines(width: region.width - hang), x: hang, y: y))
      y += content.placed.last?.height ?? 0
    }
    if let source {
      if y > 0 { y += sourceGap }
      content.placed.append(NotesContent.Placed(mark: nil, lines: source.lines(width: region.width), x: 0, y: y))
      y += content.placed.last?.height ?? 0
    }
    if y > region.height, region.height < region.fullHeight { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: y), firstBaseline: content.placed.first?.lines.first?.baseline,
      overflow: y > region.fullHeight ? y - region.fullHeight : nil, content: content)
  }
}

private struct NotesContent: FragmentContent {
  /// A note's mark and its lines. Relative to the block's top left corner.
  struct Placed: Sendable {
    var mark: TextLine?
    var lines: [ParagraphLine]
    var x: Double
    var y: Double

    var height: Double { lines.reduce(0) { $0 + $1.height } }
  }

  var placed: [Placed] = []

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    for placed in placed {
      scene.tagged(StructureTag(placed.mark == nil ? .paragraph : .note)) { draw(placed, at: origin, into: &$0) }
    }
  }

  private func draw(_ placed: Placed, at origin: Point, into scene: inout SceneBuilder) {
    if let first = placed.lines.first { placed.mark?.draw(at: origin.moved(0, placed.y + first.baseline), into: &scene) }
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
    let content = NotesContent(placed: [NotesContent.Placed(mark: nil, lines: paragraph.lines(width: region.width), x: 0, y: 0)])
    return Fragment(
      size: Size(width: region.width, height: content.placed.first?.height ?? 0), content: content)
  }
}
