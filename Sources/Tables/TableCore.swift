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
  let look: CellLook
  /// Which columns have cells on a ground of their own.
  private let isTinted: [Bool]

  /// - Parameter measures: of each column, when they are known.
  init(model: TableModel, style: TableStyle, typesetter: Typesetter, measures known: [ColumnMeasure]? = nil) {
    self.model = model
    self.style = style
    self.typesetter = typesetter
    rows = TableRows(model)
    let measurer = ColumnMeasurer(model: model, style: style, typesetter: typesetter)
    measures = known ?? model.columns.indices.map { measurer.measure($0) }
    decimalSign = Tables.decimalSign(of: model.language)
    wraps = model.columns.contains(where: \.wraps)
    hasBarsBelow = model.columns.contains { $0.bar?.isBelow == true }
    look = CellLook(model: model, style: style)
    isTinted = model.columns.enumerated().map { index, column in
      model.highlights.touches(column: index) || !column.fills.isEmpty
    }
  }

  /// The height of a one-line body row.
  var rowHeight: Double {
    hasBarsBelow ? style.rowWithBarHeight : style.rowHeight(rowCount: model.bodyCount)
  }

  /// The height of a row of sums, which have no bars.
  var summaryHeight: Double { style.rowHeight(rowCount: model.bodyCount) }

  /// From the top of a body row to the line box of its text.
  var textTop: Double {
    (rowHeight - style.leading - (hasBarsBelow ? style.barBelowGap + style.barBelowHeight : 0)) / 2
  }

  /// Left and right insets of a column: none at the outer edges, but for tinted cells, whose texts keep off the edge of the tint.
  /// What hangs right of the digits stays inside the column.
  func insets(_ column: Int) -> (left: Double, right: Double) {
    let isTinted = isTinted[column]
    let hang = model.columns[column].sides.isEmpty ? measures[column].hang : 0
    let isLast = column == model.columns.count - 1
    let right = isLast && !isTinted ? hang : max(style.insetRight, hang > 0 ? hang + 1 : 0)
    return (column == 0 && !isTinted ? 0 : style.insetLeft, right)
  }

  func request(_ column: Int) -> ColumnRequest {
    let insets = insets(column)
    var around = insets.left + insets.right
    let measure = measures[column]
    // A bar beside the number wants as much room again, and at least a third of an inch.
    if let bar = model.columns[column].bar, !bar.isBelow { around += style.barGap + max(24, measure.maximum) }
    return ColumnRequest(
      width: model.columns[column].width, minimum: measure.minimum + around, maximum: measure.maximum + around,
      insets: insets.left + insets.right)
  }

  /// The room that the small figures of a column take with the space before them; nil without any.
  func side(_ column: Int) -> Double? {
    let widest = model.columns[column].sides.map { typesetter.width(of: $0, style.unit) }.max() ?? 0
    return widest > 0 ? widest + style.sideGap : nil
  }

  /// The gaps that cut the table, in points.
  var gaps: Double { model.columns.dropFirst().reduce(0) { $0 + $1.gapBefore } }
}
