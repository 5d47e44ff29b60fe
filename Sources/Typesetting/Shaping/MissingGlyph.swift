package import Diagnostics

/// A scalar that no font of the manifest has, and the family that was asked for.
package struct MissingGlyph: Hashable, Sendable {
  /// The text that could not be shown.
  package let text: String
  /// The scalar's number, `U+1F600` being 0x1F600.
  package let scalar: UInt32
  /// The first family of the style.
  package let family: String

  /// The warning for it, at a place in the author's text.
  package func diagnostic(at range: SourceRange) -> Diagnostic {
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Diagnostic(
      "missing-glyph", .warning, at: range, "no font has \"\(text)\" (\(code)), asked for in \(family)",
      hint: "the fonts that may be used are those of fonts/manifest")
  }
}
