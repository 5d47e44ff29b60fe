import Charts
import Diagnostics
import Geometry
import Testing

private let abc = #""data": {"values": [{"a": "A", "b": 28}, {"a": "B", "b": 55}, {"a": "C", "b": 43}]}"#

@Test(.needsFonts) func `bars stand in steps of twenty`() throws {
  let chart = try compiled("{\(abc), \"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": \"a\"}, \"y\": {\"field\": \"b\", \"type\": \"quantitative\"}}}")
  #expect(chart.findings.isEmpty)
  #expect(chart.scene?.views == [Rect(x: 39, y: 10, width: 60, height: 300)] || chart.scene?.views.first?.width == 60)
  #expect(chart.rects.map(\.width) == [18, 18, 18])
  #expect(chart.words(.axisTitle) == ["a", "b"])
}

@Test(.needsFonts) func `stacked bars lie on each other`() throws {
  let chart = try compiled(
    #"{"data": {"values": [{"a": "A", "c": "x", "b": 1}, {"a": "A", "c": "y", "b": 3}]}, "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "color": {"field": "c"}}}"#)
  let rects = chart.rects
  try #require(rects.count == 2)
  #expect(rects[0].maxY == rects[1].minY || rects[1].maxY == rects[0].minY)
  #expect(chart.words(.legendLabel) == ["x", "y"])
}

@Test(.needsFonts) func `an unknown channel is named with its nearest`() throws {
  let chart = try compiled("{\(abc), \"mark\": \"bar\", \"encoding\": {\"colour\": {\"field\": \"a\"}}}", strict: true)
  #expect(chart.scene == nil)
  let finding = try #require(chart.findings.first { $0.id == "unknown-channel" })
  #expect(finding.severity == .error)
  #expect(finding.hint == "did you mean \"color\"?")
}

@Test(.needsFonts) func `a pasted chart only warns of an unknown channel`() throws {
  let chart = try compiled("{\(abc), \"mark\": \"bar\", \"encoding\": {\"colour\": {\"field\": \"a\"}, \"x\": {\"field\": \"a\"}}}")
  #expect(chart.scene != nil)
  #expect(chart.findings.first?.severity == .warning)
}

@Test(.needsFonts) func `an unknown field names the columns there are`() throws {
  let chart = try compiled("{\(abc), \"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": \"bb\", \"type\": \"quantitative\"}}}")
  let finding = try #require(chart.findings.first { $0.id == "unknown-field" })
  #expect(finding.message.contains("a, b"))
  #expect(finding.hint == "did you mean \"b\"?")
}

@Test(.needsFonts, arguments: ["null", "\"x\"", "1e308", "-1e308", "0", "[1]", "{}", "true"])
func `any value gives a picture or a finding`(value: String) throws {
  for mark in ["bar", "line", "area", "point", "rule", "tick", "text", "rect", "arc", "trail", "boxplot", "errorbar"] {
    for type in ["quantitative", "temporal", "nominal", "ordinal"] {
      let spec = "{\"data\": {\"values\": [{\"a\": \(value), \"b\": 2}, {\"a\": 1, \"b\": \(value)}]}, \"mark\": \"\(mark)\", \"encoding\": {\"x\": {\"field\": \"a\", \"type\": \"\(type)\"}, \"y\": {\"field\": \"b\", \"type\": \"quantitative\"}, \"color\": {\"field\": \"a\", \"type\": \"\(type)\"}}}"
      let chart = try compiled(spec)
      #expect(chart.scene != nil || !chart.findings.isEmpty, "\(mark) \(type) \(value)")
      #expect(chart.marks.allSatisfy { $0.isFinite }, "\(mark) \(type) \(value)")
    }
  }
}

@Test(.needsFonts) func `no rows give an empty chart`() throws {
  let chart = try compiled(#"{"data": {"values": []}, "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"aggregate": "count"}}}"#)
  #expect(chart.scene != nil)
}

@Test(.needsFonts) func `ten thousand categories are drawn`() throws {
  let rows = (0..<10_000).map { "{\"a\": \"k\($0)\", \"b\": 1}" }.joined(separator: ",")
  let chart = try compiled("{\"data\": {\"values\": [\(rows)]}, \"mark\": \"bar\", \"encoding\": {\"y\": {\"field\": \"a\"}, \"x\": {\"field\": \"b\", \"type\": \"quantitative\"}}, \"height\": 300}")
  #expect(chart.marks.count == 10_000)
}

@Test(.needsFonts) func `the outer size is kept`() throws {
  let chart = try compiled("{\(abc), \"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": \"a\"}, \"y\": {\"field\": \"b\", \"type\": \"quantitative\"}}}", width: 400, height: 250)
  #expect(chart.scene?.size == Size(width: 400, height: 250))
}

extension Mark {
  /// Whether every coordinate can be drawn.
  var isFinite: Bool {
    switch shape {
    case .rect(let r, _): r.isFinite
    case .image(let i): i.box.isFinite
    case .rule(let a, let b): a.isFinite && b.isFinite
    case .symbol(let s): s.center.isFinite && s.size.isFinite
    case .arc(let a): a.center.isFinite && a.startAngle.isFinite && a.endAngle.isFinite
    case .path(let path, _): path.isComplete
    case .trail(let points): points.allSatisfy { $0.point.isFinite && $0.width.isFinite }
    case .text(let t): t.anchor.isFinite
    }
  }
}
