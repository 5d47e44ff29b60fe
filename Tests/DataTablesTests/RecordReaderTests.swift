import DataTables
import Diagnostics
import Formats
import Inputs
import Testing

private func records(_ text: String, property: String? = nil) throws(Failure) -> Table {
  var findings = Findings()
  return try readRecords(SourceFile(name: "a.json", text: text), name: "a", property: property, findings: &findings)
}

struct RecordReaderTests {
  @Test func `columns are all keys in the order they are first seen`() throws {
    let table = try records(#"[{"b":1,"a":"x"},{"a":null,"c":[1,2]},{"c":{"d":true},"b":2.50}]"#)
    #expect(table.columnNames == ["b", "a", "c"])
    #expect(table.columns.map(\.type) == [.number, .string, .json])
    #expect(table[1, 0] == .null && table[1, 1] == .null && table[0, 2] == .null)
    #expect(table.columns[0].text(at: 2) == "2.50")
    #expect(table.columns[2].text(at: 1) == "[1,2]")
    #expect(table.range(ofRow: 1).position == SourcePosition(line: 1, column: 18))
  }

  @Test func `plain values are a column named data`() throws {
    let table = try records("[3, 1, 2]")
    #expect(table.columnNames == ["data"] && table.columns[0].type == .integer)
  }

  @Test func `records may stand at a path`() throws {
    #expect(try records(#"{"hits":{"hits":[{"a":1}]}}"#, property: "hits.hits").rowCount == 1)
    do {
      _ = try records(#"{"hits":1}"#, property: "hit")
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.first?.message == "there is no \"hit\" on the path \"hit\"")
      #expect(error.diagnostics.first?.hint == "did you mean \"hits\"?")
    }
    #expect(throws: Failure.self) { try records("5") }
  }

  @Test func `one object a line`() throws {
    var findings = Findings()
    let file = SourceFile(name: "a.ndjson", text: "{\"a\":1}\n\n{\"a\":2,\"b\":true}\n")
    let table = try readRecordLines(file, name: "a", findings: &findings)
    #expect(table.rowCount == 2 && table[1, 1] == .bool(true))
    #expect(table.range(ofRow: 1).position == SourcePosition(line: 3, column: 1))
  }

  @Test func `columns are read anew as Vega-Lite parses`() {
    let column = Column(name: "d", values: [.string("Jan 1 2000"), .string(""), .string("x"), .integer(0)])
    let (dates, firstUnread) = column.reread(as: .date(format: nil))
    #expect(dates.values == [.date(946_684_800_000), .null, .null, .date(0)])
    #expect(firstUnread == 2)
    #expect(Column(name: "n", values: [.string(".5"), .null, .string("7")]).reread(as: .number).column.values == [.number(0.5), .null, .number(7)])
  }

  @Test func `formats are decoded from mappings`() throws {
    func pattern(_ text: String) throws(Failure) -> NumberPattern {
      try NumberPattern(decoding: try parseJSON(SourceFile(name: "f.json", text: text), limits: .spec))
    }
    #expect(try pattern(#"{"number":1,"sign":"always"}"#).format(.number(2)) == "+2.0")
    #expect(try pattern(#"{"currency":"USD","compact":true}"#).format(.integer(1_500_000)) == "$1.5M")
    #expect(try pattern(#"{"date":"MMMM y"}"#).format(.string("2019-06-21")) == "June 2019")
    #expect(try pattern(#""percent:0""#).format(.number(0.256)) == "26%")
    #expect(try pattern(#""lower""#).format(.string("VNM")) == "vnm")
    do {
      _ = try pattern(#"{"number":1,"sgin":"always"}"#)
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.first?.message == "unknown format option \"sgin\"")
      #expect(error.diagnostics.first?.hint == "did you mean \"sign\"?")
      #expect(error.diagnostics.first?.range.position?.column == 13)
    }
  }
}
