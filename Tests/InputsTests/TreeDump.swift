import Inputs

/// A tree as JSON on one line, numbers as written: what the tests compare.
func dump(_ node: TreeNode) -> String {
  switch node.value {
  case .null: "null"
  case .bool(let flag): flag ? "true" : "false"
  case .number(let literal): literal.text
  case .string(let text): quote(text)
  case .sequence(let elements): "[" + elements.map(dump).joined(separator: ",") + "]"
  case .mapping(let entries): "{" + entries.map { quote($0.key) + ":" + dump($0.value) }.joined(separator: ",") + "}"
  }
}

private func quote(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": out += "\\n"
    case "\t": out += "\\t"
    case "\"", "\\": out += "\\" + String(scalar)
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
