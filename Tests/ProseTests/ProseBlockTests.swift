import Diagnostics
import Geometry
import Layout
@testable import Prose
import Scene
import Testing
import Typesetting

@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct ProseBlockTests {
  private let words = (0..<120).map { "word\($0)" }.joined(separator: " ")

  @Test func `items: each block has its role and its spaces on the grid`() throws {
    let items = try set("# One\n\na\n\nb\n\n## Two\n\n- x\n- y\n\n> q\n\n    code\n\n---\n").content.items
    #expect(items.map(\.role) == [.heading(1), .paragraph, .paragraph, .heading(2), .list, .quote, .code, .rule])
    #expect(items.map(\.spaceBefore) == [39, 0, 0, 13, 6.5, 6.5, 6.5, 6.5])
    #expect(items.map(\.keepWithNext) == [true, false, false, true, false, false, false, false])
    #expect(items[3].spaceAfter == 6.5)
  }

  @Test func `paragraphs: the second in a row is indented by 4 mm, one after a head is not`() throws {
    let items = try set("# H\n\nfirst\n\nsecond").content.items
    let xs = items.dropFirst().map { item in runs(item.block.layout(in: .endless(width: 300), from: .start))[0].glyphs[0].x }
    #expect(abs(xs[0]) < 0.01)
    #expect(abs(xs[1] - 4 * 72 / 25.4) < 0.01)
  }

  @Test func `paragraphs: without an indent they are parted by half a line`() throws {
    let items = try set("first\n\nsecond", indent: 0).content.items
    #expect(items.map(\.spaceBefore) == [6.5, 6.5])
  }

  @Test func `paragraphs: at least two lines on either side of a break`() throws {
    let block = try set(words).content.items[0].block
    let count = Int((block.layout(in: .endless(width: 200), from: .start).size.height / 13).rounded())
    for room in 1...count {
      let first = block.layout(in: Region(width: 200, height: Double(room) * 13, fullHeight: 700), from: .start)
      if first.isEmpty {
        #expect(room < 2 || (room == 2 && count < 4))
      } else if let next = first.next {
        #expect(next.index >= 2 && count - next.index >= 2)
      }
    }
  }

  @Test func `paragraphs: every word is drawn once across parts, at another width too`() throws {
    let block = try set(words).content.items[0].block
    let first = block.layout(in: Region(width: 200, height: 70, fullHeight: 700), from: .start)
    let rest = block.layout(in: .endless(width: 200), from: try #require(first.next))
    let drawn = (text(first) + " " + text(rest)).split(separator: " ").map(String.init)
    #expect(drawn.joined(separator: " ") == words)
  }

  @Test func `paragraphs: a fresh region lower than two lines takes one`() throws {
    let block = try set(words).content.items[0].block
    let parts = parts(of: block, width: 200, height: 14)
    #expect(parts.allSatisfy { !$0.isEmpty })
    #expect(parts.count == Int((block.layout(in: .endless(width: 200), from: .start).size.height / 13).rounded()))
  }

  @Test func `headings: anchors carry title, number and level for the outline`() throws {
    let items = try set("# One {#first}\n\n## Two *parts*", numbering: ProseNumbering(numbersHeadings: true)).content.items
    let anchors = items.flatMap { $0.block.layout(in: .endless(width: 300), from: .start).anchors }
    #expect(anchors.map(\.name) == ["first", "two-parts"])
    #expect(anchors.map(\.entry) == [OutlineHeading(title: "One", level: 1, number: "1"), OutlineHeading(title: "Two parts", level: 2, number: "1.1")])
  }

  @Test func `headings: the number of the first level hangs in 11 mm`() throws {
    let block = try set("# One", numbering: ProseNumbering(numbersHeadings: true)).content.items[0].block
    let found = runs(block.layout(in: .endless(width: 300), from: .start))
    #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == ["1", "One"])
    #expect(abs(found[0].glyphs[0].x) < 0.01)
    #expect(abs(found[1].glyphs[0].x - 11 * 72 / 25.4) < 0.01)
    #expect(found[0].glyphs[0].y == found[1].glyphs[0].y)
  }

  @Test func `references: resolved ones are links, unknown ones errors with the nearest name`() throws {
    let references = ["fig-x": ProseReference(text: "Figure 2", destination: "fig-x")]
    let file = SourceFile(name: "a.md", text: "See @fig-x and `@code` and @fig-z.")
    let range = SourceRange(file: file, start: 0, end: file.bytes.count)
    let (content, findings) = try set(file.text, at: range, references: references)
    let fragment = content.items[0].block.layout(in: .endless(width: 400), from: .start)
    #expect(text(fragment) == "See Figure 2 and @code and @fig-z.")
    let links = items(fragment).compactMap { if case .link(_, let target) = $0 { target } else { nil } }
    #expect(links == [.destination("fig-x")])
    #expect(findings.all.map(\.id) == ["unknown-reference"])
    #expect(findings.all.first?.hint == "did you mean \"fig-x\"?")
    #expect(findings.all.first?.range.position == SourcePosition(line: 1, column: 28))
  }

  @Test func `references: an escaped at sign is text`() throws {
    let (content, findings) = try set("\\@fig-x")
    #expect(text(content.items[0].block.layout(in: .endless(width: 400), from: .start)) == "@fig-x")
    #expect(findings.all.isEmpty)
  }

  @Test func `references: a citation replaces its brackets`() throws {
    let cite: @Sendable ([Citation], Bool) -> [ProseReference]? = { works, isNarrative in
      guard works.contains(where: { $0.key == "kita" }) else { return nil }
      let names = works.map { "\($0.prefix)|\($0.key)|\($0.suffix)|\($0.hidesAuthor)" }.joined(separator: "; ")
      return [ProseReference(text: isNarrative ? "<" : "("), ProseReference(text: names, destination: "ref-kita"), ProseReference(text: ")")]
    }
    func shown(_ markdown: String) throws -> (String, [Diagnostic]) {
      let (content, findings) = try set(markdown, cite: cite)
      return (text(content.items[0].block.layout(in: .endless(width: 400), from: .start)), findings.all)
    }
    #expect(try shown("As shown [@kita].").0 == "As shown (|kita||false).")
    #expect(try shown("@kita says").0 == "<|kita||false) says")
    let (group, findings) = try shown("x [see @kita, pp. 3-4; -@kit]")
    #expect(group == "x (see|kita|pp. 3-4|false; |kit||true)")
    #expect(findings.map(\.id) == ["unknown-reference"])
  }

  @Test func `footnotes: marks are raised, travel with their lines and lead to their notes`() throws {
    let (content, _) = try set("Goods[^g] and \(words) services[^s].\n\n[^s]: Second.\n\n[^g]: *First*.")
    #expect(content.footnotes.map(\.name) == ["fn-1", "fn-2"])
    #expect(content.footnotes.map { $0.spans.map(\.text).joined() } == ["First.", "Second."])
    let block = content.items[0].block
    let first = block.layout(in: Region(width: 200, height: 26, fullHeight: 700), from: .start)
    #expect(first.footnotes == [FootnoteReference(name: "fn-1")])
    let rest = block.layout(in: .endless(width: 200), from: try #require(first.next))
    #expect(rest.footnotes == [FootnoteReference(name: "fn-2")])
    let mark = try #require(runs(first).first { String(decoding: $0.text, as: UTF8.self) == "1" })
    #expect(abs(mark.size - 0.68 * 9.1) < 1e-9)
  }

  @Test func `footnotes: a mark without a note is an error`() throws {
    #expect(try set("a[^b] c").findings.all.map(\.id) == ["unknown-footnote"])
  }

  @Test func `lists: numbers hang before the text, and wide numbers widen the indent`() throws {
    let block = try set("9. nine\n10. ten").content.items[0].block
    let fragment = block.layout(in: .endless(width: 200), from: .start)
    let texts = runs(fragment)
    let nine = try #require(texts.first { String(decoding: $0.text, as: UTF8.self).contains("nine") })
    let ten = try #require(texts.first { String(decoding: $0.text, as: UTF8.self).contains("ten") })
    #expect(fragment.size.height == 26)
    #expect(nine.glyphs.last?.y != ten.glyphs.last?.y)
  }

  @Test func `lists: break between items and go on with inner cursors`() throws {
    let list = (1...9).map { "\($0). item\($0) \(words)" }.joined(separator: "\n")
    let block = try set(list).content.items[0].block
    let parts = parts(of: block, width: 200, height: 130)
    #expect(parts.count > 5)
    let all = parts.map(text).joined(separator: " ")
    for item in 1...9 { #expect(all.split(separator: " ").count { $0.hasSuffix("item\(item)") } == 1) }
    #expect(parts.allSatisfy { $0.size.height <= 130.01 })
  }

  @Test func `tables: their texts go to whoever makes the block`() throws {
    let (content, findings) = try set("| a | b |\n|--|--|\n| *1* | 2 |")
    #expect(content.items.isEmpty)
    #expect(findings.all.map(\.id) == ["table-in-text"])
  }
}
