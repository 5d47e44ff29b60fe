import Diagnostics
import Scene
import Testing

@testable import Typesetting

@Suite struct FeatureTests {
  private func glyphs(_ text: String, _ features: [String], family: String = "Noto Serif") throws -> [UInt] {
    runs(try freshTypesetter().line(text, TextStyle(families: [family], size: 10, features: features))).flatMap(\.glyphs).map(\.id)
  }

  @Test func `features choose other glyphs, and can be switched off`() throws {
    let plain = try glyphs("Office 2019", ["lnum", "tnum"])
    #expect(try glyphs("Office 2019", ["onum", "tnum"]) != plain)
    #expect(try glyphs("Office 2019", ["lnum", "tnum", "smcp"]) != plain)
    #expect(try glyphs("Office 2019", ["lnum", "tnum", "-liga"]).count > plain.count)
    #expect(try glyphs("Office 2019", ["lnum", "tnum", "liga=0"]).count > plain.count)
    #expect(try glyphs("Office 2019", ["lnum", "tnum", "smcp", "-smcp"]) == plain)
  }

  @Test func `old-style and proportional figures have their own widths`() throws {
    let typesetter = try freshTypesetter()
    func width(_ text: String, _ features: [String]) -> Double {
      typesetter.width(of: text, TextStyle(families: ["Noto Serif"], size: 10, features: features))
    }
    #expect(width("1111", ["lnum", "tnum"]) == width("0000", ["lnum", "tnum"]))
    #expect(width("1111", ["lnum", "pnum"]) < width("0000", ["lnum", "pnum"]))
  }

  @Test func `without kerning each letter has its own advance`() throws {
    let typesetter = try freshTypesetter()
    func width(_ text: String, _ features: [String]) -> Double {
      typesetter.width(of: text, TextStyle(families: ["Noto Serif"], size: 10, features: features))
    }
    #expect(isNear(width("AV", ["-kern"]), width("A", []) + width("V", [])))
    #expect(width("AV", []) < width("AV", ["-kern"]))
  }

  @Test func `a feature that the font lacks is told once, with the font`() throws {
    let typesetter = try freshTypesetter()
    let style = TextStyle(families: ["Noto Serif Thai"], size: 10, features: ["lnum", "tnum", "smcp", "-kern"])
    for _ in 0..<3 { _ = typesetter.line("ไทย", style) }
    _ = typesetter.line("Thai", TextStyle(families: ["Noto Serif"], size: 10, features: ["smcp", "onum", "pnum", "tnum"]))
    #expect(typesetter.absentFeatures == [AbsentFeature(feature: "smcp", family: "Noto Serif Thai")])
    let message = try #require(typesetter.absentFeatures.first).diagnostic(at: .detached).message
    #expect(message.contains("Noto Serif Thai") && message.contains("smcp"))
  }

  @Test func `limits of hyphens hold`() throws {
    let typesetter = try freshTypesetter()
    func parts(_ word: String, _ limits: HyphenLimits) -> [Int] {
      let format = ParagraphFormat(hyphenation: .freely, hyphenLimits: limits)
      return typesetter.paragraph([TextSpan(word, .serif())], format).words.first?.unit.points.map(\.offset) ?? []
    }
    #expect(parts("infrastructure", HyphenLimits()) == [5, 10])
    #expect(parts("infrastructure", HyphenLimits(before: 6)) == [10])
    #expect(parts("infrastructure", HyphenLimits(after: 5)) == [5])
    #expect(parts("infrastructure", HyphenLimits(before: 2)) == [2, 5, 10])
    #expect(parts("infrastructure", HyphenLimits(word: 15)).isEmpty)
    #expect(parts("Infrastructure", HyphenLimits(breaksCapitalized: false)).isEmpty)
    #expect(parts("infrastructure", HyphenLimits(breaksCapitalized: false)) == [5, 10])
  }

  @Test func `no more lines in a row end with a hyphen than are allowed`() throws {
    let typesetter = try freshTypesetter()
    for most in 1...3 {
      let format = ParagraphFormat(alignment: .justify, hyphenation: .freely, hyphenLimits: HyphenLimits(lines: most))
      for width in stride(from: 140.0, to: 240, by: 7) {
        var run = 0
        for line in typesetter.paragraph([TextSpan(OptimumBreakTests.prose, .serif())], format).lines(width: width) {
          run = line.line.text.hasSuffix("-") ? run + 1 : 0
          #expect(run <= most, "\(width)")
        }
      }
    }
  }

  @Test func `a missing glyph names its word and the place where it is written`() throws {
    let typesetter = try freshTypesetter()
    let file = SourceFile(name: "a.yaml", text: "title: x\ntext: old \u{12000}script here\n")
    let whole = SourceRange(file: file, start: 0, end: file.bytes.count)
    let span = TextSpan("old \u{12000}script here", .serif(), place: SourceRange(file: file, start: 15, end: file.bytes.count))
    _ = typesetter.paragraph([span], ParagraphFormat())
    let found = MissingGlyph.diagnostics(typesetter.missingGlyphs, in: whole)
    #expect(found.count == 1)
    #expect(found[0].range.position == SourcePosition(line: 2, column: 11))
    #expect(found[0].message.contains("\"\u{12000}script\"") && found[0].message.contains("U+12000"))
    // Text without a place of its own is looked for in the document.
    typesetter.forgetMissingGlyphs()
    _ = typesetter.line("\u{12000}", .serif())
    #expect(MissingGlyph.diagnostics(typesetter.missingGlyphs, in: whole).first?.range.position == SourcePosition(line: 2, column: 11))
  }
}
