import DataTables
import Geometry
import Inputs

/// Finds the legends of some units: one for each field that color, size, shape... show.
struct LegendCollector {
  let compilation: Compilation
  let units: [UnitModel]
  let view: Size
  /// Scales whose legends stand elsewhere.
  var outer: Set<ObjectIdentifier> = []
  /// Only these scales, when given.
  var only: Set<ObjectIdentifier>?
  /// The width that the rows of wrapped legends fill; see `LegendBuilder`.
  var wrapWidth: Double?
  /// Channels whose layers have a legend each, though they share a scale.
  var independent: Set<Channel> = []

  /// The channels that legends explain, in the order of the legends; an angle has none, nor have the opacities of fill and stroke alone.
  static let channels: [Channel] = [.color, .size, .shape, .fill, .stroke, .strokeDash, .strokeWidth, .opacity]

  private struct Candidate {
    var channel: Channel
    var component: ScaleComponent
    var scale: ResolvedScale
    /// The layer whose legend it is; nil when all users of the scale share it.
    var unit: UnitModel?

    var users: [ScaleComponent.User] { unit.map { own in component.users.filter { $0.unit === own } } ?? component.users }
    var lead: ScaleComponent.User { users.first ?? component.lead }
  }

  func drawings(_ scale: (ScaleComponent) -> ResolvedScale?) -> [LegendDrawing] {
    if compilation.config.bool("legend", "disable") == true { return [] }
    var groups: [[Candidate]] = []
    for channel in Self.channels {
      var seen: [ScaleComponent] = []
      for unit in units {
        let isOwn = independent.contains(channel)
        guard let component = unit.scales[channel], isOwn || !seen.contains(where: { $0 === component }), !outer.contains(ObjectIdentifier(component)), only?.contains(ObjectIdentifier(component)) ?? true,
          let resolved = scale(component)
        else { continue }
        seen.append(component)
        let candidate = Candidate(channel: channel, component: component, scale: resolved, unit: isOwn ? unit : nil)
        guard isWanted(candidate) else { continue }
        if let i = groups.firstIndex(where: { joins($0[0], candidate) }) { groups[i].append(candidate) } else { groups.append([candidate]) }
      }
    }
    return groups.compactMap { spec($0) }.compactMap { LegendBuilder(legend: $0, view: view, compilation: compilation, wrapWidth: wrapWidth).build() }
  }

  private func isWanted(_ candidate: Candidate) -> Bool {
    let nodes = candidate.users.compactMap { $0.def.node["legend"] }
    if nodes.contains(where: { $0.isNull || $0.bool == false || $0["orient"]?.string == "series" }) { return false }
    return candidate.users.contains { $0.def.isFieldOrDatum }
  }

  /// Scales over the same field and values share a legend.
  private func joins(_ a: Candidate, _ b: Candidate) -> Bool {
    guard a.unit === b.unit || a.unit == nil || b.unit == nil, a.component.lead.def.column == b.component.lead.def.column, a.scale.domain.map(\.key) == b.scale.domain.map(\.key) || a.component.lead.def.column == b.component.lead.def.column && a.scale.type == b.scale.type && !a.scale.type.hasDiscreteDomain else { return false }
    let x = a.component.lead.def.node["legend"]?["orient"]?.string, y = b.component.lead.def.node["legend"]?["orient"]?.string
    return x == nil || y == nil || x == y
  }

  private func spec(_ group: [Candidate]) -> LegendSpec? {
    guard let first = group.first else { return nil }
    var stated = TreeNode(.mapping([]))
    var titles: [TitleText] = []
    for candidate in group {
      for user in candidate.users {
        if let node = user.def.node["legend"] { stated = stated.filled(from: node) }
        if let title = guideTitle(user.def, guide: "legend", compilation) { titles.append(title) }
      }
    }
    var scales: [Channel: ResolvedScale] = [:]
    for candidate in group { scales[candidate.channel] = candidate.scale }
    let lead = first.users.first { $0.def.isField } ?? first.lead
    return LegendSpec(
      channels: group.map(\.channel), scales: scales, stated: stated, title: mergedTitle(titles), def: lead.def, unit: first.lead.unit,
      units: first.users.map(\.unit), config: compilation.config)
  }
}
