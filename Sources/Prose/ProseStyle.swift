package import Geometry
package import Typesetting

/// How running text looks, resolved from the theme. Lengths in points.
package struct ProseStyle: Hashable, Sendable {
  package var body: TextStyle
  /// Levels 1, 2 and 3; deeper ones are set as level 3.
  package var headings: [TextStyle]
  package var sectionNumber: TextStyle
  package var quote: TextStyle
  package var code: TextStyle
  package var footnote: TextStyle
  /// Texts of tables inside the text.
  package var tableCell: TextStyle
  package var linkColor: Color
  package var ruleColor: Color
  package var strongWeight: Int
  package var isJustified: Bool
  /// Words of running text are broken wherever lines become better by it; else only words wider than the line.
  package var hyphenates: Bool
  /// Marks at the edges of justified running text hang outside.
  package var hangsPunctuation: Bool
  /// Korean lines end between words only.
  package var keepsKoreanWords = true
  package var hyphenLimits = HyphenLimits()
  /// The fewest lines of a paragraph at the foot of a page and at the head of the next one.
  package var orphans = 2
  package var widows = 2
  /// The line grid: spaces between blocks are halves of it.
  package var grid: Double
  package var firstLineIndent: Double
  /// The room in which the number of a first level heading hangs.
  package var numberHang: Double
  /// The step of lists and quotes.
  package var indent: Double
  /// Size and distance above the baseline of a note mark, in em of the text around it.
  package var markSize: Double
  package var markRise: Double

  package init(
    body: TextStyle, headings: [TextStyle], sectionNumber: TextStyle, quote: TextStyle? = nil, code: TextStyle,
    footnote: TextStyle, linkColor: Color, ruleColor: Color
  ) {
    self.body = body
    self.headings = headings
    self.sectionNumber = sectionNumber
    self.quote = quote ?? body
    self.code = code
    self.footnote = footnote
    tableCell = body
    self.linkColor = linkColor
    self.ruleColor = ruleColor
    strongWeight = 600
    isJustified = true
    hyphenates = true
    hangsPunctuation = true
    grid = body.leading ?? body.size * 1.4
    firstLineIndent = 4 * pointsPerMillimetre
    numberHang = 11 * pointsPerMillimetre
    indent = 5 * pointsPerMillimetre
    markSize = 0.68
    markRise = 0.32
  }

  /// How paragraphs of running text become lines: body, lists, quotes.
  package func format(for style: TextStyle, indents: Bool = false) -> ParagraphFormat {
    ParagraphFormat(
      alignment: isJustified ? .justify : .left, leading: style.leading, firstLineIndent: indents ? firstLineIndent : 0,
      keepsKoreanWords: keepsKoreanWords, hyphenation: hyphenates ? .freely : .wideWords,
      hyphenLimits: hyphenLimits, hangsPunctuation: isJustified && hangsPunctuation)
  }

  /// How text at the left edge becomes lines: headings, captions, notes.
  package func raggedFormat(for style: TextStyle) -> ParagraphFormat {
    ParagraphFormat(leading: style.leading, keepsKoreanWords: keepsKoreanWords, hyphenation: .wideWords)
  }

  /// The style of a heading level; the deepest one for anything deeper, the body without any.
  package func heading(_ level: Int) -> TextStyle {
    headings.isEmpty ? body : headings[min(max(1, level), headings.count) - 1]
  }
}

/// One millimetre in points.
package let pointsPerMillimetre = 72 / 25.4
