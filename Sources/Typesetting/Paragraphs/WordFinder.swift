/// Finds the words that may be broken with hyphens. Used under the typesetter's lock.
struct WordFinder {
  private let state: ShapingState
  private let limits: HyphenLimits
  /// The hyphen that was made last; its style is that of nearly every word.
  private var hyphen: LinePiece?

  init(_ state: ShapingState, _ limits: HyphenLimits) {
    self.state = state
    self.limits = limits
  }

  /// The word in an atom that may be broken; nil without any.
  ///
  /// - Parameter start: the offset in the text of the atom's first byte.
  mutating func word(in atom: LineAtom, from start: Int, _ pieces: [PlacedPiece]) -> BrokenWord? {
    guard let index = onlyWord(of: atom, pieces) else { return nil }
    let piece = pieces[index].piece
    guard piece.first == 0, Int(piece.end) == piece.unit.clusters.count, piece.style.tracking == 0,
      let unit = state.hyphenated(piece.unit, state.choice(piece.style), limits)
    else { return nil }
    let offset = pieces[atom.pieces.lowerBound..<index].reduce(start) { $0 + $1.piece.bytes.count }
    return BrokenWord(piece: index, start: offset, unit: unit, hyphen: hyphen(piece.style, link: piece.link))
  }

  /// The only piece of an atom with letters. Marks of notes do not count.
  private func onlyWord(of atom: LineAtom, _ pieces: [PlacedPiece]) -> Int? {
    if atom.pieces.count == 1 { return pieces[atom.pieces.lowerBound].footnote < 0 ? atom.pieces.lowerBound : nil }
    var found: Int?
    for index in atom.pieces where pieces[index].footnote < 0 && pieces[index].hasWordCharacter {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  /// The hyphen of a style.
  mutating func hyphen(_ style: ResolvedStyle, link: Int32) -> LinePiece {
    if let hyphen, hyphen.style === style, hyphen.link == link { return hyphen }
    let unit = Array("-".utf8).withUnsafeBufferPointer { state.unit($0, state.choice(style), isBackward: false) }
    let made = LinePiece(unit, style, link: link)
    hyphen = made
    return made
  }
}

extension PlacedPiece {
  /// True when it shows a letter or a digit, or anything else but spaces and the punctuation of ASCII and of U+2000 to U+203F.
  fileprivate var hasWordCharacter: Bool {
    let bytes = Array(piece.bytes)
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0xE2, i + 1 < bytes.count, bytes[i + 1] == 0x80 { i += 3; continue }
      if bytes[i] >= 0x80 || (0x30...0x39).contains(bytes[i]) || (0x61...0x7A).contains(bytes[i] | 0x20) { return true }
      i += 1
    }
    return false
  }
}
