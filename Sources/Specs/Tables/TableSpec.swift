import Diagnostics
import Inputs

/// A table after gt's anatomy: stub, columns, spanners, groups, summaries, footnotes, source, page behavior.
package struct TableSpec: Sendable {
  package var anchor: Name?
  package var figure = FigureOptions()
  package var data: Name?
  /// The columns whose values label the rows.
  package var stub: [Name] = []
  package var stubhead: LocalizedText?
  package var groups: TableGroups?
  /// Options by column name or glob (`20*`), in the order of the text; later ones win.
  package var columns: [ColumnSpec] = []
  /// The columns that are shown, in order; all when it is empty.
  package var show: [Name] = []
  package var spanners: [SpannerSpec] = []
  package var summary = TableSummaries()
  /// What stands for a missing value.
  package var missing: LocalizedText?
  /// Expressions that are true for the rows of the table's subject.
  package var subjects: [Name] = []
  /// Cells that are set as the subject, on a tint.
  package var highlights: [TableHighlight] = []
  package var footnotes: [TableFootnote] = []
  package var marks = TableMarkChoice.series(.symbols)
  package var pageBreak = TableBreak()
  package var split: TableSplit?
  package var metrics = TableMetrics()
  package var common = CommonOptions()

  package init() {}

  static let record: Record<TableSpec> = Record(
    "table", "A table.", make: { TableSpec() },
    [
      Field("table", optional: \.anchor, .name, "Its name for references, such as tab-partners."),
      FigureOptions.title.lifted(to: \.figure),
      Field("data", optional: \.data, .name, required: true, "The name of its data."),
      Field("stub", \.stub, oneOrMore(.name), "The column (or columns) whose values label the rows."),
      Field("stubhead", optional: \.stubhead, .text, "The label above the stub."),
      Field("groups", optional: \.groups, .groups, "Row groups: the name of a column, or {by, order, labels}."),
      Field("columns", \.columns, .columns, "Options by column name or glob."),
      Field("show", \.show, list(.name), "The columns that are shown, in order."),
      Field("spanners", \.spanners, list(nested(SpannerSpec.record)), "Labels over several columns."),
      Field("summary", \.summary, nested(TableSummaries.record), "Summary rows of groups and of the whole."),
      Field("missing", optional: \.missing, .text, "What stands for a missing value."),
      Field("subject", \.subjects, oneOrMore(.expression), "Expressions that are true for the rows of the table's subject."),
      Field("highlight", \.highlights, list(nested(TableHighlight.record)), "Cells that are set as the subject, on a tint."),
      Field("footnotes", \.footnotes, list(nested(TableFootnote.record)), "Notes with marks on cells and labels."),
      Field("marks", \.marks, .tableMarks, "The marks of notes without a mark of their own: symbols, numbers, letters, or a list of marks."),
      Field("break", \.pageBreak, nested(TableBreak.record), "What happens at the end of a page."),
      Field("split", optional: \.split, nested(TableSplit.record), "What happens when it is too wide."),
      Field("metrics", \.metrics, nested(TableMetrics.record), "Heights and rules of this table."),
      Field("width", optional: \.figure.width, .length(), "Its width; that of the text when it is absent."),
    ] + lift(FigureOptions.textFields, to: \.figure) + lift(CommonOptions.fields, to: \.common))

}

/// Row groups by the values of a column.
package struct TableGroups: Sendable {
  package var by = Name("")
  /// The order of the groups; that of the data for those not named.
  package var order: [Name] = []
  /// Labels in place of the values.
  package var labels: [Named<LocalizedText>] = []

  package init() {}

  static let record: Record<TableGroups> = Record(
    "tableGroups", "Row groups.", make: { TableGroups() },
    [
      Field("by", \.by, .name, required: true, "The column whose values make the groups."),
      Field("order", \.order, list(.name), "Their order."),
      Field("labels", \.labels, named(.text), "Labels in place of the values."),
    ])
}

extension Reader where Value == TableGroups {
  static var groups: Reader {
    either(
      nested(TableGroups.record), when: { $0.entries != nil },
      or: Reader<Name>.name.map { name in
        var groups = TableGroups()
        groups.by = name
        return groups
      })
  }
}

/// A label over several columns; spanners may hold spanners.
package struct SpannerSpec: Sendable {
  package var label = LocalizedText(TemplateText(literal: ""))
  /// A lighter line below the label.
  package var unit: LocalizedText?
  /// Names or globs.
  package var columns: [Name] = []
  package var spanners: [SpannerSpec] = []

  package init() {}

  static let record: Record<SpannerSpec> = Record(
    "spanner", "A label over several columns.", make: { SpannerSpec() },
    [
      Field("label", \.label, .text, required: true, "The label."),
      Field("unit", optional: \.unit, .text, "The unit below the label."),
      Field("columns", \.columns, oneOrMore(.name), "The columns below it, by name or glob, beside those of its spanners."),
      Field("spanners", \.spanners, list(nested(SpannerSpec.record)), "Spanners below it."),
    ])
}

package struct TableSummaries: Sendable {
  package var eachGroup: [SummaryRow] = []
  package var grand: [SummaryRow] = []

  package init() {}

  static let record: Record<TableSummaries> = Record(
    "summary", "Summary rows.", make: { TableSummaries() },
    [
      Field("each_group", \.eachGroup, oneOrMore(nested(SummaryRow.record)), "At the end of each group."),
      Field("grand", \.grand, oneOrMore(nested(SummaryRow.record)), "At the end of the table."),
    ])
}

package struct SummaryRow: Sendable {
  package enum Fold: String, CaseIterable, Sendable { case sum, mean, median, min, max, count }

  package var label = LocalizedText(TemplateText(literal: ""))
  package var fold = Fold.sum
  /// Names or globs; every column of numbers when it is empty.
  package var columns: [Name] = []
  /// Computed columns whose expression is evaluated on the results of this row: a ratio of sums, not a sum of ratios.
  package var recompute: [Name] = []
  /// The groups that have the row, by value or label; all when it is empty.
  package var groups: [Name] = []
  package var format: FormatSetting?

  package init() {}

  static let record: Record<SummaryRow> = Record(
    "summaryRow", "A summary row.", make: { SummaryRow() },
    [
      Field("label", \.label, .text, required: true, "Its label in the stub."),
      Field("fn", \.fold, .choice, required: true, "What is computed."),
      Field("columns", \.columns, oneOrMore(.name), "The columns, by name or glob; every column of numbers when it is absent."),
      Field("recompute", \.recompute, oneOrMore(.name), "Computed columns whose expression is evaluated on this row's results: a ratio of sums."),
      Field("groups", \.groups, oneOrMore(.name), "The groups that have this row, by value or label; all when it is absent."),
      Field("format", optional: \.format, .format, "The format; that of the column when it is absent."),
    ])
}

package struct TableBreak: Sendable {
  package enum Repeat: String, CaseIterable, Sendable { case header, none }

  package var repeats = Repeat.header
  /// The label of a group on the next page; `label` stands for its name.
  package var continued: LocalizedText?
  /// So many rows stay with the label of their group.
  package var keepGroup = 2

  package init() {}

  static let record: Record<TableBreak> = Record(
    "tableBreak", "What happens at the end of a page.", make: { TableBreak() },
    [
      Field("repeat", \.repeats, .choice, "What is repeated on the next page."),
      Field("continued", optional: \.continued, .text, "The label of a group on the next page."),
      Field("keep_group", \.keepGroup, .integer(1...100), "So many rows stay with the label of their group."),
    ])
}

package struct TableSplit: Sendable {
  package enum Condition: String, CaseIterable, Sendable {
    case tooWide = "too_wide"
    case never
  }

  package enum Repeat: String, CaseIterable, Sendable { case stub, none }

  package var condition = Condition.tooWide
  package var repeats = Repeat.stub

  package init() {}

  static let record: Record<TableSplit> = Record(
    "tableSplit", "What happens when a table is too wide.", make: { TableSplit() },
    [
      Field("if", \.condition, .choice, "When it is split by columns."),
      Field("repeat", \.repeats, .choice, "What each part begins with."),
    ])
}

/// Heights and rules that differ from the theme's.
package struct TableMetrics: Sendable {
  package var rowHeight: Length?
  package var headerHeight: Length?
  package var hasRowRules: Bool?
  package var stripes: Bool?
  package var noteColumns: Int?

  package init() {}

  static let record: Record<TableMetrics> = Record(
    "tableMetrics", "Heights and rules that differ from the theme's.", make: { TableMetrics() },
    [
      Field("row_height", optional: \.rowHeight, .length([.pt, .mm, .em]), "The least height of a row."),
      Field("header_height", optional: \.headerHeight, .length([.pt, .mm, .em]), "The least height of the header."),
      Field("row_rules", optional: \.hasRowRules, .bool, "Hair rules between rows."),
      Field("stripes", optional: \.stripes, .bool, "A tint on every second row."),
      Field("note_columns", optional: \.noteColumns, .integer(1...2), "The columns of the notes; by their room when it is absent."),
    ])
}
