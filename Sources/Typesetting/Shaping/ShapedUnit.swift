/// A glyph of a shaped unit: its number in the face, and its origin relative to the pen at the start of its cluster, in em, y up.
struct UnitGlyph: Sendable {
  var id: UInt32
  var x: Double
  var y: Double
}

/// Letters and glyphs that belong together and are never parted.
struct UnitCluster: Sendable {
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
