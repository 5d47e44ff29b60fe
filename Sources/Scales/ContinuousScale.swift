import Glibc

/// Maps numbers to numbers: linear, log, power, square root, symmetric log, and time (milliseconds).
///
/// The domain may have several stops; the range then has as many and each piece is mapped by itself.
/// https://d3js.org/d3-scale/linear
package struct ContinuousScale: Hashable, Sendable {
  package var transform: ScaleTransform
  package private(set) var domain: [Double]
  package private(set) var range: [Double]
  package var isClamped: Bool
  private var bent: [Double]

  /// - Parameters:
  ///   - domain: at least two finite numbers; with fewer the scale maps everything to the middle of the range.
  ///   - range: in the unit of the picture.
  package init(_ transform: ScaleTransform = .linear, domain: [Double], range: [Double], isClamped: Bool = false) {
    self.transform = transform
    self.domain = domain
    self.range = range
    self.isClamped = isClamped
    bent = domain.map(transform.forward)
  }

  /// The place of `x`; NaN when `x` is NaN or outside what the transform knows.
  package func callAsFunction(_ x: Double) -> Double {
    let n = min(bent.count, range.count)
    guard n >= 2 else { return range.first ?? .nan }
    let i = piece(of: x, count: n)
    let t = fraction(x, i)
    return range[i] * (1 - t) + range[i + 1] * t
  }

  /// Where `x` lies in the domain: 0 at its first stop, 1 at its last (pieces share the way evenly).
  package func position(_ x: Double) -> Double {
    let n = bent.count
    guard n >= 2 else { return 0.5 }
    let i = piece(of: x, count: n)
    return (Double(i) + fraction(x, i)) / Double(n - 1)
  }

  /// The number that stands at `y` of a two-stop range.
  package func inverted(_ y: Double) -> Double {
    guard let a = range.first, let b = range.last, let d0 = bent.first, let d1 = bent.last, a != b else {
      return domain.first ?? .nan
    }
    let t = (y - a) / (b - a)
    return transform.backward(d0 * (1 - t) + d1 * t, negative: (domain.first ?? 0) < 0)
  }

  private func piece(of x: Double, count n: Int) -> Int {
    guard n > 2 else { return 0 }
    let rising = domain[n - 1] >= domain[0]
    var i = 0
    while i < n - 2, rising ? x >= domain[i + 1] : x <= domain[i + 1] { i += 1 }
    return i
  }

  private func fraction(_ x: Double, _ i: Int) -> Double {
    let a = bent[i], b = bent[i + 1]
    guard !x.isNaN else { return .nan }
    if a == b { return 0.5 }
    let t = (transform.forward(x) - a) / (b - a)
    guard !t.isNaN else { return .nan }
    return isClamped ? min(1, max(0, t)) : t
  }
}

extension ContinuousScale {
  /// Widens the domain to round numbers for about `count` ticks.
  package func nice(count: Double = 10) -> ContinuousScale {
    guard let first = domain.first, let last = domain.last, domain.count >= 2 else { return self }
    var stops = domain
    let (a, b): (Double, Double)
    switch transform {
    case .linear, .power: (a, b) = niceDomain(first, last, count: count)
    case .symlog: (a, b) = niceDomain(first, last, count: count)
    case .log(let base): (a, b) = niceLog(first, last, base: base)
    }
    stops[0] = a
    stops[stops.count - 1] = b
    return ContinuousScale(transform, domain: stops, range: range, isClamped: isClamped)
  }

  private func niceLog(_ a: Double, _ b: Double, base: Double) -> (Double, Double) {
    guard base > 1, a != 0, b != 0, a.isFinite, b.isFinite else { return (a, b) }
    let reverse = b < a
    let (low, high) = reverse ? (b, a) : (a, b)
    func down(_ x: Double) -> Double { x > 0 ? pow(base, floor(logarithm(x, base: base))) : -pow(base, ceil(logarithm(-x, base: base))) }
    func up(_ x: Double) -> Double { x > 0 ? pow(base, ceil(logarithm(x, base: base))) : -pow(base, floor(logarithm(-x, base: base))) }
    return reverse ? (up(high), down(low)) : (down(low), up(high))
  }

  /// The values at which an axis marks the scale, about `count` of them.
  package func ticks(count: Double = 10) -> [Double] {
    guard let first = domain.first, let last = domain.last, domain.count >= 2 else { return domain }
    switch transform {
    case .linear, .power, .symlog: return linearTicks(from: first, to: last, count: count)
    case .log(let base): return logTicks(from: first, to: last, base: base, count: count)
    }
  }
}

/// The logarithm of a positive `x`, exact for whole powers of 2 and 10.
package func logarithm(_ x: Double, base: Double) -> Double {
  base == 10 ? log10(x) : base == 2 ? log2(x) : log(x) / log(base)
}

/// https://d3js.org/d3-scale/log#log_ticks
private func logTicks(from start: Double, to stop: Double, base: Double, count: Double) -> [Double] {
  guard base > 1, start != 0, stop != 0, (start < 0) == (stop < 0), start.isFinite, stop.isFinite else { return [] }
  let reverse = stop < start
  let (u, v) = reverse ? (stop, start) : (start, stop)
  if u < 0 { return logTicks(from: -start, to: -stop, base: base, count: count).map { -$0 } }
  let low = logarithm(u, base: base), high = logarithm(v, base: base)
  var result: [Double] = []
  if base.truncatingRemainder(dividingBy: 1) == 0, base <= 100, high - low < count {
    result = wholeLogTicks(u, v, base: base, exponents: (floor(low), ceil(high)))
    if Double(result.count) * 2 < count { result = linearTicks(from: u, to: v, count: count) }
  } else {
    result = linearTicks(from: low, to: high, count: min(high - low, count)).map { pow(base, $0) }
  }
  return reverse ? result.reversed() : result
}

private func wholeLogTicks(_ u: Double, _ v: Double, base: Double, exponents: (Double, Double)) -> [Double] {
  var result: [Double] = []
  var i = exponents.0
  while i <= exponents.1, result.count < mostTicks {
    var k = 1.0
    while k < base {
      let t = i < 0 ? k / pow(base, -i) : k * pow(base, i)
      if t >= u, t <= v { result.append(t) }
      k += 1
    }
    i += 1
  }
  return result
}
