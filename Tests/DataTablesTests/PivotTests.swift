import DataTables
import Diagnostics
import Inputs
import Testing

struct PivotTests {
  private let long = """
    block,rank,label,value
    Trade,1,China,268614
    Trade,2,ASEAN,159739
    People,2,Japan,2948
    People,1,China,4789
    Trade,3,US,131588
    """

  private func read(_ text: String) throws -> Table {
    var findings = Findings()
    let table = try readDelimited(SourceFile(name: "t.csv", text: text), name: "t", options: .csv, findings: &findings)
    try findings.check()
    return table
  }

  private func pivot(
    _ table: Table, rows: [String], columns: [String], values: [String], fold: PivotFold? = nil
  ) throws(Failure) -> Table {
    func references(_ names: [String]) -> [ColumnReference] { names.map { ColumnReference($0) } }
    return try Pivot(rows: references(rows), columns: references(columns), values: references(values), fold: fold)
      .table(of: table, name: "wide", at: .detached)
  }

  private func failure(_ table: Table, rows: [String], columns: [String], values: [String], fold: PivotFold? = nil) -> Diagnostic? {
    do {
      _ = try pivot(table, rows: rows, columns: columns, values: values, fold: fold)
      return nil
    } catch {
      return error.diagnostics.first
    }
  }

  private func rows(_ table: Table) -> [[Value]] { (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row) } } }

  @Test func `rows and columns stand in the order of their first appearance`() throws {
    let wide = try pivot(read(long), rows: ["label"], columns: ["block"], values: ["value"])
    #expect(wide.name == "wide")
    #expect(wide.columnNames == ["label", "Trade", "People"])
    #expect(rows(wide) == [
      [.string("China"), .integer(268_614), .integer(4789)], [.string("ASEAN"), .integer(159_739), .null],
      [.string("Japan"), .null, .integer(2948)], [.string("US"), .integer(131_588), .null],
    ])
    #expect(wide.columns.map(\.type) == [.string, .integer, .integer])
  }

  @Test func `several names are joined, and several values put theirs in front`() throws {
    let wide = try pivot(read(long), rows: [], columns: ["block", "rank"], values: ["value"])
    #expect(wide.columnNames == ["Trade_1", "Trade_2", "People_2", "People_1", "Trade_3"])
    #expect(wide.rowCount == 1)
    let both = try pivot(read(long), rows: ["rank"], columns: ["block"], values: ["label", "value"])
    #expect(both.columnNames == ["rank", "label_Trade", "label_People", "value_Trade", "value_People"])
    #expect(rows(both)[0] == [.integer(1), .string("China"), .string("China"), .integer(268_614), .integer(4789)])
    #expect(rows(both)[2] == [.integer(3), .string("US"), .null, .integer(131_588), .null])
  }

  @Test func `several values for one cell are folded`() throws {
    let table = try read("a,b,x\nr,c,1\nr,c,2\ns,c,\nr,d,5\n")
    func cells(_ fold: PivotFold?) throws -> [[Value]] {
      rows(try pivot(table, rows: ["a"], columns: ["b"], values: ["x"], fold: fold)).map { Array($0.dropFirst()) }
    }
    #expect(try cells(nil) == [[.integer(3), .integer(5)], [.null, .null]])
    #expect(try cells(.sum) == [[.integer(3), .integer(5)], [.null, .null]])
    #expect(try cells(.mean) == [[.number(1.5), .number(5)], [.null, .null]])
    #expect(try cells(.min) == [[.integer(1), .integer(5)], [.null, .null]])
    #expect(try cells(.max) == [[.integer(2), .integer(5)], [.null, .null]])
    #expect(try cells(.count) == [[.integer(2), .integer(1)], [.integer(0), .integer(0)]])
    #expect(try cells(.first) == [[.integer(1), .integer(5)], [.null, .null]])
    #expect(try cells(.last) == [[.integer(2), .integer(5)], [.null, .null]])
  }

  @Test func `several texts for one cell need a fold`() throws {
    let table = try read("a,b,x\nr,c,u\nr,c,v\n")
    #expect(failure(table, rows: ["a"], columns: ["b"], values: ["x"])?.id == "pivot-value")
    #expect(rows(try pivot(table, rows: ["a"], columns: ["b"], values: ["x"], fold: .last)) == [[.string("r"), .string("v")]])
  }

  @Test func `names that clash, are missing or unknown are errors`() throws {
    let clash = try read("a,b,x\nr,a,1\n")
    #expect(failure(clash, rows: ["a"], columns: ["b"], values: ["x"])?.id == "pivot-name")
    let missing = failure(try read("a,b,x\nr,c,1\nr,,2\n"), rows: ["a"], columns: ["b"], values: ["x"])
    #expect(missing?.id == "pivot-name")
    #expect(missing?.range.position?.line == 3)
    #expect(failure(clash, rows: ["aa"], columns: ["b"], values: ["x"])?.hint == "did you mean \"a\"?")
  }

  @Test func `too many columns are a limit`() throws {
    let many = try read("a,b,x\n" + (0...DataLimits.columns).map { "r,c\($0),1" }.joined(separator: "\n") + "\n")
    #expect(failure(many, rows: ["a"], columns: ["b"], values: ["x"])?.kind == .limit)
  }

  @Test func `a table without rows makes one with the row columns alone`() throws {
    let wide = try pivot(read("a,b,x\n"), rows: ["a"], columns: ["b"], values: ["x"])
    #expect(wide.columnNames == ["a"] && wide.rowCount == 0)
  }

  @Test func `stated types read what another source holds as text`() throws {
    let table = Table(
      name: "t", columns: [Column(name: "n", texts: ["268,614", "12"]), Column(name: "d", texts: ["2019", "2019-11-25"])], rowCount: 2)
    let read = try table.reading([StatedType(column: "n", reading: .groupedNumber), StatedType(column: "d", reading: .date(format: nil))])
    #expect(read.columns.map(\.type) == [.integer, .date])
    #expect(read[0, 0] == .integer(268_614))
    #expect(throws: Failure.self) { try table.reading([StatedType(column: "d", reading: .integer)]) }
  }
}
