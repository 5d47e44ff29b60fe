package import Diagnostics

/// One format of the report vocabulary (`number:1`, `percent:0`, `currency:USD,compact`, `ordinal`, `date:'MMMM y'`, `upper`),
/// for one language. It serves text, tables and axes alike.
///
/// Numbers are rounded half away from zero on the shortest decimal that names the double, so 1.005 with two digits is 1.01.
/// Minus is U+2212. Forms by language come from CLDR (ICU).
package struct NumberPattern: Sendable {
  package var style: Style
  package var options: Options
  /// A BCP 47 tag: `en`, `ko`, `vi`.
  package let language: String
  let formatter: ICUFormatter?

  /// What the pattern writes.
  package enum Style: Hashable, Sendable {
    case number
    case percent
    /// ISO 4217 code, upper case.
    case currency(String)
    case ordinal
    /// A CLDR date pattern; `short`, `medium`, `long` and `full` name the language's own.
    case date(String)
    case upper
    case lower
  }

  package struct Options: Hashable, Sendable {
    /// Digits after the decimal point, exactly; nil leaves them to the style.
    package var decimals: Int?
    package var sign = SignDisplay.automatic
    package var grouped = true
    package var compact = false

    package init() {}
  }

  package enum SignDisplay: Hashable, Sendable {
    /// Minus for negative numbers.
    case automatic
    /// Plus too, but not for zero.
    case always
    /// None at all.
    case never
  }

  /// Reads `name` or `name:argument,argument`.
  /// - Throws: `unknown-format`, `format-argument` at `range`.
  package init(parsing text: String, at range: SourceRange = .detached, language: String = "en") throws(Failure) {
    let read = try Self.read(text, at: range)
    try self.init(read.style, read.options, language: language, at: range)
  }

  /// - Throws: `format-argument` when ICU has no such form (an unknown currency, a broken date pattern).
  package init(_ style: Style, _ options: Options = Options(), language: String = "en", at range: SourceRange = .detached) throws(Failure) {
    self.style = style
    self.options = options
    self.language = language
    formatter = try Self.formatter(style, options, language: language, at: range)
  }

  /// The text of a number; of a time in milliseconds since 1970 for dates. NaN is `NaN`, infinity `∞`; a time out of range is nothing.
  package func format(_ x: Double) -> String { formatted(x) }

  /// The text of a text: changed by `upper` and `lower`, the same otherwise.
  package func format(text: String) -> String {
    switch style {
    case .upper: text.uppercased()
    case .lower: text.lowercased()
    case .number, .percent, .currency, .ordinal, .date: text
    }
  }
}
