import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Scene
import Testing

/// A PDF file on disk, asked with the usual tools.
struct PDFFile {
  let folder: ScratchFolder
  var path: String { folder.file("a.pdf") }

  init(_ bytes: [UInt8]) throws {
    folder = try ScratchFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func ask(_ tool: String, _ arguments: [String]) throws -> String {
    try #require(Tool(tool)).run(arguments + [path]).text
  }

  /// Every object as text.
  func objects() throws -> String { try #require(Tool("qpdf")).run(["--qdf", "--object-streams=disable", path, "-"]).text }

  func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
    let check = try #require(Tool("qpdf")).run(["--check", path])
    #expect(check.status == 0 && !check.text.contains("WARNING"), "\(check.text)", sourceLocation: location)
  }
}

func a4(label: String? = nil, _ body: (inout SceneBuilder) -> Void) -> ScenePage { page(width: 595, height: 842, label: label, body) }

/// A small writer that fails after some bytes.
private final class FailingSink: ByteSink {
  var left: Int

  init(after count: Int) { left = count }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    left -= bytes.count
    if left < 0 { throw Failure(Diagnostic("disk-full", .error, kind: .output, at: .detached, "no space left")) }
  }
}

@Suite(.enabled(if: TestFont.isInstalled, TestFont.advice), .enabled(if: Tool.isInstalled("qpdf", "pdftotext", "pdfinfo", "pdffonts"), "qpdf or poppler-utils is not installed"))
struct PDFTests {
  @Test func `the same pages give the same bytes`() throws {
    let pages = [a4 { $0.glyphs(TestFont.run("Twice", x: 50, y: 50)) }, a4 { $0.fill(Path(circle: Point(x: 9, y: 9), radius: 5), .black) }]
    let first = try pdf(pages), second = try pdf(pages)
    #expect(first == second)
    try PDFFile(first).expectSound()
  }

  @Test func `page sizes, labels and properties are written`() throws {
    let properties = DocumentProperties(
      title: "Rain (in cm) – 강수량", authors: ["A. Kim", "B. Lê"], subject: "Weather", keywords: ["rain", "season"], date: "2026-11-23")
    let file = try PDFFile(pdf([page(width: 300, height: 200, label: "iv") { _ in }, page(width: 200, height: 300, label: "1") { _ in }], properties: properties))
    try file.expectSound()
    let text = try file.ask("pdfinfo", ["-isodates", "-f", "1", "-l", "2"])
    #expect(text.contains("Rain (in cm) – 강수량") && text.contains("A. Kim, B. Lê") && text.contains("rain, season"))
    #expect(text.contains("CreationDate:    2026-11-23T00:00:00Z") && text.contains("ModDate:         2026-11-23T00:00:00Z"))
    #expect(text.contains("Page    1 size:  300 x 200 pts") && text.contains("Page    2 size:  200 x 300 pts"))
    let objects = try file.objects()
    #expect(objects.contains("/PageLabels") && objects.contains("/P (iv)") && objects.contains("/S /D"))
  }

  @Test(arguments: [nil, "", "yesterday", "2026-13-45T99:99", "23.11.2026"]) func `without a date that can be read it is 1980`(date: String?) throws {
    let file = try PDFFile(pdf([a4 { _ in }], properties: DocumentProperties(title: "x", date: date)))
    #expect(try file.ask("pdfinfo", ["-isodates"]).contains("CreationDate:    1980-01-01T00:00:00Z"))
  }

  @Test func `text can be taken out again, its font is embedded and subset`() throws {
    let file = try PDFFile(pdf([a4 { $0.glyphs(TestFont.run("Monsoon", x: 50, y: 50)) }]))
    let text = try #require(Tool("pdftotext")).run([file.path, "-"]).text
    #expect(text.contains("Monsoon"))
    let fonts = try file.ask("pdffonts", [])
    #expect(fonts.contains("+LiberationSans") && fonts.contains("yes yes yes"))
  }

  @Test func `a ligature is taken out as its letters`() throws {
    let glyphs = [PositionedGlyph(id: 82, x: 50, y: 50), PositionedGlyph(id: 2277, x: 55.6, y: 50), PositionedGlyph(id: 70, x: 60.6, y: 50)]
    let clusters = [GlyphCluster(bytes: 1, glyphs: 1), GlyphCluster(bytes: 2, glyphs: 1), GlyphCluster(bytes: 1, glyphs: 1)]
    let run = GlyphRun(font: TestFont.id, size: 10, color: .black, text: Array("ofic".utf8), glyphs: glyphs, clusters: clusters)
    let file = try PDFFile(pdf([a4 { $0.glyphs(run) }]))
    #expect(try #require(Tool("pdftotext")).run([file.path, "-"]).text.contains("ofic"))
  }

  @Test func `a backward run is taken out in reading order`() throws {
    // Two Hebrew letters: the second of the text stands on the left and comes first among the glyphs.
    let glyphs = [PositionedGlyph(id: 1281, x: 50, y: 50), PositionedGlyph(id: 1280, x: 56, y: 50)]
    let clusters = [GlyphCluster(bytes: 2, glyphs: 1), GlyphCluster(bytes: 2, glyphs: 1)]
    let run = GlyphRun(
      font: TestFont.id, size: 10, color: .black, text: Array("אב".utf8), glyphs: glyphs, clusters: clusters, isBackward: true)
    let file = try PDFFile(pdf([a4 { $0.glyphs(run) }]))
    let text = try #require(Tool("pdftotext")).run([file.path, "-"]).text
    #expect(text.contains("אב"))
  }

  @Test func `clusters that do not cover their run lose the text, not the page`() throws {
    var run = TestFont.run("abc", x: 50, y: 50)
    run.clusters.removeLast()
    var cut = TestFont.run("xyz", x: 50, y: 80)
    cut.text = Array("é".utf8) + Array("x".utf8)
    let runs = [run, cut]
    let sink = MemorySink()
    let writer = try PDFDocumentWriter(to: sink, properties: DocumentProperties(title: "x"), fonts: FontFaces(book: TestFont.book))
    try writer.write(ScenePage(size: Size(width: 200, height: 200), items: runs.map(SceneItem.glyphs)))
    try writer.finish()
    #expect(writer.refused == 2)
    try PDFFile(sink.bytes).expectSound()
  }

  @Test(arguments: [false, true]) func `links lead to places and addresses, forward too`(tags: Bool) throws {
    let pages = [
      a4 {
        $0.glyphs(TestFont.run("see", x: 50, y: 50))
        $0.link(Rect(x: 50, y: 40, width: 20, height: 12), to: .destination("fig (1) 'ü'"))
        $0.link(Rect(x: 80, y: 40, width: 20, height: 12), to: .uri("https://example.org/a(b)?q='x'&r=é\\"))
      },
      a4 { $0.destination("fig (1) 'ü'", at: Point(x: 50, y: 100)) },
      a4 { $0.glyphs(TestFont.run("end", x: 50, y: 50)) },
    ]
    let file = try PDFFile(pdf(pages, options: PDFOptions(tags: tags)))
    try file.expectSound()
    let objects = try file.objects()
    #expect(objects.contains("(https://example.org/a%28b%29?q=%27x%27&r=%C3%A9%5C)"))
    #expect(objects.contains("(fig%20%281%29%20%27%C3%BC%27)"))
    #expect(objects.components(separatedBy: "/Subtype /Link").count == 3)
  }

  @Test func `links on the second page only give a sound file`() throws {
    let file = try PDFFile(pdf([a4 { _ in }, a4 { $0.link(Rect(x: 1, y: 1, width: 5, height: 5), to: .uri("https://example.org")) }, a4 { _ in }]))
    try file.expectSound()
  }

  @Test func `links and destinations inside a faded group are kept`() throws {
    let file = try PDFFile(
      pdf([
        a4 { scene in
          scene.group(opacity: 0.5) {
            $0.fill(Path(rect: Rect(x: 0, y: 0, width: 50, height: 50)), .black)
            $0.destination("here", at: Point(x: 0, y: 0))
            $0.link(Rect(x: 0, y: 0, width: 50, height: 50), to: .destination("here"))
          }
        }
      ]))
    try file.expectSound()
    #expect(try file.objects().contains("/Dest (here)"))
  }

  @Test func `a link that leads nowhere is a finding, each name once`() {
    let bad = a4 {
      $0.link(Rect(x: 0, y: 0, width: 5, height: 5), to: .destination("nowhere"))
      $0.link(Rect(x: 9, y: 0, width: 5, height: 5), to: .destination("nowhere"))
    }
    let found = findings { _ = try pdf([bad], outline: [OutlineEntry(title: "Lost", level: 1, destination: "lost")]) }
    #expect(found.map(\.id) == ["unknown-destination", "unknown-destination"])
    #expect(found.first?.message.contains("\"nowhere\"") == true && found.last?.message.contains("\"lost\"") == true)
  }

  @Test func `the outline has its levels, a jump in level is closed`() throws {
    let file = try PDFFile(
      pdf(
        [a4 { $0.destination("a", at: Point(x: 0, y: 0)) }, a4 { $0.destination("b", at: Point(x: 0, y: 0)) }],
        outline: [
          OutlineEntry(title: "One (first)", level: 1, destination: "a"), OutlineEntry(title: "Under", level: 3, destination: "b"),
          OutlineEntry(title: "두 번째", level: 1, destination: "b"),
        ]))
    try file.expectSound()
    let objects = try file.objects()
    // Cairo writes titles with brackets as UTF-16.
    #expect(objects.contains("/Title <feff004f006e006500200028006600690072007300740029>"))
    #expect(objects.contains("/Title <feffb4500020bc88c9f8>") && objects.contains("/Title (Under)") && objects.contains("/Count -3"))
  }

  @Test func `structure tags make a sound tagged file`() throws {
    let tagged = a4 { scene in
      scene.tagged(StructureTag(.artifact)) { $0.glyphs(TestFont.run("folio", x: 50, y: 20)) }
      scene.tagged(StructureTag(.heading1)) { $0.glyphs(TestFont.run("Heading", x: 50, y: 50)) }
      scene.tagged(StructureTag(.table)) { table in
        table.fill(Path(rect: Rect(x: 50, y: 60, width: 100, height: 1)), .black)
        table.tagged(StructureTag(.tableRow)) { row in
          row.tagged(StructureTag(.tableCell)) { $0.glyphs(TestFont.run("Cell", x: 50, y: 80)) }
        }
      }
      scene.tagged(StructureTag(.figure, alt: "bars")) { figure in
        figure.group(opacity: 0.5) { group in
          group.tagged(StructureTag(.paragraph)) { $0.fill(Path(rect: Rect(x: 50, y: 100, width: 9, height: 9)), .black) }
        }
      }
    }
    let file = try PDFFile(pdf([tagged, tagged], options: PDFOptions(tags: true)))
    try file.expectSound()
    let text = try #require(Tool("pdfinfo")).run(["-struct-text", file.path]).text
    for word in ["H1", "Table", "TR", "TD", "Figure", "Heading", "Cell"] { #expect(text.contains(word)) }
    #expect(!text.contains("folio"))
  }

  @Test func `tags that do not close are closed at the end of the page`() throws {
    let open = ScenePage(size: Size(width: 100, height: 100), items: [.end, .begin(StructureTag(.paragraph)), .glyphs(TestFont.run("x", x: 5, y: 50))])
    try PDFFile(pdf([open, open], options: PDFOptions(tags: true))).expectSound()
  }

  @Test func `a page of many marks is sound and not much slower for it`() throws {
    let dots = a4 { scene in
      for i in 0..<5000 { scene.fill(Path(rect: Rect(x: Double(i * 37 % 590), y: Double(i * 91 % 830), width: 2, height: 2)), .black) }
    }
    let clock = ContinuousClock()
    let time = try clock.measure { try PDFFile(pdf([dots])).expectSound() }
    #expect(time < .seconds(2))
  }

  @Test(arguments: [0.0, 0.5, 14_401, .nan, .infinity, -5]) func `a page size outside PDF's is a limit`(side: Double) {
    let odd = ScenePage(size: Size(width: side, height: 100), items: [])
    #expect(findings { _ = try pdf([odd]) }.map(\.kind) == [.limit])
  }

  @Test func `a document without pages is refused`() {
    #expect(findings { _ = try pdf([]) }.map(\.id) == ["no-pages"])
  }

  @Test(arguments: [0, 100, 3000]) func `what the sink says comes through`(count: Int) throws {
    let found = findings {
      let sink = FailingSink(after: count)
      let writer = try PDFDocumentWriter(to: sink, properties: DocumentProperties(title: "x"), fonts: FontFaces(book: TestFont.book))
      for _ in 0..<20 { try writer.write(a4 { $0.glyphs(TestFont.run("Monsoon", x: 50, y: 50)) }) }
      try writer.finish()
    }
    #expect(found.map(\.id) == ["disk-full"])
  }

  @Test func `a document given up half way leaves nothing`() throws {
    let folder = try ScratchFolder()
    do {
      let output = try OutputFile(path: folder.file("a.pdf"))
      let writer = try PDFDocumentWriter(to: output, properties: DocumentProperties(title: "x"), fonts: FontFaces(book: TestFont.book))
      try writer.write(a4 { $0.glyphs(TestFont.run("Monsoon", x: 50, y: 50)) })
    }
    #expect(folder.names.isEmpty)
  }
}
