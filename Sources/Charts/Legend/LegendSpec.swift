import DataTables
import Geometry
import Inputs

/// A legend for one or more channels that show the same field.
struct LegendSpec {
  var channels: [Channel]
  var scales: [Channel: ResolvedScale]
  var stated: TreeNode
  var title: [String]?
  var def: ChannelDef
  var unit: UnitModel
  /// All units whose marks the legend explains.
  var units: [UnitModel]
  let config: ChartConfig

  /// The scale that gives the values: sizes before shapes before colors, as in Vega.
  var lead: ResolvedScale? {
    let order: [Channel] = [.size, .shape, .color, .fill, .stroke]
    return (order.first { channels.contains($0) } ?? channels.first).flatMap { scales[$0] }
  }

  subscript(key: String) -> TreeNode? { stated[key] ?? config.node("legend", key) }

  func number(_ key: String) -> Double? { self[key]?.number }
  func string(_ key: String) -> String? { self[key]?.string }
  func bool(_ key: String) -> Bool? { self[key]?.bool }
  func color(_ key: String) -> Color? { self[key]?.string.flatMap { Color(css: $0) } }

  var orient: String { string("orient") ?? "right" }

  var isVertical: Bool {
    // Vega-Lite asks for the direction of gradients whatever the legend shows.
    if let direction = stated["direction"]?.string ?? config.string("legend", "gradientDirection") ?? config.string("legend", "direction") { return direction == "vertical" }
    switch orient {
    case "top", "bottom": return false
    case "left", "right", "none": return true
    default: return type != .gradient
    }
  }

  enum Kind { case symbol, gradient, bands }

  var type: Kind {
    if let given = string("type") { return given == "gradient" ? .gradient : .symbol }
    if channels.count > 1, channels.contains(where: { !$0.isColor }) { return .symbol }
    guard let channel = channels.first, channel.isColor, let scale = lead else { return .symbol }
    // Filled and outlined marks need a symbol that shows both.
    if case .ramp = scale.mapping, channel == .color, Set(units.map { $0.mark.isFilled && $0.mark.type != .trail }).count > 1 { return .symbol }
    if let unit = def.timeUnit, ["quarter", "month", "day"].contains(unit.parts.joined()) { return .symbol }
    if case .ramp = scale.mapping { return .gradient }
    if case .classes = scale.mapping { return .bands }
    return .symbol
  }
}
