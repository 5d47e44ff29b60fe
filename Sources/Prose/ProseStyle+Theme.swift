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
    // Text that may break its words has lines close enough to their width for its edges to count.
    hangsPunctuation = isJustified && hyphenates
    grid = theme.page.grid
    firstLineIndent = theme.page.firstLineIndent
    numberHang = theme.page.headingIndent
    keepsKoreanWords = theme.keepsWordsWhole(language) || language.hasPrefix("ko")
    let mark = theme.style(.noteMark, language: language)
    if body.size > 0, mark.size > 0 {
      markSize = mark.size / body.size
      markRise = mark.rise / body.size
    }
  }
}

extension TextStyle {
  /// The style of a role. Capitals are a matter of the text and not of the style.
  init(_ role: RoleStyle, language: String) {
    self.init(
      families: role.families, size: role.size, weight: role.weight, italic: role.italic, color: role.color,
      tracking: role.tracking, leading: role.leading, language: language)
  }
}

extension ParagraphFormat {
  /// How text of a role becomes lines, as its style says: alignment, leading, hyphens. Marks hang where text is justified with hyphens.
  /// - Parameter keepsKoreanWords: Korean lines end between words only.
  package init(_ role: RoleStyle, keepsKoreanWords: Bool = true) {
    let alignment: ParagraphAlignment =
      switch role.align {
      case .left: .left
      case .center: .center
      case .right: .right
      case .justify: .justify
      }
    self.init(
      alignment: alignment, leading: role.leading, keepsKoreanWords: keepsKoreanWords, hyphenation: role.hyphenates ? .freely : .wideWords,
      hangsPunctuation: alignment == .justify && role.hyphenates)
  }
}
