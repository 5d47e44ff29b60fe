package import Diagnostics

/// A scalar that no font of the manifest has, and where it was to be shown.
package struct MissingGlyph: Hashable, Sendable {
  /// The text that could not be shown.
  package let text: String
  /// The scalar's number, `U+1F600` being 0x1F600.
  package let scalar: UInt32
  /// The first family of the style.
  package let family: String
  /// The word that it stands in.
  package let word: String
  /// What the author wrote; detached where that is not known.
  package let place: SourceRange

  /// One warning for each scalar and place, in the order of the scalars and then of the places.
  ///
  /// - Parameter document: the range of the whole document, in which letters without a place are looked for.
  package static func diagnostics(_ glyphs: [MissingGlyph], in document: SourceRange) -> [Diagnostic] {
    var found: [(glyph: MissingGlyph, place: SourceRange, words: [String])] = []
    for glyph in glyphs {
      let place = (glyph.place.file == nil ? document : glyph.place).narrowed(to: glyph.text)
      if let i = found.firstIndex(where: { $0.glyph.scalar == glyph.scalar && $0.place == place }) {
        if !found[i].words.contains(glyph.word) { found[i].words.append(glyph.word) }
      } else {
        found.append((glyph, place, [glyph.word]))
      }
    }
    return found.map { $0.glyph.diagnostic(at: $0.place, words: $0.words.sorted()) }
  }

  private func diagnostic(at range: SourceRange, words: [String]) -> Diagnostic {
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let more = words.count > 3 ? " and \(words.count - 3) more words" : ""
    let inside = words.prefix(3).filter { $0 != text }.map { "\"\($0)\"" }.joined(separator: ", ")
    return Diagnostic(
      "missing-glyph", .warning, at: range,
      "no font has a glyph for \"\(text)\" (\(code)), asked for in \(family)\(inside.isEmpty ? "" : ": " + inside + more); it shows as a box",
      hint: "the fonts that may be used are those of fonts/manifest")
  }
}

/// An OpenType feature that a style asks for and its font does not have.
package struct AbsentFeature: Hashable, Sendable {
  package let feature: String
  package let family: String

  package func diagnostic(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "absent-feature", .warning, at: range, "\(family) has no OpenType feature \(feature), so text in it is set without",
      hint: "small capitals and old-style figures are never made by machine")
  }
}

extension SourceRange {
  /// The first place of `text` inside; the range itself when it is not written there (an escape or data).
  fileprivate func narrowed(to text: String) -> SourceRange {
    guard let file else { return self }
    let wanted = Array(text.utf8), bytes = file.bytes
    guard let first = wanted.first, start >= 0, end <= bytes.count, end - start >= wanted.count else { return self }
    for at in start...(end - wanted.count) where bytes[at] == first && bytes[at...].starts(with: wanted) {
      return SourceRange(file: file, start: at, end: at + wanted.count)
    }
    return self
  }
}
