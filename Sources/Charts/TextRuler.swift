import Geometry
import Typesetting

/// Measures text in chart pixels (a font of n px is set at n points: the ratio is all that counts).
struct TextRuler: Sendable {
  let typesetter: Typesetter
  let language: String

  func style(_ font: FontSpec, color: Color = .black, scale: Double = 1) -> TextStyle {
    TextStyle(
      families: font.families, size: font.size * scale, weight: font.weight, italic: font.italic, color: color, features: [],
      language: language)
  }

  func width(_ text: String, _ font: FontSpec) -> Double {
    text.isEmpty ? 0 : typesetter.width(of: text, style(font))
  }

  /// The words in lines of at most `limit` pixels; a longer word has a line of its own.
  func wrapped(_ lines: [String], _ font: FontSpec, limit: Double) -> [String] {
    lines.flatMap { line -> [String] in
      var result: [String] = []
      for word in line.split(separator: " ") {
        if let last = result.last, width(last + " " + word, font) <= limit { result[result.count - 1] = last + " " + word } else { result.append(String(word)) }
      }
      return result.isEmpty ? [line] : result
    }
  }

  /// The text cut with an ellipsis so that it is at most `limit` wide; 0 means no limit. As Vega's `truncate` in binary steps.
  func truncated(_ text: String, _ font: FontSpec, limit: Double) -> String {
    guard limit > 0, width(text, font) > limit else { return text }
    let room = limit - width("\u{2026}", font)
    let all = Array(text)
    var low = 0, high = all.count
    while low < high {
      let middle = 1 + (low + high) / 2
      if width(String(all[..<min(middle, all.count)]), font) < room { low = middle } else { high = middle - 1 }
    }
    return String(all[..<min(low, all.count)]) + "\u{2026}"
  }
}

/// A font as Vega names it. Size in chart pixels.
struct FontSpec: Hashable, Sendable {
  var families: [String]
  var size: Double
  var weight: Int
  var italic: Bool

  init(family: String = "sans-serif", size: Double, weight: Int = 400, italic: Bool = false) {
    families = family.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring(Self.unquoted($0))) }
    self.size = size
    self.weight = weight
    self.italic = italic
  }

  /// A family without the spaces and quotes around it. On bytes, because every text mark asks.
  private static func unquoted(_ family: Substring.UTF8View) -> Substring.UTF8View {
    func isAround(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x22 || byte == 0x27 }
    var family = family
    while let first = family.first, isAround(first) { family.removeFirst() }
    while let last = family.last, isAround(last) { family.removeLast() }
    return family
  }
}

/// A CSS font weight: a number, `bold`, `normal`...
func fontWeight(_ text: String) -> Int {
  switch text {
  case "bold", "bolder": 700
  case "lighter": 300
  case "normal": 400
  default: Int(text).map { min(1000, max(1, $0)) } ?? 400
  }
}
