import DataTables
import Diagnostics
import Geometry
import Layout
import Scene
import Specs
@testable import Tables
import Testing

@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct TableSplitTests {
  private func wide(_ count: Int, rows: Int, split: TableSplitWay?) throws -> TableBlock {
    let names = (0..<rows).map { "r\($0);" }
    var columns = [column("name", names)]
    columns += (0..<count).map { index in column("c\(index);", (0..<rows).map { "\(index).\($0);" }) }
    var model = TableModel(columns: columns, rowCount: rows)
    model.split = split
    return try #require(TableBlock(model))
  }

  private func text(_ fragment: Fragment) -> [String] { textLines(drawn(fragment)) }

  @Test func `split: parts with as many columns as fit stand below each other and begin with the stub`() throws {
    let lines = text(try wide(5, rows: 2, split: .repeatingStub).layout(in: .endless(width: 100), from: .start))
    #expect(lines == ["namec0;c1;c2;", "r0;0.0;1.0;2.0;", "r1;0.1;1.1;2.1;", "namec3;c4;", "r0;3.0;4.0;", "r1;3.1;4.1;"])
  }

  @Test func `split: without a repeated stub, and not at all where the table fits`() throws {
    let lines = text(try wide(3, rows: 1, split: .plain).layout(in: .endless(width: 70), from: .start))
    #expect(lines == ["namec0;", "r0;0.0;", "c1;c2;", "1.0;2.0;"])
    #expect(text(try wide(3, rows: 1, split: .plain).layout(in: .endless(width: 300), from: .start)).count == 2)
    #expect(try wide(5, rows: 1, split: nil).layout(in: .endless(width: 60), from: .start).overflow ?? 0 > 0)
  }

  @Test func `split: every cell is drawn once, whatever the height of the pages`() throws {
    for height in [60.0, 100, 170, 1000] {
      let block = try wide(5, rows: 7, split: .repeatingStub)
      let all = parts(of: block, width: 100, height: height).flatMap { drawn($0) }.map(\.text).joined()
      for column in 0..<5 { for row in 0..<7 { #expect(all.components("\(column).\(row);") == 1, "\(column) \(row) at \(height)") } }
    }
  }

  @Test func `split: marks, highlights, sums and spanners follow their columns`() throws {
    var model = try wide(3, rows: 2, split: nil).model
    model.marks.add("x", at: .cell(row: 1, column: 3))
    model.marks.add("y", at: .spanner(1))
    model.highlights.insert(row: 0, column: 3)
    model.highlights.insert(row: 0, column: 1)
    model.grandSummaries = [TableSummaryRow(label: "All", cells: [nil, "1", "2", "3"])]
    model.spanners = [[TableSpanner(label: "a", columns: 1..<2), TableSpanner(label: "b", columns: 2..<4)]]
    let part = model.selecting(columns: [0, 3])
    #expect(part.marks[.cell(row: 1, column: 1)] == "x" && part.marks[.spanner(0)] == "y")
    #expect(part.highlights.contains(row: 0, column: 1) && !part.highlights.contains(row: 0, column: 0))
    #expect(part.grandSummaries[0].cells == [nil, "3"])
    #expect(part.spanners[0].map(\.columns) == [1..<2])
    #expect(model.selecting(columns: [2]).labelColumn == -1)
  }

  @Test func `small charts: values of another table by key, on one scale`() throws {
    var rows = TableBuilder(name: "rows", columns: ["code"])
    for code in ["A", "B", "C"] { rows.append([.string(code)]) }
    var years = TableBuilder(name: "years", columns: ["code", "year", "total"])
    for (code, year, total) in [("A", 2001, 10.0), ("A", 2000, 30), ("B", 2002, 20), ("B", 2000, 0)] {
      years.append([.string(code), .integer(Int64(year)), .number(total)])
    }
    let source = years.finish()
    var request = TableRequest(), trend = ColumnChoice([Name("trend")])
    trend.spark = SparkChoice(.line, of: Name("total"), from: Name("years"), key: Name("code"), x: Name("year"))
    request.columns = [ColumnChoice([Name("code")]), trend]
    request.table = { _ throws(Failure) in source }
    var findings = Findings()
    let model = resolveTable(request, table: rows.finish(), findings: &findings)
    #expect(findings.all.map(\.id) == ["no-values"])
    let sparks = try #require(model.columns[1].sparks)
    #expect(sparks.series.map { $0.map(\.x) } == [[0, 0.5], [0, 1], []])
    #expect(sparks.series[0].map(\.value) == [30, 10])
    #expect(sparks.range == 0...30)
    let fragment = try #require(TableBlock(model)).layout(in: .endless(width: 200), from: .start)
    let thin = items(fragment).compactMap { item -> Rect? in
      if case .stroke(let path, _, let style) = item, style.width == 0.9 { path.bounds } else { nil }
    }
    #expect(thin.count == 2)
    // 20 of 30 is two thirds of the height, 2000 to 2001 half of the width.
    #expect(abs(thin[0].height - thin[1].height) < 1e-9 && abs(thin[1].width - 2 * thin[0].width) < 1e-9)
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
