import Inputs
import Specs
import Testing

private func content(_ block: String) throws -> BlockContent {
  try #require(try report(body(block)).body.first).content
}

@Test func `large numbers are a list, or a mapping with a title and a look`() throws {
  guard case .kpis(let plain) = try content("- kpis: [{value: 12, unit: fold}, {value: \"6.1\", label: Invested}]") else {
    Issue.record("not a row of numbers")
    return
  }
  #expect(plain.items.count == 2 && plain.look == .strip && plain.title == nil)
  let long = "- kpis:\n    title: Trade\n    source: A table\n    look: bars\n    items: [{value: 5, bar: 5, subject: true}]"
  guard case .kpis(let bars) = try content(long) else {
    Issue.record("not a row of numbers")
    return
  }
  #expect(bars.look == .bars && bars.items[0].bar == 5 && bars.items[0].isSubject)
  #expect(bars.title?.text(for: "en").text.source == "Trade" && bars.source != nil)
}

@Test func `mistakes in a row of numbers are named at their places`() {
  #expect(
    findings(body("- kpis: {look: bars, items: [{value: 1}]}")) == [
      "page.yaml:3:30: error[missing-key]: the number has no bar, and the row is set with bars; give bar: and a number"
    ])
  #expect(findings(body("- kpis: []")) == ["page.yaml:3:9: error[bad-value]: a row has 1 to 8 numbers, not 0"])
  #expect(
    findings(body("- kpis: [{valeu: 1}]")).first
      == "page.yaml:3:11: error[unknown-key]: unknown key \"valeu\" in kpi; did you mean \"value\"?")
  #expect(
    findings(body("- kpis: {look: tile, items: [{value: 1}]}")) == [
      "page.yaml:3:16: error[bad-value]: unknown value \"tile\"; expected one of strip, tiles, bars; did you mean \"tiles\"?"
    ])
}

@Test func `a heading's toc is a switch or the line below it in the contents`() throws {
  func heading(_ toc: String) throws -> HeadingSpec {
    guard case .heading(let heading) = try content("- heading: A\n  toc: \(toc)") else { return HeadingSpec() }
    return heading
  }
  #expect(try heading("true").isInContents && heading("true").contentsLine == nil)
  #expect(try !heading("false").isInContents)
  let line = try heading("Two years of trade")
  #expect(line.isInContents && line.contentsLine?.text(for: "en").text.source == "Two years of trade")
  #expect(try heading("{en: Trade, ko: 무역}").contentsLine?.text(for: "ko").text.source == "무역")
}

@Test func `a cover takes a map, and mistakes in it have their places`() throws {
  guard case .cover(let cover) = try content("- cover:\n    tagline: T\n    fill: navy\n    map: {mark: geoshape, fit: [KOR]}") else {
    Issue.record("not a cover")
    return
  }
  #expect(cover.map?.fit.map(\.text) == ["KOR"] && cover.tagline != nil && cover.fill != nil)
  #expect(
    findings(body("- cover:\n    map: {mark: geoshape, fitt: [KOR]}")) == [
      "page.yaml:4:27: error[unknown-key]: unknown key \"fitt\" in map; did you mean \"fit\"?"
    ])
}

@Test func `the areas of a grid are rectangles, and each has a block`() throws {
  func grid(_ areas: String, _ blocks: String) -> [String] {
    findings(body("- grid:\n    columns: [1fr, 1fr]\n    areas: \(areas)\n    blocks: \(blocks)"))
  }
  #expect(grid("[a a, b .]", "{a: {md: x}, b: {md: y}}") == [])
  #expect(grid("[a b, b a]", "{a: {md: x}, b: {md: y}}").count == 2)
  #expect(
    grid("[a b, b b]", "{a: {md: x}, b: {md: y}}") == ["page.yaml:5:12: error[bad-value]: the area \"b\" is not a rectangle"])
  #expect(
    grid("[a b]", "{a: {md: x}}") == [
      "page.yaml:5:12: error[empty-area]: the area \"b\" has no block; name its block in blocks, or write . for room that stays empty"
    ])
  #expect(
    grid("[main side]", "{main: {md: x}, sid: {md: y}}").first
      == "page.yaml:6:29: error[unknown-area]: no area is named \"sid\"; did you mean \"side\"?")
}

@Test func `grounds and places of areas must name areas of the grid`() {
  func grid(_ option: String) -> [String] {
    findings(body("- grid:\n    columns: [1fr]\n    areas: [side]\n    \(option)\n    blocks: {side: {md: x}}"))
  }
  #expect(grid("align: center") == [] && grid("align: {side: bottom}") == [] && grid("fill: {side: white}") == [])
  #expect(grid("align: {sid: top}").first == "page.yaml:6:13: error[unknown-area]: no area is named \"sid\"; did you mean \"side\"?")
  #expect(grid("fill: {sde: white}").first?.contains("did you mean \"side\"?") == true)
  #expect(grid("align: middle").count == 1)
}

@Test func `an area covers the columns and rows that carry its name`() throws {
  let text = "- grid:\n    columns: [1fr, 1fr]\n    areas: [a a, b .]\n    blocks: {a: {md: x}, b: {md: y}}"
  guard case .grid(let grid) = try content(text) else {
    Issue.record("not a grid")
    return
  }
  #expect(grid.cells == [GridCell(name: "a", columns: 0...1, rows: 0...0), GridCell(name: "b", columns: 0...0, rows: 1...1)])
}
