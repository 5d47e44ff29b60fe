/// A time in the date form of ECMAScript: `2019`, `2019-06`, `2019-06-21`, `+002019-06-21`, each alone or with `T08:30[:15[.250]]` and
/// `Z` or an offset. Without offset it is UTC. Nil for anything else, for days that the month lacks, and for times out of range.
package func isoTime(_ text: String) -> Double? {
  var text = text
  return text.withUTF8 { isoTime($0) }
}

/// The same over bytes. `needsDay` refuses the forms without a day, `allowsSpace` takes a space in the place of `T`.
@inline(__always)
package func isoTime(_ bytes: UnsafeBufferPointer<UInt8>, needsDay: Bool = false, allowsSpace: Bool = false) -> Double? {
  var reader = ISOReader(bytes: bytes)
  return reader.read(needsDay: needsDay, allowsSpace: allowsSpace)
}

package struct ISOReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0

  package init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  package mutating func read(needsDay: Bool, allowsSpace: Bool) -> Double? {
    guard let year = year() else { return nil }
    var month = 1, day = 1
    var hasDay = false
    if take(UInt8(ascii: "-")) {
      guard let m = digits(2) else { return nil }
      month = m
      if take(UInt8(ascii: "-")) {
        guard let d = digits(2) else { return nil }
        (day, hasDay) = (d, true)
      }
    }
    guard hasDay || !needsDay, (1...12).contains(month), day >= 1, day <= daysInMonth(month, of: year) else { return nil }
    var time = Double(days(fromYear: year, month: month, day: day)) * 86_400_000
    if at < bytes.count {
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || (allowsSpace && take(UInt8(ascii: " "))), let clock = clock() else { return nil }
      time += clock
    }
    return at == bytes.count && time.magnitude <= CivilDate.mostMilliseconds ? time : nil
  }

  private mutating func year() -> Int? {
    if take(UInt8(ascii: "+")) { return digits(6) }
    if take(UInt8(ascii: "-")) { return digits(6).flatMap { $0 == 0 ? nil : -$0 } }
    return digits(4)
  }

  /// The time of day, offset taken off.
  private mutating func clock() -> Double? {
    guard let hour = digits(2), hour <= 24, take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else { return nil }
    var second = 0
    var fraction = 0.0
    if take(UInt8(ascii: ":")) {
      guard let s = digits(2), s < 60 else { return nil }
      second = s
      if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
        guard let f = milliseconds() else { return nil }
        fraction = f
      }
    }
    guard hour < 24 || (minute == 0 && second == 0 && fraction == 0), let offset = offset() else { return nil }
    return Double(hour * 3_600_000 + (minute - offset) * 60_000 + second * 1_000) + fraction
  }

  /// The digits of a fraction of a second; more than three are cut off.
  private mutating func milliseconds() -> Double? {
    var value = 0, count = 0
    while at < bytes.count, bytes[at] &- 0x30 < 10 {
      if count < 3 { value = value * 10 + Int(bytes[at] &- 0x30) }
      count += 1
      at += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return Double(value)
  }

  /// Minutes east of UTC; 0 when nothing is said.
  private mutating func offset() -> Int? {
    if at == bytes.count || take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let east = take(UInt8(ascii: "+"))
    guard east || take(UInt8(ascii: "-")), let hours = digits(2), hours < 24 else { return nil }
    _ = take(UInt8(ascii: ":"))
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (east ? 1 : -1)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Exactly `count` digits.
  private mutating func digits(_ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for index in at..<(at + count) {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    at += count
    return value
  }
}
