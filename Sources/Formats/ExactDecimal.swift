/// `x` · 10^`scale` for a finite `x` that is not negative, rounded to a whole number, halves up, computed exactly:
/// the rule of ECMAScript's toFixed, toExponential and toPrecision. Gives the digits without leading zero; empty for zero.
func roundedDigits(of x: Double, scale: Int) -> [UInt8] {
  guard x > 0 else { return [] }
  let significand = x.exponentBitPattern == 0 ? x.significandBitPattern : x.significandBitPattern | 1 << 52
  let exponent = max(Int(x.exponentBitPattern), 1) - 1_075
  return quickDigits(significand, exponent, scale) ?? slowDigits(significand, exponent, scale)
}

/// By 128-bit arithmetic, where that is wide enough.
private func quickDigits(_ significand: UInt64, _ exponent: Int, _ scale: Int) -> [UInt8]? {
  guard (0...22).contains(scale), (-126...0).contains(exponent) else { return nil }
  var power: UInt128 = 1
  for _ in 0..<scale { power *= 10 }
  let product = UInt128(significand) * power
  let rounded = exponent == 0 ? product : (product >> UInt128(-exponent)) + ((product >> UInt128(-exponent - 1)) & 1)
  guard let whole = UInt64(exactly: rounded) else { return nil }
  return whole == 0 ? [] : String(whole).utf8.map { $0 - UInt8(ascii: "0") }
}

private func slowDigits(_ significand: UInt64, _ exponent: Int, _ scale: Int) -> [UInt8] {
  // Rounds N / D with halves up as (2N + D) / 2D.
  var divisor = BigNatural(1)
  divisor.shiftLeft(max(0, -exponent))
  divisor.multiply(byPowerOfTen: max(0, -scale))
  var number = BigNatural(significand)
  number.shiftLeft(max(0, exponent) + 1)
  number.multiply(byPowerOfTen: max(0, scale))
  number.add(divisor)
  number.shiftRight(max(0, -exponent) + 1)
  number.divide(byPowerOfTen: max(0, -scale))
  return number.digits()
}

/// ECMAScript's `x.toFixed(decimals)`.
package func ecmaFixed(_ x: Double, _ decimals: Int) -> String {
  guard x.magnitude < 1e21 else { return ecmaString(x) }
  var digits = roundedDigits(of: x.magnitude, scale: decimals)
  if digits.count <= decimals { digits.insert(contentsOf: repeatElement(0, count: decimals + 1 - digits.count), at: 0) }
  let whole = (x < 0 ? "-" : "") + asciiDigits(digits.dropLast(decimals))
  return decimals > 0 ? whole + "." + asciiDigits(digits.suffix(decimals)) : whole
}

/// The `count` significant digits of a finite number that is not negative, and the power of ten of the first; zero has zeros.
/// Without `count`, the digits of the shortest decimal.
func significantDigits(of x: Double, count: Int?) -> (digits: [UInt8], exponent: Int) {
  guard x > 0 else { return (Array(repeating: 0, count: count ?? 1), 0) }
  let shortest = ShortestDecimal(x)
  guard let count else { return (shortest.digits, shortest.point - 1) }
  var exponent = shortest.point - 1
  var digits = roundedDigits(of: x, scale: count - 1 - exponent)
  // The shortest decimal and the rounding may each cross a power of ten.
  if digits.count > count { exponent += 1 } else if digits.count < count { exponent -= 1 } else { return (digits, exponent) }
  digits = roundedDigits(of: x, scale: count - 1 - exponent)
  if digits.count < count { digits += Array(repeating: 0, count: count - digits.count) }
  return (Array(digits.prefix(count)), exponent)
}

/// ECMAScript's `x.toExponential(decimals)`; without `decimals`, as many as the number needs.
package func ecmaExponential(_ x: Double, _ decimals: Int? = nil) -> String {
  guard x.isFinite else { return ecmaString(x) }
  let (digits, exponent) = significantDigits(of: x.magnitude, count: decimals.map { $0 + 1 })
  return (x < 0 ? "-" : "") + exponential(digits, exponent)
}

/// ECMAScript's `x.toPrecision(count)`.
package func ecmaPrecision(_ x: Double, _ count: Int) -> String {
  guard x.isFinite else { return ecmaString(x) }
  let sign = x < 0 ? "-" : ""
  let (digits, exponent) = significantDigits(of: x.magnitude, count: count)
  if exponent < -6 || exponent >= count { return sign + exponential(digits, exponent) }
  let text = asciiDigits(digits)
  if exponent == count - 1 { return sign + text }
  if exponent >= 0 { return sign + text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1) }
  return sign + "0." + String(repeating: "0", count: -exponent - 1) + text
}

private func exponential(_ digits: [UInt8], _ exponent: Int) -> String {
  let text = asciiDigits(digits)
  let tail = text.utf8.count > 1 ? "." + text.dropFirst() : ""
  return "\(text.prefix(1))\(tail)e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
}

/// ECMAScript's `Math.round(x)`: halves go up.
package func ecmaRound(_ x: Double) -> Double {
  let floor = x.rounded(.down)
  return x - floor >= 0.5 ? floor + 1 : floor
}
