import DataTables
import Diagnostics
import Geometry
import Specs
@testable import Tables
import Testing

@Suite struct ResolveTableTests {
  /// Names, groups and amounts of four recipients.
  private func recipients() -> Table {
    var builder = TableBuilder(name: "oda", columns: ["name", "bloc", "grant", "loan"])
    builder.append([.string("Laos"), .string("ASEAN"), .number(25.6), .number(63.1)])
    builder.append([.string("Senegal"), .string("Other"), .number(14.2), .null])
    builder.append([.string("Myanmar"), .string("ASEAN"), .number(36.1), .number(47.7)])
    builder.append([.string("Mongolia"), .string("Other"), .number(13.6), .number(42.2)])
    return builder.finish()
  }

  private func request() -> TableRequest {
    var request = TableRequest()
    request.stub = [Name("name")]
    request.columns = [ColumnChoice([Name("grant"), Name("loan")])]
    return request
  }

  private func text(_ model: TableModel, _ row: Int, _ column: Int) -> String { model.columns[column].cells.text(at: row) }

  @Test func `columns: the stub comes first, then the listed columns in their order`() {
    var findings = Findings()
    let model = resolveTable(request(), table: recipients(), findings: &findings)
    #expect(model.columns.map(\.name) == ["name", "grant", "loan"])
    #expect(model.columns.map(\.alignment) == [.left, .decimal, .decimal])
    #expect(model.columns[0].label == "")
    #expect(findings.all.isEmpty)
  }

  @Test func `columns: without a list all are shown, but for the one that makes the groups`() {
    var request = TableRequest()
    request.groups = GroupChoice(by: Name("bloc"))
    var findings = Findings()
    #expect(resolveTable(request, table: recipients(), findings: &findings).columns.map(\.name) == ["name", "grant", "loan"])
  }

  @Test func `columns: patterns mean several, and later choices override`() {
    var request = TableRequest()
    var all = ColumnChoice([Name("*an*")])
    all.label = "Sum"
    var one = ColumnChoice([Name("loan")])
    one.label = "Loans"
    request.columns = [all, one]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(model.columns.map(\.label) == ["Sum", "Loans"])
  }

  @Test func `columns: an unknown name is a finding with the nearest one`() {
    var request = request()
    request.columns = [ColumnChoice([Name("grnat")])]
    var findings = Findings()
    _ = resolveTable(request, table: recipients(), findings: &findings)
    #expect(findings.all.map(\.id) == ["unknown-column"])
    #expect(findings.all.first?.hint == "did you mean \"grant\"?")
  }

  @Test func `values: missing ones show the substitute`() {
    var request = request()
    request.missing = "..."
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(text(model, 1, 2) == "...")
    #expect(text(model, 0, 2) == "63.1")
  }

  @Test func `groups: listed ones first, rows in the order of the source`() {
    var request = request()
    request.groups = GroupChoice(by: Name("bloc"), order: [Name("Other")], labels: [("Other", "Others")])
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(model.sections.map(\.label) == ["Others", "ASEAN"])
    #expect(model.sections.map(\.rows) == [0..<2, 2..<4])
    #expect(model.order == [1, 3, 0, 2])
  }

  @Test func `groups: an unknown one in the order is a finding`() {
    var request = request()
    request.groups = GroupChoice(by: Name("bloc"), order: [Name("ASEA")])
    var findings = Findings()
    _ = resolveTable(request, table: recipients(), findings: &findings)
    #expect(findings.all.map(\.hint) == ["did you mean \"ASEAN\"?"])
  }

  @Test func `sums: each group and all, with the digits of the column`() {
    var request = request()
    request.groups = GroupChoice(by: Name("bloc"))
    request.groupSummaries = [SummaryChoice(label: "Subtotal", function: .sum)]
    request.grandSummaries = [SummaryChoice(label: "All", function: .sum), SummaryChoice(label: "Count", function: .count)]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(model.sections.map { $0.summaries[0].cells } == [[nil, "61.7", "110.8"], [nil, "27.8", "42.2"]])
    #expect(model.grandSummaries[0].cells == [nil, "89.5", "153.0"])
    #expect(model.grandSummaries[1].cells == [nil, "4", "3"])
    #expect(model.labelColumn == 0)
  }

  @Test func `summary functions`() {
    let numbers = [4.0, 1, 7, 2]
    #expect(SummaryFunction.allCases.map { $0.value(of: numbers) } == [14, 3.5, 1, 7, 4, 3])
    #expect(SummaryFunction.sum.value(of: []) == nil)
    #expect(SummaryFunction.sum.value(of: Array(repeating: 0.1, count: 10)) == 1)
  }

  @Test func `spanners: wider ones stand above narrower ones`() {
    var request = request()
    request.spanners = [
      SpannerChoice(label: "Loans", columns: [Name("loan")]), SpannerChoice(label: "Aid", columns: [Name("grant"), Name("loan")]),
    ]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(model.spanners.map { $0.map(\.label) } == [["Aid"], ["Loans"]])
    #expect(model.spanners[0][0].columns == 1..<3)
  }

  @Test func `notes: marks follow the reading order, and equal texts share one`() {
    var request = request()
    request.groups = GroupChoice(by: Name("bloc"), order: [Name("Other")])
    request.footnotes = [
      FootnoteChoice(text: "on ASEAN", targets: [.group(Name("ASEAN"))]),
      FootnoteChoice(text: "rounded", targets: [.columnLabels([Name("loan")])]),
      FootnoteChoice(text: "on the title", targets: [.title]),
      FootnoteChoice(text: "rounded", targets: [.columnLabels([Name("grant")])]),
      FootnoteChoice(text: "on Other", targets: [.group(Name("Other"))]),
    ]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(findings.all.isEmpty)
    #expect(model.notes.map(\.text) == ["on the title", "rounded", "on Other", "on ASEAN"])
    #expect(model.notes.map(\.mark) == ["*", "\u{2020}", "\u{2021}", "\u{A7}"])
    #expect(model.marks[.title] == "*")
    #expect(model.marks[.columnLabel(1)] == "\u{2020}")
    #expect(model.marks[.columnLabel(2)] == "\u{2020}")
    #expect(model.marks[.groupLabel(1)] == "\u{A7}")
  }

  @Test func `notes: cells are found by predicate, in the order in which rows are shown`() {
    var request = request()
    request.groups = GroupChoice(by: Name("bloc"), order: [Name("Other")])
    request.footnotes = [
      FootnoteChoice(text: "first row of the source", targets: [.cells(row: Name("name == 'Laos'"), columns: [Name("loan")])]),
      FootnoteChoice(text: "first row shown", targets: [.cells(row: Name("datum.grant == 14.2"), columns: [Name("grant")])]),
    ]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(model.notes.map(\.text) == ["first row shown", "first row of the source"])
    #expect(model.marks[.cell(row: 0, column: 2)] == "\u{2020}")
    #expect(model.marks[.cell(row: 1, column: 1)] == "*")
  }

  @Test func `notes: one without a place is an error`() {
    var request = request()
    request.footnotes = [FootnoteChoice(text: "nowhere", targets: [.cells(row: Name("grant > 1000"), columns: [Name("loan")])])]
    var findings = Findings()
    let model = resolveTable(request, table: recipients(), findings: &findings)
    #expect(findings.all.map(\.id) == ["unplaced-footnote"])
    #expect(model.notes.isEmpty)
  }
}
