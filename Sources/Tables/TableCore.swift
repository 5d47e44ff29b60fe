import DataTables
import Layout
import Typesetting

/// The data's column, where `Column` alone could be mistaken for a table's.
typealias DataColumn = DataTables.Column

/// Everything of a table that does not depend on where it is laid out. Shared by all its fragments, so it has an identity.
final class TableCore: Sendable {
  let model: TableModel
  let style: TableStyle
  let typesetter: Typesetter
  let rows: TableRows
  let measures: [ColumnMeasure]
  let decimalSign: UInt8
  /// Some column's cells may take several lines, so rows have heights of their own.
  let wraps: Bool
  let hasBarsBelow: Bool
  /// Room that marks in the last column need beyond its digits.
  let markOverhang: Double

  init(model: TableModel, style: TableStyle, typesetter: Typesetter) {
    self.model = model
    self.style = style
    self.typesetter = typesetter
    rows = TableRows(model)
    let measurer = ColumnMeasurer(model: model, style: style, typesetter: typesetter)
    measures = model.columns.indices.map { measurer.measure($0) }
    decimalSign = Tables.decimalSign(of: model.language)
    wraps = model.columns.contains(where: \.wraps)
    hasBarsBelow = model.columns.contains { $0.bar?.isBelow == true }
    let last = model.columns.count - 1
    let hasMarks = last >= 0 && model.marks.touches(column: last, columnCount: model.columns.count)
    markOverhang = hasMarks ? typesetter.width(of: "\u{2021}", style.mark(on: style.body)) + style.body.size * style.markGap : 0
  }

  /// The height of a one-line body row.
  var rowHeight: Double {
    hasBarsBelow ? style.rowWithBarHeight : style.rowHeight(rowCount: model.bodyCount)
  }

  /// The height of a row of sums, which have no bars.
  var summaryHeight: Double { style.rowHeight(rowCount: model.bodyCount) }

  /// From the top of a body row to the line box of its text.
  var textTop: Double { (rowHeight - style.leading) / 2 - (hasBarsBelow ? style.barBelowHeight : 0) }

  /// Left and right insets of a column: none at the outer edges.
  func insets(_ column: Int) -> (left: Double, right: Double) {
    let isLast = column == model.columns.count - 1
    return (column == 0 ? 0 : style.insetLeft, isLast ? markOverhang : style.insetRight)
  }

  func request(_ column: Int) -> ColumnRequest {
    let insets = insets(column)
    var around = insets.left + insets.right
    // A bar beside the number wants as much room again, and at least a third of an inch.
    if let bar = model.columns[column].bar, !bar.isBelow { around += style.barGap + max(24, measures[column].maximum) }
    let measure = measures[column]
    return ColumnRequest(
      width: model.columns[column].width, minimum: measure.minimum + around, maximum: measure.maximum + around)
  }

  /// The gaps that cut the table, in points.
  var gaps: Double { model.columns.dropFirst().reduce(0) { $0 + $1.gapBefore } }
}
