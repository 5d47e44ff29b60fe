import Inputs

/// Vega-Lite's rules for the properties of a scale that nobody states. One rule a property.
struct ScaleDefaults {
  let component: ScaleComponent
  let config: ChartConfig

  private var channel: Channel { component.channel }
  private var type: ScaleType { component.type }

  func nice(_ user: ScaleComponent.User) -> Bool? {
    if user.def.bin != nil || type.isTime || user.stated?["domain"]?.elements != nil { return nil }
    if user.stated?["domainMin"] != nil || user.stated?["domainMax"] != nil { return nil }
    return channel.isPosition ? true : nil
  }

  func zero(_ user: ScaleComponent.User) -> Bool {
    if let domain = user.stated?["domain"], domain.string != "unaggregated", domain["unionWith"] == nil, type.hasContinuousDomain {
      guard let stops = domain.elements, let a = stops.first?.number, let b = stops.last?.number else { return false }
      return a <= 0 && b >= 0
    }
    if channel == .size, user.def.type == .quantitative, !type.isDiscretizing { return true }
    guard user.def.bin == nil, channel.isPosition || channel.isPolar else { return false }
    let mark = user.unit.mark
    if [.bar, .area, .line, .trail].contains(mark.type) {
      if mark.orient == .horizontal && channel == .y || mark.orient == .vertical && channel == .x { return false }
    }
    if mark.type == .bar || mark.type == .area, channel.second.map({ user.unit.encoding[$0]?.isFieldOrDatum != true }) ?? true { return true }
    return config.bool("scale", "zero") ?? true
  }

  /// Pixels kept free at both ends of a continuous scale, or the padding of points.
  func padding(_ user: ScaleComponent.User) -> Double? {
    guard channel.isPosition else { return nil }
    if type == .point { return config.scale("pointPadding") }
    guard type.isContinuous else { return nil }
    if let given = config.scale("continuousPadding") { return given }
    let mark = user.unit.mark
    if mark.type == .bar, user.def.bin == nil, user.def.timeUnit == nil, mark.orient == .vertical && channel == .x || mark.orient == .horizontal && channel == .y {
      return mark.number("continuousBandSize")
    }
    return nil
  }

  func paddingInner(_ user: ScaleComponent.User, hasNestedOffset: Bool) -> Double? {
    if component.stated("padding") != nil { return nil }
    if channel.isPosition {
      if hasNestedOffset { return config.scale("bandWithNestedOffsetPaddingInner") }
      return config.scale("bandPaddingInner") ?? config.scale(user.unit.mark.type.bandPaddingKey + "Inner")
    }
    return channel.isOffset && type == .band ? config.scale("offsetBandPaddingInner") : nil
  }

  func paddingOuter(_ user: ScaleComponent.User, inner: Double, hasNestedOffset: Bool) -> Double? {
    if component.stated("padding") != nil { return nil }
    if channel.isPosition, type == .band {
      if hasNestedOffset { return config.scale("bandWithNestedOffsetPaddingOuter") }
      return config.scale("bandPaddingOuter") ?? config.scale(user.unit.mark.type.bandPaddingKey + "Outer") ?? inner / 2
    }
    guard channel.isOffset else { return nil }
    return type == .point ? 0.5 : type == .band ? config.scale("offsetBandPaddingOuter") : nil
  }

  func reverse(_ user: ScaleComponent.User) -> Bool? {
    if type.hasContinuousDomain, case .descending = user.def.sort { return true }
    return config.bool("scale", "xReverse") == true && channel == .x ? true : nil
  }
}
