import DataTables
import Diagnostics
import Inputs
import Specs

/// Fills the templates in the names of blocks (anchors, tables, ids of features, parts of Vega-Lite) before the blocks are decoded.
///
/// Blocks inside whose `when:` is false are replaced by what stands for them: what is not shown need not make sense.
/// The texts of the block itself keep theirs: they are filled where they are set, so that findings about them keep their places.
struct NameTemplates {
  let scope: Scope
  /// Whether anchors without a template get the suffix of their row.
  let marksAnchors: Bool

  /// The keys of a block whose values are texts.
  private static let texts: Set<String> = [
    "md", "heading", "note", "title", "subtitle", "caption", "alt", "source", "lead", "eyebrow", "no_data", "disclaimer", "base_map",
  ]
  /// A text of tables that is filled where a page ends: it names the label of a group.
  private static let late = "continued"
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
        if isBlock && Self.texts.contains(entry.key) || entry.key == Self.late { return false }
        return isBlock && entry.key == "when" || holdsTemplate(entry.value, isBlock: Self.holders.contains(entry.key))
      }
    case .null, .bool, .number: false
    }
  }

  /// What stands in the place of a block: itself, or if its condition is false what it has for that case.
  private func shown(_ block: TreeNode, _ texts: TextEvaluator, _ findings: inout Findings) -> [TreeNode] {
    guard let condition = block["when"], let text = condition.string, let entries = block.entries else { return [block] }
    guard texts.holds(Name(text, at: condition.range), findings: &findings) else {
      guard let otherwise = block["else"] else { return [] }
      return (otherwise.elements ?? [otherwise]).flatMap { shown($0, texts, &findings) }
    }
    return [TreeNode(.mapping(entries.filter { $0.key != "when" && $0.key != "else" }), at: block.range)]
  }

  /// As `shown`, for places that have room for one block: an empty text where there is none. Several stay as they are written.
  private func shownInPlace(_ block: TreeNode, _ texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    let blocks = shown(block, texts, &findings)
    if blocks.count > 1 { return block }
    let empty = TreeEntry(key: "md", keyRange: block.range, value: TreeNode(.string(""), at: block.range))
    return blocks.first ?? TreeNode(.mapping([empty]), at: block.range)
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
    if isBlock && Self.texts.contains(entry.key) || entry.key == Self.late { return entry.value }
    if isBlock, entry.key == "each" { return loop(entry.value, texts, &findings) }
    let value = fill(chosen(entry, texts, &findings), isBlock: Self.holders.contains(entry.key), texts: texts, &findings)
    guard isBlock, marksAnchors, Self.anchors.contains(entry.key), let name = entry.value.string, !name.containsBytes(of: "{{") else { return value }
    return TreeNode(.string(name + scope.anchorSuffix), at: value.range)
  }

  /// The value of a key with the blocks that are shown.
  private func chosen(_ entry: TreeEntry, _ texts: TextEvaluator, _ findings: inout Findings) -> TreeNode {
    let value = entry.value
    switch (entry.key, value.value) {
    case ("blocks", .sequence(let blocks)), ("callout", .sequence(let blocks)):
      return TreeNode(.sequence(blocks.flatMap { shown($0, texts, &findings) }), at: value.range)
    case ("row", .sequence(let blocks)):
      return TreeNode(.sequence(blocks.map { shownInPlace($0, texts, &findings) }), at: value.range)
    case ("row", .mapping(let entries)):
      let inner = entries.map { inner -> TreeEntry in
        guard inner.key == "blocks", let blocks = inner.value.elements else { return inner }
        let list = TreeNode(.sequence(blocks.map { shownInPlace($0, texts, &findings) }), at: inner.value.range)
        return TreeEntry(key: inner.key, keyRange: inner.keyRange, value: list)
      }
      return TreeNode(.mapping(inner), at: value.range)
    case ("blocks", .mapping(let areas)):
      let shown = areas.map { TreeEntry(key: $0.key, keyRange: $0.keyRange, value: shownInPlace($0.value, texts, &findings)) }
      return TreeNode(.mapping(shown), at: value.range)
    default: return value
    }
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
    // Colors of the theme and numbers of pages are known to what reads the text.
    guard !expressions.contains(where: { isForLater($0.expression, texts) }) else { return node }
    if template.parts.count == 1, let only = expressions.first, only.formats.isEmpty {
      let value = findings.attempt { () throws(Failure) in
        try Expression(parsing: only.expression.text, at: only.expression.range).evaluate(in: texts.names)
      }
      if let value, value.keepsType { return tree(of: value, at: node.range) }
    }
    return TreeNode(.string(texts.fill(template, findings: &findings)), at: node.range)
  }

  private func isForLater(_ name: Name, _ texts: TextEvaluator) -> Bool {
    guard let expression = try? Expression(parsing: name.text, at: name.range) else { return false }
    return expression.names.contains { ["theme", "page", "pages", "section"].contains($0) && texts.names.value(named: $0) == nil }
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
