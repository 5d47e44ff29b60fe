import Glibc
import Formats

extension ExpressionFunction {
  func applyToNumbers(_ a: FunctionArguments) -> Operand? {
    if let x = ofOne(a.number(0)) { return .number(x) }
    let x = a.number(0), y = a.number(1)
    switch self {
    case .isNaN: return .bool(x.isNaN)
    case .isFinite: return .bool(x.isFinite)
    case .atan2: return .number(Glibc.atan2(x, y))
    case .pow: return .number(ecmaPower(x, y))
    case .hypot: return .number(a.all.count == 2 ? Glibc.hypot(x, y) : a.all.reduce(0) { $0 + $1.number * $1.number }.squareRoot())
    case .clamp: return .number(Self.clamp(x, y, a.number(2)))
    case .max: return .number(a.all.reduce(-.infinity) { Self.larger($0, $1.number) })
    case .min: return .number(-a.all.reduce(-.infinity) { Self.larger($0, -$1.number) })
    case .parseFloat: return .number(Self.leadingNumber(a.text(0)))
    case .parseInt: return .number(Self.leadingInteger(a.text(0), radix: a.whole(1, or: 10)))
    case .cumulativeNormal, .densityNormal, .quantileNormal, .cumulativeUniform, .densityUniform, .quantileUniform:
      return .number(distribution(a))
    default: return .undefined
    }
  }

  private func ofOne(_ x: Double) -> Double? {
    switch self {
    case .abs: x.magnitude
    case .acos: Glibc.acos(x)
    case .asin: Glibc.asin(x)
    case .atan: Glibc.atan(x)
    case .ceil: x.rounded(.up)
    case .cos: Glibc.cos(x)
    case .exp: Glibc.exp(x)
    case .floor: x.rounded(.down)
    case .log: Glibc.log(x)
    case .round: ecmaRound(x)
    case .sin: Glibc.sin(x)
    case .sqrt: x.squareRoot()
    case .tan: Glibc.tan(x)
    case .trunc: x.rounded(.towardZero)
    default: nil
    }
  }

  private static func clamp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    if x.isNaN || low.isNaN || high.isNaN { return .nan }
    return Swift.max(low, Swift.min(high, x))
  }

  private static func larger(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : Swift.max(a, b) }

  /// ECMAScript has NaN where C has 1: 1 to the power of infinity or NaN.
  private func ecmaPower(_ x: Double, _ y: Double) -> Double {
    if y.isNaN || (x.magnitude == 1 && y.isInfinite) { return .nan }
    return Glibc.pow(x, y)
  }

  /// The longest number that the text begins with.
  private static func leadingNumber(_ text: String) -> Double {
    var body = text.drop { $0.isWhitespace }
    for word in ["Infinity", "+Infinity"] where body.hasPrefix(word) { return .infinity }
    if body.hasPrefix("-Infinity") { return -.infinity }
    body = body.prefix(400)
    body = body.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    while !body.isEmpty {
      if isDecimalLiteral(body.utf8) { return ecmaNumber(String(body)) }
      body.removeLast()
    }
    return .nan
  }

  private static func leadingInteger(_ text: String, radix: Int) -> Double {
    var body = text.drop { $0.isWhitespace }
    let negative = body.first == "-"
    if negative || body.first == "+" { body.removeFirst() }
    var radix = radix == 0 ? 10 : radix
    if body.hasPrefix("0x") || body.hasPrefix("0X") {
      radix = 16
      body.removeFirst(2)
    }
    guard (2...36).contains(radix) else { return .nan }
    var value = 0.0
    var any = false
    for c in body.utf8 {
      guard let digit = digitValue(c), digit < radix else { break }
      value = value * Double(radix) + Double(digit)
      any = true
    }
    return any ? (negative ? -value : value) : .nan
  }

  private static func digitValue(_ byte: UInt8) -> Int? {
    if isDigit(byte) { return Int(byte) - 0x30 }
    let letter = Int(byte | 0x20) - 0x61
    return (0..<26).contains(letter) ? letter + 10 : nil
  }

  // MARK: Distributions

  private func distribution(_ a: FunctionArguments) -> Double {
    let x = a.number(0)
    let first = a.all.count > 1 ? a.number(1) : 0
    let second = a.all.count > 2 ? a.number(2) : 1
    // Of one parameter, the uniform ones take it as the upper end.
    let (low, high) = a.all.count == 2 ? (0, first) : (first, second)
    switch self {
    case .cumulativeNormal: return 0.5 * erfc(-(x - first) / second / 2.0.squareRoot())
    case .densityNormal: return Glibc.exp(-0.5 * ((x - first) / second) * ((x - first) / second)) / (second * (2 * Double.pi).squareRoot())
    case .quantileNormal: return x < 0 || x > 1 ? .nan : first + second * 2.0.squareRoot() * Self.inverseErf(2 * x - 1)
    case .cumulativeUniform: return x < low ? 0 : x > high ? 1 : (x - low) / (high - low)
    case .densityUniform: return x >= low && x <= high ? 1 / (high - low) : 0
    default: return x >= 0 && x <= 1 ? low + x * (high - low) : .nan
    }
  }

  /// The inverse of erf: Giles' approximation ("Approximating the erfinv function", 2010), then two steps of Newton.
  private static func inverseErf(_ x: Double) -> Double {
    if x.magnitude >= 1 { return x.magnitude == 1 ? x * .infinity : .nan }
    let w = -Glibc.log((1 - x) * (1 + x))
    let near = [2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164, 0.246640727, 1.50140941]
    let far = [-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406, 2.83297682]
    let t = w < 5 ? w - 2.5 : w.squareRoot() - 3
    var y = (w < 5 ? near : far).reduce(0) { $0 * t + $1 } * x
    for _ in 0..<2 {
      let slope = 2 / Double.pi.squareRoot() * Glibc.exp(-y * y)
      if slope > 0 { y -= (erf(y) - x) / slope }
    }
    return y
  }
}
