extension D3NumberFormat {
  /// Wider padding than this is a slip of the pen, and would cost memory.
  private static let mostWidth = 10_000

  /// Reads the specifier; false when it is none.
  mutating func parse(_ specifier: String, type forced: UInt8? = nil) -> Bool {
    var rest = Array(specifier.unicodeScalars)[...]
    parseAlignment(&rest)
    if let first = rest.first, let found = Self.sign(first) { sign = found; rest.removeFirst() }
    if let first = rest.first, first == "$" || first == "#" { symbol = first == "$" ? .currency : .base; rest.removeFirst() }
    zero = skip("0", &rest)
    if let digits = Self.digits(&rest) {
      guard let number = digits, number <= Self.mostWidth else { return false }
      width = number
    }
    comma = skip(",", &rest)
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = Self.digits(&rest) else { return false }
      precision = min(digits ?? Self.mostWidth, Self.mostWidth)
    }
    trim = skip("~", &rest)
    if let first = rest.first, first.isASCII, first == "%" || first.properties.isAlphabetic { type = UInt8(first.value); rest.removeFirst() }
    guard rest.isEmpty else { return false }
    type = forced ?? type
    normalize()
    return true
  }

  /// What d3 settles before the first number: aliases, zero fill, the range of the precision.
  private mutating func normalize() {
    switch type {
    case UInt8(ascii: "n"): (comma, type) = (true, UInt8(ascii: "g"))
    case .some(let letter) where "%bcdefgoprsXx".utf8.contains(letter): break
    default:
      precision = precision ?? 12
      (trim, type) = (true, UInt8(ascii: "g"))
    }
    if zero || (fill == "0" && align == .afterSign) { (zero, fill, align) = (true, "0", .afterSign) }
  }

  private mutating func parseAlignment(_ rest: inout ArraySlice<Unicode.Scalar>) {
    if let second = rest.dropFirst().first, let first = rest.first, let found = Self.align(second) {
      fill = String(first)
      align = found
      rest.removeFirst(2)
    } else if let first = rest.first, let found = Self.align(first) {
      align = found
      rest.removeFirst()
    }
  }

  private static func align(_ c: Unicode.Scalar) -> Align? {
    switch c {
    case "<": .left
    case ">": .right
    case "=": .afterSign
    case "^": .center
    default: nil
    }
  }

  private static func sign(_ c: Unicode.Scalar) -> Sign? {
    switch c {
    case "-": .minus
    case "+": .plus
    case "(": .parenthesis
    case " ": .space
    default: nil
    }
  }

  private func skip(_ c: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    guard rest.first == c else { return false }
    rest.removeFirst()
    return true
  }

  /// The number that the digits ahead write: nil without digits, nil inside for one beyond all use.
  private static func digits(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int?? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    return .some(Int(String(String.UnicodeScalarView(digits))))
  }
}
