import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private func report(_ body: String, head: String = "", document: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en\(document)}\n\(head)body:\n\(body)\n"
}

private func place(of text: String, on page: ScenePage) -> Point? { runs(of: page).first { $0.text.contains(text) }?.at }

private let bars = """
  height: 50mm
  data: {values: [{k: A, v: 95}, {k: B, v: 53}]}
  mark: bar
  """.replacing("\n", with: "\n          ")

@Test func `a footnote stands at the foot of the page with its mark, the next page has none`() throws {
  let many = (1...60).map { "      Paragraph \($0).\n" }.joined(separator: "\n")
  let (document, findings) = try compile(report("  - md: |\n      A claim.[^a]\n\n\(many)\n      [^a]: Its source."))
  #expect(findings.all.isEmpty)
  #expect(document.pageCount == 2)
  let first = document.scene(ofPage: 0)
  let note = try #require(place(of: "source", on: first))
  let last = runs(of: first).filter { $0.text.contains("Paragraph") }.map(\.at.y).max() ?? 0
  #expect(note.y > last + 20)
  #expect(place(of: "source", on: document.scene(ofPage: 1)) == nil)
}

@Test func `a block in the margin stands beside what follows it, in small type`() throws {
  let (document, findings) = try compile(report("  - md: First.\n  - note: Aside.\n    column: margin\n  - md: Second."))
  #expect(findings.all.isEmpty)
  let page = document.scene(ofPage: 0)
  let aside = try #require(place(of: "Aside.", on: page)), second = try #require(place(of: "Second.", on: page))
  // The text column is 112 mm wide and begins at 18 mm; the gutter is 7 mm.
  #expect(abs(aside.x - (18 + 112 + 7) * 72 / 25.4) < 0.1)
  #expect(abs(aside.y - second.y) < 10)
}

@Test func `column margin on a page without a margin column is an error`() {
  let head = "pages: {default: {size: a6}}\n"
  #expect(failure(of: report("  - note: Aside.\n    column: margin\n  - md: a", head: head)).map(\.id) == ["no-margin-column"])
}

@Test func `the running head names the section without its number, the outline with it`() throws {
  let head = "pages: {default: {header: {left: \"{{ section.title }}\"}}}\n"
  let spec = report("  - heading: Trade\n  - md: \"## Below\"", head: head, document: ", number: {headings: \"1\"}")
  let (document, _) = try compile(spec)
  #expect(runs(of: document.scene(ofPage: 0)).filter { $0.text == "Trade" }.count == 2)
  #expect(document.outline.map(\.title) == ["1 Trade", "Below"])
}

@Test func `what follows the blocks of a page stands on its own page again`() throws {
  let head = "pages: {default: {size: a4}, front: {size: a5}}\n"
  let body = "  - page: front\n    blocks: [{md: Cover}]\n  - md: After\n  - page: front\n    blocks: [{md: Again}]"
  let (document, findings) = try compile(report(body, head: head))
  #expect(findings.all.isEmpty)
  #expect(document.pageSizes.map { $0.width.rounded() } == [420, 595, 420])
  #expect(text(of: document.scene(ofPage: 1)) == "After")
}

@Test func `the cover has no running head, the page after it has`() throws {
  let head = "pages: {default: {header: {left: HEAD}}}\n"
  let (document, findings) = try compile(report("  - cover: {title: Front}\n  - md: After", head: head))
  #expect(findings.all.isEmpty)
  #expect(place(of: "HEAD", on: document.scene(ofPage: 0)) == nil)
  #expect(place(of: "HEAD", on: document.scene(ofPage: 1)) != nil)
}

@Test func `charts side by side share the edges of their plots and the line of their sources`() throws {
  func chart(_ name: String, axis: String) -> String {
    "      - chart: \(name)\n          title: T\n          source: S\(name)\n          \(bars)\n          encoding: {x: {field: k, type: nominal, axis: \(axis)}, y: {field: v, type: quantitative, axis: null}}"
      .replacing("      - chart", with: "        - chart")
  }
  let body = "  - row:\n      blocks:\n" + chart("fig-a", axis: "{title: Long, labelAngle: 0}") + "\n" + chart("fig-b", axis: "null")
  let (document, findings) = try compile(report(body))
  #expect(findings.all.isEmpty)
  let page = document.scene(ofPage: 0)
  #expect(place(of: "Sfig-a", on: page)?.y == place(of: "Sfig-b", on: page)?.y)
  let boxes = rectangles(of: page).filter { $0.height > 40 }
  let feet = Set(boxes.map { ($0.maxY * 100).rounded() })
  #expect(boxes.count == 2)
  #expect(feet.count == 1)
}

/// The boxes of the filled paths of a page.
private func rectangles(of page: ScenePage) -> [Rect] {
  func visit(_ items: [SceneItem]) -> [Rect] {
    items.flatMap { item -> [Rect] in
      switch item {
      case .fill(let path, _, _): return [path.bounds].compactMap { $0 }
      case .group(let group): return visit(group.items)
      case .glyphs, .stroke, .image, .begin, .end, .link, .destination: return []
      }
    }
  }
  return visit(page.items)
}

@Test func `a label of the author's own does not count, and references show it`() throws {
  func table(_ name: String, _ label: String) -> String {
    "  - table: \(name)\n    title: T\(label)\n    data: rows\n"
  }
  let head = "data: {rows: {values: [{a: 1}]}}\n"
  let body =
    table("tab-a", "") + table("tab-b", "\n    number: \"Table 1, again\"") + table("tab-c", "") + "  - md: \"@tab-a; @tab-b; @tab-c.\""
  let (document, findings) = try compile(report(body, head: head))
  #expect(findings.all.isEmpty)
  let words = text(of: document.scene(ofPage: 0)).replacing("\u{00A0}", with: " ")
  #expect(words.contains("Table 1; Table 1, again; Table 2."))
}

@Test func `a slide becomes a picture 1080 pixels high, paper one of 150 to the inch`() throws {
  func resolution(_ size: String) throws -> Double {
    try compile(report("  - md: a", head: "pages: {default: {size: \(size)}}\n")).0.defaultPixelsPerInch
  }
  #expect(try [resolution("slide-16x9"), resolution("slide-4x3"), resolution("a4")] == [144, 144, 150])
}

@Test(arguments: ["", ", variant: slides"]) func `a figure that fills the page takes what the others leave, and no more`(variant: String) throws {
  let chart = "  - chart: fig-a\n    fill: page\n" + bars.replacing("height: 50mm\n          ", with: "    ").replacing("\n          ", with: "\n    ")
  let body = "  - heading: Above\n\(chart)\n  - note: Below"
  let (document, findings) = try compile(report(body, head: "pages: {default: {footer: none, header: none}}\n", document: ", theme: monsoon" + variant))
  #expect(findings.all.isEmpty)
  #expect(document.pageCount == 1)
  let page = document.scene(ofPage: 0), size = document.pageSizes[0]
  let below = try #require(place(of: "Below", on: page)), above = try #require(place(of: "Above", on: page))
  #expect(below.y > 0.85 * size.height && above.y < 0.2 * size.height)
}

@Test func `a figure that fills the page has a page of its own where the text needs more than one`() throws {
  let chart = "  - chart: fig-a\n    fill: page\n" + bars.replacing("height: 50mm\n          ", with: "    ").replacing("\n          ", with: "\n    ")
  let many = (1...80).map { "      Paragraph \($0).\n" }.joined(separator: "\n")
  let (document, findings) = try compile(report("  - md: |\n\(many)\n\(chart)"))
  #expect(findings.all.isEmpty)
  #expect(document.pageCount == 3)
}

@Test func `a master named body is that of the text, over default`() throws {
  let head = "pages: {default: {size: a5, header: none}, body: {header: {left: Head}}, front: {size: a6}}\n"
  let (document, findings) = try compile(report("  - page: front\n    blocks: [{md: Before}]\n  - md: Text", head: head))
  #expect(findings.all.isEmpty)
  #expect(document.pageSizes.map { $0.width.rounded() } == [298, 420])
  #expect(place(of: "Head", on: document.scene(ofPage: 1)) != nil && place(of: "Head", on: document.scene(ofPage: 0)) == nil)
}
