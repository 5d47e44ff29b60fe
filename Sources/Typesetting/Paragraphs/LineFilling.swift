/// Makes the lines of a paragraph at one width.
struct LineFilling {
  let paragraph: Paragraph
  let room: Double
  private(set) var atoms: [LineAtom]
  /// Those of which the atoms are parts.
  let words: [BrokenWord]
  var pieces: [PlacedPiece]

  /// - Parameters:
  ///   - room: the width of a line.
  ///   - firstRoom: that of the first one.
  init(_ paragraph: Paragraph, room: Double, firstRoom: Double) {
    self.paragraph = paragraph
    self.room = room
    (atoms, words) = paragraph.atomsToFill(room: room, firstRoom: firstRoom)
    pieces = paragraph.pieces
  }

  // MARK: Words wider than the line

  /// Parts each atom that is wider than the line between its clusters, so that each part fits (or is one cluster).
  mutating func partWideAtoms(firstRoom: Double) {
    func room(_ index: Int) -> Double { (index == 0 ? firstRoom : self.room) + lineTolerance }
    guard atoms.indices.contains(where: { atoms[$0].endWidth > room($0) }) else { return }
    var parted: [LineAtom] = []
    var start = 0
    for (i, atom) in atoms.enumerated() {
      if atom.endWidth > room(i) { part(atom, from: start, room(i), into: &parted) } else { parted.append(atom) }
      start = atom.end
    }
    atoms = parted
  }

  /// The first part is at most `firstLimit` points wide, the others as wide as a line.
  private mutating func part(_ atom: LineAtom, from start: Int, _ firstLimit: Double, into parted: inout [LineAtom]) {
    var limit = firstLimit
    var first = pieces.count, used = 0.0, end = start
    func closed(_ pieces: [PlacedPiece]) -> LineAtom {
      var part = LineAtom.measured(pieces, first..<pieces.count)
      part.end = end
      part.isEmergency = true
      return part
    }
    for index in atom.pieces {
      let placed = pieces[index], piece = placed.piece
      var from = Int(piece.first)
      // Clusters are gone through in reading order; those of backward text are stored from left to right.
      let isBackward = piece.unit.isBackward, last = Int(piece.first) + Int(piece.end) - 1
      func shown(_ start: Int, _ end: Int) -> Range<Int> { isBackward ? last - end + 1..<last - start + 1 : start..<end }
      for i in Int(piece.first)..<Int(piece.end) {
        let cluster = piece.unit.clusters[isBackward ? last - i : i], advance = piece.width(cluster)
        if used + advance > limit, used > 0, !piece.isTrailingSpace(cluster) {
          append(placed, shown(from, i))
          parted.append(closed(pieces))
          (first, used, from) = (pieces.count, 0, i)
          limit = room + lineTolerance
        }
        used += advance
        end += Int(cluster.bytes)
      }
      append(placed, shown(from, Int(piece.end)))
    }
    var last = closed(pieces)
    last.isEmergency = false
    (last.end, last.isHard) = (atom.end, atom.isHard)
    // Where not even the hyphen fits, the line ends without it.
    if last.width - last.trailing + atom.hyphenWidth <= limit { (last.hyphen, last.hyphenWidth) = (atom.hyphen, atom.hyphenWidth) }
    parted.append(last)
  }

  private mutating func append(_ placed: PlacedPiece, _ clusters: Range<Int>) {
    guard !clusters.isEmpty else { return }
    var part = placed
    part.piece.first = Int32(truncatingIfNeeded: clusters.lowerBound)
    part.piece.end = Int32(truncatingIfNeeded: clusters.upperBound)
    pieces.append(part)
  }

  // MARK: Lines

  /// The line of these atoms, which are not empty.
  func line(_ range: Range<Int>, number: Int) -> ParagraphLine {
    let shown = atoms[range], last = atoms[range.upperBound - 1]
    let format = paragraph.format
    let first = atoms[range.lowerBound], hangs = format.alignment == .justify
    let indent = number == 0 ? Paragraph.indent(format) : 0
    let hangLeft = hangs ? first.hangLeft : 0, hangRight = hangs ? last.hangRight : 0
    let natural = first.leadChange + shown.reduce(0) { $0 + $1.width } - last.trailing + last.hyphenWidth
    let isLast = last.isHard || range.upperBound == atoms.count
    let placed = placedPieces(range)
    let free = room - indent - natural + hangLeft + hangRight
    let stretch = format.alignment == .justify ? stretch(shown, placed, free: free, isLast: isLast) : .none
    let width = natural + added(stretch, shown)
    return ParagraphLine(
      line: textLine(placed, last, width: width, stretch),
      x: offset(indent, free: room - indent - width, outside: last.trailing + Double(last.trailingSpaces) * stretch.perSpace) - hangLeft, hangLeft: hangLeft, hangRight: hangRight,
      top: Double(number) * paragraph.box.height, height: paragraph.box.height, baseline: paragraph.box.above,
      isEmergency: last.isEmergency, isLast: isLast,
      textRange: (range.lowerBound == 0 ? 0 : atoms[range.lowerBound - 1].end)..<last.end, footnotes: footnotes(placed))
  }

  private func offset(_ indent: Double, free: Double, outside: Double) -> Double {
    switch (paragraph.format.alignment, paragraph.isRightToLeft) {
    case (.left, false), (.justify, false): return indent
    case (.right, false): return indent + free
    case (.center, false): return indent + free / 2
    // The indent is at the right, and the spaces at the end of the line stand at its left.
    case (.left, true), (.justify, true): return free - outside
    case (.right, true): return -outside
    case (.center, true): return free / 2 - outside
    }
  }

  private func textLine(_ shown: [PlacedPiece], _ last: LineAtom, width: Double, _ stretch: LineStretch) -> TextLine {
    var line: [LinePiece] = [], levels: [UInt8] = []
    var ascent = 0.0, descent = 0.0
    line.reserveCapacity(shown.count + 1)
    levels.reserveCapacity(shown.count + 1)
    for placed in BidiText.settingEndSpaces(shown, level: paragraph.isRightToLeft ? 1 : 0) {
      line.append(placed.piece)
      levels.append(placed.level)
      let style = placed.piece.style
      ascent = max(ascent, placed.piece.unit.ascent * style.size + style.style.rise)
      descent = max(descent, placed.piece.unit.descent * style.size - style.style.rise)
    }
    if last.hyphen >= 0 {
      line.append(last.hyphen == LineAtom.hyphenOfWord ? words[Int(last.word)].hyphen : paragraph.hyphens[Int(last.hyphen)])
      levels.append(levels.last ?? 0)
    }
    return TextLine(
      width: width, ascent: line.isEmpty ? paragraph.metrics?.ascent ?? 0 : ascent,
      descent: line.isEmpty ? paragraph.metrics?.descent ?? 0 : descent, pieces: line, levels: levels, links: paragraph.links,
      stretch: stretch)
  }

  private func footnotes(_ shown: [PlacedPiece]) -> [String] {
    guard !paragraph.footnotes.isEmpty else { return [] }
    var found: [Int32] = []
    for placed in shown where placed.footnote >= 0 && found.last != placed.footnote { found.append(placed.footnote) }
    return found.map { paragraph.footnotes[Int($0)] }
  }
}
