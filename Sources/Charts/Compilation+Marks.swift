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
}
