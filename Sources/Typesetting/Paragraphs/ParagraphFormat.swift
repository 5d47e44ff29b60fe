/// Where the lines of a paragraph stand between its edges.
package enum ParagraphAlignment: String, Hashable, Sendable {
  case left, right, center
  /// Both edges; the last line, and lines before a line feed, stand at the left.
  case justify

  // In text that begins at the right, `left` and `right` change places: `left` is the side where lines begin.
}

/// Whether words are broken with a hyphen where the patterns of their language allow it. Soft hyphens in the text hold always.
package enum Hyphenation: String, Hashable, Sendable {
  case none
  /// Only words that are wider than the line.
  case wideWords
  /// Wherever lines become better by it; not the last word of a paragraph.
  case freely
}

/// How a paragraph's text becomes lines. Lengths in points.
package struct ParagraphFormat: Hashable, Sendable {
  package var alignment: ParagraphAlignment
  /// Baseline to baseline; nil for the largest leading among the spans' styles, else 1.2 times their largest size.
  package var leading: Double?
  /// Room before the first line (in front of its left end).
  package var firstLineIndent: Double
  /// Korean lines end between words only (CSS `word-break: keep-all`); a word wider than the line is broken between its letters.
  package var keepsKoreanWords: Bool
  package var hyphenation: Hyphenation
  package var hyphenLimits: HyphenLimits
  /// Stops, commas, hyphens and quotation marks at the edges of justified lines stand partly outside the margins.
  package var hangsPunctuation: Bool

  package init(
    alignment: ParagraphAlignment = .left, leading: Double? = nil, firstLineIndent: Double = 0, keepsKoreanWords: Bool = true,
    hyphenation: Hyphenation = .wideWords, hyphenLimits: HyphenLimits = HyphenLimits(), hangsPunctuation: Bool = false
  ) {
    self.alignment = alignment
    self.leading = leading
    self.firstLineIndent = firstLineIndent
    self.keepsKoreanWords = keepsKoreanWords
    self.hyphenation = hyphenation
    self.hyphenLimits = hyphenLimits
    self.hangsPunctuation = hangsPunctuation
  }
}
