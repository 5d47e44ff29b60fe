import DataTables

/// How an imputed value is found.
enum ImputeMethod {
  case value(Value)
  case op(String)
}

/// Adds rows for the combinations of key and group that have none. A constant stands in the new rows only, as in Vega; what is computed from
/// neighbours fills missing values too.
///
/// - Parameters:
///   - keyValues: keys that must exist beside those of the rows.
///   - frame: the window of neighbours for `op`, in rows; nil for all.
/// https://vega.github.io/vega/docs/transforms/impute/
func impute(
  _ rows: Frame, _ field: String, key: String, keyValues: [Value], groupBy: [String], method: ImputeMethod, frame: (Int?, Int?)?
) -> Frame {
  let keyColumn = rows[key]
  var keys: [Value] = []
  var seen: Set<Value> = []
  for value in keyColumn + keyValues where seen.insert(value).inserted { keys.append(value) }
  let groups = rows.grouped(by: groupBy)
  var additions: [(group: Int, key: Value)] = []
  for (g, members) in groups.enumerated() {
    let have = Set(members.map { keyColumn[$0] })
    for k in keys where !have.contains(k) { additions.append((g, k)) }
  }
  var result = rows
  let groupColumns = groupBy.map { rows[$0] }
  if !additions.isEmpty {
    var extra = Frame(count: additions.count)
    extra[key] = additions.map(\.key)
    for (name, column) in zip(groupBy, groupColumns) { extra[name] = additions.map { column[groups[$0.group][0]] } }
    extra[field] = [Value](repeating: .null, count: additions.count)
    result = rows.appending(extra)
  }
  var values = result[field]
  for members in result.grouped(by: groupBy) {
    let missing = members.filter { values[$0].isNull || values[$0].coerced.isNaN }
    if missing.isEmpty { continue }
    switch method {
    case .value(let v): for row in missing where row >= rows.count { values[row] = v }
    case .op(let op): fill(missing, members, op, frame, &values)
    }
  }
  result[field] = values
  return result
}

/// The window runs over the rows as they come, those that were added last: Vega does not sort them by their key.
private func fill(_ missing: [Int], _ members: [Int], _ op: String, _ window: (Int?, Int?)?, _ values: inout [Value]) {
  let known = values
  let gaps = Set(missing)
  for (i, row) in members.enumerated() where gaps.contains(row) {
    var low = 0, high = members.count - 1
    if let window {
      low = window.0.map { max(0, i + $0) } ?? 0
      high = window.1.map { min(members.count - 1, i + $0) } ?? members.count - 1
    }
    let near = low <= high ? members[low...high].compactMap { gaps.contains($0) ? nil : known[$0].finite } : []
    let value = reduce(op, near)
    values[row] = value.isNaN ? .null : .number(value)
  }
}
