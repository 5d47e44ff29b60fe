package import Diagnostics
import Formats
package import Specs

extension TableRequest {
  /// What a `table` block of a spec asks for.
  /// - Parameters:
  ///   - em: the size of the body text in points, for widths in em.
  ///   - text: the text of a setting in the document's language, with its templates evaluated.
  package init(
    _ spec: TableSpec, at range: SourceRange, language: String, em: Double, text: (LocalizedText) -> String,
    findings: inout Findings
  ) {
    self.init(range: range)
    self.language = language
    stub = spec.stub
    stubLabel = spec.stubhead.map(text)
    show = spec.show
    columns = spec.columns.map { ColumnChoice($0, language: language, em: em, text: text, findings: &findings) }
    groups = spec.groups.map { groups in
      GroupChoice(by: groups.by, order: groups.order, labels: groups.labels.map { ($0.name.text, text($0.value)) })
    }
    spanners = spec.spanners.flatMap { Self.spanners($0, text: text) }
    groupSummaries = spec.summary.eachGroup.map { SummaryChoice($0, language: language, text: text, findings: &findings) }
    grandSummaries = spec.summary.grand.map { SummaryChoice($0, language: language, text: text, findings: &findings) }
    footnotes = spec.footnotes.map { note in
      FootnoteChoice(text: text(note.text), targets: note.at.flatMap(Self.targets), range: note.text.range)
    }
    notes = spec.figure.note.map { [text($0)] } ?? []
    source = spec.figure.source.map(text)
    if let missing = spec.missing { self.missing = text(missing) }
    keepsWithGroup = spec.pageBreak.keepGroup
    repeatsHeader = spec.pageBreak.repeats == .header
    continuedLabel = spec.pageBreak.continued.flatMap { Self.continued($0.text(for: language).text, findings: &findings) }
    if spec.split?.condition == .tooWide {
      findings.warning("not-supported", at: range, "tables are not yet split by columns: one that is too wide is reported")
    }
  }

  /// `{{ label }}` stands for the group's label; nothing else can be known when a page ends.
  private static func continued(_ text: TemplateText, findings: inout Findings) -> (@Sendable (String) -> String)? {
    for case .expression(let part) in text.parts where part.expression.text != "label" || !part.formats.isEmpty {
      findings.error(
        "unknown-name", at: part.expression.range, "\"\(part.expression.text)\" is not known in `continued`",
        hint: "{{ label }} is the label of the group")
      return nil
    }
    let parts = text.parts
    return { label in
      parts.map { part in
        switch part {
        case .literal(let text): text
        case .expression: label
        }
      }.joined()
    }
  }

  /// A spanner with those below it; its columns are its own and theirs.
  private static func spanners(_ spec: SpannerSpec, text: (LocalizedText) -> String) -> [SpannerChoice] {
    let below = spec.spanners.flatMap { spanners($0, text: text) }
    let columns = spec.columns + below.flatMap(\.columns)
    return below + [SpannerChoice(label: text(spec.label), columns: columns, range: spec.label.range)]
  }

  private static func targets(_ location: TableLocation) -> [FootnoteTarget] {
    let name = location.name ?? Name("")
    switch location.label {
    case nil: return [.cells(row: location.row, columns: location.columns)]
    case .title: return [.title]
    case .subtitle: return [.subtitle]
    case .stubhead: return [.stubhead]
    case .column: return [.columnLabels(location.columns)]
    case .spanner: return [.spanner(name)]
    case .group: return [.group(name)]
    case .stub: return [.cells(row: location.row, columns: [])]
    case .summary: return [.summary(name, columns: location.columns)]
    case .grand: return [.grand(name, columns: location.columns)]
    }
  }
}

extension ColumnChoice {
  init(
    _ spec: ColumnSpec, language: String, em: Double, text: (LocalizedText) -> String, findings: inout Findings
  ) {
    self.init([spec.key])
    label = spec.label.map(text)
    unit = spec.unit.map(text)
    pattern = spec.format.flatMap { NumberPattern($0, language: language, findings: &findings) }
    alignment = spec.align.map(ColumnAlignment.init)
    width = spec.width.map { ColumnWidth($0, em: em) }
    wraps = spec.wraps
    isHidden = spec.isHidden ? true : nil
    missing = spec.missing.map(text)
    bar = spec.bar.map { BarChoice(least: $0.least, most: $0.most, color: $0.color, isBelow: $0.isBelow, range: spec.key.range) }
    isVirtual = spec.spark != nil
    if spec.color != nil { findings.warning("not-supported", at: spec.key.range, "heat colors are not drawn yet") }
    if spec.spark != nil { findings.warning("not-supported", at: spec.key.range, "small charts in cells are not drawn yet") }
  }
}

extension SummaryChoice {
  init(_ spec: SummaryRow, language: String, text: (LocalizedText) -> String, findings: inout Findings) {
    self.init(
      label: text(spec.label), function: SummaryFunction(spec.fold), columns: spec.columns.isEmpty ? nil : spec.columns,
      pattern: spec.format.flatMap { NumberPattern($0, language: language, findings: &findings) })
  }
}

extension NumberPattern {
  /// The pattern of a setting; nil, with a finding, when it cannot be read.
  init?(_ setting: FormatSetting, language: String, findings: inout Findings) {
    let read = findings.attempt { () throws(Failure) in
      try NumberPattern(parsing: setting.pattern.text, at: setting.pattern.range, language: language)
    }
    guard let read else { return nil }
    self = read
  }
}

extension ColumnAlignment {
  init(_ align: ColumnSpec.Align) {
    switch align {
    case .left: self = .left
    case .center: self = .center
    case .right: self = .right
    case .decimal: self = .decimal
    }
  }
}

extension ColumnWidth {
  init(_ size: TrackSize, em: Double) {
    switch size {
    case .auto: self = .automatic
    case .length(let length):
      switch length.unit {
      case .fr: self = .fraction(length.value)
      case .percent: self = .percent(length.value)
      case .pt, .mm, .cm, .inch, .px, .em: self = length.resolve(against: 0, em: em).map { .points($0) } ?? .automatic
      }
    }
  }
}

extension SummaryFunction {
  init(_ fold: SummaryRow.Fold) {
    switch fold {
    case .sum: self = .sum
    case .mean: self = .mean
    case .median: self = .median
    case .min: self = .min
    case .max: self = .max
    case .count: self = .count
    }
  }
}
