import Diagnostics
import Geometry
import Inputs
import Specs
import Testing

private func theme(_ text: String, variant: String?) throws(Failure) -> Theme {
  var found = Findings()
  return try Theme(
    decoding: try parseYAML(SourceFile(name: "t.yaml", text: text)), variant: variant.map { Name($0) }, findings: &found)
}

private let text = """
  theme: t
  colors: {jade: "#2C716C"}
  page: {size: a4, grid: 13pt}
  text: {body: {family: Noto Serif, size: 9pt, color: jade}}
  rules: {figure: {width: 0.9pt, color: jade}}
  config: {axis: {labelFontSize: 9, ticks: false}}
  variants:
    slides:
      page: {size: slide-16x9}
      text: {body: {size: 15pt}, title: {size: 34pt}}
      rules: {figure: {width: 1.4pt}}
      config: {axis: {labelFontSize: 20}, mark: {color: red}}
  """

@Test func `a variant stands over its theme key by key`() throws {
  let plain = try theme(text, variant: nil), slides = try theme(text, variant: "slides")
  #expect(plain.style(.body).size == 9 && slides.style(.body).size == 15)
  #expect(slides.style(.body).families == ["Noto Serif"] && slides.style(.body).color.hex == "#2c716c")
  #expect(slides.style(.title).size == 34)
  #expect(slides.rule(.figure).width == 1.4 && slides.rule(.figure).color.hex == "#2c716c")
  #expect(slides.page.size.width == 960 && slides.page.grid == 13 && plain.page.size.width < 600)
  #expect(slides.chartConfig?["axis"]?["labelFontSize"]?.number == 20)
  #expect(slides.chartConfig?["axis"]?["ticks"]?.bool == false)
  #expect(slides.chartConfig?["mark"]?["color"]?.string == "red")
}

@Test func `a variant that the theme does not have is an error with the nearest name`() {
  func found(_ text: String, _ variant: String) -> Diagnostic? {
    do {
      _ = try theme(text, variant: variant)
      return nil
    } catch {
      return error.diagnostics.first
    }
  }
  #expect(found(text, "slide")?.id == "unknown-variant" && found(text, "slide")?.hint == "did you mean \"slides\"?")
  #expect(found("theme: t", "slides")?.hint == "a theme declares them in variants:")
}

@Test func `a mistake in a variant is found at its place in the theme`() {
  do {
    _ = try theme("theme: t\nvariants: {wide: {page: {grid: 13}}}", variant: "wide")
    Issue.record("no error")
  } catch {
    #expect(error.diagnostics.map(\.id) == ["bad-length"])
    #expect(error.diagnostics.first?.range.position?.line == 2)
  }
}

@Test func `nothing on a slide of the house style is smaller than 9 points, in any language it knows`() throws {
  let content = try #require(repository("layouts/themes/monsoon.yaml"))
  var found = Findings()
  let slides = try Theme(
    decoding: parseYAML(SourceFile(name: "monsoon.yaml", bytes: content)), variant: Name("slides"), findings: &found)
  #expect(found.all.isEmpty)
  #expect(slides.page.size.width == 960 && slides.page.size.height == 540)
  for role in TextRole.allCases {
    for language in ["en", "ko"] {
      let style = slides.style(role, language: language)
      #expect(style.size >= 9, "\(role.rawValue) in \(language)")
      #expect((style.leading ?? 0) >= style.size * 0.8, "\(role.rawValue) in \(language)")
    }
  }
  #expect(slides.style(.title).size == 34 && slides.style(.title).leading == 40 && slides.style(.title).weight == 500)
  #expect(slides.style(.pullFigure).size == 50 && slides.style(.pullText).italic == false && slides.style(.pullText).size == 15)
  #expect(slides.rule(.pull).width == 1.4 && slides.rule(.pull).color.hex == "#2c716c")
  #expect(slides.line(.leader).width == 0.6)
  #expect(slides.chartConfig?["axis"]?["labelFontSize"]?.number == 20)
}

@Test func `Korean rules hold on slides`() throws {
  let content = try #require(repository("layouts/themes/monsoon.yaml"))
  var found = Findings()
  let slides = try Theme(
    decoding: parseYAML(SourceFile(name: "monsoon.yaml", bytes: content)), variant: Name("slides"), findings: &found)
  let title = slides.style(.title, language: "ko")
  #expect(title.families == ["Noto Serif CJK KR"] && abs(title.size - 34 * 0.92) < 1e-9 && title.weight == 600)
  #expect(slides.style(.body, language: "ko").size == 14.8)
  #expect(slides.style(.pullFigure, language: "ko").families == ["Noto Serif Display"])
  #expect(slides.keepsWordsWhole("ko"))
}

@Test func `text in the margin is set as notes are, ragged and on their grid`() throws {
  let content = try #require(repository("layouts/themes/monsoon.yaml"))
  var found = Findings()
  let theme = try Theme(decoding: parseYAML(SourceFile(name: "monsoon.yaml", bytes: content)), findings: &found).forMargin
  #expect(theme.style(.body) == theme.style(.marginNote) && theme.style(.body).align == .left)
  #expect(theme.page.grid == 9.75 && theme.page.firstLineIndent == 0)
  #expect(theme.style(.body, language: "ko").families == ["Noto Sans CJK KR"])
  let half = theme.scaled(by: 0.5)
  #expect(half.style(.body).size == 3.6 && half.style(.body).leading == 4.875 && half.page.grid == 4.875)
}
