/// The powers of ten that a Double holds exactly.
private let exactPowers: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

/// The value of a decimal number (`-12.50e3`) whose syntax has been checked; correctly rounded, infinite when it is too large.
///
/// Up to 15 digits and a power of ten up to 22 are both exact in binary, so one division or multiplication rounds right (Clinger's
/// fast path); anything else goes through the standard library.
func decimalValue(_ bytes: ArraySlice<UInt8>) -> Double {
  var mantissa: UInt64 = 0
  var digits = 0
  var shift = 0
  var negative = false
  var inFraction = false
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      if mantissa > 0 { digits += 1 }
      if inFraction { shift += 1 }
    case UInt8(ascii: "."): inFraction = true
    case UInt8(ascii: "-"): negative = true
    case UInt8(ascii: "+"): break
    default: return parsedValue(bytes)
    }
    if digits > 15 { return parsedValue(bytes) }
  }
  guard shift < exactPowers.count else { return parsedValue(bytes) }
  let value = Double(mantissa) / exactPowers[shift]
  return negative ? -value : value
}

private func parsedValue(_ bytes: ArraySlice<UInt8>) -> Double {
  Double(String(decoding: bytes, as: UTF8.self)) ?? .infinity
}
