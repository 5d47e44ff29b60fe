package import Geometry
package import Typesetting

/// A table with every question of content answered: which columns, rows, groups, sums and notes it has, and with which texts.
/// What is left to do is measuring and breaking.
///
/// Body rows are named by their source row; `order` says in which order they are shown.
package struct TableModel: Sendable {
  package var columns: [TableColumn]
  /// The source rows in the order in which they are shown; nil for the order of the source.
  package var order: [Int32]?
  /// In order; together they hold every shown row once. A table without groups has one section without a label.
  package var sections: [TableSection]
  /// Below everything, in order.
  package var grandSummaries: [TableSummaryRow] = []
  /// From the top level down; the last level stands right above the column labels.
  package var spanners: [[TableSpanner]] = []
  /// In the order of their marks.
  package var notes: [TableNote] = []
  /// The source line; nil for none.
  package var source: String?
  package var marks = TableMarks()
  /// Source rows set as the subject: strong, in the subject's color.
  package var subjectRows: Set<Int> = []
  /// Cells set as the subject, on a tint.
  package var highlights = CellSet()
  /// The column in which summary rows have their label; -1 for none.
  package var labelColumn = 0
  /// The columns at the left that label the rows; a split table may repeat them.
  package var stubCount = 1
  /// What happens when the table is too wide; nil leaves that to be reported.
  package var split: TableSplitWay?
  /// The language of the texts (BCP 47), which says how numbers are written.
  package var language = "en"
  /// So many rows stay with the label of their group.
  package var keepsWithGroup = 2
  /// How a group's label is repeated on the next part; nil for the label with the style's "(continued)" after it.
  package var continuedLabel: (@Sendable (String) -> String)?
  /// Whether the header stands on every part.
  package var repeatsHeader = true

  /// A table of `rowCount` rows in one section, in the order of the source.
  package init(columns: [TableColumn], rowCount: Int) {
    self.columns = columns
    sections = [TableSection(rows: 0..<max(0, rowCount))]
  }

  /// A table of given texts without formats: `header` has a cell for each column, and so has every row.
  package init(header: [[TextSpan]], rows: [[[TextSpan]]], alignments: [ColumnAlignment]) {
    self.init(
      columns: header.enumerated().map { index, label in
        let cells = rows.map { index < $0.count ? $0[index] : [] }
        var column = TableColumn(
          name: "\(index)", label: label.map(\.text).joined(), cells: .spans(cells),
          alignment: index < alignments.count ? alignments[index] : .left)
        column.wraps = true
        return column
      }, rowCount: rows.count)
  }

  /// The number of body rows that are shown.
  package var bodyCount: Int { sections.last?.rows.upperBound ?? 0 }

  /// The source row of the `position`-th shown row.
  func sourceRow(_ position: Int) -> Int { order.map { Int($0[position]) } ?? position }
}

/// A column with its texts.
package struct TableColumn: Sendable {
  /// The name of the column in the data.
  package var name: String
  /// May hold line breaks.
  package var label: String
  /// A second, lighter line below the label; nil for none.
  package var unit: String?
  package var cells: CellTexts
  package var alignment: ColumnAlignment
  package var width = ColumnWidth.automatic
  /// Whether cells may take several lines. Labels always may.
  package var wraps = false
  /// Set in the strong weight.
  package var isStrong = false
  /// Set in the third color: ranks and other side matters.
  package var isQuiet = false
  /// A gap in points before the column, which cuts the rules; 0 for none.
  package var gapBefore = 0.0
  package var bar: TableBar?
  /// How the label stands; nil for the way of the values.
  package var labelAlignment: ColumnAlignment?
  /// Texts by source row that belong to the printed value and follow it, in the body's color. Empty for none; numbers keep their
  /// place, the text hangs.
  package var suffixes: [String] = []
  /// Small remarks by source row after the value, in the color of marks.
  package var annotations: [String] = []
  /// Small quiet texts by source row at the right end of the cell. Empty for none.
  package var sides: [String] = []
  /// Colors behind cells by source row; texts on them are dark or light, whichever reads better.
  package var fills: [Color?] = []
  /// Small charts in place of texts; nil for none.
  package var sparks: TableSparks?

  package init(name: String, label: String, unit: String? = nil, cells: CellTexts, alignment: ColumnAlignment) {
    self.name = name
    self.label = label
    self.unit = unit
    self.cells = cells
    self.alignment = alignment
  }
}

/// Where the texts of a column stand.
package enum ColumnAlignment: Hashable, Sendable {
  case left, center, right
  /// Numbers with their decimal signs one below the other.
  case decimal
}

/// The scale of the bars of a column: `least` at the start of the room, `most` at its end. Bars begin at zero.
package struct TableBar: Hashable, Sendable {
  package var least: Double
  package var most: Double
  /// Nil for the style's own.
  package var color: Color?
  package var isBelow: Bool

  package init(least: Double, most: Double, color: Color? = nil, isBelow: Bool = false) {
    self.least = least
    self.most = most
    self.color = color
    self.isBelow = isBelow
  }

  /// The stretch that the bar of `value` takes, from 0 to 1 of its room; values past the ends are held there.
  func stretch(_ value: Double) -> ClosedRange<Double> {
    guard most > least else { return 0...0 }
    func place(_ x: Double) -> Double { min(1, max(0, (x - least) / (most - least))) }
    return min(place(0), place(value))...max(place(0), place(value))
  }
}

/// What a small chart in a cell draws.
package enum SparkKind: Hashable, Sendable { case line, bar, area }

/// The small charts of a column, all on one scale, so that they can be compared.
package struct TableSparks: Hashable, Sendable {
  /// A value with its horizontal place from 0 to 1.
  package struct Point: Hashable, Sendable {
    package var x: Double
    package var value: Double
  }

  package var kind: SparkKind
  /// By source row; empty for a row without values.
  package var series: [[Point]]
  /// The ends of the vertical scale; bars and areas begin at zero, which lies between them.
  package var range: ClosedRange<Double>
  /// The most points of a row, which gives bars their width.
  package var count: Int
}

/// How wide a column is.
package enum ColumnWidth: Hashable, Sendable {
  /// From its content.
  case automatic
  case points(Double)
  /// Of the table, 0 to 100.
  case percent(Double)
  /// A share of what the others leave.
  case fraction(Double)
}

/// Shown rows that belong together, with their sums.
package struct TableSection: Sendable {
  package var label: String?
  /// Positions in the order of showing.
  package var rows: Range<Int>
  package var summaries: [TableSummaryRow]

  package init(label: String? = nil, rows: Range<Int>, summaries: [TableSummaryRow] = []) {
    self.label = label
    self.rows = rows
    self.summaries = summaries
  }
}

/// A row of sums or means.
package struct TableSummaryRow: Hashable, Sendable {
  package var label: String
  /// One a column; nil leaves the cell empty.
  package var cells: [String?]

  package init(label: String, cells: [String?]) {
    self.label = label
    self.cells = cells
  }
}

/// A label over neighbouring columns. Over columns without labels of their own it stands in their place.
package struct TableSpanner: Hashable, Sendable {
  package var label: String
  /// A second, lighter line below the label; nil for none.
  package var unit: String?
  package var columns: Range<Int>

  package init(label: String, unit: String? = nil, columns: Range<Int>) {
    self.label = label
    self.unit = unit
    self.columns = columns
  }
}

/// A note below the table.
package struct TableNote: Hashable, Sendable {
  /// Empty for a note without a mark.
  package var mark: String
  package var text: String

  package init(mark: String, text: String) {
    self.mark = mark
    self.text = text
  }
}

/// Cells by source row and column. Only ever asked by place, so its order cannot show.
package struct CellSet: Hashable, Sendable {
  private(set) var columnsOfRow: [Int: Set<Int>] = [:]

  package init() {}

  package var isEmpty: Bool { columnsOfRow.isEmpty }

  package mutating func insert(row: Int, column: Int) { columnsOfRow[row, default: []].insert(column) }

  package func contains(row: Int, column: Int) -> Bool { columnsOfRow[row]?.contains(column) ?? false }

  /// True when some cell of the column is in the set.
  package func touches(column: Int) -> Bool { columnsOfRow.values.contains { $0.contains(column) } }
}
