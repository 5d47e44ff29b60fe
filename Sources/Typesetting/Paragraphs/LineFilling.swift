/// Makes the lines of a paragraph at one width.
struct LineFilling {
  /// A justified line stretches each space by at most this many em; what is left stays open at the right, because wider gaps read
  /// worse than a short line.
  static let mostPerSpace = 1.0
  /// Letters are spread only where lines end between letters (Thai, Chinese), in em per cluster: in a line with spaces, and without.
  static let mostPerCluster = 0.03
  static let mostWithoutSpaces = 0.5

  let paragraph: Paragraph
  private let room: Double
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
      for i in Int(piece.first)..<Int(piece.end) {
        let cluster = piece.unit.clusters[i], advance = piece.width(cluster)
        if used + advance > limit, used > 0, !piece.isTrailingSpace(cluster) {
          append(placed, from..<i)
          parted.append(closed(pieces))
          (first, used, from) = (pieces.count, 0, i)
          limit = room + lineTolerance
        }
        used += advance
        end += Int(cluster.bytes)
      }
      append(placed, from..<Int(piece.end))
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
      x: offset(indent, free: room - indent - width, last) - hangLeft, hangLeft: hangLeft, hangRight: hangRight,
      top: Double(number) * paragraph.box.height, height: paragraph.box.height, baseline: paragraph.box.above,
      isEmergency: last.isEmergency, isLast: isLast,
      textRange: (range.lowerBound == 0 ? 0 : atoms[range.lowerBound - 1].end)..<last.end, footnotes: footnotes(placed))
  }

  private func offset(_ indent: Double, free: Double, _ last: LineAtom) -> Double {
    // The spaces at the end of a right-to-left line stand at its left.
    let outside = paragraph.isRightToLeft ? last.trailing : 0
    switch paragraph.format.alignment {
    case .left: return indent - outside
    case .right: return indent + free - outside
    case .center: return indent + free / 2 - outside
    case .justify: return indent - outside + (paragraph.isRightToLeft ? free : 0)
    }
  }

  private func textLine(_ shown: [PlacedPiece], _ last: LineAtom, width: Double, _ stretch: LineStretch) -> TextLine {
    var line: [LinePiece] = [], levels: [UInt8] = []
    var ascent = 0.0, descent = 0.0
    line.reserveCapacity(shown.count + 1)
    levels.reserveCapacity(shown.count + 1)
    for placed in shown {
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
      descent: line.isEmpty ? paragraph.metrics?.descent ?? 0 : descent, pieces: BidiText.visualOrder(line, levels),
      links: paragraph.links, stretch: stretch)
  }

  private func footnotes(_ shown: [PlacedPiece]) -> [String] {
    guard !paragraph.footnotes.isEmpty else { return [] }
    var found: [Int32] = []
    for placed in shown where placed.footnote >= 0 && found.last != placed.footnote { found.append(placed.footnote) }
    return found.map { paragraph.footnotes[Int($0)] }
  }

  // MARK: Justification

  /// Spaces and gaps between clusters inside the line, those at its end left out.
  private func gaps(_ shown: ArraySlice<LineAtom>) -> (spaces: Int, clusters: Int) {
    var spaces = 0, clusters = 0
    for atom in shown {
      spaces += atom.innerSpaces + atom.trailingSpaces
      clusters += atom.innerClusters + atom.trailingClusters
    }
    spaces -= shown.last?.trailingSpaces ?? 0
    clusters -= shown.last?.trailingClusters ?? 0
    return (spaces, max(0, clusters - 1))
  }

  /// The width of the spaces inside the line.
  private func spaceWidth(_ shown: ArraySlice<LineAtom>) -> Double {
    shown.reduce(0) { $0 + $1.innerSpaceWidth + $1.trailingSpaceWidth } - (shown.last?.trailingSpaceWidth ?? 0)
  }

  private func stretch(_ shown: ArraySlice<LineAtom>, _ placed: [PlacedPiece], free: Double, isLast: Bool) -> LineStretch {
    guard free > lineTolerance && !isLast || free < -lineTolerance else { return .none }
    let (spaces, clusters) = gaps(shown)
    var stretch = LineStretch()
    if free < 0 {
      let most = (1 - LineDemerits.leastSpace) * spaceWidth(shown)
      if spaces > 0, !paragraph.isSolid { stretch.perSpace = max(free, -most) / Double(spaces) }
      return stretch
    }
    let em = placed.first?.piece.style.size ?? 0
    if spaces > 0 { stretch.perSpace = min(free / Double(spaces), Self.mostPerSpace * em) }
    let left = free - stretch.perSpace * Double(spaces)
    if left > lineTolerance, clusters > 0, paragraph.isSolid {
      stretch.perCluster = min(left / Double(clusters), (spaces > 0 ? Self.mostPerCluster : Self.mostWithoutSpaces) * em)
    }
    return stretch
  }

  private func added(_ stretch: LineStretch, _ shown: ArraySlice<LineAtom>) -> Double {
    guard stretch != .none else { return 0 }
    let (spaces, clusters) = gaps(shown)
    return Double(spaces) * stretch.perSpace + Double(clusters) * stretch.perCluster
  }
}
