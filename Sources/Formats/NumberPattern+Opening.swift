import CICU
import Diagnostics

extension NumberPattern {
  /// Whether English forms are written here without ICU, whose locale data cost milliseconds at the start.
  static func isEnglish(_ language: String) -> Bool { language == "en" || language == "en-US" }

  /// ICU's formatter where one is needed; nil where the forms are written here.
  static func formatter(_ style: Style, _ options: Options, language: String, at range: SourceRange) throws(Failure) -> ICUFormatter? {
    let english = isEnglish(language)
    switch style {
    case .upper, .lower: return nil
    case .number, .percent:
      if english && !options.compact { return nil }
      return try opened(ICUFormatter(numberSkeleton: skeleton(style, options), language: language), "a number format", range)
    case .currency(let code):
      guard code.utf8.count == 3, cicu_is_currency(code) != 0 else {
        throw refusal("unknown currency \"\(code)\"", "a code of ISO 4217 is expected, such as USD or KRW", range)
      }
      return try opened(ICUFormatter(numberSkeleton: skeleton(style, options), language: language), "a currency format", range)
    case .ordinal:
      return english ? nil : try opened(ICUFormatter(ordinalsOf: language), "ordinals", range)
    case .date(let pattern): return try dateFormatter(pattern, language: language, at: range)
    }
  }

  private static func opened(_ formatter: ICUFormatter?, _ what: String, _ range: SourceRange) throws(Failure) -> ICUFormatter {
    guard let formatter else { throw refusal("ICU could not make \(what)", nil, range) }
    return formatter
  }

  private static func dateFormatter(_ pattern: String, language: String, at range: SourceRange) throws(Failure) -> ICUFormatter? {
    if let length = ["full", "long", "medium", "short"].firstIndex(of: pattern) {
      return try opened(ICUFormatter(dateLength: Int32(length), language: language), "a date format", range)
    }
    try checkDatePattern(pattern, at: range)
    if isEnglish(language), EnglishDatePattern(pattern) != nil { return nil }
    return try opened(
      ICUFormatter(datePattern: pattern, adapted: !isEnglish(language) && namesFieldsOnly(pattern), language: language), "a date format", range)
  }

  /// Fields, spaces and commas leave the order to the language; any other sign (`yyyy-MM-dd`) is meant exactly.
  private static func namesFieldsOnly(_ pattern: String) -> Bool {
    pattern.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x20 || $0 == 0x2C }
  }

  private static func checkDatePattern(_ pattern: String, at range: SourceRange) throws(Failure) {
    var inQuotes = false
    for c in pattern {
      if c == "'" { inQuotes.toggle(); continue }
      guard !inQuotes, c.isASCII, c.isLetter, !"GyYuUrQqMLwWdDFgEecabBhHKkmsSAzZOvVXx".contains(c) else { continue }
      throw refusal("\"\(c)\" is no field of a date pattern", "put plain words between quotes: 'of'", range)
    }
    if inQuotes { throw refusal("the date pattern \"\(pattern)\" has a quote that does not end", nil, range) }
    if pattern.isEmpty || pattern.utf8.count > 200 { throw refusal("a date pattern has 1 to 200 characters", nil, range) }
  }

  /// The pattern in ICU's language of number skeletons.
  private static func skeleton(_ style: Style, _ options: Options) -> String {
    var stems = ["rounding-mode-half-up"]
    switch style {
    case .percent: stems += ["percent", "scale/100"]
    case .currency(let code): stems.append("currency/" + code)
    case .number, .ordinal, .date, .upper, .lower: break
    }
    if options.compact { stems.append("compact-short") }
    if !options.grouped { stems.append("group-off") }
    switch options.sign {
    case .automatic: stems.append("sign-negative")
    case .always: stems.append("sign-except-zero")
    case .never: stems.append("sign-never")
    }
    if let decimals = options.decimals {
      stems.append(decimals == 0 ? "precision-integer" : "." + String(repeating: "0", count: decimals))
    } else if !options.compact {
      if style == .percent { stems.append("precision-integer") }
      if style == .number { stems.append(".###") }
    }
    return stems.joined(separator: " ")
  }
}
