import Diagnostics
import Geometry
import Layout
import Prose
import Specs

/// The words of notes, references and lists of works, by language.
struct ApparatusWords: Sendable {
  let late: LateWords
  /// The title of notes at the end.
  let notes: String

  /// The words of a BCP 47 language; English where there are none.
  init(language: String) {
    switch language.split(separator: "-").first {
    case "ko": (late, notes) = (LateWords(section: ["", "절"], quotes: ["\u{2018}", "\u{2019}"]), "주")
    default: (late, notes) = (LateWords(), "Notes")
    }
  }
}

extension ReportBuilder {
  /// Names every reference that waits for a page or heading which the document does not have.
  mutating func checkLateReferences() {
    let names = numbering.names + proseNumbering.anchorNames
    let known = Set(names)
    for reference in lateReferences where !known.contains(reference.text.name) {
      let name = reference.text.name
      findings.error(
        "unknown-reference", at: reference.range, "nothing in this document is named \"\(name)\"",
        hint: didYouMean(name, among: names + bibliography.keys))
    }
  }

  /// Names every reference to a heading that leads to something without number and title, or to what stands on no page.
  func checkLateReferences(in plan: PagePlan, findings: inout Findings) {
    guard !lateReferences.isEmpty else { return }
    let entries = Dictionary(plan.anchors.map { ($0.anchor.name, $0.anchor) }, uniquingKeysWith: { first, _ in first })
    for reference in lateReferences {
      let name = reference.text.name
      guard let anchor = entries[name] else {
        findings.error("unknown-reference", at: reference.range, "\"\(name)\" stands on no page of this document")
        continue
      }
      guard reference.text.kind == .heading, anchor.entry == nil else { continue }
      findings.error(
        "unknown-reference", at: reference.range, "\"\(name)\" has no number and no title to refer to", hint: "write @page:\(name) for its page")
    }
  }

  /// Lets references and links lead to a block by its `id`. Headings, figures, tables and maps have their names themselves.
  func anchored(_ items: [FlowItem], of block: BlockSpec) -> [FlowItem] {
    guard let id = block.anchor, block.kind != .heading, !block.kind.isNumbered, !items.isEmpty else { return items }
    var items = items
    items[0].block = NamedBlock(block: items[0].block, anchor: Anchor(name: id.text, offset: .zero))
    return items
  }
}

/// A block with a name for its beginning.
private struct NamedBlock: ContainerBlock {
  var block: any Block
  let anchor: Anchor

  var inside: [any Block] {
    get { [block] }
    set { if let first = newValue.first { block = first } }
  }

  var widthRange: ClosedRange<Double> { block.widthRange }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var fragment = block.layout(in: region, from: cursor)
    if cursor == .start, !fragment.isEmpty { fragment.anchors.insert(anchor, at: 0) }
    return fragment
  }
}
