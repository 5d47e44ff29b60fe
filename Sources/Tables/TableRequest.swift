package import DataTables
package import Diagnostics
package import Formats
package import Geometry
package import Specs

/// What the author asks of a table, with its texts evaluated. `resolveTable` turns it into a `TableModel` with the data.
///
/// A `Name` is what the author wrote with its place; where columns are meant it may hold `*` and `?` for any letters and one
/// letter.
package struct TableRequest: Sendable {
  package var range: SourceRange
  /// The columns of row labels, shown first.
  package var stub: [Name] = []
  package var stubLabel: String?
  /// The columns to show, in order. When it is empty, those that `columns` name are shown, and all without such names.
  package var show: [Name] = []
  /// Settings of columns; later ones override earlier ones.
  package var columns: [ColumnChoice] = []
  package var groups: GroupChoice?
  package var spanners: [SpannerChoice] = []
  package var groupSummaries: [SummaryChoice] = []
  package var grandSummaries: [SummaryChoice] = []
  package var footnotes: [FootnoteChoice] = []
  package var markSeries = MarkSeries.symbols
  /// Notes without a mark.
  package var notes: [String] = []
  package var source: String?
  /// Stands for missing values in columns that say nothing else.
  package var missing = "\u{2013}"
  /// Predicates of rows that are the table's subject.
  package var subjects: [Name] = []
  /// Cells that are set as the subject, on a tint.
  package var highlights: [HighlightChoice] = []
  package var language = "en"
  /// So many rows stay with the label of their group.
  package var keepsWithGroup = 2
  /// How a group's label is repeated on the next part; nil for the theme's way.
  package var continuedLabel: (@Sendable (String) -> String)?
  /// Whether the header stands on every part.
  package var repeatsHeader = true
  /// What happens when the table is too wide; nil leaves that to be reported.
  package var split: TableSplitWay?

  /// Looks up colors of the theme.
  package var color: @Sendable (ColorSetting) -> Color? = { setting in
    switch setting {
    case .color(let color): color
    case .named, .template: nil
    }
  }
  /// Looks up scales of heat colors by name: each gives the color at a place from 0 to 1.
  package var ramp: @Sendable (Name) -> (@Sendable (Double) -> Color)? = { _ in nil }
  /// Looks up tables by name, for small charts.
  package var table: @Sendable (Name) throws(Failure) -> Table = { name throws(Failure) in
    throw Failure(Diagnostic("unknown-data", at: name.range, "there is no data named \"\(name.text)\""))
  }
  /// The names that `ramp` knows, for messages.
  package var rampNames: [String] = []

  package init(range: SourceRange = .detached) { self.range = range }
}

/// Settings for one or several columns; nil is automatic.
package struct ColumnChoice: Sendable {
  package var selectors: [Name]
  package var label: String?
  package var unit: String?
  package var pattern: NumberPattern?
  package var alignment: ColumnAlignment?
  package var width: ColumnWidth?
  package var wraps: Bool?
  package var look: ColumnLook?
  package var isHidden: Bool?
  package var missing: String?
  /// In points.
  package var gapBefore: Double?
  package var labelAlignment: ColumnAlignment?
  /// The expression that gives the values.
  package var compute: Name?
  /// Expressions for what stands beside a value: see `TableColumn`.
  package var suffix: Name?
  package var annotation: Name?
  package var side: Name?
  package var bar: BarChoice?
  package var heat: HeatChoice?
  package var spark: SparkChoice?

  package init(_ selectors: [Name]) { self.selectors = selectors }
}

/// How the values of a column are set.
package enum ColumnLook: Hashable, Sendable {
  case plain
  /// In the third color.
  case quiet
  /// In the strong weight.
  case strong
  /// In the third color, at the left.
  case rank
}

/// Heat colors of a column.
package struct HeatChoice: Sendable {
  package var scale: Name
  /// The value in the middle of the scale; nil when its middle is that of the domain.
  package var middle: Double?
  /// The least and the greatest value; nil for those of the data.
  package var domain: ClosedRange<Double>?
  /// Whether all columns of this kind share one domain.
  package var isAcrossTable: Bool
  package var isReversed: Bool

  package init(scale: Name, middle: Double? = nil, domain: ClosedRange<Double>? = nil, isAcrossTable: Bool = false, isReversed: Bool = false) {
    self.scale = scale
    self.middle = middle
    self.domain = domain
    self.isAcrossTable = isAcrossTable
    self.isReversed = isReversed
  }
}

/// Small charts in cells, of the rows of another table that share the row's key.
package struct SparkChoice: Sendable {
  package var kind: SparkKind
  package var values: Name
  package var from: Name
  package var key: Name
  /// Nil for the order of the rows.
  package var x: Name?

  package init(_ kind: SparkKind, of values: Name, from: Name, key: Name, x: Name? = nil) {
    self.kind = kind
    self.values = values
    self.from = from
    self.key = key
    self.x = x
  }
}

/// Cells of the rows for which `row` holds (all when nil), in these columns (all when empty).
package struct HighlightChoice: Sendable {
  package var row: Name?
  package var columns: [Name]
  package var range: SourceRange

  package init(row: Name?, columns: [Name], range: SourceRange = .detached) {
    self.row = row
    self.columns = columns
    self.range = range
  }
}

/// A bar beside or below each number of a column.
package struct BarChoice: Hashable, Sendable {
  /// The values at the start (nil for 0, or the least negative one) and at the full length (nil for the greatest).
  package var least: Double?
  package var most: Double?
  package var color: ColorSetting?
  package var isBelow: Bool
  package var range: SourceRange

  package init(least: Double? = nil, most: Double? = nil, color: ColorSetting? = nil, isBelow: Bool = false, range: SourceRange = .detached) {
    self.least = least
    self.most = most
    self.color = color
    self.isBelow = isBelow
    self.range = range
  }
}

/// Which rows belong together: those with the same value in `column`.
package struct GroupChoice: Sendable {
  package var column: Name
  /// Values that come first, in this order; the others follow as they appear.
  package var order: [Name]
  /// Labels that stand for values.
  package var labels: [(value: String, label: String)]

  package init(by column: Name, order: [Name] = [], labels: [(value: String, label: String)] = []) {
    self.column = column
    self.order = order
    self.labels = labels
  }
}

package struct SpannerChoice: Sendable {
  package var label: String
  package var unit: String?
  package var columns: [Name]
  package var range: SourceRange

  package init(label: String, unit: String? = nil, columns: [Name], range: SourceRange = .detached) {
    self.label = label
    self.unit = unit
    self.columns = columns
    self.range = range
  }
}

package enum SummaryFunction: String, Hashable, Sendable, CaseIterable {
  case sum, mean, min, max, count, median
}

package struct SummaryChoice: Sendable {
  package var label: String
  package var function: SummaryFunction
  /// Nil for all number columns that are aligned as such.
  package var columns: [Name]?
  /// Nil for each column's own.
  package var pattern: NumberPattern?
  /// Computed columns whose expression is evaluated on the row's own results.
  package var recompute: [Name]
  /// The groups that have the row, by value or label; all when empty.
  package var groups: [Name]

  package init(
    label: String, function: SummaryFunction, columns: [Name]? = nil, pattern: NumberPattern? = nil, recompute: [Name] = [],
    groups: [Name] = []
  ) {
    self.label = label
    self.function = function
    self.columns = columns
    self.pattern = pattern
    self.recompute = recompute
    self.groups = groups
  }
}

package struct FootnoteChoice: Sendable {
  package var text: String
  /// Nil takes the next mark of the table's series.
  package var mark: String?
  /// Empty for a note on a mark that the data prints.
  package var targets: [FootnoteTarget]
  package var range: SourceRange

  package init(text: String, mark: String? = nil, targets: [FootnoteTarget], range: SourceRange = .detached) {
    self.text = text
    self.mark = mark
    self.targets = targets
    self.range = range
  }
}

/// Where a note's mark hangs, as gt's `cells_*` say it.
package enum FootnoteTarget: Hashable, Sendable {
  case title
  case subtitle
  case stubhead
  /// By its label.
  case spanner(Name)
  case columnLabels([Name])
  /// By its value or label.
  case group(Name)
  /// Cells of the rows for which `row` holds (all rows when nil), in these columns (the first stub column when empty).
  case cells(row: Name?, columns: [Name])
  /// Cells of the summary rows with this label, in these columns (the label itself when empty).
  case summary(Name, columns: [Name])
  case grand(Name, columns: [Name])
}
