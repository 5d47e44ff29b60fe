import Geometry
import Layout
import Prose
import Scene
import Specs
import Tables
import Typesetting

/// The theme in the terms of the blocks: each look is put together here, once.
struct Styles: Sendable {
  let theme: Theme
  let language: String
  let words: Words

  /// The style of a role in the document's language.
  func text(_ role: TextRole) -> TextStyle {
    TextStyle(theme.style(role, language: language), language: language)
  }

  /// How text of a role becomes lines.
  func format(_ role: TextRole) -> ParagraphFormat {
    ParagraphFormat(theme.style(role, language: language), keepsKoreanWords: theme.keepsWordsWhole(language) || language.hasPrefix("ko"))
  }

  /// The em that lengths of blocks refer to: the size of running text.
  var em: Double { theme.style(.body, language: language).size }

  /// The distance of the lines of the baseline grid.
  var grid: Double { theme.page.grid }

  /// Around figures, tables and maps.
  var figureSpace: Double { theme.page.grid }

  var figure: Layout.FigureStyle {
    let rule = theme.rule(.figure)
    return Layout.FigureStyle(
      ruleWidth: rule.width, ruleColor: rule.color, ruleSpace: rule.width + theme.figure.belowRule,
      spaceAbovePicture: theme.figure.abovePicture, spaceBelowPicture: theme.figure.aboveSource)
  }

  var prose: ProseStyle { ProseStyle(theme: theme, language: language) }

  var table: TableStyle {
    var style = TableStyle(theme: theme, language: language)
    style.continuedLabel = words.continued
    style.continuedFoot = words.continuedOnNextPage
    return style
  }

  /// What pages have when their masters do not say.
  var pageDefaults: PageDefaults {
    let page = theme.page
    func side(_ length: Length?, _ whole: Double) -> Double { length?.resolve(against: whole, em: em) ?? 0 }
    return PageDefaults(
      size: Size(width: page.size.width, height: page.size.height),
      margins: Insets(
        top: side(page.margin.top, page.size.height), right: side(page.margin.right, page.size.width),
        bottom: side(page.margin.bottom, page.size.height), left: side(page.margin.left, page.size.width)),
      textWidth: page.textColumn, gutter: page.gutter, marginWidth: page.marginColumn, grid: theme.textGrid(language),
      columnGap: page.figureGutter, columnRuleColor: theme.rule(.divider).color)
  }
}
