import Formats

/// A value while an expression is evaluated: as `Value`, with `undefined`, and with every number a double.
enum Operand: Sendable {
  case undefined
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case date(Double)
  case list([Value])
  case object([ObjectField])

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .integer(let n): self = .number(Double(n))
    case .number(let x): self = .number(x)
    case .string(let text): self = .string(text)
    case .date(let x): self = .date(x)
    case .list(let elements): self = .list(elements)
    case .object(let fields): self = .object(fields)
    }
  }

  /// The value that leaves the expression.
  var value: Value {
    switch self {
    case .undefined, .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let x): .number(x)
    case .string(let text): .string(text)
    case .date(let x): .date(x)
    case .list(let elements): .list(elements)
    case .object(let fields): .object(fields)
    }
  }

  var isNullish: Bool {
    switch self {
    case .undefined, .null: true
    case .bool, .number, .string, .date, .list, .object: false
    }
  }

  var isText: Bool {
    if case .string = self { true } else { false }
  }

  var isTruthy: Bool {
    switch self {
    case .undefined, .null: false
    case .bool(let flag): flag
    case .number(let x): !(x == 0 || x.isNaN)
    case .string(let text): !text.isEmpty
    case .date, .list, .object: true
    }
  }

  /// ECMAScript's `Number(x)`.
  var number: Double {
    switch self {
    case .undefined, .object: .nan
    case .null: 0
    case .bool(let flag): flag ? 1 : 0
    case .number(let x), .date(let x): x
    case .string(let text): ecmaNumber(text)
    case .list: ecmaNumber(text)
    }
  }

  /// ECMAScript's `String(x)`.
  var text: String {
    switch self {
    case .undefined: "undefined"
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let x): ecmaString(x)
    case .string(let text): text
    case .date(let x): D3TimeFormat("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")(x)
    case .list(let elements): elements.map { $0.isNull ? "" : Operand($0).text }.joined(separator: ",")
    case .object: "[object Object]"
    }
  }

  /// ECMAScript's `ToInt32`.
  var int32: Int32 {
    let x = number
    guard x.isFinite else { return 0 }
    let wrapped = x.rounded(.towardZero).truncatingRemainder(dividingBy: 4_294_967_296)
    return Int64(exactly: wrapped).map { Int32(truncatingIfNeeded: $0) } ?? 0
  }

  /// What `+` and the comparisons work on: lists and objects become text; dates text for `+`, a number otherwise.
  func primitive(datesAsText: Bool) -> Operand {
    switch self {
    case .undefined, .null, .bool, .number, .string: self
    case .date(let x): datesAsText ? .string(text) : .number(x)
    case .list, .object: .string(text)
    }
  }
}

/// Whether two texts are the same code units; Swift's own `==` takes composed and decomposed letters for the same.
func sameText(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

/// The order of two texts by UTF-16 code units, as ECMAScript compares them: negative, zero or positive.
func utf16Order(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
  var left = a.makeIterator(), right = b.makeIterator()
  while true {
    switch (left.next(), right.next()) {
    case (nil, nil): return 0
    case (nil, .some): return -1
    case (.some, nil): return 1
    case (.some(let x), .some(let y)):
      if x == y { continue }
      // Bytes 0xF0 and up begin surrogate pairs, which stand before U+E000 (0xEE) in UTF-16.
      if x >= 0xEE, y >= 0xEE, (x >= 0xF0) != (y >= 0xF0) { return x >= 0xF0 ? -1 : 1 }
      return x < y ? -1 : 1
    }
  }
}

extension Operand {
  /// ECMAScript's `===`; dates, lists and objects are the same when their content is.
  func isIdentical(to other: Operand) -> Bool {
    switch (self, other) {
    case (.undefined, .undefined), (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): sameText(a, b)
    case (.date(let a), .date(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    case (.undefined, _), (.null, _), (.bool, _), (.number, _), (.string, _), (.date, _), (.list, _), (.object, _): false
    }
  }

  /// ECMAScript's `==`.
  func isEqual(to other: Operand) -> Bool {
    if isNullish || other.isNullish { return isNullish && other.isNullish }
    if kind == other.kind { return isIdentical(to: other) }
    let a = primitive(datesAsText: true), b = other.primitive(datesAsText: true)
    if case .string(let x) = a, case .string(let y) = b { return sameText(x, y) }
    return a.number == b.number
  }

  private var kind: Int {
    switch self {
    case .undefined: 0
    case .null: 1
    case .bool: 2
    case .number: 3
    case .string: 4
    case .date: 5
    case .list: 6
    case .object: 7
    }
  }

  /// ECMAScript's relation: texts by code units, everything else as numbers; nil when one is NaN.
  func order(to other: Operand) -> Int? {
    let a = primitive(datesAsText: false), b = other.primitive(datesAsText: false)
    if case .string(let x) = a, case .string(let y) = b { return utf16Order(x.utf8, y.utf8) }
    let x = a.number, y = b.number
    if x.isNaN || y.isNaN { return nil }
    return x < y ? -1 : x > y ? 1 : 0
  }
}
