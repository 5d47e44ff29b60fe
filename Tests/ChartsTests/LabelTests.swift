import Diagnostics
import Geometry
import Testing

@testable import Charts

private func texts(_ compiled: Compiled) -> [TextMark] {
  compiled.marks.compactMap { mark in
    if case .text(let text) = mark.shape { return text }
    return nil
  }
}

private func fills(_ compiled: Compiled) -> [Color] {
  compiled.marks.compactMap { mark in
    if case .text = mark.shape, case .color(let color)? = mark.style.fill { return color }
    return nil
  }
}

private func bars(_ labels: String, extra: String = "") throws -> Compiled {
  try compiled(
    #"{"data": {"values": [{"a": "x", "b": 90, "m": "*"}, {"a": "y", "b": 40, "m": null}]}, "mark": {"type": "bar", "labels": \#(labels)}, "encoding": {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}\#(extra)}}"#)
}

private func points(_ values: String, mark: String, x: String = #""scale": {"domain": [0, 100]}"#) throws -> Compiled {
  try compiled(
    #"{"width": 300, "height": 100, "data": {"values": [\#(values)]}, "mark": \#(mark), "encoding": {"x": {"field": "x", "type": "quantitative", \#(x)}, "y": {"field": "y", "type": "quantitative", "scale": {"domain": [0, 100]}}, "detail": {"field": "n"}}}"#)
}

@Suite(.needsFonts) struct `Words of labels` {
  @Test func `a label takes its words from a field or an expression`() throws {
    #expect(texts(try bars(#"{"placement": "end", "field": "a"}"#)).map(\.lines) == [["x"], ["y"]])
    #expect(texts(try bars(#"{"placement": "end", "expr": "format(datum.b, '.1f') + datum.a"}"#)).map(\.lines) == [["90.0x"], ["40.0y"]])
  }

  @Test func `a row without words has no label and no warning`() throws {
    let chart = try bars(#"{"placement": "end", "field": "m"}"#)
    #expect(texts(chart).map(\.lines) == [["*"]])
    #expect(chart.findings.isEmpty)
  }

  @Test func `color, weight and placement follow a condition`() throws {
    let chart = try bars(
      #"{"color": {"condition": {"test": "datum.b > 50", "value": "red"}, "value": "blue"}, "fontWeight": {"condition": {"test": "datum.b > 50", "value": 600}, "value": 400}, "placement": {"condition": {"test": "datum.b > 50", "value": "inside-start"}, "value": "end"}}"#)
    #expect(fills(chart) == [Color(hex: 0xFF0000), Color(hex: 0x0000FF)])
    #expect(texts(chart).map(\.fontWeight) == [600, 400])
    #expect(texts(chart).map(\.align) == [.left, .left])
    let rects = chart.rects
    #expect(texts(chart)[0].anchor.x == rects[0].minX + 4)
    #expect(texts(chart)[1].anchor.x == rects[1].maxX + 4)
  }

  @Test func `an unknown key or placement is named`() throws {
    #expect(try bars(#"{"placment": "end"}"#).findings.map(\.hint) == [#"did you mean "placement"?"#])
    let chart = try bars(#"{"placement": "outside"}"#)
    #expect(chart.ids.allSatisfy { $0 == "unknown-value" })
    #expect(!chart.ids.isEmpty)
  }

  @Test func `the config gives what the labels leave out`() throws {
    let chart = try compiled(
      #"{"config": {"labels": {"padding": 10}}, "data": {"values": [{"a": "x", "b": 9}]}, "mark": {"type": "bar", "labels": {"placement": "end"}}, "encoding": {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}}}"#)
    #expect(texts(chart)[0].anchor.x == chart.rects[0].maxX + 10)
  }

  @Test func `marks that have no labels say so`() throws {
    let chart = try compiled(#"{"data": {"values": [{"b": 9}]}, "mark": {"type": "rule", "labels": true}, "encoding": {"x": {"field": "b", "type": "quantitative"}}}"#)
    #expect(chart.findings.map(\.message) == ["marks of type rule have no labels"])
  }
}

@Suite(.needsFonts) struct `Labels of stacks` {
  private func stack(_ labels: String) throws -> Compiled {
    try compiled(
      #"{"width": 200, "data": {"values": [{"a": "k", "c": "p", "b": 4, "sum": 50.1}, {"a": "k", "c": "q", "b": 46, "sum": 50.1}]}, "mark": {"type": "bar", "labels": \#(labels)}, "encoding": {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}, "color": {"field": "c", "legend": {"orient": "series"}}}}"#)
  }

  @Test func `a total may be printed from a field and have a title on the line of the series`() throws {
    let chart = try stack(#"{"placement": "inside", "total": {"field": "sum", "format": ".1f", "title": "Total", "fontWeight": 600}}"#)
    let total = try #require(texts(chart).first { $0.lines == ["50.1"] })
    #expect(total.fontWeight == 600)
    #expect(chart.words(.legendLabel).sorted() == ["Total", "p", "q"])
    let heads = try #require(chart.scene).marks.filter { $0.role == .legendLabel }.compactMap { mark -> TextMark? in
      if case .text(let text) = mark.shape { return text }
      return nil
    }
    #expect(Set(heads.map(\.anchor.y)).count == 1)
    #expect(heads.first { $0.lines == ["Total"] }?.anchor.x == total.anchor.x)
  }

  @Test func `a label is set smaller before it is left out`() throws {
    #expect(try stack(#"{"placement": "inside", "format": ".1f"}"#).ids == ["label-dropped"])
    let chart = try stack(#"{"placement": "inside", "format": ".1f", "shrink": 0.8}"#)
    #expect(chart.findings.isEmpty)
    #expect(texts(chart).map(\.fontSize) == [8, 10])
  }
}

@Suite(.needsFonts) struct `Labels of points and lines` {
  private let two = #"{"x": 10, "y": 50, "n": "a"}, {"x": 90, "y": 50, "n": "a"}, {"x": 10, "y": 48, "n": "b"}, {"x": 90, "y": 49, "n": "b"}"#

  @Test func `names at the ends of lines are moved apart, not over each other`() throws {
    let chart = try points(two, mark: #"{"type": "line", "labels": {"at": "end", "field": "n"}}"#)
    let labels = texts(chart)
    try #require(labels.map(\.lines) == [["a"], ["b"]])
    #expect(abs(labels[0].anchor.y - labels[1].anchor.y) >= 7)
    #expect(labels[0].anchor.y < labels[1].anchor.y)
    #expect(labels.allSatisfy { $0.align == .left && $0.anchor.x > 270 })
  }

  @Test func `a list of labels stands at both ends`() throws {
    let chart = try points(
      #"{"x": 10, "y": 50, "n": "a"}, {"x": 90, "y": 20, "n": "a"}"#, mark: #"{"type": "line", "labels": [{"at": "start", "padding": 5}, {"at": "end", "padding": 5}]}"#)
    #expect(texts(chart).map(\.lines) == [["50"], ["20"]])
    #expect(texts(chart).map(\.align) == [.right, .left])
    #expect(texts(chart)[0].anchor.x < texts(chart)[1].anchor.x)
  }

  @Test func `labels of points keep off points and each other`() throws {
    let near = (0..<6).map { #"{"x": \#(50 + $0), "y": 50, "n": "label \#($0)"}"# }.joined(separator: ",")
    let chart = try points(near, mark: #"{"type": "point", "filled": true, "labels": {"field": "n"}}"#)
    let ruler = TextRuler(typesetter: try #require(testTypesetter), language: "en")
    let boxes = texts(chart).map { $0.inkBox(ruler) }
    #expect(boxes.count == 6)
    for (i, box) in boxes.enumerated() { #expect(!boxes[(i + 1)...].contains { $0.intersects(box) }) }
  }

  @Test func `a point without room is named`() throws {
    let crowd = (0..<60).map { #"{"x": 50, "y": 50, "n": "many words on one place, \#($0)"}"# }.joined(separator: ",")
    let chart = try points(crowd, mark: #"{"type": "point", "labels": {"field": "n"}}"#)
    #expect(texts(chart).count < 60)
    #expect(chart.ids.count { $0 == "label-dropped" } == 60 - texts(chart).count)
  }

  @Test func `callouts stand in two rows, in the order of their points, without touching`() throws {
    let events = [1, 2, 3, 97, 98, 99].map { #"{"x": \#($0), "y": 50, "n": "what happened in \#($0)"}"# }.joined(separator: ",")
    let chart = try points(events, mark: #"{"type": "point", "labels": {"placement": "callout", "field": "n", "width": 80, "length": 20}}"#)
    let ruler = TextRuler(typesetter: try #require(testTypesetter), language: "en")
    let labels = texts(chart)
    #expect(chart.findings.isEmpty)
    #expect(labels.count == 6)
    let above = labels.filter { $0.anchor.y < 50 + 8 }, below = labels.filter { $0.anchor.y > 50 + 8 }
    #expect(above.count == 3 && below.count == 3)
    for row in [above, below] {
      #expect(Set(row.map(\.anchor.y)).count == 1)
      #expect(row.map { $0.lines.joined(separator: " ") } == row.sorted { $0.anchor.x < $1.anchor.x }.map { $0.lines.joined(separator: " ") })
      for (a, b) in zip(row, row.dropFirst()) { #expect(a.bounds(ruler).x2 < b.bounds(ruler).x1) }
    }
  }
}

@Suite struct `Room for labels` {
  @Test func `intervals are moved apart as little as possible`() {
    #expect(spread([10, 12], lengths: [10, 10]) == [6, 16])
    #expect(spread([10, 40], lengths: [10, 10]) == [10, 40])
    #expect(spread([0, 0, 0], lengths: [4, 4, 4]) == [-4, 0, 4])
    #expect(spread([], lengths: []).isEmpty)
  }

  @Test func `intervals stay within limits, and run over the end when they do not fit`() {
    #expect(spread([1, 2], lengths: [10, 10], within: 0...100) == [5, 15])
    #expect(spread([98, 99], lengths: [10, 10], within: 0...100) == [85, 95])
    #expect(spread([5, 6], lengths: [10, 10], within: 0...12) == [5, 15])
  }

  @Test func `a box that is taken is not free, its neighbour is`() {
    var space = LabelSpace()
    space.take(Rect(x: 30, y: 30, width: 40, height: 10))
    #expect(!space.isFree(Rect(x: 60, y: 35, width: 40, height: 10)))
    #expect(space.isFree(Rect(x: 70, y: 30, width: 40, height: 10)))
    #expect(space.isFree(Rect(x: -1e300, y: 0, width: 1e301, height: 1)))
  }
}
