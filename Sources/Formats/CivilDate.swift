/// A day of the proleptic Gregorian calendar and a time of that day, in UTC.
///
/// ## Guarantees
/// - Lies within the range of ECMAScript times, ±8.64e15 ms around 1970 (years −271821 to 275760).
package struct CivilDate: Hashable, Sendable {
  /// The astronomical year: 0 is 1 BC.
  package let year: Int
  /// From 1 to 12.
  package let month: Int
  /// From 1 to 31.
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int
  package let millisecond: Int

  /// The greatest distance from 1970-01-01T00:00:00Z that a time may have, in milliseconds.
  package static let mostMilliseconds = 8.64e15
  package static let millisecondsADay = 86_400_000

  /// The civil form of a time in milliseconds since 1970-01-01T00:00:00Z; fractions are cut off toward zero as ECMAScript does.
  /// - Returns: nil for NaN and for times outside the range.
  package init?(milliseconds: Double) {
    guard milliseconds.magnitude <= Self.mostMilliseconds, let total = Int(exactly: milliseconds.rounded(.towardZero)) else { return nil }
    let days = floorDivide(total, Self.millisecondsADay)
    let rest = total - days * Self.millisecondsADay
    let civil = civilDay(fromDays: days)
    (year, month, day) = (civil.year, civil.month, civil.day)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1_000 % 60
    millisecond = rest % 1_000
  }

  /// A checked date: nil unless every part lies in its range and the month has the day.
  package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
    guard (-271_821...275_760).contains(year), (1...12).contains(month), day >= 1, day <= daysInMonth(month, of: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second), (0...999).contains(millisecond)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second, self.millisecond) = (hour, minute, second, millisecond)
    guard milliseconds.magnitude <= Self.mostMilliseconds else { return nil }
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Double {
    Double(daysSinceEpoch) * 86_400_000 + Double(hour * 3_600_000 + minute * 60_000 + second * 1_000 + millisecond)
  }

  /// Whole days since 1970-01-01.
  package var daysSinceEpoch: Int { days(fromYear: year, month: month, day: day) }

  /// 0 for Sunday to 6 for Saturday.
  package var weekday: Int { floorModulo(daysSinceEpoch + 4, 7) }

  /// From 1 to 366.
  package var dayOfYear: Int { daysSinceEpoch - days(fromYear: year, month: 1, day: 1) + 1 }

  /// From 1 to 4.
  package var quarter: Int { (month + 2) / 3 }

  /// `2019-06-21`, and `2019-06-21T08:30:00.000Z` when `time` is wanted; years outside 0...9999 have six digits and a sign.
  package func iso(time: Bool = false) -> String {
    let years = (0...9999).contains(year) ? padded(year, 4) : (year < 0 ? "-" : "+") + padded(abs(year), 6)
    let date = "\(years)-\(padded(month, 2))-\(padded(day, 2))"
    guard time else { return date }
    return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(millisecond, 3))Z"
  }
}

/// The length of a month (1...12) of a year.
package func daysInMonth(_ month: Int, of year: Int) -> Int {
  switch month {
  case 2: isLeap(year) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar. The month is 1...12; any day number counts on from the first.
///
/// Counts eras of 400 years that begin in March, so that the leap day is the last of its year.
func days(fromYear year: Int, month: Int, day: Int) -> Int {
  let y = month <= 2 ? year - 1 : year
  let era = floorDivide(y, 400)
  let yearOfEra = y - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

func civilDay(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
  let z = days + 719_468
  let era = floorDivide(z, 146_097)
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let m = (5 * dayOfYear + 2) / 153
  let month = m < 10 ? m + 3 : m - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
}

func floorDivide(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
}

func floorModulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }

/// `number` (not negative) with zeros before it up to `width` digits.
func padded(_ number: Int, _ width: Int, with fill: Character = "0") -> String {
  let digits = String(number)
  return digits.count >= width ? digits : String(repeating: fill, count: width - digits.count) + digits
}
