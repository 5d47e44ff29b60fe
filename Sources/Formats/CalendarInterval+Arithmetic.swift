extension CalendarInterval {
  /// The length in milliseconds of the units that have one.
  private var length: Double? {
    switch self {
    case .millisecond: 1
    case .second: 1_000
    case .minute: 60_000
    case .hour: 3_600_000
    case .day: 86_400_000
    case .week, .monday: 604_800_000
    case .month, .quarter, .year: nil
    }
  }

  func floored(_ t: Double, step: Int) -> Double {
    guard let date = CivilDate(milliseconds: t) else { return .nan }
    let midnight = Double(date.daysSinceEpoch) * 86_400_000
    switch self {
    case .millisecond: return (t / Double(step)).rounded(.down) * Double(step)
    case .second: return date.truncated(to: 60_000) + Double(date.second / step * step) * 1_000
    case .minute: return date.truncated(to: 3_600_000) + Double(date.minute / step * step) * 60_000
    case .hour: return midnight + Double(date.hour / step * step) * 3_600_000
    case .day: return midnight - Double((date.day - 1) % step) * 86_400_000
    case .week: return flooredWeek(date, step, first: -4)
    case .monday: return flooredWeek(date, step, first: -3)
    case .month: return utcTime(year: date.year, month: (date.month - 1) / step * step)
    case .quarter: return utcTime(year: date.year, month: (date.month - 1) / 3 / step * step * 3)
    case .year: return utcTime(year: floorDivide(date.year, step) * step, month: 0)
    }
  }

  /// Weeks are counted from the one that 1970-01-01 lies in; `first` is the day number where that begins.
  private func flooredWeek(_ date: CivilDate, _ step: Int, first: Int) -> Double {
    let weeks = floorDivide(date.daysSinceEpoch - first, 7)
    return Double((weeks - floorModulo(weeks, step)) * 7 + first) * 86_400_000
  }

  /// The next boundary after the boundary `t`.
  func following(_ t: Double, step: Int) -> Double {
    guard let date = CivilDate(milliseconds: t) else { return .nan }
    let parent: CalendarInterval
    let rest: Int
    switch self {
    case .millisecond, .week, .monday, .year: return moved(t, by: step)
    case .second: (parent, rest) = (.minute, 60 - date.second)
    case .minute: (parent, rest) = (.hour, 60 - date.minute)
    case .hour: (parent, rest) = (.day, 24 - date.hour)
    case .day: (parent, rest) = (.month, daysInMonth(date.month, of: date.year) - date.day + 1)
    case .month: (parent, rest) = (.year, 13 - date.month)
    case .quarter: (parent, rest) = (.year, 5 - date.quarter)
    }
    return step < rest ? moved(t, by: step) : parent.moved(parent.floored(t, step: 1), by: 1)
  }

  func moved(_ t: Double, by count: Int) -> Double {
    if let length { return checkedTime(t + Double(count) * length) }
    guard let date = CivilDate(milliseconds: t) else { return .nan }
    guard count.magnitude < 600_000 * 12 else { return .nan }
    let months = self == .year ? count * 12 : self == .quarter ? count * 3 : count
    let timeOfDay = t - Double(date.daysSinceEpoch) * 86_400_000
    return checkedTime(utcTime(year: date.year, month: date.month - 1 + months, day: date.day) + timeOfDay)
  }

  func boundaries(from start: Double, to end: Double) -> Int {
    let a = floored(start, step: 1), b = floored(end, step: 1)
    guard let from = CivilDate(milliseconds: a), let to = CivilDate(milliseconds: b) else { return 0 }
    if let length { return Int(exactly: ((b - a) / length).rounded()) ?? 0 }
    let months = (to.year - from.year) * 12 + to.month - from.month
    return self == .year ? to.year - from.year : self == .quarter ? months / 3 : months
  }
}

extension CivilDate {
  /// The time with everything below `length` milliseconds cut off, for lengths that divide a day.
  fileprivate func truncated(to length: Int) -> Double {
    let time = hour * 3_600_000 + minute * 60_000 + second * 1_000 + millisecond
    return Double(daysSinceEpoch) * 86_400_000 + Double(time - time % length)
  }
}

/// The time when it is in the range of ECMAScript times, else NaN.
func checkedTime(_ t: Double) -> Double { t.magnitude <= CivilDate.mostMilliseconds ? t : .nan }

/// A time from parts that may run over their ranges, as `Date.UTC` takes them: month 0 is January, month 12 January of the next year,
/// day 0 the last of the month before. NaN outside the range of times.
package func utcTime(
  year: Int, month: Int, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
) -> Double {
  let most = 10_000_000_000_000_000
  guard year.magnitude < 400_000, month.magnitude < 5_000_000, day.magnitude < 200_000_000,
    hour.magnitude < most, minute.magnitude < most, second.magnitude < most, millisecond.magnitude < most
  else { return .nan }
  let days = days(fromYear: year + floorDivide(month, 12), month: floorModulo(month, 12) + 1, day: 1) + day - 1
  let time = Double(hour) * 3_600_000 + Double(minute) * 60_000 + Double(second) * 1_000 + Double(millisecond)
  return checkedTime(Double(days) * 86_400_000 + time)
}
