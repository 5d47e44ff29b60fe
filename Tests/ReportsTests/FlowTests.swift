import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private func report(_ body: String, head: String = "", document: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en\(document)}\n\(head)body:\n\(body)\n"
}

private func place(of text: String, on page: ScenePage) -> Point? { runs(of: page).first { $0.text.contains(text) }?.at }

private func pages(_ report: Report) -> [ScenePage] { (0..<report.pageCount).map { report.scene(ofPage: $0) } }

private let sentences = (1...24).map { "        Sentence \($0) of a text that is long enough for some lines on a page of this size.\n" }.joined(separator: "\n")

private func chart(_ name: String, _ options: String, indent: String = "  ") -> String {
  let keys = [
    "chart: \(name)", "title: Title of \(name)", "height: 50mm", options, "data: {values: [{k: A, v: 95}, {k: B, v: 53}]}",
    "mark: bar", "encoding: {x: {field: k, type: nominal}, y: {field: v, type: quantitative}}",
  ]
  return keys.enumerated().map { indent + ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
}

@Test func `front matter is numbered i, ii, the body from 1, and labels, feet and contents agree`() throws {
  let head = "pages: {default: {footer: {center: \"{{ page }} of {{ pages }}\"}}}\n"
  let body = """
      - page: default
        numbers: i
        blocks:
          - toc: {title: Contents}
          - break: page
          - heading: Preface
      - heading: Body
      - break: page
      - heading: End
    """
  let (document, findings) = try compile(report(body, head: head))
  #expect(findings.all.isEmpty)
  let pages = pages(document)
  #expect(pages.map(\.label) == ["i", "ii", "1", "2"])
  #expect(pages.map { text(of: $0).contains(" of 2") } == [true, true, true, true])
  #expect(runs(of: pages[0]).map(\.text).filter { ["ii", "1", "2"].contains($0) } == ["ii", "1", "2"])
}

@Test func `inner and outer margins and running heads change sides on left pages`() throws {
  let head = "pages: {default: {margin: {inner: 40mm, outer: 15mm}, header: {outer: OUT, inner: IN}}}\n"
  let (document, findings) = try compile(report("  - md: One\n  - break: page\n  - md: Two", head: head))
  #expect(findings.all.isEmpty)
  let pages = pages(document)
  let right = try #require(place(of: "One", on: pages[0])), left = try #require(place(of: "Two", on: pages[1]))
  // The text is 112 mm wide and keeps to the inner margin.
  #expect(abs(right.x - 40 * 72 / 25.4) < 0.1 && abs(left.x - (210 - 40 - 112) * 72 / 25.4) < 0.1)
  // Both heads are one run of glyphs, which begins with the inner one.
  #expect(pages.compactMap { page in runs(of: page).first { $0.text.contains("IN") }.map { Int($0.at.x) } } == [113, 474])
}

@Test func `a block on the right has an empty page before it, without head and foot`() throws {
  let head = "pages: {default: {header: {left: HEAD}}, first: {header: {left: FIRST}}}\n"
  let (document, findings) = try compile(report("  - md: One\n  - break: right\n  - md: Two", head: head))
  #expect(findings.all.isEmpty)
  #expect(pages(document).map { text(of: $0) } == ["One FIRST", "", "Two HEAD"])
}

@Test func `sides of other widths are an error`() {
  let head = "pages: {default: {margin: 20mm}, left: {margin: 30mm}}\n"
  #expect(failure(of: report("  - md: One", head: head)).map(\.id) == ["page-size"])
}

@Test func `text in columns ends level, and a figure across them parts it`() throws {
  let body = "  - columns:\n      count: 2\n      blocks:\n        - md: |\n\(sentences.replacing("        S", with: "            S"))\n\n"
  let (document, findings) = try compile(report(body + chart("fig-a", "column: page", indent: "        ") + "        - md: End."))
  #expect(findings.all.isEmpty)
  let page = pages(document)[0]
  let lines = runs(of: page).filter { $0.text.contains("Sentence") }
  let lefts = lines.filter { $0.at.x < 200 }.map(\.at.y), rights = lines.filter { $0.at.x > 290 }.map(\.at.y)
  #expect(abs((lefts.max() ?? 0) - (rights.max() ?? 1000)) < 40)
  let title = try #require(place(of: "Title", on: page)), end = try #require(place(of: "End.", on: page))
  #expect((lefts + rights).allSatisfy { $0 < title.y })
  #expect(end.y > title.y + 100)
}

@Test func `a float goes to the top of its page while the text around it flows on`() throws {
  let (document, findings) = try compile(report("  - md: Before.\n" + chart("fig-a", "place: top") + "  - md: After."))
  #expect(findings.all.isEmpty)
  let page = document.scene(ofPage: 0)
  let title = try #require(place(of: "Title", on: page)), before = try #require(place(of: "Before", on: page))
  let after = try #require(place(of: "After", on: page))
  #expect(title.y < before.y)
  #expect(before.y < after.y)
}

@Test func `a long note goes on at the foot of the next page`() throws {
  let note = (1...160).map { "word\($0) of a note" }.joined(separator: " and ")
  let (document, findings) = try compile(report("  - md: |\n\(sentences)\n        Claim.[^a]\n\n\(sentences)\n        [^a]: \(note)"))
  #expect(findings.all.isEmpty)
  let pages = pages(document)
  #expect(place(of: "word1 ", on: pages[0]) != nil)
  #expect(pages.map { text(of: $0) }.filter { $0.contains("word160") }.count == 1)
  #expect(!text(of: pages[0]).contains("word160"))
}

@Test func `what stands together is not parted, and space and shares move what follows`() throws {
  let (document, findings) = try compile(report("  - md: A\n  - md: B\n  - space: 10mm\n  - md: C\n  - space: 1fr\n  - md: D"))
  #expect(findings.all.isEmpty)
  let page = document.scene(ofPage: 0)
  let y = try ["A", "B", "C", "D"].map { try #require(place(of: $0, on: page)).y }
  #expect(y[2] - y[1] > 10 * 72 / 25.4 + 10)
  #expect(y[3] > 700)
}

@Test func `pages inside columns, and columns inside columns, are errors with their place`() {
  let inner = "  - columns:\n      blocks:\n        - page: default\n          blocks: [{md: a}]\n        - columns: {blocks: [{md: a}]}"
  #expect(failure(of: report(inner)).map(\.id) == ["misplaced-block", "misplaced-block"])
}

@Test func `the running head knows the section, its number, its last and its part`() throws {
  let head = "pages: {default: {header: {left: \"{{ section.number }}|{{ section.title }}|{{ section.last }}|{{ section.part }}\"}}}\n"
  let body = "  - heading: One\n  - md: \"## Below\"\n  - heading: Two\n  - break: page\n  - md: Text"
  let (document, _) = try compile(report(body, head: head, document: ", number: {headings: \"1\"}"))
  #expect(pages(document).map { text(of: $0).contains("1|One|Two|Below") } == [true, false])
  #expect(text(of: pages(document)[1]).contains("2|Two|Two|"))
}

@Test func `on left pages the margin column stands outside, left of the text`() throws {
  let head = "pages: {default: {size: a4, margin: {inner: 20mm, outer: 16mm}}}\n"
  let spec = "monsoon: 1\ndocument: {title: Test, lang: en, theme: monsoon}\n\(head)body:\n"
    + "  - note: Aside.\n    column: margin\n  - md: Text one.\n  - break: page\n  - heading: Title\n    number: false\n  - note: Aside.\n    column: margin\n  - md: Text two."
  let (document, findings) = try compile(spec)
  #expect(findings.all.isEmpty)
  let right = runs(of: document.scene(ofPage: 0)), left = runs(of: document.scene(ofPage: 1))
  func x(_ text: String, _ page: [(text: String, at: Point)]) -> Double { page.first { $0.text.hasPrefix(text) }?.at.x ?? -1 }
  #expect(x("Text", right) < x("Aside", right) && abs(x("Text", right) - 20 * 72 / 25.4) < 0.1)
  #expect(x("Aside", left) < x("Text", left) && x("Aside", left) >= 16 * 72 / 25.4 - 0.1)
  #expect(abs(x("Title", left) - x("Text", left)) < 2)
  // The text ends at the inner margin.
  #expect(abs(x("Text", left) + 112 * 72 / 25.4 - (210 - 20) * 72 / 25.4) < 0.5)
}

@Test func `a map that fills the page makes room for what it says below`() throws {
  let spec = """
    monsoon: 1
    document: {title: Test, lang: en, theme: monsoon}
    data: {asia: {topojson: base/asia-pacific, object: countries}}
    body:
      - md: Before the map.
      - map: map-a
        fill: page
        data: asia
        fit: [IND]
        projection: {type: mercator}
        mark: geoshape
    """
  let (document, findings) = try compile(spec)
  #expect(findings.all.isEmpty && document.pageCount == 1)
}

@Test func `a block and what stands in its place may have one name`() throws {
  let values = "data: {values: [{k: A, v: 95}]}, mark: bar, height: 30mm"
  let spec = """
    monsoon: 1
    document: {title: Test, lang: en}
    body:
      - {chart: fig-a, when: "1 > 2", \(values), else: {chart: fig-a, title: Other, \(values)}}
    """
  let (document, findings) = try compile(spec)
  #expect(findings.all.isEmpty)
  #expect(text(of: document.scene(ofPage: 0)).contains("Other"))
}

@Test func `a heading across the page parts the columns above from those below`() throws {
  let text = (1...12).map { "Paragraph \($0) has words enough for more than one line of a narrow column." }.joined(separator: "\n\n      ")
  let head = "pages: {default: {size: a4, columns: 2}}\n"
  let (document, findings) = try compile(
    report("  - md: |\n      \(text)\n  - heading: Across\n    level: 2\n    column: page\n  - md: |\n      \(text.replacing("Paragraph", with: "Below"))", head: head))
  #expect(findings.all.isEmpty)
  let words = runs(of: document.scene(ofPage: 0))
  let across = try #require(words.first { $0.text.contains("Across") }).at
  let above = words.filter { $0.text.contains("Paragraph") }.map(\.at), below = words.filter { $0.text.contains("Below") }.map(\.at)
  #expect(above.allSatisfy { $0.y < across.y } && below.allSatisfy { $0.y > across.y })
  #expect(Set(above.map { $0.x > 297 }) == [true, false] && Set(below.map { $0.x > 297 }) == [true, false])
}
