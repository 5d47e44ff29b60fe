import Testing

@testable import Typesetting

@Suite struct OptimumBreakTests {
  static let prose = """
    The ministry publishes the figures of each year in the following spring, and corrects them once more in the autumn. Whoever compares \
    two countries should therefore look at the same edition for both; a difference of a few per cent may only be a difference of the date \
    on which the numbers were taken. Agreements on infrastructure run for many years, so that commitments and disbursements are seldom of \
    the same size, and a large project in one country can hide what happens in all the others.
    """
  private static let justified = ParagraphFormat(
    alignment: .justify, firstLineIndent: 11.3, hyphenation: .freely, hangsPunctuation: true)

  private func texts(_ text: String, _ format: ParagraphFormat = justified, width: Double) throws -> [String] {
    lineTexts(try freshTypesetter(), text, .serif(), width: width, format)
  }

  /// The sum of the demerits of lines; nil when one of them cannot be.
  private func total(_ ends: [Int], _ atoms: [LineAtom], _ rules: LineDemerits, first: Double, width: Double) -> Double? {
    let sums = LineSums(atoms)
    var start = 0, total = 0.0, hyphens: UInt8 = 0, fitness: UInt8 = 1
    for end in ends {
      let last = atoms[end - 1]
      let line = LineDemerits.Line(
        room: start == 0 ? first : width, natural: sums.natural(start, end, atoms),
        shrink: max(0, sums.shrinks[end] - sums.shrinks[start] - (1 - LineDemerits.leastSpace) * last.trailingSpaceWidth),
        stretch: max(0, sums.stretches[end] - sums.stretches[start] - (LineDemerits.mostSpace - 1) * last.trailingSpaceWidth - last.lastGap),
        isHyphenated: last.isHyphenated,
        endsInScrap: last.endsInScrap, isLast: end == atoms.count, isSingle: end == start + 1, hyphensBefore: hyphens,
        fitnessBefore: fitness)
      guard let verdict = rules.verdict(line) else { return nil }
      total += verdict.demerits
      hyphens = last.isHyphenated ? min(2, hyphens + 1) : 0
      fitness = verdict.fitness
      start = end
    }
    return total
  }

  @Test func `a known paragraph breaks where it should`() throws {
    #expect(
      try texts(Self.prose, width: 317.48) == [
        "The ministry publishes the figures of each year in the following spring, ",
        "and corrects them once more in the autumn. Whoever compares two coun-",
        "tries should therefore look at the same edition for both; a difference of ",
        "a few per cent may only be a difference of the date on which the num-",
        "bers were taken. Agreements on infrastructure run for many years, so ",
        "that commitments and disbursements are seldom of the same size, and a ",
        "large project in one country can hide what happens in all the others.",
      ])
    #expect(
      try texts(Self.prose, ParagraphFormat(alignment: .justify), width: 180).first == "The ministry publishes the figures of ")
  }

  @Test func `no other breaker finds lines with less demerits`() throws {
    let typesetter = try freshTypesetter()
    for isJustified in [true, false] {
      let format = isJustified ? Self.justified : ParagraphFormat()
      for (text, style) in ParagraphTests.all + [(Self.prose, .serif())] where !text.contains("\n") {
        for width in stride(from: 60.0, to: 340, by: 17) {
          let paragraph = typesetter.paragraph([TextSpan(text, style)], format)
          var filling = LineFilling(paragraph, room: width, firstRoom: width)
          filling.partWideAtoms(firstRoom: width)
          let atoms = filling.atoms
          var rules = LineDemerits(isJustified: isJustified, shortestLast: 11.3, mostHyphens: 2, isEmergency: false)
          let ours = OptimumBreaker(isJustified: isJustified, shortestLast: 11.3).lineEnds(atoms, firstWidth: width, width: width)
          let greedy = GreedyBreaker().lineEnds(atoms, firstWidth: width, width: width)
          let found = total(ours, atoms, rules, first: width, width: width)
          if let other = total(greedy, atoms, rules, first: width, width: width) {
            #expect((found ?? .infinity) <= other * (1 + 1e-9), "\(text) at \(width)")
          } else if found == nil {
            rules.isEmergency = true
            let other = total(greedy, atoms, rules, first: width, width: width) ?? .infinity
            #expect((total(ours, atoms, rules, first: width, width: width) ?? .infinity) <= other * (1 + 1e-9), "\(text) at \(width)")
          }
        }
      }
    }
  }

  @Test func `spaces of justified text stay within their limits wherever there is a way`() throws {
    let typesetter = try freshTypesetter()
    let space = typesetter.width(of: " ", .serif())
    let rules = LineDemerits(isJustified: true, shortestLast: 11.3, mostHyphens: 2, isEmergency: false)
    var within = 0
    for width in stride(from: 220.0, to: 420, by: 9) {
      let paragraph = typesetter.paragraph([TextSpan(Self.prose, .serif())], Self.justified)
      let atoms = LineFilling(paragraph, room: width, firstRoom: width - 11.3).atoms
      let ends = paragraph.breaker.lineEnds(atoms, firstWidth: width - 11.3, width: width)
      let lines = paragraph.lines(width: width)
      #expect(lines.allSatisfy { space + $0.line.stretch.perSpace >= LineDemerits.leastSpace * space - 1e-6 })
      #expect(lines.allSatisfy { $0.line.stretch.perGap == 0 })
      guard total(ends, atoms, rules, first: width - 11.3, width: width) != nil else { continue }
      within += 1
      #expect(lines.allSatisfy { space + $0.line.stretch.perSpace <= LineDemerits.mostSpace * space + 1e-6 }, "\(width)")
    }
    #expect(within > 10)
  }

  @Test func `justified lines reach both margins, and only marks pass them`() throws {
    let typesetter = try freshTypesetter()
    for width in stride(from: 180.0, to: 420, by: 7) {
      let lines = typesetter.paragraph([TextSpan(Self.prose, .serif())], Self.justified).lines(width: width)
      for line in lines {
        #expect(line.x >= -line.hangLeft)
        #expect(line.x + line.line.width <= width + line.hangRight + 1e-5)
        if !line.isLast { #expect(isNear(line.x + line.line.width, width + line.hangRight, 1e-5)) }
        #expect(line.hangRight <= 0.7 * 9.1 * 0.5)
      }
    }
  }

  @Test func `ragged text never takes more lines than it must`() throws {
    let typesetter = try freshTypesetter()
    for (text, style) in ParagraphTests.all + [(Self.prose, .serif())] {
      for width in stride(from: 40.0, to: 340, by: 6.1) {
        let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat())
        var filling = LineFilling(paragraph, room: width, firstRoom: width)
        filling.partWideAtoms(firstRoom: width)
        let least = GreedyBreaker().lineEnds(filling.atoms, firstWidth: width, width: width).count
        #expect(paragraph.lines(width: width).count == least, "\(text) at \(width)")
      }
    }
  }

  @Test func `a short word is not left alone on the last line of ragged text`() throws {
    let words = "Exports went to five of the members in the year"
    let typesetter = try freshTypesetter()
    let width = typesetter.width(of: "Exports went to five of the members in the", .serif()) + 1
    #expect(lineTexts(typesetter, words, .serif(), width: width) == ["Exports went to five of the members in ", "the year"])
  }

  @Test func `a last line is longer than the indent where it can be`() throws {
    let typesetter = try freshTypesetter()
    for width in stride(from: 200.0, to: 400, by: 3) {
      let lines = typesetter.paragraph([TextSpan(Self.prose + " So", .serif())], Self.justified).lines(width: width)
      #expect((lines.last?.line.width ?? 0) > 11.3, "\(width)")
    }
  }

  @Test(arguments: [10.0, 25, 60, 317, 5_000, 80_000])
  func `long paragraphs keep every byte at any width`(width: Double) throws {
    let text = String(repeating: Self.prose + " ", count: 200)
    let typesetter = try freshTypesetter()
    for format in [Self.justified, ParagraphFormat()] {
      let lines = typesetter.paragraph([TextSpan(text, .serif())], format).lines(width: width)
      var end = 0
      for line in lines {
        #expect(line.textRange.lowerBound == end)
        end = line.textRange.upperBound
      }
      #expect(end == text.utf8.count)
      #expect(lines.count >= Int(300_000 / width / 2))
    }
  }

  @Test func `words, nothing, and text without any break are lines`() throws {
    #expect(try texts("", width: 100).isEmpty)
    #expect(try texts("word", width: 100) == ["word"])
    #expect(try texts("word", width: 0).count == 4)
    let solid = Array(repeating: "word", count: 40).joined(separator: "\u{A0}")
    let lines = try texts(solid, width: 100)
    #expect(lines.joined() == solid)
    #expect(lines.count > 8)
  }

  @Test func `each line feed ends a paragraph of its own`() throws {
    let lines = try texts(Self.prose + "\n" + Self.prose, width: 300)
    let alone = try texts(Self.prose, ParagraphFormat(alignment: .justify, hyphenation: .freely, hangsPunctuation: true), width: 300)
    #expect(Array(lines.suffix(alone.count)) == alone)
  }

  @Test func `Korean lines are stretched between words only`() throws {
    let typesetter = try freshTypesetter()
    let format = ParagraphFormat(alignment: .justify)
    let lines = typesetter.paragraph([TextSpan(ParagraphTests.korean, .korean())], format).lines(width: 200)
    #expect(lines.count > 2)
    for line in lines.dropLast() {
      #expect(line.line.stretch.perGap == 0)
      #expect(line.line.text.hasSuffix(" "))
      #expect(isNear(line.line.width, 200, 1e-5))
    }
  }

  @Test func `the mark of a note never begins a line`() throws {
    let typesetter = try freshTypesetter()
    for before in ["great!", "so?", "trade—", "中国", "“it”"] {
      let spans = [TextSpan("What is \(before)", .serif()), TextSpan("1", .serif(6), footnote: "a"), TextSpan(" and more", .serif())]
      for width in stride(from: 30.0, to: 90, by: 1.1) {
        let lines = typesetter.paragraph(spans, ParagraphFormat()).lines(width: width)
        #expect(lines.allSatisfy { !$0.line.text.hasPrefix("1") || $0.textRange.lowerBound == 0 || $0.isEmergency }, "\(before) \(width)")
      }
    }
  }
}
