import DataTables
import Diagnostics
import Formats
import Inputs
import Scales

/// The values at which an axis has ticks. https://vega.github.io/vega/docs/axes/
struct AxisTicks {
  let axis: AxisSpec
  let defaults: AxisDefaults
  let compilation: Compilation

  /// About how many ticks there are; labels get their precision from it.
  var count: Double {
    let stated = statedValues
    var n = defaults.tickCount ?? (stated.map { Double($0.count) } ?? 10)
    if let bins = axis.scale.bins { n = max(n, Double(bins.count)) }
    if let step = defaults.tickMinStep, step > 0, let a = axis.scale.stops.first, let b = axis.scale.stops.last {
      let span = abs(b - a) / step
      n = min(n, (span == 0 || span.isNaN ? 1 : span).rounded(.down) + 1)
    }
    return n
  }

  var statedValues: [Value]? {
    guard let list = compilation.resolved(axis.stated["values"])?.elements else { return nil }
    return list.map { node in
      if let t = dateTimeValue(node) { return .date(t) }
      if axis.def.type == .temporal, node.string != nil { return parsedDate(Value(node)) }
      return Value(node)
    }
  }

  var values: [Value] {
    let scale = axis.scale
    if scale.isEmpty { return [] }
    let limit = count
    if let stated = statedValues { return valid(stated, count: defaults.tickCount == nil && axis["tickMinStep"] == nil ? nil : limit) }
    if let bins = scale.bins, !scale.type.hasDiscreteDomain { return valid(binValues(bins, limit).map { .number($0) }, count: nil) }
    guard case .continuous(let continuous) = scale.mapping else { return scale.domain }
    if scale.type.isTime { return timeValues(continuous, limit) }
    return continuous.ticks(count: limit).map { .number($0) }
  }

  private func timeValues(_ scale: ContinuousScale, _ count: Double) -> [Value] {
    guard let a = scale.domain.first, let b = scale.domain.last else { return [] }
    let stated = axis["tickCount"].flatMap(timeStep)
    guard let step = stated ?? timeTickStep(from: a, to: b, count: count) else { return [] }
    return timeTicks(from: a, to: b, by: step).map { .date($0) }
  }

  private func binValues(_ bins: [Double], _ count: Double) -> [Double] {
    let stride = Int(exactly: (Double(bins.count) / max(1, count)).rounded(.down)) ?? 1
    return stride < 2 ? bins : bins.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  /// Those within the range, in its order; halved until there are at most `count`.
  private func valid(_ values: [Value], count: Double?) -> [Value] {
    let ends: (Double, Double)
    switch axis.scale.mapping {
    case .continuous(let s): ends = (s.range.first ?? 0, s.range.last ?? 0)
    case .band(let band): ends = band.range
    case .ramp, .ordinal, .classes, .identity: return values
    }
    let low = min(ends.0, ends.1).rounded(.down), high = max(ends.0, ends.1).rounded(.up)
    let placed = values.compactMap { v in axis.scale.position(v).map { (v, $0) } }.filter { $0.1 >= low && $0.1 <= high }
    let sorted = placed.enumerated().sorted { p, q in
      let (a, b) = ends.0 > ends.1 ? (q.element.1, p.element.1) : (p.element.1, q.element.1)
      return a == b ? p.offset < q.offset : a < b
    }.map(\.element.0)
    guard let count, count > 0, sorted.count > 1, let first = sorted.first, let last = sorted.last else { return sorted }
    var kept = sorted
    while Double(kept.count) > count, kept.count >= 3 { kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
    return kept.count < 3 ? [first, last] : kept
  }
}
