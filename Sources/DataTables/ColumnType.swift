/// What the cells of a column are.
package enum ColumnType: String, Hashable, Sendable, CaseIterable {
  case boolean
  /// 64-bit whole numbers, all digits kept.
  case integer
  case number
  case string
  case date
  /// Lists, objects, or cells of several types.
  case json
  /// Every cell is null.
  case empty

  /// Integers and numbers.
  package var isNumeric: Bool {
    switch self {
    case .integer, .number: true
    case .boolean, .string, .date, .json, .empty: false
    }
  }
}
