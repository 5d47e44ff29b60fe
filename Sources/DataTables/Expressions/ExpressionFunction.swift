import Glibc

/// The functions of the language: Vega's, without the clock, chance, colours and everything of a running view.
enum ExpressionFunction: String, CaseIterable, Sendable {
  // Types
  case isArray, isBoolean, isDate, isDefined, isNumber, isObject, isRegExp, isString, isValid
  case toBoolean, toDate, toNumber, toString
  // Numbers
  case isNaN, isFinite, abs, acos, asin, atan, atan2, ceil, clamp, cos, exp, floor, hypot, log, max, min, pow, round, sin, sqrt, tan, trunc
  case parseFloat, parseInt
  case cumulativeNormal, densityNormal, quantileNormal, cumulativeUniform, densityUniform, quantileUniform
  // Texts and lists
  case length, lower, upper, trim, split, indexof, lastindexof, replace, slice, substring, pad, truncate
  case inrange, join, extent, reverse, sequence, sort, sum, span, peek, pluck, lerp, clampRange, merge
  // Dates
  case datetime, date, day, dayofyear, year, quarter, month, week, hours, minutes, seconds, milliseconds, time, timezoneoffset
  case timeOffset, utcOffset
  case utc, utcdate, utcday, utcdayofyear, utcyear, utcquarter, utcmonth, utcweek, utchours, utcminutes, utcseconds, utcmilliseconds
  // Formats
  case format, timeFormat, utcFormat, timeParse, utcParse, monthFormat, monthAbbrevFormat, dayFormat, dayAbbrevFormat

  static let constants: [(name: String, value: Double)] = [
    ("NaN", .nan), ("Infinity", .infinity), ("E", M_E), ("LN10", M_LN10), ("LN2", M_LN2), ("LOG10E", M_LOG10E), ("LOG2E", M_LOG2E),
    ("MAX_VALUE", .greatestFiniteMagnitude), ("MIN_VALUE", .leastNonzeroMagnitude), ("PI", .pi), ("SQRT1_2", 0.5.squareRoot()),
    ("SQRT2", 2.0.squareRoot()),
  ]

  /// Functions of Vega that would make two runs differ, or that run patterns of unbounded cost.
  static let refused: [(name: String, reason: String)] = [
    ("now", "a report does not depend on the clock"), ("random", "a report does not depend on chance"),
    ("sampleNormal", "a report does not depend on chance"), ("sampleUniform", "a report does not depend on chance"),
    ("sampleLogNormal", "a report does not depend on chance"), ("regexp", "regular expressions are not part of the language"),
    ("test", "regular expressions are not part of the language"),
  ]

  /// The result; nil when it would pass `Expression.mostElements`.
  func apply(_ arguments: FunctionArguments) -> Operand? {
    switch family {
    case .types: applyToTypes(arguments)
    case .numbers: applyToNumbers(arguments)
    case .texts: applyToTexts(arguments)
    case .lists: applyToLists(arguments)
    case .dates: applyToDates(arguments)
    case .formats: applyToFormats(arguments)
    }
  }

  /// Where the function is written.
  enum Family { case types, numbers, texts, lists, dates, formats }

  private var family: Family {
    switch self {
    case .isArray, .isBoolean, .isDate, .isDefined, .isNumber, .isObject, .isRegExp, .isString, .isValid, .toBoolean, .toDate, .toNumber,
      .toString:
      .types
    case .isNaN, .isFinite, .abs, .acos, .asin, .atan, .atan2, .ceil, .clamp, .cos, .exp, .floor, .hypot, .log, .max, .min, .pow, .round,
      .sin, .sqrt, .tan, .trunc, .parseFloat, .parseInt, .cumulativeNormal, .densityNormal, .quantileNormal, .cumulativeUniform,
      .densityUniform, .quantileUniform:
      .numbers
    case .length, .lower, .upper, .trim, .split, .indexof, .lastindexof, .replace, .slice, .substring, .pad, .truncate: .texts
    case .inrange, .join, .extent, .reverse, .sequence, .sort, .sum, .span, .peek, .pluck, .lerp, .clampRange, .merge: .lists
    case .datetime, .date, .day, .dayofyear, .year, .quarter, .month, .week, .hours, .minutes, .seconds, .milliseconds, .time,
      .timezoneoffset, .timeOffset, .utcOffset, .utc, .utcdate, .utcday, .utcdayofyear, .utcyear, .utcquarter, .utcmonth, .utcweek,
      .utchours, .utcminutes, .utcseconds, .utcmilliseconds:
      .dates
    case .format, .timeFormat, .utcFormat, .timeParse, .utcParse, .monthFormat, .monthAbbrevFormat, .dayFormat, .dayAbbrevFormat: .formats
    }
  }
}

/// The arguments of a call; those that were not given are undefined.
struct FunctionArguments {
  let all: [Operand]

  init(_ all: [Operand]) { self.all = all }

  subscript(index: Int) -> Operand { index < all.count ? all[index] : .undefined }

  func number(_ index: Int) -> Double { self[index].number }
  func text(_ index: Int) -> String { self[index].text }

  /// An argument as ECMAScript's integer: cut toward zero, NaN is 0, kept within ±2^53; `fallback` when it was not given.
  func whole(_ index: Int, or fallback: Int) -> Int {
    if case .undefined = self[index] { return fallback }
    let x = number(index)
    if x.isNaN { return 0 }
    return Int(Swift.max(-9e15, Swift.min(9e15, x.rounded(.towardZero))))
  }
}

extension ExpressionFunction {
  fileprivate func applyToTypes(_ a: FunctionArguments) -> Operand? {
    switch (self, a[0]) {
    case (.isArray, .list), (.isBoolean, .bool), (.isDate, .date), (.isNumber, .number), (.isString, .string): return .bool(true)
    case (.isObject, .list), (.isObject, .object), (.isObject, .date): return .bool(true)
    case (.isArray, _), (.isBoolean, _), (.isDate, _), (.isNumber, _), (.isString, _), (.isObject, _), (.isRegExp, _): return .bool(false)
    case (.isDefined, .undefined): return .bool(false)
    case (.isDefined, _): return .bool(true)
    case (.isValid, .number(let x)), (.isValid, .date(let x)): return .bool(!x.isNaN)
    case (.isValid, let x): return .bool(!x.isNullish)
    case (.toBoolean, _), (.toDate, _), (.toNumber, _), (.toString, _): return converted(a[0])
    case (_, _): return .undefined
    }
  }

  /// Vega's conversions: null and the empty text are null.
  private func converted(_ x: Operand) -> Operand {
    if x.isNullish { return .null }
    if case .string("") = x { return .null }
    if self == .toNumber { return .number(x.number) }
    if self == .toString { return .string(x.text) }
    if self == .toDate { return .date(timeValue(x)) }
    if case .string(let text) = x { return .bool(text != "false" && text != "0") }
    return .bool(x.isTruthy)
  }
}
