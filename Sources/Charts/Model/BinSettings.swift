import Glibc
import Inputs

/// The parameters of Vega's bin transform. https://vega.github.io/vega/docs/transforms/bin/
struct BinSettings: Sendable {
  var maxbins: Double
  var base = 10.0
  var step: Double?
  var steps: [Double] = []
  var minstep = 0.0
  var divide = [5.0, 2.0]
  var nice = true
  var anchor: Double?
  var extent: (Double, Double)?
  /// Part of the names of the columns, as Vega-Lite has it: `bin_maxbins_10`.
  var key: String

  init(_ node: TreeNode?, defaultMaxbins: Double) {
    maxbins = max(1, node?["maxbins"]?.number ?? defaultMaxbins)
    if let b = node?["base"]?.number, b > 1 { base = b }
    if let s = node?["step"]?.number, s > 0 { step = s }
    steps = (node?["steps"]?.elements ?? []).compactMap(\.number).filter { $0 > 0 }
    minstep = node?["minstep"]?.number ?? 0
    if let d = node?["divide"]?.elements?.compactMap(\.number), !d.isEmpty { divide = d }
    nice = node?["nice"]?.bool ?? true
    anchor = node?["anchor"]?.number
    if let e = node?["extent"]?.elements, e.count == 2, let a = e[0].number, let b = e[1].number { extent = (a, b) }
    key = "bin"
    for entry in (node?.entries ?? []).sorted(by: { $0.key < $1.key }) where entry.key != "binned" { key += "_\(entry.key)_" + Self.word(entry.value) }
    if node?["maxbins"] == nil, node?["step"] == nil { key += "_maxbins_" + numberText(maxbins) }
  }

  private static func word(_ node: TreeNode) -> String {
    if let list = node.elements { return list.map(word).joined(separator: "_") }
    return node.number.map(numberText) ?? node.string ?? (node.bool == true ? "true" : "false")
  }

  /// The bins that cover `low`...`high`.
  func bins(low: Double, high: Double) -> Bins? {
    guard low.isFinite, high.isFinite else { return nil }
    let span = high > low ? high - low : abs(low) > 0 ? abs(low) : 1
    let size = step ?? bestStep(span)
    guard size > 0, size.isFinite, span / size < 1e6 else { return nil }
    var start = low, stop = high
    if nice {
      let v = log(size) / log(base)
      let precision = v >= 0 ? 0.0 : Double(Int(exactly: (-v).rounded(.down)) ?? 0) + 1
      let eps = pow(base, -precision - 1)
      let bottom = floor(start / size + eps) * size
      start = start < bottom ? bottom - size : bottom
      stop = ceil(stop / size) * size
    }
    if stop == start { stop = start + size }
    var result = Bins(start: start, stop: stop, step: size)
    if let anchor {
      let shift = anchor - (start + size * floor((anchor - start) / size))
      result.start += shift
      result.stop += shift
    }
    return result
  }

  private func bestStep(_ span: Double) -> Double {
    if !steps.isEmpty {
      let wanted = span / maxbins
      return steps[max(0, (steps.firstIndex { $0 >= wanted } ?? steps.count) - 1)]
    }
    let logb = log(base)
    let level = ceil(log(maxbins) / logb)
    var size = max(minstep, pow(base, (log(span) / logb).rounded() - level))
    var guardCount = 0
    while ceil(span / size) > maxbins, guardCount < 400 {
      size *= base
      guardCount += 1
    }
    for d in divide {
      let v = size / d
      if v >= minstep, span / v <= maxbins { size = v }
    }
    return size
  }
}

/// A row of bins of equal width.
struct Bins: Hashable, Sendable {
  var start: Double
  var stop: Double
  var step: Double

  /// The start of the bin of `x`, -infinity below and infinity above the row, nil for NaN.
  func start(of x: Double) -> Double? {
    guard !x.isNaN, step > 0 else { return nil }
    if x < start { return -.infinity }
    // Rounding may make this one bin more than the boundaries show; Vega counts so too.
    let end = start + step * ceil((stop - start) / step)
    if x > end { return .infinity }
    let held = max(start, min(x, end - step))
    return start + step * floor(1e-14 + (held - start) / step)
  }

  /// The boundaries, `stop` included.
  var boundaries: [Double] {
    let n = Int(exactly: ((stop - start) / step).rounded(.up)) ?? 0
    guard n >= 0, n <= 100_000 else { return [start, stop] }
    return (0...n).map { start + Double($0) * step }
  }
}
