/// The power of ten of the first digit; nil for zero's, NaN's and infinities' want of one.
private func exponent(_ x: Double) -> Int? {
  guard x.isFinite else { return nil }
  return significantDigits(of: x.magnitude, count: nil).exponent
}

/// The decimals that tell apart values at multiples of `step` in fixed notation (d3.precisionFixed).
package func precisionFixed(_ step: Double) -> Int { max(0, -(exponent(step) ?? 0)) }

/// The decimals that tell apart multiples of `step` in the SI unit of `value` (d3.precisionPrefix).
package func precisionPrefix(_ step: Double, _ value: Double) -> Int {
  max(0, siStep(exponent(value) ?? 0) * 3 - (exponent(step) ?? 0))
}

/// The significant digits that tell apart multiples of `step` up to `max` (d3.precisionRound).
package func precisionRound(_ step: Double, _ max: Double) -> Int {
  let step = step.magnitude
  return Swift.max(0, (exponent(max.magnitude - step) ?? 0) - (exponent(step) ?? 0)) + 1
}

/// A format that writes every number in the SI unit of `value` (d3.formatPrefix).
package struct D3PrefixFormat: Hashable, Sendable {
  private let number: D3NumberFormat
  private let factor: Double
  private let prefix: String

  /// - Returns: nil when the specifier is none. Its type is read as `f`.
  package init?(_ specifier: String, value: Double) {
    guard let number = D3NumberFormat(specifier, type: UInt8(ascii: "f")) else { return nil }
    let step = siStep(exponent(value) ?? 0)
    self.number = number
    factor = power(ofTen: -3 * step)
    prefix = D3NumberFormat.prefixes[8 + step]
  }

  package func callAsFunction(_ x: Double) -> String { number(factor * x) + prefix }
}

/// 10^`exponent`, for exponents of at most 24: the nearest double, as `Math.pow` gives it.
private func power(ofTen exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }
