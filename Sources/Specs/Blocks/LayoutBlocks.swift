import Diagnostics
import Inputs

/// Blocks side by side.
package struct RowSpec: Sendable {
  package enum Align: String, CaseIterable, Sendable { case top, center, bottom, plot }

  /// A width or share for each block; equal shares when it is empty.
  package var ratio: [Length] = []
  package var gap: Length?
  package var align = Align.plot
  package var blocks: [BlockSpec] = []

  package init() {}

  static let record: Record<RowSpec> = Record(
    "rowContent", "Blocks side by side.", make: { RowSpec() },
    [
      Field("ratio", \.ratio, list(.share), "A width or share for each block: [3fr, 2fr]."),
      Field("gap", optional: \.gap, .length(), "The space between them."),
      Field("align", \.align, .choice, "What is aligned: their tops, middles, feet, or, when absent, the edges of their plots."),
      Field("blocks", \.blocks, list(.block), required: true, "The blocks from left to right."),
    ])
}

struct RowBlock: Sendable {
  var common = CommonOptions()
  var row = RowSpec()

  static let record: Record<RowBlock> = Record(
    "row", "Blocks side by side.", make: { RowBlock() },
    [Field("row", \.row, .row, required: true, "Its content.")] + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == RowSpec {
  /// A mapping, or just the list of blocks; there is a ratio for each block.
  static var row: Reader {
    let whole = either(
      nested(RowSpec.record), when: { $0.entries != nil },
      or: list(Reader<BlockSpec>.block).map { blocks in
        var row = RowSpec()
        row.blocks = blocks
        return row
      })
    return Reader(whole.expected, schema: whole.schema) { node, findings in
      let before = findings.all.count
      guard let row = whole.read(node, &findings) else { return nil }
      if findings.all.count == before, !row.ratio.isEmpty, row.ratio.count != row.blocks.count, let ratio = node["ratio"] {
        findings.error(
          "bad-value", at: ratio.range, "the row has \(row.blocks.count) blocks, but the ratio has \(row.ratio.count) entries")
      }
      return row
    }
  }
}

/// Blocks on pages of their own.
package struct PageBlockSpec: Sendable {
  /// The page master; nil for the default one.
  package var master: Name?
  package var blocks: [BlockSpec] = []
  /// The side it begins on; nil for the next page.
  package var start: PageSide?
  /// nil to count on as before.
  package var numbers: PageNumbersSpec?
  var common = CommonOptions()

  package init() {}

  static let record: Record<PageBlockSpec> = Record(
    "page", "Blocks on pages of their own.", make: { PageBlockSpec() },
    [
      Field("page", optional: \.master, .name, required: true, "The name of the page master."),
      Field("blocks", \.blocks, list(.block), "The blocks."),
      Field("start", optional: \.start, .choice, "The side it begins on, with an empty page before it where it is needed; the first page is a right one."),
      Field(
        "numbers", optional: \.numbers, .pageNumbers,
        "How its pages are numbered: 1, i, I, a, A or none, or {style, start, prefix}. Pages numbered alike count on from each other."),
    ] + lift(CommonOptions.named, to: \.common))
}

/// The pages on one side of an open document.
package enum PageSide: String, CaseIterable, Sendable { case left, right }
