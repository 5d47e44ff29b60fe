extension Column {
  /// A column of the narrowest type that holds every value: booleans, integers, numbers (integers among them), texts, dates, else `json`.
  package init(name: String, values: [Value]) {
    self = ColumnMaker(name: name, values: values).column
  }

  package init(name: String, numbers: [Double?]) {
    var nulls = NullMap()
    for (row, number) in numbers.enumerated() where number == nil { nulls.insert(row) }
    self.init(name: name, storage: .numbers(numbers.map { $0 ?? 0 }, decimals: .none), nulls: nulls)
  }

  package init(name: String, texts: [String]) {
    self.init(name: name, values: texts.map(Value.string))
  }

  /// The given rows, in the given order.
  package func selecting(rows: [Int]) -> Column {
    var nulls = NullMap()
    if !self.nulls.isEmpty { for (row, source) in rows.enumerated() where self.nulls[source] { nulls.insert(row) } }
    var column = Column(name: name, storage: storage.selecting(rows: rows), nulls: nulls)
    column.label = label
    return column
  }

  package func renamed(_ name: String) -> Column {
    var copy = self
    copy.name = name
    return copy
  }
}

extension Column.Storage {
  func selecting(rows: [Int]) -> Column.Storage {
    switch self {
    case .empty: return .empty(count: rows.count)
    case .booleans(let cells): return .booleans(rows.map { cells[$0] })
    case .integers(let cells): return .integers(rows.map { cells[$0] })
    case .numbers(let cells, let decimals):
      let counts = decimals.counts.isEmpty ? [] : rows.map { decimals.counts[$0] }
      return .numbers(rows.map { cells[$0] }, decimals: Decimals(counts: counts))
    case .dates(let cells, let withTime): return .dates(rows.map { cells[$0] }, withTime: withTime)
    case .values(let cells): return .values(rows.map { cells[$0] })
    case .strings(let arena):
      var chosen = TextArena(reservingBytes: 0, texts: rows.count)
      for row in rows {
        guard chosen.append(arena.utf8(at: row)) else { return .values(rows.map { .string(arena.text(at: $0)) }) }
      }
      return .strings(chosen)
    }
  }
}

/// Finds the type of a list of values and stores them by it.
private struct ColumnMaker {
  let name: String
  let values: [Value]

  var column: Column {
    switch commonType {
    case .empty: Column(name: name, storage: .empty(count: values.count))
    case .boolean: stored(.booleans(values.map { $0 == .bool(true) }))
    case .integer: stored(.integers(values.map { if case .integer(let n) = $0 { n } else { 0 } }))
    case .number: stored(.numbers(values.map { $0.number ?? 0 }, decimals: .none))
    case .date: stored(dates)
    case .string: texts.map(stored) ?? Column(name: name, storage: .values(values))
    case .json: Column(name: name, storage: .values(values))
    }
  }

  private func stored(_ storage: Column.Storage) -> Column { Column(name: name, storage: storage, nulls: nulls) }

  private var nulls: NullMap {
    var map = NullMap()
    for (row, value) in values.enumerated() where value.isNull { map.insert(row) }
    return map
  }

  private var dates: Column.Storage {
    let times = values.map { $0.number ?? 0 }
    return .dates(times, withTime: times.contains { $0.truncatingRemainder(dividingBy: 86_400_000) != 0 })
  }

  private var texts: Column.Storage? {
    var arena = TextArena(reservingBytes: 0, texts: values.count)
    for value in values where !arena.append((value.string ?? "").utf8) { return nil }
    return .strings(arena)
  }

  private var commonType: ColumnType {
    var common = ColumnType.empty
    for value in values {
      guard let type = value.columnType else { continue }
      if common == .empty || common == type { common = type; continue }
      if common.isNumeric, type.isNumeric { common = .number; continue }
      return .json
    }
    return common
  }
}

extension Value {
  /// The type of a column that has only this value; nil for null.
  var columnType: ColumnType? {
    switch self {
    case .null: nil
    case .bool: .boolean
    case .integer: .integer
    case .number: .number
    case .string: .string
    case .date: .date
    case .list, .object: .json
    }
  }
}
