package import Diagnostics

/// A piece of a Markdown text as a value: what it is, what stands inside it, and where the author wrote it.
///
/// ## Guarantees
/// - Trees made by `parseProse` are at most `ProseLimits.depth` levels deep, so walking them by recursion is safe.
package struct ProseNode: Hashable, Sendable {
  package var kind: ProseKind
  package var children: [ProseNode]
  package var range: SourceRange

  package init(_ kind: ProseKind, _ children: [ProseNode] = [], at range: SourceRange = .detached) {
    self.kind = kind
    self.children = children
    self.range = range
  }
}

/// The kinds of CommonMark 0.29 nodes with GitHub's tables, strikethrough and footnotes.
package enum ProseKind: Hashable, Sendable {
  case document
  case paragraph
  /// 1 to 6.
  case heading(Int)
  case list(ProseList)
  case item
  /// An item with a box: `- [x]`.
  case task(isDone: Bool)
  case quote
  /// The text without the fence, and the first word of the info string.
  case codeBlock(String, language: String)
  case thematicBreak
  case table([ProseAlignment])
  case tableRow(isHeader: Bool)
  case tableCell
  /// The note of this name (its number in this text); its children are blocks.
  case footnoteDefinition(String)

  /// An escaped at sign is `escapedAt`.
  case text(String)
  case emphasis
  case strong
  case strikethrough
  case code(String)
  case link(String)
  case softBreak
  case lineBreak
  case footnoteReference(String)
}

/// How a list numbers its items and whether its items are set tight.
package struct ProseList: Hashable, Sendable {
  /// The first number of an ordered list; nil for bullets.
  package var start: Int?
  package var isTight: Bool

  package init(start: Int?, isTight: Bool) {
    self.start = start
    self.isTight = isTight
  }
}

/// How a column of a Markdown table is aligned.
package enum ProseAlignment: Hashable, Sendable {
  case automatic, left, center, right
}

extension ProseNode {
  /// All text inside, without marks and notes; breaks count as spaces.
  package var plainText: String {
    switch kind {
    case .text(let text): text.replacing(String(escapedAt), with: "@")
    case .code(let text), .codeBlock(let text, _): text
    case .softBreak, .lineBreak: " "
    case .footnoteReference, .footnoteDefinition, .thematicBreak: ""
    case .document, .paragraph, .heading, .list, .item, .task, .quote, .table, .tableRow, .tableCell, .emphasis, .strong,
      .strikethrough, .link:
      children.map(\.plainText).joined()
    }
  }

  /// One line a node, indented by two spaces a level: for tests and for `explain`.
  package var outline: String { outline(indent: "") }

  private func outline(indent: String) -> String {
    ([indent + "\(kind)"] + children.map { $0.outline(indent: indent + "  ") }).joined(separator: "\n")
  }
}
