import DataTables
import Glibc
import Scales

/// One computed column of an aggregation.
struct AggregateField {
  var op: String
  /// Nil for `count`.
  var field: String?
  var name: String
  /// What the older rows weigh against the next newer one, for `exponential`.
  var param: Double?
}

/// Groups rows and reduces each group to one row; a column per key, then one per field.
func aggregated(_ frame: Frame, by keys: [String], _ fields: [AggregateField]) -> Frame {
  var groups = frame.grouped(by: keys)
  if keys.isEmpty, groups.isEmpty { groups = [[]] }
  var result = Frame(count: groups.count)
  for key in keys {
    let column = frame[key]
    result[key] = groups.map { $0.first.map { column[$0] } ?? .null }
  }
  for field in fields {
    let column = field.field.map { frame[$0] } ?? []
    result[field.name] = groups.map { reduce(field.op, column, $0, param: field.param) { frame.object($0) } }
  }
  return result
}

/// The value of an aggregate over some rows of a column, as Vega computes it: null, blank and NaN do not count as numbers.
/// https://vega.github.io/vega/docs/transforms/aggregate/#ops
func reduce(_ op: String, _ column: [Value], _ rows: [Int], param: Double? = nil, object: (Int) -> Value = { _ in .null }) -> Value {
  switch op {
  case "count": return .number(Double(rows.count))
  case "missing": return .number(Double(rows.count { column[$0].isNull || column[$0] == .string("") }))
  case "valid": return .number(Double(rows.count { isValid(column[$0]) }))
  case "distinct": return .number(Double(Set(rows.map { column[$0] }).count))
  case "values": return .list(rows.map { object($0) })
  case "min", "max": return extreme(rows.map { column[$0] }.filter(isValid), isMax: op == "max")
  case "argmin", "argmax": return argument(rows, column, isMax: op == "argmax", object: object)
  default:
    let numbers = rows.compactMap { isValid(column[$0]) ? column[$0].coerced : nil }.filter { !$0.isNaN }
    let value = op.hasPrefix("exponential") ? exponentialMean(numbers, weight: param ?? 0, isBiased: op == "exponentialb") : reduce(op, numbers)
    // The spread of fewer than two numbers is undefined, which stays NaN in all that is computed from it.
    return value.isNaN && !spreads.contains(op) ? .null : .number(value)
  }
}

private let spreads: Set<String> = ["variance", "variancep", "stdev", "stdevp", "stderr"]

/// True for what aggregates count: neither null, nor an empty text, nor NaN.
func isValid(_ value: Value) -> Bool {
  switch value {
  case .null, .string(""): false
  case .number(let x): !x.isNaN
  default: true
  }
}

private func extreme(_ values: [Value], isMax: Bool) -> Value {
  guard var best = values.first else { return .null }
  for value in values.dropFirst() where isMax ? ordering(value, best) > 0 : ordering(value, best) < 0 { best = value }
  return shownExtreme(best)
}

/// A text that is a number counts as one.
func shownExtreme(_ value: Value) -> Value {
  if case .string = value, !value.coerced.isNaN { return .number(value.coerced) }
  return value
}

private func argument(_ rows: [Int], _ column: [Value], isMax: Bool, object: (Int) -> Value) -> Value {
  var best: (row: Int, value: Double)?
  for row in rows {
    guard let x = column[row].finite else { continue }
    if let known = best, isMax ? x <= known.value : x >= known.value { continue }
    best = (row, x)
  }
  return best.map { object($0.row) } ?? .null
}

/// An aggregate of numbers; NaN when there are too few.
func reduce(_ op: String, _ numbers: [Double]) -> Double {
  let n = Double(numbers.count)
  switch op {
  case "sum": return numbers.isEmpty ? .nan : numbers.reduce(0, +)
  case "product": return numbers.isEmpty ? .nan : numbers.reduce(1, *)
  case "mean", "average": return numbers.isEmpty ? .nan : moments(numbers).mean
  case "median": return quantile(of: numbers.sorted(), at: 0.5) ?? .nan
  case "q1": return quantile(of: numbers.sorted(), at: 0.25) ?? .nan
  case "q3": return quantile(of: numbers.sorted(), at: 0.75) ?? .nan
  case "variance": return n > 1 ? moments(numbers).squares / (n - 1) : .nan
  case "variancep": return n > 1 ? moments(numbers).squares / n : .nan
  case "stdev": return n > 1 ? (moments(numbers).squares / (n - 1)).squareRoot() : .nan
  case "stdevp": return n > 1 ? (moments(numbers).squares / n).squareRoot() : .nan
  case "stderr": return n > 1 ? (moments(numbers).squares / (n * (n - 1))).squareRoot() : .nan
  case "ci0": return confidenceInterval(numbers).0
  case "ci1": return confidenceInterval(numbers).1
  case "min": return numbers.min() ?? .nan
  case "max": return numbers.max() ?? .nan
  case "count", "valid": return n
  default: return .nan
  }
}

/// The mean of numbers of which each weighs `weight` as much as the one after it; the last one when that is zero, NaN without any.
private func exponentialMean(_ numbers: [Double], weight: Double, isBiased: Bool) -> Double {
  guard !numbers.isEmpty else { return .nan }
  let sum = numbers.reduce(0) { weight * $0 + $1 } * (1 - weight)
  return isBiased ? sum : sum / (1 - pow(weight, Double(numbers.count)))
}

/// The mean and the sum of squared distances from it.
private func moments(_ numbers: [Double]) -> (mean: Double, squares: Double) {
  // Welford's running form, which Vega uses too: no loss when the mean is large, and the same last digit in labels.
  var mean = 0.0, sum = 0.0, n = 0.0
  for x in numbers {
    n += 1
    let d = x - mean
    mean += d / n
    sum += d * (x - mean)
  }
  return (mean, sum)
}

/// The bounds of the mean at 95 % by bootstrap, with a fixed seed so that the same data give the same bounds.
private func confidenceInterval(_ numbers: [Double]) -> (Double, Double) {
  guard numbers.count > 1 else { return (numbers.first ?? .nan, numbers.first ?? .nan) }
  var state: UInt64 = 0x2545_F491_4F6C_DD1D
  func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: state >> 33) % numbers.count
  }
  let n = Double(numbers.count)
  let samples = numbers.count > 5_000 ? 200 : 1_000
  let means = (0..<samples).map { _ in (0..<numbers.count).reduce(0.0) { sum, _ in sum + numbers[next()] } / n }.sorted()
  return (quantile(of: means, at: 0.025) ?? .nan, quantile(of: means, at: 0.975) ?? .nan)
}
