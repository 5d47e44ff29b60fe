import Charts
import Diagnostics
import Geometry
import Testing

private let gaps = #""data": {"values": [{"a": null, "b": 9}, {"a": -4, "b": null}, {"a": 1, "b": 2}, {"a": 3, "b": 5}]}"#

private func chart(_ mark: String, invalid: String) throws -> Compiled {
  try compiled(
    #"{\#(gaps), "width": 100, "height": 100, "mark": {"type": "\#(mark)", "invalid": \#(invalid)}, "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}"#)
}

@Test(.needsFonts, arguments: [("\"filter\"", 2, "0"), ("\"break-paths-show-domains\"", 2, "−4"), ("\"show\"", 4, "−4"), ("null", 4, "−4")])
func `invalid rows are left out, or kept for the scales, or shown`(mode: String, marks: Int, first: String) throws {
  let chart = try chart("point", invalid: mode)
  #expect(chart.marks.count == marks)
  #expect(chart.words(.axisLabel).contains(first))
}

@Test(.needsFonts) func `a shown null stands at zero`() throws {
  let chart = try chart("point", invalid: "\"show\"")
  let zero = try #require(chart.scene?.views.first).minX + 100 * 4.0 / 7
  guard case .symbol(let symbol)? = chart.marks.first?.shape else { Issue.record("no symbol"); return }
  #expect(abs(symbol.center.x - zero) < 1)
}

@Test(.needsFonts) func `a filtered line runs on where a broken one stops`() throws {
  func contours(_ mode: String) throws -> Int {
    let chart = try compiled(
      #"{"data": {"values": [{"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": null}, {"a": 4, "b": 2}, {"a": 5, "b": 1}]}, "mark": {"type": "line", "invalid": "\#(mode)"}, "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}"#)
    guard case .path(let path, _)? = chart.marks.first?.shape else { return 0 }
    return path.elements.count { if case .move = $0 { true } else { false } }
  }
  #expect(try contours("break-paths-show-domains") == 2)
  #expect(try contours("filter") == 1)
}

@Test(.needsFonts) func `an expression may ask the scales of its plot`() throws {
  let chart = try compiled(
    #"{"data": {"values": [{"k": "p", "b": 10}, {"k": "q", "b": 40}]}, "width": 100, "transform": [{"extent": "b", "param": "ends"}], "layer": [{"mark": "bar", "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "k"}}}, {"mark": "rule", "encoding": {"x": {"value": {"expr": "scale('x', ends[1])"}}}}]}"#)
  let view = try #require(chart.scene?.views.first)
  let rules = chart.marks.compactMap { mark -> Double? in if case .rule(let p, _) = mark.shape { p.x } else { nil } }
  #expect(chart.findings.isEmpty)
  #expect(rules.count == 2)
  #expect(rules.allSatisfy { abs($0 - (view.minX + 100)) < 1 })
}

@Test(.needsFonts) func `layers may have a legend each for one scale`() throws {
  let layer = #"{"mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}, "size": {"field": "b", "type": "quantitative", "title": "#
  let chart = try compiled(
    #"{"data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 4}]}, "layer": [\#(layer)"one"}}}, \#(layer)"two"}}}], "resolve": {"legend": {"size": "independent"}}}"#)
  #expect(chart.words(.legendTitle) == ["one", "two"])
}

@Test(.needsFonts, arguments: ["basis", "basis-open", "basis-closed", "bundle", "cardinal", "cardinal-open", "cardinal-closed", "catmull-rom", "catmull-rom-open", "catmull-rom-closed", "natural", "monotone", "linear-closed", "step"])
func `every interpolation takes any number of points`(name: String) throws {
  for count in 0...5 {
    let rows = (0..<count).map { "{\"x\": \($0), \"y\": \($0 * 7 % 5)}" }.joined(separator: ",")
    let chart = try compiled(
      "{\"data\": {\"values\": [\(rows)]}, \"layer\": [{\"mark\": {\"type\": \"line\", \"interpolate\": \"\(name)\"}}, {\"mark\": {\"type\": \"area\", \"interpolate\": \"\(name)\"}}], \"encoding\": {\"x\": {\"field\": \"x\", \"type\": \"quantitative\"}, \"y\": {\"field\": \"y\", \"type\": \"quantitative\"}}}")
    #expect(chart.scene != nil, "\(count) points")
    #expect(chart.marks.allSatisfy { $0.isFinite }, "\(count) points")
  }
}

@Test(.needsFonts) func `a catmull-rom curve passes its points`() throws {
  let chart = try compiled(
    #"{"data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 3}, {"x": 2, "y": 1}]}, "width": 100, "height": 90, "mark": {"type": "line", "interpolate": "catmull-rom"}, "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}}"#)
  let view = try #require(chart.scene?.views.first)
  guard case .path(let path, _)? = chart.marks.first?.shape else { Issue.record("no path"); return }
  let ends = path.elements.compactMap { element -> Point? in if case .curve(_, _, let end) = element { end } else { nil } }
  try #require(ends.count == 2)
  #expect(abs(ends[0].x - (view.minX + 50)) < 0.01 && abs(ends[0].y - view.minY) < 0.01)
  #expect(abs(ends[1].x - (view.minX + 100)) < 0.01)
}

@Test(.needsFonts) func `an unknown key of an axis, legend, scale, mark, title or config is named with the nearest one`() throws {
  let spec = #"{"data": {"values": [{"a": "x", "b": 1}]}, "title": {"text": "T", "anchr": "start"}, "config": {"axsi": {}, "legend": {"orientt": "left"}}, "mark": {"type": "bar", "colour": "red"}, "encoding": {"x": {"field": "a", "axis": {"labelAngel": 0}}, "y": {"field": "b", "type": "quantitative", "scale": {"zeros": true}}, "color": {"field": "a", "legend": {"titel": null}}}}"#
  let strict = try compiled(spec, strict: true)
  let unknown = strict.findings.filter { $0.id == "unknown-key" }
  #expect(Set(unknown.map(\.message)).count == 7)
  #expect(unknown.allSatisfy { $0.severity == .error })
  #expect(unknown.contains { $0.message.contains("labelAngel") && $0.hint?.contains("labelAngle") == true })
  let bare = try compiled(spec)
  #expect(bare.scene != nil)
  #expect(bare.findings.filter { $0.id == "unknown-key" }.map(\.severity) == [Severity](repeating: .warning, count: 7))
}

@Test(.needsFonts) func `long labels and titles of an axis may be wrapped`() throws {
  let rows = #""data": {"values": [{"a": "a rather long name", "b": 1}, {"a": "another long name", "b": 2}]}"#
  let chart = try compiled(
    #"{\#(rows), "width": 140, "mark": "bar", "encoding": {"x": {"field": "a", "title": "Names that are longer than the plot is wide", "axis": {"labelWrap": true, "titleWrap": true}}, "y": {"field": "b", "type": "quantitative"}}}"#)
  #expect(chart.findings.isEmpty)
  #expect(chart.words(.axisLabel).prefix(2).allSatisfy { $0.contains("\n") })
  #expect(chart.words(.axisTitle).contains { $0.contains("\n") })
  let angles = chart.scene?.marks.compactMap { mark -> Double? in if mark.role == .axisLabel, case .text(let text) = mark.shape { text.angle } else { nil } }
  #expect(angles?.allSatisfy { $0 == 0 } == true)
}

@Test(.needsFonts) func `a row legend may go on in further rows`() throws {
  let rows = (0..<8).map { "{\"a\": \($0), \"k\": \"category \($0)\"}" }.joined(separator: ",")
  func heights(_ wrap: String) throws -> Set<Double> {
    let chart = try compiled("{\"data\": {\"values\": [\(rows)]}, \"width\": 200, \"mark\": \"point\", \"encoding\": {\"x\": {\"field\": \"a\", \"type\": \"quantitative\"}, \"color\": {\"field\": \"k\", \"legend\": {\"orient\": \"top\", \"wrap\": \(wrap)}}}}")
    return Set((chart.scene?.marks ?? []).compactMap { mark in if mark.role == .legendLabel, case .text(let text) = mark.shape { text.anchor.y } else { nil } })
  }
  #expect(try heights("false").count == 1)
  #expect(try heights("true").count > 2)
}

@Test(.needsFonts) func `charts past the limits end at once with a finding`() throws {
  let wide = try compiled(#"{"data": {"sequence": {"start": 0, "stop": 50000, "as": "a"}}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "a", "type": "quantitative"}}}"#)
  #expect(wide.ids == ["too-large"])
  let cells = try compiled(#"{"data": {"sequence": {"start": 0, "stop": 9000, "as": "a"}}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}, "row": {"field": "a"}}}"#)
  #expect(cells.ids == ["too-large"])
}

@Test(.needsFonts) func `an image mark is as large as it is told and names its file`() throws {
  let chart = try compiled(#"{"data": {"values": [{"a": 1, "u": "flag.png"}]}, "mark": {"type": "image", "width": 20, "height": 10}, "encoding": {"x": {"field": "a", "type": "quantitative"}, "url": {"field": "u"}}}"#)
  #expect(chart.findings.isEmpty)
  let images = try #require(chart.scene).marks.compactMap { mark -> (Rect, String)? in
    if case .image(let image) = mark.shape { (image.box, image.url) } else { nil }
  }
  #expect(images.map(\.1) == ["flag.png"])
  #expect(images.map { [$0.0.width, $0.0.height] } == [[20, 10]])
}
