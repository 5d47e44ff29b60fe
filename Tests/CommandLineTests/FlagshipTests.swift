import Foundation
import Testing

private let brief = repository.appending(path: "layouts/nsp-brief/brief.yaml").path()

/// The extracted tables of the paper: those beside the repository, else the copies that the brief draws.
private func source(_ original: String, _ copy: String) throws -> [[String: String]] {
  let outside = repository.appending(path: "../shared/nsp-data/\(original)").path()
  let inside = repository.appending(path: "layouts/nsp-brief/data/\(copy)").path()
  return try csvRows(FileManager.default.fileExists(atPath: outside) ? outside : inside)
}

/// `268614` as it is printed: `268,614`.
private func grouped(_ digits: String) -> String {
  var result = ""
  for (index, digit) in digits.reversed().enumerated() {
    if index > 0, index % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return String(result.reversed())
}

/// The brief in one of its languages, rendered once for all tests.
private struct Rendered: Sendable {
  private static let english = Result { try Rendered(language: "en") }
  private static let korean = Result { try Rendered(language: "ko") }
  let pdf: String
  let outcome: Outcome
  let words: [PrintedWord]
  /// What pdftotext finds in the order of drawing.
  let rawText: String

  static func made(in language: String) throws -> Rendered { try (language == "ko" ? korean : english).get() }

  private init(language: String) throws {
    let folder = NSTemporaryDirectory() + "monsoon-brief-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    pdf = folder + "/brief.pdf"
    outcome = try run(["render", brief, "--lang", language, "-o", pdf, "--strict"])
    words = outcome.code == 0 ? try printedWords(of: pdf) : []
    let text = try run(["-raw", pdf, "-"], executable: "/usr/bin/pdftotext")
    rawText = String(decoding: text.output, as: UTF8.self)
    try? FileManager.default.removeItem(atPath: folder)
  }
}

/// What the data calls in English, as the Korean brief prints it.
private let koreanNames = [
  "Table 1": "표 1", "Table": "표", "Grants": "무상", "Loans": "유상", "Total": "합계",
  "Trade": "교역", "Investment": "투자", "Foreign visitors to Korea": "방한", "Outbound Korean travellers": "한국인",
  "Koreans overseas": "재외동포", "ASEAN": "아세안", "China": "중국", "Japan": "일본", "US": "미국", "Russia": "러시아",
]

private func printed(_ name: String, in language: String) -> String { language == "ko" ? koreanNames[name] ?? name : name }

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "needs poppler-utils"))
struct FlagshipTests {
  @Test(arguments: ["en", "ko"]) func `the brief renders without a warning, on ten pages in each language`(_ language: String) throws {
    let rendered = try Rendered.made(in: language)
    #expect(rendered.outcome.code == 0, "\(rendered.outcome.errors)")
    #expect((rendered.words.last?.page ?? -1) + 1 == 10)
  }

  @Test(arguments: ["en", "ko"]) func `the running text of the spec can be copied from the pages`(_ language: String) throws {
    let printed = squeezed(try Rendered.made(in: language).rawText)
    let phrases = try runningText(of: brief, language: language)
    #expect(phrases.count > 80)
    for phrase in phrases { #expect(printed.contains(squeezed(phrase)), "\(phrase)") }
  }

  @Test func `the Korean brief has no Latin word but proper names, units and what the source prints`() throws {
    let known: Set = [
      "Monsoon", "MONSOON", "km", "ODA", "OECD", "ISEAS", "THAAD", "P", "Natural", "Earth", "Noto", "SIL", "m", "USD", "Billion", "Bangladeshi",
      // The paper and its author.
      "Lee", "Jaehyon", "Korea", "s", "New", "Southern", "Policy", "Motivations", "of", "Peace", "Cooperation", "and", "Implications",
      "for", "the", "Korean", "Peninsula",
    ]
    let words = try Rendered.made(in: "ko").rawText.split { !($0.isASCII && $0.isLetter) }.map(String.init)
    #expect(words.count > 20)
    for word in words { #expect(known.contains(word)) }
    // The title of the paper is the only sentence of English, once.
    #expect(words.count { $0 == "the" } == 1 && words.count { $0 == "of" } == 1)
  }

  /// Without spaces and hyphens, of which lines have their own.
  private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace && !"-\u{AD}\u{00A0}".contains($0) } }

  /// The phrases of six words and more (four in Korean) in the `md` texts of a spec that neither marks nor templates interrupt.
  private func runningText(of path: String, language: String) throws -> [String] {
    var paragraphs = [""], indent: Int?
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      let depth = line.prefix { $0 == " " }.count, content = line.trimmingCharacters(in: .whitespaces)
      if let start = indent, depth <= start, !content.isEmpty { indent = nil }
      if indent != nil { if content.isEmpty { paragraphs.append("") } else { paragraphs[paragraphs.count - 1] += " " + content } }
      if content == language + ": |" {
        indent = depth
        paragraphs.append("")
      }
    }
    return paragraphs.flatMap { phrases(in: $0) }.filter { $0.split(separator: " ").count >= (language == "ko" ? 4 : 6) }
  }

  /// What stands between marks, templates and references, without the numbers of list items.
  private func phrases(in paragraph: String) -> [String] {
    paragraph.split(separator: "@", omittingEmptySubsequences: false).enumerated().flatMap { index, part -> [String] in
      let text = index == 0 ? part : part.drop { $0.isLetter || $0 == "-" }
      return text.split { "{}[]*#^\\|†‡§¶".contains($0) }.map { phrase in
        let end = phrase.lastIndex { $0.isLetter } ?? phrase.startIndex
        return String(phrase[...end].drop { !$0.isLetter && !$0.isNumber })
      }
    }
  }

  @Test(arguments: ["en", "ko"])
  func `each figure of Table 1 stands in the block of its heading, beside its country`(_ language: String) throws {
    let words = try Rendered.made(in: language).words
    let rows = try source("table1_long.csv", "table1_long.csv")
    try #require(rows.count == 25)
    let blocks = rows.map { $0["block"] ?? "" }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let page = try #require(pageOfTable(printed("Table 1", in: language), in: words))
    let columns = try blockColumns(blocks, language: language, on: page, in: words)
    for row in rows {
      let column = try #require(columns[row["block"] ?? ""])
      let label = row["label_as_printed"] ?? row["label"] ?? "", value = grouped(row["value"] ?? "")
      let name = printed(String(label.prefix { $0.isLetter }), in: language)
      let inside = words.filter { $0.page == page && column.contains(($0.left + $0.right) / 2) }
      let found = inside.contains { number in
        number.text.hasPrefix(value) && inside.contains { $0.text.hasPrefix(name) && $0.isLevel(with: number) && $0.left < number.left }
      }
      #expect(found, "\(row["block"] ?? ""): \(label) \(value)")
    }
  }

  @Test(arguments: ["en", "ko"])
  func `each figure of Table 2 stands where its recipient's row and its column cross`(_ language: String) throws {
    let words = try Rendered.made(in: language).words
    let names = try csvRows(repository.appending(path: "layouts/nsp-brief/data/aid.csv").path())
    let rows = try source("table2.csv", "aid.csv")
    try #require(rows.count == 10)
    let pages = words.filter { $0.text == printed("Table", in: language) }.compactMap { word in
      words.contains { $0.text.hasPrefix("2") && $0.isLevel(with: word) && $0.left > word.left && $0.left - word.right < 6 } ? word.page : nil
    }
    for row in rows {
      let recipient = names.first { $0["iso3"] == row["iso3"] }?[language == "ko" ? "recipient_ko" : "recipient"] ?? ""
      for (header, keys) in [("Grants", ["grant", "grants"]), ("Loans", ["loan", "loans"]), ("Total", ["sum_as_printed", "total"])] {
        let value = keys.lazy.compactMap { row[$0] }.first ?? ""
        #expect(crosses(value, row: recipient, column: printed(header, in: language), pages: Set(pages), in: words), "\(recipient) \(header) \(value)")
      }
    }
  }

  /// True when `value` stands on the line of `row` and its right edge below that of `column`.
  private func crosses(_ value: String, row: String, column: String, pages: Set<Int>, in words: [PrintedWord]) -> Bool {
    let first = row.split(separator: " ").first.map(String.init) ?? row
    return words.contains { number in
      guard pages.contains(number.page), number.text.hasPrefix(value) else { return false }
      let isInRow = words.contains { $0.text == first && $0.isLevel(with: number) && $0.right < number.left }
      let heads = words.filter { $0.page == number.page && $0.text.hasPrefix(column) && $0.bottom < number.top }
      return isInRow && heads.contains { $0.right > number.left - 4 && $0.left < number.right + 4 }
    }
  }

  private func pageOfTable(_ label: String, in words: [PrintedWord]) -> Int? {
    let parts = label.split(separator: " ").map(String.init)
    // Below the title block the table itself follows; references in text stand on other lines than a number alone.
    for (index, word) in words.enumerated() where word.text == parts[0] && index + 1 < words.count {
      let next = words[index + 1]
      let isAlone = !words.contains {
        $0.isLevel(with: word) && (($0.left > next.right + 1 && $0.left < next.right + 60) || ($0.right < word.left && $0.right > word.left - 60))
      }
      if next.text == parts[1], next.isLevel(with: word), isAlone { return word.page }
    }
    return nil
  }

  /// From the left edge of each block's heading to that of the next.
  private func blockColumns(_ blocks: [String], language: String, on page: Int, in words: [PrintedWord]) throws -> [String: ClosedRange<Double>] {
    let heads = blocks.map { String(printed($0, in: language).split(separator: " ")[0]) }
    let line = try #require(words.first { word in
      word.page == page && word.text == heads[1] && words.contains { $0.text == heads[0] && $0.isLevel(with: word) }
    })
    let candidates = words.filter { $0.page == page && abs($0.middle - line.middle) < 16 }
    let lefts = try heads.map { head in try #require(candidates.first { $0.text == head }, "\(head)").left }
    var result: [String: ClosedRange<Double>] = [:]
    for (index, block) in blocks.enumerated() {
      result[block] = (lefts[index] - 2)...(index + 1 < lefts.count ? max(lefts[index], lefts[index + 1] - 2) : 1_000)
    }
    return result
  }
}
