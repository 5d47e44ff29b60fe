import Inputs

/// `point` and `line` of line and area marks: the same data drawn again with other marks, as a layer.
struct PathOverlay {
  let compilation: Compilation

  func expand(_ node: TreeNode) -> TreeNode? {
    guard let mark = node["mark"], let type = mark.string ?? mark["type"]?.string, ["line", "area", "trail"].contains(type) else { return nil }
    let plain = MarkDef(type: type == "line" ? .line : type == "area" ? .area : .trail, node: mark, config: compilation.config)
    let point = pointOverlay(plain, node), line = type == "area" ? lineOverlay(plain) : nil
    guard point != nil || line != nil else { return nil }
    let base = mark.entries == nil ? TreeNode.map(["type": .of(type)], at: mark.range) : mark
    let cleaned = base.removing("point", "line").setting("point", .of(false)).setting("line", .of(false))
    let encoding = node["encoding"] ?? .map([:])
    let isFaded = type == "area" && (line != nil || point != nil) && base["opacity"] == nil && base["fillOpacity"] == nil
    var layers: [TreeNode] = [.map(["mark": isFaded ? cleaned.setting("opacity", .of(0.7)) : cleaned, "encoding": encoding.removing("shape")])]
    // An overlay follows the first edge of a ranged area.
    let overlayEncoding = encoding.removing("x2", "y2")
    if let line {
      let inherited = inheriting(base, ["clip", "interpolate", "tension", "tooltip", "orient", "invalid"])
      layers.append(.map(["mark": line.filled(from: inherited).setting("type", .of("line")), "encoding": stacked(plain, overlayEncoding)]))
    }
    if let point {
      var mark = inheriting(base, ["clip", "tooltip", "invalid"]).setting("type", .of("point"))
      if point["filled"] == nil { mark = mark.setting("filled", .of(true)) }
      mark = point.filled(from: mark).setting("opacity", point["opacity"] ?? .of(1))
      layers.append(.map(["mark": mark, "encoding": stacked(plain, overlayEncoding)]))
    }
    return node.removing("mark", "encoding").setting("layer", .list(layers))
  }

  private func pointOverlay(_ mark: MarkDef, _ node: TreeNode) -> TreeNode? {
    guard let point = mark["point"], !point.isNull else { return node["encoding"]?["shape"] != nil && mark.type == .line ? .map([:]) : nil }
    if point.string == "transparent" { return .map(["opacity": .of(0)]) }
    if point.bool == false { return nil }
    return point.entries == nil ? .map([:]) : point
  }

  private func lineOverlay(_ mark: MarkDef) -> TreeNode? {
    guard let line = mark["line"], !line.isNull, line.bool != false else { return nil }
    return line.entries == nil ? .map([:]) : line
  }

  private func inheriting(_ mark: TreeNode, _ keys: [String]) -> TreeNode {
    var result = TreeNode(.mapping([]), at: mark.range)
    for key in keys { if let value = mark[key] { result = result.setting(key, value) } }
    return result
  }

  /// Overlays of a stacked area are stacked as the area is.
  private func stacked(_ mark: MarkDef, _ encoding: TreeNode) -> TreeNode {
    guard mark.type == .area else { return encoding }
    let decoded = EncodingDecoder(compilation: compilation, mark: mark).decode(encoding)
    var oriented = mark
    oriented.orient = orientation(of: mark, decoded)
    guard let stack = Stack(mark: oriented, encoding: decoded), let def = encoding[stack.channel.rawValue], def["stack"] == nil else { return encoding }
    return encoding.setting(stack.channel.rawValue, def.setting("stack", .of(stack.offset.rawValue)))
  }
}
