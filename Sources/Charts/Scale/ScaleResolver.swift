import DataTables
import Diagnostics
import Formats
import Geometry
import Inputs
import Scales

/// Gives a scale its domain and range in a view of known (or yet unknown) size.
struct ScaleResolver {
  let compilation: Compilation
  let rows: RowsOf

  private var config: ChartConfig { compilation.config }

  /// How wide (or high) a discrete position scale wants its view: step times the room of its bands. Nil when nothing asks for a step.
  func wantedSize(_ component: ScaleComponent, offset: ScaleComponent?, size node: TreeNode?) -> Double? {
    guard component.type == .band || component.type == .point else { return nil }
    let name = component.channel == .x ? "width" : "height"
    if node?.number != nil { return nil }
    if node?["step"] == nil, let fixed = config.discreteSize(name) { return fixed }
    let step = node?["step"]?.number ?? config.discreteStep(name)
    let paddings = paddings(component, hasNestedOffset: offset != nil)
    let count = ScaleDomain(component: component, compilation: compilation, rows: rows).categories().count
    let space = bandSpace(count: count, paddingInner: paddings.inner, paddingOuter: paddings.outer)
    if let offset, offset.type.hasDiscreteDomain, node?["for"]?.string != "position" {
      let inner = self.paddings(offset, hasNestedOffset: false)
      let n = ScaleDomain(component: offset, compilation: compilation, rows: rows).categories().count
      let each = offset.type == .band ? bandSpace(count: n, paddingInner: inner.inner, paddingOuter: inner.outer) : Double(n)
      return step * each / (1 - min(0.99, paddings.inner)) * space
    }
    return step * space
  }

  func paddings(_ component: ScaleComponent, hasNestedOffset: Bool) -> (inner: Double, outer: Double) {
    let rules = ScaleDefaults(component: component, config: config)
    let lead = component.users.first { $0.def.channel == component.channel } ?? component.lead
    if component.type == .point {
      let outer = component.stated("padding")?.number ?? component.stated("paddingOuter")?.number
      return (1, outer ?? (component.channel.isOffset ? 0.5 : rules.padding(lead) ?? 0))
    }
    let all = component.stated("padding")?.number
    let inner = component.stated("paddingInner")?.number ?? all ?? rules.paddingInner(lead, hasNestedOffset: hasNestedOffset) ?? 0
    let outer = component.stated("paddingOuter")?.number ?? all ?? rules.paddingOuter(lead, inner: inner, hasNestedOffset: hasNestedOffset) ?? 0
    return (min(1, max(0, inner)), max(0, outer))
  }

  /// - Parameter length: the pixels from one end of the axis to the other; for other channels the size of the view.
  func resolve(_ component: ScaleComponent, range: ScaleRange, hasNestedOffset: Bool = false) -> ResolvedScale {
    let domain = ScaleDomain(component: component, compilation: compilation, rows: rows)
    let type = component.type
    switch type {
    case .band, .point: return discretePosition(component, domain.categories(), range, hasNestedOffset)
    case .ordinal: return ordinal(component, domain.categories(), range)
    case .binOrdinal: return binOrdinal(component, domain, range)
    case .quantile, .quantize, .threshold: return classes(component, domain, range)
    case .identity: return ResolvedScale(channel: component.channel, type: type, mapping: .identity, domain: [])
    case .linear, .log, .pow, .sqrt, .symlog, .time, .utc: return continuous(component, domain, range)
    }
  }

  private func isReversed(_ component: ScaleComponent) -> Bool {
    let rules = ScaleDefaults(component: component, config: config)
    return component.property("reverse") { user in rules.reverse(user).map { .of($0) } }?.bool ?? false
  }

  private func discretePosition(_ component: ScaleComponent, _ keys: [Value], _ range: ScaleRange, _ hasNestedOffset: Bool) -> ResolvedScale {
    let paddings = paddings(component, hasNestedOffset: hasNestedOffset)
    var ends = range.ends(component, compilation)
    if isReversed(component) { ends = (ends.1, ends.0) }
    let band = BandScale(
      domain: keys, range: ends, paddingInner: paddings.inner, paddingOuter: min(1, paddings.outer),
      align: component.stated("align")?.number ?? 0.5, rounds: component.stated("round")?.bool ?? config.bool("scale", "round") ?? false)
    return ResolvedScale(channel: component.channel, type: component.type, mapping: .band(band), domain: band.domain)
  }

  private func ordinal(_ component: ScaleComponent, _ keys: [Value], _ range: ScaleRange) -> ResolvedScale {
    var items = range.items(component, count: keys.count, compilation)
    if isReversed(component) { items.reverse() }
    let places = Dictionary(keys.enumerated().map { ($1, $0) }) { a, _ in a }
    return ResolvedScale(channel: component.channel, type: .ordinal, mapping: .ordinal(places, items), domain: keys)
  }

  private func binOrdinal(_ component: ScaleComponent, _ domain: ScaleDomain, _ range: ScaleRange) -> ResolvedScale {
    let bins = component.users.lazy.compactMap { $0.unit.bins[$0.def.channel] }.first
    let boundaries = bins?.boundaries ?? []
    let classes = max(1, boundaries.count - 1)
    var items = range.items(component, count: classes, compilation)
    if isReversed(component) { items.reverse() }
    let scale = DiscretizingScale(boundaries: Array(boundaries.dropFirst().dropLast()))
    return ResolvedScale(
      channel: component.channel, type: .binOrdinal, mapping: .classes(scale, items), domain: boundaries.map { .number($0) }, bins: boundaries)
  }

  private func classes(_ component: ScaleComponent, _ domain: ScaleDomain, _ range: ScaleRange) -> ResolvedScale {
    let stated = component.stated("domain")?.elements?.compactMap(\.number)
    let wanted: Int
    switch component.type {
    case .quantile where component.channel.isColor, .quantize where component.channel.isColor: wanted = 5
    case .quantile: wanted = Int(exactly: config.scale("quantileCount") ?? 4) ?? 4
    case .threshold: wanted = (stated?.count ?? 2) + 1
    default: wanted = Int(exactly: config.scale("quantizeCount") ?? 4) ?? 4
    }
    var items = range.items(component, count: range.statedCount(component) ?? wanted, compilation)
    if isReversed(component) { items.reverse() }
    let count = max(1, items.count)
    let scale: DiscretizingScale
    var stops: [Double] = domain.numbers() ?? [0, 1]
    switch component.type {
    case .quantile:
      let all = domain.allNumbers()
      scale = DiscretizingScale(quantilesOf: all, classes: count)
    case .threshold:
      scale = DiscretizingScale(boundaries: stated ?? [])
      stops = stated ?? []
    default:
      if component.stated("nice").map({ $0.bool ?? true }) ?? false {
        let (a, b) = niceDomain(stops[0], stops[stops.count - 1], count: component.stated("nice")?.number ?? 10)
        stops = [a, b]
      }
      if stops.count >= 2, component.stated("zero")?.bool == true { stops = [min(0, stops[0]), max(0, stops[1])] }
      scale = DiscretizingScale(from: stops[0], to: stops[stops.count - 1], classes: count)
    }
    return ResolvedScale(channel: component.channel, type: component.type, mapping: .classes(scale, items), domain: stops.map { .number($0) })
  }

  private func transform(_ component: ScaleComponent) -> ScaleTransform {
    switch component.type {
    case .log: .log(base: component.stated("base")?.number ?? 10)
    case .pow: .power(exponent: component.stated("exponent")?.number ?? 1)
    case .sqrt: .power(exponent: 0.5)
    case .symlog: .symlog(constant: component.stated("constant")?.number ?? 1)
    default: .linear
    }
  }

  private func continuous(_ component: ScaleComponent, _ domain: ScaleDomain, _ range: ScaleRange) -> ResolvedScale {
    let rules = ScaleDefaults(component: component, config: config)
    let type = component.type
    let known = domain.numbers()
    var stops = known ?? (type == .log ? [1, 10] : type.isTime ? [0, 86_400_000] : [0, 0])
    if stops.count == 1 { stops.append(stops[0]) }
    let zero = !type.isTime && type != .log && component.property("zero", { .of(rules.zero($0)) })?.bool ?? false
    if zero, stops.count >= 2 {
      if stops[0] > 0, stops[stops.count - 1] > 0 { stops[0] = 0 }
      if stops[0] < 0, stops[stops.count - 1] < 0 { stops[stops.count - 1] = 0 }
    }
    func bound(_ key: String) -> Double? {
      guard let node = component.stated(key) else { return nil }
      return dateTimeValue(node) ?? (type.isTime ? parsedDate(Value(compilation.resolved(node) ?? node)).finite : compilation.number(node))
    }
    if let low = bound("domainMin") { stops[0] = low }
    if let high = bound("domainMax") { stops[stops.count - 1] = high }
    if let middle = component.stated("domainMid")?.number, stops.count == 2, middle > min(stops[0], stops[1]), middle < max(stops[0], stops[1]) { stops.insert(middle, at: 1) }
    var ends = range.ends(component, compilation)
    let reversed = isReversed(component)
    let isColor = range.isColor(component)
    if !isColor { pad(&stops, component, rules, ends) }
    var scale = ContinuousScale(transform(component), domain: stops, range: [0, 1])
    if let nice = component.property("nice", { rules.nice($0).map { .of($0) } }), nice.bool != false, !nice.isNull { scale = self.nice(scale, nice, type) }
    let bins = component.users.lazy.compactMap { $0.unit.bins[$0.def.channel] }.first.flatMap { component.lead.def.isBinning ? $0.boundaries : nil }
    let mapping: ResolvedScale.Mapping
    if isColor {
      var ramp = range.ramp(component, compilation)
      if reversed { ramp.colors.reverse() }
      mapping = .ramp(scale, ramp)
    } else {
      if reversed { ends = (ends.1, ends.0) }
      var numbers = range.numbers(component, compilation).map { reversed ? $0.reversed() : $0 } ?? [ends.0, ends.1]
      if numbers.count == 2, scale.domain.count > 2 {
        numbers = scale.domain.indices.map { numbers[0] + (numbers[1] - numbers[0]) * Double($0) / Double(scale.domain.count - 1) }
      }
      mapping = .continuous(ContinuousScale(scale.transform, domain: scale.domain, range: numbers, isClamped: component.stated("clamp")?.bool ?? config.bool("scale", "clamp") ?? false))
    }
    var result = ResolvedScale(channel: component.channel, type: type, mapping: mapping, domain: scale.domain.map { type.isTime ? .date($0) : .number($0) })
    result.bins = bins ?? statedBins(component, scale.domain)
    result.includesZero = zero
    result.isEmpty = known == nil && !(zero && domain.hasSeveralSources) && bound("domainMin") == nil && bound("domainMax") == nil
    return result
  }

  /// `bin: {binned: true, step: 2}` and `scale.bins`.
  private func statedBins(_ component: ScaleComponent, _ domain: [Double]) -> [Double]? {
    if let list = component.stated("bins")?.elements?.compactMap(\.number), !list.isEmpty { return list }
    guard case .binned(let step?)? = component.lead.def.bin, step > 0, let low = domain.first, let high = domain.last, (high - low) / step < 100_000 else { return nil }
    return stride(from: low, through: high + step / 2, by: step).map { $0 }
  }

  /// Widens the domain so that `padding` pixels stay free at both ends.
  private func pad(_ stops: inout [Double], _ component: ScaleComponent, _ rules: ScaleDefaults, _ ends: (Double, Double)) {
    let pixels = component.property("padding") { user in rules.padding(user).map { .of($0) } }?.number ?? 0
    let span = abs(ends.1 - ends.0)
    guard pixels > 0, span > 2 * pixels, stops.count == 2, stops[0] != stops[1] else { return }
    let factor = span / (span - 2 * pixels)
    let t = transform(component)
    let a = t.forward(stops[0]), b = t.forward(stops[1])
    let middle = (a + b) / 2
    let padded = [t.backward(middle + (a - middle) * factor, negative: stops[0] < 0), t.backward(middle + (b - middle) * factor, negative: stops[0] < 0)]
    if padded.allSatisfy(\.isFinite) { stops = padded }
  }

  private func nice(_ scale: ContinuousScale, _ node: TreeNode, _ type: ScaleType) -> ContinuousScale {
    guard type.isTime else { return scale.nice(count: node.number ?? 10) }
    let start = scale.domain[0], stop = scale.domain[scale.domain.count - 1]
    guard let step = timeStep(node) ?? timeTickStep(from: start, to: stop, count: node.number ?? 10) else { return scale }
    let (a, b) = niceTimeDomain(start, stop, by: step)
    return ContinuousScale(.linear, domain: [a, b], range: scale.range)
  }
}

/// `"month"` or `{interval: "month", step: 3}`.
func timeStep(_ node: TreeNode) -> TimeTickStep? {
  let name = node.string ?? node["interval"]?.string
  let interval: TimeTickStep? = switch name {
  case "millisecond", "milliseconds": TimeTickStep(.millisecond)
  case "second", "seconds": TimeTickStep(.second)
  case "minute", "minutes": TimeTickStep(.minute)
  case "hour", "hours": TimeTickStep(.hour)
  case "day", "date": TimeTickStep(.day)
  case "week": TimeTickStep(.week)
  case "month": TimeTickStep(.month)
  case "quarter": TimeTickStep(.month, 3)
  case "year": TimeTickStep(.year)
  default: nil
  }
  guard var interval else { return nil }
  if let step = node["step"]?.number.flatMap({ Int(exactly: $0) }), step > 0 { interval.step *= step }
  return interval
}
