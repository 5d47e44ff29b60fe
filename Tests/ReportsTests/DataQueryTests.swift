import Diagnostics
import Foundation
import Inputs
import Reports
import Testing

private let trade = ["trade.csv": "iso3,year,exports\nVNM,2018,48.5\nVNM,2019,48\nIDN,2018,8.25\nIDN,2019,7\n"]

/// A report over `data` whose only text is `shown`.
private func report(_ data: String, shows shown: String = "-", params: String = "{}") -> String {
  let lines = data.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  return "monsoon: 1\ndocument: {title: Test, lang: en}\nparams: \(params)\ndata:\n\(lines)\nbody:\n  - md: \"\(shown)\"\n"
}

private func shown(_ spec: String, files: [String: String] = trade, options: ReportOptions = ReportOptions()) throws -> String {
  text(of: try compile(spec, files: files, options: options).0.scene(ofPage: 0))
}

private func place(_ diagnostic: Diagnostic?) -> String? {
  diagnostic?.range.position.map { "\(diagnostic?.range.file?.name ?? ""):\($0.line):\($0.column)" }
}

@Test func `a query makes a table, and its only row is used in text`() throws {
  let spec = report(
    "total: {one: true, sql: \"SELECT sum(exports) AS exports, count(*) AS n FROM trade WHERE year = :year\"}\ntrade: {csv: trade.csv}",
    shows: "{{ total.exports }} in {{ total.n }} rows", params: "{year: 2018}")
  #expect(try shown(spec).contains("56.75 in 2 rows"))
  let later = ReportOptions(parameters: [ParameterOverride(name: "year", text: "2019")])
  #expect(try shown(spec, options: later).contains("55 in 2 rows"))
}

@Test func `queries and cross tables run after the ones they name, whatever their order`() throws {
  let spec = report(
    """
    last: {one: true, sql: "SELECT VNM AS v, IDN AS i FROM wide WHERE year = 2019"}
    wide: {pivot: {from: by_year, rows: year, cols: iso3, value: exports}}
    by_year: {sql: "SELECT year, iso3, exports * 2 AS exports FROM trade ORDER BY iso3"}
    trade: {csv: trade.csv}
    """, shows: "{{ last.v }} and {{ last.i }}")
  #expect(try shown(spec).contains("96 and 14"))
}

@Test func `a circle is an error that names it`() {
  let found = failure(
    of: report(
      """
      a: {sql: "SELECT * FROM b"}
      b: {pivot: {from: c, rows: x, cols: y, value: z}}
      c: {sql: "SELECT * FROM A"}
      d: {sql: "SELECT * FROM a"}
      """))
  #expect(found.map(\.id) == ["data-cycle"])
  #expect(found.first?.message == "these data are made from each other in a circle: a → b → c → a")
  #expect(place(found.first) == "spec.yaml:5:3")
  #expect(failure(of: report("a: {sql: SELECT * FROM a}")).first?.message == "\"a\" is made from itself")
}

@Test func `mistakes in a query stand at their line and column of the spec`() {
  let head = "trade: {csv: trade.csv}\ntotal:\n  sql: |\n    SELECT year,\n"
  let column = failure(of: report(head + "           sum(export) AS x\n    FROM trade"), files: trade)
  #expect(place(column.first) == "spec.yaml:9:18")
  #expect(column.first?.hint == "did you mean \"exports\"?")
  let table = failure(of: report(head + "           1 AS x\n    FROM trad"), files: trade)
  #expect(table.map(\.id) == ["unknown-data"])
  #expect(place(table.first) == "spec.yaml:10:12")
  #expect(table.first?.hint == "did you mean \"trade\"?")
  let parameter = failure(of: report(head + "           :yaer AS x\n    FROM trade", params: "{year: 2018}"), files: trade)
  #expect(place(parameter.first) == "spec.yaml:9:14")
  #expect(parameter.first?.hint == "did you mean \"year\"?")
}

@Test func `an entry that needs a failed one has no finding of its own`() {
  let found = failure(of: report("trade: {csv: trad.csv}\na: {sql: SELECT * FROM trade}\nb: {pivot: {from: a, rows: x, cols: y, value: z}}"), files: trade)
  #expect(found.map(\.id) == ["missing-file"])
}

@Test func `a map is not a table, and nothing else is either`() {
  let data = "m: {topojson: base/asia-pacific}\na: {sql: SELECT * FROM m}\nb: {pivot: {from: n, rows: x, cols: y, value: z}}"
  #expect(failure(of: report(data)).map(\.message) == ["\"m\" is a map, not a table", "there is no data named \"n\""])
}

@Test func `types of a query's columns can be stated`() throws {
  let spec = report(
    "d: {one: true, types: {day: date}, sql: \"SELECT max(since) AS day FROM t\"}\nt: {csv: t.csv}", shows: "{{ d.day | date:'d MMMM y' }}")
  #expect(try shown(spec, files: ["t.csv": "since\n1992-12-22\n1973-09-18\n"]).contains("22 December 1992"))
}

@Test func `parameters of the wrong type are errors`() {
  for (wrong, given) in [("{type: int, default: x}", nil), ("{type: string, default: 5}", nil), ("{type: date, default: soon}", nil), ("2015", "x")] as [(String, String?)] {
    let options = ReportOptions(parameters: given.map { [ParameterOverride(name: "p", text: $0)] } ?? [])
    #expect(failure(of: report("a: {values: [1]}", params: "{p: \(wrong)}"), options: options).map(\.id) == ["bad-parameter"])
  }
}

@Test func `grouped numbers, names, encodings and lines of JSON are read`() throws {
  let spec = report(
    """
    g: {csv: g.csv, names: [place, volume], types: {volume: {number: grouped}}}
    total: {one: true, sql: "SELECT sum(volume) AS v, min(place) AS p FROM g"}
    n: {ndjson: n.ndjson}
    lines: {one: true, sql: "SELECT group_concat(a, '+') AS a, sum(a) AS s FROM n"}
    """, shows: "{{ total.v | number:0 }} {{ total.p }} {{ lines.a }} {{ lines.s }}")
  let files = ["g.csv": "Country,\"Volume (USD)\"\nChina,\"268,614\"\nASEAN,\"159,739\"\n", "n.ndjson": "{\"a\":1}\n\n{\"a\":2.5}\n"]
  #expect(try shown(spec, files: files).contains("428,353 ASEAN 1.0+2.5 3.5"))
}

/// As `compile`, with files of bytes.
private func compile(_ spec: String, bytes: [String: [UInt8]]) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appending(path: "monsoon-data-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, content) in bytes { try Data(content).write(to: folder.appending(path: name)) }
  var findings = Findings()
  let loader = ResourceLoader(root: folder.path(), resources: repository.path())
  return text(of: try compileReport(SourceFile(name: "spec.yaml", text: spec), loader: loader, options: ReportOptions(), findings: &findings).scene(ofPage: 0))
}

@Test func `a file in CP949 is read`() throws {
  // 국가,값 / 베트남,7 in CP949.
  let bytes: [UInt8] = [0xB1, 0xB9, 0xB0, 0xA1, 0x2C, 0xB0, 0xAA, 0x0A, 0xBA, 0xA3, 0xC6, 0xAE, 0xB3, 0xB2, 0x2C, 0x37, 0x0A]
  let spec = report(
    "k: {csv: k.csv, encoding: cp949}\no: {one: true, sql: 'SELECT \"국가\" AS n, \"값\" * 2 AS v FROM k'}", shows: "{{ o.n }} {{ o.v }}")
  let text = try compile(spec, bytes: ["k.csv": bytes])
  #expect(text.contains("베트남"))
  #expect(text.contains("14"))
}

@Test func `a SQLite file that is none is an error, and so is one with a journal`() {
  let files = ["x.db": "not a database"]
  #expect(failure(of: report("a: {sqlite: x.db, table: t}"), files: files).map(\.id) == ["bad-sqlite"])
  let found = failure(of: report("a: {sqlite: x.db, table: t}"), files: ["x.db": "x", "x.db-wal": "y"])
  #expect(found.first?.message == "\"x.db\" has changes that stand only in \"x.db-wal\"")
}

@Test func `options that have no effect on a kind of data are errors`() {
  let found = failure(of: report("a: {sql: SELECT 1 AS x, table: t}\nb: {values: [1], encoding: cp949}"))
  #expect(found.map(\.id) == ["idle-key", "idle-key"])
  #expect(found.first?.message == "\"table\" has no effect on sql data")
  #expect(found.first?.hint == "it goes with sqlite")
}
