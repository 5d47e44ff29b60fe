package import Geometry
package import Typesetting

/// How a table looks, resolved from the theme. Lengths in points.
package struct TableStyle: Hashable, Sendable {
  package var body: TextStyle
  package var header: TextStyle
  package var unit: TextStyle
  package var group: TextStyle
  /// What is set beside a repeated group label: "(continued)".
  package var groupContinued: TextStyle
  package var summary: TextStyle
  package var note: TextStyle
  package var source: TextStyle
  /// The color of subject rows.
  package var subjectColor: Color
  /// The tint behind subject rows; nil for none, as the house style has it for rows that run through a table.
  package var subjectTint: Color?
  /// The tint behind highlighted cells; nil for none.
  package var highlightTint: Color?
  package var quietColor: Color
  /// The color of bars in rows that are not the subject, and of the room that a bar could fill (nil for none).
  package var barColor = Color(hex: 0xBDB6A9)
  package var barTrackColor: Color?
  package var markColor: Color
  package var strongWeight = 600

  /// Size and distance above the baseline of a note mark, in em of the text that it hangs on.
  package var markSize = 0.8
  package var markRise = 0.28
  /// Between the text and its mark, in em of the text.
  package var markGap = 0.12
  /// The size of remarks beside values, and what stands between them.
  package var annotationSize = 6.6
  package var annotationGap = 3.0

  /// Under the header, above and below totals, at the end.
  package var mainRule: TableRule
  /// Above and below subtotals, under spanners.
  package var subRule: TableRule
  /// Between rows.
  package var hairRule: TableRule

  /// Height of body rows of one line in tables of up to `shortRows` rows, and in longer ones.
  package var shortRowHeight = 22.75
  package var longRowHeight = 19.5
  package var shortRows = 5
  /// Height of body rows when some column has its bars below the numbers.
  package var rowWithBarHeight = 29.25
  package var barHeight = 5.2
  package var barBelowHeight = 3.2
  /// Between a number and the bar beside it.
  package var barGap = 2 * millimetre
  /// Between the line box of a number and the bar below it.
  package var barBelowGap = 4.1
  /// The least room between a number (with its remark) and the small figure at the right of its cell.
  package var sideGap = 1.6 * millimetre
  /// The least height of the header; 0 for that of its labels.
  package var headerHeight = 0.0
  /// The least height of a header with a line of units.
  package var headerWithUnitHeight = 0.0
  /// Notes stand in two columns where these have at least this width each; `noteColumns` says how many in any case.
  package var noteColumnLeast = 75 * millimetre
  package var noteColumnGap = 6 * millimetre
  package var noteColumns: Int?
  /// Between the notes and the source.
  package var sourceGap = 3.5
  /// A tint on every second row of a part's body.
  package var hasStripes = false
  package var stripeTint = Color(hex: 0xF4F4F2)
  /// Height of the first group row of a part, and of the others.
  package var firstGroupHeight = 24.0
  package var groupHeight = 26.0
  /// From the baseline of a group label to the foot of its row.
  package var groupFoot = 5.2
  package var headerTop = 1.35
  /// From the last label to the rule.
  package var headerFoot = 1.2 * millimetre
  package var insetLeft = 1.6 * millimetre
  package var insetRight = 2.4 * millimetre
  /// Between the head (title block) and the header, and between the end of the table and the notes.
  package var headGap = 2.8 * millimetre
  package var footGap = 1.8 * millimetre
  /// The least room in which marks stand before the notes.
  package var noteHang = 4 * millimetre
  package var continuedLabel = "(continued)"
  package var continuedFoot = "continued on the next page"

  package init(
    body: TextStyle, header: TextStyle, unit: TextStyle, group: TextStyle, groupContinued: TextStyle, summary: TextStyle,
    note: TextStyle, source: TextStyle, subjectColor: Color, quietColor: Color, markColor: Color, mainRule: TableRule,
    subRule: TableRule, hairRule: TableRule
  ) {
    self.body = body
    self.header = header
    self.unit = unit
    self.group = group
    self.groupContinued = groupContinued
    self.summary = summary
    self.note = note
    self.source = source
    self.subjectColor = subjectColor
    self.quietColor = quietColor
    self.markColor = markColor
    self.mainRule = mainRule
    self.subRule = subRule
    self.hairRule = hairRule
  }

  /// The height of a line of body text.
  var leading: Double { body.leading ?? body.size * 1.6 }

  func rowHeight(rowCount: Int) -> Double { rowCount <= shortRows ? shortRowHeight : longRowHeight }

  func strong(_ style: TextStyle) -> TextStyle {
    var next = style
    next.weight = max(style.weight, strongWeight)
    return next
  }

  /// The style of a remark beside a value.
  var annotation: TextStyle {
    var next = body
    next.size = annotationSize
    next.color = markColor
    return next
  }

  /// The style of a mark that hangs on text of `style`.
  func mark(on style: TextStyle) -> TextStyle {
    var next = style
    next.size = style.size * markSize
    next.color = markColor
    next.weight = max(style.weight, strongWeight)
    return next
  }
}

extension TableStyle {
  /// The style of a mark set in one line with text of `style`.
  package func raisedMark(on style: TextStyle) -> TextStyle {
    var next = mark(on: style)
    next.rise = style.size * markRise
    return next
  }
}

/// The width and color of a rule.
package struct TableRule: Hashable, Sendable {
  package var width: Double
  package var color: Color

  package init(width: Double, color: Color) {
    self.width = width
    self.color = color
  }
}

/// One millimetre in points.
package let millimetre = 72 / 25.4
