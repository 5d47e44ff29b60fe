package import Layout
package import Typesetting

/// What a text becomes: blocks for the flow, and the notes that its marks lead to.
package struct ProseContent: Sendable {
  package var items: [ProseItem]
  package var footnotes: [ProseFootnote]
  /// References that wait for the pages, to be checked against the names of the document.
  package var lateReferences: [LateReference]

  package init(items: [ProseItem] = [], footnotes: [ProseFootnote] = [], lateReferences: [LateReference] = []) {
    self.items = items
    self.footnotes = footnotes
    self.lateReferences = lateReferences
  }
}

/// A block of running text with what belongs to its place. Lengths in points.
package struct ProseItem: Sendable {
  package var block: any Block
  package var role: ProseRole
  /// Between two items the larger of the two spaces counts.
  package var spaceBefore: Double
  package var spaceAfter: Double
  package var keepWithNext: Bool

  package init(
    _ block: any Block, role: ProseRole, spaceBefore: Double = 0, spaceAfter: Double = 0, keepWithNext: Bool = false
  ) {
    self.block = block
    self.role = role
    self.spaceBefore = spaceBefore
    self.spaceAfter = spaceAfter
    self.keepWithNext = keepWithNext
  }
}

/// What a block of running text is.
package enum ProseRole: Hashable, Sendable {
  case heading(Int), paragraph, list, quote, code, rule, table
}

/// A note of a text. Its mark in the text is a span with the same `name`.
package struct ProseFootnote: Sendable {
  /// `fn-3`: unique in the document.
  package var name: String
  /// What is printed as its mark.
  package var mark: String
  /// The note as one paragraph; several paragraphs are parted by line breaks.
  package var spans: [TextSpan]
  /// The title of the section that its mark stands in.
  package var section: String?

  package init(name: String, mark: String, spans: [TextSpan], section: String? = nil) {
    self.section = section
    self.name = name
    self.mark = mark
    self.spans = spans
  }
}

/// A Markdown table with its texts set; the caller turns it into a block.
package struct ProseTable: Sendable {
  package var alignments: [ProseAlignment]
  package var header: [[TextSpan]]
  /// Every row has as many cells as the header.
  package var rows: [[[TextSpan]]]

  package init(alignments: [ProseAlignment], header: [[TextSpan]], rows: [[[TextSpan]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}
