import DataTables
import Diagnostics
import Specs

/// The tests of a table: `expect`, and `one: true`.
///
/// Each test that fails is one finding. It counts the rows that fail, and shows the first with its values, at its place in the file when it
/// was read from one.
struct Expectations {
  let table: Table
  let entry: DataEntry
  let parameters: [ObjectField]

  func check(_ findings: inout Findings) {
    checkCounts(&findings)
    guard let expected = entry.expect else { return }
    for name in expected.columns + expected.unique + expected.notNull where table.column(named: name.text) == nil {
      findings.error(
        "unknown-column", at: name.range, "\"\(table.name)\" has no column \"\(name.text)\"",
        hint: didYouMean(name.text, among: table.columnNames) ?? table.knownColumns)
    }
    checkValues(expected.notNull, &findings)
    checkUnique(expected.unique, &findings)
    for condition in expected.each { check(each: condition, &findings) }
  }

  private func checkCounts(_ findings: inout Findings) {
    func fail(_ expected: String) {
      findings.error("expectation", at: entry.name.range, "\"\(table.name)\" has \(table.rowCount) rows; \(expected)")
    }
    if entry.isOne, table.rowCount != 1 { fail("one: true expects a single one") }
    guard let expected = entry.expect else { return }
    if let rows = expected.rows, rows != table.rowCount { fail("\(rows) are expected") }
    if let least = expected.leastRows, table.rowCount < least { fail("at least \(least) are expected") }
    if let most = expected.mostRows, table.rowCount > most { fail("at most \(most) are expected") }
  }

  private func checkValues(_ names: [Name], _ findings: inout Findings) {
    for name in names {
      guard let column = table.column(named: name.text), column.hasNulls else { continue }
      report((0..<table.rowCount).filter { column.isNull(at: $0) }, "\"\(name.text)\" has no value", &findings)
    }
  }

  private func checkUnique(_ names: [Name], _ findings: inout Findings) {
    let columns = names.compactMap { table.column(named: $0.text) }
    guard !columns.isEmpty, columns.count == names.count else { return }
    var firstRows: [[Value]: Int] = [:]
    var again: [Int] = []
    var before = 0
    for row in 0..<table.rowCount {
      let key = columns.map { $0.value(at: row).groupingKey }
      guard let first = firstRows[key] else {
        firstRows[key] = row
        continue
      }
      if again.isEmpty { before = first }
      again.append(row)
    }
    guard let row = again.first else { return }
    let key = columns.map { $0.text(at: row) }.joined(separator: ", ")
    let what = names.map { "\"\($0.text)\"" }.joined(separator: ", ")
    report(again, "\(what) repeats what a row before has", note: " (\(key.prefix(60)) is in row \(before + 1) too)", &findings)
  }

  private func check(each condition: Name, _ findings: inout Findings) {
    do throws(Failure) {
      let scope = NamedValues([ObjectField(name: "params", value: .object(parameters))])
      let expression = try Expression(parsing: condition.text, at: condition.range)
      let bound = try expression.bind(to: table, scope: scope, bareColumns: true)
      findings.add(contentsOf: bound.unknownFields)
      guard bound.unknownFields.isEmpty else { return }
      var failed: [Int] = []
      for row in 0..<table.rowCount where try !bound.holds(at: row) { failed.append(row) }
      report(failed, "\(condition.text) does not hold", &findings)
    } catch {
      findings.add(contentsOf: error.diagnostics)
    }
  }

  /// One finding for the rows that fail a test, at the first of them.
  private func report(_ rows: [Int], _ what: String, note: String = "", _ findings: inout Findings) {
    guard let row = rows.first else { return }
    let place = rows.count == 1 ? "row \(row + 1)" : "\(rows.count) of \(table.rowCount) rows; the first is row \(row + 1)"
    findings.error(
      "expectation", at: table.range(ofRow: row), "\"\(table.name)\": \(what) in \(place)\(note): \(table.summary(ofRow: row))")
  }
}
