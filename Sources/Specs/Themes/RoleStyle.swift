import Diagnostics
package import Geometry
import Inputs

/// How the text of a role is set. Sizes in points.
package struct RoleStyle: Hashable, Sendable {
  package var families: [String]
  package var size: Double
  /// Baseline to baseline; nil for the leading of the script.
  package var leading: Double?
  /// CSS weight, 100 to 900.
  package var weight: Int
  package var italic: Bool
  /// Space added after each cluster, in em.
  package var tracking: Double
  package var color: Color
  package var capitals: Bool
  package var align: TextAlign
  package var hyphenates: Bool
  /// Above the baseline, in points.
  package var rise: Double
  package var letters = RoleLetters()
  package var lines = RoleLines()

  package init(
    families: [String], size: Double, leading: Double? = nil, weight: Int = 400, italic: Bool = false, tracking: Double = 0,
    color: Color = .black, capitals: Bool = false, align: TextAlign = .left, hyphenates: Bool = false, rise: Double = 0
  ) {
    self.families = families
    self.size = size
    self.leading = leading
    self.weight = weight
    self.italic = italic
    self.tracking = tracking
    self.color = color
    self.capitals = capitals
    self.align = align
    self.hyphenates = hyphenates
    self.rise = rise
  }
}

package enum TextAlign: String, CaseIterable, Sendable {
  case left
  case center
  case right
  case justify
}

/// Some settings of a style, over another one.
package struct RoleStylePatch: Hashable, Sendable {
  package var families: [String]?
  package var size: Length?
  package var leading: Length?
  package var weight: Int?
  package var italic: Bool?
  /// In em.
  package var tracking: Double?
  package var color: ColorSetting?
  package var capitals: Bool?
  package var align: TextAlign?
  package var hyphenates: Bool?
  package var rise: Length?
  package var letterSpacing: Length?
  package var numerals: NumeralStyle?
  package var figures: FigureWidth?
  package var smallCaps: Bool?
  package var ligatures: Bool?
  package var kerning: Bool?
  package var spacesScripts: Bool?
  package var features: [String]?
  package var hyphenLimits: HyphenLimitsSetting?
  package var hangsPunctuation: Bool?
  package var wordBreak: WordBreak?
  package var orphans: Int?
  package var widows: Int?

  package init() {}

  static let record: Record<RoleStylePatch> = Record(
    "textStyle", "How the text of a role is set.", make: { RoleStylePatch() },
    [
      Field("family", optional: \.families, .families, "The font family, or several in order of preference."),
      Field(
        "size", optional: \.size, .length([.pt, .mm, .em, .percent, .px]), "The size; em and % are of the size it had before."),
      Field("leading", optional: \.leading, .length([.pt, .mm, .em, .px]), "Baseline to baseline."),
      Field("weight", optional: \.weight, .weight, "light, regular, medium, semibold, bold, or 100 to 900."),
      Field("italic", optional: \.italic, .bool, "Whether it slopes."),
      Field("tracking", optional: \.tracking, .ems, "Space between letters, in em."),
      Field("color", optional: \.color, .color, "Its color."),
      Field("capitals", optional: \.capitals, .bool, "Whether it is set in capitals."),
      Field("align", optional: \.align, .choice, "How lines are aligned."),
      Field("hyphenate", optional: \.hyphenates, .bool, "Whether words may break."),
      Field("rise", optional: \.rise, .length([.pt, .mm, .em], negative: true), "Distance above the baseline."),
    ] + letterFields + lineFields)

  /// `style` with these settings. Colors are looked up with `color`; what it does not know is left as it was.
  func applied(to style: RoleStyle, color find: (ColorSetting) -> Color?) -> RoleStyle {
    var result = style
    if let families { result.families = families }
    if let size = size?.resolve(against: style.size, em: style.size), size > 0 { result.size = size }
    if let leading { result.leading = leading.resolve(against: 0, em: result.size) }
    if let weight { result.weight = weight }
    if let italic { result.italic = italic }
    if let tracking { result.tracking = tracking }
    if let color, let found = find(color) { result.color = found }
    if let capitals { result.capitals = capitals }
    if let align { result.align = align }
    if let hyphenates { result.hyphenates = hyphenates }
    if let rise { result.rise = rise.resolve(against: 0, em: result.size) ?? 0 }
    apply(to: &result.letters)
    apply(to: &result.lines)
    if let letterSpacing, result.size > 0 { result.tracking = (letterSpacing.resolve(against: 0, em: result.size) ?? 0) / result.size }
    return result
  }
}

extension Reader where Value == [String] {
  static var families: Reader { oneOrMore(Reader<Name>.named("a font family")).map { $0.map(\.text) } }
}

extension Reader where Value == Int {
  static var weight: Reader {
    Reader(
      "a weight",
      schema: { _ in
        .anyOf([
          .choice(["thin", "extralight", "light", "regular", "medium", "semibold", "bold", "extrabold", "black"]),
          .integer(100...900),
        ])
      }
    ) {
      node, findings in
      guard let text = node.string else { return Reader<Int>.integer(100...900).read(node, &findings) }
      if let weight = weightNames.first(where: { $0.0 == text.lowercased() }) { return weight.1 }
      findings.error(
        "bad-value", at: node.range, "unknown weight \"\(text.prefix(20))\"",
        hint: didYouMean(text, among: weightNames.map(\.0)) ?? "write light, regular, medium, semibold, bold, or 100 to 900")
      return nil
    }
  }
}

private let weightNames = [
  ("thin", 100), ("extralight", 200), ("light", 300), ("regular", 400), ("medium", 500), ("semibold", 600), ("bold", 700),
  ("extrabold", 800), ("black", 900),
]

extension Reader where Value == Double {
  /// `0.14em` or a bare number of em.
  static var ems: Reader {
    Reader("a number of em", schema: { _ in .anyOf([.number(-1...2), .pattern("^ *-?[0-9.]+ *em *$")]) }) { node, findings in
      if node.number != nil { return Reader<Double>.number(-1...2).read(node, &findings) }
      return Reader<Length>.length([.em], negative: true).read(node, &findings)?.value
    }
  }

  /// A length in points.
  static var points: Reader {
    Reader<Length>.length([.pt, .mm, .cm, .inch, .px], negative: true).map { $0.points ?? 0 }
  }
}

extension Reader where Value == [Named<RoleStylePatch>] {
  /// A mapping from roles to styles.
  static var roleStyles: Reader {
    let all = Specs.named(nested(RoleStylePatch.record))
    let roles = TextRole.allCases.map(\.rawValue)
    return Reader("a mapping from roles to styles", schema: all.schema) { node, findings in
      for entry in node.entries ?? [] where TextRole(rawValue: entry.key) == nil {
        findings.error(
          "unknown-role", at: entry.keyRange, "unknown role \"\(entry.key)\"", hint: didYouMean(entry.key, among: roles))
      }
      return all.read(node, &findings)?.filter { TextRole(rawValue: $0.name.text) != nil }
    }
  }
}
