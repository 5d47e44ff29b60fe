import Diagnostics
import Foundation
import Inputs
import Reports
import Testing

/// A report over two partners with `blocks` (indented by 6) for each of them, called r.
private func loop(_ blocks: String, after: String = "", data: String = "") -> String {
  """
  monsoon: 1
  document: {title: Test, lang: en}
  data:
    partners: {values: [{iso3: VNM, name: Viet Nam, value: 170.7}, {iso3: LAO, name: Laos, value: 88.8}]}
  \(data)
  body:
    - each:
        data: partners
        as: r
        blocks:
  \(blocks.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n"))
  \(after)
  """
}

private func shown(_ spec: String, files: [String: String] = [:]) throws -> String {
  let (report, findings) = try compile(spec, files: files)
  #expect(findings.all.isEmpty, "\(findings.all.map(\.message))")
  return (0..<report.pageCount).map { text(of: report.scene(ofPage: $0)) }.joined(separator: " ")
}

@Suite struct LoopTests {
  @Test func `a loop repeats its blocks for each row with the row in texts, conditions and queries`() throws {
    let text = try shown(
      loop(
        """
        - md: "{{ r.name }} gets {{ share.percent | number:1 }} per cent."
        - when: "r.iso3 == 'LAO'"
          md: "By land only."
          else: [{md: "By sea to {{ r.name }}."}]
        """,
        data: "  share: {one: true, sql: \"SELECT 100.0 * value / (SELECT sum(value) FROM partners) AS percent FROM partners WHERE iso3 = :r_iso3\"}"))
    #expect(text.contains("Viet Nam gets 65.8 per cent."))
    #expect(text.contains("Laos gets 34.2 per cent."))
    #expect(text.contains("By sea to Viet Nam."))
    #expect(!text.contains("By sea to Laos."))
    #expect(text.contains("By land only."))
  }

  @Test func `anchors in a loop get the number of the row or hold a template, and a reference means the nearest`() throws {
    let chart = """
      - chart: fig
        title: "{{ r.name }}"
        data: partners
        height: 30mm
        transform: [{filter: "datum.iso3 == r.iso3"}]
        mark: bar
        encoding: {y: {field: name, type: nominal}, x: {field: value, type: quantitative}}
      - md: "See @fig and @tab-{{ r.iso3 | lower }}."
      - table: "tab-{{ r.iso3 | lower }}"
        title: "{{ r.name }}"
        data: partners
      """
    let text = try shown(loop(chart, after: "  - md: \"Compare @fig-1, @fig-2 and @tab-lao.\""))
    #expect(text.contains("See Figure\u{A0}1 and Table\u{A0}1."))
    #expect(text.contains("See Figure\u{A0}2 and Table\u{A0}2."))
    #expect(text.contains("Compare Figure\u{A0}1, Figure\u{A0}2 and Table\u{A0}2."))
  }

  @Test func `a loop may stand in a loop`() throws {
    let inner = """
      - each:
          data: ports
          as: p
          blocks: [{md: "{{ p.port }} in {{ r.name }} at {{ p.iso3 }}-{{ r.iso3 }}."}]
      """
    let data = "  all_ports: {values: [{iso3: VNM, port: Da Nang}, {iso3: VNM, port: Hai Phong}, {iso3: LAO, port: none}]}\n"
      + "  ports: {sql: \"SELECT * FROM all_ports WHERE iso3 = :r_iso3\"}"
    let text = try shown(loop(inner, data: data))
    #expect(text.contains("Da Nang in Viet Nam at VNM-VNM.") && text.contains("Hai Phong in Viet Nam at VNM-VNM."))
    #expect(text.contains("none in Laos at LAO-LAO."))
    #expect(!text.contains("none in Viet Nam"))
  }

  @Test func `a table made for each record is known only inside the loop`() {
    let found = failure(
      of: loop("- md: a", after: "  - table: t\n    data: mine", data: "  mine: {sql: \"SELECT :r_iso3 AS x\"}"))
    #expect(found.map(\.id) == ["unknown-data"])
    #expect(found.first?.message == "\"mine\" is made for each record \"r\", which is not known here")
  }

  @Test func `the same anchor for two rows is an error, and so is a name that means something else`() {
    #expect(failure(of: loop("- table: \"tab-{{ r.value > 0 }}\"\n  data: partners")).map(\.id) == ["duplicate-anchor"])
    #expect(failure(of: loop("- md: a").replacing("as: r", with: "as: document")).map(\.id) == ["name-clash"])
  }

  @Test func `a block may have a language of its own for its words, numbers and texts`() throws {
    let spec = """
      monsoon: 1
      document: {title: Test, lang: en}
      data: {t: {values: [{x: 1}]}}
      body:
        - table: tab-a
          title: {en: Trade, ko: 무역}
          data: t
          lang: ko
          source: "통계청"
        - table: tab-b
          title: {en: Trade, ko: 무역}
          data: t
        - md: "{{ 1234.5 | number:1 }}"
          lang: vi
      """
    let text = try shown(spec)
    #expect(text.contains("표 1") && text.contains("무역") && text.contains("자료:"))
    #expect(text.contains("Table 2") && text.contains("Trade"))
    #expect(text.contains("1.234,5"))
    #expect(failure(of: "monsoon: 1\nbody: [{md: a, lang: Korean}]").map(\.id) == ["bad-value"])
  }
}

@Suite struct IncludeTests {
  private func report(_ body: String) -> String { "monsoon: 1\ndocument: {title: Test, lang: en}\nbody:\n\(body)" }

  @Test func `included blocks stand in the place of include, at any depth, with paths relative to their file`() throws {
    let files = [
      "parts/a.yaml": "- md: Second\n- include: more/b.yaml\n", "parts/more/b.yaml": "- callout: {blocks: [{include: c.yaml}]}\n",
      "parts/more/c.yaml": "- md: Third\n",
    ]
    let text = try shown(report("  - md: First\n  - include: parts/a.yaml\n  - md: Last"), files: files)
    let words = ["First", "Second", "Third", "Last"].compactMap { text.range(of: $0)?.lowerBound }
    #expect(words.count == 4 && words == words.sorted())
  }

  @Test func `a finding in an included file is shown in that file`() {
    let found = failure(of: report("  - include: a.yaml"), files: ["a.yaml": "- md: \"{{ nothing.x }}\"\n"])
    #expect(found.first?.id == "unknown-name")
    #expect(found.first?.range.file?.name == "a.yaml")
    #expect(found.first?.range.position?.column == 11)
  }

  @Test func `circles, what is no list, other keys and too many files are errors`() {
    #expect(failure(of: report("  - include: a.yaml"), files: ["a.yaml": "- include: b.yaml\n", "b.yaml": "- include: a.yaml\n"]).map(\.id) == ["include-cycle"])
    #expect(failure(of: report("  - include: a.yaml"), files: ["a.yaml": "md: text\n"]).map(\.id) == ["wrong-type"])
    #expect(failure(of: report("  - {include: a.yaml, when: \"true\"}"), files: ["a.yaml": "- md: a\n"]).map(\.id) == ["unknown-key"])
    #expect(failure(of: report("  - include: ../a.yaml")).map(\.id) == ["bad-path"])
    let many = String(repeating: "  - include: a.yaml\n", count: 65)
    #expect(failure(of: report(many), files: ["a.yaml": "- md: a\n"]).map(\.id) == ["include-limit"])
    var deep: [String: String] = [:]
    for i in 0..<9 { deep["\(i).yaml"] = "- include: \(i + 1).yaml\n" }
    deep["9.yaml"] = "- md: a\n"
    #expect(failure(of: report("  - include: 0.yaml"), files: deep).map(\.id) == ["include-limit"])
  }
}

@Test func `a table's text for continued groups keeps its own names, beside a template elsewhere in the block`() throws {
  let rows = (1...60).map { "      - {g: North, k: \"Row \($0)\"}" }.joined(separator: "\n")
  let spec = """
    monsoon: 1
    document: {title: Test, lang: en}
    params: {unit: {type: string, default: item}}
    data:
      rows:
        values:
    \(rows)
    body:
      - table: tab-a
        data: rows
        groups: {by: g}
        columns: {k: {label: "{{ params.unit }}"}}
        break: {continued: "{{ label }} goes on"}
    """
  let words = try shown(spec)
  #expect(words.contains("goes on"), "\(words.suffix(400))")
}
