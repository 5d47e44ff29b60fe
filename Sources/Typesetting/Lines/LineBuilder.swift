/// Puts pieces side by side and adds up their measures.
struct LineBuilder {
  private var pieces: [LinePiece] = []
  private var levels: [UInt8] = []
  private var links: [String] = []
  private var width = 0.0
  private var ascent = 0.0
  private var descent = 0.0
  private var first: ResolvedStyle?

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ style: ResolvedStyle, link: String?, _ state: ShapingState) {
    if first == nil { first = style }
    let choice = state.choice(style)
    let number = link.map { addLink($0) } ?? -1
    let levels = BidiText.levels(text, isRightToLeft: choice.isRightToLeft)
    var start = 0
    while start < text.count {
      var end = TextUnits.end(text, from: start, limit: text.count)
      var level: UInt8 = 0
      if let levels {
        level = levels[start]
        end = BidiText.endOfLevel(levels, from: start, limit: end)
      }
      let unit = state.unit(UnsafeBufferPointer(rebasing: text[start..<end]), choice, isBackward: level & 1 == 1)
      append(LinePiece(unit, style, link: number), level: level)
      start = end
    }
  }

  private mutating func addLink(_ link: String) -> Int32 {
    links.append(link)
    return Int32(truncatingIfNeeded: links.count - 1)
  }

  private mutating func append(_ piece: LinePiece, level: UInt8) {
    let style = piece.style
    width += style.tracking == 0 ? piece.unit.advance * style.size : piece.width
    ascent = max(ascent, piece.unit.ascent * style.size + style.style.rise)
    descent = max(descent, piece.unit.descent * style.size - style.style.rise)
    pieces.append(piece)
    if level > 0 || !levels.isEmpty {
      while levels.count < pieces.count - 1 { levels.append(0) }
      levels.append(level)
    }
  }

  /// The line. Without any text it is as high as its first style says.
  var line: TextLine {
    TextLine(
      width: width, ascent: pieces.isEmpty ? first?.metrics.ascent ?? 0 : ascent,
      descent: pieces.isEmpty ? first?.metrics.descent ?? 0 : descent, pieces: pieces, levels: levels, links: links, stretch: .none)
  }
}
