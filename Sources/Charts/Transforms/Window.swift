import DataTables
import Inputs

extension TransformPipeline {
  /// Running and ranking columns. https://vega.github.io/vega/docs/transforms/window/
  func window(_ node: TreeNode, _ frame: Frame) -> Frame {
    let keys = texts(node["groupby"])
    let bounds = node["frame"]?.elements ?? [TreeNode(.null), .of(0)]
    let low = bounds.first?.number.flatMap { Int(exactly: $0) }, high = bounds.count > 1 ? bounds[1].number.flatMap { Int(exactly: $0) } : 0
    let ignoresPeers = node["ignorePeers"]?.bool ?? false
    var result = frame
    var source = frame
    for key in keys where !source.has(key) { source[key] = compilation.values(of: key, in: frame) }
    let sortColumns = (node["sort"]?.elements ?? []).compactMap { $0["field"]?.string }.map { compilation.values(of: $0, in: frame) }
    let groups = source.grouped(by: keys).map { sorted($0, frame, node["sort"]) }
    for item in node["window"]?.elements ?? [] {
      let op = item["op"]?.string ?? "row_number", field = item["field"]?.string
      let column = field.map { compilation.values(of: $0, in: frame) } ?? []
      var values = [Value](repeating: .null, count: frame.count)
      for rows in groups {
        let peers = rows.indices.map { i in
          i > 0 && !sortColumns.isEmpty && sortColumns.allSatisfy { ordering($0[rows[i]], $0[rows[i - 1]]) == 0 }
        }
        let run = WindowRun(rows: rows, isPeer: peers, column: column, param: item["param"]?.number)
        for i in rows.indices {
          var from = low.map { max(0, i + $0) } ?? 0, to = high.map { min(rows.count - 1, i + $0) } ?? rows.count - 1
          if !ignoresPeers, !sortColumns.isEmpty {
            while from > 0, from < rows.count, peers[from] { from -= 1 }
            while to + 1 < rows.count, to >= 0, peers[to + 1] { to += 1 }
          }
          values[rows[i]] = run.value(op, at: i, from: from, to: to)
        }
      }
      result[item["as"]?.string ?? (field.map { "\(op)_\($0)" } ?? op)] = values
    }
    return result
  }
}

/// One group of rows in window order.
private struct WindowRun {
  let rows: [Int]
  /// True where a row ties with the one before it.
  let isPeer: [Bool]
  let column: [Value]
  let param: Double?

  func value(_ op: String, at i: Int, from: Int, to: Int) -> Value {
    let n = Double(rows.count)
    switch op {
    case "row_number": return .number(Double(i) + 1)
    case "rank": return .number(Double(firstPeer(i)) + 1)
    case "dense_rank": return .number(Double((0...i).count { !isPeer[$0] }))
    case "percent_rank": return .number(n > 1 ? Double(firstPeer(i)) / (n - 1) : 0)
    case "cume_dist": return .number(Double(lastPeer(i) + 1) / n)
    case "ntile": return .number((Double(i) * max(1, param ?? 1) / n).rounded(.down) + 1)
    case "lag": return at(i - offset)
    case "lead": return at(i + offset)
    case "first_value": return at(from)
    case "last_value": return at(to)
    case "nth_value": return at(from + offset - 1)
    case "prev_value": return stride(from: i, through: 0, by: -1).lazy.map { at($0) }.first { !$0.isNull } ?? .null
    case "next_value": return (i..<rows.count).lazy.map { at($0) }.first { !$0.isNull } ?? .null
    default:
      guard from <= to, rows.indices.contains(from), rows.indices.contains(to) else { return .null }
      return reduce(op, column, Array(rows[from...to]), param: param)
    }
  }

  private var offset: Int { param.flatMap { Int(exactly: $0) } ?? 1 }
  private func at(_ i: Int) -> Value { rows.indices.contains(i) && !column.isEmpty ? column[rows[i]] : .null }

  private func firstPeer(_ i: Int) -> Int {
    var k = i
    while k > 0, isPeer[k] { k -= 1 }
    return k
  }

  private func lastPeer(_ i: Int) -> Int {
    var k = i
    while k + 1 < rows.count, isPeer[k + 1] { k += 1 }
    return k
  }
}
