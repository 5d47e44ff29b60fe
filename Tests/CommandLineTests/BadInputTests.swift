import Foundation
import Testing

/// A report that renders; each test breaks one thing in it.
private let sound = """
  monsoon: 1
  document: {title: Sound, lang: en}
  data:
    rows: {csv: rows.csv}
  pages: {default: {size: a5, margin: 12mm}}
  body:
    - md: |
        See @fig-a. The title is {{ document.title }}.
    - chart: fig-a
      title: "Rows"
      height: 40mm
      data: rows
      mark: bar
      encoding:
        x: {field: name, type: nominal}
        y: {field: amount, type: quantitative}
    - table: tab-a
      title: "Rows"
      data: rows
      stub: name
      columns:
        amount: {label: Amount, format: {number: 1}, align: decimal}

  """
private let rows = "name,amount\nA,1.5\nB,2\n"

private struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is replaced in the sound spec, and by what.
  let from: String
  let to: String
  /// The beginning of a line of standard error.
  let expected: String
  var csv = rows
  var testDescription: String { name }
}

private let cases: [Case] = [
  Case(name: "unknown key", from: "title: \"Rows\"\n    height", to: "titel: \"Rows\"\n    height", expected: "report.yaml:10:5: error[unknown-key]: "),
  Case(name: "unknown block", from: "- chart: fig-a", to: "- chrat: fig-a", expected: "report.yaml:9:5: error[unknown-block]: "),
  Case(name: "missing file", from: "csv: rows.csv", to: "csv: row.csv", expected: "report.yaml:4:15: error[missing-file]: "),
  Case(name: "missing column", from: "amount: {label", to: "amounts: {label", expected: "report.yaml:22:7: error[unknown-column]: "),
  Case(name: "missing field", from: "field: amount", to: "field: amonut", expected: "report.yaml:16:18: error[unknown-field]: "),
  Case(name: "bad YAML", from: "body:", to: "body: [", expected: "report.yaml:"),
  Case(name: "duplicate key", from: "    height: 40mm", to: "    height: 40mm\n    height: 41mm", expected: "report.yaml:12:5: error[duplicate-key]: "),
  Case(name: "bad number", from: "csv: rows.csv", to: "csv: rows.csv, types: {amount: number}", expected: "rows.csv:2:3: error[", csv: "name,amount\nA,one\n"),
  Case(
    name: "impossible page size", from: "size: a5", to: "size: {width: 1e9mm, height: 10mm}",
    expected: "report.yaml:5:"),
  Case(name: "reference to nothing", from: "See @fig-a", to: "See @fig-b", expected: "report.yaml:8:11: error[unknown-reference]: "),
  Case(name: "unknown name in a template", from: "document.title", to: "docment.title", expected: "report.yaml:8:35: error[unknown-name]: "),
  Case(name: "a path outside the roots", from: "csv: rows.csv", to: "csv: ../../etc/passwd", expected: "report.yaml:4:15: error[bad-path]: "),
  Case(name: "an absolute path", from: "csv: rows.csv", to: "csv: /etc/passwd", expected: "report.yaml:4:15: error[bad-path]: "),
  Case(name: "a bare length", from: "height: 40mm", to: "height: tall", expected: "report.yaml:11:13: error[bad-length]: "),
  Case(name: "a wrong unit", from: "margin: 12mm", to: "margin: 12mn", expected: "report.yaml:5:37: error[bad-length]: "),
]

@Suite struct BadInputTests {
  @Test(arguments: cases) fileprivate func `is named with its place, exit 2, and the old output stays`(_ bad: Case) throws {
    let scratch = try Scratch()
    #expect(sound.contains(bad.from))
    let spec = try scratch.write(sound.replacingOccurrences(of: bad.from, with: bad.to), to: "report.yaml")
    try scratch.write(bad.csv, to: "rows.csv")
    try scratch.write("old", to: "out.pdf")
    let outcome = try run(["render", "report.yaml", "-o", "out.pdf"], in: folder(of: spec))
    #expect(outcome.code == 2)
    #expect(outcome.errors.split(separator: "\n").contains { $0.hasPrefix(bad.expected) }, "\(outcome.errors)")
    #expect(scratch.bytes("out.pdf") == Data("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path()).sorted() == ["out.pdf", "report.yaml", "rows.csv"])
  }

  @Test func `the sound spec renders without a finding`() throws {
    let scratch = try Scratch()
    try scratch.write(sound, to: "report.yaml")
    try scratch.write(rows, to: "rows.csv")
    let outcome = try run(["render", "report.yaml", "-o", "out.pdf"], in: scratch.url.path())
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(scratch.bytes("out.pdf")?.starts(with: Data("%PDF".utf8)) == true)
  }

  @Test func `invalid UTF-8 in data is named with its place and the likely encoding`() throws {
    let scratch = try Scratch()
    try scratch.write(sound, to: "report.yaml")
    try (Data("name,amount\n".utf8) + Data([0xBA, 0xA3, 0xC6, 0xAE]) + Data(",2\n".utf8)).write(to: scratch.url.appending(path: "rows.csv"))
    let outcome = try run(["render", "report.yaml", "-o", "out.pdf"], in: scratch.url.path())
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("rows.csv:2:1: error["), "\(outcome.errors)")
    #expect(outcome.errors.contains("cp949"), "\(outcome.errors)")
  }

  @Test func `an unknown country code names the row`() throws {
    let scratch = try Scratch()
    let fixtures = repository.appending(path: "Tests/CommandLineTests/Fixtures")
    let spec = try String(contentsOf: fixtures.appending(path: "map.yaml"), encoding: .utf8)
    try scratch.write(spec.replacingOccurrences(of: "iso3: VNM", with: "iso3: VNN"), to: "map.yaml")
    try scratch.write(String(contentsOf: fixtures.appending(path: "areas.topojson"), encoding: .utf8), to: "areas.topojson")
    let outcome = try run(["render", "map.yaml", "-o", "out.pdf"], in: scratch.url.path())
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("VNN"), "\(outcome.errors)")
    #expect(outcome.errors.contains("VNM"), "\(outcome.errors)")
  }

  @Test func `several findings come at once`() throws {
    let scratch = try Scratch()
    let spec = sound.replacingOccurrences(of: "height: 40mm", with: "height: tall").replacingOccurrences(of: "size: a5", with: "size: a55")
    try scratch.write(spec, to: "report.yaml")
    try scratch.write(rows, to: "rows.csv")
    let outcome = try run(["check", "report.yaml", "--diagnostics", "json"], in: scratch.url.path())
    #expect(outcome.code == 2)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count >= 2)
    for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil) }
  }

  @Test func `an output that cannot be written is exit 4`() throws {
    let scratch = try Scratch()
    try scratch.write(sound, to: "report.yaml")
    try scratch.write(rows, to: "rows.csv")
    let outcome = try run(["render", "report.yaml", "-o", "no/such/folder/out.pdf"], in: scratch.url.path())
    #expect(outcome.code == 4)
    #expect(outcome.errors.contains("no/such/folder"))
  }
}

private func folder(of path: String) -> String { URL(filePath: path).deletingLastPathComponent().path() }
