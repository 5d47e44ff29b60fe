import Testing

@testable import Typesetting

@Suite struct HangingTests {
  private func lines(_ text: String, width: Double, hangs: Bool = true, _ alignment: ParagraphAlignment = .justify) throws -> [ParagraphLine] {
    let format = ParagraphFormat(alignment: alignment, hyphenation: .freely, hangsPunctuation: hangs)
    return try freshTypesetter().paragraph([TextSpan(text, .serif())], format).lines(width: width)
  }

  @Test func `stops and commas at the end of a line stand mostly outside`() throws {
    let typesetter = try freshTypesetter()
    let first = "He wrote of three things, "
    let width = typesetter.width(of: "He wrote of three things", .serif()) + 1
    let found = try lines(first + "and then of many more besides", width: width)
    #expect(found[0].line.text == first)
    #expect(isNear(found[0].hangRight, 0.7 * typesetter.width(of: ",", .serif())))
    #expect(isNear(found[0].line.width, width + found[0].hangRight, 1e-6))
  }

  @Test func `an opening quotation mark stands outside the left margin`() throws {
    let typesetter = try freshTypesetter()
    let found = try lines("“Trade” and “aid” are words", width: 500)
    #expect(isNear(found[0].hangLeft, 0.6 * typesetter.width(of: "“", .serif())))
    #expect(isNear(found[0].x, -found[0].hangLeft))
  }

  @Test func `marks hang in justified text only, and only when asked`() throws {
    for line in try lines("“Trade”, they said, “is what all of it is about.”", width: 90, hangs: false) {
      #expect(line.hangLeft == 0 && line.hangRight == 0 && line.x == 0)
    }
    for line in try lines("“Trade”, they said, “is what all of it is about.”", width: 90, .left) {
      #expect(line.hangLeft == 0 && line.hangRight == 0 && line.x == 0)
    }
  }

  @Test func `letters and marks of notes do not hang`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(alignment: .justify, hangsPunctuation: true)
    var mark = TextStyle.serif(6)
    mark.rise = 3
    let spans = [TextSpan("The end of it.", .serif()), TextSpan("1", mark, footnote: "a")]
    let line = try #require(typesetter.paragraph(spans, format).lines(width: 200).first)
    #expect(line.hangRight == 0)
    #expect(HangingPunctuation.right(UInt32(UInt8(ascii: "a"))) == 0)
    #expect(HangingPunctuation.left(UInt32(UInt8(ascii: "("))) == 0)
  }
}
