package import DataTables
package import Formats
package import Typesetting

/// The texts of a column, made when they are asked for: a table of 100,000 rows holds none of them.
package enum CellTexts: Sendable {
  case column(Column, CellFormat)
  case texts([String])
  case spans([[TextSpan]])

  /// The text of a source row.
  package func text(at row: Int) -> String {
    switch self {
    case .column(let column, let format): format.text(of: column, at: row)
    case .texts(let texts): row < texts.count ? texts[row] : ""
    case .spans(let cells): row < cells.count ? cells[row].map(\.text).joined() : ""
    }
  }

  /// The number of a source row; nil when it has none.
  package func number(at row: Int) -> Double? {
    switch self {
    case .column(let column, _): column.number(at: row)
    case .texts(let texts): row < texts.count ? Double(texts[row]) : nil
    case .spans: nil
    }
  }

  /// The styled spans of a source row; nil when its text takes the style of its place.
  package func spans(at row: Int) -> [TextSpan]? {
    guard case .spans(let cells) = self, row < cells.count else { return nil }
    return cells[row]
  }
}

/// How the values of a column become text.
package struct CellFormat: Sendable {
  /// Nil shows texts as they are and numbers with the digits of their source.
  package var pattern: NumberPattern?
  /// Stands for a missing value.
  package var missing: String
  package var prefix: String
  package var suffix: String

  package init(pattern: NumberPattern? = nil, missing: String = "\u{2013}", prefix: String = "", suffix: String = "") {
    self.pattern = pattern
    self.missing = missing
    self.prefix = prefix
    self.suffix = suffix
  }

  func text(of column: Column, at row: Int) -> String {
    if column.isNull(at: row) { return missing }
    let plain = plainText(of: column, at: row)
    return prefix.isEmpty && suffix.isEmpty ? plain : prefix + plain + suffix
  }

  private func plainText(of column: Column, at row: Int) -> String {
    if let pattern {
      if let number = column.number(at: row) { return pattern.format(number) }
      return pattern.format(text: column.text(at: row))
    }
    return column.type.isNumeric ? withMinusSign(column.text(at: row)) : column.text(at: row)
  }

  /// The text of a computed number, with at most `decimals` digits after the decimal point when there is no pattern.
  func text(of number: Double, decimals: Int) -> String {
    let plain = pattern?.format(number) ?? fixedText(number, decimals: decimals)
    return prefix + plain + suffix
  }
}

/// `text` with a leading hyphen turned into a minus sign (U+2212).
func withMinusSign(_ text: String) -> String { text.utf8.first == UInt8(ascii: "-") ? "\u{2212}" + text.dropFirst() : text }

/// `x` with exactly `decimals` digits after the point (held to 0...15), rounded half away from zero, and a true minus sign.
func fixedText(_ x: Double, decimals: Int) -> String {
  let places = max(0, min(15, decimals))
  var scale: Int64 = 1
  for _ in 0..<places { scale *= 10 }
  // The nudge lets 1.005, which is stored a little lower, round as it is written.
  let scaled = (abs(x) * Double(scale) * (1 + 4e-16)).rounded()
  guard scaled < 9e15 else { return withMinusSign("\(x)") }
  let digits = Int64(scaled)
  let sign = x < 0 && digits > 0 ? "\u{2212}" : ""
  if places == 0 { return sign + "\(digits)" }
  let fraction = String(digits % scale)
  return sign + "\(digits / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// The bytes of a number's text up to and with its last integer digit; what follows (decimal sign, digits, unit) stands right of
/// the line on which decimal signs align. Nil for a text without a digit.
func integerPartLength(_ text: String, decimalSign: UInt8) -> Int? {
  var text = text
  return text.withUTF8 { bytes in
    var last: Int?
    for i in bytes.indices where isDigit(bytes[i]) { last = i }
    guard let last else { return nil }
    var i = last
    while i > 0 {
      if bytes[i] == decimalSign, isDigit(bytes[i - 1]) { return i }
      if !isDigit(bytes[i]) { return last + 1 }
      i -= 1
    }
    return last + 1
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// The decimal sign of a language as one ASCII byte.
func decimalSign(of language: String) -> UInt8 {
  let commaLanguages: Set<String> = ["de", "fr", "es", "it", "nl", "pt", "ru", "pl", "cs", "da", "fi", "nb", "sv", "tr", "uk", "vi", "id", "lo"]
  let primary = language.split(separator: "-").first.map { $0.lowercased() } ?? ""
  return commaLanguages.contains(primary) ? UInt8(ascii: ",") : UInt8(ascii: ".")
}
