package import Geometry
import Inputs

/// The page of a theme. All numbers in points.
package struct ThemePage: Sendable {
  package var size = PageSize(width: 210 * 72 / 25.4, height: 297 * 72 / 25.4)
  package var margin = Margins(all: Length(20, .mm))
  /// The distance of the lines of the baseline grid.
  package var grid = 13.0
  /// From the top of a line of the grid to its baseline.
  package var baseline = 9.49
  package var noteGrid = 9.75
  package var sourceGrid = 8.125
  /// The text column, the space beside it and the margin column; nil when the text has the full width.
  package var textColumn: Double?
  package var gutter = 7 * 72 / 25.4
  package var marginColumn: Double?
  /// Between figures side by side.
  package var figureGutter = 6 * 72 / 25.4
  /// From the top of the page to the text of the running head, and to its rule.
  package var headTop = 12.2 * 72 / 25.4
  package var headRule = 17.4 * 72 / 25.4
  package var firstLineIndent = 4 * 72 / 25.4
  package var headingIndent = 11 * 72 / 25.4
  package var footnoteRuleWidth = 24 * 72 / 25.4
  package var footnoteRuleGap = 1.4 * 72 / 25.4
  package var footnoteNumberColumn = 4 * 72 / 25.4

  static let record = Record<ThemePage>(
    "themePage", "The page of a theme.", make: { ThemePage() },
    [
      Field("size", \.size, .pageSize, "The size of the page."), Field("margin", \.margin, .margins, "Its margins."),
      Field("grid", \.grid, .points, "The distance of the lines of the baseline grid."),
      Field("baseline", \.baseline, .points, "From the top of a line to its baseline."),
      Field("note_grid", \.noteGrid, .points, "The grid of notes."),
      Field("source_grid", \.sourceGrid, .points, "The grid of source lines."),
      Field("text_column", optional: \.textColumn, .points, "The width of the text column."),
      Field("gutter", \.gutter, .points, "Between text and margin column."),
      Field("margin_column", optional: \.marginColumn, .points, "The width of the margin column."),
      Field("figure_gutter", \.figureGutter, .points, "Between figures side by side."),
      Field("head_top", \.headTop, .points, "From the top of the page to the running head."),
      Field("head_rule", \.headRule, .points, "From the top of the page to the rule of the running head."),
      Field("first_line_indent", \.firstLineIndent, .points, "The indent of paragraphs that follow a paragraph."),
      Field("heading_indent", \.headingIndent, .points, "The room of a section's number."),
      Field("footnote_rule_width", \.footnoteRuleWidth, .points, "The rule above footnotes."),
      Field("footnote_rule_gap", \.footnoteRuleGap, .points, "Between that rule and the first note."),
      Field("footnote_number_column", \.footnoteNumberColumn, .points, "The room of a footnote's number."),
    ])
}

/// What a rule is for.
package enum RuleRole: String, CaseIterable, Sendable {
  case figure
  /// Over a large figure.
  case pull
  case strong
  case axis
  case footnote
  case divider
  case runningHead = "running-head"
  case subtotal
  case hair
  case grid
}

/// A drawn line: width and dashes in points.
package struct LineStyle: Hashable, Sendable {
  package var width: Double
  package var color: Color
  package var dash: [Double]

  package init(width: Double, color: Color, dash: [Double] = []) {
    self.width = width
    self.color = color
    self.dash = dash
  }
}

/// A line as a theme writes it.
struct LineSetting: Sendable {
  var width: Double?
  var color: ColorSetting?
  var dash: [Double]?

  static let record = Record<LineSetting>(
    "line", "A drawn line.", make: { LineSetting() },
    [
      Field("width", optional: \.width, .points, "Its width."), Field("color", optional: \.color, .color, "Its color."),
      Field("dash", optional: \.dash, list(.points), "Dashes and gaps."),
    ])
}

/// The title block of figures, tables and maps: distances in points.
package struct FigureStyle: Sendable {
  /// From the rule to the number, from the subtitle to the picture, from the picture to the source.
  package var belowRule = 1.8 * 72 / 25.4
  package var abovePicture = 2.8 * 72 / 25.4
  package var aboveSource = 1.8 * 72 / 25.4

  static let record = Record<FigureStyle>(
    "themeFigure", "The title block of figures, tables and maps.", make: { FigureStyle() },
    [
      Field("below_rule", \.belowRule, .points, "From the rule to the number."),
      Field("above_picture", \.abovePicture, .points, "From the subtitle to the picture."),
      Field("above_source", \.aboveSource, .points, "From the picture to the source."),
    ])
}

/// Tables: heights and distances in points.
package struct TableTheme: Sendable {
  package var shortRow = 22.75
  package var row = 19.5
  package var rowWithBar = 29.25
  package var header = 34.0
  /// Between the texts of the header and its rule.
  package var headerFoot = 1.2 * 72 / 25.4
  package var groupRow = 25.0
  package var insetLeft = 1.6 * 72 / 25.4
  package var insetRight = 2.4 * 72 / 25.4
  package var blockGap = 0.95 * 72 / 25.4
  package var rankColumn = 7 * 72 / 25.4
  package var barHeight = 5.2
  package var barBelowHeight = 3.2
  package var barGap = 2 * 72 / 25.4
  /// Marks of doubt: size and rise in em.
  package var markSize = 0.8
  package var markRise = 0.28
  /// Remarks beside values.
  package var annotationSize = 6.6

  static let record = Record<TableTheme>(
    "themeTable", "Heights and distances of tables.", make: { TableTheme() },
    [
      Field("short_row", \.shortRow, .points, "The height of rows of short tables."),
      Field("row", \.row, .points, "The height of rows of long tables."),
      Field("row_with_bar", \.rowWithBar, .points, "The height of rows with a bar below the number."),
      Field("header", \.header, .points, "The height of the header with a line of units."),
      Field("header_foot", \.headerFoot, .points, "Between the header's texts and its rule."),
      Field("group_row", \.groupRow, .points, "The height of a group's label."),
      Field("inset_left", \.insetLeft, .points, "Inner inset at the left of a cell."),
      Field("inset_right", \.insetRight, .points, "Inner inset at the right of a cell."),
      Field("block_gap", \.blockGap, .points, "The gap between blocks side by side."),
      Field("rank_column", \.rankColumn, .points, "The width of a column of ranks."),
      Field("bar_height", \.barHeight, .points, "The height of a bar beside a number."),
      Field("bar_below_height", \.barBelowHeight, .points, "The height of a bar below a number."),
      Field("bar_gap", \.barGap, .points, "Between a number and its bar."),
      Field("mark_size", \.markSize, .number(0.1...2), "The size of marks, in em."),
      Field("mark_rise", \.markRise, .number(-1...1), "The rise of marks, in em."),
      Field("annotation_size", \.annotationSize, .points, "The size of remarks beside values."),
    ])
}
