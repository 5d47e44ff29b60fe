import DataTables
import Diagnostics
import Specs

extension TableResolving {
  /// Small charts need no column of the data: one without values stands for theirs.
  mutating func addSparkColumns() {
    for choice in request.columns where choice.spark != nil {
      guard let name = choice.selectors.first?.text, table.column(named: name) == nil else { continue }
      table = table.setting(Column(name: name, values: Array(repeating: .null, count: table.rowCount)))
      names = ColumnNames(names: table.columnNames)
    }
  }

  mutating func resolveSparks(findings: inout Findings) {
    for (index, choice) in choices.enumerated() {
      guard let spark = choice.spark else { continue }
      let find = request.table
      guard let source = findings.attempt({ () throws(Failure) in try find(spark.from) }) else { continue }
      if choice.bar != nil || choice.heat != nil || choice.suffix != nil || choice.annotation != nil || choice.side != nil {
        findings.error(
          "two-kinds", at: spark.values.range, "a small chart stands alone in its cell",
          hint: "leave out bar, color, suffix, annotate and side, or give them to another column")
      }
      guard let sparks = sparks(spark, from: source, findings: &findings) else { continue }
      model.columns[index].sparks = sparks
      model.columns[index].cells = .texts([])
      model.columns[index].alignment = .left
      let empty = sparks.series.count(where: \.isEmpty)
      if empty > 0 {
        findings.warning("no-values", at: spark.key.range, "\(empty) of \(table.rowCount) rows have no values in \"\(spark.from.text)\"")
      }
    }
  }

  /// The values of another table by the rows of this one; nil, with findings, when a column is missing.
  private func sparks(_ spark: SparkChoice, from source: Table, findings: inout Findings) -> TableSparks? {
    let sourceNames = ColumnNames(names: source.columnNames)
    guard let own = names.places(of: spark.key, findings: &findings).first,
      let key = sourceNames.places(of: spark.key, findings: &findings).first,
      let values = sourceNames.places(of: spark.values, findings: &findings).first
    else { return nil }
    guard source.columns[values].type.isNumeric else {
      findings.error("not-numbers", at: spark.values.range, "the column \"\(spark.values.text)\" has no numbers to draw")
      return nil
    }
    let x = spark.x.flatMap { sourceNames.places(of: $0, findings: &findings).first }
    var byKey: [String: [TableSparks.Point]] = [:]
    for row in 0..<source.rowCount {
      guard let value = source.columns[values].number(at: row), value.isFinite else { continue }
      let key = source.columns[key].text(at: row)
      let place = x.map { source.columns[$0].number(at: row) ?? Double(row) } ?? Double(byKey[key]?.count ?? 0)
      guard place.isFinite else { continue }
      byKey[key, default: []].append(TableSparks.Point(x: place, value: value))
    }
    let series = (0..<table.rowCount).map { row in
      (byKey[table.columns[own].text(at: row)] ?? []).sorted { $0.x < $1.x }
    }
    return TableSparks(spark.kind, series: series)
  }
}

extension TableSparks {
  /// Puts all series on one scale; lines use the whole height, bars and areas begin at zero.
  init(_ kind: SparkKind, series: [[Point]]) {
    let points = series.joined()
    let left = points.map(\.x).min() ?? 0, right = points.map(\.x).max() ?? 0
    let low = points.map(\.value).min() ?? 0, high = points.map(\.value).max() ?? 0
    let spread = right > left ? right - left : 1
    self.kind = kind
    self.series = series.map { row in row.map { Point(x: ($0.x - left) / spread, value: $0.value) } }
    range = kind == .line ? low...max(low, high) : min(0, low)...max(0, high)
    count = series.map(\.count).max() ?? 0
  }
}
