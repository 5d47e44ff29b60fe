import Diagnostics
import Inputs

/// Values of blocks that hold templates where the grammar wants something else (`width: "{{ c.km }}km"`).
///
/// Whether such a value is right is known when its templates are filled, and the block is decoded again then: until that time what is
/// said about it is left out.
struct PendingTemplates {
  /// Of the values of keys, and of the templates in each.
  private var values: [(value: SourceRange, templates: [SourceRange])] = []

  init(_ blocks: [BlockSpec]) {
    for block in blocks.flatMap(\.withDescendants) { add(block.node) }
  }

  private mutating func add(_ mapping: TreeNode) {
    for entry in mapping.entries ?? [] {
      if ["blocks", "else"].contains(entry.key) { continue }
      if ["row", "grid", "callout", "each"].contains(entry.key) {
        if entry.value.entries != nil { add(entry.value) }
        continue
      }
      let templates = Self.templates(in: entry.value)
      if !templates.isEmpty { values.append((entry.value.range, templates)) }
    }
  }

  private static func templates(in node: TreeNode) -> [SourceRange] {
    switch node.value {
    case .string(let text): text.contains("{{") ? [node.range] : []
    case .sequence(let elements): elements.flatMap { templates(in: $0) }
    case .mapping(let entries): entries.flatMap { templates(in: $0.value) }
    case .null, .bool, .number: []
    }
  }

  /// The findings without those about values that are not known yet.
  func without(_ findings: Findings) -> Findings {
    guard !values.isEmpty else { return findings }
    var kept = Findings()
    kept.add(contentsOf: findings.all.filter { !isPending($0) })
    return kept
  }

  private func isPending(_ finding: Diagnostic) -> Bool {
    guard finding.id != "bad-template" else { return false }
    let place = finding.range
    return values.contains { value, templates in
      value.file === place.file && value.start <= place.start && place.end <= value.end
        && templates.contains { $0.start < place.end && place.start < $0.end }
    }
  }
}
