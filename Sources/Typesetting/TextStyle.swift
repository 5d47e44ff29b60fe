package import Diagnostics
package import Geometry

/// How text is set. Sizes in points.
package struct TextStyle: Hashable, Sendable {
  /// Family names in order of preference, as in the font manifest: `Noto Sans SemiCondensed`, `Noto Serif`, `sans-serif`. The
  /// manifest's fallback families for the text's script follow by themselves.
  package var families: [String]
  package var size: Double
  /// CSS weight, 100 to 900; the nearest face of the family is used (CSS Fonts Level 4, font matching).
  package var weight: Int
  package var italic: Bool
  package var color: Color
  /// Space added after each cluster, in em.
  package var tracking: Double
  /// Baseline to baseline in points; nil for the script's own leading.
  package var leading: Double?
  /// OpenType features: `smcp` on, `-liga` off, `salt=2`. Of two settings of a feature the last one holds.
  package var features: [String]
  /// BCP 47.
  package var language: String
  /// Distance above the baseline in points (superscripts); negative below.
  package var rise: Double
  package var underline: Bool
  package var strikethrough: Bool
  /// A quarter em stands between Han letters and Latin letters or digits beside them; nil: in Chinese and Japanese.
  package var spacesScripts: Bool?

  package init(
    families: [String], size: Double, weight: Int = 400, italic: Bool = false, color: Color = .black, tracking: Double = 0,
    leading: Double? = nil, features: [String] = ["lnum", "tnum"], language: String = "en", rise: Double = 0,
    underline: Bool = false, strikethrough: Bool = false, spacesScripts: Bool? = nil
  ) {
    self.families = families
    self.size = size
    self.weight = weight
    self.italic = italic
    self.color = color
    self.tracking = tracking
    self.leading = leading
    self.features = features
    self.language = language
    self.rise = rise
    self.underline = underline
    self.strikethrough = strikethrough
    self.spacesScripts = spacesScripts
  }
}

/// A stretch of text in one style, with what it leads to and what it marks.
package struct TextSpan: Hashable, Sendable {
  package var text: String
  package var style: TextStyle
  /// `https://...`, or `#name` for a destination in the document; nil for plain text.
  package var link: String?
  /// The footnote whose mark this span is; nil for plain text.
  package var footnote: String?
  /// Where the author wrote it, for findings about its letters. Two spans that differ in nothing else are equal.
  package var place: SourceRange

  package init(_ text: String, _ style: TextStyle, link: String? = nil, footnote: String? = nil, place: SourceRange = .detached) {
    self.text = text
    self.style = style
    self.link = link
    self.footnote = footnote
    self.place = place
  }

  package static func == (a: TextSpan, b: TextSpan) -> Bool {
    a.text == b.text && a.style == b.style && a.link == b.link && a.footnote == b.footnote
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(style)
    hasher.combine(link)
    hasher.combine(footnote)
  }
}
