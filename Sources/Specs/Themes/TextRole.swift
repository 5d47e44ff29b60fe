/// The roles of text; a theme has a style for each.
package enum TextRole: String, CaseIterable, Sendable {
  case coverTitle = "cover-title"
  case coverSubtitle = "cover-subtitle"
  case coverEyebrow = "cover-eyebrow"
  case coverDate = "cover-date"
  case coverTagline = "cover-tagline"
  case coverNote = "cover-note"
  case title
  case sectionNumber = "section-number"
  case h2
  case h3
  case eyebrow
  case lead
  case body
  case marginNote = "margin-note"
  case footnote
  case noteMark = "note-mark"
  case code
  case quote
  case figureNumber = "figure-number"
  case figureTitle = "figure-title"
  case figureSubtitle = "figure-subtitle"
  case sourceLine = "source"
  case tableHeader = "table-header"
  case tableUnit = "table-unit"
  case tableBody = "table-body"
  case tableGroup = "table-group"
  case tableSummary = "table-summary"
  case tableNote = "table-note"
  case tableMark = "table-mark"
  case axisLabel = "axis-label"
  case axisTitle = "axis-title"
  case dataLabel = "data-label"
  case seriesLabel = "series-label"
  case legendLabel = "legend-label"
  case mapLabel = "map-label"
  case mapValue = "map-value"
  case mapOther = "map-other"
  case waterName = "water-name"
  case mapNumber = "map-number"
  case runningHead = "running-head"
  case folio
  case kpiValue = "kpi-value"
  case kpiTile = "kpi-tile"
  case kpiBar = "kpi-bar"
  case kpiUnit = "kpi-unit"
  case kpiText = "kpi-text"
  case pullFigure = "pull-figure"
  case pullText = "pull-text"
  case profileName = "profile-name"
  case profileLine = "profile-line"
  case contentsTitle = "contents-title"
  case contentsNumber = "contents-number"
  case contentsEntry = "contents-entry"
  case contentsLine = "contents-line"
  case contentsSub = "contents-sub"
  case contentsPage = "contents-page"
  case slideTitle = "slide-title"
  case slideSubtitle = "slide-subtitle"
  case slideLabel = "slide-label"
  case slideNote = "slide-note"
}
