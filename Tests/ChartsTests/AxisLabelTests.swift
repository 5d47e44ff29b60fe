import Charts
import Geometry
import Testing

@Test(.needsFonts) func `the labels of an axis take weight and color by a condition on value or label`() throws {
  let chart = try compiled(
    #"{"data": {"values": [{"a": "x", "b": 1}, {"a": "y", "b": 2}]}, "mark": "bar", "encoding": {"y": {"field": "a", "axis": {"labelFontWeight": {"condition": {"test": "datum.label == 'y'", "value": 600}, "value": 400}, "labelColor": {"condition": {"test": "datum.value == 'x'", "value": "red"}, "value": "black"}}}, "x": {"field": "b", "type": "quantitative"}}}"#)
  let labels = try #require(chart.scene).marks.filter { $0.role == .axisLabel }.compactMap { mark -> (TextMark, MarkStyle)? in
    if case .text(let text) = mark.shape, ["x", "y"].contains(text.lines.joined()) { return (text, mark.style) }
    return nil
  }
  #expect(labels.map(\.0.fontWeight) == [400, 600])
  #expect(labels.map(\.1.fill) == [.color(.init(hex: 0xFF0000)), .color(.black)])
}
