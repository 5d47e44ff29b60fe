import Scene
import Testing

@testable import Typesetting

@Suite struct LineBreakTests {
  /// The pieces between all possible breaks.
  private func pieces(_ text: String, _ style: TextStyle = .sans(), _ format: ParagraphFormat = ParagraphFormat()) throws -> [String] {
    let paragraph = try freshTypesetter().paragraph([TextSpan(text, style)], format)
    let bytes = Array(text.utf8)
    var start = 0
    return paragraph.atoms.map { atom in
      defer { start = atom.end }
      return String(decoding: bytes[start..<atom.end], as: UTF8.self)
    }
  }

  @Test func `English breaks behind spaces, hyphens and slashes`() throws {
    #expect(try pieces("and/or a well-known firm") == ["and/", "or ", "a ", "well-", "known ", "firm"])
    #expect(try pieces("USD 12.5 billion, in 2019.") == ["USD ", "12.5 ", "billion, ", "in ", "2019."])
    #expect(try pieces("(see Table 1) “so” he") == ["(see ", "Table ", "1) ", "“so” ", "he"])
    #expect(try pieces("a -5 −7 5/6 10–20") == ["a ", "-5 ", "−7 ", "5/6 ", "10–", "20"])
  }

  @Test func `a no-break space holds`() throws {
    #expect(try pieces("12\u{A0}km away") == ["12\u{A0}km ", "away"])
    #expect(try pieces("12\u{202F}km away") == ["12\u{202F}km ", "away"])
  }

  @Test func `plain prose is broken the same with and without ICU`() {
    for text in ["Trade grew by 5 percent, to 12.5 billion; see Table 1. It was: so", "a  b c", "x\ny z\n", "One", "e.g. this, that", " lead"] {
      let bytes = Array(text.utf8)
      bytes.withUnsafeBufferPointer { buffer in
        #expect(BreakFinder.simpleBreaks(buffer) == BreakFinder(language: "en").breaks(buffer), "\(text)")
      }
    }
    for text in ["a-b", "a/b", "(a)", "a .b", "é", "\"q\""] {
      Array(text.utf8).withUnsafeBufferPointer { #expect(BreakFinder.simpleBreaks($0) == nil, "\(text)") }
    }
  }

  @Test func `Korean breaks between words only`() throws {
    #expect(
      try pieces("신남방정책은 베트남(越南)과 협력을 확대하였다.", .korean()) == ["신남방정책은 ", "베트남(越南)과 ", "협력을 ", "확대하였다."])
    #expect(try pieces("2019년 10개국의 조선·해운", .korean()) == ["2019년 ", "10개국의 ", "조선·해운"])
    #expect(try pieces("경제 협력", .korean(), ParagraphFormat(keepsKoreanWords: false)) == ["경", "제 ", "협", "력"])
  }

  @Test func `a Korean word wider than the line is broken between its letters`() throws {
    let typesetter = try freshTypesetter()
    let lines = typesetter.paragraph([TextSpan("신남방정책은", .korean(10))], ParagraphFormat()).lines(width: 30)
    #expect(lines.map { $0.line.text } == ["신남방", "정책은"])
    #expect(lines.map(\.isEmergency) == [true, false])
  }

  @Test func `Chinese and Japanese break between letters but not before closing marks`() throws {
    #expect(try pieces("文字の間で、「改行」する。") == ["文", "字", "の", "間", "で、", "「改", "行」", "す", "る。"])
  }

  @Test func `Thai breaks between words of the dictionary`() throws {
    #expect(try pieces("ประเทศไทยเป็นคู่ค้าสำคัญ") == ["ประเทศไทย", "เป็น", "คู่", "ค้า", "สำคัญ"])
    #expect(try pieces("ต่างๆ มาก").first == "ต่างๆ ")
  }

  @Test func `Lao, Khmer and Burmese break between words`() throws {
    #expect(try pieces("ພາສາລາວເປັນພາສາ") == ["ພາສາ", "ລາວ", "ເປັນ", "ພາສາ"])
    #expect(try pieces("ភាសាខ្មែរជាភាសា") == ["ភាសាខ្មែរ", "ជា", "ភាសា"])
    let burmese = try pieces("နိုင်ငံတစ်ခုဖြစ်ပြီး စီးပွားရေး")
    #expect(burmese == ["နိုင်ငံ", "တစ်", "ခု", "ဖြစ်", "ပြီး ", "စီးပွားရေး"])
  }

  @Test func `marks that belong to the word before them never begin a line`() throws {
    for (text, mark) in [
      ("ផ្សេងៗទៀត", "\u{17D7}"), ("ต่างๆนานา", "\u{0E46}"), ("ຕ່າງໆນາ", "\u{0EC6}"), ("စာအုပ်၊စာ", "\u{104A}"), ("ရှိသည်။ထို", "\u{104B}"),
      ("ကျွန်တော်၏စာအုပ်", "\u{104F}"),
    ] {
      #expect(try pieces(text).allSatisfy { !$0.unicodeScalars.starts(with: mark.unicodeScalars) }, "\(text)")
    }
  }

  @Test func `a break never parts a cluster`() throws {
    for (text, style) in ParagraphTests.all {
      let typesetter = try freshTypesetter()
      let whole = Set(clusterStarts(typesetter, text.filter { $0 != "\n" }, style))
      guard !text.contains("\n") else { continue }
      for width in [12.0, 31, 64] {
        for line in typesetter.paragraph([TextSpan(text, style)], ParagraphFormat()).lines(width: width).dropLast() {
          #expect(whole.contains(line.textRange.upperBound), "\(text) at \(line.textRange.upperBound)")
        }
      }
    }
  }

  private func clusterStarts(_ typesetter: Typesetter, _ text: String, _ style: TextStyle) -> [Int] {
    var at = 0
    return runs(typesetter.line(text, style)).flatMap(\.clusters).map { cluster in
      defer { at += Int(cluster.bytes) }
      return at
    }
  }
}
