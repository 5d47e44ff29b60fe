import Geometry
import Scene
import Testing

@testable import Typesetting

@Suite struct ParagraphTests {
  static let english = """
    Trade between Korea and the ten member states of ASEAN more than doubled within a decade, and well-known firms moved \
    production to Viet Nam, Indonesia and/or Thailand; the deficit (USD 12.5 billion in 2019) widened “only” slightly.
    """
  static let korean = "한국과 아세안 10개국의 교역은 지난 10년간 두 배 이상 늘었으며(2019년 기준) 신남방정책은 베트남·인도네시아·인도와의 협력을 확대하였다."
  static let thai = "ประเทศไทยเป็นประเทศที่มีเศรษฐกิจใหญ่เป็นอันดับสองในเอเชียตะวันออกเฉียงใต้และเป็นคู่ค้าสำคัญของสาธารณรัฐเกาหลี"
  static let lao = "ສາທາລະນະລັດປະຊາທິປະໄຕປະຊາຊົນລາວເປັນປະເທດໃນອາຊີຕາເວັນອອກສຽງໃຕ້ແລະເປັນສະມາຊິກຂອງອາຊຽນ"
  static let khmer = "ព្រះរាជាណាចក្រកម្ពុជាជាប្រទេសមួយនៅអាស៊ីអាគ្នេយ៍ដែលមានទំនាក់ទំនងសេដ្ឋកិច្ចជាមួយសាធារណរដ្ឋកូរ៉េ"
  static let burmese = "မြန်မာနိုင်ငံသည် အရှေ့တောင်အာရှရှိ နိုင်ငံတစ်ခုဖြစ်ပြီး ကိုရီးယားသမ္မတနိုင်ငံနှင့် စီးပွားရေးဆက်ဆံရေးရှိသည်။"
  static let hindi = "भारत दक्षिण एशिया का सबसे बड़ा देश है और कोरिया गणराज्य का महत्वपूर्ण आर्थिक साझेदार है।"
  static let all: [(text: String, style: TextStyle)] = [
    (english, .serif()), (korean, .korean()), (thai, .sans()), (lao, .sans()), (khmer, .sans()), (burmese, .sans()), (hindi, .sans()),
    ("Línea 1\nLínea 2\n\nx", .serif()), ("a  b   c", .serif()), ("https://example.org/a/very/long/path?with=parameters&and=more", .sans()),
    ("日本語の文章は、文字の間で改行できます。中国語也一样。", .sans()), ("x\u{AD}y co\u{AD}ope\u{AD}ra\u{AD}tion", .serif()),
  ]

  @Test func `lines together are the text, byte for byte`() throws {
    let typesetter = try freshTypesetter()
    for (text, style) in Self.all {
      for alignment in [ParagraphAlignment.left, .justify] {
        for width in [20.0, 55, 90, 160, 1_000] {
          let lines = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat(alignment: alignment)).lines(width: width)
          var end = 0
          for line in lines {
            #expect(line.textRange.lowerBound == end)
            end = line.textRange.upperBound
            let shown = String(decoding: Array(text.utf8)[line.textRange], as: UTF8.self)
            let plain = shown.filter { $0 != "\n" }
            #expect(line.line.text == plain || (line.line.text == plain + "-" && !plain.hasSuffix(" ")), "\(width)")
          }
          #expect(end == text.utf8.count)
        }
      }
    }
  }

  @Test func `no line passes its width`() throws {
    let typesetter = try freshTypesetter()
    for (text, style) in Self.all {
      for alignment in [ParagraphAlignment.left, .justify] {
        for width in stride(from: 16.0, to: 200, by: 3.7) {
          let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat(alignment: alignment, firstLineIndent: 4))
          for line in paragraph.lines(width: width) {
            let clusters = runs(line.line).reduce(0) { $0 + $1.clusters.count }
            #expect(line.x + line.line.width <= width + 1e-5 || clusters == 1, "\(line.line.text) at \(width)")
          }
        }
      }
    }
  }

  @Test func `no line begins with a mark or ends with a space that counts`() throws {
    let typesetter = try freshTypesetter()
    for (text, style) in Self.all {
      for width in [22.0, 40, 75, 120] {
        for line in lineTexts(typesetter, text, style, width: width) {
          if let first = line.unicodeScalars.first {
            #expect(first.properties.generalCategory != .nonspacingMark && first.properties.generalCategory != .spacingMark, "\(line)")
          }
        }
      }
    }
  }

  @Test func `the natural width is one line, the least width breaks no word`() throws {
    let typesetter = try freshTypesetter()
    for (text, style) in Self.all {
      let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat(firstLineIndent: 7))
      let hard = text.filter { $0 == "\n" }.count
      #expect(paragraph.lines(width: paragraph.widthRange.upperBound).count == hard + 1, "\(text)")
      #expect(paragraph.lines(width: paragraph.widthRange.lowerBound).allSatisfy { !$0.isEmergency }, "\(text)")
    }
  }

  @Test func `a word wider than the line is broken between letters, and said so`() throws {
    let typesetter = try freshTypesetter()
    let paragraph = typesetter.paragraph([TextSpan("a Wissenschaftskolleg b", .sans())], ParagraphFormat(hyphenation: .none))
    let lines = paragraph.lines(width: 30)
    #expect(lines.contains { $0.isEmergency })
    #expect(lines.first?.line.text == "a ")
    #expect(lines.map { $0.line.text }.joined() == "a Wissenschaftskolleg b")
    #expect(paragraph.lines(width: 200).allSatisfy { !$0.isEmergency })
  }

  @Test func `lines have the fixed box of the style`() throws {
    let typesetter = try freshTypesetter()
    let paragraph = typesetter.paragraph([TextSpan(Self.english, .serif())], ParagraphFormat())
    let lines = paragraph.lines(width: 120)
    #expect(isNear(paragraph.lineHeight, 13))
    #expect(isNear(paragraph.baseline, 9.49))
    for (i, line) in lines.enumerated() {
      #expect(isNear(line.top, 13 * Double(i)))
      #expect(isNear(line.baseline, 9.49))
    }
    #expect(isNear(paragraph.height(width: 120), 13 * Double(lines.count)))
    #expect(isNear(typesetter.paragraph([TextSpan("한국", .korean())], ParagraphFormat()).lineHeight, 15.6))
  }

  @Test func `scripts with tall letters get the room that they need`() throws {
    let typesetter = try freshTypesetter()
    for text in [Self.burmese, Self.khmer, Self.thai, Self.lao, Self.hindi] {
      var style = TextStyle.sans(10)
      style.leading = 11
      let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat())
      #expect(paragraph.lineHeight > 12, "\(text)")
      #expect(paragraph.baseline >= 0.73 * 11)
      style.leading = 40
      let roomy = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat())
      #expect(isNear(roomy.lineHeight, 40), "\(text)")
      #expect(isNear(roomy.baseline, 0.73 * 40))
    }
  }

  @Test func `without a leading, lines are 1.2 em apart`() throws {
    let paragraph = try freshTypesetter().paragraph([TextSpan("abc", .sans(10))], ParagraphFormat())
    #expect(isNear(paragraph.lineHeight, 12))
  }

  @Test func `justified lines reach both edges but for the last`() throws {
    let typesetter = try freshTypesetter()
    let paragraph = typesetter.paragraph([TextSpan(Self.english, .serif())], ParagraphFormat(alignment: .justify, firstLineIndent: 11.3))
    let lines = paragraph.lines(width: 240)
    #expect(lines.count > 2)
    for line in lines.dropLast() { #expect(isNear(line.x + line.line.width, 240, 1e-6), "\(line.line.text)") }
    #expect(isNear(lines[0].x, 11.3))
    #expect(lines[1].x == 0)
    if let last = lines.last { #expect(last.isLast && last.line.width < 240) }
  }

  @Test func `justification widens spaces, not letters`() throws {
    let typesetter = try freshTypesetter()
    let lines = typesetter.paragraph([TextSpan(Self.english, .serif())], ParagraphFormat(alignment: .justify)).lines(width: 240)
    let plain = runs(typesetter.line("Trade", .serif()))[0].glyphs.map(\.x)
    #expect(runs(lines[0].line)[0].glyphs.prefix(5).map(\.x) == plain)
  }

  @Test func `a line without spaces is justified between its clusters`() throws {
    let typesetter = try freshTypesetter()
    let text = "日本語の文章は文字の間で改行できます中国語也一样可以"
    let lines = typesetter.paragraph([TextSpan(text, .sans())], ParagraphFormat(alignment: .justify)).lines(width: 87)
    #expect(lines.count > 2)
    for line in lines.dropLast() { #expect(isNear(line.line.width, 87, 1e-6)) }
  }

  @Test func `alignment places the line between the edges`() throws {
    let typesetter = try freshTypesetter()
    let width = typesetter.width(of: "abc", .sans())
    func x(_ alignment: ParagraphAlignment) -> Double {
      typesetter.paragraph([TextSpan("abc ", .sans())], ParagraphFormat(alignment: alignment)).lines(width: 100)[0].x
    }
    #expect(x(.left) == 0)
    #expect(isNear(x(.right), 100 - width))
    #expect(isNear(x(.center), (100 - width) / 2))
    #expect(x(.justify) == 0)
  }

  @Test func `a soft hyphen shows only where a line ends`() throws {
    let typesetter = try freshTypesetter()
    let text = "co\u{AD}operation"
    #expect(lineTexts(typesetter, text, .serif(), width: 200) == [text])
    let broken = lineTexts(typesetter, text, .serif(), width: typesetter.width(of: "operation", .serif()) + 1)
    #expect(broken == ["co\u{AD}-", "operation"])
  }

  @Test func `footnotes travel with the line of their mark`() throws {
    let typesetter = try freshTypesetter()
    let spans = [
      TextSpan("first line here", .serif()), TextSpan("1", .serif(6), footnote: "a"), TextSpan(" and much more text", .serif()),
      TextSpan("2", .serif(6), footnote: "b"),
    ]
    let lines = typesetter.paragraph(spans, ParagraphFormat()).lines(width: 75)
    #expect(lines.flatMap(\.footnotes) == ["a", "b"])
    #expect(lines.filter { !$0.footnotes.isEmpty }.count == 2)
  }

  @Test func `a mark is not parted from its word`() throws {
    let typesetter = try freshTypesetter()
    let spans = [TextSpan("trade partners", .serif()), TextSpan("12", .serif(6)), TextSpan(" grew", .serif())]
    for width in stride(from: 55.0, to: 120, by: 1.3) {
      let texts = typesetter.paragraph(spans, ParagraphFormat()).lines(width: width).map { $0.line.text }
      #expect(texts.contains { $0.contains("partners12") }, "\(texts)")
    }
  }

  @Test func `no text is no line; line feeds make empty ones`() throws {
    let typesetter = try freshTypesetter()
    #expect(typesetter.paragraph([], ParagraphFormat()).lines(width: 100).isEmpty)
    #expect(typesetter.paragraph([TextSpan("", .serif())], ParagraphFormat()).lines(width: 100).isEmpty)
    let lines = typesetter.paragraph([TextSpan("a\n\nb", .serif())], ParagraphFormat()).lines(width: 100)
    #expect(lines.map { $0.line.text } == ["a", "", "b"])
    #expect(lines.map(\.isLast) == [true, true, true])
    #expect(lineTexts(typesetter, "a\r\nb\rc", .serif(), width: 100) == ["a ", "b", "c"])
  }
}
