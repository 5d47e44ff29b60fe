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

/// Shaped text that becomes lines when its width is known. Lengths in points.
package struct Paragraph: Sendable {
  let format: ParagraphFormat
  let atoms: [LineAtom]
  let pieces: [PlacedPiece]
  let hyphens: [LinePiece]
  let links: [String]
  let footnotes: [String]
  let box: LineBox
  let isRightToLeft: Bool
  let metrics: FontMetrics?
  let breaker: any LineBreaker = GreedyBreaker()

  /// The width of the widest thing that is not broken without need, and the width at which every line ends only where it must.
  package let widthRange: ClosedRange<Double>

  init(
    format: ParagraphFormat, atoms: [LineAtom], pieces: [PlacedPiece], hyphens: [LinePiece], links: [String],
    footnotes: [String], box: LineBox, isRightToLeft: Bool, metrics: FontMetrics?
  ) {
    self.format = format
    self.atoms = atoms
    self.pieces = pieces
    self.hyphens = hyphens
    self.links = links
    self.footnotes = footnotes
    self.box = box
    self.isRightToLeft = isRightToLeft
    self.metrics = metrics
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
  /// No line is wider than `width`, unless a single letter is. Every byte of the text is on exactly one line.
  package func lines(width: Double) -> [ParagraphLine] {
    let room = width.isFinite ? max(0, width) : (width > 0 ? 1e9 : 0)
    let firstRoom = max(0, room - Self.indent(format))
    var filling = LineFilling(self, room: room)
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
