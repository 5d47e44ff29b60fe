/// Maps keys to bands of equal width, or to points when the inner padding is 1.
///
/// Paddings are fractions of the step. https://d3js.org/d3-scale/band, https://d3js.org/d3-scale/point
package struct BandScale<Key: Hashable & Sendable>: Sendable {
  package let domain: [Key]
  package let range: (start: Double, end: Double)
  /// From the start of one band to the start of the next; 0 for an empty domain.
  package let step: Double
  /// The width of a band; 0 for points.
  package let bandwidth: Double
  private let first: Double
  private let index: [Key: Int]

  /// - Parameters:
  ///   - align: where the outer space goes: 0 all after, 0.5 shared, 1 all before.
  ///   - rounds: step and start are whole numbers.
  package init(
    domain keys: [Key], range: (Double, Double), paddingInner: Double = 0, paddingOuter: Double = 0, align: Double = 0.5,
    rounds: Bool = false
  ) {
    var index: [Key: Int] = [:]
    var unique: [Key] = []
    for key in keys where index[key] == nil {
      index[key] = unique.count
      unique.append(key)
    }
    self.index = index
    domain = unique
    self.range = (range.0, range.1)
    let n = Double(unique.count)
    let reverse = range.1 < range.0
    let start = reverse ? range.1 : range.0, stop = reverse ? range.0 : range.1
    var step = (stop - start) / max(1, bandSpace(count: unique.count, paddingInner: paddingInner, paddingOuter: paddingOuter))
    if rounds { step = step.rounded(.down) }
    var first = start + (stop - start - step * (n - paddingInner)) * align
    var width = step * (1 - paddingInner)
    if rounds {
      first = first.rounded()
      width = width.rounded()
    }
    self.step = step
    bandwidth = width
    self.first = reverse ? first + step * (n - 1) : first
    signedStep = reverse ? -step : step
  }

  private let signedStep: Double

  /// The start of the band of `key`; nil for a value outside the domain.
  package func position(of key: Key) -> Double? {
    index[key].map { first + signedStep * Double($0) }
  }

  /// The middle of the band of `key`.
  package func center(of key: Key) -> Double? { position(of: key).map { $0 + bandwidth / 2 } }
}

extension BandScale where Key == Int {
  /// The bands of 0 ..< `count`.
  package init(count: Int, range: (Double, Double), paddingInner: Double, paddingOuter: Double) {
    self.init(domain: Array(0..<max(0, count)), range: range, paddingInner: paddingInner, paddingOuter: paddingOuter)
  }
}

/// How many steps `count` bands with their paddings take.
package func bandSpace(count: Int, paddingInner: Double, paddingOuter: Double) -> Double {
  let n = Double(count)
  let space = n - paddingInner + paddingOuter * 2
  return count == 0 ? 0 : max(space, 0) == 0 ? 1 : space
}
