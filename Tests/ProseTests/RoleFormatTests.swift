import Specs
import Testing
import Typesetting

@testable import Prose

@Test func `a role's letters become features, what the author names by itself comes last`() {
  var role = RoleStyle(families: ["Noto Serif"], size: 10, rise: 2)
  #expect(TextStyle(role, language: "en").features == ["lnum", "tnum"])
  #expect(TextStyle(role, language: "en").rise == 2)
  role.letters.numerals = .oldstyle
  role.letters.figures = .proportional
  role.letters.hasSmallCaps = true
  role.letters.hasLigatures = false
  role.letters.hasKerning = false
  role.letters.features = ["ss03", "liga"]
  #expect(TextStyle(role, language: "en").features == ["onum", "smcp", "pnum", "-liga", "-clig", "-kern", "ss03", "liga"])
}

@Test func `a role says how its lines break and whether marks hang`() {
  var role = RoleStyle(families: ["Noto Serif"], size: 10, align: .justify, hyphenates: true)
  #expect(ParagraphFormat(role).hangsPunctuation && ParagraphFormat(role).keepsKoreanWords)
  role.lines.hangsPunctuation = false
  role.lines.wordBreak = .normal
  role.lines.hyphens.before = 4
  role.lines.hyphens.lines = 1
  role.lines.hyphens.capitalized = false
  let format = ParagraphFormat(role)
  #expect(!format.hangsPunctuation && !format.keepsKoreanWords)
  #expect(format.hyphenLimits == HyphenLimits(before: 4, lines: 1, breaksCapitalized: false))
  role.hyphenates = false
  role.lines.hangsPunctuation = nil
  #expect(!ParagraphFormat(role).hangsPunctuation && ParagraphFormat(role).hyphenation == .wideWords)
  role.lines.hangsPunctuation = true
  #expect(ParagraphFormat(role).hangsPunctuation)
}
