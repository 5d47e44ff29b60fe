/// Sorts numbers into classes by their boundaries: quantile, quantize and threshold scales.
///
/// A value belongs to the class above every boundary that is less than or equal to it.
package struct DiscretizingScale: Hashable, Sendable {
  /// Rising; one fewer than there are classes.
  package let boundaries: [Double]

  /// Given boundaries (a threshold scale).
  package init(boundaries: [Double]) { self.boundaries = boundaries.filter { !$0.isNaN }.sorted() }

  /// `classes` parts of equal width between two numbers (a quantize scale).
  package init(from low: Double, to high: Double, classes: Int) {
    let n = Double(max(1, classes))
    self.init(boundaries: (1..<max(1, classes)).map { (Double($0) * high + (n - Double($0)) * low) / n })
  }

  /// `classes` parts with as equal numbers of values as can be (a quantile scale).
  package init(quantilesOf values: [Double], classes: Int) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    self.init(boundaries: (1..<max(1, classes)).compactMap { quantile(of: sorted, at: Double($0) / Double(max(1, classes))) })
  }

  /// The class of `x`, from 0; nil for NaN.
  package func classIndex(of x: Double) -> Int? {
    guard !x.isNaN else { return nil }
    var low = 0, high = boundaries.count
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= x { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The `p`-quantile (0...1) of rising `sorted` by linear interpolation (R-7, as d3); nil without values.
package func quantile(of sorted: [Double], at p: Double) -> Double? {
  guard let first = sorted.first, let last = sorted.last else { return nil }
  guard p > 0 else { return first }
  guard p < 1 else { return last }
  let h = Double(sorted.count - 1) * p
  let i = Int(exactly: h.rounded(.down)) ?? 0
  let a = sorted[i], b = i + 1 < sorted.count ? sorted[i + 1] : last
  return a + (b - a) * (h - Double(i))
}
