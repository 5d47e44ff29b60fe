import Diagnostics
import Geometry
import Layout
import Scene
@testable import Prose
import Testing
import Typesetting

@Suite(.enabled(if: hasFonts)) struct ConstructTests {
  @Test func `tasks have boxes in place of dashes`() throws {
    let (content, findings) = try set("- [ ] open\n- [x] done\n- plain")
    let shown = text(content.items[0].block.layout(in: .endless(width: 300), from: .start))
    #expect(findings.all.isEmpty)
    #expect(shown == "\u{2610}open\u{2611}done\u{2013}plain")
  }

  @Test func `a list is parted from the text around it, a tight list inside another is not`() throws {
    let (content, _) = try set("Text.\n\n- a\n  - b\n\nText.")
    #expect(content.items[1].spaceBefore == 6.5 && content.items[1].spaceAfter == 6.5)
    #expect(content.items[1].block.layout(in: .endless(width: 300), from: .start).size.height == 26)
  }

  @Test func `paragraphs of a list item are parted by half a line and not indented`() throws {
    let (content, _) = try set("- a\n\n  b\n\n- c")
    let runs = runs(content.items[0].block.layout(in: .endless(width: 300), from: .start))
    let letters = runs.filter { ["a", "b", "c"].contains(String(decoding: $0.text, as: UTF8.self)) }.compactMap(\.glyphs.first)
    #expect(letters.count == 3 && letters[0].x == letters[1].x)
    #expect(abs(letters[1].y - letters[0].y - 19.5) < 1e-9 && abs(letters[2].y - letters[1].y - 19.5) < 1e-9)
  }

  @Test func `code keeps its spaces and tabs, and is broken between words`() throws {
    let (content, _) = try set("```\n  a  b c\n\tx\n```")
    let shown = text(content.items[0].block.layout(in: .endless(width: 300), from: .start))
    #expect(shown == "\u{A0}\u{A0}a\u{A0}\u{A0}b c\u{A0}\u{A0}\u{A0}\u{A0}x")
    let (long, _) = try set("```\nword word word word\n```")
    let lines = long.items[0].block.layout(in: .endless(width: 80), from: .start).size.height / 13
    #expect(lines >= 2 && lines <= 4)
  }

  @Test func `marks of notes are counted where they stand, under each first heading anew when asked`() throws {
    var numbering = ProseNumbering()
    numbering.restartsNotes = true
    let (content, _) = try set("# A\n\nx[^1] y[^2]\n\n# B\n\nz[^3]\n\n[^1]: a\n[^2]: b\n[^3]: c", numbering: numbering)
    #expect(content.footnotes.map(\.mark) == ["1", "2", "1"])
    #expect(content.footnotes.map(\.name) == ["fn-1", "fn-2", "fn-3"])
    #expect(content.footnotes.map(\.section) == ["A", "A", "B"])
  }
}
