package import Diagnostics
package import Formats
package import Inputs

extension NumberPattern {
  /// Reads `number:1`, or a mapping that has one style as its key beside options: `{number: 1, sign: always}`,
  /// `{currency: USD, compact: true}`, `{date: "MMMM y"}`.
  /// - Throws: `unknown-format`, `format-argument` at the key or value.
  package init(decoding node: TreeNode, language: String = "en") throws(Failure) {
    if let text = node.string {
      try self.init(parsing: text, at: node.range, language: language)
      return
    }
    guard let entries = node.entries else {
      throw Failure(Diagnostic("unknown-format", at: node.range, "expected a format, found \(node.phrase)"))
    }
    let read = try Self.read(entries, at: node.range)
    try self.init(read.style, read.options, language: language, at: node.range)
  }

  private static func read(_ entries: [TreeEntry], at range: SourceRange) throws(Failure) -> (style: Style, options: Options) {
    guard let styled = entries.first(where: { names.contains($0.key) }) else {
      let key = entries.first?.key ?? ""
      throw Failure(
        Diagnostic(
          "unknown-format", at: entries.first?.keyRange ?? range, "a format needs one of " + names.joined(separator: ", "),
          hint: didYouMean(key, among: names)))
    }
    var read = try Self.read(name: styled.key, arguments: arguments(of: styled), at: styled.value.range)
    for entry in entries where entry.key != styled.key { try apply(entry, to: &read.options) }
    return read
  }

  private static func arguments(of entry: TreeEntry) throws(Failure) -> [String] {
    switch entry.value.value {
    case .null: return []
    case .bool(true): return []
    case .number(let literal): return [literal.text]
    case .string(let text): return entry.key == "date" ? [text] : text.split(separator: ",").map { $0.filter { $0 != " " } }
    case .bool, .sequence, .mapping:
      throw Failure(Diagnostic("format-argument", at: entry.value.range, "\(entry.key) takes no \(entry.value.phrase)"))
    }
  }

  private static let optionNames = ["sign", "decimals", "compact", "grouped"]

  private static func apply(_ entry: TreeEntry, to options: inout Options) throws(Failure) {
    let value = entry.value
    switch (entry.key, value.value) {
    case ("sign", .string("always")): options.sign = .always
    case ("sign", .string("auto")): options.sign = .automatic
    case ("sign", .string("never")): options.sign = .never
    case ("sign", _): throw wrong("sign is always, auto or never", value)
    case ("compact", .bool(let flag)): options.compact = flag
    case ("grouped", .bool(let flag)): options.grouped = flag
    case ("compact", _), ("grouped", _): throw wrong("\(entry.key) is true or false", value)
    case ("decimals", .number(let literal)):
      guard let count = Int(literal.text), (0...20).contains(count) else { throw wrong("decimals is a whole number from 0 to 20", value) }
      options.decimals = count
    case ("decimals", _): throw wrong("decimals is a whole number from 0 to 20", value)
    default:
      throw Failure(
        Diagnostic(
          "format-argument", at: entry.keyRange, "unknown format option \"\(entry.key)\"",
          hint: didYouMean(entry.key, among: optionNames)))
    }
  }

  private static func wrong(_ message: String, _ node: TreeNode) -> Failure {
    Failure(Diagnostic("format-argument", at: node.range, message))
  }

  /// The text of a value: numbers and dates by the pattern, a text by `upper` and `lower` (or as a date when it names one and the
  /// pattern is a date's); anything that the pattern does not fit is shown as it is. Null is nothing.
  package func format(_ value: Value) -> String {
    switch (style, value) {
    case (_, .null): return ""
    case (.upper, _), (.lower, _): return format(text: value.text)
    case (.date, .string(let text)): return parseECMADate(text).map { format($0) } ?? text
    case (.date, .integer(let year)) where (1...9_999).contains(year): return format(utcTime(year: Int(year), month: 0))
    case (.date, .date(let x)), (.date, .number(let x)): return format(x)
    case (.date, .integer(let n)): return format(Double(n))
    case (.number, .integer(let n)), (.percent, .integer(let n)), (.currency, .integer(let n)), (.ordinal, .integer(let n)):
      return format(Double(n))
    case (.number, .number(let x)), (.percent, .number(let x)), (.currency, .number(let x)), (.ordinal, .number(let x)): return format(x)
    case (_, .bool), (_, .string), (_, .date), (_, .list), (_, .object): return value.text
    }
  }
}
