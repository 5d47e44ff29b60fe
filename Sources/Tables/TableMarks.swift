/// A part of a table that a note mark may hang on.
package enum TablePlace: Hashable, Sendable {
  case title
  case subtitle
  case stubhead
  /// By its place among all spanners, level by level from the top.
  case spanner(Int)
  case columnLabel(Int)
  /// By section.
  case groupLabel(Int)
  /// A body cell by source row and column.
  case cell(row: Int, column: Int)
  /// A cell of a section's summary row.
  case summary(section: Int, index: Int, column: Int)
  case grand(index: Int, column: Int)

  /// The column in which its mark stands; nil for what stands outside of columns.
  var column: Int? {
    switch self {
    case .columnLabel(let column), .cell(_, let column), .summary(_, _, let column), .grand(_, let column): column
    case .title, .subtitle, .stubhead, .spanner, .groupLabel: nil
    }
  }
}

/// Which marks hang where. Only ever asked by location, so its order cannot show.
package struct TableMarks: Sendable {
  private(set) var texts: [TablePlace: String] = [:]
  /// Source rows with at least one mark, so that drawing need not ask for each cell.
  private var markedRows: Set<Int> = []

  package init() {}

  package var isEmpty: Bool { texts.isEmpty }

  package subscript(location: TablePlace) -> String? { texts[location] }

  /// Hangs `mark` on `location`, after the marks that are there already.
  package mutating func add(_ mark: String, at location: TablePlace) {
    if let present = texts[location] {
      let separator = mark.first?.isNumber == true ? "," : ""
      texts[location] = present + separator + mark
    } else {
      texts[location] = mark
    }
    if case .cell(let row, _) = location { markedRows.insert(row) }
  }

  func hasMarks(row: Int) -> Bool { markedRows.contains(row) }

  /// The marks on cells, sums and the label of `column`.
  func marks(inColumn column: Int) -> Set<String> {
    Set(texts.filter { $0.key.column == column }.values)
  }
}

/// The kinds of note marks.
package enum MarkSeries: Hashable, Sendable {
  /// `*`, `†`, `‡`, `§`, `¶`, then doubled.
  case symbols
  case numbers
  case letters
  /// These, then doubled.
  case list([String])

  /// The mark of the `index`-th note (from 0).
  package func mark(_ index: Int) -> String {
    switch self {
    case .numbers: return "\(index + 1)"
    case .letters:
      var rest = index, text = ""
      repeat {
        text = String(UnicodeScalar(UInt8(97 + rest % 26))) + text
        rest = rest / 26 - 1
      } while rest >= 0
      return text
    case .symbols:
      return Self.repeating(["*", "\u{2020}", "\u{2021}", "\u{A7}", "\u{B6}"], index)
    case .list(let marks): return Self.repeating(marks, index)
    }
  }

  /// An empty list gives empty marks.
  private static func repeating(_ marks: [String], _ index: Int) -> String {
    guard !marks.isEmpty else { return "" }
    return String(repeating: marks[index % marks.count], count: index / marks.count + 1)
  }
}
