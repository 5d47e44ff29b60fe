import DataTables
import Glibc
import Inputs
import Scales

extension TransformPipeline {
  /// Kernel density estimates. https://vega.github.io/vega/docs/transforms/kde/
  func density(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let field = node["density"]?.string else { return frame }
    let keys = texts(node["groupby"]), names = texts(node["as"])
    let given = compilation.values(of: field, in: frame)
    // A null counts as zero, as JavaScript reads it, but does not widen the extent.
    let column = given.map { $0.isNull ? 0 : $0.finite }
    var source = frame
    for key in keys where !source.has(key) { source[key] = compilation.values(of: key, in: frame) }
    let groups = source.grouped(by: keys)
    let shared = compilation.resolved(node["extent"])?.elements?.compactMap(\.number)
    let all = given.compactMap(\.finite)
    let whole = (all.min() ?? 0, all.max() ?? 0)
    let isCumulative = node["cumulative"]?.bool ?? false, counts = node["counts"]?.bool ?? false
    let minSteps = node["minsteps"]?.number ?? 25, maxSteps = node["maxsteps"]?.number ?? 200
    var steps = node["steps"]?.number
    // Groups are sampled at the same places, so that they can be stacked.
    if !keys.isEmpty, steps == nil, node["minsteps"] == nil, node["maxsteps"] == nil { steps = 200 }
    let isIndependent = node["resolve"]?.string == "independent"
    var rows: [(Int, Double, Double)] = []
    for (g, members) in groups.enumerated() {
      let values = members.compactMap { column[$0] }
      guard !values.isEmpty else { continue }
      let width = node["bandwidth"]?.number.flatMap { $0 > 0 ? $0 : nil } ?? estimateBandwidth(members.compactMap { given[$0].finite }, count: values.count)
      var domain = isIndependent ? (values.min() ?? 0, values.max() ?? 0) : whole
      if let shared, shared.count == 2 { domain = (shared[0], shared[1]) }
      let scale = counts ? Double(values.count) : 1
      let density = { (x: Double) in scale * kernel(values, width, at: x, cumulative: isCumulative) }
      for (x, y) in sampleCurve(density, domain, steps ?? minSteps, steps ?? maxSteps) { rows.append((g, x, y)) }
    }
    var result = Frame(count: rows.count)
    for key in keys { result[key] = rows.map { source.value(key, groups[$0.0][0]) } }
    result[names.first ?? "value"] = rows.map { .number($0.1) }
    result[names.count > 1 ? names[1] : "density"] = rows.map { .number($0.2) }
    return result
  }
}

/// Scott's rule, as vega-statistics has it.
private func estimateBandwidth(_ values: [Double], count: Int) -> Double {
  let n = Double(count), sorted = values.sorted()
  let deviation = reduce("stdev", values)
  let spread = ((quantile(of: sorted, at: 0.75) ?? 0) - (quantile(of: sorted, at: 0.25) ?? 0)) / 1.34
  let v = [min(deviation, spread), deviation, abs(quantile(of: sorted, at: 0.25) ?? 0), 1].first { $0 > 0 && $0.isFinite } ?? 1
  return 1.06 * v * pow(n, -0.2)
}

private func kernel(_ values: [Double], _ width: Double, at x: Double, cumulative: Bool) -> Double {
  var sum = 0.0
  for v in values {
    let z = (x - v) / width
    sum += cumulative ? 0.5 * (1 + erf(z / 2.0.squareRoot())) : exp(-0.5 * z * z)
  }
  let n = Double(values.count)
  return cumulative ? sum / n : sum / (n * width * (2 * Double.pi).squareRoot())
}

/// Points along a curve, closer where it bends. https://github.com/vega/vega/tree/main/packages/vega-statistics
func sampleCurve(_ f: (Double) -> Double, _ extent: (Double, Double), _ minSteps: Double, _ maxSteps: Double) -> [(Double, Double)] {
  let span = extent.1 - extent.0
  guard span.isFinite, span > 0, minSteps >= 1 else { return [(extent.0, f(extent.0))] }
  let minRadians = Double.pi / 180 / 2
  let stop = maxSteps > 0 ? span / maxSteps : 0
  func point(_ x: Double) -> (Double, Double) { (x, f(x)) }
  let count = Int(exactly: min(10_000, minSteps).rounded()) ?? 25
  if minSteps == maxSteps { return (0...count).map { point(extent.0 + Double($0) / Double(count) * span) } }
  var done = [point(extent.0)]
  var next: [(Double, Double)] = []
  next.append(point(extent.1))
  for i in stride(from: count - 1, to: 0, by: -1) { next.append(point(extent.0 + Double(i) / Double(count) * span)) }
  var high = next.map(\.1).max() ?? 0, low = next.map(\.1).min() ?? 0
  high = max(high, done[0].1)
  low = min(low, done[0].1)
  let sy = high - low
  while let p1 = next.last, done.count < 100_000 {
    let p0 = done[done.count - 1]
    let middle = point((p0.0 + p1.0) / 2)
    let sx = 1 / span
    func angle(_ a: (Double, Double), _ b: (Double, Double)) -> Double { atan2((b.1 - a.1) / (sy == 0 ? 1 : sy), (b.0 - a.0) * sx) }
    if middle.0 - p0.0 >= stop, abs(angle(p0, middle) - angle(p0, p1)) > minRadians {
      next.append(middle)
    } else {
      done.append(p1)
      next.removeLast()
    }
  }
  return done
}
