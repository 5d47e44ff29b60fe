import Diagnostics
import Testing

private func range(_ text: String, _ start: Int, _ end: Int, name: String = "brief.yaml") -> SourceRange {
  SourceRange(file: SourceFile(name: name, text: text), start: start, end: end)
}

private func unknownKey(at range: SourceRange, hint: String? = nil) -> Diagnostic {
  Diagnostic("unknown-key", at: range, "unknown key \"colour\"", hint: hint)
}

@Test func `text: place, severity, id, message and hint, then the line with carets`() {
  let finding = unknownKey(at: range("title: x\n  colour: red\n", 11, 17), hint: "did you mean \"color\"?")
  #expect(
    finding.formatted(as: .text) == """
      brief.yaml:2:3: error[unknown-key]: unknown key "colour"; did you mean "color"?
       2 |   colour: red
         |   ^^^^^^
      """)
}

@Test func `text: a finding without a place is one line`() {
  let finding = Diagnostic("no-pages", .warning, at: .detached, "the document has no pages")
  #expect(finding.formatted(as: .text) == "warning[no-pages]: the document has no pages")
}

@Test func `text: columns count characters, not bytes, and the caret stands below its character`() {
  let text = "강수: 비\n"
  let finding = unknownKey(at: range(text, 8, 11))
  let lines = finding.formatted(as: .text).split(separator: "\n")
  #expect(lines[0].hasPrefix("brief.yaml:1:5: "))
  #expect(lines[2] == "   |     ^")
}

@Test func `text: a tab takes one column in the line and in the caret line`() {
  let lines = unknownKey(at: range("\ta: b\tc", 6, 7)).formatted(as: .text).split(separator: "\n")
  #expect(lines[1] == " 1 |  a: b c")
  #expect(lines[2] == "   |       ^")
}

@Test func `text: control characters never reach the terminal`() {
  let shown = unknownKey(at: range("a\u{1B}[31m: b", 0, 1)).formatted(as: .text)
  #expect(!shown.contains("\u{1B}"))
}

@Test func `text: a long line is shown around its place`() {
  let text = String(repeating: "x", count: 500) + "HERE" + String(repeating: "y", count: 500)
  let lines = unknownKey(at: range(text, 500, 504)).formatted(as: .text).split(separator: "\n")
  #expect(lines[0].hasPrefix("brief.yaml:1:501: "))
  #expect(lines[1].count < 200)
  let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
  #expect(lines[1].dropFirst(caret).hasPrefix("HERE"))
}

@Test func `text: a range over several lines has one caret, an empty range too`() {
  #expect(unknownKey(at: range("a: b\nc: d\n", 3, 9)).formatted(as: .text).hasSuffix("   |    ^"))
  #expect(unknownKey(at: range("a: b\n", 3, 3)).formatted(as: .text).hasSuffix("   |    ^"))
}

@Test func `text: a range past the end points to the end`() {
  #expect(unknownKey(at: range("a: b", 900, 950)).formatted(as: .text).hasPrefix("brief.yaml:1:5: "))
}

@Test func `JSON: one object a line, strings escaped`() {
  let finding = Diagnostic("bad", at: range("a\nb", 2, 3, name: "a \"b\".yaml"), "tab\t, quote \" and \u{1}", hint: "line\nbreak")
  #expect(
    finding.formatted(as: .json)
      == #"{"severity":"error","id":"bad","file":"a \"b\".yaml","line":2,"column":1,"message":"tab\t, quote \" and \u0001","hint":"line\nbreak"}"#)
  #expect(
    Diagnostic("bad", .warning, at: .detached, "x").formatted(as: .json) == #"{"severity":"warning","id":"bad","message":"x"}"#)
}

@Test func `GitHub: properties and message are escaped each in their way`() {
  let finding = Diagnostic("a:b,c", at: range("a\nb", 2, 3, name: "x,y:z.yaml"), "50 %\nof: it, all")
  #expect(finding.formatted(as: .github) == "::error file=x%2Cy%3Az.yaml,line=2,col=1,title=a%3Ab%2Cc::50 %25%0Aof: it, all")
  #expect(Diagnostic("w", .warning, at: .detached, "m").formatted(as: .github) == "::warning title=w::m")
}
