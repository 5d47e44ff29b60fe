package import Diagnostics

/// Reads a spec: JSON when the name ends in `.json` or the first byte is `{`, YAML otherwise.
/// - Throws: what `parseJSON` and `parseYAML` throw.
package func parseSpecText(_ file: SourceFile) throws(Failure) -> TreeNode {
  let blank: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
  let opensObject = file.bytes.first { !blank.contains($0) } == UInt8(ascii: "{")
  let isJSON = file.name.hasSuffix(".json")
  // A flow mapping of YAML opens with a brace too: what is not JSON there may still be YAML.
  guard isJSON || opensObject else { return try parseYAML(file) }
  do {
    return try parseJSON(file, limits: .spec)
  } catch {
    guard !isJSON, error.diagnostics.allSatisfy({ $0.id == "bad-json" }), let tree = try? parseYAML(file) else { throw error }
    return tree
  }
}

/// - Throws: `too-large` when the text has more than `limit` bytes.
func requireSize(_ file: SourceFile, atMost limit: Int, _ what: String) throws(Failure) {
  guard file.bytes.count > limit else { return }
  throw Failure(
    Diagnostic(
      "too-large", kind: .limit, at: SourceRange(file: file, start: 0, end: 0),
      "the \(what) has \(grouped(file.bytes.count)) bytes; at most \(grouped(limit)) are read"))
}

/// `4000000` as `4,000,000`.
func grouped(_ number: Int) -> String {
  var out = ""
  let digits = String(number)
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { out.append(",") }
    out.append(digit)
  }
  return out
}
