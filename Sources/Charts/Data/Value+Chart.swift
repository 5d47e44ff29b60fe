import DataTables
import Inputs

extension Value {
  /// The value as JavaScript's `+x` sees it, NaN for what has no number.
  var coerced: Double { toNumber }

  /// The number of a quantitative or temporal field; nil for null, text that is no number, NaN.
  var finite: Double? {
    switch self {
    case .null, .list, .object: return nil
    default:
      let x = coerced
      return x.isFinite ? x : nil
    }
  }

  /// The value as text, as JavaScript's `String(x)` gives it.
  var shown: String { isNull ? "null" : text }

  /// Whole numbers as `number`, also inside lists and objects.
  var unified: Value {
    switch self {
    case .integer(let n): .number(Double(n))
    case .list(let items): .list(items.map(\.unified))
    case .object(let fields): .object(fields.map { ObjectField(name: $0.name, value: $0.value.unified) })
    case .null, .bool, .number, .date, .string: self
    }
  }

  /// The value under a dotted path: `a.b`, `a[0]`, `['a b']`; a name that exists as it is written wins.
  func at(path: [String]) -> Value {
    var here = self
    for step in path {
      switch here {
      case .object: here = here[step] ?? .null
      case .list(let items):
        guard let i = Int(step), items.indices.contains(i) else { return step == "length" ? .number(Double(items.count)) : .null }
        here = items[i]
      default: return .null
      }
    }
    return here
  }

  /// JSON as values; whole numbers become `number`.
  init(_ node: TreeNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let literal): self = .number(literal.value)
    case .string(let text): self = .string(text)
    case .sequence(let items): self = .list(items.map { Value($0) })
    case .mapping(let entries): self = .object(entries.map { ObjectField(name: $0.key, value: Value($0.value)) })
    }
  }
}

/// A number as JavaScript prints it.
func numberText(_ x: Double) -> String { Value.number(x).text }

/// The order of Vega's sorts: null first, then numbers and dates by size and text by UTF-16 code units; false when equal.
func ascends(_ a: Value, before b: Value) -> Bool { ordering(a, b) < 0 }

/// -1, 0 or 1.
func ordering(_ a: Value, _ b: Value) -> Int {
  if a.isNull || b.isNull { return a.isNull ? (b.isNull ? 0 : -1) : 1 }
  if case .string(let s) = a, case .string(let t) = b {
    return s == t ? 0 : s.utf16.lexicographicallyPrecedes(t.utf16) ? -1 : 1
  }
  let x = a.coerced, y = b.coerced
  if x.isNaN || y.isNaN { return x.isNaN ? (y.isNaN ? 0 : -1) : 1 }
  return x < y ? -1 : x > y ? 1 : 0
}

/// A stable sort of row numbers.
func stablySorted(_ rows: [Int], by compare: (Int, Int) -> Int) -> [Int] {
  rows.enumerated().sorted { p, q in
    let c = compare(p.element, q.element)
    return c == 0 ? p.offset < q.offset : c < 0
  }.map(\.element)
}

/// The steps of a field path as Vega reads it: dots and brackets part, a backslash protects, quotes hold.
func fieldPath(_ field: String) -> [String] {
  guard field.utf8.contains(where: { $0 == 0x2E || $0 == 0x5B || $0 == 0x5C }) else { return [field] }
  var steps: [String] = []
  var open = ""
  var quote: Character?
  var isEscaped = false
  for c in field {
    if isEscaped {
      open.append(c)
      isEscaped = false
    } else if c == "\\" {
      isEscaped = true
    } else if let q = quote {
      if c == q { quote = nil } else { open.append(c) }
    } else if c == "'" || c == "\"" {
      quote = c
    } else if c == "." || c == "[" || c == "]" {
      if !open.isEmpty { steps.append(open) }
      open = ""
    } else {
      open.append(c)
    }
  }
  if !open.isEmpty { steps.append(open) }
  return steps
}
