import DataTables
import Diagnostics
import Specs

extension TableResolving {
  /// Sorts the rows into sections by the value of the grouping column; within a section they keep their order.
  mutating func resolveGroups(findings: inout Findings) {
    guard let choice = request.groups, let place = names.places(of: choice.column, findings: &findings).first else { return }
    let column = table.columns[place]
    var values: [String] = [], numbers: [String: Int] = [:]
    var groupOfRow: [Int32] = []
    groupOfRow.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let value = column.isNull(at: row) ? request.missing : column.text(at: row)
      let number = numbers[value] ?? values.count
      if number == values.count {
        numbers[value] = number
        values.append(value)
      }
      groupOfRow.append(Int32(truncatingIfNeeded: number))
    }
    let order = groupOrder(choice, values: values, findings: &findings)
    groupValues = order.map { values[$0] }
    sortRows(groupOfRow, in: order, labels: values.map { value in choice.labels.first { $0.value == value }?.label ?? value })
  }

  /// The groups' numbers in the order in which they are shown.
  private func groupOrder(_ choice: GroupChoice, values: [String], findings: inout Findings) -> [Int] {
    var order: [Int] = []
    for wanted in choice.order {
      guard let number = values.firstIndex(of: wanted.text) else {
        findings.error(
          "unknown-group", at: wanted.range, "no row has \"\(wanted.text)\" in the column \"\(choice.column.text)\"",
          hint: didYouMean(wanted.text, among: values))
        continue
      }
      if !order.contains(number) { order.append(number) }
    }
    let listed = Set(order)
    return order + values.indices.filter { !listed.contains($0) }
  }

  /// A counting sort: linear in the rows.
  private mutating func sortRows(_ groupOfRow: [Int32], in order: [Int], labels: [String]) {
    var counts = [Int](repeating: 0, count: labels.count)
    for group in groupOfRow { counts[Int(group)] += 1 }
    var next = [Int](repeating: 0, count: labels.count)
    var sections: [TableSection] = [], start = 0
    for group in order {
      next[group] = start
      sections.append(TableSection(label: labels[group], rows: start..<(start + counts[group])))
      start += counts[group]
    }
    var sorted = [Int32](repeating: 0, count: groupOfRow.count)
    for (row, group) in groupOfRow.enumerated() {
      sorted[next[Int(group)]] = Int32(truncatingIfNeeded: row)
      next[Int(group)] += 1
    }
    model.order = sorted
    model.sections = sections
  }

  mutating func resolveSummaries(scope: any ExpressionScope, findings: inout Findings) {
    for choice in request.groupSummaries {
      let plan = summaryPlan(choice, findings: &findings)
      for index in sections(of: choice, findings: &findings) {
        let row = summary(plan, positions: model.sections[index].rows, scope: scope, findings: &findings)
        model.sections[index].summaries.append(row)
      }
    }
    for choice in request.grandSummaries {
      if let first = choice.groups.first {
        findings.error("bad-value", at: first.range, "a row at the end of the table belongs to no group", hint: "put it under `each_group`")
      }
      let plan = summaryPlan(choice, findings: &findings)
      model.grandSummaries.append(summary(plan, positions: 0..<table.rowCount, scope: scope, findings: &findings))
    }
  }

  /// The sections that have a summary row.
  private func sections(of choice: SummaryChoice, findings: inout Findings) -> [Int] {
    guard !choice.groups.isEmpty else { return Array(model.sections.indices) }
    return choice.groups.compactMap { wanted in
      let found = groupValues.indices.first { groupValues[$0] == wanted.text || model.sections[$0].label == wanted.text }
      if found == nil {
        findings.error(
          "unknown-group", at: wanted.range, "this table has no group \"\(wanted.text)\"",
          hint: didYouMean(wanted.text, among: groupValues))
      }
      return found
    }
  }

  /// A summary row with its columns found.
  private struct SummaryPlan {
    var choice: SummaryChoice
    var folded: [Int]
    var recomputed: [Int]
  }

  private func summaryPlan(_ choice: SummaryChoice, findings: inout Findings) -> SummaryPlan {
    let recomputed = shownColumns(choice.recompute, findings: &findings)
    for index in recomputed where choices[index].compute == nil {
      findings.error(
        "not-computed", at: choice.recompute.first?.range ?? request.range,
        "the column \"\(model.columns[index].name)\" has no expression to compute again", hint: "give it `compute`")
    }
    let folded = summaryColumns(choice, findings: &findings).filter { !recomputed.contains($0) }
    return SummaryPlan(choice: choice, folded: folded, recomputed: recomputed.filter { choices[$0].compute != nil })
  }

  private func summaryColumns(_ choice: SummaryChoice, findings: inout Findings) -> [Int] {
    if let selectors = choice.columns {
      let found = shownColumns(selectors, findings: &findings)
      for index in found where !table.columns[places[index]].type.isNumeric && choice.function != .count {
        findings.error(
          "not-numbers", at: selectors.first?.range ?? request.range,
          "the column \"\(model.columns[index].name)\" has no numbers for \(choice.function.rawValue)")
      }
      return found
    }
    return model.columns.indices.filter { index in
      guard index != model.labelColumn, table.columns[places[index]].type.isNumeric else { return false }
      switch model.columns[index].alignment {
      case .decimal, .right: return true
      case .left, .center: return false
      }
    }
  }

  private func summary(
    _ plan: SummaryPlan, positions: Range<Int>, scope: any ExpressionScope, findings: inout Findings
  ) -> TableSummaryRow {
    var cells = [String?](repeating: nil, count: model.columns.count)
    for index in plan.folded { cells[index] = foldedText(plan.choice, index, positions) }
    guard !plan.recomputed.isEmpty else { return TableSummaryRow(label: plan.choice.label, cells: cells) }
    var results = results(of: plan.choice.function, positions)
    for index in plan.recomputed {
      let name = table.columns[places[index]].name
      guard let text = choices[index].compute else { continue }
      let value = evaluate(text, on: results, scope: scope, findings: &findings) { (row: RowExpression, _: Int) throws(Failure) in
        finite(try row.value(at: 0))
      }
      results = results.setting(Column(name: name, values: [value ?? .null]))
      let format = format(plan.choice, index)
      cells[index] = value?.number.map { format.text(of: $0, decimals: 15) } ?? format.missing
    }
    return TableSummaryRow(label: plan.choice.label, cells: cells)
  }

  /// One row with the fold of every column of numbers; the others are missing in it.
  private func results(of function: SummaryFunction, _ positions: Range<Int>) -> Table {
    let columns = table.columns.map { source in
      guard source.type.isNumeric else { return Column(name: source.name, values: [.null]) }
      let value = function.value(of: positions.compactMap { source.number(at: model.sourceRow($0)) })
      return Column(name: source.name, values: [value.map(Value.number) ?? .null])
    }
    return Table(name: table.name, columns: columns, rowCount: 1, range: table.range)
  }

  private func foldedText(_ choice: SummaryChoice, _ index: Int, _ positions: Range<Int>) -> String {
    let source = table.columns[places[index]]
    if choice.function == .count {
      return fixedText(Double(positions.count { !source.isNull(at: model.sourceRow($0)) }), decimals: 0)
    }
    let numbers = positions.compactMap { source.number(at: model.sourceRow($0)) }
    let format = format(choice, index)
    return choice.function.value(of: numbers).map { format.text(of: $0, decimals: source.maxDecimals ?? 0) } ?? format.missing
  }

  private func format(_ choice: SummaryChoice, _ index: Int) -> CellFormat {
    var format = formats[index]
    if let pattern = choice.pattern { format.pattern = pattern }
    return format
  }
}

extension SummaryFunction {
  /// The summary of `numbers`, none of which is missing; nil when there are none.
  func value(of numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    switch self {
    case .count: return Double(numbers.count)
    case .sum: return compensatedSum(numbers)
    case .mean: return compensatedSum(numbers) / Double(numbers.count)
    case .min: return numbers.min()
    case .max: return numbers.max()
    case .median:
      let sorted = numbers.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}

/// The sum with Neumaier's compensation, so that 0.1 added ten times is 1.
private func compensatedSum(_ numbers: [Double]) -> Double {
  var sum = 0.0, lost = 0.0
  for number in numbers {
    let next = sum + number
    lost += abs(sum) >= abs(number) ? (sum - next) + number : (number - next) + sum
    sum = next
  }
  return (sum + lost).isFinite ? sum + lost : sum
}
