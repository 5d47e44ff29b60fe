/// A summary of many cells, with Vega's names and meaning: null and empty texts are missing, NaN is not valid.
package enum AggregateOp: String, CaseIterable, Hashable, Sendable {
  case count, valid, missing, distinct, sum, product, mean, average
  case variance, variancep, stdev, stdevp, stderr, median, q1, q3, ci0, ci1, min, max, argmin, argmax, values

  /// Whether the result is a number (null for none at all).
  package var isNumeric: Bool {
    switch self {
    case .count, .valid, .missing, .distinct, .sum, .product, .mean, .average, .variance, .variancep, .stdev, .stdevp, .stderr, .median,
      .q1, .q3, .ci0, .ci1:
      true
    case .min, .max, .argmin, .argmax, .values: false
    }
  }
}

/// Summarises the cells of `column` in the given rows of `table`; `count` and `values` need no column.
/// `argmin` and `argmax` give the whole row as an object, `values` a list of rows. A summary of nothing is null, but counts are 0.
package func aggregate(_ operation: AggregateOp, of column: Column?, rows: some Collection<Int>, in table: Table) -> Value {
  switch operation {
  case .count: return .integer(Int64(rows.count))
  case .values: return .list(rows.map { table.row($0) })
  case .argmin, .argmax: return column.flatMap { extremeRow(operation, of: $0, rows: rows) }.map { table.row($0) } ?? .null
  case .min, .max:
    guard let column, let row = extremeRow(operation, of: column, rows: rows) else { return .null }
    return column.value(at: row)
  case .distinct:
    guard let column else { return .null }
    return .integer(Int64(Set(rows.map { column.value(at: $0).groupingKey }).count))
  case .missing:
    guard let column else { return .integer(0) }
    return .integer(Int64(rows.count { isMissing(column, $0) }))
  case .valid:
    guard let column else { return .integer(0) }
    return .integer(Int64(rows.count { !isMissing(column, $0) && !isNaN(column, $0) }))
  case .sum, .product, .mean, .average, .variance, .variancep, .stdev, .stdevp, .stderr, .median, .q1, .q3, .ci0, .ci1:
    guard let column else { return .null }
    return summarize(operation, validNumbers(of: column, rows: rows)).map { .number($0) } ?? .null
  }
}

private func isMissing(_ column: Column, _ row: Int) -> Bool {
  column.isNull(at: row) || (column.type == .string && column.utf8(at: row)?.isEmpty ?? true)
}

private func isNaN(_ column: Column, _ row: Int) -> Bool { column.number(at: row)?.isNaN ?? false }

/// The cells that count as numbers, in order; texts are read as ECMAScript reads them.
package func validNumbers(of column: Column, rows: some Sequence<Int>) -> [Double] {
  rows.compactMap { row in
    if let x = column.number(at: row) { return x.isNaN ? nil : x }
    if isMissing(column, row) { return nil }
    let x = column.value(at: row).toNumber
    return x.isNaN ? nil : x
  }
}

/// The row of the least or greatest valid value; the first of several.
private func extremeRow(_ operation: AggregateOp, of column: Column, rows: some Sequence<Int>) -> Int? {
  let wantsLess = operation == .min || operation == .argmin
  var best: Int?
  for row in rows where !isMissing(column, row) && !isNaN(column, row) {
    guard let current = best else { best = row; continue }
    let order = vegaOrder(column.value(at: row), column.value(at: current))
    if wantsLess ? order < 0 : order > 0 { best = row }
  }
  return best
}

/// A summary of numbers; nil for those of none that Vega leaves undefined. Variances of one number are 0.
package func summarize(_ operation: AggregateOp, _ numbers: [Double]) -> Double? {
  switch operation {
  case .count, .valid: return Double(numbers.count)
  case .missing: return 0
  case .distinct: return Double(Set(numbers).count)
  case .values, .argmin, .argmax: return nil
  case .min: return numbers.min()
  case .max: return numbers.max()
  case .sum: return numbers.isEmpty ? nil : numbers.reduce(0, +)
  case .product: return numbers.isEmpty ? nil : numbers.reduce(1, *)
  case .mean, .average: return numbers.isEmpty ? nil : Moments(numbers).mean
  case .variance: return Moments(numbers).variance
  case .variancep: return Moments(numbers).populationVariance
  case .stdev: return Moments(numbers).variance.squareRoot()
  case .stdevp: return Moments(numbers).populationVariance.squareRoot()
  case .stderr: return numbers.isEmpty ? 0 : (Moments(numbers).variance / Double(numbers.count)).squareRoot()
  case .median: return quantile(numbers.sorted(), 0.5)
  case .q1: return quantile(numbers.sorted(), 0.25)
  case .q3: return quantile(numbers.sorted(), 0.75)
  case .ci0: return bootstrapInterval(numbers)?.low
  case .ci1: return bootstrapInterval(numbers)?.high
  }
}

/// Mean and deviation in one running pass (Welford), number for number as Vega computes them.
private struct Moments {
  var count = 0.0
  var mean = 0.0
  var deviation = 0.0

  init(_ numbers: [Double]) {
    for x in numbers {
      count += 1
      let delta = x - mean
      mean += delta / count
      deviation += delta * (x - mean)
    }
  }

  var variance: Double { count > 1 ? deviation / (count - 1) : 0 }
  var populationVariance: Double { count > 1 ? deviation / count : 0 }
}

/// The quantile of sorted numbers by linear interpolation (R's type 7, d3.quantile); nil for none. `p` is from 0 to 1.
package func quantile(_ sorted: [Double], _ p: Double) -> Double? {
  guard let first = sorted.first, let last = sorted.last else { return nil }
  if p <= 0 || sorted.count < 2 || p.isNaN { return first }
  if p >= 1 { return last }
  let place = Double(sorted.count - 1) * p
  let index = Int(place)
  return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
}

/// The 95 % interval of the mean by 1,000 resamples. Vega draws them by chance; here a fixed generator makes runs agree.
private func bootstrapInterval(_ numbers: [Double]) -> (low: Double, high: Double)? {
  guard let only = numbers.first else { return nil }
  guard numbers.count > 1 else { return (only, only) }
  var generator = SplitMix(state: 0x9E37_79B9_7F4A_7C15)
  let samples = 1_000
  var means = (0..<samples).map { _ in
    var mean = 0.0
    for count in 1...numbers.count { mean += (numbers[generator.next(below: numbers.count)] - mean) / Double(count) }
    return mean
  }
  means.sort()
  guard let low = quantile(means, 0.025), let high = quantile(means, 0.975) else { return nil }
  return (low, high)
}

/// SplitMix64: small, even, and the same everywhere.
private struct SplitMix {
  var state: UInt64

  mutating func next(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Int(z.multipliedFullWidth(by: UInt64(count)).high)
  }
}
