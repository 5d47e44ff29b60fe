import DataTables
import Diagnostics
import Inputs
import Specs

/// Fills the templates in the names of blocks (anchors, tables, ids of features, parts of Vega-Lite) before the blocks are decoded.
///
/// The texts of the block itself keep theirs: they are filled where they are set, so that findings about them keep their places.
struct NameTemplates {
  let scope: Scope
  /// Whether anchors without a template get the suffix of their row.
  let marksAnchors: Bool

  /// The keys of a block whose values are texts.
  private static let texts: Set<String> = [
    "md", "heading", "note", "title", "subtitle", "caption", "alt", "source", "lead", "eyebrow", "no_data", "disclaimer", "base_map",
  ]
  private static let anchors: Set<String> = ["chart", "map", "table", "id"]
  private static let holders: Set<String> = ["blocks", "row", "grid", "callout", "else"]

  /// The block with its names filled in; nil when there was nothing to fill.
  func filled(block: TreeNode, findings: inout Findings) -> TreeNode? {
    guard marksAnchors || holdsTemplate(block, isBlock: true) else { return nil }
    return fill(block, isBlock: true, texts: scope.texts, &findings)
  }

  private func holdsTemplate(_ node: TreeNode, isBlock: Bool) -> Bool {
    switch node.value {
    case .string(let text): text.containsBytes(of: "{{")
    case .sequence(let elements): elements.contains { holdsTemplate($0, isBlock: isBlock) }
    case .mapping(let entries):
      entries.contains { entry in
        !(isBlock && Self.texts.contains(entry.key)) && holdsTemplate(entry.value, isBlock: Self.holders.contains(entry.key))
      }
    case .null, .bool, .number: false
    }
  }

  private func fill(_ node: TreeNode, isBlock: Bool, texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    switch node.value {
    case .null, .bool, .number: return node
    case .string: return filled(node, texts, &findings)
    case .sequence(let elements):
      return TreeNode(.sequence(elements.map { fill($0, isBlock: isBlock, texts: texts, &findings) }), at: node.range)
    case .mapping(let entries):
      var own = texts
      if isBlock, let language = node["lang"]?.string { own = TextEvaluator(language: language, names: texts.names) }
      let filled = entries.map { entry in
        var entry = entry
        entry.value = value(of: entry, isBlock: isBlock, texts: own, &findings)
        return entry
      }
      return TreeNode(.mapping(filled), at: node.range)
    }
  }

  private func value(of entry: TreeEntry, isBlock: Bool, texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    if isBlock, Self.texts.contains(entry.key) { return entry.value }
    if isBlock, entry.key == "each" { return loop(entry.value, texts, &findings) }
    let value: TreeNode
    if entry.key == "blocks", let areas = entry.value.entries {
      value = TreeNode(
        .mapping(areas.map { area in
          TreeEntry(key: area.key, keyRange: area.keyRange, value: fill(area.value, isBlock: true, texts: texts, &findings))
        }), at: entry.value.range)
    } else {
      value = fill(entry.value, isBlock: Self.holders.contains(entry.key), texts: texts, &findings)
    }
    guard isBlock, marksAnchors, Self.anchors.contains(entry.key), let name = entry.value.string, !name.containsBytes(of: "{{") else { return value }
    return TreeNode(.string(name + scope.anchorSuffix), at: value.range)
  }

  /// The table of a loop inside; its blocks are filled when it is carried out.
  private func loop(_ node: TreeNode, _ texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    guard let entries = node.entries else { return node }
    let filled = entries.map { entry in
      entry.key == "blocks"
        ? entry
        : TreeEntry(key: entry.key, keyRange: entry.keyRange, value: fill(entry.value, isBlock: false, texts: texts, &findings))
    }
    return TreeNode(.mapping(filled), at: node.range)
  }

  /// A text with its templates filled. A template alone without a format that gives a number or a list stays one.
  private func filled(_ node: TreeNode, _ texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    guard let text = node.string, text.containsBytes(of: "{{"), let template = try? TemplateText(node) else { return node }
    var expressions: [TemplateExpression] = []
    for case .expression(let expression) in template.parts { expressions.append(expression) }
    // A name that is not known here may mean something to what reads the text (a color of the theme).
    guard expressions.allSatisfy({ isKnown($0.expression, texts) }) else { return node }
    if template.parts.count == 1, let only = expressions.first, only.formats.isEmpty {
      let value = findings.attempt { () throws(Failure) in
        try Expression(parsing: only.expression.text, at: only.expression.range).evaluate(in: texts.names)
      }
      if let value, value.keepsType { return tree(of: value, at: node.range) }
    }
    return TreeNode(.string(texts.fill(template, findings: &findings)), at: node.range)
  }

  private func isKnown(_ name: Name, _ texts: TextEvaluator) -> Bool {
    guard let expression = try? Expression(parsing: name.text, at: name.range) else { return true }
    return expression.names.allSatisfy { texts.names.value(named: $0) != nil }
  }
}

extension Value {
  /// True for what a spec may want as it is: finite numbers and lists.
  fileprivate var keepsType: Bool {
    switch self {
    case .integer: true
    case .number(let x): x.isFinite
    case .list: true
    case .null, .bool, .string, .date, .object: false
    }
  }
}

/// A value as a node of a spec: numbers and lists as they are, anything else as text.
private func tree(of value: Value, at range: SourceRange) -> TreeNode {
  switch value {
  case .number(let x) where !x.isFinite: TreeNode(.string(value.text), at: range)
  case .integer, .number: TreeNode(.number(NumberLiteral(text: value.text, value: value.number ?? 0)), at: range)
  case .list(let items): TreeNode(.sequence(items.map { tree(of: $0, at: range) }), at: range)
  case .null, .bool, .string, .date, .object: TreeNode(.string(value.text), at: range)
  }
}
