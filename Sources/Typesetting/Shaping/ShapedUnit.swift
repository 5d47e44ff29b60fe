/// A glyph of a shaped unit: its number in the face, and its origin relative to the pen at the start of its cluster, in em, y up.
struct UnitGlyph: Sendable {
  var id: UInt32
  var x: Double
  var y: Double
}

/// How justification may open the gap behind a cluster.
enum ClusterGap: UInt8, Sendable {
  /// Not at all: letters of Latin, Hangul, Arabic, Devanagari.
  case none
  /// Han letters, kana and their punctuation.
  case ideographic
  /// Syllables of Thai, Lao, Khmer and Burmese.
  case syllable

  /// The gap that reads well, in em, and the widest one: what is left over then stays free at the end of the line.
  var good: Double { self == .ideographic ? 0.06 : self == .syllable ? 0.05 : 0 }
  var most: Double { self == .ideographic ? 0.25 : self == .syllable ? 0.1 : 0 }

  /// For a cluster that begins with `scalar`.
  init(_ scalar: UInt32) {
    switch scalar {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: self = .syllable
    case 0x2E80...0x312F, 0x3190...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0x20000...0x3FFFF: self = .ideographic
    default: self = .none
    }
  }
}

/// Letters and glyphs that belong together and are never parted.
struct UnitCluster: Sendable {
  /// The room between Han letters and Latin ones beside them, in em (JLREQ 3.2.3, CLREQ 3.2.2).
  static let scriptSpace = 0.25

  /// Offset and length of the letters in the unit's text.
  var start: Int32
  var bytes: Int32
  var firstGlyph: Int32
  var glyphs: Int32
  /// The row of the face in the manifest.
  var font: UInt16
  /// A space that may be stretched.
  var isSpace: Bool
  /// Shaping looked across the start of this cluster: parting the text there changes glyphs or positions.
  var isTied: Bool
  var gap: ClusterGap
  /// Its advance holds `scriptSpace`, which vanishes at the end of a line.
  var hasScriptSpace = false
  /// In em.
  var advance: Double
}

/// How far the glyphs of a unit reach above and below the baseline, in em.
struct UnitReach: Sendable {
  /// Ink of scripts that do not fit the line boxes of Latin; 0 for others.
  var above = 0.0
  var below = 0.0
  /// What the faces themselves say.
  var ascent = 0.0
  var descent = 0.0

  mutating func includeInk(above: Double, below: Double) {
    self.above = max(self.above, above)
    self.below = max(self.below, below)
  }

  mutating func include(_ metrics: FaceMetrics) {
    ascent = max(ascent, metrics.ascent)
    descent = max(descent, metrics.descent)
  }
}

/// A word with its following space (or what a line break leaves of it), shaped. In em, so it serves every size.
///
/// It is a pure function of its text, the font choice and the direction, and is shared by all lines that show it.
final class ShapedUnit: Sendable {
  let text: [UInt8]
  /// Glyphs and clusters from left to right; for right-to-left text the clusters run backwards through the text.
  let glyphs: [UnitGlyph]
  let clusters: [UnitCluster]
  let isBackward: Bool
  /// The sum of the advances, in em.
  let advance: Double
  /// How far lines must reach above and below the baseline, in em, for scripts that do not fit the line boxes of Latin; else 0.
  let above: Double
  let below: Double
  /// The largest ascent and descent among the faces used, in em.
  let ascent: Double
  let descent: Double
  /// Scalars for which no face has a glyph.
  let missing: [UInt32]

  init(
    text: [UInt8], glyphs: [UnitGlyph], clusters: [UnitCluster], isBackward: Bool, reach: UnitReach, missing: [UInt32]
  ) {
    self.text = text
    self.glyphs = glyphs
    self.clusters = clusters
    self.isBackward = isBackward
    above = reach.above
    below = reach.below
    ascent = reach.ascent
    descent = reach.descent
    self.missing = missing
    advance = clusters.reduce(0) { $0 + $1.advance }
  }
}
