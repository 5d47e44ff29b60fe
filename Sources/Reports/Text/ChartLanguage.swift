import Diagnostics
import Inputs
import Specs

/// Charts in the language of the document: wherever Vega-Lite takes a text, a number or a list of them, a spec may have a mapping
/// from languages to them, such as `title: {en: Exports, ko: 수출}` or `field: {en: name, ko: name_ko}`.
struct ChartLanguage {
  /// BCP 47.
  let language: String

  /// The words of Vega-Lite that look like languages. A mapping with one of them is an object of Vega-Lite.
  private static let vegaLiteWords: Set<String> = [
    "and", "arc", "as", "bar", "bin", "end", "key", "max", "min", "not", "op", "or", "pad", "row", "sum", "url",
  ]

  /// What belongs to the author's data and not to the chart.
  private static let dataKeys: Set<String> = ["data", "datasets", "usermeta"]

  /// The spec with each mapping of languages replaced by what it has for the document's language. Rows of data stay as they are.
  ///
  /// A mapping is one of languages when its keys are all language tags, the document's language or English among them, and its
  /// values are texts, numbers or lists. One without the document's language gives its first value and a warning.
  func applied(to node: TreeNode, findings: inout Findings) -> TreeNode {
    switch node.value {
    case .null, .bool, .number, .string: return node
    case .sequence(let elements): return TreeNode(.sequence(elements.map { applied(to: $0, findings: &findings) }), at: node.range)
    case .mapping(let entries):
      if isChoice(node) { return choice(among: entries, at: node, findings: &findings) }
      let chosen = entries.map { entry in
        var entry = entry
        if !Self.dataKeys.contains(entry.key) { entry.value = applied(to: entry.value, findings: &findings) }
        return entry
      }
      return TreeNode(.mapping(chosen), at: node.range)
    }
  }

  private func isChoice(_ node: TreeNode) -> Bool {
    guard isLanguageMap(node), let entries = node.entries else { return false }
    let tags = entries.map(\.key)
    return (tags.contains("en") || variantIndex(for: language, among: tags) != nil) && tags.allSatisfy { !Self.vegaLiteWords.contains($0) }
      && entries.allSatisfy { isPlain($0.value) || $0.value.elements?.allSatisfy(isPlain) == true }
  }

  private func isPlain(_ node: TreeNode) -> Bool { node.string != nil || node.number != nil }

  private func choice(among entries: [TreeEntry], at node: TreeNode, findings: inout Findings) -> TreeNode {
    let index = variantIndex(for: language, among: entries.map(\.key))
    if index == nil { findings.missingTranslation(in: language, at: node.range) }
    return entries[index ?? 0].value
  }
}

extension Findings {
  /// Warns of a text that the document's language lacks.
  mutating func missingTranslation(in language: String, at range: SourceRange) {
    warning("missing-translation", at: range, "there is no text in \"\(language)\"; another language is shown")
  }
}
