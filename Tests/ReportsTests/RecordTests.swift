import Diagnostics
import Foundation
import Inputs
import Reports
import Testing

private func spec(_ render: String, body: String = "  - md: \"{{ c.name }}, {{ render.index }} of {{ render.count }}: {{ sum.total }}\"") -> String {
  """
  monsoon: 1
  document: {title: "{{ c.name }}", lang: en}
  data:
    partners: {values: [{iso3: VNM, name: Viet Nam, v: 2}, {iso3: LAO, name: Laos, v: 3}]}
    sum: {one: true, sql: "SELECT sum(v) * 10 AS total FROM partners WHERE iso3 = :c_iso3"}
  render: \(render)
  body:
  \(body)
  """
}

private func run(_ text: String, _ choice: RecordChoice? = nil) throws -> RecordRun {
  var findings = Findings()
  var options = ReportOptions()
  options.record = choice
  let loader = ResourceLoader(root: "/tmp", resources: repository.path())
  guard case .records(let run) = try compileSpec(SourceFile(name: "s.yaml", text: text), loader: loader, options: options, findings: &findings)
  else { throw Failure([]) }
  return run
}

private func found(_ text: String, _ choice: RecordChoice? = nil) -> [Diagnostic] {
  do {
    _ = try run(text, choice)
    return []
  } catch { return (error as? Failure)?.diagnostics ?? [] }
}

@Suite struct RecordTests {
  private let each = "{each: partners, as: c, output: \"p/{{ c.iso3 | lower }}.pdf\", merge: all.pdf}"

  @Test func `each record has its files, and its document knows the record, its place and its queries`() throws {
    let run = try run(spec(each))
    #expect(run.records.map(\.label) == ["c = VNM", "c = LAO"])
    #expect(run.records.map { $0.files.map(\.path) } == [["p/vnm.pdf"], ["p/lao.pdf"]])
    #expect(run.bound == "all.pdf")
    var findings = Findings()
    let texts = try run.records.map { text(of: try run.report(of: $0, findings: &findings).scene(ofPage: 0)) }
    #expect(texts[0].contains("Viet Nam, 1 of 2: 20"))
    #expect(texts[1].contains("Laos, 2 of 2: 30"))
    #expect(findings.all.isEmpty)
  }

  @Test func `one record is chosen by a column`() throws {
    #expect(try run(spec(each), RecordChoice(column: "iso3", text: "LAO")).records.map(\.label) == ["c = LAO"])
    let none = found(spec(each), RecordChoice(column: "iso3", text: "LAU"))
    #expect(none.map(\.id) == ["unknown-record"] && none.first?.hint == "did you mean \"LAO\"?")
    #expect(found(spec(each), RecordChoice(column: "iso", text: "LAO")).map(\.id) == ["unknown-column"])
  }

  @Test(arguments: [
    ("../{{ c.iso3 }}.pdf", "bad-path"), ("/tmp/{{ c.iso3 }}.pdf", "bad-path"), ("{{ c.iso3 }}/../x.pdf", "bad-path"), ("{{ c.iso3 }}.doc", "bad-path"),
    ("a//{{ c.iso3 }}.pdf", "bad-path"), ("one.pdf", "duplicate-output"), ("{{ c.iso3 }}.svg", "not-available"), ("{{ d.iso3 }}.pdf", "unknown-name"),
  ])
  func `paths lead beneath the output folder, each to one file`(_ path: String, _ id: String) {
    let findings = found(spec("{each: partners, as: c, output: \"\(path)\"}"))
    #expect(findings.first?.id == id, "\(findings.map(\.message))")
  }

  @Test func `two records with one path are both named`() {
    #expect(found(spec("{each: partners, as: c, output: one.pdf}")).first?.message == "\"one.pdf\" is the file of c = VNM and of c = LAO")
  }

  @Test func `a value of the grammar may be a template, and is checked when it is filled`() throws {
    let sized = "  - table: t\n    data: partners\n    width: \"{{ c.v * 40 }}mm\""
    var findings = Findings()
    let good = try run(spec(each, body: sized))
    _ = try good.report(of: good.records[0], findings: &findings)
    #expect(findings.all.isEmpty)
    let bad = try run(spec(each, body: sized.replacing("mm", with: "miles")))
    #expect(throws: Failure.self) { _ = try bad.report(of: bad.records[0], findings: &findings) }
  }

  @Test func `a block that a record does not show need not make sense for it, and takes no number`() throws {
    let body = """
        - grid:
            columns: [1fr]
            areas: [a, b]
            blocks:
              a:
                when: "c.iso3 == 'LAO'"
                table: tab-{{ c.nothing.at.all | number:1 }}
                data: partners
              b: {table: tab-b, title: B, data: partners}
      """
    let run = try run(spec(each, body: body))
    var findings = Findings()
    #expect(text(of: try run.report(of: run.records[0], findings: &findings).scene(ofPage: 0)).contains("Table 1"))
    #expect(throws: Failure.self) { _ = try run.report(of: run.records[1], findings: &findings) }
  }

  @Test func `equal findings of several records are told once`() {
    var told = RecordFindings()
    for label in ["c = A", "c = B", "c = C"] {
      var findings = Findings()
      findings.warning("x", at: .detached, "everywhere")
      if label != "c = B" { findings.warning("y", at: .detached, "somewhere") }
      told.add(findings, of: label)
    }
    #expect(told.all.map(\.message) == ["everywhere (for all 3 records)", "somewhere (for c = A, c = C)"])
  }
}
