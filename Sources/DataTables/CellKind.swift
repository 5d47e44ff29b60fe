import Formats

/// The types that a cell, or every cell of a column so far, may have; the empty set is text.
struct CellKinds: OptionSet {
  let rawValue: UInt8

  static let boolean = CellKinds(rawValue: 1)
  static let integer = CellKinds(rawValue: 2)
  static let number = CellKinds(rawValue: 4)
  static let date = CellKinds(rawValue: 8)
  static let any: CellKinds = [.boolean, .integer, .number, .date]

  /// The narrowest type of the set.
  var type: CellReading {
    if contains(.integer) { return .integer }
    if contains(.number) { return .number }
    if contains(.boolean) { return .boolean }
    return contains(.date) ? .date(format: nil) : .string
  }
}

typealias Bytes = UnsafeBufferPointer<UInt8>

/// The types that the bytes read as. `007` is text, as are numbers that a double or 64 bits cannot hold.
@inline(__always)
func kinds(of cell: Bytes) -> CellKinds {
  guard let first = cell.first else { return .any }
  if isDigit(first) || first == 0x2D || first == 0x2B || first == 0x2E {
    let kinds = numberKinds(of: cell)
    if !kinds.isEmpty { return kinds }
    return cell.count >= 10 && isoTime(cell, needsDay: true, allowsSpace: true) != nil ? .date : []
  }
  return boolean(cell) == nil ? [] : .boolean
}

private func numberKinds(of cell: Bytes) -> CellKinds {
  var at = cell[0] == 0x2D || cell[0] == 0x2B ? 1 : 0
  let start = at
  while at < cell.count, isDigit(cell[at]) { at += 1 }
  let whole = at - start
  if whole > 1, cell[start] == 0x30 { return [] }
  if at == cell.count {
    if whole == 0 || whole > 19 { return [] }
    if whole == 1, cell[start] == 0x30, cell[0] == 0x2D { return .number }
    return whole < 19 || integer(cell) != nil ? [.integer, .number] : []
  }
  if cell[at] == 0x2E {
    let point = at
    at += 1
    while at < cell.count, isDigit(cell[at]) { at += 1 }
    if at == point + 1 { return [] }
    if at == cell.count { return .number }
  } else if whole == 0 {
    return []
  }
  guard cell[at] | 0x20 == 0x65, let x = decimal(cell), x.isFinite else { return [] }
  return .number
}

/// `true`, `false`, and their forms in capitals.
func boolean(_ cell: Bytes) -> Bool? {
  guard cell.count == 4 || cell.count == 5 else { return nil }
  let wanted: StaticString = cell.count == 4 ? "true" : "false"
  let isWord = wanted.withUTF8Buffer { word in zip(word, cell).allSatisfy { $0 == $1 | 0x20 } }
  // `tRUE` is no boolean: all small, all capital, or the first capital.
  let capitals = cell.reduce(0) { $0 + ($1 & 0x20 == 0 ? 1 : 0) }
  guard isWord, capitals == 0 || capitals == cell.count || (capitals == 1 && cell[0] & 0x20 == 0) else { return nil }
  return cell.count == 4
}

/// `[+-] digits` within 64 bits.
func integer(_ cell: Bytes) -> Int64? {
  guard let first = cell.first else { return nil }
  let negative = first == 0x2D
  var at = negative || first == 0x2B ? 1 : 0
  guard at < cell.count else { return nil }
  var value: Int64 = 0
  while at < cell.count {
    let digit = cell[at] &- 0x30
    guard digit < 10 else { return nil }
    let (tens, over) = value.multipliedReportingOverflow(by: 10)
    let (sum, more) = negative ? tens.subtractingReportingOverflow(Int64(digit)) : tens.addingReportingOverflow(Int64(digit))
    if over || more { return nil }
    value = sum
    at += 1
  }
  return value
}

/// A decimal literal as the nearest double; nil for any other text.
func decimal(_ cell: Bytes) -> Double? {
  guard let quick = quickDecimal(cell) else { return nil }
  if let x = quick { return x }
  guard isDecimalLiteral(cell) else { return nil }
  return Double(String(decoding: cell, as: UTF8.self))
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

/// Digits with a point, without exponent, when both fit a double exactly: one division then rounds right.
/// Nil for what is no such literal, nil inside for one that needs the long way.
@inline(__always)
private func quickDecimal(_ cell: Bytes) -> Double?? {
  guard let first = cell.first else { return nil }
  var at = first == 0x2D || first == 0x2B ? 1 : 0
  var significand: UInt64 = 0
  var digits = 0, decimals = 0
  var seenPoint = false
  while at < cell.count {
    let digit = cell[at] &- 0x30
    if digit < 10 {
      if digits >= 18 { return .some(nil) }
      significand = significand * 10 + UInt64(digit)
      digits += 1
      if seenPoint { decimals += 1 }
    } else if cell[at] == 0x2E, !seenPoint {
      seenPoint = true
    } else {
      return cell[at] | 0x20 == 0x65 ? .some(nil) : nil
    }
    at += 1
  }
  guard digits > 0 else { return nil }
  guard significand < 1 << 53, decimals < powersOfTen.count else { return .some(nil) }
  let x = Double(significand) / powersOfTen[decimals]
  return first == 0x2D ? -x : x
}

/// The digits after the point of a literal without exponent; `computed` for one with.
func writtenDecimals(_ cell: Bytes) -> UInt8 {
  guard let point = cell.firstIndex(of: 0x2E) else { return cell.contains { $0 | 0x20 == 0x65 } ? Decimals.computed : 0 }
  let tail = cell[(point + 1)...]
  guard tail.count <= Decimals.mostWritten, tail.allSatisfy(isDigit) else { return Decimals.computed }
  return UInt8(tail.count)
}

/// Digits in groups of two or three between one kind of separator (comma, apostrophe, underscore, a space of any width), with a point.
func groupedDigits(_ cell: Bytes) -> [UInt8]? {
  var plain: [UInt8] = []
  var groups: [Int] = [0]
  var separator: Unicode.Scalar?
  var pointSeen = false
  for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
    switch scalar {
    case "0"..."9":
      plain.append(UInt8(scalar.value))
      if !pointSeen { groups[groups.count - 1] += 1 }
    case "-", "\u{2212}":
      guard plain.isEmpty else { return nil }
      plain.append(0x2D)
    case "+": guard plain.isEmpty else { return nil }
    case ".":
      if pointSeen { return nil }
      pointSeen = true
      plain.append(0x2E)
    case ",", "'", "\u{2019}", "_", " ", "\u{A0}", "\u{202F}", "\u{2009}":
      guard !pointSeen, separator == nil || separator == scalar else { return nil }
      separator = scalar
      groups.append(0)
    default: return nil
    }
  }
  let inner = groups.dropFirst()
  guard groups[0] > 0 || (inner.isEmpty && pointSeen), inner.last ?? 3 == 3, inner.allSatisfy({ $0 == 2 || $0 == 3 }) else { return nil }
  return plain.contains(where: isDigit) ? plain : nil
}

/// Without spaces and tabs around.
@inline(__always)
func trimmed(_ cell: Bytes) -> Bytes {
  var start = 0, end = cell.count
  while start < end, cell[start] == 0x20 || cell[start] == 0x09 { start += 1 }
  while end > start, cell[end - 1] == 0x20 || cell[end - 1] == 0x09 { end -= 1 }
  return start == 0 && end == cell.count ? cell : Bytes(rebasing: cell[start..<end])
}
