/// What the names of an expression stand for.
package protocol ExpressionScope {
  /// The value of a name; nil when there is none of that name.
  func value(named name: String) -> Value?
  /// All names, for "did you mean".
  var names: [String] { get }
  /// Calls a function that the closed list does not have (`scale`, `data`); nil when there is none of that name.
  func call(_ function: String, _ arguments: [Value]) -> Value?
}

extension ExpressionScope {
  package func call(_ function: String, _ arguments: [Value]) -> Value? { nil }
}

/// Names with their values, in order.
package struct NamedValues: ExpressionScope, Sendable {
  package var entries: [ObjectField]

  package init(_ entries: [ObjectField] = []) { self.entries = entries }

  package init(_ entries: KeyValuePairs<String, Value>) { self.entries = entries.map { ObjectField(name: $0.key, value: $0.value) } }

  package func value(named name: String) -> Value? { entries.first { $0.name == name }?.value }
  package var names: [String] { entries.map(\.name) }
}
