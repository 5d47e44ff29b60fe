import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private func report(_ body: String, document: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en, theme: monsoon\(document)}\nbody:\n\(body)\n"
}

private let chart = "{chart: fig-a, title: Bars, data: {values: [{k: A, v: 9}]}, mark: bar, encoding: {x: {field: k, type: nominal}}}"

@Test func `a reference to a page shows the page on which the name stands, wherever the text is`() throws {
  let body = """
      - md: |
          Of @fig-a on page @page:fig-a, on @page:last.[^n]

          - In a list: @page:box
          - Other

          > In a quote: @page:last.

          [^n]: In a note: @page:last.
      - callout: {md: "In a callout: @page:fig-a."}
      - note: "Below: @page:last."
      - page: default
        blocks: [\(chart)]
      - page: default
        blocks: [{md: A box, id: box}, {md: "## Last {#last}"}]
    """
  let (document, findings) = try compile(report(body))
  #expect(findings.all.isEmpty)
  #expect(document.pageCount == 3)
  let words = text(of: document.scene(ofPage: 0))
  for part in ["In a note: 3.", "In a list: 3", "In a quote: 3.", "In a callout: 2.", "Below: 3.", "on page 2", "Figure\u{A0}1"] {
    #expect(words.contains(part), "\(part) in \(words)")
  }
  // The place that each number leads to is where the name is.
  for page in 0..<3 {
    let names = document.scene(ofPage: page).items.compactMap { item in if case .destination(let name, _) = item { name } else { nil } }
    #expect(names.contains("fig-a") == (page == 1) && names.contains("box") == (page == 2) && names.contains("last") == (page == 2))
  }
}

@Test func `a reference to a heading shows its number, or its title when it has none, before and after it`() throws {
  let body = """
      - md: "Before: @details and @end. # no"
      - heading: Start
        id: start
      - md: "## Details\\n\\nAfter: [@start]."
      - heading: The end
        number: false
        id: end
    """
  let (document, findings) = try compile(report(body, document: ", number: {headings: \"1.1\"}"))
  #expect(findings.all.isEmpty)
  let words = text(of: document.scene(ofPage: 0))
  #expect(words.contains("Section\u{A0}1.1") && words.contains("\u{201C}The end\u{201D}") && words.contains("Section\u{A0}1"))
  let korean = try compile(report("  - md: \"@a\"\n  - md: \"# 시작 {#a}\"", document: ", number: {headings: \"1\"}").replacing("lang: en", with: "lang: ko")).0
  #expect(text(of: korean.scene(ofPage: 0)).contains("1절"))
}

@Test func `references to what is not there are named at their place, with the nearest name`() {
  let body = "  - md: \"See @page:fig-b.\"\n  - md: \"And @detail.\"\n  - md: \"# Details\"\n  - \(chart)"
  let found = failure(of: report(body))
  #expect(found.map(\.id) == ["unknown-reference", "unknown-reference"])
  #expect(found.map(\.hint) == ["did you mean \"fig-a\"?", "did you mean \"details\"?"])
  #expect(found.map { $0.range.position?.line } == [4, 5])
  #expect(found.first?.range.position?.column == 14)
  let plain = failure(of: report("  - md: \"See @box.\"\n  - md: A box\n    id: box"))
  #expect(plain.map(\.hint) == ["write @page:box for its page"])
  let caption = failure(of: report("  - md: \"# Page @page:fig-a\"\n  - \(chart)"))
  #expect(caption.map(\.id) == ["late-reference"])
}
