/// Where hyphens may stand; nil takes what the patterns of the language say (CSS Text 4, `hyphenate-limit-chars` and `-lines`).
package struct HyphenLimits: Hashable, Sendable {
  /// The letters that stay before a hyphen and behind it at least.
  package var before: Int?
  package var after: Int?
  /// The letters of the shortest word that is broken.
  package var word: Int?
  /// The most hyphens at the ends of lines in a row, 1 to 3.
  package var lines: Int
  /// Words that begin with a capital are broken too; names are often kept whole.
  package var breaksCapitalized: Bool

  package init(before: Int? = nil, after: Int? = nil, word: Int? = nil, lines: Int = 2, breaksCapitalized: Bool = true) {
    self.before = before
    self.after = after
    self.word = word
    self.lines = lines
    self.breaksCapitalized = breaksCapitalized
  }
}
