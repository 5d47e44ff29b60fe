import Diagnostics
import Inputs

/// A chart after its sugar is dissolved: four kinds, as in Vega-Lite's normalised specs (repeats have become concats).
indirect enum ViewSpec: Sendable {
  case unit(UnitSpec)
  case layer(LayerSpec)
  case facet(FacetSpec)
  case concat(ConcatSpec)

  var common: CommonSpec {
    switch self {
    case .unit(let s): s.common
    case .layer(let s): s.common
    case .facet(let s): s.common
    case .concat(let s): s.common
    }
  }
}

/// What every kind of view may have.
struct CommonSpec: Sendable {
  var node: TreeNode
  var data: TreeNode?
  var transforms: [TreeNode]
  var width: TreeNode?
  var height: TreeNode?
  var title: TreeNode?
  var resolve: TreeNode?
  var projection: TreeNode?
  var view: TreeNode?

  init(_ node: TreeNode) {
    self.node = node
    data = node["data"].flatMap { $0.isNull ? nil : $0 }
    transforms = node["transform"]?.elements ?? []
    width = node["width"]
    height = node["height"]
    title = node["title"]
    resolve = node["resolve"]
    projection = node["projection"]
    view = node["view"]
  }

  /// `shared` or `independent` for a channel of `scale`, `axis` or `legend`, when written.
  func resolution(_ what: String, _ channel: Channel) -> String? { resolve?[what]?[channel.rawValue]?.string }
}

struct UnitSpec: Sendable {
  var common: CommonSpec
  var mark: MarkDef
  var encoding: Encoding
}

struct LayerSpec: Sendable {
  var common: CommonSpec
  var children: [ViewSpec]
}

struct FacetSpec: Sendable {
  var common: CommonSpec
  var row: ChannelDef?
  var column: ChannelDef?
  /// A wrapped facet, with `columns`.
  var facet: ChannelDef?
  var columns: Int?
  var child: ViewSpec
}

struct ConcatSpec: Sendable {
  var common: CommonSpec
  var children: [ViewSpec]
  /// Nil for one row.
  var columns: Int?
}

/// The channels of a unit in the order of `Channel`; a channel may have several definitions (`detail`, `tooltip`, `order`).
struct Encoding: Sendable {
  private(set) var channels: [Channel] = []
  private var defs: [Channel: [ChannelDef]] = [:]

  subscript(channel: Channel) -> ChannelDef? { defs[channel]?.first }

  func all(_ channel: Channel) -> [ChannelDef] { defs[channel] ?? [] }

  mutating func set(_ channel: Channel, _ list: [ChannelDef]) {
    if defs[channel] == nil {
      channels.append(channel)
      channels.sort { order($0) < order($1) }
    }
    defs[channel] = list
  }

  mutating func remove(_ channel: Channel) {
    defs[channel] = nil
    channels.removeAll { $0 == channel }
  }

  /// Every definition with a field, those of conditions included.
  var fieldDefs: [ChannelDef] {
    channels.flatMap { channel in
      all(channel).flatMap { def in [def] + def.conditions.flatMap(\.def) }
    }.filter(\.isField)
  }

  var isAggregated: Bool { fieldDefs.contains { $0.aggregate != nil } }
}

private let channelOrder: [Channel: Int] = Dictionary(uniqueKeysWithValues: Channel.allCases.enumerated().map { ($1, $0) })
private func order(_ channel: Channel) -> Int { channelOrder[channel] ?? 0 }
