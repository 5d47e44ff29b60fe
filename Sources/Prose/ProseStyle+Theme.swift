package import Specs
import Typesetting

extension ProseStyle {
  /// The look of running text in a theme, for one language.
  package init(theme: Theme, language: String = "en") {
    func text(_ role: TextRole) -> TextStyle { TextStyle(theme.style(role, language: language), language: language) }
    let number = text(.sectionNumber)
    self.init(
      body: text(.body), headings: [text(.title), text(.h2), text(.h3)], sectionNumber: number, quote: text(.quote),
      code: text(.code), footnote: text(.footnote), linkColor: number.color, ruleColor: theme.rule(.divider).color)
    tableCell = text(.tableBody)
    isJustified = theme.style(.body, language: language).align == .justify
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
