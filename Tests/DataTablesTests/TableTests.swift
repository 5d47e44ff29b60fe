import DataTables
import Diagnostics
import Testing

struct TableTests {
  @Test func `values find their column type`() {
    #expect(Column(name: "a", values: [.integer(1), .null, .number(2.5)]).type == .number)
    #expect(Column(name: "a", values: [.integer(1), .string("x")]).type == .json)
    #expect(Column(name: "a", values: [.null, .null]).type == .empty)
    #expect(Column(name: "a", values: []).type == .empty)
    #expect(Column(name: "a", texts: ["x", "", "z"]).text(at: 1) == "")
    #expect(Column(name: "a", texts: ["x", "", "z"]).value(at: 1) == .string(""))
    #expect(Column(name: "a", numbers: [1, nil, 3]).values == [.number(1), .null, .number(3)])
    #expect(Column(name: "a", values: [.number(0.25), .number(2)]).maxDecimals == 2)
  }

  @Test func `rows are chosen with their places`() throws {
    let table = try read("n,s\n1,a\n,b\n3,\n")
    let chosen = table.selecting(rows: [2, 0, 1, 2])
    #expect(chosen.rowCount == 4)
    #expect(chosen.columns[0].values == [.integer(3), .integer(1), .null, .integer(3)])
    #expect(chosen.columns[1].values == [.null, .string("a"), .string("b"), .null])
    #expect(chosen.range(ofRow: 0).position == SourcePosition(line: 4, column: 1))
    let more = table.setting(Column(name: "k", values: [.bool(true), .bool(false), .null]))
    #expect(more.columnNames == ["n", "s", "k"] && more[2, 2] == .null)
    #expect(more.setting(Column(name: "n", texts: ["x", "y", "z"])).columnNames == ["n", "s", "k"])
  }

  @Test func `a builder keeps rows of uneven length`() {
    var builder = TableBuilder(name: "t", columns: ["a", "b"])
    builder.append([.integer(1)])
    builder.append([.integer(2), .string("x"), .bool(true)])
    let table = builder.finish()
    #expect(table.columns[1].values == [.null, .string("x")])
  }

  @Test func `sorting is stable, null first, texts by code units`() throws {
    let table = try read("n,s\n2,b\n,a\n1,b\n2,é\n10,Z\n")
    #expect(sorted(0..<5, by: [SortKey(table.columns[0])]) == [1, 2, 0, 3, 4])
    #expect(sorted(0..<5, by: [SortKey(table.columns[0], isDescending: true)]) == [4, 0, 3, 2, 1])
    #expect(sorted(0..<5, by: [SortKey(table.columns[1])]) == [4, 1, 0, 2, 3])
    #expect(sorted(0..<5, by: [SortKey(table.columns[1]), SortKey(table.columns[0])]) == [4, 1, 2, 0, 3])
    #expect(vegaOrder(.string("\u{FF21}"), .string("😀")) > 0)
    #expect(vegaOrder(.null, .number(-5)) < 0)
    #expect(vegaOrder(.number(.nan), .number(-5)) < 0)
    #expect(vegaOrder(.integer(2), .number(2)) == 0)
  }

  @Test func `groups come in the order they are first seen`() throws {
    let table = try read("g,v\nb,1\na,2\nb,3\n,4\n")
    let groups = grouped(0..<4, by: [table.columns[0]])
    #expect(groups.map(\.key) == [[.string("b")], [.string("a")], [.null]])
    #expect(groups.map(\.rows) == [[0, 2], [1], [3]])
    #expect(grouped(0..<4, by: []).map(\.rows) == [[0, 1, 2, 3]])
    let mixed = Column(name: "m", values: [.integer(1), .number(1), .string("1")])
    #expect(grouped(0..<3, by: [mixed]).map(\.rows) == [[0, 1], [2]])
  }

  @Test func `aggregates follow Vega`() throws {
    let table = try read("v,s\n2,x\n4,\n,y\n4,x\n10,z\n")
    func value(_ operation: AggregateOp, _ column: Int = 0) -> Value { aggregate(operation, of: table.columns[column], rows: 0..<5, in: table) }
    #expect(value(.count) == .integer(5) && value(.valid) == .integer(4) && value(.missing) == .integer(1) && value(.distinct) == .integer(4))
    #expect(value(.sum) == .number(20) && value(.mean) == .number(5) && value(.average) == .number(5) && value(.product) == .number(320))
    let expected: [(AggregateOp, Double)] = [(.variance, 12), (.variancep, 9), (.stdev, 12.0.squareRoot()), (.stdevp, 3), (.stderr, 3.0.squareRoot())]
    for (operation, number) in expected { #expect(abs((value(operation).number ?? .nan) - number) < 1e-12, "\(operation)") }
    #expect(value(.median) == .number(4) && value(.q1) == .number(3.5) && value(.q3) == .number(5.5))
    #expect(value(.min) == .integer(2) && value(.max) == .integer(10) && value(.max, 1) == .string("z"))
    #expect(value(.argmax)["s"] == .string("z"))
    if case .list(let rows) = value(.values) { #expect(rows.count == 5) } else { Issue.record("no list") }
    if case .number(let low) = value(.ci0), case .number(let high) = value(.ci1) { #expect(low < 5 && high > 5 && low >= 2 && high <= 10) } else { Issue.record("no interval") }
    #expect(value(.ci0) == value(.ci0))
    #expect(aggregate(.sum, of: table.columns[0], rows: [2], in: table) == .null)
    #expect(aggregate(.count, of: nil, rows: [], in: table) == .integer(0))
    #expect(summarize(.variance, [5]) == 0)
    #expect(quantile([1, 2, 3, 4], 0.5) == 2.5)
  }

  @Test func `values convert as ECMAScript converts`() {
    #expect(Value.string(" 12 ").toNumber == 12 && Value.string("").toNumber == 0 && Value.string("x").toNumber.isNaN && Value.string("0x1f").toNumber == 31)
    #expect(Value.null.toNumber == 0 && Value.bool(true).toNumber == 1 && Value.list([.integer(4)]).toNumber == 4)
    #expect(!Value.string("").isTruthy && Value.list([]).isTruthy && !Value.number(.nan).isTruthy)
    #expect(Value.number(1e21).text == "1e+21" && Value.integer(.min).text == "-9223372036854775808" && Value.date(0).text == "1970-01-01")
    #expect(Value.object([ObjectField(name: "a\"", value: .list([.null, .number(.nan)]))]).json == #"{"a\"":[null,null]}"#)
  }
}
