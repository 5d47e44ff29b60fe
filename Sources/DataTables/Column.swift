/// A named column of a table, stored by type.
///
/// ## Guarantees
/// - Immutable; copies share their storage.
/// - Every row below `count` has a value; rows outside trap as array indices do.
package struct Column: Sendable {
  package var name: String
  /// A label for people when the source gives one apart from the name; nil otherwise.
  package var label: String?
  @usableFromInline let storage: Storage
  @usableFromInline let nulls: NullMap

  @usableFromInline enum Storage: Sendable {
    case empty(count: Int)
    case booleans([Bool])
    case integers([Int64])
    case numbers([Double], decimals: Decimals)
    case strings(TextArena)
    case dates([Double], withTime: Bool)
    case values([Value])
  }

  @usableFromInline init(name: String, storage: Storage, nulls: NullMap = NullMap()) {
    self.name = name
    self.storage = storage
    self.nulls = nulls
  }

  /// The number of rows.
  package var count: Int {
    switch storage {
    case .empty(let count): count
    case .booleans(let cells): cells.count
    case .integers(let cells): cells.count
    case .numbers(let cells, _): cells.count
    case .strings(let arena): arena.count
    case .dates(let cells, _): cells.count
    case .values(let cells): cells.count
    }
  }

  package var type: ColumnType {
    switch storage {
    case .empty: .empty
    case .booleans: .boolean
    case .integers: .integer
    case .numbers: .number
    case .strings: .string
    case .dates: .date
    case .values: .json
    }
  }

  /// Whether any cell is null.
  package var hasNulls: Bool {
    switch storage {
    case .empty(let count): count > 0
    case .values(let cells): cells.contains { $0.isNull }
    case .booleans, .integers, .numbers, .strings, .dates: !nulls.isEmpty
    }
  }

  @inlinable package func isNull(at row: Int) -> Bool {
    switch storage {
    case .empty: true
    case .values(let cells): cells[row] == .null
    case .booleans, .integers, .numbers, .strings, .dates: nulls[row]
    }
  }

  package func value(at row: Int) -> Value {
    if !nulls.isEmpty, nulls[row] { return .null }
    switch storage {
    case .empty: return .null
    case .booleans(let cells): return .bool(cells[row])
    case .integers(let cells): return .integer(cells[row])
    case .numbers(let cells, _): return .number(cells[row])
    case .strings(let arena): return .string(arena.text(at: row))
    case .dates(let cells, _): return .date(cells[row])
    case .values(let cells): return cells[row]
    }
  }

  /// The cell as a number when it is one: integers, numbers, dates (milliseconds since 1970); nil for anything else.
  @inlinable package func number(at row: Int) -> Double? {
    switch storage {
    case .integers(let cells): nulls[row] ? nil : Double(cells[row])
    case .numbers(let cells, _): nulls[row] ? nil : cells[row]
    case .dates(let cells, _): nulls[row] ? nil : cells[row]
    case .values(let cells): cells[row].number
    case .empty, .booleans, .strings: nil
    }
  }

  /// The cell of a column of integers; nil for null and for columns of other types.
  @inlinable package func integer(at row: Int) -> Int64? {
    guard case .integers(let cells) = storage, !nulls[row] else { return nil }
    return cells[row]
  }

  /// The cell as text: texts as they are, numbers with the digits of their source, dates in ISO form, null as nothing.
  package func text(at row: Int) -> String {
    if !nulls.isEmpty, nulls[row] { return "" }
    switch storage {
    case .strings(let arena): return arena.text(at: row)
    case .numbers(let cells, let decimals): return decimals.text(of: cells[row], at: row)
    case .dates(let cells, let withTime): return dateText(cells[row], withTime: withTime)
    case .empty, .booleans, .integers, .values: return value(at: row).text
    }
  }

  /// The bytes of a text cell without a copy; nil for null and for columns that are not text.
  @inlinable package func utf8(at row: Int) -> ArraySlice<UInt8>? {
    guard case .strings(let arena) = storage, !nulls[row] else { return nil }
    return arena.utf8(at: row)
  }

  /// The most digits that any number of the column shows after the decimal point; 0 for integers, nil for other types.
  package var maxDecimals: Int? {
    switch storage {
    case .integers: 0
    case .numbers(let cells, let decimals): decimals.most(of: cells, nulls: nulls)
    case .empty, .booleans, .strings, .dates, .values: nil
    }
  }

  /// All cells in order.
  package var values: [Value] { (0..<count).map { value(at: $0) } }
}
