/// A word of a paragraph that may be broken with hyphens.
struct BrokenWord: Sendable {
  /// Which of the paragraph's pieces shows it; pieces of the same atom before it go with its first part, those behind it with the last.
  var piece: Int
  /// The offset in the paragraph's text of that piece.
  var start: Int
  var unit: HyphenatedUnit
  /// What a line shows that ends inside it.
  var hyphen: LinePiece

  /// Appends its parts as atoms of their own, from the first to the last.
  func appendParts(of atom: LineAtom, _ pieces: [PlacedPiece], hangs: Bool, to atoms: inout [LineAtom]) {
    let style = pieces[piece].piece.style, size = style.size
    let hyphenWidth = hyphen.width
    let mark = hangs && style.style.rise == 0 ? HangingPunctuation.hyphen * hyphenWidth : 0
    var begin = 0.0, leadChange = 0.0
    for (number, point) in unit.points.enumerated() {
      var part = LineAtom.measured(pieces, number == 0 ? atom.pieces.lowerBound..<piece : piece..<piece)
      // What stands before a word is never at the end of the line.
      (part.innerSpaces, part.innerSpaceWidth) = (part.innerSpaces + part.trailingSpaces, part.innerSpaceWidth + part.trailingSpaceWidth)
      (part.trailing, part.trailingSpaces, part.trailingSpaceWidth, part.trailingClusters) = (0, 0, 0, 0)
      part.width += (point.before - begin) * size
      if number == 0 { part.hangLeft = atom.hangLeft }
      part.leadChange = leadChange
      part.hyphen = LineAtom.hyphenOfWord
      part.hyphenWidth = hyphenWidth + point.headChange * size
      part.hangRight = mark
      part.endsInScrap = point.isScrap
      part.end = start + point.offset
      (part.word, part.part) = (atom.word, Int32(truncatingIfNeeded: number))
      atoms.append(part)
      begin = point.before
      leadChange = point.tailChange * size
    }
    atoms.append(lastPart(of: atom, pieces, widthBefore: begin * size, leadChange: leadChange))
  }

  /// What is left of the atom behind the other parts.
  private func lastPart(of atom: LineAtom, _ pieces: [PlacedPiece], widthBefore: Double, leadChange: Double) -> LineAtom {
    let before = LineAtom.measured(pieces, atom.pieces.lowerBound..<piece)
    var part = atom
    part.pieces = piece + 1..<atom.pieces.upperBound
    part.width -= before.width + widthBefore
    part.innerSpaces -= before.innerSpaces + before.trailingSpaces
    part.innerSpaceWidth -= before.innerSpaceWidth + before.trailingSpaceWidth
    (part.gaps, part.gapRoom) = (part.gaps - before.gaps, part.gapRoom - before.gapRoom)
    part.hangLeft = 0
    part.leadChange = leadChange
    part.part = Int32(truncatingIfNeeded: unit.points.count)
    return part
  }
}
