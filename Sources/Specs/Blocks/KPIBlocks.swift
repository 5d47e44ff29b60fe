import Diagnostics
import Inputs

/// Large numbers in a row.
package struct KPIStripSpec: Sendable {
  /// How the numbers are set.
  package enum Look: String, CaseIterable, Sendable {
    /// Large light numerals with thin rules between the columns.
    case strip
    /// Each number under a rule of its own, in the color of the subject.
    case tiles
    /// A bar above each number, as long as `bar:` says.
    case bars
  }

  package var items: [KPISpec] = []
  package var title: LocalizedText?
  package var source: LocalizedText?
  package var look = Look.strip

  package init() {}

  /// More columns than this leave no room for words.
  package static let most = 8

  static let record: Record<KPIStripSpec> = Record(
    "kpisContent", "Large numbers in a row.", make: { KPIStripSpec() },
    [
      Field("items", \.items, list(nested(KPISpec.record)), required: true, "The numbers from left to right."),
      Field("title", optional: \.title, .text, "A line above in capitals, under a rule."),
      Field("source", optional: \.source, .text, "The source, in the last line."),
      Field("look", \.look, .choice, "How the numbers are set: with rules between them, as tiles, or with bars above them."),
    ])
}

/// One large number.
package struct KPISpec: Sendable {
  package var label: LocalizedText?
  package var value = LocalizedText(TemplateText(literal: ""))
  package var unit: LocalizedText?
  package var delta: LocalizedText?
  package var note: LocalizedText?
  /// What the bar above it shows; nil without a bar.
  package var bar: Double?
  /// The number that the report is about.
  package var isSubject = false

  package init() {}

  static let record: Record<KPISpec> = Record(
    "kpi", "A large number.", make: { KPISpec() },
    [
      Field("value", \.value, .text, required: true, "The number."),
      Field("unit", optional: \.unit, .text, "Its unit, in the line below."),
      Field("label", optional: \.label, .text, "What it is, in a few words."),
      Field("delta", optional: \.delta, .text, "How it changed."),
      Field("note", optional: \.note, .text, "A last line in small type."),
      Field("bar", optional: \.bar, .number(0...1e300), "The length of the bar above it, in the unit of all bars of the row."),
      Field("subject", \.isSubject, .bool, "Whether it is the number that the report is about: it takes the strong color."),
    ])
}

struct KPIBlock: Sendable {
  var common = CommonOptions()
  var strip = KPIStripSpec()

  static let record: Record<KPIBlock> = Record(
    "kpis", "Large numbers in a row.", make: { KPIBlock() },
    [Field("kpis", \.strip, .kpis, required: true, "The numbers from left to right, or {items, title, source, look}.")]
      + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == KPIStripSpec {
  /// A list of numbers, or a mapping with the list and what belongs to all of them.
  static var kpis: Reader {
    let whole = either(
      nested(KPIStripSpec.record), when: { $0.entries != nil },
      or: list(nested(KPISpec.record)).map { items in
        var strip = KPIStripSpec()
        strip.items = items
        return strip
      })
    return Reader(whole.expected, schema: whole.schema) { node, findings in
      let before = findings.all.count
      guard let strip = whole.read(node, &findings) else { return nil }
      if findings.all.count == before { checkItems(strip, node, &findings) }
      return strip
    }
  }
}

private func checkItems(_ strip: KPIStripSpec, _ node: TreeNode, _ findings: inout Findings) {
  let list = node.entries == nil ? node : node["items"] ?? node
  guard (1...KPIStripSpec.most).contains(strip.items.count) else {
    findings.error(
      "bad-value", at: list.range, "a row has 1 to \(KPIStripSpec.most) numbers, not \(strip.items.count)",
      hint: strip.items.isEmpty ? nil : "make two rows of them")
    return
  }
  for (item, node) in zip(strip.items, list.elements ?? []) {
    if strip.look == .bars, item.bar == nil {
      findings.error(
        "missing-key", at: node.range, "the number has no bar, and the row is set with bars", hint: "give bar: and a number")
    } else if strip.look != .bars, item.bar != nil {
      findings.warning("no-effect", at: node["bar"]?.range ?? node.range, "bar is shown with look: bars only")
    }
  }
}

/// One large figure with a line of text, in the margin or in a row.
package struct PullSpec: Sendable {
  package var value = LocalizedText(TemplateText(literal: ""))
  package var text: LocalizedText?

  package init() {}

  static let record: Record<PullSpec> = Record(
    "pullContent", "A large figure with a line of text.", make: { PullSpec() },
    [
      Field("value", \.value, .text, required: true, "The figure, with its unit: 14%."),
      Field("text", optional: \.text, .text, "What it says, below it."),
    ])
}

struct PullBlock: Sendable {
  var common = CommonOptions()
  var pull = PullSpec()

  static let record: Record<PullBlock> = Record(
    "pull", "A large figure with a line of text.", make: { PullBlock() },
    [Field("pull", \.pull, nested(PullSpec.record), required: true, "Its content.")] + lift(CommonOptions.named, to: \.common))
}
