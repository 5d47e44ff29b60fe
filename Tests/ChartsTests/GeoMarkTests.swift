import Diagnostics
import Geometry
import Testing

@testable import Charts

private func geo(_ rest: String, strict: Bool = false) throws -> Compiled {
  try compiled(#"{"width": 200, "height": 100, \#(rest)}"#, strict: strict)
}

@Suite(.needsFonts) struct `Marks on the globe` {
  @Test func `the sphere fills the view in an equirectangular projection`() throws {
    let chart = try geo(#""data": {"sphere": true}, "projection": {"type": "equirectangular"}, "mark": "geoshape""#)
    guard case .path(let path, .geoshape)? = chart.marks.first?.shape else { Issue.record("no shape"); return }
    let box = try #require(path.bounds), view = try #require(chart.scene).views[0]
    #expect(abs(box.width - 200) < 1e-6 && abs(box.height - 100) < 1e-6)
    #expect(abs(box.minX - view.minX) < 1e-6 && abs(box.minY - view.minY) < 1e-6)
  }

  @Test func `a graticule is stroked, not filled`() throws {
    let chart = try geo(#""data": {"graticule": {"step": [30, 30]}}, "projection": {"type": "equirectangular"}, "mark": "geoshape""#)
    let style = try #require(chart.marks.first).style
    #expect(style.fill == nil)
    #expect(style.stroke != nil)
  }

  @Test func `inline GeoJSON is drawn and colored by its properties`() throws {
    let square = #"{"type": "Feature", "properties": {"v": 1}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]]}}"#
    let chart = try geo(
      #""data": {"values": [\#(square)]}, "projection": {"type": "equirectangular"}, "mark": "geoshape", "encoding": {"color": {"field": "properties.v", "type": "nominal"}}"#)
    #expect(chart.findings.isEmpty)
    #expect(chart.marks.map(\.style.fill) == [.color(Color(hex: 0x4C78A8))])
  }

  @Test func `places by longitude and latitude are fitted to the view`() throws {
    let chart = try geo(
      #""data": {"values": [{"x": 0, "y": 0}, {"x": 40, "y": 20}]}, "projection": {"type": "equirectangular"}, "mark": "circle", "encoding": {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}"#)
    let centers = chart.marks.compactMap { mark -> Point? in
      if case .symbol(let symbol) = mark.shape { return symbol.center }
      return nil
    }
    try #require(centers.count == 2)
    #expect(abs(centers[1].x - centers[0].x - 200) < 1e-6)
    #expect(abs(centers[0].y - centers[1].y - 100) < 1e-6)
  }

  @Test func `a projection with a scale of its own is clipped to the view`() throws {
    let chart = try geo(#""data": {"sphere": true}, "projection": {"type": "equirectangular", "scale": 500}, "mark": "geoshape""#)
    #expect(chart.marks.first?.clip == chart.scene?.views.first)
  }

  @Test func `a place outside of the projection is named, and a report leaves it out`() throws {
    let spec = #""data": {"values": [{"x": 2, "y": 49}, {"x": -100, "y": 40}]}, "projection": {"type": "albersUsa"}, "mark": "circle", "encoding": {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}"#
    let report = try geo(spec, strict: true), pasted = try geo(spec)
    #expect(report.findings.map(\.message) == ["1 of 2 places lie outside of the projection"])
    #expect(report.marks.count == 1)
    #expect(pasted.marks.count == 2)
  }

  @Test func `an unknown projection is named`() throws {
    let chart = try geo(#""data": {"sphere": true}, "projection": {"type": "mercato"}, "mark": "geoshape""#, strict: true)
    #expect(chart.findings.map(\.hint) == [#"did you mean "mercator"?"#])
  }
}

@Suite(.needsFonts) struct `Trends` {
  @Test func `the parameters of a trend are its coefficients and the share it explains`() throws {
    let chart = try compiled(
      #"{"data": {"values": [{"x": 1, "y": 3}, {"x": 2, "y": 5}, {"x": 3, "y": 7}]}, "transform": [{"regression": "y", "on": "x", "params": true}, {"calculate": "datum.coef[0] + ' ' + datum.coef[1] + ' ' + datum.rSquared", "as": "t"}], "mark": "text", "encoding": {"text": {"field": "t"}}}"#)
    guard case .text(let text)? = chart.marks.first?.shape else { Issue.record("no text"); return }
    #expect(text.lines == ["1 2 1"])
  }
}
