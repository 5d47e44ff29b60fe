/// A CLDR date pattern whose fields are written here in English without ICU: `y M d E a h H m s Q` in their plain widths.
struct EnglishDatePattern {
  private enum Part {
    case literal(String)
    case field(Character, Int)
  }

  private var parts: [Part] = []

  /// - Returns: nil when the pattern has a field that needs ICU, or a quote that does not end.
  init?(_ pattern: String) {
    var rest = Array(pattern)[...]
    while let c = rest.popFirst() {
      if c == "'" {
        guard let text = Self.quoted(&rest) else { return nil }
        parts.append(.literal(text))
      } else if c.isASCII, c.isLetter {
        let more = rest.prefix { $0 == c }.count
        rest.removeFirst(more)
        guard Self.isKnown(c, more + 1) else { return nil }
        parts.append(.field(c, more + 1))
      } else {
        parts.append(.literal(String(c)))
      }
    }
  }

  /// The text up to the closing quote; two quotes are one.
  private static func quoted(_ rest: inout ArraySlice<Character>) -> String? {
    if rest.first == "'" { rest.removeFirst(); return "'" }
    var text = ""
    while let c = rest.popFirst() {
      guard c == "'" else { text.append(c); continue }
      guard rest.first == "'" else { return text }
      rest.removeFirst()
      text.append("'")
    }
    return nil
  }

  private static func isKnown(_ field: Character, _ width: Int) -> Bool {
    switch field {
    case "y": width <= 4
    case "M", "L", "E": width <= 4
    case "d", "h", "H", "m", "s": width <= 2
    case "a": width <= 3
    case "Q": width <= 3
    default: false
    }
  }

  func text(of date: CivilDate) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .field(let field, let width): Self.text(field, width, date)
      }
    }.joined()
  }

  private static func text(_ field: Character, _ width: Int, _ date: CivilDate) -> String {
    switch field {
    case "y": year(date, width)
    case "M", "L": width <= 2 ? padded(date.month, width) : name(EnglishNames.months[date.month - 1], width)
    case "E": name(EnglishNames.days[date.weekday], max(3, width))
    case "d": padded(date.day, width)
    case "H": padded(date.hour, width)
    case "h": padded(date.hour % 12 == 0 ? 12 : date.hour % 12, width)
    case "m": padded(date.minute, width)
    case "s": padded(date.second, width)
    case "a": date.hour < 12 ? "AM" : "PM"
    case "Q": width <= 2 ? padded(date.quarter, width) : "Q\(date.quarter)"
    default: ""
    }
  }

  /// The year of the era, as `y` means it: 0 is 1 BC.
  private static func year(_ date: CivilDate, _ width: Int) -> String {
    let year = date.year > 0 ? date.year : 1 - date.year
    return width == 2 ? padded(year % 100, 2) : padded(year, width)
  }

  private static func name(_ name: String, _ width: Int) -> String { width == 3 ? String(name.prefix(3)) : name }
}
