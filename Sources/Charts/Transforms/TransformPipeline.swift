import DataTables
import Diagnostics
import Inputs
import Scales

/// Runs the `transform` of a view over its rows. https://vega.github.io/vega-lite/docs/transform.html
struct TransformPipeline {
  let compilation: Compilation

  func run(_ transforms: [TreeNode], over given: Frame) throws(Failure) -> Frame {
    var frame = given
    for node in transforms { frame = try apply(node, to: frame) }
    guard frame.count <= ChartLimits.rows else {
      throw Failure(Diagnostic("too-many-rows", kind: .limit, at: transforms.first?.range ?? .detached, "\(frame.count) rows are more than the limit of \(ChartLimits.rows)"))
    }
    return frame
  }

  private func apply(_ node: TreeNode, to frame: Frame) throws(Failure) -> Frame {
    if let test = node["filter"] {
      let kept = try compilation.holds(test, over: frame)
      return frame.filtered { kept[$0] }
    }
    if let text = node["calculate"] { return try calculate(text, node, frame) }
    if node["aggregate"] != nil { return try aggregate(node, frame) }
    if node["joinaggregate"] != nil { return joinAggregate(node, frame) }
    if node["window"] != nil { return try window(node, frame) }
    if node["bin"] != nil { return bin(node, frame) }
    if node["timeUnit"] != nil { return timeUnit(node, frame) }
    if node["fold"] != nil { return fold(node, frame) }
    if node["flatten"] != nil { return flatten(node, frame) }
    if node["stack"] != nil { return stack(node, frame) }
    if node["impute"] != nil { return imputeTransform(node, frame) }
    if node["lookup"] != nil { return try lookup(node, frame) }
    if node["pivot"] != nil { return pivot(node, frame) }
    if node["density"] != nil { return density(node, frame) }
    if node["regression"] != nil { return regression(node, frame) }
    if node["loess"] != nil { return try loess(node, frame) }
    if node["quantile"] != nil { return quantileTransform(node, frame) }
    if node["extent"] != nil { return extent(node, frame) }
    if node["sample"] != nil { return sample(node, frame) }
    let names = ["aggregate", "bin", "calculate", "density", "extent", "filter", "flatten", "fold", "impute", "joinaggregate", "loess", "lookup", "pivot", "quantile", "regression", "sample", "stack", "timeUnit", "window"]
    let key = node.entries?.first?.key ?? ""
    throw Failure(Diagnostic("unknown-transform", at: node.range, "unknown transform \"\(key)\"", hint: didYouMean(key, among: names)))
  }

  func texts(_ node: TreeNode?) -> [String] {
    guard let node else { return [] }
    return node.string.map { [$0] } ?? (node.elements ?? []).compactMap(\.string)
  }

  private func calculate(_ text: TreeNode, _ node: TreeNode, _ frame: Frame) throws(Failure) -> Frame {
    guard let source = text.string, let name = node["as"]?.string else {
      throw Failure(Diagnostic("wrong-type", at: node.range, "calculate needs an expression and a name under \"as\""))
    }
    var result = frame
    result[name] = try ChartExpression(source, at: text.range, compilation).values(over: frame)
    return result
  }

  private func fields(_ node: TreeNode?) -> [AggregateField] {
    (node?.elements ?? []).map { item in
      let op = item["op"]?.string ?? "count", field = item["field"]?.string
      return AggregateField(op: op, field: field, name: item["as"]?.string ?? (field.map { "\(op)_\($0)" } ?? op), param: item["param"]?.number)
    }
  }

  /// Fields by path become columns, so that the group keys and operations find them.
  func flattened(_ frame: Frame, _ names: [String]) -> Frame {
    var result = frame
    for name in names where !result.has(name) { result[name] = compilation.values(of: name, in: frame) }
    return result
  }

  private func aggregate(_ node: TreeNode, _ frame: Frame) throws(Failure) -> Frame {
    let keys = texts(node["groupby"]), all = fields(node["aggregate"])
    for field in all.compactMap(\.field) + keys { compilation.noteUnknownField(field, in: frame, at: node.range) }
    return aggregated(flattened(frame, keys + all.compactMap(\.field)), by: keys, all)
  }

  private func joinAggregate(_ node: TreeNode, _ frame: Frame) -> Frame {
    let keys = texts(node["groupby"]), all = fields(node["joinaggregate"])
    let source = flattened(frame, keys + all.compactMap(\.field))
    var result = frame
    let groups = source.grouped(by: keys)
    for field in all {
      let column = field.field.map { source[$0] } ?? []
      var values = [Value](repeating: .null, count: frame.count)
      for rows in groups {
        let value = reduce(field.op, column, rows, param: field.param) { source.object($0) }
        for row in rows { values[row] = value }
      }
      result[field.name] = values
    }
    return result
  }

  /// Rows in the order of `sort: [{field, order}]`.
  func sorted(_ rows: [Int], _ frame: Frame, _ sort: TreeNode?) -> [Int] {
    let keys = (sort?.elements ?? (sort.map { [$0] } ?? [])).compactMap { item in
      item["field"]?.string.map { (compilation.values(of: $0, in: frame), item["order"]?.string == "descending") }
    }
    if keys.isEmpty { return rows }
    return stablySorted(rows) { a, b in
      for (column, descending) in keys {
        let c = ordering(column[a], column[b])
        if c != 0 { return descending ? -c : c }
      }
      return 0
    }
  }

  private func bin(_ node: TreeNode, _ given: Frame) -> Frame {
    guard let field = node["field"]?.string else { return given }
    var frame = given
    let settings = BinSettings(node["bin"]?.entries == nil ? nil : node["bin"], defaultMaxbins: 10)
    let names = texts(node["as"])
    let start = names.first ?? "bin_\(field)", end = names.count > 1 ? names[1] : start + "_end"
    guard let bins = addBins(to: &frame, field: field, settings: settings, start: start, end: end, compilation) else { return frame }
    compilation.knownBins[start] = bins
    return frame
  }

  private func timeUnit(_ node: TreeNode, _ given: Frame) -> Frame {
    guard let field = node["field"]?.string, let unit = node["timeUnit"].flatMap({ TimeUnit($0) }) else { return given }
    var frame = given
    let name = node["as"]?.string ?? "\(unit.name)_\(field)"
    addTimeUnit(to: &frame, field: field, unit: unit, name: name, compilation)
    return frame
  }

  private func imputeTransform(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let field = node["impute"]?.string, let key = node["key"]?.string else { return frame }
    return imputed(frame, field: field, key: key, groupBy: texts(node["groupby"]), node: node)
  }

  /// `{value, method, frame, keyvals}` of both the transform and the encoding.
  func imputed(_ frame: Frame, field: String, key: String, groupBy: [String], node: TreeNode) -> Frame {
    var keys = (node["keyvals"]?.elements ?? []).map { Value($0) }
    if let s = node["keyvals"], s["stop"] != nil {
      let start = s["start"]?.number ?? 0, stop = s["stop"]?.number ?? 0, step = s["step"]?.number ?? 1
      var x = start
      while step > 0, x < stop, keys.count < 100_000 {
        keys.append(.number(x))
        x += step
      }
    }
    let method: ImputeMethod = node["method"]?.string.flatMap { $0 == "value" ? nil : .op($0) } ?? .value(node["value"].map { Value($0) } ?? .null)
    let window = node["frame"]?.elements?.map { $0.number.flatMap { Int(exactly: $0) } }
    return impute(frame, field, key: key, keyValues: keys, groupBy: groupBy, method: method, frame: window.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil })
  }

  private func quantileTransform(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let field = node["quantile"]?.string else { return frame }
    let keys = texts(node["groupby"]), names = texts(node["as"])
    var probs = (node["probs"]?.elements ?? []).compactMap(\.number)
    if probs.isEmpty {
      let step = max(1e-4, node["step"]?.number ?? 0.01)
      var p = step / 2
      while p < 1 {
        probs.append(p)
        p += step
      }
    }
    let column = compilation.values(of: field, in: frame)
    let groups = flattened(frame, keys).grouped(by: keys)
    let rows = groups.flatMap { group in probs.map { (group, $0) } }
    var result = Frame(count: rows.count)
    for key in keys { result[key] = rows.map { compilation.values(of: key, in: frame)[$0.0[0]] } }
    result[names.first ?? "prob"] = rows.map { .number($0.1) }
    let sortedGroups = groups.map { g in g.compactMap { column[$0].finite }.sorted() }
    result[names.count > 1 ? names[1] : "value"] = sortedGroups.flatMap { sorted in probs.map { quantile(of: sorted, at: $0).map { .number($0) } ?? .null } }
    return result
  }

  private func extent(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let field = node["extent"]?.string, let name = node["param"]?.string else { return frame }
    let numbers = compilation.values(of: field, in: frame).compactMap(\.finite)
    if let low = numbers.min(), let high = numbers.max() {
      compilation.params.removeAll { $0.name == name }
      compilation.params.append(ObjectField(name: name, value: .list([.number(low), .number(high)])))
    }
    return frame
  }

  /// Every n-th row: the same rows each time, unlike Vega's random ones.
  private func sample(_ node: TreeNode, _ frame: Frame) -> Frame {
    let size = Int(exactly: (node["sample"]?.number ?? 1000).rounded()) ?? 1000
    guard size > 0, frame.count > size else { return frame }
    return frame.picking((0..<size).map { $0 * frame.count / size })
  }
}
