import Diagnostics
import Inputs

/// Which channels a mark has. A channel that it has not is left out, as in Vega-Lite, with a warning.
///
/// https://vega.github.io/vega-lite/docs/encoding.html
extension MarkType {
  /// - Parameter encoding: decides on the second channels of marks that take them only over bins: `x2` of a point.
  func supports(_ channel: Channel, in encoding: TreeNode) -> Bool {
    switch channel {
    case .x, .y, .xOffset, .yOffset, .latitude, .longitude: return self != .geoshape
    case .x2, .y2, .latitude2, .longitude2:
      switch self {
      case .area, .bar, .image, .rect, .rule: return true
      case .circle, .point, .square, .tick, .line, .trail:
        return encoding[channel.main.rawValue]?["bin"].map { $0.string == "binned" || $0["binned"]?.bool == true } == true
      case .arc, .geoshape, .text: return false
      }
    case .size: return [.point, .tick, .rule, .circle, .square, .bar, .text, .line, .trail].contains(self)
    case .strokeDash: return [.line, .point, .tick, .rule, .circle, .square, .bar, .geoshape].contains(self)
    case .shape: return self == .point || self == .geoshape
    case .text: return self == .text
    case .angle: return self == .point || self == .square || self == .text
    case .url: return self == .image
    case .theta, .radius: return self == .text || self == .arc
    case .theta2, .radius2: return self == .arc
    default: return true
    }
  }
}

extension Compilation {
  /// The channels that `mark` has, each of the others named in a warning.
  func supported(_ encoding: TreeNode?, by mark: MarkDef) -> TreeNode? {
    guard let encoding, let entries = encoding.entries else { return encoding }
    var result = encoding
    func drop(_ entry: TreeEntry, _ reason: String) {
      findings.warning("unsupported-channel", at: entry.keyRange, "\(reason); it is left out")
      result = result.removing(entry.key)
    }
    for entry in entries where !entry.value.isNull {
      guard let channel = Channel(rawValue: entry.key) else { continue }
      let over = mark.isFilled ? "fill" : "stroke"
      if channel == .angle, mark.type == .arc, encoding["theta"] == nil {
        result = result.removing(entry.key).setting("theta", entry.value)
      } else if !mark.type.supports(channel, in: encoding) {
        drop(entry, "a \(mark.type.rawValue) has no channel \"\(entry.key)\"")
      } else if channel == .color, encoding[over].map({ !$0.isNull }) == true {
        drop(entry, "\"\(over)\" stands above \"color\"")
      } else if channel == .size, mark.type == .line, entry.value["aggregate"] != nil {
        drop(entry, "the width of a line cannot follow an aggregate, that of a trail can")
      }
    }
    return result
  }
}
