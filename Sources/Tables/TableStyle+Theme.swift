package import Specs
import Typesetting

extension TableStyle {
  /// The look of tables in a theme, for one language.
  package init(theme: Theme, language: String = "en") {
    func text(_ role: TextRole) -> TextStyle { TextStyle(theme.style(role, language: language), language: language) }
    func rule(_ role: RuleRole) -> TableRule { TableRule(width: theme.rule(role).width, color: theme.rule(role).color) }
    let group = text(.tableGroup), body = text(.tableBody), note = text(.tableNote)
    var continued = group
    continued.weight = body.weight
    continued.color = note.color
    self.init(
      body: body, header: text(.tableHeader), unit: text(.tableUnit), group: group, groupContinued: continued,
      summary: text(.tableSummary), note: note, source: text(.sourceLine), subjectColor: group.color,
      quietColor: text(.tableUnit).color, markColor: text(.tableMark).color, mainRule: rule(.strong), subRule: rule(.subtotal),
      hairRule: rule(.hair))
    take(theme.table)
    headGap = theme.figure.abovePicture
    footGap = theme.figure.aboveSource
    noteHang = theme.page.footnoteNumberColumn
    highlightTint = theme.color(named: "tint-jade")
    if let sand = theme.color(named: "sand") { barColor = sand }
    barTrackColor = theme.color(named: "tint-bar")
  }

  private mutating func take(_ table: TableTheme) {
    shortRowHeight = table.shortRow
    longRowHeight = table.row
    rowWithBarHeight = table.rowWithBar
    headerFoot = table.headerFoot
    headerWithUnitHeight = table.header
    // The first label of a part stands right below the header and needs less room than one below rows.
    firstGroupHeight = table.groupRow - 1
    groupHeight = table.groupRow + 1
    insetLeft = table.insetLeft
    insetRight = table.insetRight
    barHeight = table.barHeight
    barBelowHeight = table.barBelowHeight
    barGap = table.barGap
    markSize = table.markSize
    markRise = table.markRise
    annotationSize = table.annotationSize
  }

  /// The style with what one table sets for itself.
  package mutating func apply(_ metrics: TableMetrics) {
    if let height = metrics.rowHeight?.resolve(against: 0, em: body.size) {
      shortRowHeight = height
      longRowHeight = height
      rowWithBarHeight = max(rowWithBarHeight, height)
    }
    if let height = metrics.headerHeight?.resolve(against: 0, em: header.size) {
      headerHeight = height
      headerWithUnitHeight = height
    }
    if metrics.hasRowRules == false { hairRule.width = 0 }
    hasStripes = metrics.stripes ?? hasStripes
    noteColumns = metrics.noteColumns ?? noteColumns
  }
}

extension TextStyle {
  /// The style of a role. Capitals are a matter of the text and not of the style.
  init(_ role: RoleStyle, language: String) {
    self.init(
      families: role.families, size: role.size, weight: role.weight, italic: role.italic, color: role.color,
      tracking: role.tracking, leading: role.leading, language: language)
  }
}
