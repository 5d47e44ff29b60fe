import Diagnostics
import Inputs
import Reports
import Testing

private let files = ["t.csv": "k,v,note\na,1,x\nb,,y\na,-3,\"a note that is much longer than a line of a message\"\n"]

private func findings(_ expect: String, source: String = "csv: t.csv") -> [Diagnostic] {
  failure(of: "monsoon: 1\nparams: {least: 0}\ndata:\n  t: {\(source), expect: {\(expect)}}\nbody: [{md: x}]\n", files: files)
}

private func lines(_ expect: String, source: String = "csv: t.csv") -> [String] {
  findings(expect, source: source).map { finding in
    let place = finding.range.position.map { "\(finding.range.file?.name ?? ""):\($0.line):\($0.column)" } ?? "-"
    return "\(place) \(finding.id): \(finding.message)"
  }
}

@Test func `counts of rows are tested`() {
  #expect(lines("rows: 3, min_rows: 3, max_rows: 3, columns: [k, v]") == [])
  #expect(lines("rows: 4") == ["spec.yaml:4:3 expectation: \"t\" has 3 rows; 4 are expected"])
  #expect(lines("min_rows: 4") == ["spec.yaml:4:3 expectation: \"t\" has 3 rows; at least 4 are expected"])
  #expect(lines("max_rows: 2") == ["spec.yaml:4:3 expectation: \"t\" has 3 rows; at most 2 are expected"])
}

@Test func `columns that are not there are named with the nearest`() {
  #expect(findings("columns: [kk, v]").map(\.hint) == ["did you mean \"k\"?"])
  #expect(findings("columns: country").map(\.hint) == ["the columns are k, v, note"])
}

@Test func `a missing value is shown with its row`() {
  #expect(lines("not_null: [k, v]") == ["t.csv:3:1 expectation: \"t\": \"v\" has no value in row 2: k=b, v=null, note=y"])
}

@Test func `a repeated key is shown with its row and the one before`() {
  #expect(lines("unique: k") == [
    "t.csv:4:1 expectation: \"t\": \"k\" repeats what a row before has in row 3 (a is in row 1 too): k=a, v=-3, note=a note that is much longer th…"
  ])
  #expect(lines("unique: [k, v]") == [])
}

@Test func `each row must make the expressions true`() {
  #expect(lines("each: \"v == null || v >= -5\"") == [])
  #expect(lines("each: \"datum.v > params.least\"") == [
    "t.csv:3:1 expectation: \"t\": datum.v > params.least does not hold in 2 of 3 rows; the first is row 2: k=b, v=null, note=y"
  ])
  #expect(findings("each: [\"w > 0\"]").map(\.id) == ["unknown-name"])
  #expect(findings("each: [\"datum.w > 0\"]").map(\.id) == ["unknown-field"])
  #expect(findings("each: [\"v > \"]").map(\.id) == ["expression-syntax"])
}

@Test func `rows without a place of their own are shown at the entry`() {
  #expect(lines("each: \"x < 2\"", source: "sql: SELECT 1 AS x UNION SELECT 2") == [
    "spec.yaml:4:3 expectation: \"t\": x < 2 does not hold in row 2: x=2"
  ])
}

@Test func `one row is asked for of a query too`() {
  let found = failure(of: "monsoon: 1\ndata: {t: {one: true, sql: \"SELECT 1 AS x UNION SELECT 2\"}}\nbody: [{md: x}]\n")
  #expect(found.map(\.message) == ["\"t\" has 2 rows; one: true expects a single one"])
}
