import DataTables
import Diagnostics
import Inputs

extension TransformPipeline {
  /// Running and ranking columns. https://vega.github.io/vega/docs/transforms/window/
  ///
  /// - Throws: `too-much-work`.
  func window(_ node: TreeNode, _ frame: Frame) throws(Failure) -> Frame {
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
      let isRunning = low == nil && RunningFold(op) != nil
      if !isRunning, isAggregate(op) { try checkWork(groups, from: low, to: high, at: node) }
      for rows in groups {
        let peers = rows.indices.map { i in
          i > 0 && !sortColumns.isEmpty && sortColumns.allSatisfy { ordering($0[rows[i]], $0[rows[i - 1]]) == 0 }
        }
        let run = WindowRun(rows: rows, isPeer: peers, column: column, param: item["param"]?.number, op: op)
        var fold = isRunning ? RunningFold(op) : nil, taken = 0
        for i in rows.indices {
          var from = low.map { max(0, i + $0) } ?? 0, to = high.map { min(rows.count - 1, i + $0) } ?? rows.count - 1
          if !ignoresPeers, !sortColumns.isEmpty {
            if rows.indices.contains(from) { from = run.firstPeer[from] }
            if rows.indices.contains(to) { to = run.lastPeer[to] }
          }
          if isRunning, !column.isEmpty || op == "count" {
            while taken <= to {
              fold?.add(column.isEmpty ? .null : column[rows[taken]])
              taken += 1
            }
            values[rows[i]] = to < 0 ? .null : fold?.value ?? .null
          } else {
            values[rows[i]] = run.value(op, at: i, from: from, to: to)
          }
        }
      }
      result[item["as"]?.string ?? (field.map { "\(op)_\($0)" } ?? op)] = values
    }
    return result
  }

  /// True for the aggregates, which look at every row of the frame; the other operations look at one or two.
  private func isAggregate(_ op: String) -> Bool { !WindowRun.lookups.contains(op) }

  /// - Throws: `too-much-work` where the frames together have more rows than are worth waiting for.
  private func checkWork(_ groups: [[Int]], from low: Int?, to high: Int?, at node: TreeNode) throws(Failure) {
    let work = groups.reduce(0.0) { sum, rows in
      let count = Double(rows.count)
      let width = low.flatMap { low in high.map { Double($0) - Double(low) + 1 } } ?? count
      return sum + count * min(count, max(1, width))
    }
    try requireWork(work, "the frames of this window", at: node.range)
  }
}

/// One group of rows in window order.
private struct WindowRun {
  /// The operations that are no aggregates.
  static let lookups: Set<String> = [
    "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value", "prev_value",
    "next_value",
  ]

  let rows: [Int]
  let column: [Value]
  let param: Double?
  /// The first and the last row that tie with each, and how many different rows there are up to it.
  let firstPeer: [Int]
  let lastPeer: [Int]
  private let distinct: [Int]
  /// For `prev_value` and `next_value`: the nearest row with a value.
  private let nearest: [Int?]

  /// - Parameter isPeer: true where a row ties with the one before it.
  init(rows: [Int], isPeer: [Bool], column: [Value], param: Double?, op: String) {
    self.rows = rows
    self.column = column
    self.param = param
    var first = Array(rows.indices), last = first, distinct = first, nearest = [Int?](repeating: nil, count: rows.count)
    for i in rows.indices {
      if isPeer[i] { first[i] = first[i - 1] }
      distinct[i] = (i > 0 ? distinct[i - 1] : 0) + (isPeer[i] ? 0 : 1)
    }
    for i in rows.indices.reversed().dropFirst() where isPeer[i + 1] { last[i] = last[i + 1] }
    if op == "prev_value" || op == "next_value", !column.isEmpty {
      let order = op == "prev_value" ? Array(rows.indices) : rows.indices.reversed()
      var known: Int?
      for i in order {
        if !column[rows[i]].isNull { known = i }
        nearest[i] = known
      }
    }
    (firstPeer, lastPeer, self.distinct, self.nearest) = (first, last, distinct, nearest)
  }

  func value(_ op: String, at i: Int, from: Int, to: Int) -> Value {
    let n = Double(rows.count)
    switch op {
    case "row_number": return .number(Double(i) + 1)
    case "rank": return .number(Double(firstPeer[i]) + 1)
    case "dense_rank": return .number(Double(distinct[i]))
    case "percent_rank": return .number(n > 1 ? Double(firstPeer[i]) / (n - 1) : 0)
    case "cume_dist": return .number(Double(lastPeer[i] + 1) / n)
    case "ntile": return .number((Double(i) * max(1, param ?? 1) / n).rounded(.down) + 1)
    case "lag": return at(i - offset)
    case "lead": return at(i + offset)
    case "first_value": return at(from)
    case "last_value": return at(to)
    case "nth_value": return at(from + offset - 1)
    case "prev_value", "next_value": return nearest[i].map(at) ?? .null
    default:
      guard from <= to, rows.indices.contains(from), rows.indices.contains(to) else { return .null }
      return reduce(op, column, Array(rows[from...to]), param: param)
    }
  }

  /// Held to what rows can be counted with.
  private var offset: Int { param.flatMap { Int(exactly: $0) }.map { min(ChartLimits.rows, max(-ChartLimits.rows, $0)) } ?? 1 }
  private func at(_ i: Int) -> Value { rows.indices.contains(i) && !column.isEmpty ? column[rows[i]] : .null }
}
