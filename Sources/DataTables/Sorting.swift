/// Vega's order of two values, ascending: null first, then NaN, then by ECMAScript's `<`; values that cannot be compared are equal.
/// Negative, zero or positive.
package func vegaOrder(_ a: Value, _ b: Value) -> Int {
  switch (a, b) {
  case (.null, .null): return 0
  case (.null, _): return -1
  case (_, .null): return 1
  case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
  case (.string(let x), .string(let y)): return utf16Order(x.utf8, y.utf8)
  case (_, _): break
  }
  if let order = Operand(a).order(to: Operand(b)) { return order }
  let x = Operand(a).number, y = Operand(b).number
  return x.isNaN == y.isNaN ? 0 : x.isNaN && a.number != nil ? -1 : y.isNaN && b.number != nil ? 1 : 0
}

/// A column to sort by.
package struct SortKey: Sendable {
  package var column: Column
  package var isDescending: Bool

  package init(_ column: Column, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// The given rows sorted by the keys, first key first; rows that are equal keep their order.
package func sorted(_ rows: some Sequence<Int>, by keys: [SortKey]) -> [Int] {
  let keyed = keys.map { key in (key.column.sortable, key.isDescending) }
  return rows.sorted { a, b in
    for (column, isDescending) in keyed {
      let order = column.order(a, b)
      if order != 0 { return isDescending ? order > 0 : order < 0 }
    }
    return false
  }
}

/// A column prepared for many comparisons.
private enum SortableColumn {
  /// Null stands as NaN, which sorts first too.
  case numbers([Double])
  case texts(TextArena, NullMap)
  case values([Value])

  func order(_ a: Int, _ b: Int) -> Int {
    switch self {
    case .numbers(let cells):
      let x = cells[a], y = cells[b]
      if x < y { return -1 }
      if x > y { return 1 }
      return x == y ? 0 : x.isNaN == y.isNaN ? 0 : x.isNaN ? -1 : 1
    case .texts(let arena, let nulls):
      if nulls[a] || nulls[b] { return nulls[a] == nulls[b] ? 0 : nulls[a] ? -1 : 1 }
      return utf16Order(arena.utf8(at: a), arena.utf8(at: b))
    case .values(let cells): return vegaOrder(cells[a], cells[b])
    }
  }
}

extension Column {
  fileprivate var sortable: SortableColumn {
    switch storage {
    case .numbers(let cells, _), .dates(let cells, _): .numbers(nulls.isEmpty ? cells : cells.indices.map { nulls[$0] ? .nan : cells[$0] })
    case .strings(let arena): .texts(arena, nulls)
    case .empty, .booleans, .integers, .values: .values(values)
    }
  }
}
