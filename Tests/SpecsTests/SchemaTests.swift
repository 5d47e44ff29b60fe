import Diagnostics
import Inputs
import Specs
import Testing

@Test func `the schema is JSON and every reference leads somewhere`() throws {
  let tree = try parseJSON(SourceFile(name: "schema.json", text: jsonSchema()), limits: .spec)
  let names = try #require(tree["$defs"]?.entries).map(\.key)
  var references: [String] = []
  func collect(_ node: TreeNode) {
    for entry in node.entries ?? [] {
      if entry.key == "$ref", let text = entry.value.string { references.append(text) }
      collect(entry.value)
    }
    for element in node.elements ?? [] { collect(element) }
  }
  collect(tree)
  #expect(names == names.sorted())
  #expect(references.allSatisfy { names.contains(String($0.dropFirst("#/$defs/".count))) })
  #expect(names.count > 40)
}
