package import Diagnostics
import Formats
package import Specs

extension TableRequest {
  /// What a `table` block of a spec asks for.
  /// - Parameters:
  ///   - em: the size of the body text in points, for widths in em.
  ///   - theme: has the gap between blocks and the width of ranks.
  ///   - text: the text of a setting in the document's language, with its templates evaluated.
  package init(
    _ spec: TableSpec, at range: SourceRange, language: String, em: Double, theme: TableTheme,
    text: (LocalizedText) -> String, findings: inout Findings
  ) {
    self.init(range: range)
    self.language = language
    stub = spec.stub
    stubLabel = spec.stubhead.map(text)
    show = spec.show
    columns = spec.columns.map { ColumnChoice($0, language: language, em: em, theme: theme, text: text, findings: &findings) }
    groups = spec.groups.map { groups in
      GroupChoice(by: groups.by, order: groups.order, labels: groups.labels.map { ($0.name.text, text($0.value)) })
    }
    spanners = spec.spanners.flatMap { Self.spanners($0, text: text) }
    groupSummaries = spec.summary.eachGroup.map { SummaryChoice($0, language: language, text: text, findings: &findings) }
    grandSummaries = spec.summary.grand.map { SummaryChoice($0, language: language, text: text, findings: &findings) }
    subjects = spec.subjects
    highlights = spec.highlights.flatMap { Self.highlights($0, findings: &findings) }
    footnotes = spec.footnotes.map { note in
      FootnoteChoice(text: text(note.text), mark: note.mark?.text, targets: note.at.flatMap(Self.targets), range: note.text.range)
    }
    markSeries = MarkSeries(spec.marks)
    notes = spec.figure.note.map { [text($0)] } ?? []
    source = spec.figure.source.map(text)
    if let missing = spec.missing { self.missing = text(missing) }
    keepsWithGroup = spec.pageBreak.keepGroup
    repeatsHeader = spec.pageBreak.repeats == .header
    continuedLabel = spec.pageBreak.continued.flatMap { Self.continued($0.text(for: language).text, findings: &findings) }
    if let split = spec.split, split.condition == .tooWide { self.split = split.repeats == .stub ? .repeatingStub : .plain }
  }

  private static func highlights(_ spec: TableHighlight, findings: inout Findings) -> [HighlightChoice] {
    spec.at.compactMap { location in
      let range = location.row?.range ?? location.columns.first?.range ?? location.name?.range ?? .detached
      if let label = location.label {
        findings.error("bad-value", at: range, "only cells can be highlighted, not a label (\(label.rawValue))", hint: "use `row` and `column`")
        return nil
      }
      return HighlightChoice(row: location.row, columns: location.columns, range: range)
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
    return below + [SpannerChoice(label: text(spec.label), unit: spec.unit.map(text), columns: columns, range: spec.label.range)]
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
    _ spec: ColumnSpec, language: String, em: Double, theme: TableTheme, text: (LocalizedText) -> String,
    findings: inout Findings
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
    compute = spec.compute
    suffix = spec.suffix
    annotation = spec.annotate
    side = spec.side
    labelAlignment = spec.labelAlign.map(ColumnAlignment.init)
    gapBefore = spec.gap.map { $0 == .before ? theme.blockGap : 0 }
    if let look = spec.look { self.look = ColumnLook(look) }
    if look == .rank, width == nil { width = .points(theme.rankColumn) }
    heat = spec.color.flatMap { HeatChoice($0, at: spec.key.range, findings: &findings) }
    spark = spec.spark.flatMap { SparkChoice($0, at: spec.key.range, findings: &findings) }
  }
}

extension ColumnLook {
  init(_ look: ColumnSpec.Look) {
    switch look {
    case .plain: self = .plain
    case .quiet: self = .quiet
    case .strong: self = .strong
    case .rank: self = .rank
    }
  }
}

extension HeatChoice {
  /// Nil, with a finding, when the domain is not two different numbers in order.
  init?(_ spec: CellColor, at range: SourceRange, findings: inout Findings) {
    self.init(
      scale: spec.scale, middle: spec.mid, isAcrossTable: spec.across == .table, isReversed: spec.isReversed)
    guard !spec.domain.isEmpty else { return }
    guard spec.domain.count == 2, spec.domain[0] < spec.domain[1] else {
      findings.error("bad-value", at: range, "the domain of colors is the least and the greatest value, such as [0, 100]")
      return nil
    }
    domain = spec.domain[0]...spec.domain[1]
  }
}

extension SparkChoice {
  /// Nil, with a finding, unless exactly one kind is given.
  init?(_ spec: CellSpark, at range: SourceRange, findings: inout Findings) {
    let kinds: [(SparkKind, Name?)] = [(.line, spec.line), (.bar, spec.bar), (.area, spec.area)]
    let given = kinds.compactMap { kind, name in name.map { (kind, $0) } }
    guard given.count == 1, let only = given.first else {
      let message = given.isEmpty ? "a small chart needs its values" : "a small chart is of one kind"
      findings.error(
        given.isEmpty ? "missing-key" : "two-kinds", at: range, message,
        hint: "give one of line, bar, area with the column of the values")
      return nil
    }
    self.init(only.0, of: only.1, from: spec.from, key: spec.key, x: spec.x)
  }
}

extension MarkSeries {
  init(_ choice: TableMarkChoice) {
    switch choice {
    case .series(.symbols): self = .symbols
    case .series(.numbers): self = .numbers
    case .series(.letters): self = .letters
    case .list(let marks): self = .list(marks.map(\.text))
    }
  }
}

extension SummaryChoice {
  init(_ spec: SummaryRow, language: String, text: (LocalizedText) -> String, findings: inout Findings) {
    self.init(
      label: text(spec.label), function: SummaryFunction(spec.fold), columns: spec.columns.isEmpty ? nil : spec.columns,
      pattern: spec.format.flatMap { NumberPattern($0, language: language, findings: &findings) }, recompute: spec.recompute,
      groups: spec.groups)
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

extension ColumnAlignment {
  init(_ align: ColumnSpec.LabelAlign) {
    switch align {
    case .left: self = .left
    case .center: self = .center
    case .right: self = .right
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
