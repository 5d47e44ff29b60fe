/// One datum of a table, an expression or a parameter.
package enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A whole number that fits 64 bits; keeps all its digits.
  case integer(Int64)
  /// A number: finite in tables that were read; expressions may give NaN and infinities too.
  case number(Double)
  case string(String)
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case date(Double)
  case list([Value])
  /// In the order of the source; keys are unique.
  case object([ObjectField])

  package var isNull: Bool { self == .null }

  /// The value as a number when it is one (integers, numbers, dates in milliseconds); nil for anything else, strings too.
  package var number: Double? {
    switch self {
    case .integer(let n): Double(n)
    case .number(let n), .date(let n): n
    case .null, .bool, .string, .list, .object: nil
    }
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a field when this is an object that has it.
  package subscript(field: String) -> Value? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == field }?.value
  }
}

/// A name and a value inside an object.
package struct ObjectField: Hashable, Sendable {
  package var name: String
  package var value: Value

  package init(name: String, value: Value) {
    self.name = name
    self.value = value
  }
}
