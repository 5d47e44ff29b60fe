import Diagnostics

/// Parses Vega's expression grammar into a program.
struct ExpressionParser {
  private var lexer: ExpressionLexer
  private var token = ExpressionToken(kind: .end, part: 0..<0)
  private var program = Program()
  /// The height of the tree below each node.
  private var heights: [Int] = []
  private var nesting = 0
  private let functions: [String]

  init(text: String, functions: [String]) {
    lexer = ExpressionLexer(text)
    self.functions = functions
  }

  mutating func parse() throws(ExpressionTrouble) -> Program {
    try advance()
    if token.kind == .end { throw trouble("the expression is empty") }
    program.root = try conditional()
    guard token.kind == .end else { throw trouble("unexpected \(token.shown)") }
    return program
  }

  // MARK: Words

  private mutating func advance() throws(ExpressionTrouble) { token = try lexer.next() }

  private func trouble(_ message: String, _ hint: String? = nil, part: Range<Int>? = nil) -> ExpressionTrouble {
    ExpressionTrouble(id: "expression-syntax", part: part ?? token.part, message: message, hint: hint)
  }

  private mutating func skip(_ mark: String) throws(ExpressionTrouble) -> Bool {
    guard token.kind == .mark(mark) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ mark: String) throws(ExpressionTrouble) {
    if try !skip(mark) { throw trouble("expected \"\(mark)\", found \(token.shown)") }
  }

  // MARK: Nodes

  private mutating func node(_ node: ExpressionNode, _ part: Range<Int>, over children: [Int] = []) throws(ExpressionTrouble) -> Int {
    let height = (children.map { heights[$0] }.max() ?? 0) + 1
    guard height <= Expression.mostDepth else {
      throw trouble("the expression nests deeper than \(Expression.mostDepth) levels", part: part)
    }
    guard program.nodes.count < Expression.mostNodes else {
      throw trouble("the expression has more than \(Expression.mostNodes) parts", part: part)
    }
    program.nodes.append(node)
    program.parts.append(part)
    heights.append(height)
    return program.nodes.count - 1
  }

  private func part(from child: Int) -> Range<Int> { program.parts[child].lowerBound..<max(program.parts[child].lowerBound, token.part.lowerBound) }

  private mutating func nested<T>(_ body: (inout ExpressionParser) throws(ExpressionTrouble) -> T) throws(ExpressionTrouble) -> T {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Expression.mostDepth else { throw trouble("the expression nests deeper than \(Expression.mostDepth) levels") }
    return try body(&self)
  }

  // MARK: Grammar

  /// `a ? b : c ? d : e`: the arms of a chain are gathered in a loop, so that a long one does not nest.
  private mutating func conditional() throws(ExpressionTrouble) -> Int {
    var arms: [(test: Int, then: Int)] = []
    var last = try binary(above: 0)
    while try skip("?") {
      let then = try nested { parser throws(ExpressionTrouble) in try parser.conditional() }
      try expect(":")
      arms.append((last, then))
      last = try binary(above: 0)
    }
    while let arm = arms.popLast() {
      let height = heights[last]
      last = try node(.conditional(arm.test, arm.then, last), part(from: arm.test), over: [arm.test, arm.then])
      heights[last] = max(heights[last], height)
    }
    return last
  }

  /// Operators that bind more tightly than `floor`, from the left.
  private mutating func binary(above floor: Int) throws(ExpressionTrouble) -> Int {
    var left = try unary()
    while case .mark(let mark) = token.kind {
      let symbol = BinaryOperator(rawValue: mark)
      guard let precedence = mark == "||" ? 1 : mark == "&&" ? 2 : symbol?.precedence, precedence > floor else { break }
      try advance()
      let right = try nested { parser throws(ExpressionTrouble) in try parser.binary(above: precedence) }
      let made: ExpressionNode = symbol.map { .binary($0, left, right) } ?? (mark == "||" ? .or(left, right) : .and(left, right))
      left = try node(made, part(from: left), over: [left, right])
    }
    return left
  }

  private mutating func unary() throws(ExpressionTrouble) -> Int {
    let start = token.part
    guard case .mark(let mark) = token.kind, ["!", "-", "+", "~"].contains(mark) else { return try postfix() }
    try advance()
    let operand = try nested { parser throws(ExpressionTrouble) in try parser.unary() }
    let whole = start.lowerBound..<program.parts[operand].upperBound
    switch mark {
    case "!": return try node(.not(operand), whole, over: [operand])
    case "-": return try node(.negate(operand), whole, over: [operand])
    case "+": return try node(.plus(operand), whole, over: [operand])
    default: return try node(.complement(operand), whole, over: [operand])
    }
  }

  private mutating func postfix() throws(ExpressionTrouble) -> Int {
    var object = try primary()
    while true {
      if try skip(".") {
        guard case .identifier(let name) = token.kind else { throw trouble("expected a name after \".\", found \(token.shown)") }
        let keyPart = token.part
        try advance()
        object = try member(object, .string(name), keyPart)
      } else if try skip("[") {
        object = try computedMember(of: object)
      } else if case .mark("(") = token.kind {
        throw trouble("only the functions of the list can be called")
      } else {
        return object
      }
    }
  }

  private mutating func computedMember(of object: Int) throws(ExpressionTrouble) -> Int {
    let key = try nested { parser throws(ExpressionTrouble) in try parser.conditional() }
    try expect("]")
    if case .literal(.string(let name)) = program.nodes[key] { return try member(object, .string(name), program.parts[key]) }
    return try node(.member(object, key: key), part(from: object), over: [object, key])
  }

  private mutating func member(_ object: Int, _ key: Operand, _ keyPart: Range<Int>) throws(ExpressionTrouble) -> Int {
    if case .string(let field) = key, case .name(let name) = program.nodes[object], program.names[name] == "datum" {
      return try node(.field(fieldIndex(field, keyPart), name: object), program.parts[object].lowerBound..<keyPart.upperBound)
    }
    let keyNode = try node(.literal(key), keyPart)
    return try node(.member(object, key: keyNode), program.parts[object].lowerBound..<keyPart.upperBound, over: [object])
  }

  private mutating func fieldIndex(_ field: String, _ part: Range<Int>) -> Int {
    if let index = program.fields.firstIndex(of: field) { return index }
    program.fields.append(field)
    program.fieldParts.append(part)
    return program.fields.count - 1
  }

  private mutating func primary() throws(ExpressionTrouble) -> Int {
    let start = token
    switch start.kind {
    case .number(let x):
      try advance()
      return try node(.literal(.number(x)), start.part)
    case .text(let text):
      try advance()
      return try node(.literal(.string(text)), start.part)
    case .identifier(let name):
      try advance()
      return try identifier(name, start.part)
    case .mark("("):
      try advance()
      let inner = try nested { parser throws(ExpressionTrouble) in try parser.conditional() }
      try expect(")")
      return inner
    case .mark("["): return try list(start.part)
    case .mark("{"): return try object(start.part)
    case .mark("/"): throw trouble("regular expressions are not part of the language", "use indexof, replace or split with text")
    case .mark, .end: throw trouble("expected a value, found \(start.shown)")
    }
  }

  private mutating func identifier(_ name: String, _ part: Range<Int>) throws(ExpressionTrouble) -> Int {
    if token.kind == .mark("(") { return try call(name, part) }
    switch name {
    case "true": return try node(.literal(.bool(true)), part)
    case "false": return try node(.literal(.bool(false)), part)
    case "null": return try node(.literal(.null), part)
    case "undefined": return try node(.literal(.undefined), part)
    default: break
    }
    if let constant = ExpressionFunction.constants.first(where: { $0.name == name }) { return try node(.literal(.number(constant.value)), part) }
    let index = program.names.firstIndex(of: name) ?? program.names.count
    if index == program.names.count {
      program.names.append(name)
      program.nameParts.append(part)
    }
    return try node(.name(index), part)
  }

  private mutating func call(_ name: String, _ part: Range<Int>) throws(ExpressionTrouble) -> Int {
    if let reason = ExpressionFunction.refused.first(where: { $0.name == name })?.reason {
      throw ExpressionTrouble(id: "unknown-function", part: part, message: "\(name)() is refused: \(reason)")
    }
    let function = ExpressionFunction(rawValue: name)
    guard name == "if" || function != nil || functions.contains(name) else {
      throw ExpressionTrouble(
        id: "unknown-function", part: part, message: "unknown function \"\(name)\"",
        hint: didYouMean(name, among: ExpressionFunction.allCases.map(\.rawValue) + functions))
    }
    try advance()
    let arguments = try elements(until: ")")
    let whole = part.lowerBound..<max(part.upperBound, token.part.lowerBound)
    if name == "if" {
      guard arguments.count == 3 else { throw trouble("if() takes three arguments, found \(arguments.count)", part: part) }
      return try node(.conditional(arguments[0], arguments[1], arguments[2]), whole, over: arguments)
    }
    if let function { return try node(.call(function, arguments), whole, over: arguments) }
    return try node(.scopeCall(name, arguments), whole, over: arguments)
  }

  private mutating func elements(until close: String) throws(ExpressionTrouble) -> [Int] {
    var elements: [Int] = []
    if try skip(close) { return elements }
    repeat {
      elements.append(try nested { parser throws(ExpressionTrouble) in try parser.conditional() })
    } while try skip(",")
    try expect(close)
    return elements
  }

  private mutating func list(_ part: Range<Int>) throws(ExpressionTrouble) -> Int {
    try advance()
    let members = try elements(until: "]")
    return try node(.list(members), part.lowerBound..<max(part.upperBound, token.part.lowerBound), over: members)
  }

  private mutating func object(_ part: Range<Int>) throws(ExpressionTrouble) -> Int {
    try advance()
    var keys: [String] = [], members: [Int] = []
    if try !skip("}") {
      repeat {
        keys.append(try objectKey())
        try expect(":")
        members.append(try nested { parser throws(ExpressionTrouble) in try parser.conditional() })
      } while try skip(",")
      try expect("}")
    }
    return try node(.object(keys, members), part.lowerBound..<max(part.upperBound, token.part.lowerBound), over: members)
  }

  private mutating func objectKey() throws(ExpressionTrouble) -> String {
    let key: String
    switch token.kind {
    case .identifier(let name): key = name
    case .text(let text): key = text
    case .number(let x): key = Operand.number(x).text
    case .mark, .end: throw trouble("expected a key, found \(token.shown)")
    }
    try advance()
    return key
  }
}
