/// Gathers the cells of a column one by one; the column gets the narrowest type that holds them all.
///
/// Integers and numbers together are numbers, any other mixture is `json`.
package struct CellCollector: Sendable {
  private var storage = Column.Storage.empty(count: 0)
  private var nulls = NullMap()
  package private(set) var count = 0

  package init() {}

  package mutating func appendNull() {
    switch storage {
    case .empty, .booleans, .dates: storage = .empty(count: count + 1)
    case .integers(var cells):
      storage = .empty(count: 0)
      cells.append(0)
      storage = .integers(cells)
      nulls.insert(count)
    case .numbers(var cells, let decimals):
      storage = .empty(count: 0)
      cells.append(0)
      storage = .numbers(cells, decimals: decimals)
      nulls.insert(count)
    case .strings(var arena):
      storage = .empty(count: 0)
      _ = arena.append(EmptyCollection())
      storage = .strings(arena)
      nulls.insert(count)
    case .values(var cells):
      storage = .empty(count: 0)
      cells.append(.null)
      storage = .values(cells)
    }
    count += 1
  }

  package mutating func append(_ number: Int64) {
    switch storage {
    case .integers(var cells):
      storage = .empty(count: 0)
      cells.append(number)
      storage = .integers(cells)
      count += 1
    case .empty:
      var cells = [Int64](repeating: 0, count: count)
      cells.append(number)
      begin(.integers(cells))
    case .numbers: append(Double(number))
    case .strings, .values, .booleans, .dates: appendMixed(.integer(number))
    }
  }

  package mutating func append(_ number: Double) {
    switch storage {
    case .numbers(var cells, let decimals):
      storage = .empty(count: 0)
      cells.append(number)
      storage = .numbers(cells, decimals: decimals)
      count += 1
    case .empty:
      var cells = [Double](repeating: 0, count: count)
      cells.append(number)
      begin(.numbers(cells, decimals: .none))
    case .integers(let cells):
      storage = .numbers(cells.map { Double($0) } + [number], decimals: .none)
      count += 1
    case .strings, .values, .booleans, .dates: appendMixed(.number(number))
    }
  }

  /// - Parameter text: Valid UTF-8.
  package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    switch storage {
    case .strings(var arena):
      storage = .empty(count: 0)
      let isAdded = arena.append(text)
      storage = .strings(arena)
      if isAdded { count += 1 } else { appendMixed(.string(String(decoding: text, as: UTF8.self))) }
    case .empty:
      var arena = TextArena()
      for _ in 0..<count { _ = arena.append(EmptyCollection()) }
      _ = arena.append(text)
      begin(.strings(arena))
    case .integers, .numbers, .values, .booleans, .dates: appendMixed(.string(String(decoding: text, as: UTF8.self)))
    }
  }

  /// The cells so far as a column.
  package consuming func column(named name: String) -> Column { Column(name: name, storage: storage, nulls: nulls) }

  /// The first cell that is not null; the ones before it become nulls of its type.
  private mutating func begin(_ storage: Column.Storage) {
    for row in 0..<count { nulls.insert(row) }
    self.storage = storage
    count += 1
  }

  private mutating func appendMixed(_ value: Value) {
    var cells: [Value]
    if case .values(let mixed) = storage { cells = mixed } else { cells = Column(name: "", storage: storage, nulls: nulls).values }
    storage = .empty(count: 0)
    cells.append(value)
    storage = .values(cells)
    nulls = NullMap()
    count += 1
  }
}
