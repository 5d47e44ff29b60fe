package import DataTables
package import Diagnostics
import Specs

/// What a table shows: the request answered with the data.
///
/// The passes come in this order, each on what the ones before it found: computed columns; columns (stub first) with labels,
/// formats and alignments; what stands beside their values; groups and the order of rows; subject rows and cells; sums;
/// spanners; notes and their marks.
/// Unknown columns, groups and note places become findings with the nearest name; the rest of the table is still resolved.
/// - Parameter scope: the names that row predicates may use besides the columns.
package func resolveTable(
  _ request: TableRequest, table: Table, scope: any ExpressionScope = NamedValues(), findings: inout Findings
) -> TableModel {
  var resolving = TableResolving(request: request, table: table)
  resolving.addSparkColumns()
  resolving.computeColumns(scope: scope, findings: &findings)
  resolving.resolveColumns(findings: &findings)
  resolving.resolveExtras(scope: scope, findings: &findings)
  resolving.resolveHeat(findings: &findings)
  resolving.resolveSparks(findings: &findings)
  resolving.resolveGroups(findings: &findings)
  resolving.resolveSubjects(scope: scope, findings: &findings)
  resolving.resolveHighlights(scope: scope, findings: &findings)
  resolving.resolveSummaries(scope: scope, findings: &findings)
  resolving.resolveSpanners(findings: &findings)
  resolving.resolveNotes(scope: scope, findings: &findings)
  return resolving.model
}

/// The state between the passes of `resolveTable`.
struct TableResolving {
  let request: TableRequest
  /// The data with the computed columns.
  var table: Table
  var names: ColumnNames
  var model: TableModel
  /// The settings of each shown column.
  var choices: [ColumnChoice] = []
  /// The values of the groups, in the order of the model's sections.
  var groupValues: [String] = []
  /// The place in the data of each shown column.
  var places: [Int] = []
  var formats: [CellFormat] = []

  init(request: TableRequest, table: Table) {
    self.request = request
    self.table = table
    names = ColumnNames(names: table.columnNames)
    model = TableModel(columns: [], rowCount: table.rowCount)
    model.language = request.language
    model.source = request.source
  }

  mutating func resolveColumns(findings: inout Findings) {
    let stub = names.places(of: request.stub, findings: &findings)
    var choices: [Int: ColumnChoice] = [:]
    var listed: [Int] = []
    for choice in request.columns {
      for place in names.places(of: choice.selectors, findings: &findings) {
        if !listed.contains(place) { listed.append(place) }
        choices[place] = (choices[place] ?? ColumnChoice([])).overridden(by: choice)
      }
    }
    if !request.show.isEmpty { listed = names.places(of: request.show, findings: &findings) }
    let grouping = request.groups.flatMap { table.columnIndex(named: $0.column.text) }
    if request.columns.isEmpty, request.show.isEmpty { listed = table.columns.indices.filter { $0 != grouping } }
    places = (stub + listed.filter { !stub.contains($0) }).filter { choices[$0]?.isHidden != true }
    for place in places {
      let choice = choices[place] ?? ColumnChoice([])
      add(place, choice, isStub: stub.contains(place))
      if let bar = choice.bar { addBar(bar, place, findings: &findings) }
    }
    if let first = model.columns.first, first.gapBefore > 0 {
      findings.warning("no-effect", at: request.range, "there is no gap before \"\(first.name)\", the first column")
    }
    model.keepsWithGroup = request.keepsWithGroup
    model.repeatsHeader = request.repeatsHeader
    model.continuedLabel = request.continuedLabel
    if model.columns.isEmpty { findings.error("no-columns", at: request.range, "this table shows no column") }
    model.labelColumn = summaryLabelColumn(stubCount: stub.count)
    model.stubCount = stub.isEmpty ? model.labelColumn + 1 : min(stub.count, model.columns.count)
    model.split = request.split
  }

  private mutating func add(_ place: Int, _ choice: ColumnChoice, isStub: Bool) {
    let source = table.columns[place]
    let format = CellFormat(pattern: choice.pattern, missing: choice.missing ?? request.missing)
    let automatic: ColumnAlignment = source.type.isNumeric && !isStub && choice.look != .rank ? .decimal : .left
    let label = choice.label ?? (isStub && model.columns.isEmpty ? request.stubLabel : nil) ?? source.label ?? (isStub ? "" : source.name)
    var column = TableColumn(
      name: source.name, label: label, unit: choice.unit, cells: .column(source, format),
      alignment: choice.alignment ?? automatic)
    column.width = choice.width ?? .automatic
    column.wraps = choice.wraps ?? false
    column.isStrong = choice.look == .strong
    column.isQuiet = choice.look == .quiet || choice.look == .rank
    column.gapBefore = choice.gapBefore ?? 0
    column.labelAlignment = choice.labelAlignment
    model.columns.append(column)
    formats.append(format)
    choices.append(choice)
  }

  /// Scales a column's bars; values past given ends are a finding, for their bars cannot be told from shorter ones.
  private mutating func addBar(_ choice: BarChoice, _ place: Int, findings: inout Findings) {
    let source = table.columns[place]
    guard source.type.isNumeric else {
      return findings.error("not-numbers", at: choice.range, "the column \"\(source.name)\" has no numbers to draw bars of")
    }
    let numbers = (0..<source.count).compactMap { source.number(at: $0) }.filter(\.isFinite)
    let low = numbers.min() ?? 0, high = numbers.max() ?? 0
    let bar = TableBar(
      least: choice.least ?? min(0, low), most: choice.most ?? max(0, high),
      color: choice.color.flatMap { request.color($0) }, isBelow: choice.isBelow)
    if low < bar.least || high > bar.most {
      findings.warning(
        "bar-too-long", at: choice.range,
        "values of \"\(source.name)\" go from \(low) to \(high), past the ends of their bars (\(bar.least) to \(bar.most))")
    }
    model.columns[model.columns.count - 1].bar = bar
  }

  /// The last stub column, else the first column of text, else the first.
  private func summaryLabelColumn(stubCount: Int) -> Int {
    if stubCount > 0 { return max(0, min(stubCount, model.columns.count) - 1) }
    return places.firstIndex { !table.columns[$0].type.isNumeric } ?? 0
  }

  /// The shown columns that `selectors` mean. A column that is not shown is a finding.
  func shownColumns(_ selectors: [Name], findings: inout Findings) -> [Int] {
    var result: [Int] = []
    for selector in selectors {
      let found = names.places(of: selector, findings: &findings)
      let shown = found.compactMap { places.firstIndex(of: $0) }
      if shown.isEmpty, !found.isEmpty {
        findings.error("hidden-column", at: selector.range, "the column \"\(selector.text)\" is not shown in this table")
      }
      for index in shown where !result.contains(index) { result.append(index) }
    }
    return result
  }

  mutating func resolveSpanners(findings: inout Findings) {
    var levels: [[TableSpanner]] = []
    for choice in request.spanners {
      if choice.columns.isEmpty {
        findings.error("missing-key", at: choice.range, "no column stands under \"\(choice.label)\"", hint: "name its `columns`")
      }
      let columns = shownColumns(choice.columns, findings: &findings).sorted()
      guard let first = columns.first, let last = columns.last else { continue }
      guard last - first + 1 == columns.count else {
        findings.error(
          "spanner-gap", at: choice.range, "the columns under \"\(choice.label)\" are not neighbours",
          hint: "put them side by side under `columns`")
        continue
      }
      place(TableSpanner(label: choice.label, unit: choice.unit, columns: first..<(last + 1)), into: &levels)
    }
    for index in levels.indices { levels[index].sort { $0.columns.lowerBound < $1.columns.lowerBound } }
    model.spanners = levels.reversed()
  }

  /// Puts a spanner on the lowest level on which it overlaps no other; `levels` go from the columns upwards.
  private func place(_ spanner: TableSpanner, into levels: inout [[TableSpanner]]) {
    for level in levels.indices where levels[level...].allSatisfy({ $0.allSatisfy { !$0.columns.overlaps(spanner.columns) } }) {
      levels[level].append(spanner)
      return
    }
    levels.append([spanner])
  }
}

extension ColumnChoice {
  /// The settings of `later`, and those of this choice where `later` says nothing.
  func overridden(by later: ColumnChoice) -> ColumnChoice {
    var result = self
    result.label = later.label ?? label
    result.unit = later.unit ?? unit
    result.pattern = later.pattern ?? pattern
    result.alignment = later.alignment ?? alignment
    result.width = later.width ?? width
    result.wraps = later.wraps ?? wraps
    result.look = later.look ?? look
    result.isHidden = later.isHidden ?? isHidden
    result.missing = later.missing ?? missing
    result.gapBefore = later.gapBefore ?? gapBefore
    result.labelAlignment = later.labelAlignment ?? labelAlignment
    result.compute = later.compute ?? compute
    result.suffix = later.suffix ?? suffix
    result.annotation = later.annotation ?? annotation
    result.side = later.side ?? side
    result.bar = later.bar ?? bar
    result.heat = later.heat ?? heat
    result.spark = later.spark ?? spark
    return result
  }
}
