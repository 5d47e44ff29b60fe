import Diagnostics
import Formats
import Geometry
import Scales

/// How values become colors, and what the legend says of it.
struct ColorClasses: Sendable {
  enum Kind: Sendable {
    case classes(DiscretizingScale, [Color])
    /// `middle` is the value of the middle color.
    case ramp(ColorRamp, low: Double, middle: Double, high: Double)
    case names([String], [Color])
  }

  /// One line of the legend.
  struct Entry: Hashable, Sendable {
    var color: Color
    var text: String
  }

  let kind: Kind
  let entries: [Entry]
  let title: String?
  let format: ValueFormat

  /// - Parameter values: the numbers of the data.
  init(_ setting: ColorSetting, values: [Double], names: [String], style: MapStyle, language: String) throws(Failure) {
    title = setting.title
    format = try ValueFormat(setting.format, values: values, language: language)
    switch setting.kind {
    case .ordinal:
      var seen: Set<String> = []
      let domain = setting.names.isEmpty ? names.filter { seen.insert($0).inserted } : setting.names
      let palette = Self.colors(setting, style.categorical, count: domain.count)
      let colors = domain.indices.map { palette[$0 % palette.count] }
      kind = .names(domain, colors)
      entries = zip(domain, colors).map { Entry(color: $1, text: $0) }
    case .linear:
      let low = setting.domain.first ?? values.min() ?? 0, high = setting.domain.last ?? values.max() ?? 1
      let ramp = ColorRamp(Self.colors(setting, style.sequential, count: 0))
      kind = .ramp(ramp, low: low, middle: setting.middle ?? (low + high) / 2, high: high)
      entries = []
    case .quantize, .threshold, .quantile:
      let scale = Self.scale(setting, values)
      let colors = Self.colors(setting, style.sequential, count: scale.boundaries.count + 1)
      kind = .classes(scale, colors)
      let open = setting.kind == .threshold
      let low = setting.domain.first ?? values.min(), high = setting.domain.last ?? values.max()
      // Bounds between whole numbers need a decimal that the data do not.
      let bounds = try ValueFormat(setting.format, values: scale.boundaries + (open ? [] : [low, high].compactMap { $0 }), language: language)
      entries = Self.entries(scale, colors, bounds, ends: open ? nil : (low, high), language)
    }
  }

  private static func scale(_ setting: ColorSetting, _ values: [Double]) -> DiscretizingScale {
    let given = setting.range.isEmpty ? setting.classes : setting.range.count
    let count = min(12, max(2, given ?? 5))
    switch setting.kind {
    case .threshold: return DiscretizingScale(boundaries: setting.domain)
    case .quantile: return DiscretizingScale(quantilesOf: setting.domain.isEmpty ? values : setting.domain, classes: count)
    case .quantize, .linear, .ordinal:
      let low = setting.domain.first ?? values.min() ?? 0, high = setting.domain.last ?? values.max() ?? 1
      return DiscretizingScale(from: low, to: high, classes: count)
    }
  }

  /// `count` colors: those given, those of the scheme, or the style's; 0 leaves them as they are.
  private static func colors(_ setting: ColorSetting, _ standard: [Color], count: Int) -> [Color] {
    var colors = setting.range
    if colors.isEmpty, let scheme = setting.scheme.flatMap({ ColorScheme(named: $0.text) }) {
      colors = scheme.isCategorical || count == 0 ? scheme.colors : ColorRamp(scheme.colors).sampled(count)
    }
    if colors.isEmpty { colors = standard }
    if setting.reversed { colors.reverse() }
    if setting.kind != .ordinal, count > 0, colors.count != count { colors = ColorRamp(colors).sampled(count) }
    return colors.isEmpty ? [.black] : colors
  }

  private static func entries(
    _ scale: DiscretizingScale, _ colors: [Color], _ format: ValueFormat, ends: (Double?, Double?)?, _ language: String
  ) -> [Entry] {
    let cuts = scale.boundaries.map { format($0) }
    let isKorean = language.hasPrefix("ko")
    return colors.indices.map { i in
      let low = i > 0 ? cuts[i - 1] : ends?.0.map { format($0) }
      let high = i < cuts.count ? cuts[i] : ends?.1.map { format($0) }
      let text: String
      switch (low, high) {
      case (let low?, let high?): text = "\(low)\u{2013}\(high)"
      case (nil, let high?): text = isKorean ? "\(high) 미만" : "under \(high)"
      case (let low?, nil): text = isKorean ? "\(low) 이상" : "\(low) or more"
      case (nil, nil): text = ""
      }
      return Entry(color: colors[i], text: text)
    }
  }

  func color(of value: Double) -> Color? {
    switch kind {
    case .classes(let scale, let colors): scale.classIndex(of: value).flatMap { $0 < colors.count ? colors[$0] : nil }
    case .ramp(let ramp, let low, let middle, let high):
      ramp(value < middle ? 0.5 * Self.share(of: value, from: low, to: middle) : 0.5 + 0.5 * Self.share(of: value, from: middle, to: high))
    case .names: nil
    }
  }

  /// How far a value lies between two others, 0 to 1; 0 where these are one.
  private static func share(of value: Double, from low: Double, to high: Double) -> Double {
    high > low ? min(1, max(0, (value - low) / (high - low))) : 0
  }

  func color(ofName name: String) -> Color? {
    guard case .names(let names, let colors) = kind, let i = names.firstIndex(of: name) else { return nil }
    return colors[i]
  }
}

/// A format of values: one of d3's, one of ours, or as many decimals as the values have (at most 2).
struct ValueFormat: Sendable {
  private enum Kind: Sendable {
    case d3(D3NumberFormat)
    case pattern(NumberPattern)
  }

  private let kind: Kind

  init(_ setting: MapSettings.Key?, values: [Double], language: String) throws(Failure) {
    if let setting {
      if let d3 = D3NumberFormat(setting.text) {
        kind = .d3(d3)
      } else {
        kind = .pattern(try NumberPattern(parsing: setting.text, at: setting.range, language: language))
      }
      return
    }
    let decimals = values.contains { $0 != $0.rounded() } ? (values.contains { $0 * 10 != ($0 * 10).rounded() && abs($0) < 10 } ? 2 : 1) : 0
    guard let plain = D3NumberFormat(",.\(decimals)f") else { throw Failure([]) }
    kind = .d3(plain)
  }

  func callAsFunction(_ x: Double) -> String {
    switch kind {
    case .d3(let format): format(x)
    case .pattern(let pattern): pattern.format(x)
    }
  }
}
