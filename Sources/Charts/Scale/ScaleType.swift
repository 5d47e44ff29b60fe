import Inputs

/// The kinds of scale of Vega-Lite.
enum ScaleType: String, CaseIterable, Sendable {
  case linear, log, pow, sqrt, symlog, identity, time, utc
  case quantile, quantize, threshold
  case binOrdinal = "bin-ordinal"
  case ordinal, point, band

  var hasDiscreteDomain: Bool { self == .ordinal || self == .point || self == .band || self == .binOrdinal }
  var hasContinuousDomain: Bool { !hasDiscreteDomain }
  var isTime: Bool { self == .time || self == .utc }
  var isDiscretizing: Bool { self == .quantile || self == .quantize || self == .threshold }
  /// Numbers to numbers (or colors) without steps.
  var isContinuous: Bool {
    switch self {
    case .linear, .log, .pow, .sqrt, .symlog, .identity, .time, .utc: true
    case .quantile, .quantize, .threshold, .binOrdinal, .ordinal, .point, .band: false
    }
  }

  /// Whether layers with these types can share one scale; others keep their own.
  func isCompatible(with other: ScaleType) -> Bool {
    let a = category, b = other.category
    return a == b || (a == .position && b == .time) || (a == .time && b == .position)
  }

  private enum Category { case number, time, ordinal, binned, position, classes }

  private var category: Category {
    switch self {
    case .linear, .log, .pow, .sqrt, .symlog, .identity: .number
    case .time, .utc: .time
    case .ordinal: .ordinal
    case .binOrdinal: .binned
    case .point, .band: .position
    case .quantile, .quantize, .threshold: .classes
    }
  }

  /// Which of two automatic types wins when layers share a scale.
  var precedence: Int {
    switch self {
    case .band, .log, .pow, .sqrt, .symlog, .utc: 1
    case .ordinal: 10
    default: 0
    }
  }
}

/// The type that Vega-Lite chooses for a channel. https://vega.github.io/vega-lite/docs/scale.html#type
func defaultScaleType(_ channel: Channel, _ def: ChannelDef, _ unit: UnitModel) -> ScaleType {
  switch def.type {
  case .nominal, .ordinal: return discreteScaleType(channel, def, unit)
  case .temporal:
    if channel.isColor { return .time }
    if channel == .shape || channel == .strokeDash { return .ordinal }
    if channel.isPolar { return .linear }
    return def.timeUnit?.isUTC == true ? .utc : .time
  case .quantitative:
    if channel.isColor { return def.isBinning ? .binOrdinal : .linear }
    if channel == .shape || channel == .strokeDash { return .ordinal }
    return .linear
  case .geojson: return .linear
  }
}

private func discreteScaleType(_ channel: Channel, _ def: ChannelDef, _ unit: UnitModel) -> ScaleType {
  if channel.isColor || channel == .shape || channel == .strokeDash {
    if def.isBinning, channel.isColor, def.type == .ordinal { return .binOrdinal }
    return .ordinal
  }
  let mark = unit.mark.type
  if channel.isPosition || channel.isOffset {
    if let offset = channel.offset, unit.encoding[offset]?.isFieldOrDatum == true { return .band }
    if mark == .rect || mark == .bar || mark == .image || mark == .rule || mark == .tick { return .band }
    let size = unit.mark[channel == .x || channel == .xOffset ? "width" : "height"]
    if size?["band"] != nil { return .band }
    if def.node["axis"]?["tickBand"] != nil { return .band }
  }
  if mark == .arc, channel.isPolar { return .band }
  return .point
}
