extension D3NumberFormat {
  static let minus = "\u{2212}"
  static let prefixes = ["y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"]

  private var letter: UInt8 { type ?? UInt8(ascii: "g") }

  private func isOne(of letters: StaticString) -> Bool {
    letters.withUTF8Buffer { $0.contains(letter) }
  }

  private var usedPrecision: Int {
    guard let precision else { return 6 }
    return max(isOne(of: "gprs") ? 1 : 0, min(20, precision))
  }

  func text(of x: Double) -> String {
    var prefix = symbol == .currency ? "$" : symbol == .base && isOne(of: "boxX") ? "0" + String(UnicodeScalar(letter)).lowercased() : ""
    var suffix = isOne(of: "%p") && symbol != .currency ? "%" : ""
    guard letter != UInt8(ascii: "c") else { return padded(prefix, "", ecmaString(x) + suffix) }
    var (body, si) = magnitude(x.magnitude)
    if trim { body = Self.trimmed(body) }
    let negative = x.sign == .minus && !x.isNaN && !(sign != .plus && isZero(body))
    prefix = signText(negative) + prefix
    suffix = si + suffix + (negative && sign == .parenthesis ? ")" : "")
    if isOne(of: "defgprs%") {
      let whole = body.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      suffix = body.dropFirst(whole.count) + suffix
      body = String(body.prefix(whole.count))
    }
    return padded(prefix, body, suffix)
  }

  /// Whether the formatted magnitude, read back, is zero.
  private func isZero(_ body: String) -> Bool {
    guard !body.isEmpty else { return true }
    return Double(body) == 0
  }

  private func signText(_ negative: Bool) -> String {
    if negative { return sign == .parenthesis ? "(" : Self.minus }
    switch sign {
    case .minus, .parenthesis: return ""
    case .plus: return "+"
    case .space: return " "
    }
  }

  /// The magnitude by type, and its SI prefix.
  private func magnitude(_ x: Double) -> (String, String) {
    guard !x.isNaN else { return ("NaN", "") }
    let p = usedPrecision
    switch letter {
    case UInt8(ascii: "%"): return (ecmaFixed(x * 100, p), "")
    case UInt8(ascii: "b"): return (whole(x, radix: 2), "")
    // Past 1e21 d3 writes whole numbers as `toLocaleString` does.
    case UInt8(ascii: "d"): return (x.isInfinite ? "\u{221E}" : whole(x, radix: 10), "")
    case UInt8(ascii: "e"): return (ecmaExponential(x, p), "")
    case UInt8(ascii: "f"): return (ecmaFixed(x, p), "")
    case UInt8(ascii: "o"): return (whole(x, radix: 8), "")
    case UInt8(ascii: "p"): return (rounded(x * 100, p), "")
    case UInt8(ascii: "r"): return (rounded(x, p), "")
    case UInt8(ascii: "s"): return prefixed(x, p)
    case UInt8(ascii: "X"): return (whole(x, radix: 16).uppercased(), "")
    case UInt8(ascii: "x"): return (whole(x, radix: 16), "")
    default: return (ecmaPrecision(x, p), "")
    }
  }

  private func whole(_ x: Double, radix: Int) -> String {
    let rounded = ecmaRound(x)
    guard rounded.isFinite else { return ecmaString(rounded) }
    if let small = UInt64(exactly: rounded), small < 1 << 53 || radix != 10 { return String(small, radix: radix) }
    // Beyond 2^53 decimals are those of the shortest form, as ECMAScript writes them; other radices are exact.
    if radix == 10 { return asciiDigits(ShortestDecimal(rounded).integerPart) }
    var number = BigNatural(rounded.significandBitPattern | 1 << 52)
    number.shiftLeft(Int(rounded.exponentBitPattern) - 1_075)
    return String(number.digits(radix: UInt32(radix)).map { Character(String($0, radix: 16)) })
  }

  /// `p` significant digits, never with an exponent.
  private func rounded(_ x: Double, _ p: Int) -> String {
    guard x.isFinite else { return ecmaString(x) }
    let (digits, exponent) = significantDigits(of: x, count: p)
    let text = asciiDigits(digits)
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    if digits.count > exponent + 1 { return text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1) }
    return text + String(repeating: "0", count: exponent - digits.count + 1)
  }

  /// `p` significant digits of the number in units of its SI prefix.
  private func prefixed(_ x: Double, _ p: Int) -> (String, String) {
    guard x.isFinite else { return (ecmaString(x), "") }
    let (digits, exponent) = significantDigits(of: x, count: p)
    let step = siStep(exponent)
    let text = asciiDigits(digits)
    let before = exponent - step * 3 + 1
    let prefix = Self.prefixes[8 + step]
    if before == digits.count { return (text, prefix) }
    if before > digits.count { return (text + String(repeating: "0", count: before - digits.count), prefix) }
    if before > 0 { return (text.prefix(before) + "." + text.dropFirst(before), prefix) }
    let small = asciiDigits(significantDigits(of: x, count: max(0, p + before - 1) == 0 ? nil : p + before - 1).digits)
    return ("0." + String(repeating: "0", count: -before) + small, prefix)
  }

  private func padded(_ prefix: String, _ body: String, _ suffix: String) -> String {
    var body = comma && !zero ? Self.grouped(body, within: .max) : body
    let length = prefix.utf16.count + body.utf16.count + suffix.utf16.count
    var padding = String(repeating: fill, count: max(0, width - length))
    if comma && zero {
      body = Self.grouped(padding + body, within: padding.isEmpty ? .max : width - suffix.utf16.count)
      padding = ""
    }
    switch align {
    case .left: return prefix + body + suffix + padding
    case .afterSign: return prefix + padding + body + suffix
    case .center:
      let half = max(0, width - length) / 2
      return String(repeating: fill, count: half) + prefix + body + suffix + String(repeating: fill, count: max(0, width - length) - half)
    case .right: return padding + prefix + body + suffix
    }
  }

  /// Commas between groups of three, counted from the right, no wider than `width` all told.
  static func grouped(_ text: String, within width: Int) -> String {
    let bytes = Array(text.utf8)
    var end = bytes.count
    var length = 0
    var groups: [String] = []
    while end > 0 {
      let size = length + 4 > width ? max(1, width - length) : 3
      let start = max(0, end - size)
      groups.append(String(decoding: bytes[start..<end], as: UTF8.self))
      end = start
      length += size + 1
      if length > width { break }
    }
    return groups.reversed().joined(separator: ",")
  }

  /// Without zeros that end the digits after the decimal point (`1.500e+3` is `1.5e+3`).
  static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var from = -1, to = 0
    scan: for (index, byte) in bytes.enumerated().dropFirst() {
      switch byte {
      case UInt8(ascii: "."): (from, to) = (index, index)
      case UInt8(ascii: "0"):
        if from == 0 { from = index }
        to = index
      case UInt8(ascii: "1")...UInt8(ascii: "9"): if from > 0 { from = 0 }
      default: break scan
      }
    }
    return from > 0 ? String(decoding: bytes[..<from] + bytes[(to + 1)...], as: UTF8.self) : text
  }
}

/// The SI prefix for a power of ten, as a count of thousands from -8 (yocto) to 8 (yotta).
func siStep(_ exponent: Int) -> Int { max(-8, min(8, floorDivide(exponent, 3))) }
