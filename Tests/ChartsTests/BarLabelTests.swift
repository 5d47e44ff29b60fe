import Charts
import Diagnostics
import Geometry
import Testing

private let long = #"{"a": "long", "b": 100}"#, short = #"{"a": "short", "b": 1}"#

private func chart(_ labels: String, rows: [String] = [long, short], extra: String = "") throws -> Compiled {
  try compiled(
    "{\"data\": {\"values\": [\(rows.joined(separator: ","))]}, \"mark\": {\"type\": \"bar\", \"labels\": \(labels)}, \"encoding\": {\"y\": {\"field\": \"a\"}, \"x\": {\"field\": \"b\", \"type\": \"quantitative\"}\(extra)}}")
}

private func texts(_ compiled: Compiled) -> [TextMark] {
  compiled.marks.compactMap { mark in
    if case .text(let text) = mark.shape { return text }
    return nil
  }
}

@Test(.needsFonts) func `a long bar holds its label, a short one has it after its end`() throws {
  let compiled = try chart("true")
  let labels = texts(compiled)
  try #require(labels.map(\.lines) == [["100"], ["1"]])
  #expect(labels.map(\.align) == [.right, .left])
  #expect(compiled.findings.isEmpty)
}

@Test(.needsFonts) func `text inside a bar contrasts with it`() throws {
  let compiled = try chart("true")
  let first = try #require(compiled.marks.first { if case .text = $0.shape { true } else { false } })
  guard case .color(let color)? = first.style.fill else { Issue.record("no color"); return }
  #expect(color == .white || color == .black)
  #expect(color.contrast(with: Color(hex: 0x4C78A8)) > 4.5)
}

@Test(.needsFonts) func `a label without room is left out with a warning that names it`() throws {
  let compiled = try chart(#"{"placement": "inside"}"#)
  #expect(texts(compiled).map(\.lines) == [["100"]])
  let finding = try #require(compiled.findings.first { $0.id == "label-dropped" })
  #expect(finding.severity == .warning)
  #expect(finding.message == "there is no room for the label \"1\" of \"short\"")
}

@Test(.needsFonts) func `labels take a format`() throws {
  #expect(texts(try chart(#"{"format": ".1f"}"#)).map(\.lines) == [["100.0"], ["1.0"]])
}

@Test(.needsFonts) func `a stack has its total after its end`() throws {
  let rows = [#"{"a": "k", "c": "x", "b": 40}"#, #"{"a": "k", "c": "y", "b": 60}"#]
  let labels = texts(try chart(#"{"total": true}"#, rows: rows, extra: #", "color": {"field": "c"}"#))
  #expect(labels.map(\.lines).sorted { $0[0] < $1[0] } == [["100"], ["40"], ["60"]])
}

@Test(.needsFonts) func `names of series stand over the first bar in place of a legend`() throws {
  let rows = [#"{"a": "k", "c": "x", "b": 40}"#, #"{"a": "k", "c": "y", "b": 60}"#]
  let compiled = try chart("false", rows: rows, extra: #", "color": {"field": "c", "legend": {"orient": "series"}}"#)
  #expect(compiled.words(.legendLabel) == ["x", "y"])
  #expect(compiled.words(.legendTitle).isEmpty)
  #expect(compiled.scene?.marks.contains { $0.role == .legendSymbol } == false)
}

@Test(.needsFonts) func `a part of a stack never stands after its end, where it would be read as the sum`() throws {
  let rows = [
    #"{"a": "big", "c": "x", "b": 400}"#, #"{"a": "k", "c": "x", "b": 1}"#, #"{"a": "k", "c": "y", "b": 2}"#,
  ]
  let compiled = try chart(#"{"total": true}"#, rows: rows, extra: #", "color": {"field": "c"}"#)
  #expect(texts(compiled).map(\.lines).sorted { $0[0] < $1[0] } == [["3"], ["400"], ["400"]])
  #expect(compiled.findings.map(\.message) == ["there is no room for the label \"1\" of \"k\"", "there is no room for the label \"2\" of \"k\""])
}
