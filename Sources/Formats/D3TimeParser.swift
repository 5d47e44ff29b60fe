/// Reads times by a format of d3-time-format (d3.utcParse), English names, UTC unless `%Z` says otherwise.
///
/// Of the directives, those of weeks (`%U %V %W %g %G`) are skipped over: they do not fix a day by themselves.
package struct D3TimeParser: Hashable, Sendable {
  private let format: D3TimeFormat

  package init(_ specifier: String) { format = D3TimeFormat(specifier) }

  /// The time in milliseconds since 1970-01-01T00:00:00Z; nil when the text does not have the form.
  package func callAsFunction(_ text: String) -> Double? {
    var fields = TimeFields(rest: Array(text.utf8)[...])
    guard fields.read(format.parts), fields.rest.isEmpty else { return nil }
    return fields.time
  }
}

/// What has been read of a time so far.
private struct TimeFields {
  var rest: ArraySlice<UInt8>
  var year = 1900
  var month = 0
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  var afternoon: Bool?
  var offsetMinutes = 0
  var epoch: Double?

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  var time: Double? {
    if let epoch { return epoch.magnitude <= CivilDate.mostMilliseconds ? epoch : nil }
    var hour = hour
    if let afternoon { hour = hour % 12 + (afternoon ? 12 : 0) }
    let time = utcTime(
      year: year, month: month, day: day, hour: hour, minute: minute - offsetMinutes, second: second, millisecond: millisecond)
    return time.isNaN ? nil : time
  }

  mutating func read(_ parts: [D3TimeFormat.Part]) -> Bool {
    for part in parts {
      switch part {
      case .literal(let text):
        guard rest.starts(with: text.utf8) else { return false }
        rest.removeFirst(text.utf8.count)
      case .directive(let letter, _): guard read(letter) else { return false }
      }
    }
    return true
  }

  private mutating func read(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"): return name(EnglishNames.days.map { String($0.prefix(3)) }) != nil
    case UInt8(ascii: "A"): return name(EnglishNames.days) != nil
    case UInt8(ascii: "b"): return set(\.month, name(EnglishNames.months.map { String($0.prefix(3)) }))
    case UInt8(ascii: "B"): return set(\.month, name(EnglishNames.months))
    case UInt8(ascii: "p"):
      guard let index = name(["AM", "PM"]) else { return false }
      afternoon = index == 1
      return true
    case UInt8(ascii: "c"): return read(D3TimeFormat("%x, %X").parts)
    case UInt8(ascii: "x"): return read(D3TimeFormat("%-m/%-d/%Y").parts)
    case UInt8(ascii: "X"): return read(D3TimeFormat("%-I:%M:%S %p").parts)
    case UInt8(ascii: "Z"): return zone()
    case UInt8(ascii: "Q"), UInt8(ascii: "s"): return sinceEpoch(letter == UInt8(ascii: "s") ? 1_000 : 1)
    default: return numeric(letter)
    }
  }

  private mutating func numeric(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "d"), UInt8(ascii: "e"): return set(\.day, number(2))
    case UInt8(ascii: "H"), UInt8(ascii: "I"): return set(\.hour, number(2))
    case UInt8(ascii: "M"): return set(\.minute, number(2))
    case UInt8(ascii: "S"): return set(\.second, number(2))
    case UInt8(ascii: "L"): return set(\.millisecond, number(3))
    case UInt8(ascii: "f"): return set(\.millisecond, number(6).map { $0 / 1_000 })
    case UInt8(ascii: "m"): return set(\.month, number(2).map { $0 - 1 })
    case UInt8(ascii: "q"): return set(\.month, number(1).map { $0 * 3 - 3 })
    case UInt8(ascii: "j"):
      month = 0
      return set(\.day, number(3))
    case UInt8(ascii: "y"): return set(\.year, number(2).map { $0 + ($0 > 68 ? 1_900 : 2_000) })
    case UInt8(ascii: "Y"), UInt8(ascii: "G"): return letter == UInt8(ascii: "Y") ? set(\.year, number(4)) : number(4) != nil
    default: return number(2) != nil
    }
  }

  private mutating func set(_ field: WritableKeyPath<TimeFields, Int>, _ value: Int?) -> Bool {
    guard let value else { return false }
    self[keyPath: field] = value
    return true
  }

  /// A number of at most `width` bytes, white space before it included.
  private mutating func number(_ width: Int) -> Int? {
    let window = rest.prefix(width)
    let spaces = window.prefix { $0 == UInt8(ascii: " ") }
    let digits = window.dropFirst(spaces.count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(spaces.count + digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The index of the name that the text goes on with, letter case aside.
  private mutating func name(_ names: [String]) -> Int? {
    for (index, name) in names.enumerated() {
      let ahead = rest.prefix(name.utf8.count)
      guard ahead.elementsEqual(name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { continue }
      rest.removeFirst(name.utf8.count)
      return index
    }
    return nil
  }

  private mutating func zone() -> Bool {
    if rest.first == UInt8(ascii: "Z") {
      rest.removeFirst()
      return true
    }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    rest.removeFirst()
    guard let hours = number(2) else { return false }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    let minutes = number(2) ?? 0
    offsetMinutes = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    return true
  }

  private mutating func sinceEpoch(_ factor: Double) -> Bool {
    let text = rest.prefix { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let number = Double(String(decoding: text, as: UTF8.self)) else { return false }
    rest.removeFirst(text.count)
    epoch = number * factor
    return true
  }
}
