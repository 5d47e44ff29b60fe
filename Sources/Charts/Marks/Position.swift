import DataTables
import Geometry
import Inputs
import Scales

/// Places rows along a position channel, as Vega-Lite's encoders do. All results in pixels of the view.
struct Position {
  let context: MarkContext
  let channel: Channel

  enum Fallback { case middle, zeroOrMin, zeroOrMax }

  private var frame: Frame { context.frame }
  private var scale: ResolvedScale? { context.scale(channel) }
  private var def: ChannelDef? { context.encoding[channel] }
  private var isX: Bool { channel.main == .x }

  // MARK: offsets

  /// How far a row moves: the offset channel, or the mark's `xOffset`.
  private func offset(band: Double) -> (isEncoded: Bool, value: (Int) -> Double) {
    let name: Channel? = channel == .x ? .xOffset : channel == .y ? .yOffset : nil
    if let name, let def = context.encoding[name] {
      if let value = def.value { let n = context.length(of: value, channel) ?? 0; return (true, { _ in n }) }
      if let scale = context.scales[name] {
        let column = frame[def.column]
        return (true, { row in scale.position(def.datum ?? column[row], at: band) ?? 0 })
      }
    }
    let key = channel.rawValue + "Offset"
    let visual = context.number(key) ?? (channel.main != channel ? nil : nil) ?? 0
    return (false, { _ in visual })
  }

  // MARK: one point

  /// The place of each row; nil where the value has none.
  func point(_ fallback: Fallback) -> (Int) -> Double? {
    let offset = offset(band: 0.5)
    let base = anchor(bandPosition: offset.isEncoded ? 0 : nil, fallback)
    return { row in base(row).map { $0 + offset.value(row) } }
  }

  /// The place without offsets.
  func anchor(bandPosition: Double?, _ fallback: Fallback) -> (Int) -> Double? {
    guard let def, def.isFieldOrDatum || def.value != nil else {
      let d = defaultPlace(fallback)
      return { _ in d }
    }
    if let value = def.value {
      let n = context.length(of: value, channel)
      return { _ in n }
    }
    if let stack = context.unit.stack, stack.channel == channel { return stacked(def) }
    return scaled(def, bandPosition: bandPosition)
  }

  private func stacked(_ def: ChannelDef) -> (Int) -> Double? {
    let ends = frame[def.column + "_end"]
    guard let scale else { return { row in ends[row].pixels } }
    if let band = def.bandPosition {
      let starts = frame[def.column + "_start"]
      return { row in
        guard let a = scale.position(starts[row]), let b = scale.position(ends[row]) else { return nil }
        return a + (b - a) * band
      }
    }
    return { row in scale.position(ends[row]) }
  }

  private func scaled(_ def: ChannelDef, bandPosition: Double?) -> (Int) -> Double? {
    guard let scale else {
      if let datum = def.datum { return { _ in datum.pixels } }
      let column = frame[def.column]
      return { row in column[row].pixels }
    }
    if let datum = def.datum {
      let value = def.type == .temporal ? parsedDate(datum) : datum
      let x = scale.position(value, at: bandPosition ?? def.bandPosition ?? 0.5)
      return { _ in x }
    }
    let discrete = scale.type.hasDiscreteDomain
    if def.isBinning, discrete {
      let column = frame[def.rangeColumn]
      return { row in scale.position(column[row], at: bandPosition ?? def.bandPosition ?? 0.5) }
    }
    let column = frame[def.column]
    if discrete { return { row in scale.position(column[row], at: bandPosition ?? def.bandPosition ?? 0.5) } }
    if let band = bandOf(def), def.isBinning || def.timeUnit != nil {
      let ends = frame[def.endColumn]
      return { row in between(scale, column[row], ends[row], band) }
    }
    if def.isBinned, let second = channel.second.flatMap({ context.encoding[$0] }), second.isField {
      let ends = frame[second.column]
      let band = def.bandPosition ?? 0.5
      return { row in between(scale, column[row], ends[row], band) }
    }
    return { row in scale.position(column[row]) }
  }

  private func between(_ scale: ResolvedScale, _ a: Value, _ b: Value, _ t: Double) -> Double? {
    guard let x = scale.position(a) else { return nil }
    guard t != 0, let y = scale.position(b) else { return x }
    return x + (y - x) * t
  }

  /// Where in the span of a bin or time unit the mark stands; nil when it stands at the start.
  private func bandOf(_ def: ChannelDef) -> Double? {
    if let band = def.bandPosition { return band }
    let hasSecond = channel.second.flatMap { context.encoding[$0]?.isFieldOrDatum } == true
    if def.timeUnit != nil, !hasSecond { return context.mark.number("timeUnitBandPosition") }
    return def.isBinning ? 0.5 : nil
  }

  /// Where a mark without this channel stands.
  func defaultPlace(_ fallback: Fallback) -> Double? {
    if let given = context.length(of: context.mark[channel.rawValue], channel) { return given }
    switch fallback {
    case .middle: return context.length(channel) / 2
    case .zeroOrMin: return zero(isMax: false)
    case .zeroOrMax: return zero(isMax: true)
    }
  }

  private func zero(isMax: Bool) -> Double {
    if let scale, case .continuous(let s) = scale.mapping {
      let low = s.domain.first ?? 0, high = s.domain.last ?? 0
      if scale.includesZero || (!scale.type.isTime && scale.type != .log && min(low, high) <= 0 && max(low, high) >= 0) { return s(0) }
      return s(isMax ? high : low)
    }
    return isX == isMax ? context.length(channel) : 0
  }

  // MARK: spans

  /// The two ends of each row: from `x` to `x2`, to the zero of the scale, or of a stack.
  func range() -> (Int) -> (Double, Double)? {
    let first = point(.zeroOrMax), second = self.second()
    return { row in
      guard let a = first(row), let b = second(row) else { return nil }
      return (a, b)
    }
  }

  private func second() -> (Int) -> Double? {
    guard let name = channel.second else { return { _ in nil } }
    let shift = context.number(name.rawValue + "Offset") ?? (context.encoding[name] == nil && context.mark[name.rawValue] == nil ? context.number(channel.rawValue + "Offset") ?? 0 : 0)
    if let stack = context.unit.stack, stack.channel == channel, let def {
      let starts = frame[def.column + "_start"]
      let offset = offset(band: 0.5)
      return { row in
        let start = scale.map { $0.position(starts[row]) } ?? starts[row].pixels
        return start.map { $0 + (offset.isEncoded ? offset.value(row) : shift) }
      }
    }
    if let other = context.encoding[name] {
      if let value = other.value {
        let n = context.length(of: value, channel)
        return { _ in n.map { $0 + shift } }
      }
      if let datum = other.datum {
        let value = other.type == .temporal ? parsedDate(datum) : datum
        let x = scale?.position(value, at: other.bandPosition ?? 0.5)
        return { _ in x.map { $0 + shift } }
      }
      let column = frame[other.column]
      let band = other.bandPosition ?? (scale?.type == .band ? 0.5 : 0)
      if other.timeUnit != nil, !other.isBinned, other.computedTimeUnit != nil, let scale, scale.type.isTime, let at = other.bandPosition {
        let ends = frame[other.endColumn]
        return { row in between(scale, column[row], ends[row], at).map { $0 + shift } }
      }
      return { row in
        guard let scale else { return column[row].finite.map { $0 + shift } }
        return scale.position(column[row], at: band).map { $0 + shift }
      }
    }
    if let given = context.length(of: context.mark[name.rawValue], channel) { return { _ in given + shift } }
    if let size = context.length(of: context.mark[isX ? "width" : "height"], channel) {
      let first = point(.zeroOrMax)
      return { row in first(row).map { $0 + (isX ? size : size) } }
    }
    let place = defaultPlaceOfSecond()
    return { _ in place.map { $0 + shift } }
  }

  private func defaultPlaceOfSecond() -> Double? { zero(isMax: false) }
}

extension Value {
  /// The value as pixels, where a channel has no scale: null is zero, as in JavaScript.
  fileprivate var pixels: Double? { isNull ? 0 : finite }
}
