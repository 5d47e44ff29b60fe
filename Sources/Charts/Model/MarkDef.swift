import Diagnostics
import Inputs

/// The primitive marks of Vega-Lite.
enum MarkType: String, CaseIterable, Hashable, Sendable {
  case arc, area, bar, circle, geoshape, image, line, point, rect, rule, square, text, tick, trail

  var isPath: Bool { self == .line || self == .area || self == .trail }
  var isRectBased: Bool { self == .bar || self == .rect || self == .image || self == .arc || self == .tick }
  /// Drawn with a fill rather than an outline unless told otherwise.
  var isFilledByDefault: Bool { self != .point && self != .line && self != .rule }

  /// What the keys of `config.scale` begin with that say how the bands of this mark are parted.
  var bandPaddingKey: String { self == .bar ? "barBandPadding" : self == .tick ? "tickBandPadding" : "rectBandPadding" }
}

enum Orientation: String, Sendable { case horizontal, vertical }

/// The mark of a unit with its properties, looked up as Vega-Lite does: the mark, its styles, `config.<mark>`, `config.mark`.
struct MarkDef: Sendable {
  var type: MarkType
  var node: TreeNode
  var orient: Orientation?
  var isFilled: Bool
  let config: ChartConfig

  init(type: MarkType, node: TreeNode, config: ChartConfig) {
    self.type = type
    self.node = node
    self.config = config
    isFilled = true
    isFilled = self["filled"]?.bool ?? type.isFilledByDefault
  }

  /// The property `key` from wherever it is set; nil when nowhere. A written null is returned as null.
  subscript(key: String) -> TreeNode? { own(key) ?? configured(key) }

  /// The property as the mark itself states it.
  func own(_ key: String) -> TreeNode? { node.entries == nil ? nil : node[key] }

  func configured(_ key: String) -> TreeNode? {
    for style in styles { if let found = config.node("style", style, key) { return found } }
    return config.node(type.rawValue, key) ?? config.node("mark", key) ?? builtIn(key)
  }

  /// The names under `style`, the last one winning, then the mark's own name.
  var styles: [String] {
    guard let style = own("style") else { return config.node("style", type.rawValue) == nil ? [] : [type.rawValue] }
    let names = style.string.map { [$0] } ?? (style.elements ?? []).compactMap(\.string)
    return names.reversed()
  }

  func number(_ key: String) -> Double? { self[key]?.number }
  func string(_ key: String) -> String? { self[key]?.string }
  func bool(_ key: String) -> Bool? { self[key]?.bool }

  /// Settings that Vega-Lite's default config has.
  private func builtIn(_ key: String) -> TreeNode? {
    switch (type, key) {
    case (.bar, "binSpacing"): .of(1)
    case (.rect, "binSpacing"), (.image, "binSpacing"), (.arc, "binSpacing"), (.tick, "binSpacing"): .of(0)
    case (.bar, "continuousBandSize"), (.rect, "continuousBandSize"), (.image, "continuousBandSize"), (.tick, "continuousBandSize"): .of(5)
    case (.bar, "minBandSize"), (.rect, "minBandSize"), (.image, "minBandSize"): .of(0.25)
    case (.bar, "timeUnitBandPosition"), (.rect, "timeUnitBandPosition"), (.image, "timeUnitBandPosition"), (.arc, "timeUnitBandPosition"): .of(0.5)
    case (.bar, "timeUnitBandSize"), (.rect, "timeUnitBandSize"), (.image, "timeUnitBandSize"), (.arc, "timeUnitBandSize"), (.tick, "timeUnitBandSize"): .of(1)
    case (.tick, "thickness"): .of(1)
    default: nil
    }
  }
}

extension TreeNode {
  static func of(_ number: Double) -> TreeNode { TreeNode(.number(NumberLiteral(text: numberText(number), value: number))) }
  static func of(_ text: String) -> TreeNode { TreeNode(.string(text)) }
  static func of(_ flag: Bool) -> TreeNode { TreeNode(.bool(flag)) }

  static func map(_ entries: KeyValuePairs<String, TreeNode?>, at range: SourceRange = .detached) -> TreeNode {
    TreeNode(.mapping(entries.compactMap { e in e.value.map { TreeEntry(key: e.key, keyRange: range, value: $0) } }), at: range)
  }

  static func list(_ nodes: [TreeNode]) -> TreeNode { TreeNode(.sequence(nodes)) }

  /// The mapping with `key` set (at its place, or at the end).
  func setting(_ key: String, _ value: TreeNode) -> TreeNode {
    var all = entries ?? []
    if let i = all.firstIndex(where: { $0.key == key }) { all[i].value = value } else { all.append(TreeEntry(key: key, keyRange: range, value: value)) }
    return TreeNode(.mapping(all), at: range)
  }

  func removing(_ keys: String...) -> TreeNode {
    guard let entries else { return self }
    return TreeNode(.mapping(entries.filter { !keys.contains($0.key) }), at: range)
  }

  /// `self` with what `other` has and `self` lacks, mapping by mapping.
  func filled(from other: TreeNode?) -> TreeNode {
    guard let other, let theirs = other.entries, entries != nil else { return self }
    var result = self
    for entry in theirs {
      if let mine = result[entry.key] { result = result.setting(entry.key, mine.filled(from: entry.value)) } else { result = result.setting(entry.key, entry.value) }
    }
    return result
  }
}
