import DataTables
import Geometry
import Inputs

extension Compilation {
  /// `config.font`, or the renderer's sans-serif.
  var defaultFont: String { config.string("font") ?? "sans-serif" }

  /// How far axes stand off whole pixels; bars of bins follow them.
  func axisTranslate(_ channel: Channel, _ unit: UnitModel) -> Double {
    if let n = unit.encoding[channel]?.node["axis"]?["translate"]?.number { return n }
    return config.number("axis", "translate") ?? 0.5
  }

  /// Points by longitude and latitude; nil when the unit has none.
  func projectedPlaces(_ context: MarkContext, _ longitude: Channel, _ latitude: Channel) -> ((Int) -> Point?)? {
    guard context.encoding[longitude] != nil || context.encoding[latitude] != nil else { return nil }
    unsupported("a projection", at: context.unit.common.node.range)
    return { _ in nil }
  }

  func geoshapes(_ context: MarkContext) -> [Mark] {
    unsupported("mark \"geoshape\"", at: context.unit.common.node.range)
    return []
  }
}
