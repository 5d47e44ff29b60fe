import Diagnostics
import Geometry
import Layout
import Prose
import Scales
import Scene
import Specs
import Tables
import Typesetting

extension ReportBuilder {
  /// A table with its title block. Nil when its data is missing.
  mutating func tableFigure(_ spec: TableSpec, width: Double) -> (any Block)? {
    let parts = parts(of: spec.figure, anchor: spec.anchor)
    guard let name = spec.data else { return nil }
    let data = data
    guard let table = findings.attempt({ () throws(Failure) in try data.requireTable(name) }) else { return nil }
    let request = tableRequest(spec, at: spec.anchor?.range ?? name.range)
    let model = resolveTable(request, table: table, scope: texts.names, findings: &findings)
    guard !model.columns.isEmpty else { return nil }
    var style = styles.table
    style.apply(spec.metrics)
    let block = TableBlock(model, style: style, typesetter: typesetter, hasFoot: false)
    var figure = framed(block, parts: parts, foot: block.notesBlock, tag: StructureTag(.table, alt: parts.alt))
    figure.head = tableHead(parts, marks: model.marks, style: style, isContinued: false)
    figure.continuedHead = tableHead(parts, marks: model.marks, style: style, isContinued: true)
    figure.continuedFoot = block.continuedBlock
    return figure
  }

  /// The lines above the table: number, title and subtitle with their marks; on later parts "Table 2 (continued)" and the subtitle.
  private func tableHead(
    _ parts: FigureParts, marks: TableMarks, style: TableStyle, isContinued: Bool
  ) -> StackBlock? {
    var children: [StackChild] = []
    if let label = parts.label {
      var spans = [TextSpan(label.text, styles.text(.figureNumber))]
      if isContinued {
        var lighter = styles.text(.figureSubtitle)
        lighter.size = styles.text(.figureNumber).size
        spans.append(TextSpan(" " + words.continued, lighter))
      }
      children.append(headLine(spans, .figureNumber))
    }
    if let title = parts.title, !isContinued || parts.label == nil {
      let text = isContinued ? title + " " + words.continued : title
      children.append(headLine(marked(text, .figureTitle, marks[.title], style), .figureTitle))
    }
    if let subtitle = parts.subtitle {
      children.append(headLine(marked(subtitle, .figureSubtitle, marks[.subtitle], style), .figureSubtitle))
    }
    return children.isEmpty ? nil : StackBlock(children)
  }

  private func headLine(_ spans: [TextSpan], _ role: TextRole) -> StackChild {
    StackChild(ParagraphBlock(setParagraph(spans, role), tag: StructureTag(.caption), staysTogether: true))
  }

  /// A line of the head with the mark of a note raised after it.
  private func marked(_ text: String, _ role: TextRole, _ mark: String?, _ style: TableStyle) -> [TextSpan] {
    let own = styles.text(role)
    guard let mark else { return [TextSpan(text, own)] }
    return [TextSpan(text, own), TextSpan(mark, style.raisedMark(on: own))]
  }

  /// What the spec asks of the table, with its texts filled in.
  private mutating func tableRequest(_ spec: TableSpec, at range: SourceRange) -> TableRequest {
    let texts = texts
    var found = Findings(), textFindings = Findings()
    let theme = styles.theme
    var request = TableRequest(
      spec, at: range, language: texts.language, em: styles.text(.tableBody).size, theme: theme.table,
      text: { texts.text($0, findings: &textFindings) ?? "" }, findings: &found)
    request.color = { theme.color($0) }
    request.ramp = { name in
      let colors = theme.palette(named: name.text) ?? ColorScheme(named: name.text)?.colors
      guard let colors, !colors.isEmpty else { return nil }
      let ramp = ColorRamp(colors)
      return { ramp($0) }
    }
    let data = data
    request.table = { name throws(Failure) in try data.requireTable(name) }
    request.rampNames = theme.palettes.map(\.name.text) + ColorScheme.names
    request.source = request.source.map { words.source + " " + $0 }
    findings.add(contentsOf: textFindings.all + found.all)
    return request
  }
}

/// A table inside running text, in the look of the report's tables.
func proseTable(_ table: ProseTable, styles: Styles, typesetter: Typesetter) -> (any Block)? {
  let alignments = table.alignments.map { alignment -> ColumnAlignment in
    switch alignment {
    case .left, .automatic: .left
    case .center: .center
    case .right: .right
    }
  }
  var style = styles.table
  style.shortRowHeight = style.longRowHeight
  return TableBlock(
    TableModel(header: table.header, rows: table.rows, alignments: alignments), style: style, typesetter: typesetter)
}
