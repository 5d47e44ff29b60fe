import Diagnostics
import Inputs

/// Options of the columns that a name or glob matches.
package struct ColumnSpec: Sendable {
  package enum Align: String, CaseIterable, Sendable { case left, center, right, decimal }
  package enum LabelAlign: String, CaseIterable, Sendable { case left, center, right }
  /// Quiet columns are set in the third color, strong ones in the strong weight; ranks are quiet, at the left, and as wide as
  /// the theme's column of ranks.
  package enum Look: String, CaseIterable, Sendable { case plain, quiet, strong, rank }
  package enum Gap: String, CaseIterable, Sendable { case none, before }

  /// A column, or a glob with `*` and `?`.
  package var key = Name("")
  package var label: LocalizedText?
  package var unit: LocalizedText?
  package var format: FormatSetting?
  package var align: Align?
  package var width: TrackSize?
  package var wraps: Bool?
  package var isHidden = false
  package var missing: LocalizedText?
  /// An expression over the row (or a plain column) that gives the values, for a column that the data lacks or in its place.
  package var compute: Name?
  package var labelAlign: LabelAlign?
  package var look: Look?
  package var gap: Gap?
  /// Expressions whose texts stand right after the value: as part of what is printed, in ink, and as a remark in the color of
  /// doubt.
  package var suffix: Name?
  package var annotate: Name?
  /// An expression whose text stands small at the right end of the cell, beside the number.
  package var side: Name?
  package var color: CellColor?
  package var bar: CellBar?
  package var spark: CellSpark?

  package init() {}

  static let record: Record<ColumnSpec> = Record(
    "column", "Options of a column; a bare text is its label.", make: { ColumnSpec() },
    [
      Field("label", optional: \.label, .text, "Its label."), Field("unit", optional: \.unit, .text, "The unit below the label."),
      Field("format", optional: \.format, .format, "The format of its values."),
      Field("align", optional: \.align, .choice, "How values are aligned."),
      Field("width", optional: \.width, .track, "auto, a length, a share (1fr) or a percentage."),
      Field("wrap", optional: \.wraps, .bool, "Whether long text may break into lines."),
      Field("hidden", \.isHidden, .bool, "Whether it is left out."),
      Field("missing", optional: \.missing, .text, "What stands for a missing value."),
      Field("compute", optional: \.compute, .expression, "An expression over the row that gives the values; row_number is the row's number from 1."),
      Field("label_align", optional: \.labelAlign, .choice, "How its label is aligned; as its values when it is absent."),
      Field("look", optional: \.look, .choice, "plain, quiet (third color), strong (weight), or rank (quiet, narrow, at the left)."),
      Field("gap", optional: \.gap, .choice, "A gap before it that cuts the rules, so that blocks of columns stand apart."),
      Field("suffix", optional: \.suffix, .expression, "An expression for what belongs to the printed value: it follows it, in ink."),
      Field("annotate", optional: \.annotate, .expression, "An expression for a remark beside the value, small, in the color of doubt."),
      Field("side", optional: \.side, .expression, "An expression for a small quiet figure at the right of the cell, such as a rank."),
      Field("color", optional: \.color, nested(CellColor.record), "Heat colors."),
      Field("bar", \.bar, .cellBar, "A bar beside the number: true or {min, max, color, below}."),
      Field("spark", optional: \.spark, nested(CellSpark.record), "A small chart from another table."),
    ])
}

extension Reader where Value == [ColumnSpec] {
  static var columns: Reader {
    Specs.named(
      either(
        nested(ColumnSpec.record), when: { $0.entries != nil && !isLanguageMap($0) },
        or: Reader<LocalizedText>.text.map { label in
          var column = ColumnSpec()
          column.label = label
          return column
        })
    ).map { entries in
      entries.map { entry in
        var column = entry.value
        column.key = entry.name
        return column
      }
    }
  }
}

/// Heat colors of cells.
package struct CellColor: Sendable {
  package enum Across: String, CaseIterable, Sendable { case column, table }

  /// A palette of the theme (`sequential`, `diverging`) or a scheme of Vega-Lite (`blues`).
  package var scale = Name("sequential")
  /// The value in the middle of a diverging scale.
  package var mid: Double?
  package var domain: [Double] = []
  package var across = Across.column
  package var isReversed = false

  package init() {}

  static let record: Record<CellColor> = Record(
    "cellColor", "Heat colors of cells.", make: { CellColor() },
    [
      Field("scale", \.scale, .name, "A palette of the theme or a scheme of Vega-Lite."),
      Field("mid", optional: \.mid, .number(), "The value in the middle."),
      Field("domain", \.domain, list(.number()), "The least and the greatest value."),
      Field("across", \.across, .choice, "Whether each column has its own scale."),
      Field("reverse", \.isReversed, .bool, "Whether the colors run the other way."),
    ])
}

/// A bar in a cell.
package struct CellBar: Sendable {
  package var least: Double?
  package var most: Double?
  package var color: ColorSetting?
  /// Whether it stands below the number.
  package var isBelow = false

  package init() {}

  static let record: Record<CellBar> = Record(
    "cellBar", "A bar in a cell.", make: { CellBar() },
    [
      Field("min", optional: \.least, .number(), "The value at its start; 0 when it is absent."),
      Field("max", optional: \.most, .number(), "The value at the full length."),
      Field("color", optional: \.color, .color, "Its color."),
      Field("below", \.isBelow, .bool, "Whether it stands below the number."),
    ])
}

extension Reader where Value == CellBar? {
  static var cellBar: Reader {
    Reader("true or a mapping", schema: { book in .anyOf([.boolean, CellBar.record.schema(in: &book)]) }) { node, findings in
      if let flag = node.bool { return .some(flag ? CellBar() : nil) }
      return CellBar.record.decode(node, &findings).map { .some($0) }
    }
  }
}

/// A small chart in a cell.
package struct CellSpark: Sendable {
  /// One of these names the column of the values.
  package var line: Name?
  package var bar: Name?
  package var area: Name?
  package var from = Name("")
  /// The column that both tables share.
  package var key = Name("")
  /// The column of the horizontal order; that of the rows when it is absent.
  package var x: Name?

  package init() {}

  static let record: Record<CellSpark> = Record(
    "cellSpark", "A small chart in a cell.", make: { CellSpark() },
    [
      Field("line", optional: \.line, .name, "A line of the values of this column."),
      Field("bar", optional: \.bar, .name, "Bars of the values of this column."),
      Field("area", optional: \.area, .name, "An area of the values of this column."),
      Field("from", \.from, .name, required: true, "The table of the values."),
      Field("key", \.key, .name, required: true, "The column that both tables share."),
      Field("x", optional: \.x, .name, "The column of the horizontal order."),
    ])
}
