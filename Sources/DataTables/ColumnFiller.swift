import Formats

/// Gathers the cells of one column of a delimited text.
struct ColumnFiller {
  let reading: CellReading
  private let dates: D3TimeParser?
  private var nulls = NullMap()
  private var booleans: [Bool] = []
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var decimals: [UInt8] = []
  private var texts: TextArena
  private var withTime = false
  private var anyFraction = false
  private(set) var count = 0

  init(reading: CellReading, rows: Int, textBytes: Int) {
    self.reading = reading
    texts = reading == .string ? TextArena(reservingBytes: textBytes, texts: rows) : TextArena()
    switch reading {
    case .boolean:
      booleans.reserveCapacity(rows)
      dates = nil
    case .integer:
      integers.reserveCapacity(rows)
      dates = nil
    case .number, .groupedNumber:
      numbers.reserveCapacity(rows)
      decimals.reserveCapacity(rows)
      dates = nil
    case .string: dates = nil
    case .date(let format):
      numbers.reserveCapacity(rows)
      dates = format.map { D3TimeParser($0) }
    }
  }

  mutating func appendNull() {
    nulls.insert(count)
    count += 1
    switch reading {
    case .boolean: booleans.append(false)
    case .integer: integers.append(0)
    case .number, .groupedNumber:
      numbers.append(0)
      decimals.append(0)
    case .string: _ = texts.append(EmptyCollection())
    case .date: numbers.append(0)
    }
  }

  /// - Returns: false, with a null in its place, when the cell does not read.
  @inline(__always)
  mutating func append(_ cell: Bytes) -> Bool {
    let isRead = appendRead(cell)
    if isRead { count += 1 } else { appendNull() }
    return isRead
  }

  @inline(__always)
  private mutating func appendRead(_ cell: Bytes) -> Bool {
    switch reading {
    case .string: return texts.append(cell)
    case .integer:
      guard let n = integer(trimmed(cell)) else { return false }
      integers.append(n)
    case .number:
      let cell = trimmed(cell)
      guard let x = decimal(cell), x.isFinite else { return false }
      numbers.append(x)
      decimals.append(writtenDecimals(cell))
    case .boolean:
      guard let flag = statedBoolean(trimmed(cell)) else { return false }
      booleans.append(flag)
    case .groupedNumber: return appendGrouped(trimmed(cell))
    case .date: return appendDate(trimmed(cell))
    }
    return true
  }

  private func statedBoolean(_ cell: Bytes) -> Bool? {
    if cell.count == 1, cell[0] == 0x30 || cell[0] == 0x31 { return cell[0] == 0x31 }
    return boolean(cell)
  }

  private mutating func appendGrouped(_ cell: Bytes) -> Bool {
    guard let plain = groupedDigits(cell) else { return false }
    return plain.withUnsafeBufferPointer { plain in
      guard let x = decimal(plain), x.isFinite else { return false }
      numbers.append(x)
      decimals.append(writtenDecimals(plain))
      if plain.contains(0x2E) || x.magnitude >= 9_007_199_254_740_992 { anyFraction = true }
      return true
    }
  }

  private mutating func appendDate(_ cell: Bytes) -> Bool {
    var time: Double?
    if let dates { time = dates(String(decoding: cell, as: UTF8.self)) } else {
      time = isoTime(cell, allowsSpace: true) ?? parseECMADate(String(decoding: cell, as: UTF8.self))
    }
    guard let time else { return false }
    if time.truncatingRemainder(dividingBy: 86_400_000) != 0 { withTime = true }
    numbers.append(time)
    return true
  }

  consuming func column(named name: String, isEmpty: Bool) -> Column {
    if isEmpty { return Column(name: name, storage: .empty(count: count)) }
    switch reading {
    case .boolean: return Column(name: name, storage: .booleans(booleans), nulls: nulls)
    case .integer: return Column(name: name, storage: .integers(integers), nulls: nulls)
    case .string: return Column(name: name, storage: .strings(texts), nulls: nulls)
    case .date: return Column(name: name, storage: .dates(numbers, withTime: withTime), nulls: nulls)
    case .groupedNumber where !anyFraction:
      return Column(name: name, storage: .integers(numbers.map { Int64($0) }), nulls: nulls)
    case .number, .groupedNumber:
      return Column(name: name, storage: .numbers(numbers, decimals: Decimals(counts: decimals)), nulls: nulls)
    }
  }
}
