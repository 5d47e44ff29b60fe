import DataTables
import Diagnostics
import Geometry
import Specs

extension TableResolving {
  mutating func resolveSubjects(scope: any ExpressionScope, findings: inout Findings) {
    for predicate in request.subjects {
      model.subjectRows.formUnion(foundRows(where: predicate, scope: scope, findings: &findings))
    }
  }

  mutating func resolveHighlights(scope: any ExpressionScope, findings: inout Findings) {
    for choice in request.highlights {
      let rows = choice.row.map { foundRows(where: $0, scope: scope, findings: &findings) } ?? Array(0..<table.rowCount)
      let columns = choice.columns.isEmpty ? Array(model.columns.indices) : shownColumns(choice.columns, findings: &findings)
      for row in rows { for column in columns { model.highlights.insert(row: row, column: column) } }
    }
  }

  /// The rows that a predicate means; none of them is worth a word.
  private func foundRows(where predicate: Name, scope: any ExpressionScope, findings: inout Findings) -> [Int] {
    let before = findings.all.count
    let found = rows(where: predicate, scope: scope, findings: &findings)
    if found.isEmpty, findings.all.count == before {
      findings.warning("no-row", at: predicate.range, "no row of this table fits \"\(predicate.text)\"")
    }
    return found
  }

  /// Gives the cells of heat columns their colors.
  mutating func resolveHeat(findings: inout Findings) {
    let heated = choices.indices.filter { choices[$0].heat != nil }
    let shared = heated.filter { choices[$0].heat?.isAcrossTable == true }.flatMap { numbers(of: $0) }
    for index in heated {
      guard let heat = choices[index].heat else { continue }
      guard table.columns[places[index]].type.isNumeric else {
        findings.error("not-numbers", at: heat.scale.range, "the column \"\(model.columns[index].name)\" has no numbers to color")
        continue
      }
      guard let ramp = request.ramp(heat.scale) else {
        findings.error(
          "unknown-scheme", at: heat.scale.range, "there is no scale of colors \"\(heat.scale.text)\"",
          hint: didYouMean(heat.scale.text, among: request.rampNames))
        continue
      }
      let range = HeatRange(heat, numbers: heat.isAcrossTable ? shared : numbers(of: index))
      let column = table.columns[places[index]]
      model.columns[index].fills = (0..<table.rowCount).map { row in
        column.number(at: row).flatMap { $0.isFinite ? ramp(range.place(of: $0)) : nil }
      }
    }
  }

  private func numbers(of index: Int) -> [Double] {
    let column = table.columns[places[index]]
    return (0..<column.count).compactMap { column.number(at: $0) }.filter(\.isFinite)
  }
}

/// Where values stand on a scale of colors, from 0 to 1.
struct HeatRange {
  private let low: Double
  private let high: Double
  private let isReversed: Bool

  /// A given middle makes both halves equally long in value, so that equal distances from it have equal colors.
  init(_ choice: HeatChoice, numbers: [Double]) {
    let low = choice.domain?.lowerBound ?? numbers.min() ?? 0, high = choice.domain?.upperBound ?? numbers.max() ?? 0
    if let middle = choice.middle {
      let half = max(abs(high - middle), abs(middle - low))
      self.low = middle - half
      self.high = middle + half
    } else {
      self.low = low
      self.high = high
    }
    isReversed = choice.isReversed
  }

  /// Values past the ends are held there; without any spread all stand in the middle.
  func place(of value: Double) -> Double {
    guard high > low else { return 0.5 }
    let place = min(1, max(0, (value - low) / (high - low)))
    return isReversed ? 1 - place : place
  }
}
