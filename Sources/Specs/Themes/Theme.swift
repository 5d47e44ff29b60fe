package import Diagnostics
package import Geometry
package import Inputs

/// How documents look: colors, styles of text, rules, measures and the Vega-Lite config of charts.
///
/// The cascade is: engine defaults (`Theme.plain`) < theme file < `document.style` < a block's `style`.
package struct Theme: Sendable {
  package var name = "plain"
  package var page = ThemePage()
  /// In the order of the file.
  package var colors: [Named<Color>] = []
  /// Lists of colors by name: categorical, sequential, diverging, sequential-7...
  package var palettes: [Named<[Color]>] = []
  package var figure = FigureStyle()
  package var table = TableTheme()
  package var measures = MapMeasures()
  /// The Vega-Lite `config` of charts; nil for Vega-Lite's own look.
  package var chartConfig: TreeNode?
  var styles: [TextRole: RoleStyle] = Theme.plainStyles
  var rules: [RuleRole: LineStyle] = Theme.plainRules
  var mapLines: [MapLine: LineStyle] = Theme.plainMapLines
  var mapColors: [MapColor: Color] = [:]
  var mapLooks: [Named<MapLook>] = []
  var languages: [Named<LanguageStyle>] = []
  /// The styles of document and block, the innermost last.
  var overrides: [Named<RoleStylePatch>] = []
  /// Times all sizes and leadings.
  var textScale = 1.0

  /// The engine's defaults: Noto Sans, black on white.
  package static let plain = Theme()

  package func color(named name: String) -> Color? { colors.first { $0.name.text == name }?.value }

  /// The color of a setting; nil for templates and for names that neither the theme nor CSS has.
  package func color(_ setting: ColorSetting) -> Color? {
    switch setting {
    case .color(let color): color
    case .named(let name): color(named: name.text) ?? Color(css: name.text)
    case .template: nil
    }
  }

  /// The colors of a palette; the categorical one of Vega-Lite's users is `categorical`.
  package func palette(named name: String) -> [Color]? { palettes.first { $0.name.text == name }?.value }

  package func rule(_ role: RuleRole) -> LineStyle { rules[role] ?? LineStyle(width: 0.5, color: .black) }

  package func line(_ line: MapLine) -> LineStyle { mapLines[line] ?? LineStyle(width: 0.25, color: Color(hex: 0x888888)) }

  package func color(_ color: MapColor) -> Color { mapColors[color] ?? Theme.plainMapColor(color) }

  /// The style of a role in a language (BCP 47), by the cascade: the theme's, changed as its `languages` say,
  /// then the settings of document and block.
  package func style(_ role: TextRole, language: String = "en") -> RoleStyle {
    var style = styles[role] ?? Theme.plainStyle(role)
    if let change = changes(for: language) {
      style = change.applied(to: style, role, color: { color($0) })
    }
    for patch in overrides where patch.name.text == role.rawValue { style = patch.value.applied(to: style, color: { color($0) }) }
    style.size *= textScale
    style.leading = style.leading.map { $0 * textScale }
    style.rise *= textScale
    return style
  }

  /// Text of this language breaks between words only.
  package func keepsWordsWhole(_ language: String) -> Bool { changes(for: language)?.keepsWords ?? false }

  /// The distance of the lines on which text of this language begins, in points: that of the page unless the language has its own.
  package func textGrid(_ language: String) -> Double { changes(for: language)?.grid.map { $0 * textScale } ?? page.grid }

  private func changes(for language: String) -> LanguageStyle? {
    let main = language.split(separator: "-").first.map(String.init) ?? language
    let exact = languages.first { $0.name.text == language }
    return (exact ?? languages.first { $0.name.text == main })?.value
  }

  /// The theme with the styles of a document or block over its own and over those of its languages.
  package func with(_ patches: [Named<RoleStylePatch>], findings: inout Findings) -> Theme {
    var theme = self
    for patch in patches where TextRole(rawValue: patch.name.text) != nil { checkColor(patch.value.color, &findings) }
    theme.overrides += patches
    return theme
  }

  /// The theme with these styles as its own.
  func settingText(_ patches: [Named<RoleStylePatch>], findings: inout Findings) -> Theme {
    var theme = self
    for patch in patches {
      guard let role = TextRole(rawValue: patch.name.text) else { continue }
      theme.checkColor(patch.value.color, &findings)
      theme.styles[role] = patch.value.applied(to: theme.styles[role] ?? Theme.plainStyle(role), color: { color($0) })
    }
    return theme
  }

  /// A name that neither the theme nor CSS has is a finding.
  package func checkColor(_ setting: ColorSetting?, _ findings: inout Findings) {
    guard let setting, case .named(let name) = setting, color(setting) == nil else { return }
    findings.error(
      "bad-color", at: name.range, "unknown color \"\(name.text)\"", hint: didYouMean(name.text, among: colors.map(\.name.text)))
  }
}

/// What a language changes in the styles.
struct LanguageStyle: Sendable {
  var families: [Named<FamilyChange>] = []
  var text: [Named<RoleStylePatch>] = []
  /// Roles that stay as they are.
  var keep: [Name] = []
  var hasItalics = true
  var keepsWords = false
  /// Where lines of text begin on the page, in points; nil for the grid of the page.
  var grid: Double?

  static let record: Record<LanguageStyle> = Record(
    "themeLanguage", "What a language changes in the styles.", make: { LanguageStyle() },
    [
      Field("families", \.families, named(nested(FamilyChange.record)), "Families in place of others."),
      Field("text", \.text, .roleStyles, "Styles by role."),
      Field("keep", \.keep, list(.name), "Roles that stay as they are."),
      Field("italics", \.hasItalics, .bool, "Whether the script has italics."),
      Field("keep_words", \.keepsWords, .bool, "Whether lines break between words only."),
      Field("grid", optional: \.grid, .points, "The distance of the lines on which text begins, where its leading does not suit the page's grid."),
    ])

  func applied(to base: RoleStyle, _ role: TextRole, color: (ColorSetting) -> Color?) -> RoleStyle {
    var style = base
    if !keep.contains(where: { $0.text == role.rawValue }), let first = base.families.first,
      let change = families.first(where: { $0.name.text == first })?.value
    {
      style = change.applied(to: base)
    }
    if !hasItalics { style.italic = false }
    guard let patch = text.first(where: { $0.name.text == role.rawValue })?.value else { return style }
    return patch.applied(to: style, color: color)
  }
}

/// A family in place of another, at another size.
struct FamilyChange: Sendable {
  var family: [String] = []
  /// Times the size it had.
  var size = 1.0
  /// Times the new size; nil to keep the leading.
  var leading: Double?
  var tracking: Double?
  var weight: Int?

  static let record: Record<FamilyChange> = Record(
    "themeFamily", "A family in place of another.", make: { FamilyChange() },
    [
      Field("family", \.family, .families, required: true, "The family, or several in order of preference."),
      Field("size", \.size, .number(0.1...10), "Times the size it had."),
      Field("leading", optional: \.leading, .number(0.5...5), "The leading, times the new size."),
      Field("tracking", optional: \.tracking, .ems, "Space between letters, in em."),
      Field("weight", optional: \.weight, .weight, "The weight."),
    ])

  func applied(to base: RoleStyle) -> RoleStyle {
    var style = base
    style.families = family
    style.size = base.size * size
    if let leading { style.leading = style.size * leading }
    if let tracking { style.tracking = tracking }
    if let weight { style.weight = weight }
    return style
  }
}
