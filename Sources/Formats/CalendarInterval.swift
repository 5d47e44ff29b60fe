/// A unit of the calendar that time axes and time units step by, in UTC; weeks begin on Sunday (`monday` on Monday).
///
/// Follows d3-time 3.1 (https://d3js.org/d3-time): every function takes and gives milliseconds since 1970-01-01T00:00:00Z.
package enum CalendarInterval: String, CaseIterable, Hashable, Sendable {
  case millisecond
  case second
  case minute
  case hour
  case day
  case week
  case monday
  case month
  case quarter
  case year

  /// The last boundary at or before `t`; NaN gives NaN. With `step`, boundaries at multiples of it (`every`), counted within the
  /// next greater unit as d3 does: 15 minutes from the full hour, 3 months from January, 2 days from the first of the month.
  package func floor(_ t: Double, step: Int = 1) -> Double { floored(t, step: Swift.max(1, step)) }

  /// The first boundary at or after `t`.
  package func ceil(_ t: Double, step: Int = 1) -> Double {
    let before = floor(t, step: step)
    return before == t || before.isNaN ? before : next(after: before, step: step)
  }

  /// `t` moved by `count` units; the day of the month is kept where the month has it and runs over into the next otherwise.
  package func offset(_ t: Double, by count: Int) -> Double { moved(t, by: count) }

  /// The number of boundaries after `start` and up to `end` (d3's `interval.count`).
  package func count(from start: Double, to end: Double) -> Int { boundaries(from: start, to: end) }

  /// Boundaries from `ceil(start)` up to, not with, `end`, at most `most` of them.
  package func range(from start: Double, to end: Double, step: Int = 1, most: Int = 10_000) -> [Double] {
    var result: [Double] = []
    var t = ceil(start, step: step)
    while t < end, result.count < most {
      result.append(t)
      let following = next(after: t, step: step)
      guard following > t else { break }
      t = following
    }
    return result
  }

  private func next(after t: Double, step: Int) -> Double { following(t, step: Swift.max(1, step)) }
}
