import DataTables
import Diagnostics
import Specs

/// The name by which expressions read the number of a row, from 1; a column of that name has precedence.
private let rowNumber = "row_number"

extension TableResolving {
  /// Adds the columns that expressions give, in the order of the settings, so that a later one may use an earlier one.
  mutating func computeColumns(scope: any ExpressionScope, findings: inout Findings) {
    for choice in request.columns {
      guard let compute = choice.compute, let name = choice.selectors.first else { continue }
      if name.text.contains(where: { $0 == "*" || $0 == "?" }), table.column(named: name.text) == nil {
        findings.error("bad-value", at: name.range, "a computed column needs a name of its own, not the pattern \"\(name.text)\"")
        continue
      }
      guard let values = values(of: compute, scope: scope, findings: &findings) else { continue }
      table = table.setting(Column(name: name.text, values: values))
      names = ColumnNames(names: table.columnNames)
    }
  }

  /// An expression's value for each source row, numbers that are none as missing; nil, with a finding, when it cannot be evaluated.
  func values(of text: Name, scope: any ExpressionScope, findings: inout Findings) -> [Value]? {
    evaluate(text, on: table, scope: scope, findings: &findings) { (row: RowExpression, count: Int) throws(Failure) in
      var values: [Value] = []
      values.reserveCapacity(count)
      for index in 0..<count { values.append(finite(try row.value(at: index))) }
      return values
    }
  }

  /// The source rows for which a predicate holds; none, with a finding, when it cannot be evaluated.
  func rows(where predicate: Name, scope: any ExpressionScope, findings: inout Findings) -> [Int] {
    evaluate(predicate, on: table, scope: scope, findings: &findings) { (row: RowExpression, _: Int) throws(Failure) in
      try row.matchingRows()
    } ?? []
  }

  /// Binds an expression to a table, whose columns it may name with and without `datum`.
  func evaluate<T>(
    _ text: Name, on table: Table, scope: any ExpressionScope, findings: inout Findings,
    _ body: (RowExpression, Int) throws(Failure) -> T
  ) -> T? {
    findings.attempt { () throws(Failure) in
      let expression = try Expression(parsing: text.text, at: text.range)
      var rows = table
      if (expression.names + expression.datumFields).contains(rowNumber), table.column(named: rowNumber) == nil {
        rows = table.setting(Column(name: rowNumber, values: (0..<table.rowCount).map { .integer(Int64($0) + 1) }))
      }
      let bound = try expression.bind(to: rows, scope: scope, bareColumns: true)
      if !bound.unknownFields.isEmpty { throw Failure(bound.unknownFields) }
      return try body(bound, rows.rowCount)
    }
  }

  /// What stands beside the values of the shown columns.
  mutating func resolveExtras(scope: any ExpressionScope, findings: inout Findings) {
    for (index, choice) in choices.enumerated() {
      func texts(_ name: Name?) -> [String] {
        guard let name, let values = values(of: name, scope: scope, findings: &findings) else { return [] }
        let texts = values.map { $0.isNull ? "" : $0.text }
        return texts.allSatisfy(\.isEmpty) ? [] : texts
      }
      model.columns[index].suffixes = texts(choice.suffix)
      model.columns[index].annotations = texts(choice.annotation)
      model.columns[index].sides = texts(choice.side)
    }
  }
}

/// Not a number and infinity have no written form: they are missing.
func finite(_ value: Value) -> Value {
  if case .number(let number) = value, !number.isFinite { return .null }
  return value
}
