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
}

/// Which marks hang where. Only ever asked by location, so its order cannot show.
package struct TableMarks: Sendable {
  private var texts: [TablePlace: String] = [:]
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

  /// True when a cell or the label of `column` has a mark.
  func touches(column: Int, columnCount: Int) -> Bool {
    if texts[.columnLabel(column)] != nil { return true }
    return markedRows.contains { texts[.cell(row: $0, column: column)] != nil }
  }
}

/// The kinds of note marks.
package enum MarkSeries: Hashable, Sendable {
  /// `*`, `†`, `‡`, `§`, `¶`, then doubled.
  case symbols
  case numbers
  case letters

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
      let symbols = ["*", "\u{2020}", "\u{2021}", "\u{A7}", "\u{B6}"]
      return String(repeating: symbols[index % symbols.count], count: index / symbols.count + 1)
    }
  }
}
