package import Specs
package import Typesetting

extension ProseStyle {
  /// The look of running text in a theme, for one language.
  package init(theme: Theme, language: String = "en") {
    func text(_ role: TextRole) -> TextStyle { TextStyle(theme.style(role, language: language), language: language) }
    let number = text(.sectionNumber)
    self.init(
      body: text(.body), headings: [text(.title), text(.h2), text(.h3)], sectionNumber: number, quote: text(.quote),
      code: text(.code), footnote: text(.footnote), linkColor: number.color, ruleColor: theme.rule(.divider).color)
    tableCell = text(.tableBody)
    let running = theme.style(.body, language: language)
    isJustified = running.align == .justify
    hyphenates = running.hyphenates
    let lines = ParagraphFormat(running, keepsKoreanWords: theme.keepsWordsWhole(language) || language.hasPrefix("ko"))
    hangsPunctuation = lines.hangsPunctuation
    hyphenLimits = lines.hyphenLimits
    (orphans, widows) = (running.lines.orphans, running.lines.widows)
    grid = theme.page.grid
    firstLineIndent = theme.page.firstLineIndent
    numberHang = theme.page.headingIndent
    keepsKoreanWords = lines.keepsKoreanWords
    let mark = theme.style(.noteMark, language: language)
    if body.size > 0, mark.size > 0 {
      markSize = mark.size / body.size
      markRise = mark.rise / body.size
    }
  }
}

extension TextStyle {
  /// The style of a role. Capitals are a matter of the text and not of the style.
  package init(_ role: RoleStyle, language: String) {
    self.init(
      families: role.families, size: role.size, weight: role.weight, italic: role.italic, color: role.color,
      tracking: role.tracking, leading: role.leading, features: Self.features(role.letters), language: language, rise: role.rise,
      spacesScripts: role.letters.spacesScripts)
  }

  /// The OpenType features of a role; what the author names by itself comes last and wins.
  private static func features(_ letters: RoleLetters) -> [String] {
    var features = [letters.numerals == .lining ? "lnum" : "onum"]
    if letters.hasSmallCaps { features.append("smcp") }
    features.append(letters.figures == .tabular ? "tnum" : "pnum")
    if !letters.hasLigatures { features += ["-liga", "-clig"] }
    if !letters.hasKerning { features.append("-kern") }
    return features + letters.features
  }
}

extension ParagraphFormat {
  /// How text of a role becomes lines, as its style says: alignment, leading, hyphens. Marks hang where text is justified with hyphens
  /// when nothing is said: only then lines are close enough to their width for their edges to count.
  /// - Parameter keepsKoreanWords: Korean lines end between words only.
  package init(_ role: RoleStyle, keepsKoreanWords: Bool = true) {
    let alignment: ParagraphAlignment =
      switch role.align {
      case .left: .left
      case .center: .center
      case .right: .right
      case .justify: .justify
      }
    let hyphens = role.lines.hyphens
    self.init(
      alignment: alignment, leading: role.leading, keepsKoreanWords: role.lines.wordBreak.map { $0 == .keepAll } ?? keepsKoreanWords,
      hyphenation: role.hyphenates ? .freely : .wideWords,
      hyphenLimits: HyphenLimits(
        before: hyphens.before, after: hyphens.after, word: hyphens.word, lines: hyphens.lines ?? 2,
        breaksCapitalized: hyphens.capitalized ?? true),
      hangsPunctuation: alignment == .justify && (role.lines.hangsPunctuation ?? role.hyphenates))
  }
}
