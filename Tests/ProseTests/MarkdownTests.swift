import Diagnostics
@testable import Prose
import Testing

@Suite struct MarkdownTests {
  private func tree(_ text: String) throws -> String {
    var findings = Findings()
    return try parseProse(text, at: .detached, findings: &findings).outline
  }

  private func findings(_ text: String, at range: SourceRange = .detached) throws -> Findings {
    var findings = Findings()
    _ = try parseProse(text, at: range, findings: &findings)
    return findings
  }

  @Test func `tree: emphasis, code, links and breaks`() throws {
    let found = try tree("a *b* **c** ~~d~~ `e` [f](g)  \nh")
    #expect(
      found == """
        document
          paragraph
            text("a ")
            emphasis
              text("b")
            text(" ")
            strong
              text("c")
            text(" ")
            strikethrough
              text("d")
            text(" ")
            code("e")
            text(" ")
            link("g")
              text("f")
            lineBreak
            text("h")
        """)
  }

  @Test func `tree: texts that the parser splits are joined again`() throws {
    #expect(try tree("a_b @tab_x [y] !") == "document\n  paragraph\n    text(\"a_b @tab_x [y] !\")")
  }

  @Test func `tree: lists know their first number and whether they are tight`() throws {
    #expect(try tree("3. a\n4. b").contains("list(Prose.ProseList(start: Optional(3), isTight: true))"))
    #expect(try tree("- a\n\n- b").contains("list(Prose.ProseList(start: nil, isTight: false))"))
  }

  @Test func `tree: tables have alignments, a header and rows`() throws {
    let outline = try tree("| a | b |\n|:--|--:|\n| 1 | 2 |")
    #expect(outline.contains("table([Prose.ProseAlignment.left, Prose.ProseAlignment.right])"))
    #expect(outline.contains("tableRow(isHeader: true)"))
    #expect(outline.contains("tableRow(isHeader: false)"))
  }

  @Test func `footnotes: references carry the number of their note, notes come in the order of references`() throws {
    var findings = Findings()
    let root = try parseProse("a[^two] b[^one]\n\n[^one]: First.\n\n[^two]: Second.\n", at: .detached, findings: &findings)
    let names = root.children.compactMap { node -> String? in
      if case .footnoteDefinition(let name) = node.kind { name } else { nil }
    }
    #expect(names == ["1", "2"])
    #expect(root.children.dropFirst().map(\.plainText) == ["", ""])
    #expect(root.children.dropFirst().flatMap(\.children).map(\.plainText) == ["Second.", "First."])
    #expect(root.outline.contains("footnoteReference(\"1\")"))
  }

  @Test func `footnotes: one that no mark leads to is a warning`() throws {
    let all = try findings("a[^b]\n\n[^b]: used\n\n[^c]: unused").all
    #expect(all.map(\.id) == ["unused-footnote"])
  }

  @Test func `raw HTML and images are left out with a warning`() throws {
    let all = try findings("a <b>c</b>\n\n<div>d</div>\n\n![e](f.png)").all
    #expect(all.map(\.severity) == Array(repeating: .warning, count: all.count))
    #expect(Set(all.map(\.id)) == ["raw-html", "markdown-image"])
  }

  @Test func `limits: deep nesting is refused, not overflowed`() {
    let deep = String(repeating: "> ", count: 5_000) + "x"
    #expect(throws: Failure.self) { try findings(deep) }
    #expect(throws: Failure.self) { try findings(String(repeating: "a", count: ProseLimits.bytes + 1)) }
    let stars = String(repeating: "*a ", count: 5_000)
    #expect(throws: Never.self) { try findings(stars) }
  }

  @Test func `limits: any bytes give a tree`() throws {
    for text in ["", "\u{0}", "[^", "|", "|-|", "\r\n\r\n", "# ", "[^a]: b", "@", "{#x}", "&#x110000;", "```"] { _ = try tree(text) }
  }

  @Test func `places: an indented block scalar is found in its file`() throws {
    let file = SourceFile(name: "a.yaml", text: "body:\n  - md: |\n      # Head\n\n      See <b>x\n")
    let range = SourceRange(file: file, start: 14, end: file.bytes.count)
    let found = try findings("# Head\n\nSee <b>x\n", at: range).all
    #expect(found.first?.range.position == SourcePosition(line: 5, column: 11))
  }

  @Test func `places: a line that a template changed gives its beginning`() throws {
    let file = SourceFile(name: "a.yaml", text: "- md: |\n    Head\n\n    {{ n }} of <b>x\n")
    let range = SourceRange(file: file, start: 6, end: file.bytes.count)
    let found = try findings("Head\n\n7 of <b>x\n", at: range).all
    #expect(found.first?.range.position == SourcePosition(line: 4, column: 5))
  }
}

@Suite struct ReferenceTests {
  @Test func `references: an at sign with a name, without the punctuation after it`() {
    #expect(
      referenceTokens(in: "see @fig-x. And @tab_y:")
        == [
          .text("see "), .reference("fig-x", isBracketed: false), .text(". And "), .reference("tab_y", isBracketed: false), .text(":"),
        ])
  }

  @Test func `references: addresses are left alone`() {
    for text in ["mail a@b.org now", "a@b", "@@", "@", "@ x", "https://x.org/@name", "@1"] {
      #expect(referenceTokens(in: text) == [.text(text)])
    }
  }

  @Test func `references: citations stand alone in brackets`() {
    #expect(referenceTokens(in: "x [@kita2025].") == [.text("x "), .reference("kita2025", isBracketed: true), .text(".")])
    #expect(referenceTokens(in: "(@a)") == [.text("("), .reference("a", isBracketed: false), .text(")")])
  }

  @Test func `slugs: letters and digits of any script`() {
    #expect(headingSlug("A second market: 2017!") == "a-second-market-2017")
    #expect(headingSlug("베트남 무역") == "베트남-무역")
    #expect(headingSlug("...") == "section")
  }

  @Test func `numbering: deeper levels begin again, equal names get numbers`() {
    var numbering = ProseNumbering(numbersHeadings: true)
    #expect([1, 2, 2, 3, 1, 2].map { numbering.nextHeading($0) } == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"])
    #expect([numbering.anchor("a"), numbering.anchor("a"), numbering.anchor("a-2")] == ["a", "a-2", "a-2-2"])
  }
}
