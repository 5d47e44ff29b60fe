import Diagnostics
import Geometry
import Scene
import Testing

@testable import Typesetting

/// Widths in font units were taken from HarfBuzz 6.0 on the whole string (features lnum, tnum).
@Suite struct ShapingTests {
  private struct Known: Sendable {
    var family: String
    var text: String
    var units: Double
    var em: Double
  }

  private static let known: [Known] = [
    Known(family: "Liberation Sans", text: "Exports", units: 6943, em: 2048),
    Known(family: "Liberation Sans", text: "AV", units: 2580, em: 2048),
    Known(family: "Liberation Sans", text: "To", units: 2163, em: 2048),
    Known(family: "Liberation Sans", text: "1,234.5", units: 6833, em: 2048),
    Known(family: "Liberation Sans", text: "11", units: 2126, em: 2048),
    Known(family: "Noto Sans SemiCondensed", text: "Exports", units: 3202, em: 1000),
    Known(family: "Noto Sans SemiCondensed", text: "AV", units: 1085, em: 1000),
    Known(family: "Noto Sans SemiCondensed", text: "1,234.5", units: 3106, em: 1000),
    Known(family: "Noto Sans SemiCondensed", text: "well-known", units: 4866, em: 1000),
    Known(family: "Noto Sans SemiCondensed", text: "fi office", units: 3133, em: 1000),
    Known(family: "Noto Serif", text: "T-shirt", units: 3152, em: 1000),
    Known(family: "Noto Serif", text: "Tiếng Việt", units: 4793, em: 1000),
    Known(family: "Noto Serif", text: "A Y", units: 1590, em: 1000),
    Known(family: "Noto Sans CJK KR", text: "한국어 문장", units: 4824, em: 1000),
    Known(family: "Noto Sans", text: "한국어 문장", units: 4600 + 260, em: 1000),
    Known(family: "Noto Sans Thai", text: "ภาษาไทยเป็นภาษาที่มีระดับเสียง", units: 12376, em: 1000),
    Known(family: "Noto Sans", text: "ภาษาไทยเป็นภาษาที่มีระดับเสียง", units: 12376, em: 1000),
    Known(family: "Noto Sans Myanmar", text: "မြန်မာဘာသာစကား", units: 8366, em: 1000),
    Known(family: "Noto Sans", text: "ភាសាខ្មែរ", units: 3350, em: 1000),
    Known(family: "Noto Sans", text: "ພາສາລາວ", units: 3551, em: 1000),
    Known(family: "Noto Sans Devanagari", text: "हिन्दी भाषा", units: 3937, em: 1000),
    Known(family: "Noto Sans Tamil", text: "தமிழ் மொழி", units: 6582, em: 1000),
  ]

  @Test func `widths are those of HarfBuzz, at every size`() throws {
    let typesetter = try freshTypesetter()
    for known in Self.known {
      for size in [7, 10, 46.0] {
        let width = typesetter.line(known.text, TextStyle(families: [known.family], size: size)).width
        #expect(isNear(width, known.units / known.em * size), "\(known.family): \(known.text) at \(size) is \(width * known.em / size)")
      }
    }
  }

  @Test func `width(of:) is the width of the line, to the last bit`() throws {
    let typesetter = try freshTypesetter()
    for known in Self.known {
      for style in [TextStyle(families: [known.family], size: 7), TextStyle(families: [known.family], size: 7, tracking: 0.09)] {
        #expect(typesetter.width(of: known.text, style) == typesetter.line(known.text, style).width, "\(known.text)")
      }
    }
    for number in ["1,234.5", "-12.5%", "(1,204)", "0.25 kg", "12 345", "2024-25", "2:30"] {
      #expect(typesetter.width(of: number, .sans()) == typesetter.line(number, .sans()).width, "\(number)")
    }
  }

  @Test func `words with their following space add up`() throws {
    let typesetter = try freshTypesetter()
    let whole = typesetter.line("Trade with ASEAN partners", .serif()).width
    let parts = ["Trade ", "with ", "ASEAN ", "partners"].reduce(0) { $0 + typesetter.width(of: $1, .serif()) }
    #expect(isNear(whole, parts))
  }

  @Test func `what was set before never changes a result`() throws {
    let texts = Self.known.map(\.text) + ["Exports, imports", "12 to 45", "한국의 2024년", "المغرب 2024"]
    func all(_ texts: [String], _ typesetter: Typesetter) -> [String: [GlyphRun]] {
      var found: [String: [GlyphRun]] = [:]
      for text in texts { found[text] = runs(typesetter.line(text, .sans(8))) }
      return found
    }
    let warm = try freshTypesetter()
    let first = all(texts, warm)
    #expect(all(texts, warm) == first)
    #expect(all(texts.reversed(), try freshTypesetter()) == first)
  }

  @Test func `numbers set from the table of digits are those that HarfBuzz sets`() throws {
    let typesetter = try freshTypesetter()
    for family in ["Noto Sans SemiCondensed", "Liberation Sans", "Noto Serif", "Noto Serif Display", "Noto Sans Mono", "Noto Sans CJK KR"] {
      let style = TextStyle(families: [family], size: 10)
      let state = ShapingState(library: typesetter.library)
      let choice = state.choice(state.resolve(style)), shaper = UnitShaper()
      let numerals = Numerals(shaper, choice)
      for text in ["0123456789", "11", "1,234,567.89", "-45.2%", "(17.3)", "99+1", "7 "] {
        let bytes = Array(text.utf8)
        let direct = bytes.withUnsafeBufferPointer { shaper.shape($0, choice, isBackward: false) }
        guard let fast = bytes.withUnsafeBufferPointer({ numerals.unit($0) }) else { continue }
        #expect(fast.advance == direct.advance, "\(family) \(text)")
        #expect(fast.glyphs.map(\.id) == direct.glyphs.map(\.id), "\(family) \(text)")
        #expect(fast.clusters.map(\.start) == direct.clusters.map(\.start))
        #expect(bytes.withUnsafeBufferPointer { numerals.advance(of: $0) } == fast.advance)
      }
    }
  }

  @Test func `the digits of tables in the house style need no shaping`() throws {
    let typesetter = try freshTypesetter()
    let state = ShapingState(library: typesetter.library)
    let numerals = Numerals(UnitShaper(), state.choice(state.resolve(.sans())))
    for text in ["0123456789", "1,234.5", "-12.5%"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { numerals.advance(of: $0) } != nil, "\(text)")
    }
  }

  @Test func `tracking adds the same space behind each cluster`() throws {
    let typesetter = try freshTypesetter()
    var style = TextStyle.sans(7, weight: 600)
    let plain = typesetter.line("ASEAN", style).width
    style.tracking = 0.09
    let line = typesetter.line("ASEAN", style)
    #expect(isNear(line.width, plain + 5 * 0.09 * 7))
    #expect(runs(line)[0].clusters.count == 5)
  }

  @Test func `tracked text has no ligatures`() throws {
    let typesetter = try freshTypesetter()
    var style = TextStyle.serif()
    #expect(runs(typesetter.line("office", style))[0].glyphs.count < 6)
    style.tracking = 0.1
    #expect(runs(typesetter.line("office", style))[0].glyphs.count == 6)
  }

  @Test func `clusters cover text and glyphs exactly`() throws {
    let typesetter = try freshTypesetter()
    for known in Self.known {
      for run in runs(typesetter.line(known.text, .sans())) {
        #expect(run.clusters.reduce(0) { $0 + Int($1.bytes) } == run.text.count)
        #expect(run.clusters.reduce(0) { $0 + Int($1.glyphs) } == run.glyphs.count)
        #expect(String(validating: run.text, as: UTF8.self) != nil)
      }
      let shown = runs(typesetter.line(known.text, .sans())).flatMap(\.text)
      #expect(String(decoding: shown, as: UTF8.self) == known.text)
    }
  }

  @Test func `each script falls to the family that the manifest names`() throws {
    let typesetter = try freshTypesetter()
    func family(_ text: String, _ own: String) -> String {
      runs(typesetter.line(text, TextStyle(families: [own], size: 10))).map { typesetter.library.book[$0.font].family }.joined(separator: "|")
    }
    #expect(family("한국", "Noto Sans SemiCondensed") == "Noto Sans CJK KR")
    #expect(family("한국", "Noto Serif") == "Noto Serif CJK KR")
    #expect(family("ไทย", "Noto Serif") == "Noto Serif Thai")
    #expect(family("ລາວ", "sans-serif") == "Noto Sans Lao")
    #expect(family("A → B", "Noto Serif Display") == "Noto Serif Display|Noto Sans Math|Noto Serif Display"
      || !family("A → B", "Noto Serif Display").contains("CJK"))
    #expect(family("Việt", "sans-serif") == "Liberation Sans")
    #expect(family("abc", "No Such Family") == "Liberation Sans")
    #expect(family("abc 한국 abc", "Noto Sans") == "Noto Sans|Noto Sans CJK KR|Noto Sans")
  }

  @Test func `a glyph that no font has is reported once, in order`() throws {
    let typesetter = try freshTypesetter()
    _ = typesetter.line("a\u{1F600}b \u{10A00}", .sans())
    _ = typesetter.line("a\u{1F600}b", .sans())
    #expect(typesetter.missingGlyphs.contains { $0.scalar == 0x10A00 && $0.family == "Noto Sans SemiCondensed" })
    #expect(typesetter.missingGlyphs.map(\.scalar) == typesetter.missingGlyphs.map(\.scalar).sorted())
    #expect(Set(typesetter.missingGlyphs).count == typesetter.missingGlyphs.count)
    typesetter.forgetMissingGlyphs()
    #expect(typesetter.missingGlyphs.isEmpty)
    _ = typesetter.line("\u{10A00}", .sans())
    #expect(typesetter.missingGlyphs.count == 1)
    #expect(MissingGlyph.diagnostics(typesetter.missingGlyphs, in: .detached).first?.message.contains("U+10A00") == true)
  }

  @Test func `no text of the partners' languages misses a glyph`() throws {
    let typesetter = try freshTypesetter()
    for known in Self.known { _ = typesetter.line(known.text, .sans()) }
    _ = typesetter.line("−12.5 % – “quoted” ‘x’ … × ÷ ± ≤ ≥ → ← ↑ ↓ • ° ² ³ € ₩ ¥ £ ฿ ₫ ₱ ₹ † ‡ § ¶ © № ½ ■ ● ▲ ▼ ☐ ✓ ½ \u{2009}\u{202F}\u{2060}\u{200B}", .serif())
    #expect(typesetter.missingGlyphs.isEmpty, "\(typesetter.missingGlyphs)")
  }

  @Test func `controls are shown as spaces`() throws {
    let typesetter = try freshTypesetter()
    #expect(typesetter.line("a\nb\tc", .sans()).text == "a b c")
    #expect(typesetter.width(of: "a\nb\tc", .sans()) == typesetter.width(of: "a b c", .sans()))
  }

  @Test func `right-to-left words stand in reverse order`() throws {
    let typesetter = try freshTypesetter()
    let style = TextStyle(families: ["Noto Sans"], size: 10, language: "ar")
    let found = runs(typesetter.line("سلام عليكم 25", style))
    #expect(found.contains { $0.isBackward })
    func texts(_ runs: [GlyphRun]) -> [String] {
      runs.map { String(decoding: $0.text, as: UTF8.self).filter { $0 != " " } }.filter { !$0.isEmpty }
    }
    #expect(texts(found.sorted { ($0.glyphs.first?.x ?? 0) < ($1.glyphs.first?.x ?? 0) }) == ["25", "عليكم", "سلام"])
    // They are drawn in the order in which they are read, so that they can be copied so.
    #expect(texts(found) == ["سلام", "عليكم", "25"])
    #expect(typesetter.line("سلام عليكم 25", style).text == "سلام عليكم 25")
    for run in found { #expect(run.clusters.reduce(0) { $0 + Int($1.bytes) } == run.text.count) }
  }

  @Test func `sizes and trackings that are not numbers give no width and no crash`() throws {
    let typesetter = try freshTypesetter()
    for size in [Double.nan, .infinity, -1, 0] {
      let style = TextStyle(families: ["Noto Sans"], size: size, tracking: .nan)
      #expect(typesetter.line("abc", style).width == 0)
      #expect(typesetter.paragraph([TextSpan("abc def", style)], ParagraphFormat(leading: .nan)).lines(width: .nan).count >= 1)
    }
  }
}
