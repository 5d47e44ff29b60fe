import Formats

extension Value {
  /// ECMAScript's `Boolean(x)`: null, false, 0, NaN and the empty text are false.
  package var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .integer(let n): n != 0
    case .number(let x): !(x == 0 || x.isNaN)
    case .string(let text): !text.isEmpty
    case .date, .list, .object: true
    }
  }

  /// ECMAScript's `Number(x)`: null is 0, texts are read, what is no number is NaN.
  package var toNumber: Double {
    switch self {
    case .null: 0
    case .bool(let flag): flag ? 1 : 0
    case .integer(let n): Double(n)
    case .number(let x), .date(let x): x
    case .string(let text): ecmaNumber(text)
    case .list(let elements): elements.count > 1 ? .nan : elements.first?.toNumber ?? 0
    case .object: .nan
    }
  }

  /// The value as text for people: null is nothing, numbers are in their shortest form, dates in ISO form, lists and objects are JSON.
  package var text: String {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let n): String(n)
    case .number(let x): ecmaString(x)
    case .string(let text): text
    case .date(let x): dateText(x, withTime: x.truncatingRemainder(dividingBy: 86_400_000) != 0)
    case .list, .object: json
    }
  }

  /// The same as `text`.
  package var toText: String { text }
}

/// `2019-06-21`, or `2019-06-21T08:30:00.000Z`; `Invalid Date` for a time that is none.
func dateText(_ milliseconds: Double, withTime: Bool) -> String {
  CivilDate(milliseconds: milliseconds)?.iso(time: withTime) ?? "Invalid Date"
}
