import Charts
import Diagnostics
import Geometry
import Testing

/// Rules of Vega-Lite and Vega, each with the numbers that those programs give.

private let letters = #""data": {"values": [{"a": "A", "b": 28, "d": "2024-01-03"}, {"a": "B", "b": 55, "d": "2024-02-10"}, {"a": "C", "b": 43, "d": "2024-07-01"}]}"#

private func letterChart(_ rest: String) throws -> Compiled { try compiled("{\(letters), \(rest)}") }

@Test(.needsFonts) func `a channel that a mark has not is left out and named`() throws {
  let chart = try letterChart(#""mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "shape": {"field": "a"}}"#)
  #expect(chart.ids == ["unsupported-channel"])
  #expect(chart.words(.legendLabel).isEmpty)
  #expect(chart.rects.count == 3)
}

@Test(.needsFonts) func `a filter compares the times that an axis shows`() throws {
  let chart = try letterChart(#""transform": [{"filter": "datum.d > datetime(2024, 1, 1)"}], "mark": "point", "encoding": {"x": {"field": "d", "type": "temporal"}, "y": {"field": "b", "type": "quantitative"}}"#)
  #expect(chart.marks.count == 2)
}

@Test(.needsFonts) func `an axis without numbers has no ticks`() throws {
  let chart = try compiled(#"{"data": {"values": []}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}"#)
  #expect(chart.words(.axisLabel).isEmpty)
  #expect(chart.words(.axisTitle) == ["a", "b"])
}

@Test(.needsFonts) func `one value makes a label without decimals`() throws {
  let chart = try compiled(#"{"data": {"values": [{"a": 1}]}, "mark": "tick", "encoding": {"x": {"field": "a", "type": "quantitative", "aggregate": "valid", "scale": {"zero": false}}}}"#)
  #expect(chart.words(.axisLabel) == ["1"])
}

@Test(.needsFonts) func `dates in legends are written out, on axes by their distance`() throws {
  let chart = try letterChart(#""mark": "point", "encoding": {"x": {"field": "d", "type": "temporal"}, "text": {"value": ""}, "shape": {"field": "d", "type": "temporal"}}"#)
  #expect(chart.words(.legendLabel).first == "Jan 03, 2024")
  #expect(!chart.words(.axisLabel).contains("Jan 03, 2024"))
}

@Test(.needsFonts) func `layers may have an axis each for one scale`() throws {
  let layer = #"{"mark": "point", "encoding": {"y": {"field": "b", "type": "quantitative", "title": "#
  let chart = try letterChart(#""layer": [\#(layer)"one"}}}, \#(layer)"two"}}}], "resolve": {"axis": {"y": "independent"}}"#)
  #expect(chart.words(.axisTitle) == ["one", "two"])
}

@Test(.needsFonts) func `without a scale values are pixels and null is zero`() throws {
  let chart = try compiled(#"{"data": {"values": [{"a": 30}, {"a": null}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative", "scale": null}}}"#)
  let left = try #require(chart.scene?.views.first).minX
  let places = chart.marks.compactMap { mark -> Double? in if case .symbol(let s) = mark.shape { s.center.x - left } else { nil } }
  #expect(places == [30, 0])
}

@Test(.needsFonts, arguments: [("[10, 25]", 10.0), ("[1, 2]", 2)])
func `of the steps that bins may have the largest below the wanted one is taken`(steps: String, width: Double) throws {
  let chart = try compiled(
    #"{"data": {"values": [{"a": 0}, {"a": 100}]}, "width": 100, "mark": {"type": "bar", "binSpacing": 0}, "encoding": {"x": {"field": "a", "type": "quantitative", "bin": {"steps": \#(steps)}}, "y": {"aggregate": "count"}}}"#)
  #expect(abs(try #require(chart.rects.first).width - width) < 1e-6)
}

@Test(.needsFonts) func `a legend without a field shows the first color and the largest opacity of its conditions`() throws {
  let chart = try letterChart(
    #""mark": "point", "encoding": {"x": {"field": "b", "type": "quantitative"}, "shape": {"field": "a"}, "opacity": {"condition": {"test": "datum.b > 30", "value": 0.9}, "value": 0.1}}"#)
  let symbols = (chart.scene?.marks ?? []).filter { $0.role == .legendSymbol }
  #expect(symbols.map(\.style.opacity) == [0.9, 0.9, 0.9])
}

@Test(.needsFonts) func `a legend says how many symbols it leaves out`() throws {
  let rows = (0..<40).map { "{\"k\": \"k\($0 + 10)\"}" }.joined(separator: ",")
  let chart = try compiled("{\"data\": {\"values\": [\(rows)]}, \"mark\": \"point\", \"encoding\": {\"color\": {\"field\": \"k\"}}}")
  #expect(chart.words(.legendLabel).count == 30)
  #expect(chart.words(.legendLabel).last == "…11 entries")
}

@Test(.needsFonts) func `a cell of a facet without rows has no grid`() throws {
  let chart = try compiled(
    #"{"data": {"values": [{"r": "p", "c": "x", "v": 1}, {"r": "q", "c": "y", "v": 2}]}, "mark": "point", "width": 50, "height": 50, "encoding": {"row": {"field": "r"}, "column": {"field": "c"}, "x": {"field": "v", "type": "quantitative", "axis": {"values": [0, 1, 2]}}}}"#)
  #expect(chart.scene?.views.count == 4)
  #expect((chart.scene?.marks ?? []).filter { $0.role == .axisGrid }.count == 6)
}

@Test(.needsFonts) func `rows of one prefix keep the minus of all numbers`() throws {
  let chart = try compiled(#"{"data": {"values": [{"a": -3000}, {"a": 3000}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative", "axis": {"format": "~s"}}}}"#)
  #expect(chart.words(.axisLabel).contains("\u{2212}3k"))
}

@Test(.needsFonts) func `a scale that does not fit its field gives way to the default one`() throws {
  let chart = try letterChart(#""mark": "point", "encoding": {"x": {"field": "b", "type": "quantitative", "scale": {"type": "point"}}}"#)
  #expect(chart.ids == ["unfit-scale"])
  #expect(chart.scene?.views.first?.width == 300)
}

@Test(.needsFonts) func `a selection that begins with a value is shown`() throws {
  let chart = try letterChart(
    #""params": [{"name": "p", "select": {"type": "point", "fields": ["a"]}, "value": [{"a": "B"}]}], "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "opacity": {"condition": {"param": "p", "value": 1}, "value": 0.25}}"#)
  #expect(chart.marks.map(\.style.opacity) == [0.25, 1, 0.25])
}

@Test(.needsFonts) func `a lookup from a selection finds nothing and says so`() throws {
  let chart = try letterChart(#""transform": [{"lookup": "a", "from": {"param": "p", "key": "a", "fields": ["z"]}, "default": 7}], "mark": "point", "encoding": {"x": {"field": "z", "type": "quantitative"}}"#)
  #expect(chart.ids == ["empty-lookup"])
  #expect(chart.marks.count == 3)
}

@Test(.needsFonts) func `an exponential mean weighs what came before`() throws {
  let chart = try letterChart(
    #""transform": [{"aggregate": [{"op": "exponential", "field": "b", "param": 0.5, "as": "m"}]}], "mark": "text", "encoding": {"text": {"field": "m", "type": "quantitative", "format": ".4f"}}"#)
  guard case .text(let text)? = chart.marks.first?.shape else { Issue.record("no text"); return }
  // (43 + 55 / 2 + 28 / 4) / (1 + 1 / 2 + 1 / 4)
  #expect(text.lines == ["44.2857"])
}

@Test(.needsFonts) func `a line from one place to another is a rule`() throws {
  let chart = try letterChart(#""mark": "line", "encoding": {"y": {"field": "a"}, "x": {"datum": 0}, "x2": {"field": "b"}}"#)
  let rules = chart.marks.filter { if case .rule = $0.shape { true } else { false } }
  #expect(rules.count == 3)
  #expect(chart.ids == ["ranged-line"])
}

@Test(.needsFonts) func `the padding of bars does not part the cells of a heat map`() throws {
  let chart = try letterChart(#""config": {"scale": {"barBandPaddingInner": 0.3, "barBandPaddingOuter": 0.2}}, "mark": "rect", "encoding": {"x": {"field": "a"}, "color": {"field": "b", "type": "quantitative"}}"#)
  #expect(chart.rects.map(\.width) == [20, 20, 20])
}

@Test(.needsFonts, arguments: ["point", "bar", "line", "area", "rect", "tick", "arc", "text", "boxplot", "errorband"])
func `numbers without bounds and empty data make a sound chart or a finding`(mark: String) throws {
  for values in ["[]", "[{}]", "[{\"x\": 1e308, \"y\": -1e308}, {\"x\": -1e308, \"y\": 1e308}]", "[{\"x\": \"NaN\", \"y\": \"Infinity\"}, {\"x\": 1, \"y\": 2}]", "[{\"x\": 5e-324, \"y\": 0}]"] {
    for size in ["\"width\": -5, \"height\": 0", "\"width\": 100"] {
      let chart = try compiled("{\"data\": {\"values\": \(values)}, \(size), \"mark\": \"\(mark)\", \"encoding\": {\"x\": {\"field\": \"x\", \"type\": \"quantitative\"}, \"y\": {\"field\": \"y\", \"type\": \"quantitative\"}}}")
      #expect(chart.scene != nil || chart.findings.contains { $0.severity == .error })
    }
  }
}
