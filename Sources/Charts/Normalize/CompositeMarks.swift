import DataTables
import Diagnostics
import Inputs

/// Rewrites box plots, error bars and error bands into layers of primitive marks over aggregating transforms.
///
/// https://vega.github.io/vega-lite/docs/mark.html#composite-marks
struct CompositeMarks {
  let compilation: Compilation

  /// Nil when the mark is a primitive one.
  func expand(_ node: TreeNode) throws(Failure) -> TreeNode? {
    guard let mark = node["mark"] else { return nil }
    switch mark.string ?? mark["type"]?.string ?? "" {
    case "boxplot": return try BoxPlot(compilation: compilation, node: node, mark: mark).expanded()
    case "errorbar": return try ErrorMark(compilation: compilation, node: node, mark: mark, isBand: false).expanded()
    case "errorband": return try ErrorMark(compilation: compilation, node: node, mark: mark, isBand: true).expanded()
    default: return nil
    }
  }
}

/// What the composite marks share: which axis holds the values, the channels that group, the parts.
struct CompositeParts {
  let compilation: Compilation
  let name: String
  let node: TreeNode
  let mark: TreeNode
  let encoding: TreeNode
  /// The axis of the values and the other one.
  let axis: String
  let other: String
  let isHorizontal: Bool

  init(compilation: Compilation, node: TreeNode, mark: TreeNode, name: String) throws(Failure) {
    self.compilation = compilation
    self.name = name
    self.node = node
    self.mark = mark
    let encoding = node["encoding"] ?? .map([:])
    let decoded = EncodingDecoder(compilation: compilation, mark: MarkDef(type: .point, node: mark, config: compilation.config)).decode(encoding)
    let x = decoded[.x], y = decoded[.y]
    let xIs = x?.isContinuous == true, yIs = y?.isContinuous == true
    guard xIs || yIs else {
      throw Failure(Diagnostic("no-measure", at: node.range, "\(name) needs a quantitative x or y"))
    }
    let orient = mark["orient"]?.string ?? compilation.config.string(name, "orient")
    if xIs, yIs {
      let byAggregate = x?.aggregate == .op(name) ? true : y?.aggregate == .op(name) ? false : nil
      isHorizontal = byAggregate ?? (x?.type == .temporal ? false : y?.type == .temporal ? true : orient == "horizontal")
    } else {
      isHorizontal = xIs
    }
    axis = isHorizontal ? "x" : "y"
    other = isHorizontal ? "y" : "x"
    self.encoding = encoding
  }

  var def: TreeNode { encoding[axis] ?? .map([:]) }
  var field: String { def["field"]?.string ?? "" }

  func setting(_ key: String) -> TreeNode? { mark[key] ?? compilation.config.node(name, key) }

  /// The channels other than the value axis, as dimensions of the aggregation.
  var outer: TreeNode {
    let rest = encoding.removing(axis, axis + "2", axis + "Error", axis + "Error2")
    return name == "boxplot" ? rest.removing("tooltip") : rest
  }

  /// Transforms that compute the bins and time units of the other channels, the keys to group by, and the channels that show them.
  func grouping() -> (transforms: [TreeNode], keys: [String], encoding: TreeNode) {
    var transforms: [TreeNode] = [], keys: [String] = []
    var shown = TreeNode(.mapping([]), at: encoding.range)
    for entry in outer.entries ?? [] {
      var channel = entry.value
      if let item = channel.elements { shown = shown.setting(entry.key, TreeNode(.sequence(item))); for d in item { if let f = d["field"]?.string { keys.append(f) } }; continue }
      if let field = channel["field"]?.string, channel["aggregate"] == nil {
        var key = field
        if let bin = channel["bin"], bin.bool != false, bin.string != "binned" {
          key = "bin_" + field
          transforms.append(.map(["bin": bin, "field": .of(field), "as": .list([.of(key), .of(key + "_end")])]))
          channel = channel.setting("field", .of(key)).setting("bin", .of("binned"))
          if channel["title"] == nil { channel = channel.setting("title", .of("\(field) (binned)")) }
          keys.append(key + "_end")
          if entry.key == other, encoding[other + "2"] == nil { shown = shown.setting(other + "2", .map(["field": .of(key + "_end")])) }
        } else if let unit = channel["timeUnit"], let parsed = TimeUnit(unit), !parsed.isBinned {
          key = "\(parsed.name)_\(field)"
          transforms.append(.map(["timeUnit": unit, "field": .of(field), "as": .of(key)]))
          if channel["type"] == nil { channel = channel.setting("type", .of("temporal")) }
          if channel["title"] == nil { channel = channel.setting("title", .of("\(field) (\(parsed.title))")) }
          if channel["axis"]?["format"] == nil, channel["type"]?.string == "temporal", entry.key == other {
            channel = channel.setting("axis", (channel["axis"] ?? .map([:])).setting("format", .of(parsed.format)))
          }
          channel = channel.setting("field", .of(key)).removing("timeUnit")
        }
        keys.append(key)
      } else if let op = channel["aggregate"]?.string {
        // An aggregated detail channel becomes a column of the summary.
        let key = op == "count" ? "__count" : "\(op)_\(channel["field"]?.string ?? "")"
        shown = shown.setting(entry.key, channel.removing("aggregate").setting("field", .of(key)))
        continue
      }
      shown = shown.setting(entry.key, channel)
    }
    return (transforms, keys, shown)
  }

  /// A layer for a part, unless it is switched off.
  ///
  /// - Parameters:
  ///   - needs: what the part states whatever the mark says.
  ///   - fallback: what Vega-Lite's own config says of the part.
  ///   - isOn: whether the part is drawn when nobody speaks of it.
  func layer(
    _ part: String, mark type: String, needs: TreeNode, fallback: TreeNode? = nil, values: [(String, String)], encoding shown: TreeNode, isOn: Bool = true
  ) -> TreeNode? {
    let own = mark[part].flatMap { $0.isNull ? TreeNode.of(false) : $0 }, configured = compilation.config.node(name, part)
    if own?.bool == false || own == nil && (configured?.isNull == true || configured?.bool == false || configured == nil && !isOn) { return nil }
    // The part's own look, then what the part needs, then that of the whole mark, then the config's.
    var look = TreeNode.map(["type": .of(type)])
    if let own, own.entries != nil { look = look.filled(from: own) }
    look = look.filled(from: needs)
    for key in ["color", "opacity", "invalid", "clip"] where look[key] == nil { if let value = mark[key] { look = look.setting(key, value) } }
    if let configured, configured.entries != nil { look = look.filled(from: configured) }
    if let fallback { look = look.filled(from: fallback) }
    var channels = TreeNode.map([:])
    for (channel, column) in values {
      var d = TreeNode.map(["field": .of(column), "type": def["type"] ?? .of("quantitative")])
      if channel == axis {
        for key in ["scale", "axis"] { if let value = def[key] { d = d.setting(key, value) } }
        d = d.setting("title", def["title"] ?? .of(field))
      }
      channels = channels.setting(channel, d)
    }
    return .map(["mark": look, "encoding": channels.filled(from: shown)])
  }

  /// The spec without what the layers take over.
  func wrapped(_ transforms: [TreeNode], _ layers: [TreeNode]) -> TreeNode {
    let all = (node["transform"]?.elements ?? []) + transforms
    var result = node.removing("mark", "encoding", "transform").setting("layer", .list(layers))
    if !all.isEmpty { result = result.setting("transform", .list(all)) }
    return result
  }
}
