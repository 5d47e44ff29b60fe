import Diagnostics
import Foundation
import Inputs
import Testing
import Yams

/// libyaml reads the same texts as our own reader; what differs by intent (types of scalars) is not compared.
private func agrees(_ ours: TreeNode, _ theirs: Yams.Node) -> Bool {
  switch (ours.value, theirs) {
  case (.mapping(let entries), .mapping(let mapping)):
    return entries.count == mapping.count
      && zip(entries, mapping).allSatisfy { $0.key == $1.key.string && agrees($0.value, $1.value) }
  case (.sequence(let elements), .sequence(let sequence)):
    return elements.count == sequence.count && zip(elements, sequence).allSatisfy { agrees($0, $1) }
  case (.string(let text), .scalar(let scalar)): return text == scalar.string
  case (.number(let literal), .scalar(let scalar)): return literal.text == scalar.string
  case (.bool(let flag), .scalar(let scalar)): return scalar.string.lowercased() == "\(flag)"
  case (.null, .scalar(let scalar)): return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  default: return false
  }
}

private let texts = [
  "a: 1\nb: [x, y, {c: d}]\n", "- a\n- - b\n  - c\n- d: e\n  f: g\n", "k: |\n  one\n   two\n\n  three\nz: >\n  folded\n  line\n\n  next\n",
  "k: |-\n  strip\nl: |+\n  keep\n\nm: >-\n  a\n  b\n", "\"quoted key\": 'it''s'\nu: \"tab\\tnew\\nuni\\u00e9\"\n",
  "plain: a multi\n  line scalar\nnext: v # comment\n# whole line\n", "base: &b {x: 1}\nuse: *b\n", "a:\n- 1\n- 2\nb:\n  - 3\n",
  "url: http://x/y?a=b#c\ntime: 12:30:45\nneg: -5.5e3\n", "empty:\nnull1: ~\nlist: []\nmap: {}\n", "? a\n", "한국: 서울\nemoji: 😀\n",
  "a: 'multi\n  line\n\n  quoted'\n", "a: \"fold\\\n  ed\"\n", "- |\n text\n- >\n folded\n text\n", "{a: b, c: [d, e],\n f: g}\n", "---\na: b\n...\n",
]

@Suite struct YAMLOracleTests {
  @Test(arguments: texts) func `our reader and libyaml see the same tree`(_ text: String) throws {
    guard let ours = try? parseYAML(SourceFile(name: "t.yaml", text: text)) else {
      #expect(text.hasPrefix("? "), "refused: \(text)")
      return
    }
    let theirs = try #require(try Yams.compose(yaml: text))
    #expect(agrees(ours, theirs), "\(text)")
  }

  @Test func `the shipped layouts and themes read as libyaml reads them`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let layouts = root.appending(path: "layouts")
    let files = try FileManager.default.subpathsOfDirectory(atPath: layouts.path()).filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: layouts.appending(path: file), encoding: .utf8)
      let ours = try parseYAML(SourceFile(name: file, text: text))
      let theirs = try #require(try Yams.compose(yaml: text))
      #expect(agrees(ours, theirs), "\(file)")
    }
  }
}
