package import Diagnostics

extension NumberPattern {
  /// The names of the vocabulary, in the order they are listed to authors.
  package static let names = ["number", "percent", "currency", "ordinal", "date", "upper", "lower"]

  private static let words = ["compact", "sign", "grouped", "ungrouped", "unsigned"]
  private static let dateLengths = ["full", "long", "medium", "short"]
  /// More digits than a double has in front of or behind the point say nothing.
  private static let mostDecimals = 20

  static func read(_ text: String, at range: SourceRange) throws(Failure) -> (style: Style, options: Options) {
    let (name, rest) = split(text)
    let arguments = rest.map(Self.arguments) ?? []
    return try read(name: name, arguments: arguments, at: range)
  }

  /// Reads a name with its arguments, as text has them after the colon and a mapping as its values.
  package static func read(
    name: String, arguments: [String], at range: SourceRange
  ) throws(Failure) -> (style: Style, options: Options) {
    var options = Options()
    var rest = arguments
    let style: Style
    switch name {
    case "number": style = .number
    case "percent": style = .percent
    case "ordinal": style = .ordinal
    case "upper": style = .upper
    case "lower": style = .lower
    case "date": style = .date(rest.isEmpty ? "medium" : rest.removeFirst())
    case "currency":
      guard let code = rest.first else { throw refusal("currency needs a code", "write currency:USD", range) }
      style = .currency(code.uppercased())
      rest.removeFirst()
    default: throw unknown(name, range)
    }
    for argument in rest { try apply(argument, to: &options, of: style, at: range) }
    return (style, options)
  }

  private static func apply(_ argument: String, to options: inout Options, of style: Style, at range: SourceRange) throws(Failure) {
    switch style {
    case .number, .percent, .currency: break
    case .ordinal, .date, .upper, .lower:
      throw refusal("this format takes no \"\(argument)\"", nil, range)
    }
    switch argument {
    case "compact": options.compact = true
    case "sign": options.sign = .always
    case "unsigned": options.sign = .never
    case "grouped": options.grouped = true
    case "ungrouped": options.grouped = false
    default:
      guard let count = Int(argument), !argument.hasPrefix("+") else {
        throw refusal("unknown format argument \"\(argument)\"", didYouMean(argument, among: words), range)
      }
      guard (0...mostDecimals).contains(count) else {
        throw refusal("\(count) decimals are out of range, 0 to \(mostDecimals) are allowed", nil, range)
      }
      options.decimals = count
    }
  }

  private static func unknown(_ name: String, _ range: SourceRange) -> Failure {
    let list = "known are " + names.joined(separator: ", ")
    return Failure(Diagnostic("unknown-format", at: range, "unknown format \"\(name)\"", hint: didYouMean(name, among: names) ?? list))
  }

  static func refusal(_ message: String, _ hint: String?, _ range: SourceRange) -> Failure {
    Failure(Diagnostic("format-argument", at: range, message, hint: hint))
  }

  private static func split(_ text: String) -> (name: String, rest: Substring?) {
    guard let colon = text.firstIndex(of: ":") else { return (trimmed(text[...]), nil) }
    return (trimmed(text[..<colon]), text[text.index(after: colon)...])
  }

  /// Arguments between commas; commas inside quotes do not part them, and quotes round a whole argument are taken off.
  private static func arguments(_ text: Substring) -> [String] {
    var parts: [String] = [""]
    var quote: Character?
    for c in text {
      if let open = quote { if c == open { quote = nil } } else if c == "'" || c == "\"" { quote = c }
      if c == ",", quote == nil { parts.append("") } else { parts[parts.count - 1].append(c) }
    }
    return parts.map { unquoted(trimmed($0[...])) }.filter { !$0.isEmpty }
  }

  /// Quotes around the whole are taken off; inside them two quotes are one, and a single one means that they are not around the whole.
  private static func unquoted(_ text: String) -> String {
    guard let quote = text.first, quote == "'" || quote == "\"", text.count >= 2, text.last == quote else { return text }
    var inner = ""
    var pending = false
    for c in text.dropFirst().dropLast() {
      if c == quote, !pending { pending = true; continue }
      if pending, c != quote { return text }
      pending = false
      inner.append(c)
    }
    return pending ? text : inner
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\n" }) else { return "" }
    return String(start[...last])
  }
}
