package import Geometry

/// A glyph and where its origin stands, in page points. Laid out like `cairo_glyph_t`, so a run is drawn without a copy.
package struct PositionedGlyph: Hashable, Sendable {
  package var id: UInt
  package var x: Double
  package var y: Double

  @inlinable package init(id: UInt, x: Double, y: Double) {
    self.id = id
    self.x = x
    self.y = y
  }
}

/// How many UTF-8 bytes of the text and how many glyphs belong together.
package struct GlyphCluster: Hashable, Sendable {
  package var bytes: Int32
  package var glyphs: Int32

  @inlinable package init(bytes: Int32, glyphs: Int32) {
    self.bytes = bytes
    self.glyphs = glyphs
  }
}

/// Glyphs of one font, size, color and angle, with the text that they show.
///
/// ## Guarantees
/// - `clusters` cover `text` and `glyphs` exactly, in the order of the glyphs (for right-to-left text the clusters run
///   backwards through the text and `isBackward` is true).
package struct GlyphRun: Hashable, Sendable {
  package var font: FontID
  /// The em in points.
  package var size: Double
  package var color: Color
  /// Clockwise, in radians. The positions of the glyphs are already turned.
  package var angle: Double
  package var text: [UInt8]
  package var glyphs: [PositionedGlyph]
  package var clusters: [GlyphCluster]
  package var isBackward: Bool
  /// Drawn below the glyphs along their outlines: map labels. Nil for plain text.
  package var halo: Halo?

  package init(
    font: FontID, size: Double, color: Color, angle: Double = 0, text: [UInt8], glyphs: [PositionedGlyph],
    clusters: [GlyphCluster], isBackward: Bool = false, halo: Halo? = nil
  ) {
    self.font = font
    self.size = size
    self.color = color
    self.angle = angle
    self.text = text
    self.glyphs = glyphs
    self.clusters = clusters
    self.isBackward = isBackward
    self.halo = halo
  }
}

/// A line of `width` points along the outlines of glyphs, with round joins, below their fill.
package struct Halo: Hashable, Sendable {
  package var color: Color
  package var width: Double

  package init(color: Color, width: Double) {
    self.color = color
    self.width = width
  }
}
