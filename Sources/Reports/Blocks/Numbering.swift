import Diagnostics
import Prose
import Specs

/// What a numbered block is called: `Figure 2`.
struct NumberedLabel: Hashable, Sendable {
  var word: String
  var number: Int
  var text: String { "\(word) \(number)" }
}

/// The numbers of figures, tables and maps, given in reading order before anything is laid out, so that a reference may come first.
struct Numbering: Sendable {
  private(set) var labels: [String: NumberedLabel] = [:]
  /// Names that may be referred to, in reading order.
  private(set) var names: [String] = []
  private var counts: [BlockKind: Int] = [:]
  private let words: Words

  init(_ blocks: [BlockSpec], words: Words) {
    self.words = words
    for block in blocks { visit(block) }
  }

  private mutating func visit(_ block: BlockSpec) {
    if block.kind.isNumbered, block.figure?.isNumbered ?? false {
      counts[block.kind, default: 0] += 1
      if let anchor = block.anchor {
        labels[anchor.text] = NumberedLabel(word: words.word(for: block.kind), number: counts[block.kind] ?? 1)
      }
    }
    if let anchor = block.anchor { names.append(anchor.text) }
    for child in block.children { visit(child) }
  }

  /// What `@name` becomes; nil when nothing has that name.
  func reference(_ name: String) -> ProseReference? {
    labels[name].map { ProseReference(text: $0.text.replacing(" ", with: "\u{00A0}"), destination: name) }
  }
}

/// The words that the engine itself writes, by language.
struct Words: Sendable {
  let figure: String
  let table: String
  let map: String
  let source: String
  let continued: String
  let continuedOnNextPage: String

  /// The words of a BCP 47 language; English where there are none.
  init(language: String) {
    let main = language.split(separator: "-").first.map(String.init) ?? "en"
    let row = Self.rows.first { $0.language == main } ?? Self.rows[0]
    figure = row.words[0]
    table = row.words[1]
    map = row.words[2]
    source = row.words[3]
    continued = row.words[4]
    continuedOnNextPage = row.words[5]
  }

  private static let rows: [(language: String, words: [String])] = [
    ("en", ["Figure", "Table", "Map", "Source:", "(continued)", "continued on the next page"]),
    ("ko", ["그림", "표", "지도", "자료:", "(계속)", "다음 쪽에 계속"]),
  ]

  func word(for kind: BlockKind) -> String {
    switch kind {
    case .table: table
    case .map: map
    case .chart, .md, .heading, .row, .grid, .callout, .image, .kpis, .toc, .page, .note, .cover, .bibliography: figure
    }
  }
}
