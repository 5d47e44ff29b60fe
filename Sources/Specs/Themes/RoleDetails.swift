import Diagnostics
import Inputs

/// Which forms of letters and digits a role takes: OpenType features of its font.
package struct RoleLetters: Hashable, Sendable {
  package var numerals = NumeralStyle.lining
  package var figures = FigureWidth.tabular
  package var hasSmallCaps = false
  package var hasLigatures = true
  package var hasKerning = true
  /// A quarter em between Han letters and Latin ones; nil: in Chinese and Japanese.
  package var spacesScripts: Bool?
  /// Further features, as `RoleStylePatch` reads them.
  package var features: [String] = []

  package init() {}
}

/// How the paragraphs of a role break into lines.
package struct RoleLines: Hashable, Sendable {
  /// Letters before and behind a hyphen, and of the shortest word that is broken; nil for what suits the language.
  package var hyphens = HyphenLimitsSetting()
  /// Nil: where text is justified and hyphenated.
  package var hangsPunctuation: Bool?
  /// Nil: as the language does.
  package var wordBreak: WordBreak?
  /// The fewest lines at the foot of a page and at the head of the next one.
  package var orphans = 2
  package var widows = 2

  package init() {}
}

package enum NumeralStyle: String, CaseIterable, Sendable {
  case lining
  case oldstyle
}

package enum FigureWidth: String, CaseIterable, Sendable {
  case tabular
  case proportional
}

/// Whether lines of Korean end between words only.
package enum WordBreak: String, CaseIterable, Sendable {
  case normal
  case keepAll = "keep-all"
}

/// Where hyphens may stand; nil for what suits the language.
package struct HyphenLimitsSetting: Hashable, Sendable {
  package var before: Int?
  package var after: Int?
  package var word: Int?
  package var lines: Int?
  package var capitalized: Bool?

  static let record: Record<HyphenLimitsSetting> = Record(
    "hyphenLimits", "Where hyphens may stand.", make: { HyphenLimitsSetting() },
    [
      Field("before", optional: \.before, .integer(1...9), "Letters that stay before a hyphen."),
      Field("after", optional: \.after, .integer(1...9), "Letters that stay behind a hyphen."),
      Field("word", optional: \.word, .integer(2...60), "Letters of the shortest word that is broken."),
      Field("lines", optional: \.lines, .integer(1...3), "The most lines in a row that end with a hyphen."),
      Field("capitalized", optional: \.capitalized, .bool, "Whether words with a first capital are broken."),
    ])

  /// These settings, and those of `other` where nothing is said.
  func over(_ other: HyphenLimitsSetting) -> HyphenLimitsSetting {
    var result = self
    result.before = before ?? other.before
    result.after = after ?? other.after
    result.word = word ?? other.word
    result.lines = lines ?? other.lines
    result.capitalized = capitalized ?? other.capitalized
    return result
  }
}

extension RoleStylePatch {
  static let letterFields: [Field<RoleStylePatch>] = [
    Field(
      "letter_spacing", optional: \.letterSpacing, .length([.em, .pt, .mm, .px], negative: true),
      "Space between letters as a length; `tracking` in other units."),
    Field("numerals", optional: \.numerals, .choice, "Digits as high as capitals, or with rises and descents."),
    Field("figures", optional: \.figures, .choice, "Digits of one width, or each of its own."),
    Field("small_caps", optional: \.smallCaps, .bool, "Whether small letters are small capitals of the font."),
    Field("ligatures", optional: \.ligatures, .bool, "Whether letters such as fi join."),
    Field("kerning", optional: \.kerning, .bool, "Whether pairs of letters are drawn together."),
    Field("autospace", optional: \.spacesScripts, .bool, "Whether a quarter em parts Han letters from Latin ones; in Chinese and Japanese it does."),
    Field("features", optional: \.features, .features, "OpenType features: `ss01`, `-liga` to switch one off, `salt=2`."),
  ]

  static let lineFields: [Field<RoleStylePatch>] = [
    Field("hyphenate_limits", optional: \.hyphenLimits, nested(HyphenLimitsSetting.record), "Where hyphens may stand."),
    Field(
      "hanging_punctuation", optional: \.hangsPunctuation, .bool,
      "Whether marks at the edges of justified lines stand outside; they do where words are hyphenated."),
    Field("word_break", optional: \.wordBreak, .choice, "Whether Korean lines end between words only."),
    Field("orphans", optional: \.orphans, .integer(1...20), "The fewest lines of a paragraph at the foot of a page."),
    Field("widows", optional: \.widows, .integer(1...20), "The fewest lines of a paragraph at the head of a page."),
  ]

  func apply(to letters: inout RoleLetters) {
    if let numerals { letters.numerals = numerals }
    if let figures { letters.figures = figures }
    if let smallCaps { letters.hasSmallCaps = smallCaps }
    if let ligatures { letters.hasLigatures = ligatures }
    if let kerning { letters.hasKerning = kerning }
    if let spacesScripts { letters.spacesScripts = spacesScripts }
    if let features { letters.features = features }
  }

  func apply(to lines: inout RoleLines) {
    if let hyphenLimits { lines.hyphens = hyphenLimits.over(lines.hyphens) }
    if let hangsPunctuation { lines.hangsPunctuation = hangsPunctuation }
    if let wordBreak { lines.wordBreak = wordBreak }
    if let orphans { lines.orphans = orphans }
    if let widows { lines.widows = widows }
  }
}

extension Reader where Value == [String] {
  /// One OpenType feature or several: `smcp`, `-liga`, `salt=2`.
  static var features: Reader {
    let one = Reader<String>("an OpenType feature", schema: { _ in .pattern("^-?[A-Za-z0-9]{4}(=[0-9]{1,2})?$") }) { node, findings in
      guard let text = node.string else {
        findings.wrongType(node, "an OpenType feature such as ss01")
        return nil
      }
      let body = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
      let parts = body.split(separator: "=", omittingEmptySubsequences: false)
      let isTag = parts[0].utf8.count == 4 && parts[0].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
      if isTag, parts.count == 1 || parts.count == 2 && body.count == text.count && (0...99).contains(Int(parts[1]) ?? -1) { return text }
      findings.error(
        "bad-value", at: node.range, "\"\(text.prefix(20))\" is not an OpenType feature", hint: "write four letters or digits: ss01, -liga, salt=2")
      return nil
    }
    return oneOrMore(one)
  }
}
