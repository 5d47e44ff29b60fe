import DataTables
import Diagnostics
import Inputs

/// A scale that one or more units share: what they say of it and where its domain comes from.
final class ScaleComponent {
  let channel: Channel
  private(set) var type: ScaleType
  private var typeIsStated: Bool
  private(set) var users: [User]

  /// A channel of a unit that uses the scale.
  struct User {
    var unit: UnitModel
    var def: ChannelDef
    var stated: TreeNode?
  }

  init(channel: Channel, def: ChannelDef, unit: UnitModel, compilation: Compilation) {
    self.channel = channel
    let stated = def.node["scale"]
    let name = stated?["type"]?.string
    let given = name.flatMap(ScaleType.init(rawValue:))
    if let name, given == nil {
      compilation.report("unknown-scale-type", at: stated?["type"]?.range ?? def.node.range, "unknown scale type \"\(name)\"", hint: didYouMean(name, among: ScaleType.allCases.map(\.rawValue)))
    }
    let fitting = given.flatMap { ScaleComponent.fits($0, channel, def) ? $0 : nil }
    if let given, fitting == nil {
      compilation.findings.warning("unfit-scale", at: stated?["type"]?.range ?? def.node.range, "a \(given.rawValue) scale does not fit a \(def.type.rawValue) \(channel.rawValue); the default one is taken")
    }
    type = fitting ?? defaultScaleType(channel, def, unit)
    typeIsStated = fitting != nil
    users = [User(unit: unit, def: def, stated: stated)]
    for second in [channel.second].compactMap({ $0 }) {
      if let other = unit.encoding[second], other.isFieldOrDatum { users.append(User(unit: unit, def: other, stated: nil)) }
    }
  }

  private static func fits(_ type: ScaleType, _ channel: Channel, _ def: ChannelDef) -> Bool {
    guard fits(type, channel) else { return false }
    return switch def.type {
    case .nominal, .ordinal: type.hasDiscreteDomain
    case .temporal: type.isTime
    case .quantitative: type.isDiscretizing || type.isContinuous && !type.isTime && type != .identity
    case .geojson: true
    }
  }

  /// The types that a channel can have, whatever its field is.
  private static func fits(_ type: ScaleType, _ channel: Channel) -> Bool {
    let isSmooth = type.isContinuous && type != .identity
    switch channel {
    case .x, .y, .theta, .radius: return isSmooth || type == .band || type == .point
    case .size, .strokeWidth, .opacity, .fillOpacity, .strokeOpacity, .angle: return isSmooth || type.isDiscretizing || type.hasDiscreteDomain && type != .binOrdinal
    case .color, .fill, .stroke: return type != .band
    case .shape, .strokeDash: return type == .ordinal || type.isDiscretizing
    default: return true
    }
  }

  /// Takes the users of a scale of another layer.
  func merge(_ other: ScaleComponent) {
    if other === self { return }
    if other.typeIsStated && !typeIsStated || other.typeIsStated == typeIsStated && other.type.precedence > type.precedence { type = other.type }
    typeIsStated = typeIsStated || other.typeIsStated
    users += other.users
  }

  /// The unit that was first.
  var lead: User { users[0] }

  /// What a user states under `scale`, the first one winning.
  func stated(_ key: String) -> TreeNode? {
    for user in users { if let node = user.stated?[key] { return node } }
    return nil
  }

  /// A property: stated, or the first default that a user's rules give.
  func property(_ key: String, _ rule: (User) -> TreeNode?) -> TreeNode? {
    if let node = stated(key) { return node }
    for user in users where user.def.channel == channel { if let node = rule(user) { return node } }
    return nil
  }
}

/// The channels of a unit that need a scale.
func scaleComponents(of unit: UnitModel, _ compilation: Compilation) -> [Channel: ScaleComponent] {
  var result: [Channel: ScaleComponent] = [:]
  for channel in Channel.scaled {
    let direct = unit.encoding[channel].flatMap { $0.isFieldOrDatum ? $0 : nil }
    let conditional = unit.encoding.all(channel).flatMap { $0.conditions.flatMap(\.def) }.first(where: \.isField)
    let second = channel.second.flatMap { unit.encoding[$0] }.flatMap { $0.isFieldOrDatum ? $0 : nil }
    guard let def = direct ?? conditional ?? second else { continue }
    if def.type == .geojson { continue }
    if let scale = def.node["scale"], scale.isNull || scale.bool == false { continue }
    if channel.isOffset, unit.encoding[channel == .xOffset ? .x : .y].map({ $0.isFieldOrDatum && $0.isContinuous && $0.timeUnit == nil }) == true {
      compilation.report("offset-needs-bands", at: def.node.range, "\(channel.rawValue) needs a discrete \(channel == .xOffset ? "x" : "y")")
      continue
    }
    result[channel] = ScaleComponent(channel: channel, def: def, unit: unit, compilation: compilation)
  }
  return result
}
