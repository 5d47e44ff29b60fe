/// The shortest decimal that names a double: `digits` × 10^(`point` − digit count), so 12.5 is digits 1 2 5 with point 2.
///
/// ## Guarantees
/// - No leading zero, no trailing zero; zero has no digits and point 0.
struct ShortestDecimal {
  var digits: [UInt8]
  var point: Int

  /// Of the magnitude of a finite number.
  init(_ x: Double) {
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var exponent = 0
    var inExponent = false
    var exponentSign = 1
    for byte in x.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"): inExponent = true
      case UInt8(ascii: "-"): exponentSign = -1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if inExponent { exponent = exponent * 10 + Int(digit); continue }
        if !seenPoint { if !digits.isEmpty || digit != 0 { point += 1 } } else if digits.isEmpty, digit == 0 { point -= 1 }
        if !digits.isEmpty || digit != 0 { digits.append(digit) }
      default: break
      }
    }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.point = digits.isEmpty ? 0 : point + exponentSign * exponent
  }

  /// Rounded half up (away from zero, for a magnitude) to a number of digits after the decimal point.
  mutating func round(decimals: Int) {
    let kept = point + decimals
    guard kept < digits.count else { return }
    guard kept >= 0 else { (digits, point) = ([], 0); return }
    let up = digits[kept] >= 5
    digits.removeLast(digits.count - kept)
    if up { increment() }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// Adds one to the last digit that is kept.
  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 { digits[index] += 1; return }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
    point += 1
  }

  /// The digits before the decimal point; `0` when there is none.
  var integerPart: [UInt8] {
    guard point > 0 else { return [0] }
    return (0..<point).map { $0 < digits.count ? digits[$0] : 0 }
  }

  /// `count` digits after the decimal point.
  func fraction(_ count: Int) -> [UInt8] {
    (0..<max(0, count)).map { index in
      let at = point + index
      return at >= 0 && at < digits.count ? digits[at] : 0
    }
  }

  /// How many digits stand after the decimal point.
  var decimals: Int { max(0, digits.count - point) }
}

/// A number as ECMAScript's `String(x)` writes it: `0.1`, `1e+21`, `1.5e-7`, `NaN`, `-Infinity`; minus is the ASCII hyphen.
package func ecmaString(_ x: Double) -> String {
  if x.isNaN { return "NaN" }
  if x.isInfinite { return x < 0 ? "-Infinity" : "Infinity" }
  if let whole = Int64(exactly: x), whole.magnitude < 1 << 53 { return String(whole) }
  let decimal = ShortestDecimal(x)
  let sign = x < 0 ? "-" : ""
  let digits = asciiDigits(decimal.digits)
  let point = decimal.point
  if point > 21 || point < -5 {
    let exponent = point - 1
    let tail = digits.count > 1 ? "." + digits.dropFirst() : ""
    return "\(sign)\(digits.prefix(1))\(tail)e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
  }
  if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
  if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) }
  return sign + digits.prefix(point) + "." + digits.dropFirst(point)
}

/// A finite number with exactly `decimals` digits after the point, rounded half away from zero on its shortest decimal; no grouping,
/// ASCII minus, and none before a result of zero. What is not finite has its ECMAScript name.
package func fixedShortest(_ x: Double, decimals: Int) -> String {
  guard x.isFinite else { return ecmaString(x) }
  var decimal = ShortestDecimal(x)
  decimal.round(decimals: decimals)
  let sign = x < 0 && !decimal.digits.isEmpty ? "-" : ""
  let whole = sign + asciiDigits(decimal.integerPart)
  return decimals > 0 ? whole + "." + asciiDigits(decimal.fraction(decimals)) : whole
}

/// The digits after the decimal point in the shortest decimal of a number; 0 for what is not finite.
package func shownDecimals(of x: Double) -> Int { x.isFinite ? ShortestDecimal(x).decimals : 0 }

func asciiDigits(_ digits: some Sequence<UInt8>) -> String {
  String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
}
