import DataTables
import Geometry
import Inputs
import Scales

/// What becomes of rows with a null, or with what is no finite number, where a number is needed.
///
/// https://vega.github.io/vega-lite/docs/invalid-data.html
enum InvalidMode: Sendable {
  /// They are left out of marks and scales.
  case filter
  /// They break paths, and other marks leave them out; the domains of scales know nothing of their other values.
  case breakPathsFilterDomains
  /// As before, but their other values count for the domains.
  case breakPathsShowDomains
  /// They are drawn at the zero of the scale, or at its start.
  case show

  init(_ mark: MarkDef) {
    let node = mark["invalid"]
    switch node?.string {
    case "filter": self = .filter
    case "break-paths-filter-domains": self = .breakPathsFilterDomains
    case "break-paths-show-domains": self = .breakPathsShowDomains
    case "show": self = .show
    default: self = node?.isNull == true ? .show : mark.type.isPath ? .breakPathsShowDomains : .filter
    }
  }

  /// Whether marks are made of valid rows alone.
  func filtersMarks(isPath: Bool) -> Bool {
    switch self {
    case .filter: true
    case .show: false
    case .breakPathsFilterDomains, .breakPathsShowDomains: !isPath
    }
  }

  /// Whether scales look at valid rows alone.
  var filtersScales: Bool { self == .filter || self == .breakPathsFilterDomains }

  var breaksPaths: Bool { self == .breakPathsFilterDomains || self == .breakPathsShowDomains }
}

extension UnitModel {
  /// The columns whose values must be finite for a row to be valid.
  private func numericColumns(_ config: ChartConfig) -> [String] {
    guard InvalidMode(mark) != .show else { return [] }
    return Channel.scaled.compactMap { channel in
      guard let def = encoding[channel], def.isField, let scale = scales[channel], scale.type.hasContinuousDomain, def.aggregate != .op("count") else { return nil }
      // A scale that says what it makes of invalid values can show them.
      return config.node("scale", "invalid", channel.rawValue) == nil ? def.column : nil
    }
  }

  /// Parts the rows that marks and scales see. Called once, when the scales of the unit are known.
  func filterInvalid(_ config: ChartConfig) {
    let mode = InvalidMode(mark), names = numericColumns(config)
    guard !names.isEmpty else { return }
    let marks = mode.filtersMarks(isPath: mark.type.isPath)
    if marks, mode.filtersScales {
      main = main.filtered(names)
    } else {
      markFilter = marks ? names : []
      scaleFilter = mode.filtersScales ? names : []
    }
  }

  /// What a scale gives for an invalid value in this unit; nil when such values are not shown.
  func invalidOutput(_ channel: Channel, _ scale: ResolvedScale, _ compilation: Compilation) -> RangeItem? {
    guard let def = encoding[channel], def.isField, scale.type.hasContinuousDomain, def.aggregate != .op("count") else { return nil }
    let stated = compilation.config.node("scale", "invalid", channel.rawValue)
    guard stated != nil || InvalidMode(mark) == .show else { return nil }
    if let value = stated?["value"] {
      if let n = compilation.number(value) { return .number(n) }
      return value.string.flatMap { Color(css: $0) }.map { .color($0) } ?? .text(value.string ?? "none")
    }
    return scale.item(.number(scale.zeroOrEnd(isMax: stated?.string == "zero-or-max")))
  }
}

extension Frame {
  /// The rows whose values under all `names` are finite numbers.
  func filtered(_ names: [String]) -> Frame {
    if names.isEmpty { return self }
    let columns = names.map { self[$0] }
    return filtered { row in columns.allSatisfy { $0[row].finite != nil } }
  }
}

extension ResolvedScale {
  /// Zero where the domain has it, else one of its ends.
  func zeroOrEnd(isMax: Bool) -> Double {
    let stops = stops, low = stops.first ?? 0, high = stops.last ?? 0
    let holdsZero = includesZero || !type.isTime && type != .log && min(low, high) <= 0 && max(low, high) >= 0
    return holdsZero ? 0 : isMax ? high : low
  }
}
