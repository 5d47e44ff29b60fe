import DataTables
import Diagnostics
import Formats
import Inputs
import Scales

/// The values a legend lists, with their labels.
struct LegendEntries {
  let legend: LegendSpec
  let compilation: Compilation
  /// The length of the bar of a gradient legend in pixels.
  var gradientLength = 200.0

  struct Entry {
    var value: Value
    var lines: [String]
  }

  /// About how many entries a continuous scale gets.
  var count: Double {
    let n = legend.number("tickCount") ?? automaticCount
    guard let step = legend.number("tickMinStep") ?? (legend.string("format") == "d" ? 1 : nil), step > 0, let a = legend.lead?.stops.first, let b = legend.lead?.stops.last else { return n }
    return min(n, (abs(b - a) / step).rounded(.down) + 1)
  }

  /// Five, or two for each hundred pixels of a gradient.
  private var automaticCount: Double {
    legend.type == .gradient ? max(2, 2 * (gradientLength / 100).rounded(.down)) : 5
  }

  var entries: [Entry] {
    guard let scale = legend.lead else { return [] }
    let values = values(scale)
    let labels = labels(values, scale)
    return limited(zip(values, labelled(values, labels)).map { Entry(value: $0, lines: $1) })
  }

  /// A legend of more than `symbolLimit` symbols says at its end how many it leaves out.
  private func limited(_ all: [Entry]) -> [Entry] {
    let limit = legend.number("symbolLimit").flatMap { Int(exactly: $0.rounded()) } ?? 30
    guard legend.type == .symbol, limit > 0, all.count > limit else { return all }
    var kept = Array(all.prefix(limit))
    kept[limit - 1].lines = ["\u{2026}\(all.count - limit + 1) entries"]
    return kept
  }

  private func values(_ scale: ResolvedScale) -> [Value] {
    if let list = compilation.resolved(legend.stated["values"])?.elements {
      return list.map { node in
        if let t = dateTimeValue(node) { return .date(legend.def.computedTimeUnit.map { $0.floor(t) } ?? t) }
        return legend.def.type == .temporal && node.string != nil ? parsedDate(Value(node)) : Value(node)
      }
    }
    switch scale.mapping {
    case .band, .ordinal, .identity: return scale.domain
    case .classes(let classes, _): return classValues(scale, classes)
    case .continuous(let s), .ramp(let s, _):
      if let bins = scale.bins, legend.type == .symbol { return bins.dropLast().map { .number($0) } }
      if let bins = scale.bins, legend.type == .gradient { return bins.map { .number($0) } }
      if scale.type.isTime {
        guard let a = s.domain.first, let b = s.domain.last, let step = timeTickStep(from: a, to: b, count: count) else { return [] }
        return timeTicks(from: a, to: b, by: step).map { .date($0) }
      }
      var ticks = s.ticks(count: count)
      if case .log(let base) = s.transform { ticks = ticks.filter { showsLogTick($0, base: base, count: count, ticks: Double(ticks.count)) } }
      if legend.type == .gradient, ticks.count < 3, let a = s.domain.first, let b = s.domain.last, a != b { ticks = [a, b] }
      return ticks.map { .number($0) }
    }
  }

  private func classValues(_ scale: ResolvedScale, _ classes: DiscretizingScale) -> [Value] {
    if scale.type == .binOrdinal { return scale.domain.dropLast().map { $0 } }
    return [.number(-.infinity)] + classes.boundaries.map { .number($0) }
  }

  private func labels(_ values: [Value], _ scale: ResolvedScale) -> [String] {
    if case .classes(let classes, _) = scale.mapping, legend.stated["values"] == nil { return ranges(values, scale, classes) }
    if case .ordinal = scale.mapping, legend.def.isBinning { return values.map(\.shown) }
    let format = LabelFormat(
      scale: scale, def: legend.def, format: legend["format"], formatType: legend.string("formatType"), count: count, config: compilation.config, timeFormat: compilation.config.timeFormat)
    let plain = values.map { format($0) }
    if case .continuous = scale.mapping, let bins = scale.bins, legend.type == .symbol {
      return plain.enumerated().map { i, low in "\(low) \u{2013} \(format(.number(bins[i + 1])))" }
    }
    return plain
  }

  /// `10 – 20`, `< 10`, `≥ 20`.
  private func ranges(_ values: [Value], _ scale: ResolvedScale, _ classes: DiscretizingScale) -> [String] {
    let format = classFormat(scale, classes)
    func text(_ x: Double?) -> String? { x.flatMap { $0.isFinite ? (format?($0) ?? numberText($0)) : nil } }
    let top = scale.type == .binOrdinal ? scale.domain.last?.finite : nil
    return values.indices.map { i in
      let low = text(values[i].number), high = text(i + 1 < values.count ? values[i + 1].number : top)
      if let low, let high { return "\(low) \u{2013} \(high)" }
      return high.map { "< \($0)" } ?? "\u{2265} \(low ?? "")"
    }
  }

  private func classFormat(_ scale: ResolvedScale, _ classes: DiscretizingScale) -> ((Double) -> String)? {
    let stops = scale.type == .quantize ? scale.stops + [] : classes.boundaries
    let bounds = scale.type == .binOrdinal ? scale.domain.compactMap(\.finite) : scale.type == .quantize ? scale.domain.compactMap(\.finite) : classes.boundaries
    let gaps = zip(bounds, bounds.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let step = gaps.min() ?? stops.first ?? 1
    let specifier = legend.string("format") ?? compilation.config.string("numberFormat")
    let format: ((Double) -> String)?
    if scale.type == .threshold || scale.type == .binOrdinal {
      format = scale.type == .threshold ? numberFormat(specifier ?? "") : binFormat(bounds, specifier)
    } else {
      let ticks = TickFormat(from: 0, to: step, count: 30, specifier: specifier)
      format = ticks.map { t in { t($0) } }
    }
    return format
  }

  private func binFormat(_ bounds: [Double], _ specifier: String?) -> ((Double) -> String)? {
    guard let a = bounds.first, let b = bounds.last else { return nil }
    return TickFormat(from: a, to: b, count: Double(max(1, bounds.count - 1)), specifier: specifier).map { t in { t($0) } }
  }

  /// The number format of the boundaries between classes.
  var boundaryFormat: (Double) -> String {
    guard let scale = legend.lead, case .classes(let classes, _) = scale.mapping else { return numberText }
    return classFormat(scale, classes) ?? numberText
  }

  private func labelled(_ values: [Value], _ plain: [String]) -> [[String]] {
    guard let source = legend["labelExpr"], let text = source.string,
      let expression = compilation.attempt({ () throws(Failure) in try ChartExpression(text, at: source.range, compilation) })
    else { return plain.map { [$0] } }
    return zip(values, plain).enumerated().map { i, item in
      let datum = Value.object([
        ObjectField(name: "value", value: item.0), ObjectField(name: "label", value: .string(item.1)), ObjectField(name: "index", value: .number(Double(i))),
      ])
      let value = compilation.attempt { () throws(Failure) in try expression.value(datum: datum) } ?? .null
      if case .list(let lines) = value { return lines.map(\.shown) }
      return [value.isNull ? "" : value.shown]
    }
  }
}
