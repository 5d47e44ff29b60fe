import Diagnostics
import Layout
import Prose
import Specs

/// What a numbered block is called.
struct NumberedLabel: Hashable, Sendable {
  /// `Figure 2`, or the author's own.
  var text: String
  var list: OutlineHeading.List
}

/// The numbers of figures, tables and maps, given in reading order before anything is laid out, so that a reference may come first.
struct Numbering: Sendable {
  private(set) var labels: [String: NumberedLabel] = [:]
  /// Names that may be referred to, in reading order.
  private(set) var names: [String] = []
  private var counts: [OutlineHeading.List: Int] = [:]

  init(_ blocks: [BlockSpec], scope: Scope, findings: inout Findings) {
    for block in blocks { visit(block, in: scope, findings: &findings) }
  }

  private mutating func visit(_ block: BlockSpec, in outer: Scope, findings: inout Findings) {
    var scope = block.common.records.isEmpty ? outer : outer.inside(block.common.records, findings: &findings)
    if let language = block.common.language { scope.texts.language = language.text }
    if block.kind.isNumbered, let label = block.figure?.label, let text = text(of: label, block.kind, scope.texts, findings: &findings),
      let anchor = block.anchor
    {
      labels[anchor.text] = NumberedLabel(text: text, list: list(of: block.kind))
    }
    if let anchor = block.anchor { names.append(anchor.text) }
    for child in block.children { visit(child, in: scope, findings: &findings) }
  }

  private mutating func text(of label: FigureLabel, _ kind: BlockKind, _ texts: TextEvaluator, findings: inout Findings) -> String? {
    switch label {
    case .none: return nil
    case .text(let text): return texts.text(text, findings: &findings)
    case .counted:
      let list = list(of: kind)
      counts[list, default: 0] += 1
      return "\(Words(language: texts.language).word(for: kind)) \(counts[list] ?? 1)"
    }
  }

  private func list(of kind: BlockKind) -> OutlineHeading.List {
    switch kind {
    case .table: .tables
    case .map: .maps
    default: .figures
    }
  }

  /// What `@name` becomes; nil when nothing has that name.
  func reference(_ name: String) -> ProseReference? {
    labels[name].map { ProseReference(text: $0.text.replacing(" ", with: "\u{00A0}"), destination: name) }
  }
}
