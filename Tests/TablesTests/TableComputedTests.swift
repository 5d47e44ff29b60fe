import DataTables
import Diagnostics
import Geometry
import Specs
@testable import Tables
import Testing

@Suite struct TableComputedTests {
  /// Grants and loans of four recipients in two groups; the sums of parts and the shares are computed.
  private func aid() -> (request: TableRequest, table: Table) {
    var builder = TableBuilder(name: "aid", columns: ["name", "bloc", "grant", "loan"])
    builder.append([.string("Laos"), .string("ASEAN"), .number(20), .number(60)])
    builder.append([.string("Senegal"), .string("Other"), .number(10), .number(10)])
    builder.append([.string("Myanmar"), .string("ASEAN"), .number(30), .number(90)])
    builder.append([.string("Mongolia"), .string("Other"), .number(0), .number(0)])
    var request = TableRequest()
    var parts = ColumnChoice([Name("parts")]), share = ColumnChoice([Name("share")]), rank = ColumnChoice([Name("rank")])
    rank.compute = Name("row_number")
    parts.compute = Name("grant + datum.loan")
    share.compute = Name("100 * loan / parts")
    request.columns = [rank, ColumnChoice([Name("name")]), parts, share]
    request.groups = GroupChoice(by: Name("bloc"))
    return (request, builder.finish())
  }

  private func resolve(_ request: TableRequest, _ table: Table) -> (model: TableModel, findings: Findings) {
    var findings = Findings()
    return (resolveTable(request, table: table, findings: &findings), findings)
  }

  private func texts(_ model: TableModel, _ column: Int) -> [String] { (0..<4).map { model.columns[column].cells.text(at: $0) } }

  @Test func `computed columns: over the row, its number and earlier computed columns; no number is missing`() {
    let (request, table) = aid()
    let (model, findings) = resolve(request, table)
    #expect(findings.all.isEmpty)
    #expect(texts(model, 0) == ["1", "2", "3", "4"])
    #expect(texts(model, 2) == ["80", "20", "120", "0"])
    #expect(texts(model, 3) == ["75", "50", "75", "\u{2013}"])
    #expect(model.columns.map(\.alignment) == [.decimal, .left, .decimal, .decimal])
  }

  @Test func `computed columns: an unknown name and a pattern are findings`() {
    var (request, table) = aid()
    request.columns[2].compute = Name("grnat + loan")
    #expect(resolve(request, table).findings.all.first?.hint == "did you mean \"grant\"?")
    request = aid().request
    request.columns[2].selectors = [Name("p*")]
    #expect(resolve(request, table).findings.all.map(\.id).contains("bad-value"))
  }

  @Test func `sums: a ratio is computed from the sums and not summed, in the groups that are named`() {
    var (request, table) = aid()
    request.groupSummaries = [
      SummaryChoice(label: "All ASEAN", function: .sum, columns: [Name("parts")], recompute: [Name("share")], groups: [Name("ASEAN")])
    ]
    request.grandSummaries = [SummaryChoice(label: "All", function: .sum, columns: [Name("parts")], recompute: [Name("share")])]
    let (model, findings) = resolve(request, table)
    #expect(findings.all.isEmpty)
    #expect(model.sections.map(\.summaries.count) == [1, 0])
    #expect(model.sections[0].summaries[0].cells[2] == "200")
    #expect(Double(model.sections[0].summaries[0].cells[3] ?? "") == 75)
    // 160 of 220, where the mean of the shares would be 66.7.
    #expect(abs((Double(model.grandSummaries[0].cells[3] ?? "") ?? 0) - 72.727272727) < 1e-6)
  }

  @Test func `sums: an unknown group and a column without an expression are errors`() {
    var (request, table) = aid()
    request.groupSummaries = [SummaryChoice(label: "x", function: .sum, recompute: [Name("name")], groups: [Name("ASEA")])]
    let findings = resolve(request, table).findings
    #expect(findings.all.map(\.id) == ["not-computed", "unknown-group"])
    #expect(findings.all.last?.hint == "did you mean \"ASEAN\"?")
  }

  @Test func `notes: own marks stay in the author's place and are not given again`() {
    var (request, table) = aid()
    request.markSeries = .list(["a", "b"])
    request.footnotes = [
      FootnoteChoice(text: "printed", mark: "**", targets: []),
      FootnoteChoice(text: "late", targets: [.cells(row: Name("name == 'Mongolia'"), columns: [Name("parts")])]),
      FootnoteChoice(text: "own", mark: "a", targets: [.cells(row: nil, columns: [Name("share")])]),
      FootnoteChoice(text: "early", targets: [.columnLabels([Name("parts")])]),
      FootnoteChoice(text: "sum", targets: [.subtitle]),
    ]
    let (model, findings) = resolve(request, table)
    #expect(findings.all.isEmpty)
    #expect(model.notes.map(\.text) == ["printed", "sum", "own", "early", "late"])
    #expect(model.notes.map(\.mark) == ["**", "b", "a", "aa", "bb"])
    #expect((0..<4).allSatisfy { model.marks[.cell(row: $0, column: 3)] == "a" })
    #expect(model.marks[.subtitle] == "b")
  }

  @Test func `notes: without a place and without a mark of its own a note is an error`() {
    var (request, table) = aid()
    request.footnotes = [FootnoteChoice(text: "nowhere", targets: [])]
    #expect(resolve(request, table).findings.all.map(\.id) == ["unplaced-footnote"])
  }

  @Test func `highlights: the named cells of the rows that fit, and a word when none does`() {
    var (request, table) = aid()
    request.highlights = [HighlightChoice(row: Name("name == 'Laos'"), columns: [Name("name"), Name("parts")])]
    let model = resolve(request, table).model
    #expect((0..<4).map { model.highlights.contains(row: 0, column: $0) } == [false, true, true, false])
    #expect(!model.highlights.contains(row: 1, column: 1))
    request.highlights[0].row = Name("name == 'Lao'")
    #expect(resolve(request, table).findings.all.map(\.id) == ["no-row"])
  }

  @Test func `heat: each column has its own scale, or all share one, and a middle makes both halves equally long`() {
    var (request, table) = aid()
    let gray: @Sendable (Double) -> Color = { Color(red: $0, green: $0, blue: $0) }
    request.ramp = { name in name.text == "grays" ? gray : nil }
    request.rampNames = ["grays"]
    request.columns[2].heat = HeatChoice(scale: Name("grays"))
    #expect(resolve(request, table).model.columns[2].fills.map { $0?.red } == [80.0 / 120, 20.0 / 120, 1, 0])
    request.columns[2].heat = HeatChoice(scale: Name("grays"), middle: 20)
    #expect(resolve(request, table).model.columns[2].fills.map { $0?.red } == [0.8, 0.5, 1, 0.4])
    request.columns[2].heat = HeatChoice(scale: Name("grays"), domain: 0...160, isReversed: true)
    #expect(resolve(request, table).model.columns[2].fills.map { $0?.red } == [0.5, 0.875, 0.25, 1])
    request.columns[2].heat = HeatChoice(scale: Name("gray"))
    #expect(resolve(request, table).findings.all.first?.hint == "did you mean \"grays\"?")
  }

  @Test func `spanners: one without columns is an error`() {
    var (request, table) = aid()
    request.spanners = [SpannerChoice(label: "Empty", columns: [])]
    #expect(resolve(request, table).findings.all.map(\.id) == ["missing-key"])
  }
}
