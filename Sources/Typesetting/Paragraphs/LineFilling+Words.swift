extension Paragraph {
  /// The atoms of lines of this width, in which words that may be broken stand in parts, and those words.
  func atomsToFill(room: Double, firstRoom: Double) -> (atoms: [LineAtom], words: [BrokenWord]) {
    func isWide(_ i: Int) -> Bool { atoms[i].endWidth > (i == 0 ? firstRoom : room) + lineTolerance }
    if words.isEmpty, wideWords == nil || !atoms.indices.contains(where: isWide) { return (atoms, []) }
    var words = self.words, result: [LineAtom] = []
    result.reserveCapacity(atoms.count + 2 * words.count)
    for (i, atom) in atoms.enumerated() {
      var atom = atom
      if isWide(i), let word = wideWords?(atom, i == 0 ? 0 : atoms[i - 1].end, pieces) {
        atom.word = Int32(truncatingIfNeeded: words.count)
        words.append(word)
      }
      // The last word of a paragraph is only broken where it must be.
      let isWanted = atom.word >= 0 && (!atom.isHard && i < atoms.count - 1 || isWide(i))
      let limit = (i == 0 ? firstRoom : room) + lineTolerance
      if !isWanted || !append(words[Int(atom.word)], of: atom, limit: limit, to: &result) { result.append(atom) }
    }
    return (result, words)
  }

  /// False when one of the parts of a word would not fit on a line with its hyphen.
  private func append(_ word: BrokenWord, of atom: LineAtom, limit: Double, to result: inout [LineAtom]) -> Bool {
    let count = result.count
    word.appendParts(of: atom, pieces, hangs: format.hangsPunctuation && format.alignment == .justify, to: &result)
    if result[count...].allSatisfy({ $0.leadChange + $0.endWidth <= limit }) { return true }
    result.removeSubrange(count...)
    return false
  }
}

extension LineFilling {
  /// What a line of these atoms shows, in reading order.
  func placedPieces(_ range: Range<Int>) -> [PlacedPiece] {
    var shown: [PlacedPiece] = []
    shown.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let atom = atoms[i]
      var end = i + 1
      if atom.part >= 0 {
        while end < range.upperBound, atoms[end].word == atom.word { end += 1 }
        append(words[Int(atom.word)], from: atom, to: atoms[end - 1], into: &shown)
      } else {
        shown += pieces[atom.pieces]
      }
      i = end
    }
    return shown
  }

  /// The parts of a broken word from `first` to `last`, shaped as one.
  private func append(_ word: BrokenWord, from first: LineAtom, to last: LineAtom, into shown: inout [PlacedPiece]) {
    let points = word.unit.points.count
    let start = first.part == 0 ? nil : Int(first.part) - 1, end = Int(last.part) == points ? nil : Int(last.part)
    if start == nil { shown += pieces[first.pieces] }
    let (unit, clusters) = word.unit.clusters(from: start, to: end)
    var placed = pieces[word.piece]
    placed.piece.unit = unit
    placed.piece.first = Int32(truncatingIfNeeded: clusters.lowerBound)
    placed.piece.end = Int32(truncatingIfNeeded: clusters.upperBound)
    shown.append(placed)
    if end == nil { shown += pieces[last.pieces] }
  }
}
