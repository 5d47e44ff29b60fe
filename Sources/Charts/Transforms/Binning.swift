import DataTables
import Inputs

/// Adds the start and the end of each row's bin; gives the bins.
///
/// - Parameter all: the rows that the bins must cover; those of the frame when nil.
@discardableResult
func addBins(
  to frame: inout Frame, field: String, settings: BinSettings, start: String, end: String, over all: Frame? = nil, _ compilation: Compilation
) -> Bins? {
  let numbers = compilation.values(of: field, in: frame).map(\.finite)
  let known = all.map { compilation.values(of: field, in: $0).compactMap(\.finite) } ?? numbers.compactMap { $0 }
  let low = settings.extent?.0 ?? known.min() ?? 0, high = settings.extent?.1 ?? known.max() ?? 0
  guard let bins = settings.bins(low: low, high: high) else { return nil }
  let starts = numbers.map { $0.flatMap { bins.start(of: $0) } }
  frame[start] = starts.map { $0.map { .number($0) } ?? .null }
  frame[end] = starts.map { $0.map { .number($0 + bins.step) } ?? .null }
  return bins
}

/// Adds the start (and, for positions, the end) of each row's time unit.
func addTimeUnit(to frame: inout Frame, field: String, unit given: TimeUnit, name: String, _ compilation: Compilation) {
  var unit = given
  let dates = compilation.values(of: field, in: frame).map { parsedDate($0).finite }
  if let maxbins = given.maxbins { unit = automaticUnit(dates.compactMap { $0 }, maxbins: maxbins) }
  let starts = dates.map { $0.map { unit.floor($0) } }
  frame[name] = starts.map { $0.map { .date($0) } ?? .null }
  frame[name + "_end"] = starts.map { $0.map { .date(unit.end(of: $0)) } ?? .null }
}

/// The unit that parts a span of time into at most `maxbins`.
private func automaticUnit(_ dates: [Double], maxbins: Int) -> TimeUnit {
  let span = (dates.max() ?? 0) - (dates.min() ?? 0), target = span / Double(max(1, maxbins))
  let choices: [(Double, [String])] = [
    (1_000, ["year", "month", "date", "hours", "minutes", "seconds"]), (60_000, ["year", "month", "date", "hours", "minutes"]),
    (3_600_000, ["year", "month", "date", "hours"]), (86_400_000, ["year", "month", "date"]), (2_592_000_000, ["year", "month"]),
  ]
  return TimeUnit(parts: choices.first { $0.0 >= target }?.1 ?? ["year"])
}
