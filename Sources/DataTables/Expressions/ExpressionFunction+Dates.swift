import Formats

/// The time that `new Date(x)` is, in milliseconds; NaN for what is none.
func timeValue(_ x: Operand) -> Double {
  if case .string(let text) = x { return parseECMADate(text) ?? .nan }
  return x.number
}

extension ExpressionFunction {
  /// Everything in UTC.
  func applyToDates(_ a: FunctionArguments) -> Operand? {
    switch self {
    case .datetime: return .date(time(of: a))
    case .utc: return .number(time(of: a))
    case .time: return .number(timeValue(a[0]))
    case .timezoneoffset: return .number(0)
    case .timeOffset, .utcOffset: return offset(a)
    case .date, .day, .dayofyear, .year, .quarter, .month, .week, .hours, .minutes, .seconds, .milliseconds, .utcdate, .utcday,
      .utcdayofyear, .utcyear, .utcquarter, .utcmonth, .utcweek, .utchours, .utcminutes, .utcseconds, .utcmilliseconds:
      return CivilDate(milliseconds: timeValue(a[0])).map { .number(Double(part(of: $0))) } ?? .number(.nan)
    default: return .undefined
    }
  }

  private func part(of date: CivilDate) -> Int {
    switch self {
    case .date, .utcdate: date.day
    case .day, .utcday: date.weekday
    case .dayofyear, .utcdayofyear: date.dayOfYear
    case .year, .utcyear: date.year
    case .quarter, .utcquarter: date.quarter
    case .month, .utcmonth: date.month - 1
    case .week, .utcweek: date.sundayWeek
    case .hours, .utchours: date.hour
    case .minutes, .utcminutes: date.minute
    case .seconds, .utcseconds: date.second
    default: date.millisecond
    }
  }

  /// `datetime(year, month, ...)` with month 0 for January, or `datetime(time)`.
  private func time(of a: FunctionArguments) -> Double {
    guard a.all.count > 1 else { return timeValue(a[0]) }
    guard a.all.allSatisfy({ $0.number.isFinite }) else { return .nan }
    let year = a.whole(0, or: 0)
    return utcTime(
      year: (0...99).contains(year) ? year + 1_900 : year, month: a.whole(1, or: 0), day: a.whole(2, or: 1), hour: a.whole(3, or: 0),
      minute: a.whole(4, or: 0), second: a.whole(5, or: 0), millisecond: a.whole(6, or: 0))
  }

  /// `timeOffset('month', date, 3)`.
  private func offset(_ a: FunctionArguments) -> Operand {
    let step = a.whole(2, or: 1)
    let name = a.text(0)
    let unit = name == "date" || name == "dayofyear" ? .day : CalendarInterval(rawValue: name) ?? CalendarInterval(rawValue: String(name.dropLast()))
    guard let unit else { return .date(.nan) }
    return .date(unit.offset(timeValue(a[1]), by: step))
  }

  func applyToFormats(_ a: FunctionArguments) -> Operand? {
    switch self {
    case .format: return .string(D3NumberFormat(a.all.count > 1 ? a.text(1) : "").map { $0(a.number(0)) } ?? a.text(0))
    case .timeFormat, .utcFormat:
      let time = timeValue(a[0])
      return .string(a.all.count > 1 ? D3TimeFormat(a.text(1))(time) : MultiTimeFormat()(time))
    case .timeParse, .utcParse: return D3TimeParser(a.text(1))(a.text(0)).map { .date($0) } ?? .null
    case .monthFormat: return name(D3TimeFormat("%B"), utcTime(year: 2_000, month: a.whole(0, or: 0)))
    case .monthAbbrevFormat: return name(D3TimeFormat("%b"), utcTime(year: 2_000, month: a.whole(0, or: 0)))
    // 2000-01-02 was a Sunday.
    case .dayFormat: return name(D3TimeFormat("%A"), utcTime(year: 2_000, month: 0, day: day(a)))
    case .dayAbbrevFormat: return name(D3TimeFormat("%a"), utcTime(year: 2_000, month: 0, day: day(a)))
    default: return .undefined
    }
  }

  private func day(_ a: FunctionArguments) -> Int { 2 + a.whole(0, or: 0) % 7 }

  private func name(_ format: D3TimeFormat, _ time: Double) -> Operand { .string(format(time)) }
}
