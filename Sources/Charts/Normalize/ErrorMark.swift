import Diagnostics
import Inputs

/// Error bars and error bands as layers. https://vega.github.io/vega-lite/docs/errorbar.html
struct ErrorMark {
  let compilation: Compilation
  let node: TreeNode
  let mark: TreeNode
  let isBand: Bool

  func expanded() throws(Failure) -> TreeNode {
    let parts = try CompositeParts(compilation: compilation, node: node, mark: mark, name: isBand ? "errorband" : "errorbar")
    let field = parts.field
    let names = (center: "center_\(field)", low: "lower_\(field)", high: "upper_\(field)")
    let group = parts.grouping()
    let transforms = summary(parts, group, names)
    let look = isBand ? band(parts, names, group.encoding) : bar(parts, names, group.encoding)
    return parts.wrapped(group.transforms + transforms, look)
  }

  private func bar(_ parts: CompositeParts, _ names: (center: String, low: String, high: String), _ shown: TreeNode) -> [TreeNode] {
    let axis = parts.axis
    let tick = TreeNode.of(parts.isHorizontal ? "vertical" : "horizontal")
    var defaults = TreeNode.map(["orient": tick])
    if let thickness = parts.setting("thickness") { defaults = defaults.setting("thickness", thickness) }
    if let size = parts.setting("size") { defaults = defaults.setting("size", size) }
    var rule = TreeNode.map([:])
    if let thickness = parts.setting("thickness") { rule = rule.setting("size", thickness) }
    return [
      parts.layer("ticks", mark: "tick", needs: defaults, values: [(axis, names.low)], encoding: shown, isOn: false),
      parts.layer("ticks", mark: "tick", needs: defaults, values: [(axis, names.high)], encoding: shown, isOn: false),
      parts.layer("rule", mark: "rule", needs: rule, values: [(axis, names.low), (axis + "2", names.high)], encoding: shown),
    ].compactMap { $0 }
  }

  private func band(_ parts: CompositeParts, _ names: (center: String, low: String, high: String), _ shown: TreeNode) -> [TreeNode] {
    let axis = parts.axis
    let is2D = parts.encoding["x"] != nil && parts.encoding["y"] != nil
    var defaults = TreeNode.map([:])
    if is2D {
      for key in ["interpolate", "tension"] { if let value = mark[key] { defaults = defaults.setting(key, value) } }
    }
    return [
      parts.layer("band", mark: is2D ? "area" : "rect", needs: defaults, fallback: .map(["opacity": .of(0.3)]), values: [(axis, names.low), (axis + "2", names.high)], encoding: shown),
      parts.layer("borders", mark: is2D ? "line" : "rule", needs: defaults, values: [(axis, names.low)], encoding: shown, isOn: false),
      parts.layer("borders", mark: is2D ? "line" : "rule", needs: defaults, values: [(axis, names.high)], encoding: shown, isOn: false),
    ].compactMap { $0 }
  }

  /// The transforms that give the center and the two ends.
  private func summary(
    _ parts: CompositeParts, _ group: (transforms: [TreeNode], keys: [String], encoding: TreeNode), _ names: (center: String, low: String, high: String)
  ) -> [TreeNode] {
    let axis = parts.axis, field = parts.field
    let keys = TreeNode.list(group.keys.map { TreeNode.of($0) })
    func datum(_ name: String) -> String { "datum[\(jsonString(name))]" }
    func calculate(_ text: String, _ name: String) -> TreeNode { .map(["calculate": .of(text), "as": .of(name)]) }
    if let second = parts.encoding[axis + "2"]?["field"]?.string {
      return [calculate(datum(field), names.low), calculate(datum(second), names.high)]
    }
    if let error = parts.encoding[axis + "Error"] {
      let up = error["field"]?.string.map(datum) ?? numberText(error["value"]?.number ?? 0)
      let other = parts.encoding[axis + "Error2"]
      let down = other.map { $0["field"]?.string.map(datum) ?? numberText($0["value"]?.number ?? 0) } ?? "-" + up
      return [calculate("\(datum(field)) + \(down)", names.low), calculate("\(datum(field)) + \(up)", names.high)]
    }
    let extent = parts.setting("extent")?.string ?? (parts.setting("center")?.string == "median" ? "iqr" : "stderr")
    let center = parts.setting("center")?.string ?? (extent == "iqr" ? "median" : "mean")
    func op(_ op: String, _ name: String) -> TreeNode { .map(["op": .of(op), "field": .of(field), "as": .of(name)]) }
    if extent == "stderr" || extent == "stdev" {
      let spread = "extent_\(field)"
      return [
        .map(["aggregate": .list([op(extent, spread), op(center, names.center)]), "groupby": keys]),
        calculate("\(datum(names.center)) + \(datum(spread))", names.high), calculate("\(datum(names.center)) - \(datum(spread))", names.low),
      ]
    }
    let pair = extent == "ci" ? ("ci0", "ci1") : ("q1", "q3")
    return [.map(["aggregate": .list([op(pair.0, names.low), op(pair.1, names.high), op(center, names.center)]), "groupby": keys])]
  }
}
