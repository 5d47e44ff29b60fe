import Charts
import Diagnostics
import Geometry
import Testing

private let rows = #""data": {"values": [{"x": 1, "y": 2, "k": "a"}, {"x": 3, "y": 4, "k": "b"}]}"#
private let unit = #"{"mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}"#

@Test(.needsFonts) func `plots beside each other fill a stated size and keep their proportions`() throws {
  let chart = try compiled(#"{\#(rows), "hconcat": [\#(unit), "width": 100}, \#(unit), "width": 200}]}"#, width: 700, height: 300)
  let scene = try #require(chart.scene)
  #expect(chart.findings.isEmpty)
  #expect(scene.size == Size(width: 700, height: 300))
  let views = scene.views
  try #require(views.count == 2)
  #expect(abs(views[1].width / views[0].width - 2) < 1e-9)
  #expect((680...695).contains(views[1].maxX))
  #expect(views[0].height == views[1].height)
  #expect(views[0].height > 230)
}

@Test(.needsFonts) func `the cells of a facet fill a stated size`() throws {
  let chart = try compiled(
    #"{\#(rows), "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}, "column": {"field": "k"}}}"#,
    width: 600, height: 200)
  let scene = try #require(chart.scene)
  #expect(chart.findings.isEmpty)
  #expect(scene.views.count == 2)
  #expect(Set(scene.views.map(\.width)).count == 1)
  #expect((580...595).contains(scene.views.map(\.maxX).max() ?? 0))
}

@Test(.needsFonts) func `what a place cannot hold is named, once`() throws {
  let labels = #"{"type": "bar", "labels": {"placement": "end", "expr": "'a very long label that no narrow column can hold'"}}"#
  let chart = try compiled(
    #"{\#(rows), "mark": \#(labels), "encoding": {"y": {"field": "k"}, "x": {"field": "y", "type": "quantitative"}}}"#, width: 100, height: 80)
  #expect(chart.ids == ["chart-cut"])
}

@Test(.needsFonts) func `what is found while a size is tried counts once`() throws {
  let chart = try compiled(
    #"{\#(rows), "mark": {"type": "bar", "labels": {"placement": "inside", "expr": "'far too long for any bar of this little chart'"}}, "encoding": {"y": {"field": "k"}, "x": {"field": "y", "type": "quantitative"}}}"#,
    width: 150, height: 100)
  #expect(chart.ids == ["label-dropped", "label-dropped"])
}
