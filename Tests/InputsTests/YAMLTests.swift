import Diagnostics
import Inputs
import Testing

private func yaml(_ text: String) throws(Failure) -> TreeNode { try parseYAML(SourceFile(name: "page.yaml", text: text)) }

private func finding(_ text: String) -> String {
  do {
    return "value " + dump(try yaml(text))
  } catch {
    return error.diagnostics.map { firstLine($0.formatted(as: .text)) }.joined(separator: "|")
  }
}

@Test func `YAML: the core schema, with no, times and leading zeros as text`() throws {
  let text = """
    a: [1, -2.5, 0x1F, 0o17, 1e3, .5, +7]
    b: [true, False, null, ~, ]
    c: [no, yes, on, 16:9, 007, 00.5, 2026-11, 1_000, 0x, 1e, "1", '2', -]
    """
  let found = finding(text)
  #expect(found.contains("where a value was expected"))
  let tree = try yaml(text.replacing(", -]", with: "]"))
  #expect(tree["a"]?.elements?.compactMap(\.number) == [1, -2.5, 31, 15, 1000, 0.5, 7])
  #expect(tree["b"].map(dump) == "[true,false,null,null]")
  #expect(
    tree["c"]?.elements?.compactMap(\.string) == [
      "no", "yes", "on", "16:9", "007", "00.5", "2026-11", "1_000", "0x", "1e", "1", "2",
    ])
  #expect(dump(try yaml("a: !!str 12\nb: ! 7\nc:")) == #"{"a":"12","b":"7","c":null}"#)
}

@Test func `YAML: block collections, lists at the indentation of their key`() throws {
  let text = """
    # report
    a:
    - x
    - y: 1
      z:
        - - 2
          - 3
    b:
      c: d   # comment
    """
  #expect(dump(try yaml(text)) == #"{"a":["x",{"y":1,"z":[[2,3]]}],"b":{"c":"d"}}"#)
}

@Test func `YAML: literal, folded and quoted text`() throws {
  let text =
    "a: |\n  one\n    two\n\n  three\nb: >-\n  one\n  two\n\n  three\n\nc: |+\n  x\n\nd: \"x\n  y\\n\\u00e9\\ud83d\\ude00\"\ne: 'it''s\n\n  so'\nf: plain\n  more\n"
  let tree = try yaml(text)
  #expect(tree["a"]?.string == "one\n  two\n\nthree\n")
  #expect(tree["b"]?.string == "one two\nthree")
  #expect(tree["c"]?.string == "x\n\n")
  #expect(tree["d"]?.string == "x y\né😀")
  #expect(tree["e"]?.string == "it's\nso")
  #expect(tree["f"]?.string == "plain more")
}

@Test func `YAML: brackets hold pairs, nested collections and adjacent values`() throws {
  #expect(
    dump(try yaml("{a: 1, \"b\":2, c: [x, y: z, {}], d, e: ,}")) == #"{"a":1,"b":2,"c":["x",{"y":"z"},{}],"d":null,"e":null}"#)
  #expect(dump(try yaml("[a:b, http://x/y, -1, ?x]")) == #"["a:b","http://x/y",-1,"?x"]"#)
}

@Test func `YAML: aliases repeat a value; keys may be numbers`() throws {
  #expect(dump(try yaml("a: &x {p: 1}\nb: *x\n2015: [*x]")) == #"{"a":{"p":1},"b":{"p":1},"2015":[{"p":1}]}"#)
  #expect(
    finding("a: &first 1\nb: *frist")
      == "page.yaml:2:4: error[bad-yaml]: no anchor \"&frist\" stands before this alias; did you mean \"first\"?")
}

@Test func `YAML: ranges cover what was written`() throws {
  let text = "é: [1, \"ab\"]\nm: |\n  text\nn: plain # c"
  let tree = try yaml(text)
  func written(_ node: TreeNode?) -> String? {
    node.map { String(decoding: Array(text.utf8)[$0.range.start..<$0.range.end], as: UTF8.self) }
  }
  #expect(written(tree["é"]) == "[1, \"ab\"]")
  #expect(written(tree["é"]?.elements?[1]) == "\"ab\"")
  #expect(written(tree["n"]) == "plain")
  #expect(tree["é"]?.range.position == SourcePosition(line: 1, column: 4))
  #expect(tree["m"]?.range.position == SourcePosition(line: 2, column: 4))
}

@Test func `YAML: mistakes are named with their place`() {
  #expect(
    finding("a: b: c")
      == "page.yaml:1:5: error[bad-yaml]: a second \": \" on the line of a key; put a value that contains \": \" in quotes")
  #expect(finding("a:\n   b: 1\n  c: 2").hasPrefix("page.yaml:3:3: error[bad-yaml]: this line is indented by 2 spaces"))
  #expect(
    finding("a: [1, 2\nb: 3")
      == "page.yaml:2:2: error[bad-yaml]: the key before this colon spans several lines; is a comma or a closing quote missing before it?"
  )
  #expect(finding("a: [1, 2") == "page.yaml:1:4: error[bad-yaml]: this bracket is not closed")
  #expect(finding("a: \"x") == "page.yaml:1:4: error[bad-yaml]: the double quote is not closed")
  #expect(finding("a:\n\tb: 1") == "page.yaml:2:1: error[bad-yaml]: a tab indents this line; indent with spaces")
  #expect(finding("a: @x") == "page.yaml:1:4: error[bad-yaml]: a value cannot begin with \"@\"; put it in quotes")
  #expect(
    finding("a: {{ x }}") == "page.yaml:1:4: error[bad-yaml]: a list or a mapping as a key; keys are text"
      || finding("a: {{ x }}").contains("keys are text"))
  #expect(
    finding("a: .inf")
      == "page.yaml:1:4: error[bad-yaml]: .inf is no finite number; write null for a missing value, or quotes for text")
  #expect(finding("a: !person x").hasPrefix("page.yaml:1:4: error[bad-yaml]: unknown tag \"!person\""))
  #expect(finding("? a\n: b") == "page.yaml:1:1: error[bad-yaml]: \"? \" begins a key of several lines; keys are one line of text")
  #expect(
    finding("a: \"x\" y")
      == "page.yaml:1:8: error[bad-yaml]: found \"y\" after the end of a value; put a value that contains it in quotes")
}

@Test func `YAML: a duplicate key is refused with both places`() {
  #expect(
    finding("a: 1\nb: 2\na: 3") == "page.yaml:3:1: error[duplicate-key]: the key \"a\" occurs twice (first at line 1, column 1)")
  #expect(
    finding("x: {a: 1, a: 2}") == "page.yaml:1:11: error[duplicate-key]: the key \"a\" occurs twice (first at line 1, column 5)")
  #expect(finding("1: a\n\"1\": b").contains("error[duplicate-key]"))
}

@Test func `YAML: one document only`() throws {
  #expect(
    finding("a: 1\n---\nb: 2")
      == "page.yaml:2:1: error[many-documents]: a second YAML document begins here; a file holds one; put it into its own file")
  #expect(dump(try yaml("%YAML 1.2\n---\na: 1\n...\n")) == #"{"a":1}"#)
  #expect(dump(try yaml("\u{FEFF}a: 1")) == #"{"a":1}"#)
  #expect(dump(try yaml("# nothing\n")) == "null")
}

@Test func `YAML: depth is limited before the tree is built`() {
  #expect(finding(String(repeating: "[", count: 100_000)) == "page.yaml:1:65: error[too-deep]: nested more than 64 levels deep")
  #expect(finding(String(repeating: "- ", count: 100_000)).contains("error[too-deep]"))
  #expect(finding(String(repeating: "{a: ", count: 100_000)).contains("error[too-deep]"))
  let stairs = (0..<100).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
  #expect(finding(stairs).hasPrefix("page.yaml:65:65: error[too-deep]"))
  let fits = (0..<64).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
  #expect(finding(fits).hasPrefix("value"))
}

@Test func `YAML: aliases count for what they stand for`() {
  var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
  for level in 1...9 {
    text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
  }
  #expect(finding(text).contains("error[too-many-values]: more than 100,000 values, counting what each alias stands for"))
  let deep =
    "a: &a " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "\nb: " + String(repeating: "[", count: 30)
    + "*a" + String(repeating: "]", count: 30)
  #expect(finding(deep).contains("error[too-deep]"))
}

@Test func `YAML: more than 4 MB is refused unread`() {
  let file = SourceFile(name: "big.yaml", bytes: Array(repeating: UInt8(ascii: "#"), count: 4_000_001))
  let error = #expect(throws: Failure.self) { try parseYAML(file) }
  #expect(error?.diagnostics.first?.id == "too-large")
  #expect(error?.diagnostics.first?.message == "the text has 4,000,001 bytes; at most 4,000,000 are read")
  #expect(error?.diagnostics.first?.kind == .limit)
}

@Test func `a spec is JSON by its name or first byte, YAML otherwise`() throws {
  #expect(dump(try parseSpecText(SourceFile(name: "a.yaml", text: " {\"a\": \"\\ud83d\\ude00\"}"))) == #"{"a":"😀"}"#)
  #expect(dump(try parseSpecText(SourceFile(name: "a.yaml", text: "{a: 1}"))) == #"{"a":1}"#)
  #expect(dump(try parseSpecText(SourceFile(name: "a.yaml", text: "a: 1"))) == #"{"a":1}"#)
  #expect(throws: Failure.self) { try parseSpecText(SourceFile(name: "a.json", text: "{a: 1}")) }
}
