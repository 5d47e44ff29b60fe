import CairoBackend
import Charts
import DataTables
import Diagnostics
import Foundation
import Geometry
import Inputs
import Scene
import Testing
import Typesetting

private let typesetter = try? Typesetter(library: FontLibrary(fontsFolder: repository.path() + "fonts"))

/// No tables and no files: charts of their own rows only.
private struct NoTables: ChartTables {
  func table(named name: String, at range: SourceRange) throws(Failure) -> Table { throw Failure(Diagnostic("no-table", at: range, name)) }
  func table(url: String, format: ChartDataFormat, at range: SourceRange) throws(Failure) -> Table { throw Failure(Diagnostic("no-file", at: range, url)) }
  func tree(url: String, at range: SourceRange) throws(Failure) -> TreeNode { throw Failure(Diagnostic("no-file", at: range, url)) }
}

private let rows = """
  "data": {"values": [{"k": "a", "s": "p", "x": 1, "y": 4, "z": 2, "t": "2024-01-01"}, {"k": "a", "s": "q", "x": 2, "y": 7, "z": 5, "t": "2024-02-01"},
  {"k": "b", "s": "p", "x": 3, "y": 3, "z": 9, "t": "2024-03-01"}, {"k": "b", "s": "q", "x": 4, "y": 6, "z": 8, "t": "2024-04-01"},
  {"k": "c", "s": "p", "x": 5, "y": 9, "z": 7, "t": "2024-05-01"}, {"k": "c", "s": "q", "x": 6, "y": 5, "z": 3, "t": "2024-06-01"}]}
  """
private let x = #""x": {"field": "x", "type": "quantitative"}"#, y = #""y": {"field": "y", "type": "quantitative"}"#
private let time = #""x": {"field": "t", "type": "temporal"}"#, kind = #""x": {"field": "k"}"#, color = #""color": {"field": "s"}"#

/// A chart of each family.
private let specs: [String: String] = [
  "bars": #""mark": "bar", "encoding": {\#(kind), "y": {"field": "y", "aggregate": "mean"}}"#,
  "bars lying": #""mark": "bar", "encoding": {"y": {"field": "k"}, "x": {"field": "y", "aggregate": "sum"}}"#,
  "stacked bars": #""mark": "bar", "encoding": {\#(kind), \#(y), \#(color)}"#,
  "normalized bars": #""mark": "bar", "encoding": {\#(kind), "y": {"field": "y", "type": "quantitative", "stack": "normalize"}, \#(color)}"#,
  "grouped bars": #""mark": "bar", "encoding": {\#(kind), "xOffset": {"field": "s"}, \#(y), \#(color)}"#,
  "round bars": #""mark": {"type": "bar", "cornerRadiusEnd": 6}, "encoding": {\#(kind), \#(y), \#(color)}"#,
  "histogram": #""mark": "bar", "encoding": {"x": {"field": "y", "bin": true}, "y": {"aggregate": "count"}}"#,
  "spans": #""mark": "bar", "encoding": {"y": {"field": "t"}, \#(x), "x2": {"field": "z"}}"#,
  "lines": #""mark": "line", "encoding": {\#(time), \#(y), \#(color)}"#,
  "steps with points": #""mark": {"type": "line", "interpolate": "step", "point": true}, "encoding": {\#(time), \#(y)}"#,
  "curves": #""mark": {"type": "line", "interpolate": "monotone"}, "encoding": {\#(x), \#(y)}"#,
  "areas": #""mark": "area", "encoding": {\#(time), \#(y)}"#,
  "stacked areas": #""mark": "area", "encoding": {\#(time), \#(y), \#(color)}"#,
  "stream": #""mark": "area", "encoding": {\#(x), "y": {"field": "y", "type": "quantitative", "stack": "center"}, \#(color)}"#,
  "points": #""mark": "point", "encoding": {\#(x), \#(y), "shape": {"field": "k"}, \#(color)}"#,
  "bubbles": #""mark": "circle", "encoding": {\#(x), \#(y), "size": {"field": "z", "type": "quantitative"}}"#,
  "squares": #""mark": "square", "encoding": {\#(x), "y": {"field": "k"}}"#,
  "ticks": #""mark": "tick", "encoding": {\#(x), "y": {"field": "k"}}"#,
  "rules": #""mark": "rule", "encoding": {"x": {"field": "y", "type": "quantitative"}}"#,
  "heat map": #""mark": "rect", "encoding": {\#(kind), "y": {"field": "s"}, "color": {"field": "y", "type": "quantitative"}}"#,
  "words": #""mark": "text", "encoding": {\#(x), \#(y), "text": {"field": "k"}}"#,
  "pie": #""mark": "arc", "encoding": {"theta": {"field": "y", "type": "quantitative"}, "color": {"field": "t"}}"#,
  "ring": #""mark": {"type": "arc", "innerRadius": 40, "padAngle": 0.03, "cornerRadius": 5}, "encoding": {"theta": {"field": "y", "type": "quantitative"}, "color": {"field": "t"}}"#,
  "rose": #""mark": "arc", "encoding": {"theta": {"field": "t"}, "radius": {"field": "y", "type": "quantitative"}}"#,
  "trail": #""mark": "trail", "encoding": {\#(time), \#(y), "size": {"field": "z", "type": "quantitative"}}"#,
  "box plots": #""mark": "boxplot", "encoding": {\#(kind), \#(y)}"#,
  "error bars": #""mark": {"type": "errorbar", "ticks": true}, "encoding": {\#(kind), \#(y)}"#,
  "error band": #""mark": {"type": "errorband", "extent": "iqr"}, "encoding": {"x": {"field": "k"}, \#(y)}"#,
  "facets": #""mark": "bar", "encoding": {\#(kind), \#(y), "column": {"field": "s"}}"#,
  "concat": #""hconcat": [{"mark": "point", "encoding": {\#(x), \#(y)}}, {"mark": "bar", "encoding": {\#(kind), \#(y)}}]"#,
  "labelled layers": #""layer": [{"mark": "bar"}, {"mark": {"type": "text", "dy": -6}, "encoding": {"text": {"field": "y"}}}], "encoding": {"x": {"field": "t"}, \#(y)}"#,
  "pictures": #""mark": {"type": "image", "width": 20, "height": 12, "url": "flag.png"}, "encoding": {\#(x), \#(y)}"#,
]

/// Room around the chart, so that ink beyond it would be seen. In chart pixels.
private let room = 40.0

private struct Ink {
  private let raster: Raster

  /// What some marks paint, a pixel to a chart pixel, on a ground that no chart here has.
  init(_ marks: [Mark], of scene: MarkScene, _ typesetter: Typesetter) throws {
    var builder = SceneBuilder()
    MarkLowering().lower(marks, by: Transform(scaleX: 1, scaleY: 1, dx: room, dy: room), typesetter: typesetter, into: &builder)
    let page = ScenePage(size: Size(width: scene.size.width + 2 * room, height: scene.size.height + 2 * room), items: builder.items)
    raster = try renderRaster(page, options: RasterOptions(size: .pixelsPerPoint(1), background: Color(red: 1, green: 0, blue: 1)), fonts: FontFaces(book: typesetter.library.book))
  }

  /// The box of all pixels that are not the ground, in chart pixels; nil for none.
  var box: Rect? {
    var low = (x: Int.max, y: Int.max), high = (x: -1, y: -1)
    for row in 0..<raster.height {
      for column in 0..<raster.width {
        let i = 4 * (row * raster.width + column)
        guard raster.pixels[i] < 250 || raster.pixels[i + 1] > 5 || raster.pixels[i + 2] < 250 else { continue }
        low = (min(low.x, column), min(low.y, row))
        high = (max(high.x, column), max(high.y, row))
      }
    }
    guard high.x >= 0 else { return nil }
    return Rect(x: Double(low.x) - room, y: Double(low.y) - room, width: Double(high.x - low.x + 1), height: Double(high.y - low.y + 1))
  }
}

/// The box that a mark's numbers give, its outline included; nil for words.
private func box(of mark: Mark) -> Rect? {
  let half = mark.style.stroke == nil ? 0 : mark.style.strokeWidth / 2
  let plain: Rect?
  switch mark.shape {
  case .rect(let r, _): plain = r
  case .image(let i): plain = i.box
  case .rule(let a, let b): plain = Rect(corner: a, corner: b)
  case .symbol(let s):
    let reach = s.size.squareRoot() * 0.75
    plain = Rect(x: s.center.x - reach, y: s.center.y - reach, width: 2 * reach, height: 2 * reach)
  case .arc(let a): plain = Rect(x: a.center.x - a.outerRadius, y: a.center.y - a.outerRadius, width: 2 * a.outerRadius, height: 2 * a.outerRadius)
  case .path(let path, _): plain = path.bounds
  case .trail(let points):
    let widest = points.map(\.width).max() ?? 0
    let xs = points.map(\.point.x), ys = points.map(\.point.y)
    plain = Rect(corner: Point(x: (xs.min() ?? 0) - widest, y: (ys.min() ?? 0) - widest), corner: Point(x: (xs.max() ?? 0) + widest, y: (ys.max() ?? 0) + widest))
  case .text: plain = nil
  }
  return plain.map { Rect(x: $0.minX - half, y: $0.minY - half, width: $0.width + 2 * half, height: $0.height + 2 * half) }
}

private func contains(_ outer: Rect, _ inner: Rect, tolerance: Double) -> Bool {
  inner.minX >= outer.minX - tolerance && inner.minY >= outer.minY - tolerance && inner.maxX <= outer.maxX + tolerance && inner.maxY <= outer.maxY + tolerance
}

@Test(.enabled(if: typesetter != nil, "the fonts are not set up"), arguments: specs.keys.sorted())
func `the ink of every mark lies in its box, and none beyond the chart`(_ name: String) throws {
  let typesetter = try #require(typesetter)
  let spec = try #require(specs[name])
  var findings = Findings()
  let tree = try parseJSON(SourceFile(name: name, text: "{\(rows), \(spec)}"), limits: .spec)
  let scene = try compileChart(tree, tables: NoTables(), options: ChartOptions(), typesetter: typesetter, findings: &findings)
  let marks = scene.marks.filter { $0.role == .mark }
  #expect(!marks.isEmpty)
  for (index, mark) in marks.prefix(12).enumerated() {
    let ink = try #require(try Ink([mark], of: scene, typesetter).box, "mark \(index) leaves no ink")
    if let box = box(of: mark) { #expect(contains(box, ink, tolerance: 1), "mark \(index): ink \(ink), box \(box)") }
  }
  let all = try #require(try Ink(scene.marks, of: scene, typesetter).box)
  #expect(contains(Rect(origin: .zero, size: scene.size), all, tolerance: 0), "\(all) in \(scene.size)")
}
