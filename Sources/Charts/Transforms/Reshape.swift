import DataTables
import Diagnostics
import Inputs

/// Transforms that make rows of columns and columns of rows, and that join tables.
extension TransformPipeline {
  func fold(_ node: TreeNode, _ frame: Frame) -> Frame {
    let names = texts(node["fold"]), given = texts(node["as"])
    let keyName = given.first ?? "key", valueName = given.count > 1 ? given[1] : "value"
    let rows = (0..<frame.count).flatMap { Array(repeating: $0, count: names.count) }
    var result = frame.picking(rows)
    let columns = names.map { compilation.values(of: $0, in: frame) }
    result[keyName] = rows.indices.map { .string(names[$0 % names.count]) }
    result[valueName] = rows.indices.map { columns[$0 % names.count][rows[$0]] }
    return names.isEmpty ? frame : result
  }

  func flatten(_ node: TreeNode, _ frame: Frame) -> Frame {
    let names = texts(node["flatten"]), given = texts(node["as"])
    let columns = names.map { compilation.values(of: $0, in: frame) }
    var rows: [Int] = []
    var values = names.map { _ in [Value]() }
    for row in 0..<frame.count {
      let lists = columns.map { column -> [Value] in if case .list(let items) = column[row] { items } else { [column[row]] } }
      for i in 0..<(lists.map(\.count).max() ?? 0) {
        rows.append(row)
        for (c, list) in lists.enumerated() { values[c].append(i < list.count ? list[i] : .null) }
      }
    }
    var result = frame.picking(rows)
    for (i, name) in names.enumerated() { result[i < given.count ? given[i] : name] = values[i] }
    return result
  }

  func pivot(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let field = node["pivot"]?.string, let valueName = node["value"]?.string else { return frame }
    let keys = texts(node["groupby"])
    let column = compilation.values(of: field, in: frame), values = compilation.values(of: valueName, in: frame)
    let op = node["op"]?.string ?? "sum"
    var names: [String] = []
    var seen: Set<String> = []
    for value in column.map(\.shown).sorted() where seen.insert(value).inserted { names.append(value) }
    if let limit = node["limit"]?.number, limit > 0 { names = Array(names.prefix(Int(exactly: limit.rounded()) ?? names.count)) }
    let groups = flattened(frame, keys).grouped(by: keys)
    var result = Frame(count: groups.count)
    for key in keys { result[key] = groups.map { compilation.values(of: key, in: frame)[$0[0]] } }
    for name in names {
      result[name] = groups.map { rows in
        let mine = rows.filter { column[$0].shown == name }
        return reduce(op, values, mine)
      }
    }
    return result
  }

  func lookup(_ node: TreeNode, _ frame: Frame) throws(Failure) -> Frame {
    guard let key = node["lookup"]?.string, let from = node["from"] else { return frame }
    guard let source = from["data"], let fromKey = from["key"]?.string else {
      // Nothing is selected in a still picture: no row is found.
      compilation.findings.warning("empty-lookup", at: node.range, "a lookup from a selection finds nothing in a still picture; its fields are empty")
      var empty = frame
      let missing = node["default"].map { Value($0) } ?? .null
      for name in texts(from["fields"]) + texts(node["as"]) { empty[name] = [Value](repeating: missing, count: frame.count) }
      return empty
    }
    let other = try compilation.frame(of: source)
    let otherKeys = compilation.values(of: fromKey, in: other)
    var places: [Value: Int] = [:]
    for (row, value) in otherKeys.enumerated() { places[lookupKey(value)] = row }
    let matches = compilation.values(of: key, in: frame).map { places[lookupKey($0)] }
    var result = frame
    let names = texts(from["fields"]), given = texts(node["as"])
    let missing = node["default"].map { Value($0) } ?? .null
    if names.isEmpty, let name = given.first {
      result[name] = matches.map { $0.map { other.object($0) } ?? missing }
    }
    for (i, name) in names.enumerated() {
      let column = compilation.values(of: name, in: other)
      result[i < given.count ? given[i] : name] = matches.map { $0.map { column[$0] } ?? missing }
    }
    return result
  }

  /// Keys meet as JavaScript object keys do: as text.
  private func lookupKey(_ value: Value) -> Value { .string(value.shown) }
}
