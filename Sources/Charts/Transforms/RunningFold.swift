import DataTables

/// An aggregate that grows by a value at a time, with the same arithmetic and so the same digits as `reduce`.
struct RunningFold {
  private let op: String
  private var rows = 0.0
  private var missing = 0.0
  private var valid = 0.0
  private var sum = 0.0
  /// Welford's mean and sum of squared distances of the numbers so far, and their count.
  private var mean = 0.0
  private var squares = 0.0
  private var count = 0.0
  private var best: Value?

  /// Nil for aggregates that need all values at once.
  init?(_ op: String) {
    guard ["count", "missing", "valid", "sum", "mean", "average", "variance", "variancep", "stdev", "stdevp", "min", "max"].contains(op) else { return nil }
    self.op = op
  }

  mutating func add(_ value: Value) {
    rows += 1
    if value.isNull || value == .string("") { missing += 1 }
    guard isValid(value) else { return }
    valid += 1
    if op == "min" || op == "max" {
      if let known = best, op == "max" ? ordering(value, known) <= 0 : ordering(value, known) >= 0 { return }
      best = value
      return
    }
    let x = value.coerced
    guard !x.isNaN else { return }
    count += 1
    sum += x
    let d = x - mean
    mean += d / count
    squares += d * (x - mean)
  }

  /// Null for what is undefined; the spread of fewer than two numbers stays NaN, as in `reduce`.
  var value: Value {
    switch op {
    case "count": .number(rows)
    case "missing": .number(missing)
    case "valid": .number(valid)
    case "sum": count > 0 ? .number(sum) : .null
    case "mean", "average": count > 0 ? .number(mean) : .null
    case "min", "max": best.map(shownExtreme) ?? .null
    case "variance": .number(count > 1 ? squares / (count - 1) : .nan)
    case "variancep": .number(count > 1 ? squares / count : .nan)
    case "stdev": .number(count > 1 ? (squares / (count - 1)).squareRoot() : .nan)
    case _: .number(count > 1 ? (squares / count).squareRoot() : .nan)
    }
  }
}
