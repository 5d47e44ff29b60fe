import Geometry

/// The column that a block stands in.
package enum FlowWidth: Hashable, Sendable {
  case text
  case full
  /// The margin column, level with the item that follows in the flow.
  case margin
}

/// A block in the flow of a document, with what belongs to its place rather than to itself. Lengths in points.
package struct FlowItem: Sendable {
  package var block: any Block
  package var width: FlowWidth
  /// Between two items the larger of the two spaces counts; at the top of a page none does.
  package var spaceBefore: Double
  package var spaceAfter: Double
  /// Stays on the page of the item after it.
  package var keepWithNext: Bool
  /// Begins a new page with this frame; nil to go on.
  package var newPage: PageFrame?

  package init(
    _ block: any Block, width: FlowWidth = .text, spaceBefore: Double = 0, spaceAfter: Double = 0, keepWithNext: Bool = false,
    newPage: PageFrame? = nil
  ) {
    self.block = block
    self.width = width
    self.spaceBefore = spaceBefore
    self.spaceAfter = spaceAfter
    self.keepWithNext = keepWithNext
    self.newPage = newPage
  }

  func resolved(in index: PageIndex) -> FlowItem {
    var item = self
    item.block = resolve(block, in: index)
    return item
  }
}

/// The notes of a document and how they stand at the foot of a page.
package struct FlowNotes: Sendable {
  /// By the name that fragments refer to them by.
  package var blocks: [String: any Block]
  /// What parts the notes from the page above them.
  package var rule: (any Block)?
  /// Between the rule and the first note, in points.
  package var gap: Double
  /// The least space between the page above and the rule, in points.
  package var spaceAbove: Double

  package init(blocks: [String: any Block] = [:], rule: (any Block)? = nil, gap: Double = 0, spaceAbove: Double = 0) {
    self.blocks = blocks
    self.rule = rule
    self.gap = gap
    self.spaceAbove = spaceAbove
  }

  func resolved(in index: PageIndex) -> FlowNotes {
    var notes = self
    notes.blocks = blocks.mapValues { resolve($0, in: index) }
    return notes
  }

  /// The notes at the foot of a page in points, rule and space included; 0 without notes.
  package func height(of names: [String], width: Double) -> Double {
    let parts = fragments(of: names, width: width)
    return parts.isEmpty ? 0 : parts.reduce(spaceAbove) { $0 + $1.space + $1.fragment.size.height }
  }

  /// Rule and notes from top to bottom, each with the space above it. Names without a note have no part.
  func fragments(of names: [String], width: Double) -> [(fragment: Fragment, space: Double)] {
    let notes = names.compactMap { blocks[$0] }
    guard !notes.isEmpty else { return [] }
    var result: [(Fragment, Double)] = []
    if let rule { result.append((rule.layout(in: .endless(width: width), from: .start), 0)) }
    for (index, note) in notes.enumerated() {
      result.append((note.layout(in: .endless(width: width), from: .start), index == 0 ? gap : 0))
    }
    return result
  }
}
