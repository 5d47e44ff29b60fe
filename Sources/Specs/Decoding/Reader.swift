package import Diagnostics
import Inputs

/// How a value is read from a tree, and what it may be: decoding and schema from one declaration.
struct Reader<Value>: Sendable {
  /// What is expected, for messages: `a length such as 12mm`.
  let expected: String
  let schema: @Sendable (inout SchemaBook) -> Schema
  /// The value, or nil with a finding.
  let read: @Sendable (TreeNode, inout Findings) -> Value?

  init(
    _ expected: String, schema: @escaping @Sendable (inout SchemaBook) -> Schema,
    read: @escaping @Sendable (TreeNode, inout Findings) -> Value?
  ) {
    self.expected = expected
    self.schema = schema
    self.read = read
  }

  /// A value that either fits or is a `wrong-type`.
  init(_ expected: String, _ schema: Schema, _ value: @escaping @Sendable (TreeNode) -> Value?) {
    self.init(expected, schema: { _ in schema }) { node, findings in
      if let found = value(node) { return found }
      findings.wrongType(node, expected)
      return nil
    }
  }

  func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Reader<Other> {
    Reader<Other>(expected, schema: schema) { node, findings in read(node, &findings).map(transform) }
  }
}

extension Findings {
  mutating func wrongType(_ node: TreeNode, _ expected: String) {
    error("wrong-type", at: node.range, "expected \(expected), found \(described(node))")
  }
}

/// A value in a few words for messages.
func described(_ node: TreeNode) -> String {
  switch node.value {
  case .null: "nothing"
  case .bool(let flag): flag ? "true" : "false"
  case .number(let literal): "the number \(literal.text.prefix(30))"
  case .string(let text): "the text \"\(text.prefix(30))\(text.count > 30 ? "…" : "")\""
  case .sequence: "a list"
  case .mapping: "a mapping"
  }
}

/// Text that names something (a column, a table, a region, an expression), with its place, so that a later step can say where it was written.
package struct Name: Hashable, Sendable {
  package var text: String
  package var range: SourceRange

  package init(_ text: String, at range: SourceRange = .detached) {
    self.text = text
    self.range = range
  }
}

extension Reader where Value == Bool {
  static var bool: Reader { Reader("true or false", .boolean, \.bool) }
}

extension Reader where Value == Name {
  /// A name; a number is its spelling (`stub: 2015`).
  static var name: Reader { named("a name") }

  static func named(_ expected: String) -> Reader {
    Reader(expected, .anyOf([.string, .number(-.greatestFiniteMagnitude ... .greatestFiniteMagnitude)])) { node in
      switch node.value {
      case .string(let text): text.isEmpty ? nil : Name(text, at: node.range)
      case .number(let literal): Name(literal.text, at: node.range)
      case .null, .bool, .sequence, .mapping: nil
      }
    }
  }

  static var path: Reader { named("the path of a file") }
  static var expression: Reader { Reader("an expression", .string) { node in node.string.map { Name($0, at: node.range) } } }
}

extension Reader where Value == TreeNode {
  /// Anything; another step decodes it.
  static var tree: Reader { Reader("a value", .any) { $0 } }
  static var mapping: Reader { Reader("a mapping", .names(.any)) { $0.entries == nil ? nil : $0 } }
}

extension Reader where Value == Double {
  static func number(_ range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude) -> Reader {
    Reader("a number", schema: { _ in .number(range) }) { node, findings in
      guard let value = node.number else {
        findings.wrongType(node, "a number")
        return nil
      }
      guard range.contains(value) else {
        findings.error(
          "bad-value", at: node.range, "\(short(value)) is outside \(short(range.lowerBound)) to \(short(range.upperBound))")
        return nil
      }
      return value
    }
  }
}

extension Reader where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> Reader {
    Reader("a whole number", schema: { _ in .integer(range) }) { node, findings in
      guard let value = node.number, let whole = Int(exactly: value) else {
        findings.wrongType(node, "a whole number")
        return nil
      }
      guard range.contains(whole) else {
        findings.error("bad-value", at: node.range, "\(whole) is outside \(range.lowerBound) to \(range.upperBound)")
        return nil
      }
      return whole
    }
  }
}

/// A number for a message, whole numbers without a point.
func short(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

extension Reader where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
  /// One of the names of an enum.
  static var choice: Reader {
    let names = Value.allCases.map(\.rawValue)
    let expected = "one of " + names.joined(separator: ", ")
    return Reader(expected, schema: { _ in .choice(Value.allCases.map(\.rawValue)) }) { node, findings in
      guard let text = node.string else {
        findings.wrongType(node, expected)
        return nil
      }
      if let value = Value(rawValue: text) { return value }
      findings.error(
        "bad-value", at: node.range, "unknown value \"\(text.prefix(40))\"; expected \(expected)",
        hint: didYouMean(text, among: names))
      return nil
    }
  }
}

/// A reader of lists; elements with findings are left out.
func list<Element>(_ element: Reader<Element>) -> Reader<[Element]> {
  Reader<[Element]>("a list", schema: { book in .list(element.schema(&book)) }) { node, findings in
    guard let nodes = node.elements else {
      findings.wrongType(node, "a list (of \(element.expected))")
      return nil
    }
    return nodes.compactMap { element.read($0, &findings) }
  }
}

/// A list, or one element for a list of one.
func oneOrMore<Element>(_ element: Reader<Element>) -> Reader<[Element]> {
  Reader<[Element]>(
    "\(element.expected), or a list of them",
    schema: { book in
      let one = element.schema(&book)
      return .anyOf([one, .list(one)])
    }
  ) { node, findings in
    guard let nodes = node.elements else { return element.read(node, &findings).map { [$0] } }
    return nodes.compactMap { element.read($0, &findings) }
  }
}

/// A value under a name that the author chose.
package struct Named<Value> {
  package var name: Name
  package var value: Value

  package init(name: Name, value: Value) {
    self.name = name
    self.value = value
  }
}

extension Named: Sendable where Value: Sendable {}

/// A mapping with names of the author's choice, in the order of the text.
func named<Value>(_ value: Reader<Value>) -> Reader<[Named<Value>]> {
  Reader<[Named<Value>]>("a mapping", schema: { book in .names(value.schema(&book)) }) { node, findings in
    guard let entries = node.entries else {
      findings.wrongType(node, "a mapping of names")
      return nil
    }
    return entries.compactMap { entry in
      value.read(entry.value, &findings).map { Named(name: Name(entry.key, at: entry.keyRange), value: $0) }
    }
  }
}

/// The first reader whose test accepts the node; the last one otherwise.
func either<Value>(
  _ first: Reader<Value>, when test: @escaping @Sendable (TreeNode) -> Bool, or second: Reader<Value>
) -> Reader<Value> {
  Reader<Value>("\(first.expected) or \(second.expected)", schema: { book in .anyOf([first.schema(&book), second.schema(&book)]) })
  {
    node, findings in
    test(node) ? first.read(node, &findings) : second.read(node, &findings)
  }
}
