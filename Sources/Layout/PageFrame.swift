package import Geometry

/// Where a page puts its content: sizes in points, resolved from a page master of the spec.
package struct PageFrame: Hashable, Sendable {
  /// The name of the master, `default` for the first.
  package var master: String
  package var size: Size
  /// The rectangle that the flow fills.
  package var content: Rect
  /// The width of running text; figures take the whole width.
  package var textWidth: Double
  /// From the left edge of `content` to running text: on left pages the margin column stands outside, left of the text.
  package var textOffset = 0.0
  /// The column beside the text; nil when the text takes the whole width.
  package var margin: MarginColumn?
  /// Tops of items stand on multiples of this distance from the top of `content`; 0 lets them stand anywhere.
  package var grid: Double
  /// The columns of running text; nil for one.
  package var columns: ColumnGrid?

  package init(
    master: String, size: Size, content: Rect, textWidth: Double, margin: MarginColumn? = nil, grid: Double = 0,
    columns: ColumnGrid? = nil
  ) {
    self.master = master
    self.size = size
    self.content = content
    self.textWidth = textWidth
    self.margin = margin
    self.grid = grid
    self.columns = columns
  }
}

/// The narrow column beside running text, in points.
package struct MarginColumn: Hashable, Sendable {
  /// From the left edge of the page's content.
  package var offset: Double
  package var width: Double

  package init(offset: Double, width: Double) {
    self.offset = offset
    self.width = width
  }
}

/// Columns that running text fills one after the other, all of one width; lengths in points.
package struct ColumnGrid: Hashable, Sendable {
  /// Tells neighbouring parts in columns from each other, which are balanced by themselves.
  package var part: Int
  package var count: Int
  package var gap: Double
  /// Of all columns with their gaps, from the left edge of the page's content.
  package var width: Double
  /// The lines between columns; nil for none.
  package var rule: ColumnRule?
  /// Columns end level with each other where the part ends.
  package var isBalanced: Bool
  /// The least room above and below, where something else stands there.
  package var space: Double

  package init(
    part: Int = 0, count: Int, gap: Double, width: Double, rule: ColumnRule? = nil, isBalanced: Bool = true, space: Double = 0
  ) {
    self.part = part
    self.count = max(1, count)
    self.gap = gap
    self.width = width
    self.rule = rule
    self.isBalanced = isBalanced
    self.space = space
  }

  /// Of one column.
  package var columnWidth: Double { max(0, (width - gap * Double(count - 1)) / Double(count)) }

  /// The left edge of a column (from 0), from the left edge of the page's content.
  func offset(of column: Int) -> Double { Double(column) * (columnWidth + gap) }
}

/// A line between columns.
package struct ColumnRule: Hashable, Sendable {
  package var width: Double
  package var color: Color

  package init(width: Double, color: Color) {
    self.width = width
    self.color = color
  }
}

/// The frames of a kind of page: one for each side of the sheet, the first page and pages left empty.
///
/// The first page of a document is a right one. Both sides offer the same widths, so that a figure fits either.
package struct PageStyle: Hashable, Sendable {
  package var name: String
  package var right: PageFrame
  package var left: PageFrame
  /// Of the first page of the document in this style; nil for that of its side.
  package var first: PageFrame?
  /// Of a page that stays empty so that the next one is on the side it asks for; nil for that of its side.
  package var blank: PageFrame?
  package var numbers: PageNumbers

  /// The same frame on both sides.
  package init(_ frame: PageFrame, numbers: PageNumbers = PageNumbers()) {
    name = frame.master
    right = frame
    left = frame
    self.numbers = numbers
  }

  /// The frame of a page (from 0).
  func frame(ofPage page: Int, isFirst: Bool) -> PageFrame {
    if isFirst, let first { return first }
    return page.isMultiple(of: 2) ? right : left
  }
}

/// How pages are numbered. Pages with equal numbers count on from each other, wherever they stand.
package struct PageNumbers: Hashable, Sendable {
  package enum Style: Hashable, Sendable { case decimal, lowerRoman, upperRoman, lowerLetter, upperLetter, none }

  package var style: Style
  /// Stands before each number, as in `A-1`.
  package var prefix: String

  package init(_ style: Style = .decimal, prefix: String = "") {
    self.style = style
    self.prefix = prefix
  }

  /// What is printed for a number from 1: `iv`, `A-12`. Letters go on with `aa` after `z`.
  package func label(_ number: Int) -> String {
    switch style {
    case .none: ""
    case .decimal: prefix + "\(number)"
    case .lowerRoman: prefix + roman(number).lowercased()
    case .upperRoman: prefix + roman(number)
    case .lowerLetter: prefix + letters(number).lowercased()
    case .upperLetter: prefix + letters(number)
    }
  }
}

/// Roman numerals; the number itself outside 1...3999.
private func roman(_ number: Int) -> String {
  guard (1...3999).contains(number) else { return "\(number)" }
  let values = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
  ]
  var rest = number, text = ""
  for (value, sign) in values {
    while rest >= value {
      text += sign
      rest -= value
    }
  }
  return text
}

/// A to Z, then AA to ZZ and so on, as PDF counts.
private func letters(_ number: Int) -> String {
  guard number >= 1, let letter = UnicodeScalar(65 + (number - 1) % 26) else { return "\(number)" }
  return String(repeating: Character(letter), count: (number - 1) / 26 + 1)
}
