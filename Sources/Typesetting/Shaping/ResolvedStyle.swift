/// The vertical measures of a style's first face, in points. All are positive.
package struct FontMetrics: Hashable, Sendable {
  /// From the baseline up to what the face calls its top.
  package let ascent: Double
  /// From the baseline down to what the face calls its foot.
  package let descent: Double
  /// What the face adds between lines.
  package let lineGap: Double
  package let capHeight: Double
  package let xHeight: Double
}

/// A style with what was found for it, once: its font choice and measures in points. Shared by all lines set in the style.
final class ResolvedStyle: Sendable {
  let style: TextStyle
  /// The number of the font choice inside the typesetter.
  let choice: UInt32
  /// The em in points; 0 where the style's is not a positive number.
  let size: Double
  /// Points after each cluster.
  let tracking: Double
  let metrics: FontMetrics
  /// In em; nil when no face of the style is installed.
  let face: FaceMetrics?

  init(_ style: TextStyle, choice: UInt32, face: FaceMetrics?) {
    self.style = style
    self.choice = choice
    self.face = face
    let size = style.size.isFinite && style.size > 0 ? style.size : 0
    self.size = size
    tracking = style.tracking.isFinite ? style.tracking * size : 0
    metrics = FontMetrics(
      ascent: (face?.ascent ?? 0) * size, descent: (face?.descent ?? 0) * size, lineGap: (face?.lineGap ?? 0) * size,
      capHeight: (face?.capHeight ?? 0) * size, xHeight: (face?.xHeight ?? 0) * size)
  }
}
