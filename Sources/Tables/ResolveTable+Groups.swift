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

  mutating func resolveSummaries(findings: inout Findings) {
    for choice in request.groupSummaries {
      let columns = summaryColumns(choice, findings: &findings)
      for index in model.sections.indices {
        model.sections[index].summaries.append(summary(choice, columns, positions: model.sections[index].rows))
      }
    }
    for choice in request.grandSummaries {
      let columns = summaryColumns(choice, findings: &findings)
      model.grandSummaries.append(summary(choice, columns, positions: 0..<table.rowCount))
    }
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

  private func summary(_ choice: SummaryChoice, _ columns: [Int], positions: Range<Int>) -> TableSummaryRow {
    var cells = [String?](repeating: nil, count: model.columns.count)
    for index in columns {
      let source = table.columns[places[index]]
      let numbers = positions.compactMap { source.number(at: model.sourceRow($0)) }
      var format = formats[index]
      if let pattern = choice.pattern { format.pattern = pattern }
      if choice.function == .count {
        let count = positions.count { !source.isNull(at: model.sourceRow($0)) }
        cells[index] = fixedText(Double(count), decimals: 0)
      } else if let value = choice.function.value(of: numbers) {
        cells[index] = format.text(of: value, decimals: source.maxDecimals ?? 0)
      } else {
        cells[index] = format.missing
      }
    }
    return TableSummaryRow(label: choice.label, cells: cells)
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
