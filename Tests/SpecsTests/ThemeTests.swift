import Diagnostics
import Geometry
import Inputs
import Specs
import Testing

private func house() throws -> Theme {
  let content = try #require(repository("layouts/themes/monsoon.yaml"))
  var found = Findings()
  let theme = try Theme(decoding: parseYAML(SourceFile(name: "monsoon.yaml", bytes: content)), findings: &found)
  #expect(found.all.isEmpty)
  return theme
}

@Test func `the house style has the numbers of its design`() throws {
  let theme = try house()
  #expect(theme.name == "monsoon")
  #expect(theme.color(named: "jade") == Color(hex: 0x2C716C))
  #expect(
    theme.palette(named: "categorical")?.map(\.hex) == [
      "#182e52", "#e8b84f", "#2c716c", "#da693d", "#7fb2df", "#6d3352", "#c4dcd2", "#9c9589",
    ])
  let body = theme.style(.body)
  #expect(body.families == ["Noto Serif"] && body.size == 9.1 && body.leading == 13 && body.align == .justify)
  #expect(theme.style(.title).weight == 500)
  #expect(theme.style(.coverTitle).tracking == -0.01)
  #expect(theme.rule(.figure) == LineStyle(width: 0.9, color: Color(hex: 0x1C2227)))
  #expect(theme.line(.disputed).dash.count == 2)
  #expect(theme.color(.water) == Color(hex: 0xDFE9ED))
  #expect(theme.chartConfig?["font"]?.string == "Noto Sans SemiCondensed")
  #expect(theme.page.textColumn.map { abs($0 - 317.48) < 0.01 } == true)
}

@Test func `Korean takes its own families, sizes and leading`() throws {
  let theme = try house()
  let title = theme.style(.title, language: "ko")
  #expect(title.families == ["Noto Serif CJK KR"])
  #expect(abs(title.size - 24.84) < 1e-9 && abs((title.leading ?? 0) - 34.2792) < 1e-9 && title.weight == 600)
  #expect(theme.style(.body, language: "ko-KR").leading == 15.6)
  // Words are kept whole, so edges stay ragged; two steps of the grid are one line.
  #expect(theme.style(.body, language: "ko").align == .left && theme.keepsWordsWhole("ko"))
  #expect(theme.textGrid("ko-KR") == 7.8 && theme.textGrid("en") == 13 && theme.scaled(by: 0.5).textGrid("ko") == 3.9)
  #expect(theme.style(.kpiValue, language: "ko").families == ["Noto Serif Display"])
  #expect(theme.style(.waterName, language: "ko").italic == false)
  #expect(theme.keepsWordsWhole("ko") && !theme.keepsWordsWhole("en"))
}

@Test func `a document's styles stand over the theme's`() throws {
  let report = try report("monsoon: 1\ndocument: {style: {body: {size: 10pt, color: jade}, h2: {size: 120%}}}\nbody: []")
  var found = Findings()
  let theme = try house().with(report.document.style, findings: &found)
  #expect(theme.style(.body).size == 10 && theme.style(.body).leading == 13 && theme.style(.body).color == Color(hex: 0x2C716C))
  #expect(abs(theme.style(.h2).size - 18.6) < 1e-9)
  #expect(found.all.isEmpty)
  #expect(
    findings("monsoon: 1\ndocument: {style: {boddy: {}}}\nbody: []") == [
      "page.yaml:2:20: error[unknown-role]: unknown role \"boddy\"; did you mean \"body\"?"
    ])
}

@Test func `mistakes in a theme are named`() {
  func found(_ text: String) -> [String] {
    var findings = Findings()
    do {
      _ = try Theme(decoding: parseYAML(SourceFile(name: "t.yaml", text: text)), findings: &findings)
      return []
    } catch {
      return error.diagnostics.map { String($0.formatted(as: .text).prefix { $0 != "\n" }) }
    }
  }
  #expect(
    found("theme: t\ncolors: {jade: \"#2C716C\"}\ntext: {body: {color: jad}}") == [
      "t.yaml:3:22: error[bad-color]: unknown color \"jad\"; did you mean \"jade\"?"
    ])
  #expect(
    found("theme: t\nrules: {heir: {width: 1pt}}") == [
      "t.yaml:2:9: error[unknown-key]: unknown line \"heir\"; did you mean \"hair\"?"
    ])
  #expect(found("theme: t\ntable: {row: 20}") == ["t.yaml:2:14: error[bad-length]: the length 20 has no unit; write 20mm"])
}

@Test func `without a theme every role has a style`() {
  for role in TextRole.allCases {
    let style = Theme.plain.style(role)
    #expect(style.families == ["Noto Sans"] && style.size >= 6 && (style.leading ?? 0) >= style.size)
  }
}

@Test func `the styles of document and block stand over those of the language`() throws {
  var found = Findings()
  let report = try report("monsoon: 1\ndocument: {style: {body: {size: 12pt}}}\nbody: []")
  let theme = try house().with(report.document.style, findings: &found)
  #expect(theme.style(.body, language: "ko").size == 12)
  #expect(theme.style(.body, language: "ko").leading == 15.6)
}

@Test func `letters and lines of a role are set by document and language, each setting by itself`() throws {
  let report = try report(
    """
    monsoon: 1
    document:
      style:
        body: {numerals: oldstyle, figures: proportional, small_caps: true, ligatures: false, kerning: false, features: [ss03, salt=2, -zero],
          letter_spacing: 0.91pt, autospace: true, hanging_punctuation: false, word_break: normal, orphans: 3, widows: 4,
          hyphenate_limits: {before: 2, word: 7, lines: 1, capitalized: false}}
        h2: {hyphenate_limits: {after: 4}}
    body: []
    """)
  var found = Findings()
  let theme = try house().with(report.document.style, findings: &found)
  let body = theme.style(.body)
  #expect(body.letters.numerals == .oldstyle && body.letters.figures == .proportional && body.letters.hasSmallCaps)
  #expect(!body.letters.hasLigatures && !body.letters.hasKerning && body.letters.features == ["ss03", "salt=2", "-zero"])
  #expect(abs(body.tracking - 0.1) < 1e-9 && body.letters.spacesScripts == true)
  #expect(body.lines.hangsPunctuation == false && body.lines.wordBreak == .normal && body.lines.orphans == 3 && body.lines.widows == 4)
  #expect(body.lines.hyphens.before == 2 && body.lines.hyphens.after == nil && body.lines.hyphens.word == 7)
  #expect(body.lines.hyphens.lines == 1 && body.lines.hyphens.capitalized == false)
  #expect(theme.style(.h2).lines.hyphens.after == 4 && theme.style(.h2).letters == RoleLetters())
  #expect(theme.style(.body, language: "zh").families == ["Noto Serif CJK SC"] && theme.style(.body, language: "zh").lines.hangsPunctuation == false)
  #expect(theme.style(.lead, language: "zh-Hant").families == ["Noto Serif CJK TC"])
}

@Test func `what is no OpenType feature, figure or limit is named`() {
  func found(_ style: String) -> String { findings("monsoon: 1\ndocument: {style: {body: {\(style)}}}\nbody: []").joined(separator: " ") }
  #expect(found("features: [smallcaps]").contains("\"smallcaps\" is not an OpenType feature"))
  #expect(found("features: [-salt=2]").contains("is not an OpenType feature"))
  #expect(found("numerals: old").contains("oldstyle") || found("numerals: old").contains("old"))
  #expect(found("hyphenate_limits: {lines: 9}").contains("9"))
  #expect(found("hyphenate_limits: {befor: 2}").contains("befor"))
}
