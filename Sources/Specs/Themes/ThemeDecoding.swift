package import Diagnostics
import Geometry
package import Inputs

/// A theme as its file has it.
private struct ThemeFile: Sendable {
  var theme = Theme.plain
  var name = Name("theme")
  var colors: [Named<ColorSetting>] = []
  var palettes: [Named<[ColorSetting]>] = []
  var text: [Named<RoleStylePatch>] = []
  var rules: [Named<LineSetting>] = []
  var map = MapFile()
  var variants: [Named<TreeNode>] = []

  static let record: Record<ThemeFile> = Record(
    "theme", "A theme.", make: { ThemeFile() },
    [
      Field("theme", \.name, .name, required: true, "Its name."),
      Field("page", \.theme.page, nested(ThemePage.record), "The page."),
      Field("colors", \.colors, named(.color), "Colors by name."),
      Field("palettes", \.palettes, named(list(.color)), "Lists of colors by name."),
      Field("text", \.text, .roleStyles, "Styles of text by role."),
      Field("rules", \.rules, named(nested(LineSetting.record)), "Rules by what they are for."),
      Field("figure", \.theme.figure, nested(FigureStyle.record), "The title block."),
      Field("table", \.theme.table, nested(TableTheme.record), "Tables."),
      Field("map", \.map, nested(MapFile.record), "Maps."),
      Field("languages", \.theme.languages, named(nested(LanguageStyle.record)), "What languages change."),
      Field("config", optional: \.theme.chartConfig, .mapping, "The Vega-Lite config of charts."),
      Field(
        "variants", \.variants, named(.mapping),
        "Changes by name, such as slides: keys of a theme that stand over those above, mapping by mapping."),
    ])
}

private struct MapFile: Sendable {
  var colors: [Named<ColorSetting>] = []
  var lines: [Named<LineSetting>] = []
  var measures = MapMeasures()
  var looks: [Named<MapLook>] = []

  static let record: Record<MapFile> = Record(
    "themeMap", "Maps.", make: { MapFile() },
    [
      Field("colors", \.colors, named(.color), "Colors by what they are for."),
      Field("lines", \.lines, named(nested(LineSetting.record)), "Lines by what they are."),
      Field("measures", \.measures, nested(MapMeasures.record), "Measures."),
      Field("looks", \.looks, named(nested(MapLook.record)), "Looks that maps can ask for by name."),
    ])
}

extension Theme {
  /// Decodes a theme over `Theme.plain`, with one of its variants when a name is given.
  /// - Throws: everything that was found when there is an error among it; `unknown-variant` when it has none of that name.
  package init(decoding tree: TreeNode, variant: Name? = nil, findings: inout Findings) throws(Failure) {
    var found = Findings()
    let tree = try variant.map { name throws(Failure) in try themeTree(tree, variant: name) } ?? tree
    guard let file = ThemeFile.record.decode(tree, &found) else { throw Failure(found.all) }
    self = file.theme
    name = file.name.text
    takeColors(file.colors, file.palettes, &found)
    self = settingText(file.text, findings: &found)
    rules = lines(file.rules, over: rules, &found)
    mapLines = lines(file.map.lines, over: mapLines, &found)
    measures = file.map.measures
    takeMapColors(file.map.colors, &found)
    mapLooks = file.map.looks
    for look in mapLooks { _ = with(look, findings: &found) }
    findings.add(contentsOf: found.all)
    try found.check()
  }

  private mutating func takeColors(_ own: [Named<ColorSetting>], _ lists: [Named<[ColorSetting]>], _ findings: inout Findings) {
    for entry in own {
      checkColor(entry.value, &findings)
      if let color = color(entry.value) { colors.append(Named(name: entry.name, value: color)) }
    }
    for list in lists {
      for setting in list.value { checkColor(setting, &findings) }
      palettes.append(Named(name: list.name, value: list.value.compactMap { color($0) }))
    }
  }

  /// The theme with a look of maps in place of its usual one; nil with a finding when it has none of that name.
  package func withMapLook(_ name: Name, findings: inout Findings) -> Theme? {
    if let look = mapLooks.first(where: { $0.name.text == name.text }) { return with(look, findings: &findings) }
    let names = mapLooks.map(\.name.text)
    findings.error(
      "unknown-look", at: name.range, "the theme has no look of maps named \"\(name.text)\"",
      hint: didYouMean(name.text, among: names) ?? (names.isEmpty ? "a theme declares them in map: looks:" : "known are \(names.joined(separator: ", "))"))
    return nil
  }

  private func with(_ look: Named<MapLook>, findings: inout Findings) -> Theme {
    var theme = self
    theme.mapLines = lines(look.value.lines, over: mapLines, &findings)
    theme.takeMapColors(look.value.colors, &findings)
    return theme
  }

  private mutating func takeMapColors(_ own: [Named<ColorSetting>], _ findings: inout Findings) {
    for entry in own {
      guard let role = MapColor(rawValue: entry.name.text) else {
        unknown(entry.name, "color of maps", MapColor.allCases.map(\.rawValue), &findings)
        continue
      }
      checkColor(entry.value, &findings)
      if let color = color(entry.value) { mapColors[role] = color }
    }
  }

  private func lines<Role: RawRepresentable & CaseIterable & Hashable>(
    _ own: [Named<LineSetting>], over base: [Role: LineStyle], _ findings: inout Findings
  ) -> [Role: LineStyle] where Role.RawValue == String {
    var result = base
    for entry in own {
      guard let role = Role(rawValue: entry.name.text) else {
        unknown(entry.name, "line", Role.allCases.map(\.rawValue), &findings)
        continue
      }
      checkColor(entry.value.color, &findings)
      let old = result[role] ?? LineStyle(width: 0.5, color: .black)
      result[role] = LineStyle(
        width: entry.value.width ?? old.width, color: entry.value.color.flatMap { color($0) } ?? old.color,
        dash: entry.value.dash ?? old.dash)
    }
    return result
  }

  private func unknown(_ name: Name, _ what: String, _ known: [String], _ findings: inout Findings) {
    findings.error(
      "unknown-key", at: name.range, "unknown \(what) \"\(name.text)\"",
      hint: didYouMean(name.text, among: known) ?? "known are \(known.joined(separator: ", "))")
  }
}
