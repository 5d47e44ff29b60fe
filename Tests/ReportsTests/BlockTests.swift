import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private func spec(_ body: String, document: String = "", pages: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en\(document)}\n\(pages)body:\n\(body)\n"
}

private func page(_ body: String, document: String = "", pages: String = "", number: Int = 0) throws -> ScenePage {
  let (document, findings) = try compile(spec(body, document: document, pages: pages))
  #expect(findings.all.isEmpty)
  return document.scene(ofPage: number)
}

private func items(of page: ScenePage) -> [SceneItem] {
  func flat(_ items: [SceneItem]) -> [SceneItem] {
    items.flatMap { item in if case .group(let group) = item { flat(group.items) } else { [item] } }
  }
  return flat(page.items)
}

/// Straight strokes: their ends and width.
private func rules(of page: ScenePage) -> [(bounds: Rect, width: Double, color: String)] {
  items(of: page).compactMap { item in
    guard case .stroke(let path, .color(let color), let style) = item, let bounds = path.bounds else { return nil }
    return (bounds, style.width, color.hex)
  }
}

private func at(_ text: String, _ page: ScenePage) throws -> Point {
  try #require(runs(of: page).first { $0.text.hasPrefix(text) }?.at)
}

private let left = 18 * 72 / 25.4
private let full = 174 * 72 / 25.4

@Test func `numbers of a row stand in equal columns with rules between them and not outside`() throws {
  let page = try page("  - kpis: [{value: 11, unit: one}, {value: 22, unit: two}, {value: 33, unit: three}]")
  let dividers = rules(of: page).filter { $0.bounds.width == 0 }
  #expect(dividers.map { ($0.bounds.x * 100).rounded() } == [1, 2].map { ((left + full * $0 / 3) * 100).rounded() })
  #expect(dividers.allSatisfy { $0.width == 0.35 })
  let values = try ["11", "22", "33"].map { try at($0, page) }
  #expect(Set(values.map(\.y)).count == 1)
  #expect(abs(values[0].x - left) < 0.01 && values[1].x > dividers[0].bounds.x + 9)
  #expect(try at("one", page).y > values[0].y)
}

@Test func `a title of numbers stands under a strong rule, their source under a thin one`() throws {
  let page = try page("  - kpis: {title: Key figures, source: A table, items: [{value: 1}, {value: 2}]}")
  let across = rules(of: page).filter { abs($0.bounds.width - full) < 0.01 }
  #expect(across.map(\.width) == [0.9, 0.35])
  #expect(try abs(at("KEY FIGURES", page).y - across[0].bounds.y - 14.6) < 0.5)
  #expect(text(of: page).contains("Source: A table"))
}

@Test func `numbers that are too wide shrink together, and a warning names one that still does not fit`() throws {
  let narrow = "  - kpis: [{value: \"1,234,567\"}, {value: \"2\"}, {value: \"3\"}, {value: \"4\"}]"
  let page = try page(narrow)
  let sizes = items(of: page).compactMap { item in if case .glyphs(let run) = item { run.size } else { nil } }
  #expect(Set(sizes).count == 1 && (sizes.first ?? 0) < 33 && (sizes.first ?? 0) > 33 * 0.6 - 0.01)
  let (_, findings) = try compile(spec(narrow.replacing("1,234,567", with: "1,234,567,890,123")))
  #expect(findings.all.map(\.id) == ["does-not-fit"] && findings.all.first?.severity == .warning)
  #expect(findings.all.first?.range.position?.line == 4)
}

@Test func `bars are as long as their values, the longest as wide as its column`() throws {
  let page = try page("  - kpis: {look: bars, items: [{value: a, bar: 200}, {value: b, bar: 50, subject: true}]}")
  let bars = items(of: page).compactMap { item -> (Rect, String)? in
    guard case .fill(let path, .color(let color), _) = item, let bounds = path.bounds else { return nil }
    return (bounds, color.hex)
  }
  #expect(bars.count == 2 && abs(bars[0].0.width / bars[1].0.width - 4) < 1e-9)
  #expect(bars.map(\.1) == ["#8c8577", "#2c716c"])
}

@Test func `a pull figure stands under a rule of its color, with its text below`() throws {
  let page = try page("  - pull: {value: 14%, text: of all trade}\n    column: margin\n  - md: Text")
  let rule = try #require(rules(of: page).first { $0.color == "#2c716c" })
  #expect(abs(rule.bounds.x - 137 * 72 / 25.4) < 0.1 && abs(rule.bounds.width - 55 * 72 / 25.4) < 0.1)
  let value = try at("14%", page), words = try at("of all trade", page)
  #expect(abs(value.y - rule.bounds.y - 43) < 0.5 && abs(words.y - rule.bounds.y - 60.7) < 0.5)
}

@Test func `a callout in the margin is set as a note, and its kind decides the rule`() throws {
  let margin = try page("  - callout: {title: Reading, md: \"First.\\n\\nSecond.\"}\n    column: margin\n  - md: Text")
  #expect(try abs(at("Second.", margin).y - at("First.", margin).y - 19.5) < 0.01)
  #expect(try abs(at("First.", margin).y - at("READING", margin).y - 10.63) < 0.1)
  #expect(rules(of: margin).map(\.width) == [0.9])
  #expect(rules(of: try page("  - callout: Plain")).map(\.width) == [0.35])
  #expect(rules(of: try page("  - callout: {kind: warning, title: Doubt, md: Text}")).map(\.color) == ["#b5481f"])
  let nested = failure(of: spec("  - callout: {blocks: [{toc: true}]}"))
  #expect(nested.map(\.id) == ["not-available"])
}

private let sections = """
    - toc: {depth: 2}
    - heading: One
      toc: The first line
    - md: "## Deeper"
    - page: default
      blocks: [{heading: Two}, {heading: Hidden, toc: false}]
  """

@Test func `the contents show sections with their lines and pages, and whole rows are links`() throws {
  let page = try page(sections, document: ", number: {headings: \"1\"}")
  let words = text(of: page)
  #expect(words.contains("The first line") && words.contains("Deeper") && !words.contains("Hidden"))
  let one = try at("One", page), two = try at("Two", page)
  #expect(abs(two.y - one.y - (9 + 26 + 13 + 10.5)) < 0.01)
  let labels = runs(of: page).filter { abs($0.at.y - one.y) < 0.01 || abs($0.at.y - two.y) < 0.01 }.map(\.text)
  #expect(labels == ["1", "One", "1", "2", "Two", "2"])
  let links = items(of: page).compactMap { item -> (Rect, LinkTarget)? in
    if case .link(let rect, let target) = item { (rect, target) } else { nil }
  }
  #expect(links.map(\.1) == [.destination("one"), .destination("deeper"), .destination("two")])
  #expect(links.allSatisfy { abs($0.0.width - 112 * 72 / 25.4) < 0.01 })
  let thin = rules(of: page).filter { $0.width == 0.35 }
  #expect(thin.count == 3)
}

@Test func `contents break between rows, and the page numbers settle`() throws {
  let body = "  - toc: true\n" + (1...40).map { "  - heading: Section \($0)\n  - md: Text" }.joined(separator: "\n")
  let (document, findings) = try compile(spec(body, pages: "pages: {default: {size: a5}}\n"))
  #expect(findings.all.isEmpty)
  let first = document.scene(ofPage: 0), second = document.scene(ofPage: 1)
  #expect(text(of: first).hasPrefix("Section 1 ") && text(of: second).hasPrefix("Section 15 "))
  // Each part ends with a rule, and every row has one above it.
  #expect(rules(of: first).count == 15 && rules(of: second).count == 15)
  let last = try #require(runs(of: first).last { $0.text.allSatisfy(\.isNumber) }.flatMap { Int($0.text) })
  #expect(text(of: document.scene(ofPage: last - 1)).contains("Section 14"))
}

@Test func `a list of figures has their numbers, titles and pages`() throws {
  let chart = "{chart: fig-a, title: Bars, height: 30mm, data: {values: [{a: A, b: 1}]}, mark: bar, encoding: {x: {field: b, type: quantitative}}}"
  let page = try page("  - toc: {lists: [figures]}\n  - \(chart)")
  #expect(text(of: page).hasPrefix("FIGURES Figure 1 Bars 1"))
}

@Test func `a cover fills the page behind its texts, which are the document's where it gives none`() throws {
  let page = try page("  - cover: {eyebrow: Brief, tagline: Foot}\n  - md: Text", document: ", subtitle: Below, date: 2019-06-01")
  guard case .fill(let ground, .color(let color), _)? = items(of: page).first(where: { if case .fill = $0 { true } else { false } }) else {
    Issue.record("no ground")
    return
  }
  #expect(ground.bounds == Rect(origin: .zero, size: page.size) && color.hex == "#14263f")
  let words = text(of: page)
  #expect(words.contains("BRIEF") && words.contains("Test") && words.contains("Below") && words.contains("June 2019"))
  #expect(try abs(at("Foot", page).y - (page.size.height - 21.8 * 72 / 25.4)) < 0.1)
  #expect(!words.contains("Text"))
}

@Test func `a long title of a cover wraps and shrinks, and one that cannot fit is an error`() throws {
  func size(_ words: Int) throws -> Double {
    let title = Array(repeating: "Considerable", count: words).joined(separator: " ")
    let page = try page("  - cover: {title: \(title)}")
    return items(of: page).compactMap { item in if case .glyphs(let run) = item { run.size } else { nil } }.max() ?? 0
  }
  #expect(try size(4) == 46)
  #expect(try size(26) < 46 && size(26) > 27)
  let much = Array(repeating: "Considerable", count: 120).joined(separator: " ")
  let found = failure(of: spec("  - cover: {title: \(much)}"))
  #expect(found.map(\.id) == ["does-not-fit"] && found.first?.range.position?.line == 4)
  #expect(failure(of: spec("  - cover: {logo: a.png}")).map(\.id) == ["missing-file"])
}

@Test func `areas of a grid stand at their columns and rows`() throws {
  let grid = """
      - grid:
          columns: [100pt, 1fr]
          rows: [auto, 50pt]
          gap: 10pt
          areas: [a b, a c]
          blocks: {a: {md: Left}, b: {md: Right}, c: {md: Below}}
    """
  let page = try page(grid)
  let a = try at("Left", page), b = try at("Right", page), c = try at("Below", page)
  #expect(abs(b.x - a.x - 110) < 0.01 && a.y == b.y && c.x == b.x && abs(c.y - b.y - 23) < 0.01)
  let tight = failure(of: spec(grid.replacing("50pt", with: "8pt")))
  #expect(tight.map(\.id) == ["does-not-fit"] && tight.first?.message.contains("\"c\"") == true)
}

@Test func `a variant changes the page and its type, and an unknown one is named`() throws {
  let page = try page("  - md: Text", document: ", variant: slides")
  #expect(page.size == Size(width: 960, height: 540))
  let sizes = items(of: page).compactMap { item in if case .glyphs(let run) = item { run.size } else { nil } }
  #expect(sizes == [15])
  let found = failure(of: spec("  - md: Text", document: ", variant: slide"))
  #expect(found.first?.id == "unknown-variant" && found.first?.hint == "did you mean \"slides\"?")
  #expect(found.first?.range.position?.line == 2)
}
