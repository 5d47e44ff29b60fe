/// The fixed box of each line of a paragraph, in points.
struct LineBox: Hashable, Sendable {
  /// The part of the leading above the baseline: 9.49 of 13 points in the house style.
  static let share = 0.73
  /// The room that tall scripts keep above and below their ink, in em, so that the marks of two lines never touch.
  static let clearance = 0.05

  var above: Double
  var below: Double
  var height: Double { above + below }
}

/// Finds the word in an atom (with the offset of its first byte, and the pieces of its paragraph) that may be broken.
typealias WideWordFinder = @Sendable (LineAtom, Int, [PlacedPiece]) -> BrokenWord?

/// Shaped text that becomes lines when its width is known. Lengths in points.
package struct Paragraph: Sendable {
  let format: ParagraphFormat
  /// Whole words.
  let atoms: [LineAtom]
  /// Those that may be broken with hyphens anywhere.
  let words: [BrokenWord]
  /// Asked for words that are wider than a line, when only they may be broken; nil otherwise.
  let wideWords: WideWordFinder?
  let pieces: [PlacedPiece]
  let hyphens: [LinePiece]
  let links: [String]
  let footnotes: [String]
  let box: LineBox
  let isRightToLeft: Bool
  let metrics: FontMetrics?
  let breaker: any LineBreaker
  /// True when lines end between letters (Chinese, Japanese, Thai, Lao, Khmer, Burmese), so that gaps and not only spaces are stretched.
  let isSolid: Bool

  /// The width of the widest thing that is not broken without need, and the width at which every line ends only where it must.
  package let widthRange: ClosedRange<Double>

  init(
    format: ParagraphFormat, atoms: [LineAtom], words: [BrokenWord], wideWords: WideWordFinder?, pieces: [PlacedPiece],
    hyphens: [LinePiece], links: [String], footnotes: [String], box: LineBox, isRightToLeft: Bool, isSolid: Bool, metrics: FontMetrics?
  ) {
    self.format = format
    self.atoms = atoms
    self.words = words
    self.wideWords = wideWords
    self.pieces = pieces
    self.hyphens = hyphens
    self.links = links
    self.footnotes = footnotes
    self.box = box
    self.isRightToLeft = isRightToLeft
    self.isSolid = isSolid
    self.metrics = metrics
    // Where a line may end behind any letter, full lines are good ragged lines.
    breaker = isSolid && format.alignment != .justify ? GreedyBreaker() : OptimumBreaker(
      isJustified: format.alignment == .justify, shortestLast: max(box.height, Self.indent(format)),
      mostHyphens: format.hyphenLimits.lines)
    var narrowest = 0.0, widest = 0.0, line = Self.indent(format)
    for (i, atom) in atoms.enumerated() {
      narrowest = max(narrowest, atom.endWidth + (i == 0 ? Self.indent(format) : 0))
      widest = max(widest, line + atom.width - atom.trailing)
      line = atom.isHard ? 0 : line + atom.width
    }
    widthRange = narrowest...max(narrowest, widest)
  }

  /// The height of each line.
  package var lineHeight: Double { box.height }

  /// From the top of a line to its baseline.
  package var baseline: Double { box.above }

  /// True when there is no text.
  package var isEmpty: Bool { atoms.isEmpty }

  /// The height of all lines at this width.
  package func height(width: Double) -> Double { Double(lines(width: width).count) * box.height }

  static func indent(_ format: ParagraphFormat) -> Double {
    format.firstLineIndent.isFinite ? format.firstLineIndent : 0
  }

  /// The lines at this width, from the top; none without text.
  ///
  /// No line is wider than `width`, unless a single letter is or marks hang outside. Every byte of the text is on exactly one line.
  package func lines(width: Double) -> [ParagraphLine] {
    let room = width.isFinite ? max(0, width) : (width > 0 ? 1e9 : 0)
    let firstRoom = max(0, room - Self.indent(format))
    var filling = LineFilling(self, room: room, firstRoom: firstRoom)
    filling.partWideAtoms(firstRoom: firstRoom)
    var lines: [ParagraphLine] = []
    var start = 0
    for end in breaker.lineEnds(filling.atoms, firstWidth: firstRoom, width: room) {
      lines.append(filling.line(start..<end, number: lines.count))
      start = end
    }
    return lines
  }
}
