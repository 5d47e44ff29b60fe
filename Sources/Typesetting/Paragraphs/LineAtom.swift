/// A piece of a paragraph with what its span said.
struct PlacedPiece: Sendable {
  var piece: LinePiece
  /// The embedding level; odd runs from right to left.
  var level: UInt8
  /// The index of the footnote whose mark this is; -1 for none.
  var footnote: Int32
}

/// What no line parts: the text from one possible end of a line to the next. Lengths in points.
struct LineAtom: Sendable {
  static let hyphenOfWord = Int32.max

  /// Its pieces among those of the paragraph.
  var pieces: Range<Int>
  /// With the spaces at its end.
  var width: Double
  /// The spaces at its end, which may stand beyond the margin.
  var trailing: Double
  /// Spaces that can be stretched, but for those at the end.
  var innerSpaces: Int
  /// Clusters behind which a gap may be opened, and the gaps that read well.
  var gaps = 0
  var gapRoom = 0.0
  /// The gap behind the last cluster before the white space at the end: it counts only when more follows on the line.
  var lastGap = 0.0
  /// The width of the inner spaces.
  var innerSpaceWidth = 0.0
  /// Spaces at the end that can be stretched when more follows on the line, and their width.
  var trailingSpaces: Int
  var trailingSpaceWidth = 0.0
  /// The clusters of the white space at the end.
  var trailingClusters = 0
  /// The offset of the byte behind it.
  var end: Int
  /// The line must end here.
  var isHard: Bool
  /// It ends inside a word, because the word is wider than the line.
  var isEmergency: Bool
  /// The index of the hyphen shown when a line ends here; -1 for none, `hyphenOfWord` for that of its broken word.
  var hyphen: Int32
  /// The width of that hyphen.
  var hyphenWidth: Double
  /// Its text itself ends with a hyphen.
  var endsWithHyphen = false
  /// A hyphen behind it leaves only two or three letters of the word on one side.
  var endsInScrap = false
  /// What it is wider when a line begins with it: kerning that a hyphen before it has parted.
  var leadChange = 0.0
  /// How far its first mark may stand outside the left margin, and its last one (or its hyphen) outside the right margin.
  var hangLeft = 0.0
  var hangRight = 0.0
  /// The index among the words that may be broken with a hyphen, and which part of it this atom is: -1 for no such word,
  /// and for all parts together.
  var word: Int32 = -1
  var part: Int32 = -1

  /// What must fit when a line ends behind this atom.
  var endWidth: Double { width - trailing + hyphenWidth }
  /// A line that ends here shows a hyphen.
  var isHyphenated: Bool { hyphen >= 0 || endsWithHyphen }
}

extension LinePiece {
  /// True when the cluster is white space that a line's end swallows.
  func isTrailingSpace(_ cluster: UnitCluster) -> Bool {
    let text = unit.text, at = Int(cluster.start)
    if text[at] == 0x20 { return true }
    guard text[at] == 0xE2 || text[at] == 0xE3, at + 2 < text.count else { return false }
    let isGeneral = text[at] == 0xE2 && text[at + 1] == 0x80 && (0x80...0x8B).contains(text[at + 2]) && text[at + 2] != 0x87
    let isIdeographic = text[at] == 0xE3 && text[at + 1] == 0x80 && text[at + 2] == 0x80
    return isGeneral || isIdeographic
  }

  /// The width of one of its clusters with its tracking.
  func width(_ cluster: UnitCluster) -> Double { cluster.advance * style.size + style.tracking }
}
