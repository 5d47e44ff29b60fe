package import Formats

/// A calendar unit and how many of it lie between two ticks.
package struct TimeTickStep: Hashable, Sendable {
  package var interval: CalendarInterval
  package var step: Int

  package init(_ interval: CalendarInterval, _ step: Int = 1) {
    self.interval = interval
    self.step = step
  }
}

private let second = 1_000.0, minute = 60_000.0, hour = 3_600_000.0, day = 86_400_000.0, week = 604_800_000.0
private let month = 2_592_000_000.0, year = 31_536_000_000.0

/// The steps a time axis may take, with their length in milliseconds. https://d3js.org/d3-scale/time#time_ticks
private let timeSteps: [(CalendarInterval, Int, Double)] = [
  (.second, 1, second), (.second, 5, 5 * second), (.second, 15, 15 * second), (.second, 30, 30 * second),
  (.minute, 1, minute), (.minute, 5, 5 * minute), (.minute, 15, 15 * minute), (.minute, 30, 30 * minute),
  (.hour, 1, hour), (.hour, 3, 3 * hour), (.hour, 6, 6 * hour), (.hour, 12, 12 * hour),
  (.day, 1, day), (.day, 2, 2 * day), (.week, 1, week), (.month, 1, month), (.month, 3, 3 * month), (.year, 1, year),
]

/// The step that gives about `count` ticks between two times (milliseconds); nil beyond the dates that there are.
package func timeTickStep(from start: Double, to stop: Double, count: Double) -> TimeTickStep? {
  let most = CivilDate.mostMilliseconds
  guard abs(start) <= most, abs(stop) <= most, count > 0 else { return nil }
  let target = abs(stop - start) / count
  let i = timeSteps.firstIndex { $0.2 > target } ?? timeSteps.count
  if i == timeSteps.count {
    let years = abs(tickStep(from: start / year, to: stop / year, count: count))
    return TimeTickStep(.year, max(1, Int(exactly: years.rounded()) ?? 1))
  }
  if i == 0 {
    let step = abs(tickStep(from: start, to: stop, count: count))
    return TimeTickStep(.millisecond, max(1, Int(exactly: step.rounded()) ?? 1))
  }
  let chosen = target / timeSteps[i - 1].2 < timeSteps[i].2 / target ? timeSteps[i - 1] : timeSteps[i]
  return TimeTickStep(chosen.0, chosen.1)
}

/// Ticks between two times, both included when they fall on a boundary; in falling order when `stop` lies before `start`.
package func timeTicks(from start: Double, to stop: Double, by step: TimeTickStep) -> [Double] {
  guard start.isFinite, stop.isFinite else { return [] }
  let ticks = step.interval.range(from: min(start, stop), to: max(start, stop) + 1, step: step.step, most: mostTicks)
  return stop < start ? ticks.reversed() : ticks
}

/// The domain widened to boundaries of `step`.
package func niceTimeDomain(_ start: Double, _ stop: Double, by step: TimeTickStep) -> (Double, Double) {
  let low = step.interval.floor(min(start, stop), step: step.step), high = step.interval.ceil(max(start, stop), step: step.step)
  guard low.isFinite, high.isFinite else { return (start, stop) }
  return stop < start ? (high, low) : (low, high)
}
