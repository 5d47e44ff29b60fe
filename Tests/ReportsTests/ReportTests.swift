import Diagnostics
import Geometry
import Inputs
import Reports
import Scene
import Testing

private let rows = ["rows.csv": "name,amount\nA,1.5\nB,2\nC,4\n"]

private func report(_ body: String, head: String = "") -> String {
  "monsoon: 1\ndocument: {title: Test, lang: en}\ndata: {rows: {csv: rows.csv}}\n\(head)body:\n\(body)\n"
}

private let table = """
    - table: tab-a
      title: "Rows"
      data: rows
      stub: name
      columns: {amount: {label: Amount, format: {number: 1}}}
  """

private let chart = """
    - chart: fig-a
      title: "Bars"
      height: 40mm
      data: rows
      mark: bar
      encoding: {x: {field: name, type: nominal}, y: {field: amount, type: quantitative}}
  """

@Test func `figures and tables count apart, and references may come first`() throws {
  let second = table.replacing("tab-a", with: "tab-b")
  let body = "    - md: See @tab-b and @fig-a.\n" + [table, chart, second].map { $0.replacing("\n  ", with: "\n    ").replacing("  - ", with: "    - ") }.joined(separator: "\n")
  let (document, findings) = try compile(report(body), files: rows)
  #expect(findings.all.isEmpty)
  let words = text(of: document.scene(ofPage: 0)).replacing("\u{00A0}", with: " ")
  #expect(words.contains("See Table 2 and Figure 1."))
}

@Test func `page n of N is known on every page`() throws {
  let head = "pages: {default: {size: a5, footer: {center: \"{{ page }} of {{ pages }}\"}}}\n"
  let body = (1...90).map { "  - md: \"Paragraph \($0).\"" }.joined(separator: "\n")
  let (document, _) = try compile(report(body, head: head), files: rows)
  #expect(document.pageCount > 1)
  for page in 0..<document.pageCount {
    #expect(text(of: document.scene(ofPage: page)).hasSuffix("\(page + 1) of \(document.pageCount)"))
  }
}

@Test func `a parameter is replaced from outside and checked against its type`() throws {
  let spec = report("  - md: \"Since {{ params.year }}.\"", head: "params: {year: {type: int, default: 2015, min: 2000}}\n")
  let (plain, _) = try compile(spec, files: rows)
  #expect(text(of: plain.scene(ofPage: 0)).contains("Since 2015."))
  let (changed, _) = try compile(spec, files: rows, options: ReportOptions(parameters: [ParameterOverride(name: "year", text: "2019")]))
  #expect(text(of: changed.scene(ofPage: 0)).contains("Since 2019."))
  for wrong in ["x", "1999"] {
    let found = failure(of: spec, files: rows, options: ReportOptions(parameters: [ParameterOverride(name: "year", text: wrong)]))
    #expect(found.map(\.id) == ["bad-parameter"])
  }
  let unknown = failure(of: spec, files: rows, options: ReportOptions(parameters: [ParameterOverride(name: "yaer", text: "1")]))
  #expect(unknown.first?.hint == "did you mean \"year\"?")
}

@Test func `when leaves a block out and else stands in its place`() throws {
  let body = "  - md: Shown\n    when: \"1 > 2\"\n    else: {md: Instead}"
  let (document, _) = try compile(report(body), files: rows)
  #expect(text(of: document.scene(ofPage: 0)).contains("Instead"))
  #expect(!text(of: document.scene(ofPage: 0)).contains("Shown"))
}

@Test func `text comes in the language that is asked for`() throws {
  let spec = report("  - md: {en: Trade, ko: 무역}")
  let (korean, findings) = try compile(spec, files: rows, options: ReportOptions(language: "ko"))
  #expect(text(of: korean.scene(ofPage: 0)).contains("무역"))
  #expect(findings.all.isEmpty)
  let (_, missing) = try compile(spec, files: rows, options: ReportOptions(language: "vi"))
  #expect(missing.all.map(\.id) == ["missing-translation"])
}

@Test func `a page master inherits from the one it extends, and that one from default`() throws {
  let head = "pages: {default: {size: a5}, wide: {extends: base, orientation: landscape}, base: {size: a4}}\n"
  let (document, _) = try compile(report("  - md: a\n  - page: wide\n    blocks: [{md: b}]\n  - md: c", head: head), files: rows)
  #expect(document.pageSizes.map { Size(width: $0.width.rounded(), height: $0.height.rounded()) } == [Size(width: 420, height: 595), Size(width: 842, height: 595), Size(width: 420, height: 595)])
}

@Test func `a block that cannot fit any page is an error that says by how much`() {
  let head = "pages: {default: {size: {width: 100mm, height: 60mm}, margin: 10mm}}\n"
  let tall = chart.replacing("40mm", with: "90mm")
  let found = failure(of: report(tall, head: head), files: rows)
  #expect(found.map(\.id) == ["does-not-fit"])
  #expect(found.first?.range.position?.line == 6)
}

@Test func `one block alone takes exactly the size it is given`() throws {
  let options = ReportOptions(only: "fig-a", layoutSize: Size(width: 800, height: 450))
  let (document, _) = try compile(report(chart), files: rows, options: options)
  #expect(document.pageSizes == [Size(width: 600, height: 337.5)])
  let unknown = failure(of: report(chart), files: rows, options: ReportOptions(only: "fig-b"))
  #expect(unknown.first?.hint == "did you mean \"fig-a\"?")
}

@Test func `a chart with fill column is as high as its neighbour`() throws {
  let filled = chart.replacing("height: 40mm", with: "fill: column\n    source: \"Of the chart.\"")
  let sourced = table.replacing("data: rows", with: "data: rows\n    source: \"Of the table.\"")
  func indented(_ block: String) -> String { block.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n") }
  let body = "  - row:\n      blocks:\n" + indented(sourced) + "\n" + indented(filled)
  let (document, findings) = try compile(report(body), files: rows)
  #expect(findings.all.isEmpty)
  // What stands below both pictures stands on one line.
  let sources = runs(of: document.scene(ofPage: 0)).filter { $0.text.hasPrefix("Source: Of") }
  #expect(sources.count == 2)
  #expect(Set(sources.map { ($0.at.y * 100).rounded() }).count == 1)
}

@Test func `a table alone has air around it, and one that is larger than asked is an error`() throws {
  let (document, _) = try compile(report(table), files: rows, options: ReportOptions(only: "tab-a"))
  let left = runs(of: document.scene(ofPage: 0)).map(\.at.x).min()
  #expect(left == 12)
  let tight = ReportOptions(only: "tab-a", layoutSize: Size(width: 300, height: 60))
  #expect(failure(of: report(table), files: rows, options: tight).map(\.id) == ["does-not-fit"])
}

@Test func `a font family that does not exist is a warning with the nearest name`() throws {
  let spec = report("  - md: a").replacing("lang: en}", with: "lang: en, style: {body: {family: Noto Sreif}}}")
  let (_, findings) = try compile(spec, files: rows)
  #expect(findings.all.map(\.id) == ["unknown-font"])
  #expect(findings.all.first?.hint == "did you mean \"Noto Serif\"?")
}

@Test func `a block may have its own style, and the next block has the document's again`() throws {
  let (document, findings) = try compile(report("  - md: First\n    style: {body: {size: 20pt}}\n  - md: Second"), files: rows)
  #expect(findings.all.isEmpty)
  var sizes: [String: Double] = [:]
  for item in document.scene(ofPage: 0).items {
    if case .glyphs(let run) = item { sizes[String(decoding: run.text, as: UTF8.self)] = run.size }
  }
  #expect(sizes["First"] == 20)
  #expect(sizes["Second"] == 9.1)
}

@Test func `areas of a GeoJSON file serve maps and charts alike`() throws {
  let areas = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","id":"A","properties":{"name":"West"},"geometry":{"type":"Polygon","coordinates":[[[100,0],[110,0],[110,10],[100,10],[100,0]]]}},
    {"type":"Feature","id":"B","properties":{"name":"East"},"geometry":{"type":"Polygon","coordinates":[[[110,0],[110,10],[120,12],[120,0],[110,0]]]}}]}
    """
  let shape = "    data: areas\n    height: 60mm\n    projection: {type: mercator}\n    mark: geoshape\n"
  let join = "    transform: [{lookup: id, from: {data: v, key: id, fields: [x]}}]\n    encoding: {color: {field: x, type: quantitative}}\n"
  let spec = """
    monsoon: 1
    document: {title: Test, lang: en}
    data: {areas: {geojson: areas.geojson}, v: {values: [{id: A, x: 5}, {id: B, x: 3}]}}
    body:
      - map: fig-a
    \(shape)\(join)  - chart: fig-b
    \(shape)    encoding: {color: {field: properties.name, type: nominal}}
    """
  let (document, findings) = try compile(spec, files: ["areas.geojson": areas])
  #expect(findings.all.isEmpty)
  let words = runs(of: document.scene(ofPage: 0)).map(\.text)
  #expect(words.count { $0 == "West" } == 2 && words.count { $0 == "East" } == 2)
}
