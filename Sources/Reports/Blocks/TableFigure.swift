import Diagnostics
import Layout
import Prose
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
    figure.continuedFoot = block.continuedBlock
    return figure
  }

  /// What the spec asks of the table, with its texts filled in.
  private mutating func tableRequest(_ spec: TableSpec, at range: SourceRange) -> TableRequest {
    let texts = texts
    var found = Findings(), textFindings = Findings()
    var request = TableRequest(
      spec, at: range, language: texts.language, em: styles.text(.tableBody).size,
      text: { texts.text($0, findings: &textFindings) ?? "" }, findings: &found)
    let theme = styles.theme
    request.color = { theme.color($0) }
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
