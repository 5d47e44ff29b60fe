/// ECMAScript's `Number(text)`: white space around is dropped, the empty text is 0, `0x`, `0o`, `0b` are read, `Infinity` too; else NaN.
package func ecmaNumber(_ text: String) -> Double {
  let trimmed = text.drop { $0.isWhitespace }
  guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return 0 }
  let body = trimmed[...last]
  switch body {
  case "Infinity", "+Infinity": return .infinity
  case "-Infinity": return -.infinity
  default: break
  }
  if body.utf8.first == UInt8(ascii: "0"), let letter = body.utf8.dropFirst().first, let radix = radix(of: letter) {
    return wholeNumber(body.utf8.dropFirst(2), radix: radix)
  }
  guard isDecimalLiteral(body.utf8) else { return .nan }
  return Double(body.utf8.last == UInt8(ascii: ".") ? String(body) + "0" : String(body)) ?? .nan
}

private func radix(of letter: UInt8) -> Double? {
  switch letter | 0x20 {
  case UInt8(ascii: "x"): 16
  case UInt8(ascii: "o"): 8
  case UInt8(ascii: "b"): 2
  default: nil
  }
}

private func wholeNumber(_ digits: some Sequence<UInt8>, radix: Double) -> Double {
  var sum = 0.0
  var any = false
  for byte in digits {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, Double(digit) < radix else { return .nan }
    sum = sum * radix + Double(digit)
    any = true
  }
  return any ? sum : .nan
}

/// `[+-] digits [. digits] [e [+-] digits]` with a digit before or after the point.
func isDecimalLiteral(_ text: some Collection<UInt8>) -> Bool {
  var rest = text[...]
  if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { rest = rest.dropFirst() }
  func digits() -> Int {
    let after = rest.drop { isDigit($0) }
    defer { rest = after }
    return rest.count - after.count
  }
  var count = digits()
  if rest.first == UInt8(ascii: ".") {
    rest = rest.dropFirst()
    count += digits()
  }
  guard count > 0 else { return false }
  if let e = rest.first, e | 0x20 == UInt8(ascii: "e") {
    rest = rest.dropFirst()
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard digits() > 0 else { return false }
  }
  return rest.isEmpty
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
