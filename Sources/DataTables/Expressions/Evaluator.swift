import Diagnostics

/// Walks a program. Its trees are at most `Expression.mostDepth` high, so recursion is safe.
struct Evaluator {
  let program: Program
  let scope: any ExpressionScope
  var table: Table?
  var columns: [Column?] = []
  var names: [BoundName] = []
  var row = 0
  var isStrict = false
  private var steps = 0

  init(program: Program, scope: any ExpressionScope) {
    self.program = program
    self.scope = scope
  }

  mutating func operand(_ start: Int) throws(ExpressionTrouble) -> Operand {
    var index = start
    // The arms of a conditional chain are followed in a loop.
    while case .conditional(let test, let then, let other) = program.nodes[index] {
      index = try operand(test).isTruthy ? then : other
    }
    steps += 1
    if steps > Expression.mostSteps { throw limit("the evaluation takes more than \(Expression.mostSteps) steps", index) }
    switch program.nodes[index] {
    case .literal(let operand): return operand
    case .name(let name): return bound(name)
    case .field(let field, let name): return try self.field(field, name, index)
    case .conditional: return .undefined
    case .member(let object, let key): return try member(try operand(object), try operand(key), index)
    case .not(let child): return .bool(try !operand(child).isTruthy)
    case .negate(let child): return .number(try -operand(child).number)
    case .plus(let child): return .number(try operand(child).number)
    case .complement(let child): return .number(Double(~(try operand(child).int32)))
    case .binary(let symbol, let left, let right): return try binary(symbol, try operand(left), try operand(right), index)
    case .and(let left, let right):
      let first = try operand(left)
      return first.isTruthy ? try operand(right) : first
    case .or(let left, let right):
      let first = try operand(left)
      return first.isTruthy ? first : try operand(right)
    case .list(let children): return .list(try operands(children).map(\.value))
    case .object(let keys, let children): return .object(fields(keys, try operands(children)))
    case .call(let function, let children): return try call(function, try operands(children), index)
    case .scopeCall(let function, let children): return try scopeCall(function, try operands(children), index)
    }
  }

  private mutating func operands(_ children: [Int]) throws(ExpressionTrouble) -> [Operand] {
    var operands: [Operand] = []
    operands.reserveCapacity(children.count)
    for child in children { operands.append(try operand(child)) }
    return operands
  }

  /// A key given twice keeps its first place and its last value, as in ECMAScript.
  private func fields(_ keys: [String], _ operands: [Operand]) -> [ObjectField] {
    var fields: [ObjectField] = []
    for (key, operand) in zip(keys, operands) {
      if let index = fields.firstIndex(where: { $0.name == key }) { fields[index].value = operand.value } else {
        fields.append(ObjectField(name: key, value: operand.value))
      }
    }
    return fields
  }

  private func limit(_ message: String, _ index: Int) -> ExpressionTrouble {
    ExpressionTrouble(id: "expression-limit", part: program.parts[index], message: message, kind: .limit)
  }

  // MARK: Names

  private func bound(_ name: Int) -> Operand {
    guard name < names.count else { return .undefined }
    switch names[name] {
    case .constant(let operand): return operand
    case .column(let column): return cell(column)
    case .datum: return table.map { Operand($0.row(row)) } ?? .undefined
    }
  }

  private func cell(_ column: Column) -> Operand {
    if let x = column.plainNumber(at: row) { return .number(x) }
    return Operand(column.value(at: row))
  }

  private mutating func field(_ field: Int, _ name: Int, _ index: Int) throws(ExpressionTrouble) -> Operand {
    if case .name(let bound) = program.nodes[name], bound < names.count, case .datum = names[bound] {
      return field < columns.count ? columns[field].map(cell) ?? .undefined : .undefined
    }
    return try member(try operand(name), .string(program.fields[field]), index)
  }

  private func member(_ object: Operand, _ key: Operand, _ index: Int) throws(ExpressionTrouble) -> Operand {
    switch object {
    case .object(let fields):
      let name = key.text
      if let found = fields.first(where: { sameText($0.name, name) }) { return Operand(found.value) }
      if isStrict { throw unknownField(name, fields.map(\.name), index) }
      return .undefined
    case .list(let elements):
      if case .string("length") = key { return .number(Double(elements.count)) }
      guard let position = Int(exactly: key.number), elements.indices.contains(position) else { return .undefined }
      return Operand(elements[position])
    case .string(let text):
      let units = text.utf16
      if case .string("length") = key { return .number(Double(units.count)) }
      guard let position = Int(exactly: key.number), position >= 0, position < units.count else { return .undefined }
      return .string(String(decoding: [units[units.index(units.startIndex, offsetBy: position)]], as: UTF16.self))
    case .undefined, .null:
      guard isStrict else { return .undefined }
      throw ExpressionTrouble(
        id: "unknown-field", part: program.parts[index], message: "there is no field \"\(key.text)\": the value before it is empty")
    case .bool, .number, .date:
      guard isStrict else { return .undefined }
      throw unknownField(key.text, [], index)
    }
  }

  private func unknownField(_ name: String, _ known: [String], _ index: Int) -> ExpressionTrouble {
    ExpressionTrouble(
      id: "unknown-field", part: program.parts[index], message: "unknown field \"\(name)\"", hint: didYouMean(name, among: known))
  }

  // MARK: Operators and functions

  private func binary(_ symbol: BinaryOperator, _ a: Operand, _ b: Operand, _ index: Int) throws(ExpressionTrouble) -> Operand {
    switch symbol {
    case .add: return try sum(a, b, index)
    case .subtract: return .number(a.number - b.number)
    case .multiply: return .number(a.number * b.number)
    case .divide: return .number(a.number / b.number)
    case .remainder: return .number(a.number.truncatingRemainder(dividingBy: b.number))
    case .less: return .bool(a.order(to: b).map { $0 < 0 } ?? false)
    case .lessOrEqual: return .bool(a.order(to: b).map { $0 <= 0 } ?? false)
    case .greater: return .bool(a.order(to: b).map { $0 > 0 } ?? false)
    case .greaterOrEqual: return .bool(a.order(to: b).map { $0 >= 0 } ?? false)
    case .equal: return .bool(a.isEqual(to: b))
    case .notEqual: return .bool(!a.isEqual(to: b))
    case .identical: return .bool(a.isIdentical(to: b))
    case .notIdentical: return .bool(!a.isIdentical(to: b))
    case .bitAnd: return .number(Double(a.int32 & b.int32))
    case .bitOr: return .number(Double(a.int32 | b.int32))
    case .bitXor: return .number(Double(a.int32 ^ b.int32))
    case .shiftLeft: return .number(Double(a.int32 &<< (b.int32 & 31)))
    case .shiftRight: return .number(Double(a.int32 &>> (b.int32 & 31)))
    case .shiftRightUnsigned: return .number(Double(UInt32(bitPattern: a.int32) &>> UInt32(b.int32 & 31)))
    }
  }

  private func sum(_ a: Operand, _ b: Operand, _ index: Int) throws(ExpressionTrouble) -> Operand {
    if case .number(let x) = a, case .number(let y) = b { return .number(x + y) }
    let left = a.primitive(datesAsText: true), right = b.primitive(datesAsText: true)
    guard left.isText || right.isText else { return .number(left.number + right.number) }
    let text = left.text + right.text
    if text.utf8.count > Expression.mostElements { throw limit("the text is longer than \(Expression.mostElements) bytes", index) }
    return .string(text)
  }

  private func call(_ function: ExpressionFunction, _ arguments: [Operand], _ index: Int) throws(ExpressionTrouble) -> Operand {
    guard let result = function.apply(FunctionArguments(arguments)) else {
      throw limit("\(function.rawValue)() makes more than \(Expression.mostElements) elements", index)
    }
    return result
  }

  private func scopeCall(_ function: String, _ arguments: [Operand], _ index: Int) throws(ExpressionTrouble) -> Operand {
    guard let value = scope.call(function, arguments.map(\.value)) else {
      throw ExpressionTrouble(id: "unknown-function", part: program.parts[index], message: "\(function)() has no meaning here")
    }
    return Operand(value)
  }
}

extension Column {
  /// A cell of a numeric column, dates left out; nil for null and other types.
  @inline(__always)
  func plainNumber(at row: Int) -> Double? {
    switch storage {
    case .integers(let cells): nulls[row] ? nil : Double(cells[row])
    case .numbers(let cells, _): nulls[row] ? nil : cells[row]
    case .empty, .booleans, .strings, .dates, .values: nil
    }
  }
}
