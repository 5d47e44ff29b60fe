import DataTables
import Formats
import Glibc
import Inputs
import Scales

/// A number format by its d3 specifier; the plain `String(x)` for an empty or wrong one.
func numberFormat(_ specifier: String) -> (Double) -> String {
  guard !specifier.isEmpty, let format = D3NumberFormat(specifier) else { return numberText }
  return { format($0) }
}

/// Turns values into the labels of axes, legends and headers.
struct LabelFormat {
  private let text: (Value) -> String

  func callAsFunction(_ value: Value) -> String { text(value) }

  /// - Parameters:
  ///   - format: a d3 specifier or, for time, an object of patterns by unit.
  ///   - count: how many ticks the precision is for.
  ///   - timeFormat: the pattern of times whose unit is not known; nil for one by their distance, as on axes.
  init(scale: ResolvedScale?, def: ChannelDef?, format: TreeNode?, formatType: String?, count: Double, config: ChartConfig, keepsAll: Bool = false, isNormalized: Bool = false, timeFormat: String? = nil) {
    let isTime = formatType == "time" || formatType == "utc" || (formatType == nil && (def?.type == .temporal || def?.computedTimeUnit != nil || def?.timeUnit != nil || scale?.type.isTime == true))
    if isTime, formatType != "number" {
      text = Self.time(def, format, timeFormat)
      return
    }
    let specifier = format?.string ?? (isNormalized ? config.string("normalizedNumberFormat") ?? ".0%" : nil) ?? (def?.type == .quantitative ? config.string("numberFormat") : nil)
    guard let scale else {
      let plain = numberFormat(specifier ?? "")
      text = { v in v.string ?? v.finite.map(plain) ?? v.shown }
      return
    }
    text = Self.number(scale, specifier, count, keepsAll: keepsAll)
  }

  private static func time(_ def: ChannelDef?, _ format: TreeNode?, _ fallback: String?) -> (Value) -> String {
    let pattern = format?.string ?? def?.timeUnit?.format ?? fallback
    if let pattern, !pattern.isEmpty {
      let format = D3TimeFormat(pattern)
      return { v in v.isNull ? "null" : v.finite.map { format($0) } ?? v.shown }
    }
    let multi = MultiTimeFormat()
    return { v in v.isNull ? "null" : v.finite.map { multi($0) } ?? v.shown }
  }

  private static func number(_ scale: ResolvedScale, _ specifier: String?, _ count: Double, keepsAll: Bool) -> (Value) -> String {
    if case .continuous(let s) = scale.mapping, case .log(let base) = s.transform {
      let plain = specifier.map(numberFormat) ?? { D3NumberFormat(",.12")?($0) ?? numberText($0) }
      if keepsAll { return { v in v.finite.map(plain) ?? v.shown } }
      let ticks = Double(s.ticks(count: count).count)
      return { v in
        guard let x = v.finite else { return v.shown }
        return showsLogTick(x, base: base, count: count, ticks: ticks) ? plain(x) : ""
      }
    }
    switch scale.mapping {
    case .continuous, .ramp:
      guard let a = scale.stops.first, let b = scale.stops.last, let format = TickFormat(from: a, to: b, count: count, specifier: specifier) else {
        return { $0.shown }
      }
      return { v in v.finite.map { format($0) } ?? v.shown }
    case .band, .ordinal, .identity, .classes:
      guard let specifier, let format = D3NumberFormat(specifier) else { return { $0.shown } }
      return { v in
        switch v {
        case .number, .integer, .date: v.finite.map { format($0) } ?? v.shown
        case .null, .bool, .string, .list, .object: v.shown
        }
      }
    }
  }
}

/// Whether d3 labels a tick of a log scale: crowded ones keep only the round ones.
func showsLogTick(_ x: Double, base: Double, count: Double, ticks: Double) -> Bool {
  guard x != 0, ticks > 0 else { return true }
  let k = max(1, base * count / ticks)
  let size = abs(x)
  let level = roundHalfUp(logarithm(size, base: base))
  var i = size / pow(base, level)
  if i * base < base - 0.5 { i *= base }
  return i <= k
}
