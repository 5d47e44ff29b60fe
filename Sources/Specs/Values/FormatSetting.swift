import Diagnostics
import Inputs

/// A format of the one vocabulary for text, tables and axes, in its written form: `number:1,sign`, `currency:USD,compact`.
///
/// `{number: 1, sign: always}` is read as `number:1,sign`; options with another value as `name=value`.
package struct FormatSetting: Hashable, Sendable {
  package var pattern: Name

  package init(pattern: Name) { self.pattern = pattern }
}

extension Reader where Value == FormatSetting {
  static var format: Reader {
    Reader("a format such as {number: 1}", schema: { _ in .anyOf([.string, .names(.any)]) }) { node, findings in
      if let text = node.string { return FormatSetting(pattern: Name(text, at: node.range)) }
      guard let entries = node.entries, let first = entries.first else {
        findings.wrongType(node, "a format such as {number: 1}")
        return nil
      }
      var words: [String] = []
      for (i, entry) in entries.enumerated() {
        guard let word = formatWord(entry, isFirst: i == 0) else {
          findings.wrongType(entry.value, "a number, a text or true")
          continue
        }
        words.append(word)
      }
      let separator = words.count > 1 && !(words.first?.contains(":") ?? false) ? ":" : ","
      let head = words.first ?? ""
      let pattern = words.count > 1 ? head + separator + words.dropFirst().joined(separator: ",") : head
      return FormatSetting(
        pattern: Name(pattern, at: SourceRange(file: node.range.file, start: first.keyRange.start, end: node.range.end)))
    }
  }
}

private func formatWord(_ entry: TreeEntry, isFirst: Bool) -> String? {
  let joint = isFirst ? ":" : "="
  switch entry.value.value {
  case .null, .bool(true): return entry.key
  case .number(let literal): return entry.key + joint + literal.text
  case .string(let text):
    if !isFirst, text == "always" { return entry.key }
    let isPlain = text.utf8.allSatisfy { $0 != 0x2C && $0 != 0x20 && $0 != 0x27 && $0 != 0x7C }
    return entry.key + joint + (isPlain ? text : "'\(text)'")
  case .bool(false), .sequence, .mapping: return nil
  }
}
