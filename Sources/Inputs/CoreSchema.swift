/// What plain text means.
enum CoreValue {
  case value(TreeValue)
  /// `.inf`, `.nan` and numbers past 1.797e308.
  case notFinite
}

/// The value of plain YAML text after the core schema of YAML 1.2.2, section 10.3.2, but digits with a leading zero are text.
///
/// `no`, `yes`, `16:9`, `2026-11`, `1_000` and `007` are text; `~` and nothing are null.
func coreSchemaValue(_ text: String) -> CoreValue {
  switch text {
  case "", "~", "null", "Null", "NULL": return .value(.null)
  case "true", "True", "TRUE": return .value(.bool(true))
  case "false", "False", "FALSE": return .value(.bool(false))
  case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF": return .notFinite
  default: break
  }
  let bytes = ArraySlice(text.utf8)
  guard let first = bytes.first, first < 0x3A else { return .value(.string(text)) }
  if let value = prefixedInteger(bytes) { return number(text, value) }
  return isDecimal(bytes) ? number(text, decimalValue(bytes)) : .value(.string(text))
}

private func number(_ text: String, _ value: Double) -> CoreValue {
  value.isFinite ? .value(.number(NumberLiteral(text: text, value: value))) : .notFinite
}

/// `0x1F` and `0o17`; nil for anything else.
private func prefixedInteger(_ bytes: ArraySlice<UInt8>) -> Double? {
  guard bytes.count > 2, bytes.first == UInt8(ascii: "0") else { return nil }
  let mark = bytes[bytes.startIndex + 1]
  let radix: UInt32
  if mark == UInt8(ascii: "x") { radix = 16 } else if mark == UInt8(ascii: "o") { radix = 8 } else { return nil }
  var value = 0.0
  for byte in bytes.dropFirst(2) {
    guard let digit = hexDigit(byte), digit < radix else { return nil }
    value = value * Double(radix) + Double(digit)
  }
  return value
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?` without a leading zero before other digits.
private func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
  var at = bytes.startIndex
  func digits() -> Int {
    var end = at
    while end < bytes.endIndex, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
    return end - at
  }
  if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
  let whole = digits()
  if whole > 1, bytes[at] == UInt8(ascii: "0") { return false }
  at += whole
  if at < bytes.endIndex, bytes[at] == UInt8(ascii: ".") {
    at += 1
    let fraction = digits()
    if whole == 0, fraction == 0 { return false }
    at += fraction
  } else if whole == 0 {
    return false
  }
  if at < bytes.endIndex, bytes[at] | 0x20 == UInt8(ascii: "e") {
    at += 1
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
    let exponent = digits()
    if exponent == 0 { return false }
    at += exponent
  }
  return at == bytes.endIndex
}
