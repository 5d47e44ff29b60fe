import Diagnostics
import Inputs
import Testing

private func json(_ text: String) throws(Failure) -> TreeNode {
  try parseJSON(SourceFile(name: "a.json", text: text), limits: .spec)
}

private func finding(_ text: String) -> String { finding(text, .spec) }

private func finding(_ text: String, _ limits: JSONLimits) -> String {
  do {
    return "value " + dump(try parseJSON(SourceFile(name: "a.json", text: text), limits: limits))
  } catch {
    return error.diagnostics.map { firstLine($0.formatted(as: .text)) }.joined(separator: "|")
  }
}

func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }

@Test func `JSON: every kind of value, digits kept`() throws {
  let text = #"{"a": [1, -0.10, 1e3, 268614], "b": null, "c": true, "d": false, "e": {}, "f": []}"#
  #expect(dump(try json(text)) == #"{"a":[1,-0.10,1e3,268614],"b":null,"c":true,"d":false,"e":{},"f":[]}"#)
  #expect(try json("[1e3]").elements?.first?.number == 1000)
  #expect(try json("[0.1]").elements?.first?.number == 0.1)
  #expect(try json("[123456789012345678]").elements?.first?.number == 123456789012345680.0)
  #expect(try json("[1.7976931348623157e308]").elements?.first?.number == 1.7976931348623157e308)
}

@Test func `JSON: escapes and surrogate pairs`() throws {
  #expect(try json(#""\u00e9 \ud83d\ude00 \n\t\"\\\/""#).string == "é 😀 \n\t\"\\/")
  #expect(finding(#""\ud83d""#) == #"a.json:1:2: error[bad-json]: half of a surrogate pair without the other half"#)
  #expect(finding(#""\ud83dA""#).contains("half of a surrogate pair"))
  #expect(finding(#""\x""#) == #"a.json:1:2: error[bad-json]: unknown escape; a backslash itself is written \\"#)
}

@Test func `JSON: positions count lines and scalars`() throws {
  let tree = try json("{\n  \"é\": [1, \"x\"]\n}")
  let list = try #require(tree["é"])
  #expect(list.range.position == SourcePosition(line: 2, column: 8))
  #expect(list.elements?.last?.range.position == SourcePosition(line: 2, column: 12))
  #expect(tree.entries?.first?.keyRange.position == SourcePosition(line: 2, column: 3))
}

@Test func `JSON: what is not JSON is named with its place`() {
  #expect(
    finding("[1, 2")
      == "a.json:1:6: error[bad-json]: found the end of the text where \",\" or \"]\" was expected (an array opened at line 1)")
  #expect(finding("[1,]") == "a.json:1:4: error[bad-json]: found \"]\" after a comma; JSON has no trailing commas")
  #expect(finding("{a: 1}") == "a.json:1:2: error[bad-json]: found \"a\" where a key in double quotes was expected")
  #expect(finding("[NaN]") == "a.json:1:2: error[bad-json]: NaN is not a number in JSON; write null for a missing value")
  #expect(finding("[-Infinity]") == "a.json:1:3: error[bad-json]: found \"I\" where a digit was expected")
  #expect(finding("[01]") == "a.json:1:2: error[bad-json]: a number does not begin with 0")
  #expect(finding("[1e999]") == "a.json:1:2: error[bad-json]: the number is too large; at most 1.797e308 can be kept")
  #expect(finding("[ture]") == "a.json:1:2: error[bad-json]: unknown word \"ture\"; did you mean \"true\"?")
  #expect(finding("") == "a.json:1:1: error[bad-json]: the text is empty; a value was expected")
  #expect(finding("1 2") == "a.json:1:3: error[bad-json]: found \"2\" after the end of the value")
  #expect(
    finding("\"a\nb\"")
      == "a.json:1:3: error[bad-json]: found the end of the line inside a string; write it as an escape such as \\n")
  #expect(finding("\"abc") == "a.json:1:1: error[bad-json]: the string is not closed")
}

@Test func `JSON: a duplicate key is refused with both places, in small and large objects`() {
  #expect(
    finding("{\"a\": 1,\n \"a\": 2}") == "a.json:2:2: error[duplicate-key]: the key \"a\" occurs twice (first at line 1, column 2)")
  let many = (0..<40).map { "\"k\($0)\": 0" }.joined(separator: ", ")
  #expect(finding("{\(many), \"k7\": 1}").contains("error[duplicate-key]: the key \"k7\" occurs twice"))
}

@Test func `JSON: a byte-order mark is accepted, other bytes must be UTF-8`() throws {
  #expect(try parseJSON(SourceFile(name: "a", bytes: [0xEF, 0xBB, 0xBF, 0x5B, 0x5D]), limits: .spec).elements?.isEmpty == true)
  let korean: [UInt8] = [0x22, 0xC7, 0xD1, 0xB1, 0xB9, 0x22]
  let error = #expect(throws: Failure.self) { try parseJSON(SourceFile(name: "a", bytes: korean), limits: .spec) }
  #expect(error?.diagnostics.first?.message == "byte 1 (0xC7) is not UTF-8")
  #expect(error?.diagnostics.first?.hint == "the file is probably cp949; save the file as UTF-8")
}

@Test func `JSON: every limit gives a diagnostic of its own`() {
  #expect(finding(String(repeating: "[", count: 100_000)) == "a.json:1:65: error[too-deep]: nested more than 64 levels deep")
  #expect(
    finding(String(repeating: "{\"a\":", count: 100_000), .data)
      == "a.json:1:641: error[too-deep]: nested more than 128 levels deep")
  #expect(finding(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).hasPrefix("value"))
  #expect(
    finding("[1,2,3]", JSONLimits(bytes: 5, depth: 9, nodes: 9))
      == "a.json:1:1: error[too-large]: the text has 7 bytes; at most 5 are read")
  #expect(finding("[1,2,3]", JSONLimits(bytes: 9, depth: 9, nodes: 3)) == "a.json:1:6: error[too-many-values]: more than 3 values")
  let big = "[" + String(repeating: "0,", count: 100_000) + "0]"
  #expect(finding(big).contains("error[too-many-values]: more than 100,000 values"))
}

@Test func `JSON lines: a value a line, blank lines skipped`() throws {
  let file = SourceFile(name: "a.ndjson", text: "{\"a\":1}\r\n\n{\"a\":2}")
  #expect(try parseJSONLines(file, limits: .data).map(dump) == [#"{"a":1}"#, #"{"a":2}"#])
  let bad = #expect(throws: Failure.self) { try parseJSONLines(SourceFile(name: "a", text: "1 2"), limits: .data) }
  #expect(bad?.diagnostics.first?.message == "found \"2\" after the value of this line")
}
