enum EnglishNames {
  static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
}

extension D3TimeFormat {
  static func parsed(_ specifier: String) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = Array(specifier)[...]
    while let c = rest.popFirst() {
      guard c == "%" else { literal.append(c); continue }
      guard var letter = rest.popFirst() else { break }
      var padding = Padding.byDirective
      if let stated = Self.padding(letter) {
        padding = stated
        guard let next = rest.popFirst() else { break }
        letter = next
      }
      guard let ascii = letter.asciiValue, "aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ".utf8.contains(ascii) else { literal.append(letter); continue }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.directive(ascii, padding))
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }

  private static func padding(_ flag: Character) -> Padding? {
    switch flag {
    case "-": Padding.none
    case "_": .space
    case "0": .zero
    default: nil
    }
  }

  func text(of t: Double) -> String {
    guard let date = CivilDate(milliseconds: t) else { return "Invalid Date" }
    var out = ""
    for part in parts {
      switch part {
      case .literal(let text): out += text
      case .directive(let letter, let padding): out += TimeDirective(letter: letter, padding: padding).text(of: date)
      }
    }
    return out
  }
}

/// One directive of a time format.
private struct TimeDirective {
  let letter: UInt8
  let padding: D3TimeFormat.Padding

  func text(of date: CivilDate) -> String {
    switch letter {
    case UInt8(ascii: "a"): String(EnglishNames.days[date.weekday].prefix(3))
    case UInt8(ascii: "A"): EnglishNames.days[date.weekday]
    case UInt8(ascii: "b"): String(EnglishNames.months[date.month - 1].prefix(3))
    case UInt8(ascii: "B"): EnglishNames.months[date.month - 1]
    case UInt8(ascii: "p"): date.hour < 12 ? "AM" : "PM"
    case UInt8(ascii: "c"): D3TimeFormat("%x, %X").text(of: date.milliseconds)
    case UInt8(ascii: "x"): D3TimeFormat("%-m/%-d/%Y").text(of: date.milliseconds)
    case UInt8(ascii: "X"): D3TimeFormat("%-I:%M:%S %p").text(of: date.milliseconds)
    case UInt8(ascii: "Z"): "+0000"
    case UInt8(ascii: "f"): number(date.millisecond, 3) + "000"
    case UInt8(ascii: "Q"): wholeText(date.milliseconds)
    case UInt8(ascii: "s"): wholeText((date.milliseconds / 1_000).rounded(.down))
    default: numeric(date)
    }
  }

  private func numeric(_ date: CivilDate) -> String {
    let mondayBased = (date.weekday + 6) % 7
    switch letter {
    case UInt8(ascii: "d"), UInt8(ascii: "e"): return number(date.day, 2)
    case UInt8(ascii: "g"): return number(date.isoWeek.year % 100, 2)
    case UInt8(ascii: "G"): return number(date.isoWeek.year % 10_000, 4)
    case UInt8(ascii: "H"): return number(date.hour, 2)
    case UInt8(ascii: "I"): return number(date.hour % 12 == 0 ? 12 : date.hour % 12, 2)
    case UInt8(ascii: "j"): return number(date.dayOfYear, 3)
    case UInt8(ascii: "L"): return number(date.millisecond, 3)
    case UInt8(ascii: "m"): return number(date.month, 2)
    case UInt8(ascii: "M"): return number(date.minute, 2)
    case UInt8(ascii: "q"): return String(date.quarter)
    case UInt8(ascii: "S"): return number(date.second, 2)
    case UInt8(ascii: "u"): return String(mondayBased + 1)
    case UInt8(ascii: "U"): return number((date.dayOfYear + 6 - date.weekday) / 7, 2)
    case UInt8(ascii: "V"): return number(date.isoWeek.week, 2)
    case UInt8(ascii: "w"): return String(date.weekday)
    case UInt8(ascii: "W"): return number((date.dayOfYear + 6 - mondayBased) / 7, 2)
    case UInt8(ascii: "y"): return number(date.year % 100, 2)
    default: return number(date.year % 10_000, 4)
    }
  }

  private func number(_ n: Int, _ width: Int) -> String {
    let sign = n < 0 ? "-" : ""
    switch padding {
    case .none: return sign + String(abs(n))
    case .space: return sign + padded(abs(n), width, with: " ")
    case .zero: return sign + padded(abs(n), width)
    case .byDirective: return sign + padded(abs(n), width, with: letter == UInt8(ascii: "e") ? " " : "0")
    }
  }

  private func wholeText(_ x: Double) -> String { ecmaString(x) }
}

extension CivilDate {
  /// The week of ISO 8601 (1 to 53, from Monday) and the year it counts in.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = daysSinceEpoch - (weekday + 6) % 7 + 3
    let year = civilDay(fromDays: thursday).year
    return (year, (thursday - days(fromYear: year, month: 1, day: 1)) / 7 + 1)
  }

  /// The week of the year, 0 to 53: weeks begin on Sunday, days before the first Sunday are in week 0 (`%U`).
  package var sundayWeek: Int { (dayOfYear + 6 - weekday) / 7 }
}
