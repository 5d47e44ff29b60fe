import Diagnostics
import Testing

@Test func `positions count from one and each line break ends its own line`() {
  let file = SourceFile(name: "a", text: "ab\n\ncd")
  let expected = [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3), (3, 3)]
  for (offset, (line, column)) in expected.enumerated() {
    #expect(file.position(at: offset) == SourcePosition(line: line, column: column))
  }
  #expect(file.position(at: -4) == SourcePosition(line: 1, column: 1))
}

@Test func `an empty file has one position`() {
  let file = SourceFile(name: "a", text: "")
  #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
  #expect(file.line(1) == "" && file.line(2) == "" && file.line(0) == "")
}

@Test func `columns count Unicode scalars`() {
  let file = SourceFile(name: "a", text: "é한😀x")
  #expect(file.position(at: 2).column == 2)
  #expect(file.position(at: 5).column == 3)
  #expect(file.position(at: 9).column == 4)
}

@Test func `offset and position are each other's inverse`() {
  let text = "a: é\n한글: 😀x\n\n\tend"
  let file = SourceFile(name: "a", text: text)
  var offset = 0
  for scalar in text.unicodeScalars {
    let position = file.position(at: offset)
    #expect(file.offset(line: position.line, column: position.column) == offset)
    offset += scalar.utf8.count
  }
  #expect(file.offset(line: 1, column: 99) == 5)
  #expect(file.offset(line: 99, column: 1) == file.bytes.count)
}

@Test func `a byte-order mark is not part of the text`() {
  let file = SourceFile(name: "a", bytes: [0xEF, 0xBB, 0xBF, 0x61])
  #expect(file.text == "a" && file.position(at: 0).column == 1)
}

@Test func `lines come without their break, also without a carriage return`() {
  let file = SourceFile(name: "a", text: "one\r\ntwo\nthree")
  #expect([1, 2, 3, 4].map(file.line) == ["one", "two", "three", ""])
}

@Test func `bytes that are not UTF-8 show as replacement characters`() {
  #expect(SourceFile(name: "a", bytes: [0x61, 0xFF, 0x62]).text == "a\u{FFFD}b")
}

@Test func `ranges are equal when they cover the same bytes of the same file`() {
  let one = SourceFile(name: "a", text: "abc"), two = SourceFile(name: "a", text: "abc")
  #expect(SourceRange(file: one, start: 0, end: 2) == SourceRange(file: one, start: 0, end: 2))
  #expect(SourceRange(file: one, start: 0, end: 2) != SourceRange(file: two, start: 0, end: 2))
  #expect(SourceRange(file: one, start: 2, end: 0).end == 2)
  #expect(SourceRange.detached.position == nil)
}

@Test func `bytes are found in a text wherever they stand`() {
  #expect("a {{ b }}".containsBytes(of: "{{") && "{{".containsBytes(of: "{{") && "한국 {{".containsBytes(of: "{{"))
  #expect(!"a { b }".containsBytes(of: "{{") && !"".containsBytes(of: "{{") && !"{".containsBytes(of: "{{"))
  #expect("e\u{301}".containsBytes(of: "e"))
}
