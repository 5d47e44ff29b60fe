import Charts
import Geometry
import Testing

private let line = #"{"data": {"values": [{"x": 1, "y": 1}, {"x": 2, "y": 3}]}, "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}, "mark": "#

@Test(.needsFonts) func `a casing lies below its line and is wider on both sides`() throws {
  let marks = try compiled(line + #"{"type": "line", "strokeWidth": 3, "casing": {"color": "white", "width": 1.5}}}"#).marks
  #expect(marks.map(\.style.strokeWidth) == [6, 3])
  #expect(marks.first?.style.stroke == .color(.white))
}

@Test(.needsFonts) func `without the option nothing is added`() throws {
  #expect(try compiled(line + #"{"type": "line"}}"#).marks.count == 1)
  #expect(try compiled(line + #"{"type": "line", "casing": false}}"#).marks.count == 1)
}

@Test(.needsFonts) func `the casing of words is a halo`() throws {
  let marks = try compiled(line + #"{"type": "text", "text": "a", "casing": {"width": 1}}}"#).marks
  guard case .text(let text)? = marks.first?.shape else { Issue.record("no text"); return }
  #expect(text.haloColor == .white)
  #expect(text.haloWidth == 2)
  #expect(marks.count == 2)
}
