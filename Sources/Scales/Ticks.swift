import Glibc

/// The most ticks one scale yields; more help nobody and cost memory.
package let mostTicks = 10_000

/// The step between ticks as d3-array gives it: a positive step, or a negative number whose inverse is the step (so that 0.1 is
/// exact). Zero when there is none (no room, not finite).
/// https://d3js.org/d3-array/ticks#tickIncrement
package func tickIncrement(from start: Double, to stop: Double, count: Double) -> Double {
  guard start.isFinite, stop.isFinite, count > 0, count.isFinite, stop > start else { return 0 }
  let step = (stop - start) / count
  let exponent = floor(log10(step))
  let error = step / pow(10, exponent)
  let factor: Double = error >= 50.0.squareRoot() ? 10 : error >= 10.0.squareRoot() ? 5 : error >= 2.0.squareRoot() ? 2 : 1
  let result = exponent < 0 ? -pow(10, -exponent) / factor : factor * pow(10, exponent)
  return result.isFinite ? result : 0
}

/// The distance between ticks; negative when `stop` lies before `start`.
package func tickStep(from start: Double, to stop: Double, count: Double) -> Double {
  let reverse = stop < start
  let increment = reverse ? tickIncrement(from: stop, to: start, count: count) : tickIncrement(from: start, to: stop, count: count)
  let step = increment < 0 ? 1 / -increment : increment
  return reverse ? -step : step
}

/// About `count` round numbers from `start` to `stop`, in that order; at most `mostTicks`.
package func linearTicks(from start: Double, to stop: Double, count: Double) -> [Double] {
  guard start.isFinite, stop.isFinite, count > 0 else { return [] }
  if start == stop { return [start] }
  let reverse = stop < start
  let (low, high) = reverse ? (stop, start) : (start, stop)
  let increment = tickIncrement(from: low, to: high, count: count)
  guard increment != 0 else { return [] }
  let ticks = increment > 0 ? multiples(of: increment, from: low, to: high) : fractions(of: -increment, from: low, to: high)
  return reverse ? ticks.reversed() : ticks
}

private func multiples(of step: Double, from low: Double, to high: Double) -> [Double] {
  var first = (low / step).rounded(), last = (high / step).rounded()
  if first * step < low { first += 1 }
  if last * step > high { last -= 1 }
  return run(first, last) { $0 * step }
}

private func fractions(of inverse: Double, from low: Double, to high: Double) -> [Double] {
  var first = (low * inverse).rounded(), last = (high * inverse).rounded()
  if first / inverse < low { first += 1 }
  if last / inverse > high { last -= 1 }
  return run(first, last) { $0 / inverse }
}

private func run(_ first: Double, _ last: Double, _ value: (Double) -> Double) -> [Double] {
  guard last >= first, last - first < Double(mostTicks) else { return [] }
  var result: [Double] = []
  var i = first
  while i <= last {
    let v = value(i)
    result.append(v == 0 ? 0 : v)
    i += 1
  }
  return result
}

/// The domain widened to round numbers, as d3's `linear.nice(count)`; reversed domains stay reversed.
package func niceDomain(_ start: Double, _ stop: Double, count: Double) -> (Double, Double) {
  guard start.isFinite, stop.isFinite, start != stop else { return (start, stop) }
  let reverse = stop < start
  var (low, high) = reverse ? (stop, start) : (start, stop)
  var before = 0.0
  for _ in 0..<10 {
    let step = tickIncrement(from: low, to: high, count: count)
    if step == before || step == 0 { break }
    if step > 0 {
      low = floor(low / step) * step
      high = ceil(high / step) * step
    } else {
      low = ceil(low * step) / step
      high = floor(high * step) / step
    }
    before = step
  }
  if low == 0 { low = 0 }
  if high == 0 { high = 0 }
  return reverse ? (high, low) : (low, high)
}
