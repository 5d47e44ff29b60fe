import DataTables
import Diagnostics
import Geometry
import Inputs
import Layout
import Scene
@testable import Specs
@testable import Tables
import Testing
import Typesetting

@Suite struct TableRequestTests {
  private func request(_ yaml: String) throws -> (request: TableRequest, findings: Findings) {
    var findings = Findings()
    let node = try parseYAML(SourceFile(name: "t.yaml", text: yaml))
    let spec = try #require(TableSpec.record.decode(node, &findings))
    let made = TableRequest(
      spec, at: node.range, language: "en", em: 8, theme: Theme.plain.table, text: { $0.text(for: "en").text.source }, findings: &findings)
    return (made, findings)
  }

  @Test func `spec: columns, widths, formats and alignments`() throws {
    let (request, findings) = try request(
      """
      table: tab-x
      data: d
      stub: name
      columns:
        exports: {label: Exports, unit: USD, format: {number: 1}, align: decimal, width: 24mm}
        "20*": {width: 2fr, wrap: true}
        note: {width: 30%, missing: none}
      """)
    #expect(findings.all.isEmpty)
    #expect(request.stub.map(\.text) == ["name"])
    #expect(request.columns.map { $0.selectors[0].text } == ["exports", "20*", "note"])
    let widths: [ColumnWidth?] = [.points(24 * 72 / 25.4), .fraction(2), .percent(30)]
    #expect(request.columns.map(\.width) == widths)
    #expect(CellFormat(pattern: request.columns[0].pattern).text(of: 1234.56, decimals: 0) == "1,234.6")
    #expect(request.columns[0].alignment == .decimal)
    #expect(request.columns[1].wraps == true)
  }

  @Test func `spec: groups, spanners, sums, notes and the source`() throws {
    let (request, findings) = try request(
      """
      table: tab-x
      data: d
      groups: {by: bloc, order: [ASEAN, South Asia]}
      spanners:
        - {label: Trade, columns: [exports], spanners: [{label: In, columns: [imports]}]}
      summary: {each_group: [{label: Subtotal, fn: sum}], grand: {label: All, fn: mean}}
      missing: "..."
      footnotes:
        - {at: {row: "iso3 == 'MMR'", column: exports}, text: "Mirror data."}
        - {at: [{label: subtitle}, {label: column, column: imports}], text: "Printed so."}
      source: KITA
      break: {keep_group: 3, continued: "{{ label }} (more)"}
      """)
    #expect(findings.all.isEmpty)
    #expect(request.groups?.order.map(\.text) == ["ASEAN", "South Asia"])
    #expect(request.spanners.map(\.label) == ["In", "Trade"])
    #expect(request.spanners[1].columns.map(\.text) == ["exports", "imports"])
    #expect(request.groupSummaries.map(\.function) == [.sum])
    #expect(request.grandSummaries.map(\.function) == [.mean])
    #expect(request.missing == "...")
    #expect(request.footnotes.map(\.targets.count) == [1, 2])
    #expect(request.footnotes[1].targets[0] == .subtitle)
    #expect(request.source == "KITA")
    #expect(request.keepsWithGroup == 3)
    #expect(request.continuedLabel?("ASEAN") == "ASEAN (more)")
  }

  @Test func `spec: looks, gaps, expressions and what stands beside values`() throws {
    let (request, findings) = try request(
      """
      table: tab-x
      data: d
      columns:
        rank: {compute: row_number, look: rank}
        name: {gap: before, suffix: printed, annotate: year, label_align: center}
        total: {look: strong, side: rank, color: {scale: blues, mid: 0, across: table}}
      subject: "code == 'ASEAN'"
      highlight: [{at: [{column: [name, total], row: "name == 'ASEAN'"}, {column: rank}]}]
      marks: ["†", "‡"]
      footnotes: [{mark: "*", text: "In the source."}]
      """)
    #expect(findings.all.isEmpty)
    #expect(request.columns.map(\.look) == [.rank, nil, .strong])
    #expect(request.columns[0].compute?.text == "row_number")
    #expect(request.columns[0].width == .points(7 * 72 / 25.4))
    #expect(request.columns[1].gapBefore == 0.95 * 72 / 25.4)
    #expect(request.columns[1].labelAlignment == .center)
    #expect(request.columns[2].heat?.isAcrossTable == true)
    #expect(request.subjects.map(\.text) == ["code == 'ASEAN'"])
    #expect(request.highlights.map(\.columns.count) == [2, 1])
    #expect(request.markSeries == .list(["†", "‡"]))
    #expect(request.footnotes[0].mark == "*" && request.footnotes[0].targets.isEmpty)
  }

  @Test(
    arguments: [
      ("highlight: [{at: {label: group, name: a}}]", "bad-value"), ("columns: {a: {color: {domain: [3, 1]}}}", "bad-value"),
      ("marks: []", "wrong-type"), ("marks: symbol", "bad-value"), ("columns: {a: {look: bold}}", "bad-value"),
    ])
  func `spec: what cannot be is an error`(_ yaml: String, _ id: String) throws {
    #expect(try request("table: tab-x\ndata: d\n" + yaml).findings.all.map(\.id) == [id])
  }

  @Test func `theme: the plain one gives a table a look`() {
    let style = TableStyle(theme: .plain)
    #expect(style.body.size > 0)
    #expect(style.shortRowHeight == 22.75)
    #expect(style.mark(on: style.body).size == style.body.size * 0.8)
  }
}

@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct TableBarTests {
  private func block(_ bar: TableBar, _ texts: [String]) throws -> TableBlock {
    var values = column("value", texts, .decimal)
    values.bar = bar
    return try #require(TableBlock(TableModel(columns: [column("name", texts), values], rowCount: texts.count)))
  }

  private func bars(_ fragment: Fragment) -> [Rect] {
    items(fragment).flatMap { item -> [Rect] in
      guard case .fill(let path, _, _) = item else { return [] }
      let corners = path.elements.compactMap { element -> Point? in
        switch element {
        case .move(let p), .line(let p): p
        case .curve, .close: nil
        }
      }
      return stride(from: 0, to: corners.count, by: 4).map { Rect(corner: corners[$0], corner: corners[$0 + 2]) }
    }
  }

  @Test func `bars: lengths follow the values and begin on one line right of the numbers`() throws {
    let fragment = try block(TableBar(least: 0, most: 40), ["40", "10", "0"]).layout(in: .endless(width: 300), from: .start)
    let found = bars(fragment)
    #expect(found.count == 2)
    #expect(abs(found[0].width - 4 * found[1].width) < 1e-9)
    #expect(found[0].x == found[1].x)
    #expect(abs(found[0].maxX - 300) < 1e-9)
    let digits = drawn(fragment).filter { $0.text == "0" && $0.x > 100 }
    let edge = found[0].x - 2 * 72 / 25.4
    #expect(digits.allSatisfy { $0.x < edge })
  }

  @Test func `bars: negative values go to the left of zero`() {
    let bar = TableBar(least: -10, most: 30)
    #expect(bar.stretch(-10) == 0...0.25)
    #expect(bar.stretch(30) == 0.25...1)
    #expect(bar.stretch(99) == 0.25...1)
    #expect(TableBar(least: 0, most: 0).stretch(1) == 0...0)
  }

  @Test func `bars: below the numbers they need higher rows`() throws {
    let fragment = try block(TableBar(least: 0, most: 40, isBelow: true), ["40", "10"]).layout(in: .endless(width: 300), from: .start)
    let height = 1.35 + 9.75 + 1.2 * 72 / 25.4 + 2 * 29.25
    #expect(abs(fragment.size.height - height) < 1e-9)
    #expect(bars(fragment).count == 2 && bars(fragment).allSatisfy { abs($0.height - 3.2) < 1e-9 })
  }
}
