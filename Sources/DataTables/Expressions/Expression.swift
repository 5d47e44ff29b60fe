package import Diagnostics
import Inputs

/// An expression of Vega's language, parsed once and evaluated often.
///
/// ECMAScript's numbers, equality and conversions; all dates in UTC; a closed list of functions, no assignment, no clock, no chance.
/// See https://vega.github.io/vega/docs/expressions/. Numbers are doubles: a result may be NaN or infinite, `undefined` becomes null.
package struct Expression: Sendable {
  package let text: String
  package let range: SourceRange
  let program: Program

  /// Levels that an expression may nest; nobody reads deeper ones, and each costs stack.
  package static let mostDepth = 250
  package static let mostNodes = 20_000
  /// Steps of one evaluation; a row of a chart needs some dozens.
  package static let mostSteps = 1_000_000
  /// Elements of a list, UTF-16 units of a text that an evaluation may make.
  package static let mostElements = 1_000_000

  /// - Parameter functions: names that `ExpressionScope.call` will answer, beside the closed list.
  /// - Throws: `expression-syntax`, `unknown-function` at the place inside the text.
  package init(parsing text: String, at range: SourceRange = .detached, functions: [String] = []) throws(Failure) {
    self.text = text
    self.range = range
    var parser = ExpressionParser(text: text, functions: functions)
    do {
      program = try parser.parse()
    } catch {
      throw error.failure(in: text, at: range)
    }
  }

  /// The free names, in order of first use: `datum`, `params`.
  package var names: [String] { program.names }

  /// The fields read as `datum.x` or `datum['x']`, in order of first use.
  package var datumFields: [String] { program.fields }

  /// - Parameter strict: whether a field that an object lacks is an error; otherwise it is undefined, as in Vega.
  /// - Throws: `unknown-name`, `unknown-field`, `expression-limit` at the place inside the text.
  package func evaluate(in scope: any ExpressionScope, strict: Bool = false) throws(Failure) -> Value {
    do {
      var evaluator = Evaluator(program: program, scope: scope)
      evaluator.isStrict = strict
      evaluator.names = try program.resolved(in: scope)
      return try evaluator.operand(program.root).value
    } catch {
      throw error.failure(in: text, at: range)
    }
  }

  /// Prepares the expression for the rows of a table: `datum.x` becomes the column `x`.
  ///
  /// Names of the scope are looked up once, here.
  /// - Parameter bareColumns: whether `x` alone may mean the column too.
  /// - Throws: `unknown-name`; `ambiguous-name` for a bare name that is a column and a name of the scope.
  package func bind(to table: Table, scope: any ExpressionScope = NamedValues(), bareColumns: Bool = false) throws(Failure) -> RowExpression {
    do {
      return RowExpression(
        expression: self, scope: scope, table: table, columns: program.fields.map { table.column(named: $0) },
        names: try program.resolved(in: scope, table: table, bareColumns: bareColumns))
    } catch {
      throw error.failure(in: text, at: range)
    }
  }
}

/// What went wrong inside an expression, by the byte offsets of its text.
struct ExpressionTrouble: Error {
  var id: String
  var part: Range<Int>
  var message: String
  var hint: String?
  var kind: DiagnosticClass = .input

  func diagnostic(in text: String, at range: SourceRange) -> Diagnostic {
    let place = range.file == nil ? range : TextPlaces(of: TreeNode(.string(text), at: range)).range(of: part)
    return Diagnostic(id, kind: kind, at: place, message, hint: hint)
  }

  func failure(in text: String, at range: SourceRange) -> Failure { Failure(diagnostic(in: text, at: range)) }
}
