/// A time in the forms that V8 reads beside ISO's: words, numbers and signs in nearly any order, UTC where no zone is named.
///
/// Follows V8's legacy date parser: a named month, or month/day/year, or year first when the first number is no day; two-digit
/// years are 1950 to 2049; text in parentheses and words before the first number are skipped. Unlike there, a day that the month
/// lacks is refused, not moved into the next month.
func legacyTime(_ text: String) -> Double? {
  var reader = LegacyReader(rest: Array(text.utf8.prefix(200))[...])
  guard text.utf8.count <= 200, reader.read() else { return nil }
  return reader.time
}

private struct LegacyReader {
  var rest: ArraySlice<UInt8>
  private var numbers: [Int] = []
  private var month: Int?
  private var clock: [Int] = []
  private var millisecond = 0
  private var afternoon: Bool?
  private var zone: Int?

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  mutating func read() -> Bool {
    while let byte = rest.first {
      if isDigit(byte) {
        guard readNumber() else { return false }
      } else if isLetter(byte) {
        guard readWord() else { return false }
      } else if byte == UInt8(ascii: "(") {
        skipParentheses()
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        guard readSign() else { return false }
      } else {
        rest.removeFirst()
      }
    }
    return true
  }

  /// The time that was read; nil when the parts make none.
  var time: Double? {
    guard let (year, month, day) = date, (1...12).contains(month), day >= 1, day <= daysInMonth(month, of: year),
      let hour = hour
    else { return nil }
    let minute = clock.count > 1 ? clock[1] : 0
    let second = clock.count > 2 ? clock[2] : 0
    guard minute < 60, second < 60, hour < 24 || (hour == 24 && minute == 0 && second == 0 && millisecond == 0) else { return nil }
    let t = utcTime(
      year: year, month: month - 1, day: day, hour: hour, minute: minute - (zone ?? 0), second: second, millisecond: millisecond)
    return t.isNaN ? nil : t
  }

  private var hour: Int? {
    let hour = clock.first ?? 0
    guard let afternoon else { return hour }
    return (1...12).contains(hour) ? hour % 12 + (afternoon ? 12 : 0) : nil
  }

  private var date: (year: Int, month: Int, day: Int)? {
    guard (1...3).contains(numbers.count) else { return nil }
    let n = numbers + Array(repeating: 1, count: 3 - numbers.count)
    let firstIsDay = (1...31).contains(n[0])
    if let month { return firstIsDay ? (century(n[1]), month, n[0]) : (century(n[0]), month, n[1]) }
    return firstIsDay ? (century(n[2]), n[0], n[1]) : (century(n[0]), n[1], n[2])
  }

  private func century(_ year: Int) -> Int { year < 50 ? year + 2_000 : year < 100 ? year + 1_900 : year }

  private mutating func digits() -> Int? {
    var value = 0
    while let byte = rest.first, isDigit(byte) {
      guard value < 100_000_000 else { return nil }
      value = value * 10 + Int(byte - 0x30)
      rest.removeFirst()
    }
    return value
  }

  private mutating func readNumber() -> Bool {
    guard let number = digits() else { return false }
    if rest.first == UInt8(ascii: ":"), clock.count < 3 {
      clock.append(number)
      rest.removeFirst()
      guard let next = rest.first, isDigit(next) else { return false }
      return readClockPart()
    }
    numbers.append(number)
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    return numbers.count <= 3
  }

  private mutating func readClockPart() -> Bool {
    guard let number = digits(), clock.count < 3 else { return false }
    clock.append(number)
    if rest.first == UInt8(ascii: ":"), clock.count < 3 {
      rest.removeFirst()
      guard let next = rest.first, isDigit(next) else { return false }
      return readClockPart()
    }
    if rest.first == UInt8(ascii: "."), clock.count == 3 {
      rest.removeFirst()
      let fraction = rest.prefix { isDigit($0) }
      rest.removeFirst(fraction.count)
      millisecond = (0..<3).reduce(0) { $0 * 10 + ($1 < fraction.count ? Int(fraction[fraction.startIndex + $1] - 0x30) : 0) }
    }
    return true
  }

  private mutating func readWord() -> Bool {
    let word = rest.prefix { isLetter($0) }
    rest.removeFirst(word.count)
    let name = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
    if name == "am" || name == "pm" { afternoon = name == "pm"; return !clock.isEmpty }
    if let index = EnglishNames.months.firstIndex(where: { $0.lowercased().hasPrefix(name.prefix(3)) }), name.utf8.count >= 3 {
      month = index + 1
      if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      return true
    }
    if let hours = Self.zones.first(where: { $0.0 == name })?.1 { zone = hours * 60; return true }
    if name == "t", !numbers.isEmpty { return true }
    // Words before the first number (names of days) are skipped; later ones spoil the text.
    return numbers.isEmpty && clock.isEmpty
  }

  private static let zones = [
    ("z", 0), ("ut", 0), ("utc", 0), ("gmt", 0), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8),
    ("pdt", -7),
  ]

  /// An offset after a time (`+0900`, `-09:00`, `+9`).
  private mutating func readSign() -> Bool {
    let east = rest.first == UInt8(ascii: "+")
    rest.removeFirst()
    guard !clock.isEmpty || zone != nil else { return numbers.isEmpty }
    let count = rest.prefix { isDigit($0) }.count
    guard count > 0, count <= 4, let number = digits() else { return false }
    var minutes = count > 2 ? number / 100 * 60 + number % 100 : number * 60
    if count <= 2, rest.first == UInt8(ascii: ":") {
      rest.removeFirst()
      guard let m = digits(), m < 60 else { return false }
      minutes += m
    }
    zone = east ? minutes : -minutes
    return true
  }

  private mutating func skipParentheses() {
    var depth = 0
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "(") { depth += 1 } else if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return }
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
