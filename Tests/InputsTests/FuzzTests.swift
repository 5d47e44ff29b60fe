import Diagnostics
import Inputs
import Testing

/// A small generator with a seed (splitmix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let seeds = [
  "a: [1, {b: c}]\nd: |\n  text\n    more\n- x", "- a: &x 1\n  b: *x\n- >-\n fold\n",
  "{\"a\": [1.5e3, \"\\u00e9\\ud83d\\ude00\", null, true]}", "'it''s': \"x\\\n  y\"\n? z\n---\n...",
]

@Test func `any mutation of a text gives a tree inside the file or a finding with a place`() {
  var random = Seeded(state: 20_261_123)
  let alphabet = Array(" \n\t-:,[]{}#&*!|>'\"\\%@`?a1.\u{00e9}\0".utf8) + [0xFF, 0x80, 0xED]
  for round in 0..<8_000 {
    var bytes = Array(seeds[round % seeds.count].utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.insert(byte, at: at)
      case 1 where at < bytes.count: bytes.remove(at: at)
      case _ where at < bytes.count: bytes[at] = byte
      default: bytes.append(byte)
      }
    }
    let file = SourceFile(name: "fuzz", bytes: bytes)
    check(file) { () throws(Failure) in try parseYAML(file) }
    check(file) { () throws(Failure) in try parseJSON(file, limits: .spec) }
  }
}

private func check(_ file: SourceFile, _ parse: () throws(Failure) -> TreeNode) {
  do {
    let tree = try parse()
    #expect(isInside(tree, file))
    _ = TextPlaces(of: tree).range(of: 0..<3)
  } catch {
    #expect(error.diagnostics.allSatisfy { $0.range.file === file && $0.range.start <= file.bytes.count })
  }
}

private func isInside(_ node: TreeNode, _ file: SourceFile) -> Bool {
  guard node.range.start >= 0, node.range.start <= node.range.end, node.range.end <= file.bytes.count else { return false }
  switch node.value {
  case .null, .bool, .number, .string: return true
  case .sequence(let elements): return elements.allSatisfy { isInside($0, file) }
  case .mapping(let entries): return entries.allSatisfy { isInside($0.value, file) }
  }
}

@Test func `places inside a text lead to its source`() throws {
  let tree = try parseYAML(SourceFile(name: "p.yaml", text: "a: \"x {{ y }}\"\nb: |\n  one\n  two {{ z }}\nc: 'it''s z'"))
  func position(_ key: String, of part: String) throws -> SourcePosition? {
    let node = try #require(tree[key])
    let whole = Array(try #require(node.string).utf8)
    let wanted = Array(part.utf8)
    let start = try #require((0...(whole.count - wanted.count)).first { Array(whole[$0..<($0 + wanted.count)]) == wanted })
    return TextPlaces(of: node).range(of: start..<(start + wanted.count)).position
  }
  #expect(try position("a", of: "y") == SourcePosition(line: 1, column: 10))
  #expect(try position("b", of: "{{ z") == SourcePosition(line: 4, column: 7))
  #expect(try position("b", of: "one") == SourcePosition(line: 3, column: 3))
  #expect(try position("c", of: "z") == SourcePosition(line: 5, column: 11))
}
