/// A whole number of any size, not negative: just what exact decimal digits of a double need.
struct BigNatural {
  /// Little end first, no zero at the end.
  private var limbs: [UInt32]

  init(_ value: UInt64) {
    limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    trim()
  }

  var isZero: Bool { limbs.isEmpty }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
    trim()
  }

  /// Divides and gives the remainder. The divisor is not 0.
  @discardableResult mutating func divide(by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let part = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(part / UInt64(divisor))
      remainder = part % UInt64(divisor)
    }
    trim()
    return UInt32(remainder)
  }

  mutating func multiply(byPowerOfTen exponent: Int) {
    inTens(exponent) { $0.multiply(by: $1) }
  }

  mutating func divide(byPowerOfTen exponent: Int) {
    inTens(exponent) { $0.divide(by: $1) }
  }

  /// Takes 10^exponent in factors that fit a limb.
  private mutating func inTens(_ exponent: Int, _ step: (inout BigNatural, UInt32) -> Void) {
    var left = exponent
    while left >= 9 {
      step(&self, 1_000_000_000)
      left -= 9
    }
    var factor: UInt32 = 1
    for _ in 0..<max(0, left) { factor *= 10 }
    if factor > 1 { step(&self, factor) }
  }

  mutating func shiftLeft(_ bits: Int) {
    guard bits > 0, !limbs.isEmpty else { return }
    multiply(by: 1 << UInt32(bits % 32))
    limbs.insert(contentsOf: repeatElement(0, count: bits / 32), at: 0)
  }

  mutating func shiftRight(_ bits: Int) {
    guard bits > 0 else { return }
    limbs.removeFirst(min(limbs.count, bits / 32))
    divide(by: 1 << UInt32(bits % 32))
  }

  mutating func add(_ other: BigNatural) {
    var carry: UInt64 = 0
    for index in 0..<max(limbs.count, other.limbs.count) {
      if index == limbs.count { limbs.append(0) }
      let sum = UInt64(limbs[index]) + (index < other.limbs.count ? UInt64(other.limbs[index]) : 0) + carry
      limbs[index] = UInt32(truncatingIfNeeded: sum)
      carry = sum >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  /// The digits in a radix of 2 to 36, without a leading zero; empty for zero.
  consuming func digits(radix: UInt32 = 10) -> [UInt8] {
    var reversed: [UInt8] = []
    while !isZero { reversed.append(UInt8(divide(by: radix))) }
    return reversed.reversed()
  }
}
