import DataTables
import Diagnostics
import Testing

func read(_ text: String, _ options: DelimitedOptions = .csv) throws(Failure) -> Table {
  var findings = Findings()
  return try readDelimited(SourceFile(name: "a.csv", text: text), name: "a", options: options, findings: &findings)
}

/// The findings of a reading as `line:col id: message`.
func troubles(_ text: String, _ options: DelimitedOptions = .csv) -> [String] {
  do {
    _ = try read(text, options)
    return []
  } catch {
    return error.diagnostics.map { "\($0.range.position?.line ?? 0):\($0.range.position?.column ?? 0) \($0.id): \($0.message)" }
  }
}

struct DelimitedReaderTests {
  @Test func `columns get the narrowest type of all their cells`() throws {
    let table = try read(
      """
      n,x,b,s,d,t,code,empty,big,mixed
      1,1.50,true,abc,2019-06-21,2019-06-21 08:30,007,,12345678901234567890,1
      -2,.5,FALSE,"d,""e""\",2020-02-29,,1,,5,x

      """)
    #expect(table.columns.map(\.type) == [.integer, .number, .boolean, .string, .date, .date, .string, .empty, .string, .string])
    #expect(table.rowCount == 2)
    #expect(table.row(0)["n"] == .integer(1))
    #expect(table[1, 1] == .number(0.5))
    #expect(table[1, 2] == .bool(false))
    #expect(table[1, 3] == .string("d,\"e\""))
    #expect(table[0, 4] == .date(1_561_075_200_000))
    #expect(table[1, 5] == .null)
    #expect(table.columns[1].text(at: 0) == "1.50")
    #expect(table.columns[1].maxDecimals == 2)
    #expect(table.columns[0].maxDecimals == 0)
    #expect(table.columns[5].text(at: 0) == "2019-06-21T08:30:00.000Z")
    #expect(table.columns[4].text(at: 1) == "2020-02-29")
    #expect(table.columns[8].text(at: 0) == "12345678901234567890")
    #expect(table.range(ofRow: 1).position == SourcePosition(line: 3, column: 1))
  }

  @Test(arguments: [
    ("1", ColumnType.integer), ("-1", .integer), ("+1", .integer), ("0", .integer), ("-0", .number), ("01", .string), ("9223372036854775807", .integer),
    ("9223372036854775808", .string), ("1.", .string), (".5", .number), ("1e5", .number), ("1e999", .string), ("1e", .string), ("-", .string),
    ("0x10", .string), ("NaN", .string), ("1,2", .string), ("true", .boolean), ("True", .boolean), ("tRue", .string), ("2019-06-21", .date),
    ("2019-02-30", .string), ("2019-06-21T08:30:00Z", .date), ("2019", .integer), ("2019-06", .string), (" 7 ", .integer), ("1_000", .string),
    ("00.5", .string), ("0.1234567890123456789", .number),
  ])
  func `one cell has one type`(_ cell: String, _ type: ColumnType) throws {
    #expect(try read("a\n\"\(cell)\"\n").columns[0].type == type)
  }

  @Test func `line ends, marks and empty lines do not matter`() throws {
    for text in ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2", "\u{FEFF}a,b\n\n1,2\n\n\n", "\n\na,b\n1,2"] {
      let table = try read(text)
      #expect(table.columnNames == ["a", "b"] && table.rowCount == 1 && table[0, 1] == .integer(2))
    }
    #expect(try read("a\n").rowCount == 0)
    #expect(try read("a,b\n1,").row(0)["b"] == .null)
    #expect(try read("a\n5\"inch\n")[0, 0] == .string("5\"inch"))
    #expect(try read("a\tb\n1\t2,3\n", .tsv)[0, 1] == .string("2,3"))
  }

  @Test func `wrong texts are refused at their place`() {
    #expect(troubles("") == ["1:1 no-header: the file has no header line"])
    #expect(troubles("a,b\n1,2\n1,2,3\n4\n") == [
      "3:5 row-length: the row has 3 cells, the header has 2", "4:1 row-length: the row has 1 cell, the header has 2",
    ])
    #expect(troubles("a,b\n1,\"x\n2,3\n") == ["2:3 open-quote: the quote that opens here never ends"])
    #expect(troubles("a,b\n1,\"x\"y\n") == ["2:6 quote: text follows the closing quote"])
    #expect(troubles("a,b,a\n1,2,3\n") == ["1:1 duplicate-column: columns 1 and 3 are both named \"a\""])
  }

  @Test func `other encodings are named`() throws {
    var findings = Findings()
    let korean: [UInt8] = [0xC0, 0xCC, 0xB8, 0xA7, 0x0A, 0xC7, 0xD1, 0xB1, 0xB9, 0x0A]
    let file = SourceFile(name: "k.csv", bytes: korean)
    do {
      _ = try readDelimited(file, name: "k", findings: &findings)
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.first?.id == "not-utf8")
      #expect(error.diagnostics.first?.hint?.contains("cp949") == true)
    }
    let decoded = try decodeText(file, encoding: "cp949", at: .detached)
    #expect(decoded.text == "이름\n한국\n")
    #expect(throws: Failure.self) { try decodeText(file, encoding: "cp9499", at: .detached) }
    #expect(throws: Failure.self) { try decodeText(SourceFile(name: "x", bytes: [0x41, 0xC7, 0x0A]), encoding: "cp949", at: .detached) }
    let long = String(repeating: "한국어 text 😀 ", count: 400)
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in long.utf16 { utf16 += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
    #expect(try decodeText(SourceFile(name: "x", bytes: utf16), encoding: "utf-16", at: .detached).text == long)
  }

  @Test func `stated types hold for every cell`() throws {
    var options = DelimitedOptions.csv
    options.types = [
      StatedType(column: "v", reading: .groupedNumber), StatedType(column: "id", reading: .string), StatedType(column: "d", reading: .date(format: "%d/%m/%Y")),
    ]
    let table = try read("id,v,d\n007,\"268,614\",21/06/2019\n8,\"1,000\",22/06/2019\n", options)
    #expect(table.columns.map(\.type) == [.string, .integer, .date])
    #expect(table[0, 1] == .integer(268_614))
    #expect(table[0, 2] == .date(1_561_075_200_000))
    options.types = [StatedType(column: "v", reading: .number), StatedType(column: "n", reading: .integer)]
    #expect(troubles("v,n\nabc,1\n2,x\n\"1,000\",3\n", options) == [
      "2:1 wrong-cell: \"abc\" in column \"v\" is not a number", "3:3 wrong-cell: \"x\" in column \"n\" is not a whole number",
      "4:2 wrong-cell: \"1,000\" in column \"v\" is not a number",
    ])
    #expect(troubles("w\n1\n", options).first == "0:0 unknown-column: types: names \"v\", which is no column of a.csv")
    let many = "v,n\n" + String(repeating: "x,1\n", count: 50)
    #expect(troubles(many, options).count == 21)
    #expect(troubles(many, options).last == "1:1 wrong-cell: 30 more cells do not read")
  }

  @Test(arguments: [("1,234,567.5", 1_234_567.5), ("12,34,567", 1_234_567), ("1 234", 1_234), ("\u{2212}1'000", -1_000), ("5", 5)] as [(String, Double)])
  func `grouped digits`(_ text: String, _ expected: Double) throws {
    var options = DelimitedOptions.csv
    options.types = [StatedType(column: "v", reading: .groupedNumber)]
    #expect(try read("v\n\"\(text)\"\n", options).columns[0].number(at: 0) == expected)
    for wrong in ["1,23", "1,2345", "1,000 000", "a", ",1", "1.2.3"] { #expect(!troubles("v\n\"\(wrong)\"\n", options).isEmpty, "\(wrong)") }
  }

  @Test func `names and missing marks`() throws {
    var options = DelimitedOptions.csv
    options.names = ["x", "y"]
    options.missing = ["NA", "-"]
    let table = try read("a,a\n1,NA\n-,2\n", options)
    #expect(table.columnNames == ["x", "y"])
    #expect(table[0, 1] == .null && table[1, 0] == .null && table[1, 1] == .integer(2))
    options.hasHeader = false
    #expect(try read("1,NA\n-,2\n", options).rowCount == 2)
    options.names = ["x"]
    #expect(troubles("1,2\n", options) == ["1:1 names: names: has 1 names for 2 columns"])
  }

  @Test func `any bytes give a table or findings`() {
    var random = Sequence64(state: 11)
    let pieces: [[UInt8]] = ["a", "1", ",", ",", "\n", "\r\n", "\"", "\"\"", "2019-06-21", "1.5", "true", " ", "é", "\t", "-", "e9"].map { Array($0.utf8) } + [[0xFF], [0], [0xED, 0xA0, 0x80]]
    for _ in 0..<20_000 {
      let bytes = (0..<(random.next() % 24)).flatMap { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
      var findings = Findings()
      do {
        let table = try readDelimited(SourceFile(name: "f", bytes: bytes), name: "f", findings: &findings)
        for column in table.columns {
          #expect(column.count == table.rowCount)
          for row in 0..<table.rowCount { #expect(column.isNull(at: row) == (column.text(at: row) == "" && column.value(at: row) == .null)) }
        }
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}

/// A small fixed generator.
struct Sequence64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
