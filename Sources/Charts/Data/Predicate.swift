import DataTables
import Diagnostics
import Inputs

extension Compilation {
  /// For each row whether a predicate (text, `{field, equal}`, `and`, `or`, `not`, `param`) holds.
  /// https://vega.github.io/vega-lite/docs/predicate.html
  func holds(_ node: TreeNode, over frame: Frame) throws(Failure) -> [Bool] {
    if let text = node.string { return try ChartExpression(text, at: node.range, self).values(over: frame).map(\.isTruthy) }
    if let flag = node.bool { return [Bool](repeating: flag, count: frame.count) }
    if let parts = node["and"]?.elements {
      var result = [Bool](repeating: true, count: frame.count)
      for part in parts { for (i, h) in try holds(part, over: frame).enumerated() where !h { result[i] = false } }
      return result
    }
    if let parts = node["or"]?.elements {
      var result = [Bool](repeating: false, count: frame.count)
      for part in parts { for (i, h) in try holds(part, over: frame).enumerated() where h { result[i] = true } }
      return result
    }
    if let part = node["not"] { return try holds(part, over: frame).map { !$0 } }
    if let name = node["param"]?.string ?? node["selection"]?.string {
      if let selected = selections[name] { return try holds(selected, over: frame) }
      if let value = params.first(where: { $0.name == name })?.value { return [Bool](repeating: value.isTruthy, count: frame.count) }
      return [Bool](repeating: node["empty"]?.bool ?? true, count: frame.count)
    }
    return try fieldPredicate(node, frame)
  }

  private func fieldPredicate(_ node: TreeNode, _ frame: Frame) throws(Failure) -> [Bool] {
    guard let field = node["field"]?.string else {
      throw Failure(Diagnostic("no-predicate", at: node.range, "a filter needs an expression, a field, and, or, not or param"))
    }
    noteUnknownField(field, in: frame, at: node["field"]?.range ?? node.range)
    let unit = node["timeUnit"].flatMap { TimeUnit($0) }
    var column = values(of: field, in: frame)
    if let unit { column = column.map { v in parsedDate(v).finite.map { .date(unit.floor($0)) } ?? .null } }
    func bound(_ node: TreeNode) -> Value {
      if let text = node["expr"]?.string ?? node["signal"]?.string { return constant(text, at: node.range) ?? .null }
      if let t = dateTimeValue(node) { return .date(unit.map { $0.floor(t) } ?? t) }
      if let unit, let n = node.number { return .date(unitValue(unit, n)) }
      return Value(node)
    }
    func compare(_ a: Value, _ b: Value) -> Int? {
      if case .string(let s) = a, case .string(let t) = b { return s == t ? 0 : s < t ? -1 : 1 }
      let x = a.coerced, y = b.coerced
      return x.isNaN || y.isNaN ? nil : x < y ? -1 : x > y ? 1 : 0
    }
    func equal(_ a: Value, _ b: Value) -> Bool { a == b || (a.isNull == b.isNull && !a.isNull && isNumeric(a) && isNumeric(b) && a.coerced == b.coerced) }
    if let v = node["equal"].map(bound) { return column.map { equal($0, v) } }
    if let v = node["lt"].map(bound) { return column.map { compare($0, v).map { $0 < 0 } ?? false } }
    if let v = node["lte"].map(bound) { return column.map { compare($0, v).map { $0 <= 0 } ?? false } }
    if let v = node["gt"].map(bound) { return column.map { compare($0, v).map { $0 > 0 } ?? false } }
    if let v = node["gte"].map(bound) { return column.map { compare($0, v).map { $0 >= 0 } ?? false } }
    if let list = node["oneOf"]?.elements?.map(bound) { return column.map { v in list.contains { equal($0, v) } } }
    if let valid = node["valid"]?.bool { return column.map { ($0.finite != nil || ($0.string != nil)) == valid } }
    if let range = node["range"]?.elements, range.count == 2 {
      let low = range[0].isNull ? nil : bound(range[0]), high = range[1].isNull ? nil : bound(range[1])
      return column.map { v in
        guard !v.isNull else { return false }
        if let low, compare(v, low).map({ $0 >= 0 }) != true { return false }
        if let high, compare(v, high).map({ $0 <= 0 }) != true { return false }
        return true
      }
    }
    throw Failure(Diagnostic("no-predicate", at: node.range, "a field filter needs equal, lt, lte, gt, gte, range, oneOf or valid"))
  }

  private func isNumeric(_ v: Value) -> Bool {
    switch v {
    case .number, .integer, .date: true
    default: false
    }
  }

  /// A bare number compared with a time unit: the value of its part (`year: 1970`).
  private func unitValue(_ unit: TimeUnit, _ n: Double) -> Double {
    guard unit.parts.count == 1, let part = unit.parts.first else { return n }
    let key = part == "date" || part == "hours" || part == "minutes" || part == "seconds" || part == "milliseconds" || part == "year" || part == "quarter" || part == "month" || part == "day" ? part : "date"
    return dateTimeValue(.map([key: .of(n)])).map { unit.floor($0) } ?? n
  }

  /// The column of a field, or what a path inside a column leads to.
  func values(of field: String, in frame: Frame) -> [Value] {
    if frame.has(field) { return frame[field] }
    let path = fieldPath(field)
    let flat = path.joined(separator: ".")
    if frame.has(flat) { return frame[flat] }
    if let first = path.first, path.count > 1, frame.has(first) { return frame[first].map { $0.at(path: Array(path.dropFirst())) } }
    return frame[field]
  }

  /// A finding when no row has the field; it names the columns there are.
  func noteUnknownField(_ field: String, in frame: Frame, at range: SourceRange) {
    guard frame.count > 0, !frame.has(field), let first = fieldPath(field).first, !frame.has(first), !frame.has(fieldPath(field).joined(separator: ".")) else { return }
    let names = frame.names.filter { !$0.hasPrefix("__") }
    let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", ..." : "")
    report("unknown-field", at: range, "unknown field \"\(field)\"; the columns are \(shown)", hint: didYouMean(field, among: names))
  }
}
