/// Rows that agree in some columns.
package struct RowGroup: Sendable {
  /// The values they agree in, one a column.
  package var key: [Value]
  /// From 0, in the order of the table.
  package var rows: [Int]
}

extension Value {
  /// The value in the form that makes equal what people take for equal: 1 and 1.0 are one key, -0 and 0 too.
  package var groupingKey: Value {
    switch self {
    case .integer(let n): Double(exactly: n).map { .number($0) } ?? self
    case .number(let x): x == 0 ? .number(0) : x.isNaN ? .string("NaN") : self
    case .null, .bool, .string, .date, .list, .object: self
    }
  }
}

/// Groups rows by the values of columns, groups and rows in the order they are first seen. Without columns all rows are one group.
package func grouped(_ rows: some Sequence<Int>, by columns: [Column]) -> [RowGroup] {
  if columns.isEmpty { return [RowGroup(key: [], rows: Array(rows))] }
  var groups: [RowGroup] = []
  var indices: [[Value]: Int] = [:]
  for row in rows {
    let key = columns.map { $0.value(at: row) }
    let canonical = key.map(\.groupingKey)
    if let index = indices[canonical] { groups[index].rows.append(row) } else {
      indices[canonical] = groups.count
      groups.append(RowGroup(key: key, rows: [row]))
    }
  }
  return groups
}
