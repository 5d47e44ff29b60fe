import DataTables

/// The rows a chart computes with: named columns of values, all of one length.
///
/// Whole numbers are held as `number`, so that 5 and 5.0 are one category, as in JavaScript.
struct Frame: Sendable {
  private(set) var names: [String] = []
  private(set) var columns: [[Value]] = []
  private(set) var count = 0
  private var places: [String: Int] = [:]

  init(count: Int = 0) { self.count = count }

  init(names: [String], columns: [[Value]]) {
    count = columns.first?.count ?? 0
    for (name, column) in zip(names, columns) { self[name] = column }
  }

  func has(_ name: String) -> Bool { places[name] != nil }

  /// The values under `name`; nulls when there is no such column. Setting adds or replaces a column of `count` values.
  subscript(name: String) -> [Value] {
    get {
      if let i = places[name] { return columns[i] }
      return [Value](repeating: .null, count: count)
    }
    set {
      if let i = places[name] {
        columns[i] = newValue
      } else {
        places[name] = columns.count
        names.append(name)
        columns.append(newValue)
        if columns.count == 1 { count = newValue.count }
      }
    }
  }

  /// The value of one cell; null when there is no such column.
  func value(_ name: String, _ row: Int) -> Value {
    places[name].map { columns[$0][row] } ?? .null
  }

  /// The place of a column among `columns`.
  func index(of name: String) -> Int? { places[name] }

  /// The rows at `rows`, in that order.
  func picking(_ rows: [Int]) -> Frame {
    var result = Frame(count: rows.count)
    for (name, column) in zip(names, columns) { result[name] = rows.map { column[$0] } }
    result.count = rows.count
    return result
  }

  /// The rows that satisfy `isKept`.
  func filtered(_ isKept: (Int) -> Bool) -> Frame {
    let rows = (0..<count).filter(isKept)
    return rows.count == count ? self : picking(rows)
  }

  /// Both one below the other; columns that one lacks are null there.
  func appending(_ other: Frame) -> Frame {
    var result = Frame(count: count + other.count)
    for name in names { result[name] = self[name] + other[name] }
    for name in other.names where !has(name) { result[name] = self[name] + other[name] }
    result.count = count + other.count
    return result
  }

  /// A row as an object.
  func object(_ row: Int) -> Value {
    .object(zip(names, columns).map { ObjectField(name: $0, value: $1[row]) })
  }

  /// Rows with equal values under `keys`, groups in the order of their first row.
  func grouped(by keys: [String]) -> [[Int]] {
    if keys.isEmpty { return count == 0 ? [] : [Array(0..<count)] }
    let parts = keys.map { self[$0] }
    var places: [[Value]: Int] = [:]
    var groups: [[Int]] = []
    for row in 0..<count {
      let key = parts.map { $0[row] }
      if let g = places[key] {
        groups[g].append(row)
      } else {
        places[key] = groups.count
        groups.append([row])
      }
    }
    return groups
  }
}
