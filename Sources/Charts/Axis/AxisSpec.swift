import DataTables
import Geometry
import Inputs

/// An axis with everything that layers or repeats say of it, looked up as Vega-Lite does.
struct AxisSpec {
  var channel: Channel
  var orient: AxisOrient { didSet { sections = configSections } }
  /// What the encodings state, the first one winning.
  var stated: TreeNode { didSet { sections = configSections } }
  var title: [String]?
  var def: ChannelDef
  var unit: UnitModel
  var scale: ResolvedScale
  let config: ChartConfig
  /// Where `config` speaks of this axis, the most particular first.
  private var sections: [TreeNode] = []

  init(
    channel: Channel, orient: AxisOrient, stated: TreeNode, title: [String]?, def: ChannelDef, unit: UnitModel, scale: ResolvedScale,
    config: ChartConfig
  ) {
    (self.channel, self.orient, self.stated, self.title) = (channel, orient, stated, title)
    (self.def, self.unit, self.scale, self.config) = (def, unit, scale, config)
    sections = configSections
  }

  /// A property as stated, or from `config.axis...`; a written null is returned as null.
  subscript(key: String) -> TreeNode? {
    if let node = stated[key] { return node }
    for section in sections { if let node = section[key] { return node } }
    return nil
  }

  private var configSections: [TreeNode] {
    styles.flatMap { config.sections(["style", $0]) } + configNames.flatMap { config.sections([$0]) }
  }

  func number(_ key: String) -> Double? { self[key]?.number }
  func string(_ key: String) -> String? { self[key]?.string }
  func bool(_ key: String) -> Bool? { self[key]?.bool }
  func color(_ key: String) -> Color? { self[key]?.string.flatMap { Color(css: $0) } }

  private var styles: [String] {
    guard let style = stated["style"] else { return [] }
    return style.string.map { [$0] } ?? (style.elements ?? []).compactMap(\.string).reversed()
  }

  /// The most particular first: `axisXBand`, `axisBand`, `axisX`, `axisBottom`, `axis`.
  private var configNames: [String] {
    let axis = channel == .x ? "X" : "Y"
    var types: [String]
    switch scale.type {
    case .band: types = ["Band", "Discrete"]
    case .point: types = ["Point", "Discrete"]
    case .ordinal, .binOrdinal: types = ["Discrete"]
    case .time, .utc: types = ["Temporal"]
    default: types = ["Quantitative"]
    }
    if def.type == .temporal, !scale.type.isTime { types.insert("Temporal", at: 0) }
    return types.map { "axis\(axis)\($0)" } + types.map { "axis\($0)" } + ["axis\(axis)", "axis" + orient.rawValue.prefix(1).uppercased() + orient.rawValue.dropFirst(), "axis"]
  }
}

enum AxisOrient: String, Sendable { case left, right, top, bottom
  var isHorizontal: Bool { self == .top || self == .bottom }
}
