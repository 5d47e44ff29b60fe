import Formats
import Inputs

/// A time unit of Vega-Lite: which parts of a date are kept.
struct TimeUnit: Hashable, Sendable {
  /// `year`, `quarter`, `month`, `week`, `date`, `day`, `dayofyear`, `hours`, `minutes`, `seconds`, `milliseconds`, in that order.
  var parts: [String]
  var step: Int
  /// The field holds rounded dates already.
  var isBinned: Bool
  var isUTC: Bool
  var maxbins: Int?

  static let order = ["year", "quarter", "month", "week", "day", "dayofyear", "date", "hours", "minutes", "seconds", "milliseconds"]
  private static let reading = ["dayofyear", "milliseconds", "quarter", "minutes", "seconds", "month", "hours", "year", "week", "date", "day"]

  /// `yearmonth`, `utcyearmonthdate`, `binnedyearquarter`, or `{unit: minutes, step: 5}`. Nil for anything else.
  init?(_ node: TreeNode) {
    let text = node.string ?? node["unit"]?.string ?? ""
    guard let unit = TimeUnit(name: text) else {
      guard let maxbins = node["maxbins"]?.number else { return nil }
      self.init(parts: [], maxbins: Int(exactly: maxbins.rounded()))
      return
    }
    self = unit
    if let step = node["step"]?.number.flatMap({ Int(exactly: $0) }), step > 0 { self.step = step }
    if node["binned"]?.bool == true { isBinned = true }
    if node["utc"]?.bool == true { isUTC = true }
  }

  init(parts: [String], maxbins: Int? = nil) {
    self.parts = parts
    step = 1
    isBinned = false
    isUTC = false
    self.maxbins = maxbins
  }

  init?(name: String) {
    var rest = name[...]
    isBinned = rest.hasPrefix("binned")
    if isBinned { rest = rest.dropFirst(6) }
    isUTC = rest.hasPrefix("utc")
    if isUTC { rest = rest.dropFirst(3) }
    var found: Set<String> = []
    while !rest.isEmpty {
      guard let part = Self.reading.first(where: { rest.hasPrefix($0) }) else { return nil }
      found.insert(part)
      rest = rest.dropFirst(part.count)
    }
    if found.isEmpty { return nil }
    parts = Self.order.filter(found.contains)
    step = 1
    maxbins = nil
  }

  /// `yearmonth`, also with `utc` and the step: part of column names.
  var name: String { (isUTC ? "utc" : "") + parts.joined() + (step > 1 ? "_step_\(step)" : "") }

  /// For titles: `year-month`.
  var title: String { parts.joined(separator: "-") }

  /// The calendar unit of the smallest part.
  var interval: CalendarInterval? {
    switch parts.last {
    case "year": .year
    case "quarter": .quarter
    case "month": .month
    case "week": .week
    case "date", "day", "dayofyear": .day
    case "hours": .hour
    case "minutes": .minute
    case "seconds": .second
    case "milliseconds": .millisecond
    default: nil
    }
  }

  /// The start of the unit in which `t` lies. Without a year, dates move to 2012, as in Vega.
  func floor(_ t: Double) -> Double {
    guard let d = CivilDate(milliseconds: t) else { return .nan }
    if parts.contains("week") || parts.contains("day") || parts.contains("dayofyear") { return floorOfWeeks(t, d) }
    let has = Set(parts)
    var year = has.contains("year") ? d.year : 2012
    var month = 1, day = 1
    if has.contains("month") { month = d.month } else if has.contains("quarter") { month = (d.month - 1) / 3 * 3 + 1 }
    if has.contains("date") { day = d.day }
    var hour = has.contains("hours") ? d.hour : 0, minute = has.contains("minutes") ? d.minute : 0
    var second = has.contains("seconds") ? d.second : 0, milli = has.contains("milliseconds") ? d.millisecond : 0
    if step > 1 {
      func whole(_ x: Int) -> Int { x / step * step }
      switch parts.last {
      case "year": year = whole(year)
      case "quarter": month = (month - 1) / (3 * step) * 3 * step + 1
      case "month": month = whole(month - 1) + 1
      case "date": day = whole(day - 1) + 1
      case "hours": hour = whole(hour)
      case "minutes": minute = whole(minute)
      case "seconds": second = whole(second)
      case "milliseconds": milli = whole(milli)
      default: break
      }
    }
    if day > daysInMonth(month, of: year) { day = daysInMonth(month, of: year) }
    return CivilDate(year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: milli)?.milliseconds ?? .nan
  }

  private func floorOfWeeks(_ t: Double, _ d: CivilDate) -> Double {
    let has = Set(parts)
    let time = (has.contains("hours") ? Double(d.hour) * 3_600_000 : 0) + (has.contains("minutes") ? Double(d.minute) * 60_000 : 0)
      + (has.contains("seconds") ? Double(d.second) * 1_000 : 0)
    let year = has.contains("year") ? d.year : 2012
    guard let newYear = CivilDate(year: year, month: 1, day: 1) else { return .nan }
    let dayLength = 86_400_000.0
    if has.contains("dayofyear") {
      let day = (d.dayOfYear - 1) / step * step
      return newYear.milliseconds + Double(day) * dayLength + time
    }
    if has.contains("week") {
      let first = Double((7 - newYear.weekday) % 7)
      let week = weekNumber(d) / step * step
      let start = week == 0 ? 0.0 : first + Double(week - 1) * 7
      let weekday = has.contains("day") ? Double(d.weekday) : 0
      let begin = week == 0 ? first - 7 : start
      return newYear.milliseconds + (has.contains("day") ? begin + weekday : begin) * dayLength + time
    }
    // A weekday alone: the first week of 2012 began on a Sunday, January 1.
    let base = has.contains("year") ? newYear.milliseconds + Double((7 - newYear.weekday) % 7) * dayLength : newYear.milliseconds
    return base + Double(d.weekday / step * step) * dayLength + time
  }

  /// The week of the year from 0, weeks beginning on Sunday.
  private func weekNumber(_ d: CivilDate) -> Int { (d.dayOfYear + 6 - d.weekday) / 7 }

  /// The end of the unit that begins at `t`.
  func end(of t: Double) -> Double {
    guard let interval, t.isFinite else { return .nan }
    return interval.offset(t, by: step)
  }

  /// The d3 time format that shows just these parts.
  var format: String {
    let known = [
      "year": "%Y ", "quarter": "Q%q ", "month": "%b ", "date": "%d ", "week": "W%U ", "day": "%a ", "dayofyear": "%j ",
      "hours": "%H:00", "minutes": "00:%M", "seconds": ":%S", "milliseconds": ".%L", "year-month": "%b %Y ",
      "year-month-date": "%b %d, %Y ", "hours-minutes": "%H:%M",
    ]
    var text = ""
    var start = 0
    while start < parts.count {
      var end = parts.count
      while end > start, known[parts[start..<end].joined(separator: "-")] == nil { end -= 1 }
      if end == start { break }
      text += known[parts[start..<end].joined(separator: "-")] ?? ""
      start = end
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
