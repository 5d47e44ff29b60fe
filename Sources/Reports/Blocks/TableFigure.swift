import Diagnostics
import Formats
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
    let source = data
    guard let table = findings.attempt({ () throws(Failure) in try source.requireTable(name) }) else { return nil }
    let request = tableRequest(spec, at: spec.anchor?.range ?? name.range)
    let model = resolveTable(request, table: table, scope: texts.names, findings: &findings)
    guard !model.columns.isEmpty else { return nil }
    let block = TableBlock(model, style: tableStyle(spec), typesetter: typesetter, hasFoot: false)
    var figure = framed(block, parts: parts, foot: block.notesBlock, tag: StructureTag(.table, alt: parts.alt))
    figure.continuedFoot = block.continuedBlock
    return figure
  }

  private func tableStyle(_ spec: TableSpec) -> TableStyle {
    var style = styles.table
    if let height = spec.metrics.rowHeight?.resolve(against: 0, em: styles.text(.tableBody).size), height > 0 {
      style.shortRowHeight = height
      style.longRowHeight = height
    }
    if spec.metrics.hasRowRules == false { style.hairRule.width = 0 }
    return style
  }

  private mutating func tableRequest(_ spec: TableSpec, at range: SourceRange) -> TableRequest {
    var request = TableRequest(range: range)
    request.stub = spec.stub
    request.stubLabel = texts.text(spec.stubhead, findings: &findings)
    request.columns = spec.show.map { ColumnChoice([$0]) } + spec.columns.map { column($0) }
    request.groups = spec.groups.map { groups in
      GroupChoice(
        by: groups.by, order: groups.order,
        labels: groups.labels.map { ($0.name.text, texts.text($0.value, findings: &findings) ?? $0.name.text) })
    }
    request.spanners = spec.spanners.flatMap { spanners($0) }
    request.groupSummaries = spec.summary.eachGroup.map { summary($0) }
    request.grandSummaries = spec.summary.grand.map { summary($0) }
    request.footnotes = spec.footnotes.map { footnote($0) }
    request.notes = [texts.text(spec.figure.note, findings: &findings)].compactMap { $0 }
    request.source = texts.text(spec.figure.source, findings: &findings).map { words.source + " " + $0 }
    if let missing = texts.text(spec.missing, findings: &findings) { request.missing = missing }
    request.language = texts.language
    return request
  }

  private mutating func column(_ spec: ColumnSpec) -> ColumnChoice {
    var choice = ColumnChoice([spec.key])
    choice.label = texts.text(spec.label, findings: &findings)
    choice.unit = texts.text(spec.unit, findings: &findings)
    choice.pattern = pattern(spec.format)
    choice.wraps = spec.wraps
    choice.isHidden = spec.isHidden ? true : nil
    choice.missing = texts.text(spec.missing, findings: &findings)
    choice.alignment =
      switch spec.align {
      case .left: .left
      case .center: .center
      case .right: .right
      case .decimal: .decimal
      case nil: nil
      }
    choice.width = spec.width.flatMap { columnWidth($0) }
    for (given, what) in [(spec.color != nil, "color"), (spec.bar != nil, "bar"), (spec.spark != nil, "spark")] where given {
      findings.warning("not-available", at: spec.key.range, "\"\(what)\" in cells is not drawn in this version")
    }
    return choice
  }

  private func columnWidth(_ size: TrackSize) -> ColumnWidth? {
    switch size {
    case .auto: return .automatic
    case .length(let length):
      if length.unit == .fr { return .fraction(length.value) }
      if length.unit == .percent { return .percent(length.value) }
      return length.resolve(against: 0, em: styles.text(.tableBody).size).map { .points($0) }
    }
  }

  private mutating func pattern(_ setting: FormatSetting?) -> NumberPattern? {
    guard let name = setting?.pattern else { return nil }
    let language = texts.language
    return findings.attempt { () throws(Failure) in try NumberPattern(parsing: name.text, at: name.range, language: language) }
  }

  /// Outer spanners first; each level's label stands over all columns below it.
  private mutating func spanners(_ spec: SpannerSpec) -> [SpannerChoice] {
    func columns(_ spec: SpannerSpec) -> [Name] { spec.columns + spec.spanners.flatMap(columns) }
    let label = texts.text(spec.label, findings: &findings) ?? ""
    let choice = SpannerChoice(label: label, columns: columns(spec), range: spec.label.range)
    return [choice] + spec.spanners.flatMap { spanners($0) }
  }

  private mutating func summary(_ spec: SummaryRow) -> SummaryChoice {
    let function: SummaryFunction =
      switch spec.fold {
      case .sum: .sum
      case .mean: .mean
      case .median: .median
      case .min: .min
      case .max: .max
      case .count: .count
      }
    return SummaryChoice(
      label: texts.text(spec.label, findings: &findings) ?? "", function: function,
      columns: spec.columns.isEmpty ? nil : spec.columns, pattern: pattern(spec.format))
  }

  private mutating func footnote(_ spec: TableFootnote) -> FootnoteChoice {
    FootnoteChoice(
      text: texts.text(spec.text, findings: &findings) ?? "", targets: spec.at.compactMap { target($0) }, range: spec.text.range)
  }

  private mutating func target(_ location: TableLocation) -> FootnoteTarget? {
    switch location.label {
    case nil: return .cells(row: location.row, columns: location.columns)
    case .title: return .title
    case .subtitle: return .subtitle
    case .stubhead: return .stubhead
    case .column: return .columnLabels(location.columns)
    case .spanner: if let name = location.name { return .spanner(name) }
    case .group: if let name = location.name { return .group(name) }
    case .stub: return .cells(row: location.row, columns: [])
    case .summary, .grand: break
    }
    let range = location.name?.range ?? location.row?.range ?? location.columns.first?.range ?? .detached
    findings.error("not-available", at: range, "a note cannot stand on this part of a table in this version")
    return nil
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
  let model = TableModel(header: table.header, rows: table.rows, alignments: alignments)
  return TableBlock(model, style: styles.table, typesetter: typesetter)
}
