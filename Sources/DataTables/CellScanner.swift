/// A cell of a delimited text: its bytes without quotes around, and how it ended.
struct ScannedCell {
  var start: Int
  var end: Int
  var isQuoted = false
  /// Doubled quotes stand inside, each for one.
  var hasDoubledQuotes = false
  var endsRow = false

  var isEmpty: Bool { start == end }
}

/// What makes it impossible to go on with a delimited text.
enum ScanTrouble {
  /// A quote opened here never ends.
  case openQuote(at: Int)
  /// Text follows the closing quote.
  case textAfterQuote(at: Int)
}

/// Walks the cells of a delimited text (RFC 4180); rows end with CR LF, LF or CR.
struct CellScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let separator: UInt8
  private(set) var at = 0
  private(set) var trouble: ScanTrouble?

  init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, at start: Int = 0) {
    self.bytes = bytes
    self.separator = separator
    at = start
  }

  var isAtEnd: Bool { at >= bytes.count }

  /// Skips line ends; true when anything is left.
  mutating func skipEmptyLines() -> Bool {
    while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
    return at < bytes.count
  }

  /// The next cell. At the end of the text an empty cell that ends its row.
  @inline(__always)
  mutating func next() -> ScannedCell {
    if at < bytes.count, bytes[at] == 0x22 { return quoted() }
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == separator {
        at += 1
        return ScannedCell(start: start, end: at - 1)
      }
      if byte == 0x0A || byte == 0x0D { return ended(ScannedCell(start: start, end: at)) }
      at += 1
    }
    return ScannedCell(start: start, end: at, endsRow: true)
  }

  private mutating func quoted() -> ScannedCell {
    let open = at
    var cell = ScannedCell(start: at + 1, end: at + 1, isQuoted: true)
    at += 1
    while at < bytes.count {
      if bytes[at] == 0x22 {
        guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else {
          cell.end = at
          at += 1
          return afterQuote(cell)
        }
        cell.hasDoubledQuotes = true
        at += 1
      }
      at += 1
    }
    trouble = .openQuote(at: open)
    cell.end = at
    cell.endsRow = true
    return cell
  }

  private mutating func afterQuote(_ cell: ScannedCell) -> ScannedCell {
    var cell = cell
    guard at < bytes.count else {
      cell.endsRow = true
      return cell
    }
    if bytes[at] == separator {
      at += 1
      return cell
    }
    if bytes[at] == 0x0A || bytes[at] == 0x0D { return ended(cell) }
    trouble = .textAfterQuote(at: at)
    cell.endsRow = true
    return cell
  }

  /// Takes the line end.
  private mutating func ended(_ cell: ScannedCell) -> ScannedCell {
    var cell = cell
    cell.endsRow = true
    if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] == 0x0A { at += 1 }
    at += 1
    return cell
  }
}
