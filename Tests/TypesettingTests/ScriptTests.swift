import Scene
import Testing

@testable import Typesetting

/// Lines in every script of the partners.
@Suite struct ScriptTests {
  private func paragraph(_ text: String, _ sample: ScriptSample, _ typesetter: Typesetter, _ alignment: ParagraphAlignment) -> Paragraph {
    typesetter.paragraph(
      [TextSpan(text, sample.style())], ParagraphFormat(alignment: alignment, hyphenation: .freely, hangsPunctuation: true))
  }

  @Test(arguments: ScriptSample.all)
  func `no line passes its margin, no letter is parted and nothing is lost`(sample: ScriptSample) throws {
    let typesetter = try freshTypesetter()
    for text in [sample.long, sample.unspaced] {
      let bytes = Array(text.utf8)
      for alignment in [ParagraphAlignment.left, .justify] {
        let paragraph = paragraph(text, sample, typesetter, alignment)
        for width in stride(from: 70.0, to: 330, by: 23) {
          var end = 0
          for line in paragraph.lines(width: width) {
            #expect(line.textRange.lowerBound == end)
            end = line.textRange.upperBound
            #expect(line.line.width <= width + line.hangLeft + line.hangRight + 1e-5, "\(line.line.text)")
            let part = String(decoding: bytes[line.textRange], as: UTF8.self)
            // A line that began inside a grapheme would make one more of it.
            #expect(Array(part.utf8) == Array(bytes[line.textRange]))
          }
          #expect(end == bytes.count)
          let parts = paragraph.lines(width: width).map { String(decoding: bytes[$0.textRange], as: UTF8.self) }
          #expect(parts.reduce(0) { $0 + $1.count } == text.count, "\(sample.language) at \(width): \(parts)")
        }
      }
    }
  }

  @Test(arguments: ScriptSample.all)
  func `justified lines are full, or end at a fair edge`(sample: ScriptSample) throws {
    let typesetter = try freshTypesetter()
    for width in stride(from: 200.0, to: 320, by: 17) {
      for line in paragraph(sample.long, sample, typesetter, .justify).lines(width: width) where !line.isLast {
        let edge = line.line.width - line.hangLeft - line.hangRight
        // Where words have no spaces a part of a word stays open. Words of Tamil are too long for even lines.
        if sample.language != "ta" { #expect(edge > (ClusterGap.hasGaps(sample.text) ? 0.92 : 0.95) * width, "\(line.line.text)") }
        // Gaps between letters stay so small that words hold together; in Latin, Hangul and Arabic there are none.
        let most = sample.language == "zh" || sample.language == "ja" ? 0.25 * 9.1 : 0.1 * 9.1
        #expect(line.line.stretch.perGap <= (ClusterGap.hasGaps(sample.text) ? most : 0) + 1e-9)
      }
    }
  }

  @Test(arguments: ScriptSample.all)
  func `the same text gives the same lines in any order`(sample: ScriptSample) throws {
    let warm = try freshTypesetter()
    for other in ScriptSample.all { _ = paragraph(other.long, other, warm, .justify).lines(width: 200) }
    let first = paragraph(sample.long, sample, try freshTypesetter(), .justify).lines(width: 240).map(\.textRange)
    #expect(paragraph(sample.long, sample, warm, .justify).lines(width: 240).map(\.textRange) == first)
  }

  @Test func `words of Thai, Lao, Khmer and Burmese set by themselves are as wide as in their sentence`() throws {
    let typesetter = try freshTypesetter()
    for sample in ScriptSample.all where ["th", "lo", "km", "my"].contains(sample.language) {
      let lines = typesetter.paragraph([TextSpan(sample.text, sample.style())], ParagraphFormat()).lines(width: 1e6)
      #expect(lines.count == 1)
      // The Burmese face kerns its letters, also from one word to the next.
      let tolerance = sample.language == "my" ? 0.002 * lines[0].line.width : 1e-6
      #expect(isNear(lines[0].line.width, typesetter.width(of: sample.text, sample.style()), tolerance), "\(sample.language)")
    }
  }

  @Test func `no closing mark or small kana begins a Chinese or Japanese line, and no opening mark ends one`() throws {
    let typesetter = try freshTypesetter()
    let closing = Set("、。，．」』）】〉》・：；！？ー々ょゅゃっァィゥェォ”’"), opening = Set("「『（【〈《“‘")
    let texts = [
      ("ja", ScriptSample.sample("ja").long + "キャッシュ・フローは「ちょっと」だけ、ショッピングセンターで（使われた）。"),
      ("zh", ScriptSample.sample("zh").long + "他说：“贸易”（含服务）、投资；援助！真的？《公约》"),
    ]
    for (language, text) in texts {
      let style = ScriptSample.sample(language).style()
      for width in stride(from: 66.0, to: 260, by: 3.1) {
        for format in [ParagraphFormat(), ParagraphFormat(alignment: .justify)] {
          let lines = typesetter.paragraph([TextSpan(text, style)], format).lines(width: width)
          for line in lines.dropFirst() { if let first = line.line.text.first { #expect(!closing.contains(first), "\(line.line.text)") } }
          for line in lines.dropLast() { if let last = line.line.text.last { #expect(!opening.contains(last), "\(line.line.text)") } }
        }
      }
    }
  }

  @Test func `a full-width mark gives up its empty half before another one, and at the edge of a line`() throws {
    let typesetter = try freshTypesetter()
    let style = ScriptSample.sample("ja").style(10)
    #expect(isNear(typesetter.width(of: "東。", style), 20))
    #expect(isNear(typesetter.width(of: "東」。", style), 25))
    #expect(isNear(typesetter.width(of: "（「東", style), 25))
    let format = ParagraphFormat(alignment: .justify, hangsPunctuation: true)
    let lines = typesetter.paragraph([TextSpan("東京東京、東京東京東京", style)], format).lines(width: 50)
    #expect(lines[0].line.text == "東京東京、" && isNear(lines[0].hangRight, 5))
  }

  @Test func `a quarter em parts Han letters from Latin ones, but not at the end of a line`() throws {
    let typesetter = try freshTypesetter()
    let style = ScriptSample.sample("zh").style(10)
    let han = typesetter.width(of: "韩国", style), latin = typesetter.width(of: "ASEAN", style)
    #expect(isNear(typesetter.width(of: "韩国ASEAN韩国", style), 2 * han + latin + 5))
    var plain = style
    plain.spacesScripts = false
    #expect(isNear(typesetter.width(of: "韩国ASEAN韩国", plain), 2 * han + latin))
    #expect(isNear(typesetter.width(of: "韩国，ASEAN", style), typesetter.width(of: "韩国，", style) + latin))
    let lines = typesetter.paragraph([TextSpan("韩国ASEAN", style)], ParagraphFormat()).lines(width: han + 1)
    #expect(lines.count > 1 && isNear(lines[0].line.width, han))
    var korean = style
    korean.language = "ko"
    #expect(isNear(typesetter.width(of: "韓國ASEAN", korean), typesetter.width(of: "韓國", korean) + latin))
  }

  @Test func `Han letters have the forms of the language`() throws {
    let typesetter = try freshTypesetter()
    func family(_ language: String) -> String? {
      runs(typesetter.line("骨直", TextStyle(families: ["Noto Serif"], size: 10, language: language))).first.map { typesetter.library.book[$0.font].family }
    }
    #expect(family("en") == "Noto Serif CJK KR")
    #expect(family("ja") == "Noto Serif CJK JP")
    #expect(family("zh") == "Noto Serif CJK SC")
    #expect(family("zh-Hans-CN") == "Noto Serif CJK SC")
    #expect(family("zh-Hant") == "Noto Serif CJK TC")
    #expect(family("zh-TW") == "Noto Serif CJK TC")
  }

  @Test func `Korean lines end between words, or between syllables when asked`() throws {
    let typesetter = try freshTypesetter()
    let text = ScriptSample.sample("ko").text
    let words = Set(text.split(separator: " ").map(String.init))
    let kept = lineTexts(typesetter, text, .korean(), width: 60)
    #expect(kept.allSatisfy { $0.split(separator: " ").allSatisfy { words.contains(String($0)) } })
    let free = lineTexts(typesetter, text, .korean(), width: 60, ParagraphFormat(keepsKoreanWords: false))
    #expect(free.count <= kept.count)
    #expect(free.contains { $0.last != " " })
  }

  @Test func `a paragraph of a right-to-left language begins at the right, with its indent`() throws {
    let typesetter = try freshTypesetter()
    let sample = ScriptSample.sample("ms-Arab")
    for alignment in [ParagraphAlignment.left, .justify] {
      let format = ParagraphFormat(alignment: alignment, firstLineIndent: 12)
      let lines = typesetter.paragraph([TextSpan(sample.long, sample.style())], format).lines(width: 200)
      #expect(lines.count > 2)
      for (i, line) in lines.enumerated() {
        let ink = line.line.pieces.reduce(line.x) { $0 + $1.width(line.line.stretch) }
        #expect(isNear(ink, i == 0 ? 188 : 200, 1e-6), "line \(i)")
      }
    }
    let plain = typesetter.paragraph([TextSpan("abc", .serif())], ParagraphFormat(alignment: .right)).lines(width: 200)
    #expect(isNear(plain[0].x + plain[0].line.width, 200))
  }

  @Test func `the space at the end of a line stands outside, whatever runs backward before it`() throws {
    let typesetter = try freshTypesetter()
    let spans = [TextSpan("The words مريك ممڤوڽاءي ڤميكيرن دان هاتي are Malay in the Jawi script.", .serif())]
    for width in stride(from: 60.0, to: 200, by: 7) {
      for line in typesetter.paragraph(spans, ParagraphFormat()).lines(width: width) where !line.isLast {
        let last = line.line.pieces.last
        #expect(last?.bytes.last == 0x20, "\(width): \(line.line.text)")
        #expect(last?.unit.isBackward == false || last?.bytes.count == 1)
      }
    }
  }

  @Test func `brackets are mirrored in text that runs backward`() throws {
    let typesetter = try freshTypesetter()
    let style = TextStyle(families: ["Noto Sans Arabic"], size: 10, language: "ms-Arab")
    let plain = runs(typesetter.line("(", TextStyle(families: ["Noto Sans Arabic"], size: 10)))[0].glyphs[0].id
    let found = runs(typesetter.line("هاتي)", style)).flatMap(\.glyphs).map(\.id)
    #expect(found.contains(plain))
  }

  @Test func `the script subtag decides the direction`() {
    #expect(LanguageTag.runsBackward("ms-Arab") && LanguageTag.runsBackward("ar-EG") && LanguageTag.runsBackward("fa"))
    #expect(!LanguageTag.runsBackward("ms") && !LanguageTag.runsBackward("ar-Latn") && !LanguageTag.runsBackward("ms-Arab".uppercased().replacing("ARAB", with: "LATN")))
    #expect(LanguageTag.begins("EN-au", with: "en") && !LanguageTag.begins("eng", with: "en") && LanguageTag.begins("zh-Hant-TW", with: "zh-hant"))
  }
}

extension ClusterGap {
  fileprivate static func hasGaps(_ text: String) -> Bool { text.unicodeScalars.contains { ClusterGap($0.value) != .none } }
}
