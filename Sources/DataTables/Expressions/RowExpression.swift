package import Diagnostics

/// An expression prepared for the rows of a table.
package struct RowExpression {
  let expression: Expression
  let scope: any ExpressionScope
  let table: Table
  /// The column of each field of the program; nil when the table lacks it.
  let columns: [Column?]
  let names: [BoundName]

  /// One finding for each `datum.x` whose column the table lacks; such a field is undefined in evaluation.
  package var unknownFields: [Diagnostic] {
    zip(expression.program.fields, columns).enumerated().compactMap { index, pair in
      guard pair.1 == nil else { return nil }
      let trouble = ExpressionTrouble(
        id: "unknown-field", part: expression.program.fieldParts[index], message: "there is no column \"\(pair.0)\" in \(table.name)",
        hint: didYouMean(pair.0, among: table.columnNames))
      return trouble.diagnostic(in: expression.text, at: expression.range)
    }
  }

  /// - Throws: `expression-limit`.
  package func value(at row: Int) throws(Failure) -> Value { try operand(at: row).value }

  /// The value's truth.
  package func holds(at row: Int) throws(Failure) -> Bool { try operand(at: row).isTruthy }

  /// The rows for which the expression holds, in order.
  package func matchingRows() throws(Failure) -> [Int] {
    var rows: [Int] = []
    for row in 0..<table.rowCount where try holds(at: row) { rows.append(row) }
    return rows
  }

  private func operand(at row: Int) throws(Failure) -> Operand {
    do {
      var evaluator = Evaluator(program: expression.program, scope: scope)
      evaluator.table = table
      evaluator.columns = columns
      evaluator.names = names
      evaluator.row = row
      return try evaluator.operand(expression.program.root)
    } catch {
      throw error.failure(in: expression.text, at: expression.range)
    }
  }
}
