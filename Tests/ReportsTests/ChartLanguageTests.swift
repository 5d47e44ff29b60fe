import Diagnostics
import Geometry
import Reports
import Scene
import Testing

private let rows = ["rows.csv": "name,name_ko,amount\nExports,수출,1.5\nImports,수입,2\n"]

private func words(_ spec: String, language: String?, files: [String: String] = rows) throws -> (text: String, findings: [Diagnostic]) {
  let (document, findings) = try compile(spec, files: files, options: ReportOptions(language: language))
  return (text(of: document.scene(ofPage: 0)), findings.all)
}

private let chart = """
  monsoon: 1
  document: {title: Test, lang: en}
  data: {rows: {csv: rows.csv}}
  body:
    - chart: fig-a
      number: false
      height: 60mm
      data: rows
      transform: [{calculate: {en: "'about' + datum.amount", ko: "'모두' + datum.amount"}, as: note}]
      layer:
        - mark: bar
          encoding:
            y: {field: {en: name, ko: name_ko}, type: nominal, title: {en: Flow, ko: 흐름}, sort: {en: [Imports, Exports], ko: [수입, 수출]}}
            x: {field: amount, type: quantitative, axis: {title: [{en: Amount, ko: 금액}], labelExpr: {en: "datum.label + 'm'", ko: "datum.label + '만'"}}}
        - {mark: text, encoding: {x: {field: amount, type: quantitative}, y: {value: 9}, text: {field: note}}}
        - {data: {values: [{at: 1}]}, mark: text, encoding: {x: {field: at, type: quantitative}, text: {value: {en: half, ko: 절반}}}}
  """

@Test func `a chart says its titles, fields, expressions and texts in the language of the document`() throws {
  let english = try words(chart, language: nil), korean = try words(chart, language: "ko")
  #expect(english.findings.isEmpty && korean.findings.isEmpty)
  for word in ["Flow", "Exports", "Imports", "Amount", "1.0m", "half", "about1.5"] { #expect(english.text.contains(word), "\(word)") }
  for word in ["흐름", "수출", "수입", "금액", "만", "절반", "모두"] { #expect(korean.text.contains(word), "\(word)") }
  #expect(!korean.text.contains("Exports") && !english.text.contains("수출"))
}

@Test func `a chart without the language of the document shows its first one, with a warning at each place`() throws {
  let vietnamese = try words(chart, language: "vi")
  #expect(vietnamese.text.contains("Exports"))
  #expect(Set(vietnamese.findings.map(\.id)) == ["missing-translation"])
  #expect(vietnamese.findings.map { $0.range.position?.line } == [9, 13, 13, 13, 14, 14, 16])
  #expect(try words(chart, language: "ko-KR").findings.isEmpty)
}

@Test func `a bare chart takes its texts from the language of the command line`() throws {
  let bare = #"{"data": {"values": [{"a": 1}]}, "title": {"en": "Bar", "ko": "막대"}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}"#
  #expect(try words(bare, language: nil).text.contains("Bar"))
  #expect(try words(bare, language: "ko").text.contains("막대"))
}

@Test func `rows of data and objects of Vega-Lite that look like languages stay as they are`() throws {
  // Rows with columns en and ko, an aggregate {op, as} and a predicate {or} in a document in Odia, whose tag is "or".
  let spec = """
    {"data": {"values": [{"en": 5, "ko": 3, "as": 1}, {"en": 7, "ko": 4, "as": 2}]},
     "transform": [{"filter": {"or": ["datum.en == 5", "datum.en == 6"]}}, {"aggregate": [{"op": "sum", "as": "n", "field": "ko"}], "groupby": ["en"]}],
     "mark": "text", "encoding": {"text": {"field": "n", "type": "quantitative"}}}
    """
  for language in ["en", "ko", "or", "as"] {
    let made = try words(spec, language: language)
    #expect(made.findings.isEmpty)
    #expect(made.text == "3", "\(language)")
  }
}

@Test func `a map says its classes in the language of the document`() throws {
  let spec = """
    monsoon: 1
    document: {title: Test, lang: ko}
    data: {areas: {topojson: base/asia-pacific, object: countries}, kinds: {values: [{id: VNM, kind: near, kind_ko: 이웃}]}}
    body:
      - map: map-a
        height: 60mm
        data: areas
        transform: [{lookup: id, from: {data: kinds, key: id, fields: [{en: kind, ko: kind_ko}]}}]
        projection: {type: azimuthalEqualArea, rotate: [-106, -18]}
        window: {center: [106, 18], at: [50%, 50%], width: 3000km}
        mark: geoshape
        encoding: {color: {field: {en: kind, ko: kind_ko}, type: nominal}}
        legend: {place: below}
    """
  let korean = try words(spec, language: nil)
  #expect(korean.text.contains("이웃"))
  #expect(try words(spec, language: "en").text.contains("near"))
}

@Test func `Korean paragraphs stand on a grid of their own leading, without gaps between them`() throws {
  let paragraphs = (1...6).map { "    \($0)번 문단." }.joined(separator: "\n\n")
  let spec = "monsoon: 1\ndocument: {title: Test, lang: ko}\nbody:\n  - md: |\n      ## 제목\n\n" + paragraphs.replacing("    ", with: "      ") + "\n"
  let (document, _) = try compile(spec)
  let lines = runs(of: document.scene(ofPage: 0)).filter { $0.text.contains("문단") || $0.text.contains("번") }.map(\.at.y)
  let places = lines.reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
  try #require(places.count == 6)
  for (above, below) in zip(places, places.dropFirst()) { #expect(abs(below - above - 15.6) < 1e-9) }
}
