import Diagnostics

/// A parsed expression: its nodes in one array, children before parents, so that neither copying nor freeing it recurses.
struct Program: Sendable {
  var nodes: [ExpressionNode] = []
  /// The bytes of the text that each node came from.
  var parts: [Range<Int>] = []
  var names: [String] = []
  var nameParts: [Range<Int>] = []
  var fields: [String] = []
  var fieldParts: [Range<Int>] = []
  var root = 0

  /// The names with their values; nothing of a row.
  func resolved(in scope: any ExpressionScope) throws(ExpressionTrouble) -> [BoundName] {
    var bound: [BoundName] = []
    for (index, name) in names.enumerated() {
      guard let value = scope.value(named: name) else { throw unknown(index, among: scope.names) }
      bound.append(.constant(Operand(value)))
    }
    return bound
  }

  /// The names as the rows of a table see them.
  func resolved(in scope: any ExpressionScope, table: Table, bareColumns: Bool) throws(ExpressionTrouble) -> [BoundName] {
    var bound: [BoundName] = []
    for (index, name) in names.enumerated() {
      let column = bareColumns ? table.column(named: name) : nil
      let value = scope.value(named: name)
      switch (column, value) {
      case (.some, .some):
        throw ExpressionTrouble(
          id: "ambiguous-name", part: nameParts[index], message: "\"\(name)\" is a column and a name of the report",
          hint: "write datum.\(name) for the column")
      case (.some(let column), nil): bound.append(.column(column))
      case (nil, .some(let value)): bound.append(.constant(Operand(value)))
      case (nil, nil):
        guard name == "datum" else { throw unknown(index, among: scope.names + (bareColumns ? table.columnNames : ["datum"])) }
        bound.append(.datum)
      }
    }
    return bound
  }

  private func unknown(_ index: Int, among known: [String]) -> ExpressionTrouble {
    let name = names[index]
    return ExpressionTrouble(
      id: "unknown-name", part: nameParts[index], message: "unknown name \"\(name)\"", hint: didYouMean(name, among: known))
  }
}

/// What a free name stands for while rows are evaluated.
enum BoundName: Sendable {
  case constant(Operand)
  case column(Column)
  /// The whole row.
  case datum
}

/// A step of an expression; children are indices into the program.
enum ExpressionNode: Sendable {
  case literal(Operand)
  case name(Int)
  /// `datum.x`: the index of the field, and the node for `datum` where there are no columns.
  case field(Int, name: Int)
  case member(Int, key: Int)
  case not(Int)
  case negate(Int)
  case plus(Int)
  case complement(Int)
  case binary(BinaryOperator, Int, Int)
  case and(Int, Int)
  case or(Int, Int)
  case conditional(Int, Int, Int)
  case list([Int])
  case object([String], [Int])
  case call(ExpressionFunction, [Int])
  case scopeCall(String, [Int])
}

enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case identical = "==="
  case notIdentical = "!=="
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case shiftRightUnsigned = ">>>"

  /// From 3 (`|`) to 10 (`*`); `||` and `&&` are 1 and 2.
  var precedence: Int {
    switch self {
    case .bitOr: 3
    case .bitXor: 4
    case .bitAnd: 5
    case .equal, .notEqual, .identical, .notIdentical: 6
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 7
    case .shiftLeft, .shiftRight, .shiftRightUnsigned: 8
    case .add, .subtract: 9
    case .multiply, .divide, .remainder: 10
    }
  }
}
