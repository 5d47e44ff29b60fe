import Scene
import Testing

@testable import Typesetting

@Suite struct HyphenationTests {
  /// A word with its places for hyphens, as `Typesetter` finds them for one style.
  private func hyphenated(_ text: String, _ style: TextStyle = .serif()) throws -> String {
    let typesetter = try freshTypesetter()
    let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat(hyphenation: .freely))
    guard let word = paragraph.words.first else { return text }
    var bytes = Array(text.utf8)
    for point in word.unit.points.reversed() { bytes.insert(UInt8(ascii: "="), at: word.start + point.offset) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `words are broken where the patterns of their language say`() throws {
    #expect(try hyphenated("infrastructure") == "infra=struc=ture")
    #expect(try hyphenated("“Development”,") == "“Devel=op=ment”,")
    #expect(try hyphenated("Indonesia") == "Indone=sia")
    #expect(try hyphenated("government’s") == "gov=ern=ment’s")
    #expect(try hyphenated("official") == "offi=cial")
    var british = TextStyle.serif()
    british.language = "en-GB"
    #expect(try hyphenated("photography", british) != hyphenated("photography"))
    british.language = "en-AU"
    #expect(try hyphenated("photography", british) == hyphenated("photography"))
  }

  @Test(arguments: [
    "ASEAN", "McDonalds", "KORUSFTAagreements", "area", "https://example.org/development", "www.development.org", "development2019",
    "10million", "well-developed", "development/cooperation", "name@development", "co\u{AD}operation", "снабжение", "snake_development",
  ])
  func `words of numbers, capitals, addresses and compounds are not broken`(word: String) throws {
    #expect(try hyphenated(word) == word)
  }

  @Test func `languages without patterns are not hyphenated`() throws {
    #expect(try hyphenated("infrastructure", .korean()) == "infrastructure")
    var style = TextStyle.serif()
    for language in ["vi", "fil", "th", "zh"] {
      style.language = language
      #expect(try hyphenated("infrastructure", style) == "infrastructure")
    }
  }

  @Test func `each language has its patterns and its least letters`() throws {
    func parts(_ word: String, _ language: String) throws -> String {
      var style = TextStyle.serif()
      style.language = language
      return try hyphenated(word, style)
    }
    #expect(try parts("persaudaraan", "id") == "per=sau=da=ra=an")
    #expect(try parts("kemerdekaan", "ms") == "ke=mer=de=ka=an")
    #expect(try parts("kemerdekaan", "ms-Arab") == "ke=mer=de=ka=an")
    #expect(try parts("Straßenverkehr", "de") == "Stra=ßen=ver=kehr")
    #expect(try parts("Übertragung", "de-AT") == "Über=tra=gung")
    #expect(try parts("développement", "fr") == "dé=ve=lop=pe=ment")
    #expect(try parts("cooperación", "es").contains("="))
  }

  @Test func `code is not hyphenated`() throws {
    #expect(try hyphenated("infrastructure", TextStyle(families: ["Noto Sans Mono"], size: 8)) == "infrastructure")
  }

  @Test func `at least two letters stand before a hyphen and three behind it`() throws {
    for word in ["ability", "again", "many", "opera", "economy", "every", "ideology", "Asia", "italicised"] {
      let parts = try hyphenated(word).split(separator: "=")
      #expect(parts[0].count >= 2 && parts[parts.count - 1].count >= 3, "\(parts)")
    }
  }

  @Test func `a word in two styles is not broken, nor is a word with a number behind it`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(hyphenation: .freely)
    let bold = TextStyle(families: ["Noto Serif"], size: 9.1, weight: 700)
    #expect(typesetter.paragraph([TextSpan("un", .serif()), TextSpan("believable", bold)], format).words.isEmpty)
    #expect(typesetter.paragraph([TextSpan("development", .serif()), TextSpan("2", bold)], format).words.isEmpty)
    #expect(typesetter.paragraph([TextSpan("development", .serif()), TextSpan("2", bold, footnote: "a")], format).words.count == 1)
    #expect(typesetter.paragraph([TextSpan("“", .serif()), TextSpan("development", bold), TextSpan("”", .serif())], format).words.count == 1)
  }

  @Test func `a hyphen shows where a line ends inside a word, and all letters stay`() throws {
    let typesetter = try freshTypesetter()
    let text = OptimumBreakTests.prose
    let bytes = Array(text.utf8)
    var hyphens = 0
    for width in stride(from: 60.0, to: 330, by: 4.7) {
      let format = ParagraphFormat(alignment: .justify, hyphenation: .freely, hangsPunctuation: true)
      var end = 0, run = 0
      for line in typesetter.paragraph([TextSpan(text, .serif())], format).lines(width: width) {
        #expect(line.textRange.lowerBound == end)
        end = line.textRange.upperBound
        let plain = String(decoding: bytes[line.textRange], as: UTF8.self)
        #expect(line.line.text == plain || line.line.text == plain + "-", "\(width)")
        let isBroken = line.line.text != plain
        run = isBroken ? run + 1 : 0
        if width > 150 { #expect(run <= HyphenLimits().lines) }
        hyphens += isBroken ? 1 : 0
        let drawn = runs(line.line).map { String(decoding: $0.text, as: UTF8.self) }.joined()
        #expect(drawn == line.line.text)
      }
      #expect(end == bytes.count)
    }
    #expect(hyphens > 20)
  }

  @Test func `a word that is not broken is shaped whole`() throws {
    let typesetter = try freshTypesetter()
    let whole = runs(typesetter.line("official offices", .serif()))[0].glyphs
    let format = ParagraphFormat(alignment: .justify, hyphenation: .freely)
    let lines = typesetter.paragraph([TextSpan("official offices", .serif())], format).lines(width: 200)
    #expect(runs(lines[0].line)[0].glyphs == whole)
  }

  @Test func `the two parts of a word are shaped by themselves`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(hyphenation: .wideWords)
    for word in ["official", "difficulties", "affiliation", "waffle", "Avatar"] {
      let paragraph = typesetter.paragraph([TextSpan(word, .serif())], format)
      for width in stride(from: 16.0, to: 40, by: 0.5) {
        let lines = paragraph.lines(width: width).map { $0.line.text }
        #expect(lines.map { $0.hasSuffix("-") ? String($0.dropLast()) : $0 }.joined() == word)
        for line in paragraph.lines(width: width) where !line.isEmergency {
          let clusters = runs(line.line).reduce(0) { $0 + $1.clusters.count }
          #expect(line.line.width <= width + 1e-5 || clusters == 1, "\(word) at \(width)")
          let letters = line.line.text.filter { $0 != "-" }, hyphen = line.line.text.hasSuffix("-") ? "-" : ""
          let alone = typesetter.line([TextSpan(letters, .serif()), TextSpan(hyphen, .serif())])
          #expect(isNear(alone.width, line.line.width, 0.35), "\(line.line.text)")
        }
      }
    }
  }

  @Test func `ragged text breaks only words that are wider than the line`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(hyphenation: .wideWords)
    let text = "a remarkable infrastructure programme"
    for width in stride(from: 62.0, to: 200, by: 2.3) {
      #expect(lineTexts(typesetter, text, .serif(), width: width, format).allSatisfy { !$0.hasSuffix("-") })
    }
    #expect(lineTexts(typesetter, text, .serif(), width: 40, format) == ["a ", "remark-", "able ", "infra-", "structure ", "pro-", "gramme"])
  }

  @Test func `the last word of a paragraph stays whole`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(alignment: .justify, hyphenation: .freely)
    for width in stride(from: 90.0, to: 200, by: 1.9) {
      let lines = lineTexts(typesetter, "They wrote of the agreement as a matter of internationalisation.", .serif(), width: width, format)
      #expect(lines.last?.hasSuffix("internationalisation.") == true, "\(lines)")
    }
  }

  @Test func `in a column too narrow for parts of words letters are cut`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(alignment: .justify, hyphenation: .freely, hangsPunctuation: true)
    let lines = typesetter.paragraph([TextSpan("international infrastructure, “quoted”", .serif())], format).lines(width: 10)
    #expect(lines.map { $0.line.text }.joined() == "international infrastructure, “quoted”")
    for line in lines {
      let clusters = runs(line.line).reduce(0) { $0 + $1.clusters.count }
      #expect(line.x + line.line.width <= 10 + line.hangRight + 1e-5 || clusters == 1)
    }
  }

  @Test func `without its pattern file a language is not hyphenated`() throws {
    let library = try freshTypesetter().library
    #expect(Hyphenator(file: "/nowhere/hyph_en_US.dic", leastBefore: 2, leastBehind: 3) == nil)
    #expect(library.hyphenator(for: "ko") == nil)
    #expect(library.manifest.patterns(for: "en-gb")?.file == "hyph_en_GB.dic")
    #expect(library.manifest.patterns(for: "en-US")?.file == "hyph_en_US.dic")
    #expect(library.manifest.patterns(for: "eng") == nil)
  }

  @Test func `what was broken before never changes a line, on any thread`() async throws {
    let shared = try freshTypesetter()
    let format = ParagraphFormat(alignment: .justify, hyphenation: .freely, hangsPunctuation: true)
    let widths = Array(stride(from: 80.0, to: 330, by: 12))
    func all(_ typesetter: Typesetter, _ widths: [Double]) -> [[String]] {
      widths.map { lineTexts(typesetter, OptimumBreakTests.prose, .serif(), width: $0, format) }
    }
    let expected = all(try freshTypesetter(), widths)
    #expect(Array(all(shared, widths.reversed()).reversed()) == expected)
    await withTaskGroup(of: [[String]].self) { group in
      for _ in 0..<4 { group.addTask { all(shared, widths) } }
      for await found in group { #expect(found == expected) }
    }
  }
}
