extension NumberPattern {
  static let minus = "\u{2212}"

  func formatted(_ x: Double) -> String {
    switch style {
    case .upper, .lower: return ecmaString(x)
    case .date(let pattern):
      guard let date = CivilDate(milliseconds: x) else { return "" }
      return formatter?.text(of: x) ?? EnglishDatePattern(pattern)?.text(of: date) ?? ""
    case .ordinal: return formatter?.text(of: x).map(withMinus) ?? englishOrdinal(x)
    case .number, .percent, .currency:
      guard x.isFinite else { return notFinite(x) }
      return formatter?.text(of: x).map(withMinus) ?? english(x)
    }
  }

  private func notFinite(_ x: Double) -> String { x.isNaN ? "NaN" : x < 0 ? Self.minus + "∞" : "∞" }

  /// ICU writes the ASCII hyphen in most languages.
  private func withMinus(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "-")) else { return text }
    return String(text.map { $0 == "-" ? "\u{2212}" : $0 })
  }

  /// Numbers and percents as CLDR writes them in English.
  private func english(_ x: Double) -> String {
    var decimal = ShortestDecimal(x)
    var fallback = 3
    if style == .percent {
      if !decimal.digits.isEmpty { decimal.point += 2 }
      fallback = 0
    }
    decimal.round(decimals: options.decimals ?? fallback)
    var out = signText(negative: x < 0, zero: decimal.digits.isEmpty).utf8.map { $0 }
    let whole = decimal.integerPart
    for (index, digit) in whole.enumerated() {
      if options.grouped, index > 0, (whole.count - index) % 3 == 0 { out.append(UInt8(ascii: ",")) }
      out.append(digit + UInt8(ascii: "0"))
    }
    let fraction = decimal.fraction(options.decimals ?? decimal.decimals)
    if !fraction.isEmpty {
      out.append(UInt8(ascii: "."))
      out.append(contentsOf: fraction.map { $0 + UInt8(ascii: "0") })
    }
    if style == .percent { out.append(UInt8(ascii: "%")) }
    return String(decoding: out, as: UTF8.self)
  }

  private func signText(negative: Bool, zero: Bool) -> String {
    switch options.sign {
    case .never: ""
    case .automatic: negative && !zero ? Self.minus : ""
    case .always: zero ? "" : negative ? Self.minus : "+"
    }
  }

  /// `1st`, `22nd`, `113th`; a number that is not whole is rounded.
  private func englishOrdinal(_ x: Double) -> String {
    guard x.isFinite else { return notFinite(x) }
    var decimal = ShortestDecimal(x)
    decimal.round(decimals: 0)
    let digits = decimal.integerPart
    let tens = digits.count > 1 ? digits[digits.count - 2] : 0
    var ending = "th"
    if tens != 1, let ones = digits.last { ending = ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th" }
    let sign = x < 0 && !decimal.digits.isEmpty ? Self.minus : ""
    var whole = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { whole += "," }
      whole += String(digit)
    }
    return sign + whole + ending
  }
}
