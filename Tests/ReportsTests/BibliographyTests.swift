import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private let works = """
  [{"id": "kim", "type": "article-journal", "title": "Trade and aid", "container-title": "Asian Survey", "volume": "3", "issue": "2", "page": "1-20",
    "author": [{"family": "Kim", "given": "Min Su"}, {"family": "Lee", "given": "Jean-Paul"}], "issued": {"date-parts": [[2020, 5]]}},
   {"id": "adb", "type": "report", "title": "Outlook", "author": [{"literal": "Asian Development Bank"}], "issued": {"date-parts": [[2019]]}},
   {"id": "kim2", "type": "book", "title": "Another book", "author": [{"family": "Kim", "given": "Min Su"}, {"family": "Lee", "given": "Jean-Paul"}],
    "issued": {"date-parts": [[2020]]}, "publisher": "A Press", "DOI": "10.1/x"},
   {"id": "eom", "title": "Étude", "author": [{"family": "Élan", "given": "Zoé"}, {"family": "B", "given": "C"}, {"family": "D", "given": "E"}], "year": 2001}]
  """

private func report(_ text: String, _ options: String = "from: refs.json", lang: String = "en", document: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: \(lang), theme: monsoon\(document)}\nbody:\n  - md: \"\(text)\"\n  - bibliography: {\(options)}\n"
}

private func words(_ spec: String, files: [String: String] = ["refs.json": works]) throws -> (String, [Diagnostic], ScenePage) {
  let (document, findings) = try compile(spec, files: files)
  let page = document.scene(ofPage: 0)
  // What is in several styles comes in several runs.
  return (runs(of: page).map(\.text).joined().replacing("\u{A0}", with: " "), findings.all, page)
}

@Test func `citations show authors and year, and the list is sorted by them`() throws {
  let text = "A [@kim]. B [see @kim2, p. 12; @adb]. @eom says, and @kim too [-@adb]."
  let (shown, found, page) = try words(report(text))
  #expect(found.isEmpty)
  #expect(shown.contains("A (Kim & Lee, 2020b). B (see Kim & Lee, 2020a, p. 12; Asian Development Bank, 2019). Élan et al. (2001) says, and Kim and Lee (2020b) too (2019)."))
  let starts = ["Asian Development Bank (2019). Outlook.", "Élan, Z., B, C., & D, E. (2001). Étude.", "Kim, M. S., & Lee, J.-P. (2020a). Another book. A Press. https://doi.org/10.1/x",
    "Kim, M. S., & Lee, J.-P. (2020b). Trade and aid. Asian Survey, 3(2), 1–20."]
  let places = starts.map { shown.firstRange(of: $0)?.lowerBound }
  #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(shown)")
  let links = page.items.compactMap { item -> String? in
    if case .link(_, .destination(let name)) = item { name } else { nil }
  }
  #expect(links.filter { $0 == "ref-kim" }.count == 2 && links.contains("ref-kim-mark"))
  let names = page.items.compactMap { item in if case .destination(let name, _) = item { name } else { nil } }
  #expect(names.filter { $0 == "ref-kim-mark" }.count == 1 && names.contains("ref-adb"))
}

@Test func `the numeric style counts works in the order of their first citation`() throws {
  let (shown, found, _) = try words(report("A [@kim2]. B [@adb; @kim2], C [@adb, p. 3].", "from: refs.json, style: numeric"))
  #expect(shown.contains("A [1]. B [2, 1], C [2, p. 3]."))
  #expect(shown.contains("[1]Kim, M. S., & Lee, J.-P. Another book. A Press, 2020."))
  #expect(found.map(\.id) == ["unused-work"])
  #expect(found.first?.message.contains("2 works are not cited and left out: kim, eom") == true)
  let all = try words(report("A [@kim2].", "from: refs.json, style: numeric, all: true"))
  #expect(all.1.isEmpty && all.0.contains("[4]Élan"))
  let chapter = "{author: \"Kim, Min\", year: 2020, title: A, container-title: B, type: chapter, editor: [{family: Park, given: Ji Won}], page: 3-9}"
  #expect(try words(report("X [@a].", "entries: {a: \(chapter)}"), files: [:]).0.contains("Kim, M. (2020). A. In J. W. Park (Ed.), B (pp. 3–9)."))
}

@Test func `later lines of a work are indented`() throws {
  let title = Array(repeating: "considerable", count: 30).joined(separator: " ")
  let (_, _, page) = try words(report("A [@a].", "entries: {a: {author: \"Kim, Min\", year: 2020, title: \(title), container-title: Journal}}"), files: [:])
  let glyphs = page.items.flatMap { item -> [Point] in
    if case .glyphs(let run) = item, String(decoding: run.text, as: UTF8.self).contains("considerable") { run.glyphs.map { Point(x: $0.x, y: $0.y) } } else { [] }
  }
  let lines = Set(glyphs.map(\.y)).sorted().map { y in glyphs.filter { $0.y == y }.map(\.x).min() ?? 0 }
  let left = 18 * 72 / 25.4
  #expect(lines.count > 2 && lines.dropFirst().allSatisfy { abs($0 - left - 5 * 72 / 25.4) < 0.5 })
}

@Test func `Korean names are whole, stand first and are written as Korean texts write them`() throws {
  let entries = """
    entries: {k: {author: [{family: 김, given: 민수}, {family: 이, given: 정은}], year: 2021, title: 신남방정책, container-title: 국제관계연구, page: 3-9},
    e: {author: "Acharya, Amitav; B, C; D, E", year: 2020, title: Asia}, j: {author: [{family: 박, given: 지원}], year: 2019, title: 아세안, publisher: 서울출판}}
    """.replacing("\n", with: " ")
  let (shown, found, _) = try words(report("가 [@k; @e], @j.", entries, lang: "ko"), files: [:])
  #expect(found.isEmpty)
  #expect(shown.contains("가 (김민수·이정은, 2021; Acharya 외, 2020), 박지원(2019)."), "\(shown)")
  let places = ["김민수·이정은 (2021)", "박지원 (2019)", "Acharya, A."].compactMap { shown.firstRange(of: $0)?.lowerBound }
  #expect(places.count == 3 && places == places.sorted())
}

@Test func `an unknown key is named with the nearest, missing fields and equal keys too`() {
  let found = failure(of: report("A [@kin].", "from: refs.json"), files: ["refs.json": works])
  #expect(found.contains { $0.id == "unknown-reference" && $0.hint == "did you mean \"kim\"?" && $0.range.position?.line == 4 })
  let group = failure(of: report("A [@kim; @xyz9].", "from: refs.json"), files: ["refs.json": works])
  #expect(group.contains { $0.id == "unknown-reference" && $0.message.contains("xyz9") })
  let missing = failure(of: report("A [@a].", "entries: {a: {title: Alone}}"))
  #expect(missing.map(\.id) == ["missing-field"] && missing.first?.message == "the work \"a\" has no author and no year")
  #expect(failure(of: report("A [@kim].", "from: refs.json, entries: {kim: {title: x, author: y, year: 1}}"), files: ["refs.json": works]).contains { $0.id == "duplicate-key" })
  #expect(failure(of: report("A.", "from: none.json")).contains { $0.id == "missing-file" })
}

@Test func `a list of works reads BibTeX`() throws {
  let bib = "@article{kita2025, author = {Kim, Minsu and Lee, Ji}, title = {On Trade}, journal = {Asian Affairs}, year = {2025}, pages = {1--9}}"
  let (shown, found, _) = try words(report("A [@kita2025].", "from: refs.bib, style: apa, title: References"), files: ["refs.bib": bib])
  #expect(found.isEmpty && shown.contains("A (Kim & Lee, 2025)."))
  #expect(shown.contains("References") && shown.contains("Kim, M., & Lee, J. (2025). On Trade. Asian Affairs, 1–9."))
}

// MARK: Notes at the end

private func notes(_ document: String, _ body: String) -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en, theme: monsoon, \(document)}\nbody:\n\(body)\n"
}

@Test func `notes stand at the end, with links from the mark and back`() throws {
  let body = "  - md: \"A.[^x]\\n\\n[^x]: The note.\"\n  - page: default\n    blocks: [{md: \"B.[^y]\\n\\n[^y]: Another.\"}]"
  let (document, findings) = try compile(notes("notes: end", body))
  #expect(findings.all.isEmpty && document.pageCount == 2)
  #expect(!text(of: document.scene(ofPage: 0)).contains("The note"))
  let last = document.scene(ofPage: 1)
  #expect(text(of: last).contains("Notes") && text(of: last).contains("The note.") && text(of: last).contains("Another."))
  let links = last.items.compactMap { item -> String? in if case .link(_, .destination(let name)) = item { name } else { nil } }
  #expect(links.filter { $0.hasSuffix("-mark") } == ["fn-1-mark", "fn-2-mark"])
  let marks = document.scene(ofPage: 0).items.compactMap { item in if case .destination(let name, _) = item { name } else { nil } }
  #expect(marks == ["fn-1-mark"])
}

@Test func `endnotes sets the notes so far, and marks can begin again and be symbols`() throws {
  let body = """
      - md: "# One\\n\\nA.[^x] B.[^y]\\n\\n[^x]: First.\\n[^y]: Second."
      - endnotes: {title: Notes to one}
      - md: "# Two\\n\\nC.[^z]\\n\\n[^z]: Third."
      - endnotes: false
    """
  let (document, findings) = try compile(notes("notes: {place: end, restart: heading, marks: symbols}", body))
  #expect(findings.all.isEmpty)
  let shown = (0..<document.pageCount).map { text(of: document.scene(ofPage: $0)) }.joined(separator: " ")
  for part in ["Notes to one", "* First.", "\u{2020} Second.", "* Third."] { #expect(shown.contains(part), "\(part) in \(shown)") }
  #expect(failure(of: notes("notes: foot", "  - endnotes: true")).map(\.id) == ["misplaced-block"])
}
