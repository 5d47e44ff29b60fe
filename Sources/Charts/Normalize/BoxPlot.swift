import Diagnostics
import Inputs

/// A box plot as layers: outliers, whiskers, end ticks, box, median. https://vega.github.io/vega-lite/docs/boxplot.html
struct BoxPlot {
  let compilation: Compilation
  let node: TreeNode
  let mark: TreeNode

  func expanded() throws(Failure) -> TreeNode {
    let parts = try CompositeParts(compilation: compilation, node: node, mark: mark, name: "boxplot")
    let field = parts.field, axis = parts.axis
    let extent = parts.setting("extent")
    let isMinMax = extent?.string == "min-max"
    let k = extent?.number ?? 1.5
    let group = parts.grouping()
    let keys = TreeNode.list(group.keys.map { TreeNode.of($0) })
    let names = (lower: "lower_box_\(field)", upper: "upper_box_\(field)", mid: "mid_box_\(field)", low: "lower_whisker_\(field)", high: "upper_whisker_\(field)")
    let size = parts.setting("size")?.number ?? 14
    let boxOrient = TreeNode.of(parts.isHorizontal ? "horizontal" : "vertical")
    let tickOrient = TreeNode.of(parts.isHorizontal ? "vertical" : "horizontal")
    func summary(_ fields: [(String, String)]) -> TreeNode {
      .map(["aggregate": .list(fields.map { .map(["op": .of($0.0), "field": .of(field), "as": .of($0.1)]) } + details()), "groupby": keys])
    }
    func details() -> [TreeNode] {
      (parts.outer.entries ?? []).compactMap { e in
        guard let op = e.value["aggregate"]?.string else { return nil }
        let f = e.value["field"]?.string
        return .map(["op": .of(op), "field": f.map { .of($0) }, "as": .of(op == "count" ? "__count" : "\(op)_\(f ?? "")")])
      }
    }
    let plainColor = group.encoding.removing("size")
    let clear = plainColor.removing("color", "fill", "stroke", "shape")
    func whiskers(_ low: String, _ high: String) -> [TreeNode] {
      let base = plainColor.removing("shape", "fill", "stroke", "color")
      let ends = TreeNode.map(["color": .of("black"), "opacity": .of(1)])
      return [
        parts.layer("rule", mark: "rule", needs: .map(["aria": .of(false)]), values: [(axis, low), (axis + "2", names.lower)], encoding: base),
        parts.layer("rule", mark: "rule", needs: .map([:]), values: [(axis, names.upper), (axis + "2", high)], encoding: base),
        parts.layer("ticks", mark: "tick", needs: .map(["orient": tickOrient]), fallback: ends, values: [(axis, low)], encoding: base, isOn: false),
        parts.layer("ticks", mark: "tick", needs: .map(["orient": tickOrient]), fallback: ends, values: [(axis, high)], encoding: base, isOn: false),
      ].compactMap { $0 }
    }
    let boxColors = group.encoding.removing("shape")
    let box = parts.layer(
      "box", mark: "bar", needs: .map(["size": .of(size), "orient": boxOrient, "ariaRoleDescription": .of("box")]),
      values: [(axis, names.lower), (axis + "2", names.upper)], encoding: boxColors)
    let median = parts.layer(
      "median", mark: "tick", needs: .map(["size": .of(size), "orient": tickOrient]), fallback: .map(["color": .of("white")]), values: [(axis, names.mid)],
      encoding: clear.filled(from: group.encoding["size"].map { .map(["size": $0]) }).setting("color", medianColor(plainColor["color"], parts, names.lower, names.upper)))
    var layers: [TreeNode] = []
    if isMinMax {
      layers = whiskers("min_\(field)", "max_\(field)") + [box, median].compactMap { $0 }
      let fields = [("q1", names.lower), ("q3", names.upper), ("median", names.mid), ("min", "min_\(field)"), ("max", "max_\(field)")]
      return parts.wrapped(group.transforms + [summary(fields)], layers)
    }
    let quartiles = TreeNode.map([
      "joinaggregate": .list([
        .map(["op": .of("q1"), "field": .of(field), "as": .of(names.lower)]), .map(["op": .of("q3"), "field": .of(field), "as": .of(names.upper)]),
      ]), "groupby": keys,
    ])
    func datum(_ name: String) -> String { "datum[\(jsonString(name))]" }
    let inside = "(\(datum(names.lower)) - \(k) * (\(datum(names.upper)) - \(datum(names.lower)))) <= \(datum(field)) && \(datum(field)) <= (\(datum(names.upper)) + \(k) * (\(datum(names.upper)) - \(datum(names.lower))))"
    let whiskerSummary = TreeNode.map([
      "aggregate": .list([
        .map(["op": .of("min"), "field": .of(field), "as": .of(names.low)]), .map(["op": .of("max"), "field": .of(field), "as": .of(names.high)]),
        .map(["op": .of("min"), "field": .of(names.lower), "as": .of(names.lower)]), .map(["op": .of("min"), "field": .of(names.upper), "as": .of(names.upper)]),
      ]), "groupby": keys,
    ])
    let outlierDefaults = TreeNode.map([:])
    let outliersStated = parts.setting("outliers")
    var outer: [TreeNode] = []
    if outliersStated?.bool != false, outliersStated?.isNull != true {
      var look = TreeNode.map(["type": .of("point")])
      if let outliersStated, outliersStated.entries != nil { look = look.filled(from: outliersStated) }
      look = look.filled(from: outlierDefaults)
      for key in ["color", "opacity", "invalid", "clip"] where look[key] == nil { if let value = mark[key] { look = look.setting(key, value) } }
      var d = TreeNode.map(["field": .of(field), "type": parts.def["type"] ?? .of("quantitative")])
      for key in ["scale", "axis"] { if let value = parts.def[key] { d = d.setting(key, value) } }
      d = d.setting("title", parts.def["title"] ?? .of(field))
      let channels = TreeNode.map([axis: d]).filled(from: boxOutlierEncoding(group.encoding))
      outer.append(.map(["transform": .list([.map(["filter": .of("!(\(inside))")])]), "mark": look, "encoding": channels]))
    }
    outer.append(.map(["transform": .list([.map(["filter": .of(inside)]), whiskerSummary]), "layer": .list(whiskers(names.low, names.high))]))
    let first = parts.wrapped(group.transforms, [])
    let boxSummary = summary([("q1", names.lower), ("q3", names.upper), ("median", names.mid)])
    let boxLayer = TreeNode.map(["transform": .list([boxSummary]), "layer": .list([box, median].compactMap { $0 })])
    layers = [.map(["transform": .list([quartiles]), "layer": .list(outer)]), boxLayer]
    return first.setting("layer", .list(layers))
  }

  /// The median of a box without height would be white on white: it has the color of the box.
  private func medianColor(_ shown: TreeNode?, _ parts: CompositeParts, _ lower: String, _ upper: String) -> TreeNode {
    let test = TreeNode.of("datum[\(jsonString(lower))] >= datum[\(jsonString(upper))]")
    var box = shown ?? .map(["value": parts.setting("box")?["color"] ?? mark["color"] ?? .of("#4c78a8")])
    box = box.entries == nil ? .map(["value": box]) : box.removing("condition")
    let plain = mark["median"]?["color"] ?? compilation.config.node("boxplot", "median", "color") ?? .of("white")
    return .map(["condition": box.setting("test", test), "value": plain])
  }

  private func boxOutlierEncoding(_ encoding: TreeNode) -> TreeNode { encoding.removing("size") }
}
