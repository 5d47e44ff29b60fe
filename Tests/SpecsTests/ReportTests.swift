import Diagnostics
import Inputs
import Specs
import Testing

@Test(
  .enabled(if: shared("specs/brief.yaml") != nil, "the example specs are not beside the repository"),
  arguments: ["brief", "profile", "slide"])
func `the example specs decode without findings`(name: String) throws {
  let content = try #require(shared("specs/\(name).yaml"))
  var found = Findings()
  let tree = try parseYAML(SourceFile(name: "\(name).yaml", bytes: content))
  let report = try ReportSpec(decoding: tree, findings: &found)
  #expect(found.all.isEmpty)
  #expect(!report.body.isEmpty)
}

@Test(.enabled(if: shared("specs/brief.yaml") != nil, "the example specs are not beside the repository"))
func `the brief has what its text says`() throws {
  let content = try #require(shared("specs/brief.yaml"))
  var found = Findings()
  let brief = try ReportSpec(decoding: parseYAML(SourceFile(name: "brief.yaml", bytes: content)), findings: &found)
  #expect(brief.params.map(\.name.text) == ["from", "to"])
  #expect(brief.sources.map(\.kind) == [.csv, .csv, .topojson, .sql, .sql, .pivot, .sql])
  #expect(brief.sources[3].expect?.unique.map(\.text) == ["iso3", "year"])
  #expect(brief.pages.map(\.name.text) == ["default", "cover", "body", "wide"])
  #expect(brief.body.map(\.kind) == [.page, .toc, .md, .chart, .md, .row, .chart, .table, .row, .callout, .page, .bibliography])
  let all = brief.body.flatMap(\.withDescendants)
  #expect(
    all.compactMap(\.anchor?.text) == [
      "fig-lines", "fig-bars", "fig-share", "fig-growth", "tab-partners", "fig-map-exports", "fig-map-balance", "tab-years",
    ])
  guard case .table(let table) = brief.body[7].content else { return #expect(Bool(false)) }
  #expect(table.stub.map(\.text) == ["name"])
  #expect(table.groups?.order.map(\.text) == ["ASEAN", "South Asia"])
  #expect(table.columns.map(\.key.text) == ["exports", "imports", "balance", "trend"])
  #expect(table.columns[2].format?.pattern.text == "number:1,sign")
  #expect(table.columns[2].color?.mid == 0)
  #expect(table.columns[3].spark?.from.text == "by_partner")
  #expect(table.summary.grand.first?.fold == .sum)
  #expect(table.footnotes.first?.at.first?.row?.text == "iso3 == 'MMR'")
  #expect(table.pageBreak.keepGroup == 3)
  guard case .callout = brief.body[9].content else { return #expect(Bool(false)) }
  #expect(brief.body[9].common.when?.text == "total.growth < 0")
}

@Test func `a chart keeps Vega-Lite's keys and takes ours out`() throws {
  let report = try report(
    body(
      """
      - chart: fig-a
        title: Loans lead
        caption: By year
        width: 84mm
        height: {step: 20}
        data: trade
        mark: bar
        encoding: {x: {field: a}}
      - chart: fig-b
        title: {text: Inside, anchor: start}
        width: 300
        from: charts/b.vl.json
      """))
  guard case .chart(let a) = report.body[0].content, case .chart(let b) = report.body[1].content else {
    return #expect(Bool(false))
  }
  #expect(a.vegaLite.entries?.map(\.key) == ["height", "data", "mark", "encoding"])
  #expect(a.source?.text == "trade")
  #expect(a.figure.width == Length(84, .mm))
  #expect(a.figure.shownTitle?.text(for: "en").text.source == "Loans lead")
  #expect(a.figure.shownSubtitle?.text(for: "en").text.source == "By year")
  #expect(b.vegaLite.entries?.map(\.key) == ["title", "width"])
  #expect(b.figure.shownTitle == nil)
  #expect(b.from?.text == "charts/b.vl.json")
}

@Test func `a caption alone is the title`() throws {
  guard case .table(let table) = try report(body("- table: t\n  caption: Trade\n  data: d")).body[0].content else {
    return #expect(Bool(false))
  }
  #expect(table.figure.shownTitle?.text(for: "en").text.source == "Trade")
  #expect(table.figure.shownSubtitle == nil)
}

@Test func `text may be a mapping of languages`() throws {
  let document = try report("monsoon: 1\ndocument: {title: {en: Trade, ko: 무역}}\nbody: []").document
  #expect(document.title?.text(for: "ko").text.source == "무역")
  #expect(document.title?.text(for: "en-GB").text.source == "Trade")
  #expect(document.title?.text(for: "vi").isMissing == true)
  #expect(
    findings("monsoon: 1\ndocument: {title: {en: Trade, korean: x}}\nbody: []")
      == [
        "page.yaml:2:31: error[unknown-language]: \"korean\" is not a language; a text may be a mapping such as {en: ..., ko: ...}"
      ])
}

@Test func `maps take their furniture beside Vega-Lite's keys`() throws {
  guard
    case .map(let map) = try report(
      body("- map: m\n  fit: [VNM, LAO]\n  labels: true\n  graticule: 15\n  scale_bar: true\n  edition: kr\n  mark: geoshape")
    ).body[0].content
  else { return #expect(Bool(false)) }
  #expect(map.fit.map(\.text) == ["VNM", "LAO"])
  #expect(map.labels?.show == .matched)
  #expect(map.graticule == 15)
  #expect(map.hasScaleBar)
  #expect(map.edition == .kr)
  #expect(map.chart.vegaLite.entries?.map(\.key) == ["mark"])
}

@Test func `rows, grids and else hold blocks`() throws {
  let report = try report(
    body(
      """
      - row: [{md: a}, {md: b}]
      - grid:
          columns: [1fr, 30mm]
          areas: ["a b"]
          blocks: {a: {md: x}, b: {when: "1 > 2", md: y, else: {note: z}}}
      """))
  #expect(report.body.flatMap(\.withDescendants).map(\.kind) == [.row, .md, .md, .grid, .md, .md, .note])
}

@Test func `a template is split at the first bar outside quotes and brackets`() throws {
  let text = "Rose {{ a || b ? f('|') : x[1|2] | currency:USD,compact | upper }} to {{ d | date:'MMMM y' }}."
  let template = try TemplateText(TreeNode(.string(text)))
  #expect(template.parts.count == 5)
  guard case .expression(let first) = template.parts[1], case .expression(let second) = template.parts[3] else {
    return #expect(Bool(false))
  }
  #expect(first.expression.text == "a || b ? f('|') : x[1|2]")
  #expect(first.formats.map(\.text) == ["currency:USD,compact", "upper"])
  #expect(second.formats.map(\.text) == ["date:'MMMM y'"])
  #expect(template.literal == nil)
  #expect(try TemplateText(TreeNode(.string("plain"))).literal == "plain")
}

@Test func `an expression inside text keeps its place`() throws {
  let report = try report(body("- md: |\n    one\n    two {{ total.x | number:1 }}"))
  guard case .markdown(let text) = report.body[0].content,
    case .expression(let expression)? = text.variants[0].text.parts.dropFirst().first
  else { return #expect(Bool(false)) }
  #expect(expression.expression.range.position == SourcePosition(line: 5, column: 12))
  #expect(expression.formats[0].range.position == SourcePosition(line: 5, column: 22))
}

@Test func `data entries, params and render`() throws {
  let report = try report(
    """
    monsoon: 1
    params: {year: 2024, sort: {type: string, choices: [a, b]}}
    data:
      a: data/a.csv
      b: {values: [{x: 1}]}
      c: {sqlite: x.db, table: t}
    render: {each: a, as: r, output: "{{ r.x }}.pdf", also: {output: a.png, ppi: 150}}
    body: []
    """)
  #expect(report.params[0].fallback?.number == 2024)
  #expect(report.params[1].kind == .string)
  #expect(report.sources.map(\.kind) == [.csv, .values, .sqlite])
  #expect(report.sources[0].path?.text == "data/a.csv")
  #expect(report.render?.also.first?.ppi == 150)
}

@Test func `a bare chart is told from a report`() throws {
  #expect(ReportSpec.isBareChart(try parseYAML(SourceFile(name: "a", text: "{mark: bar}"))))
  #expect(!ReportSpec.isBareChart(try parseYAML(SourceFile(name: "a", text: "{monsoon: 1, body: []}"))))
}

@Test func `an edition may differ by language`() throws {
  func edition(_ setting: String, _ language: String) throws -> MapEdition? {
    var findings = Findings()
    let text = "monsoon: 1\ndocument: {title: T, edition: \(setting)}\nbody: [{md: a}]"
    let spec = try ReportSpec(decoding: try parseSpecText(SourceFile(name: "a.yaml", text: text)), findings: &findings)
    #expect(findings.all.isEmpty)
    return spec.document.edition?.edition(in: language)
  }
  #expect(try edition("kr", "en") == .kr)
  #expect(try edition("{en: neutral, ko: kr}", "ko-KR") == .kr)
  #expect(try edition("{en: neutral, ko: kr}", "en") == .neutral)
  #expect(try edition("{ko: kr}", "th") == nil)
}
