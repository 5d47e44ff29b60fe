package import Diagnostics
import Inputs

extension Topology {
  /// Reads a TopoJSON text. Its arcs, nine tenths of the bytes, are read straight into flat arrays without a tree of them; whatever
  /// that fast way does not understand goes the ordinary way, which has a diagnostic for it.
  ///
  /// - Throws: what reading JSON and `init(decoding:)` throw.
  package init(reading file: SourceFile) throws(Failure) {
    guard let fast = ArcScanner.scan(file.bytes) else {
      try self.init(decoding: try parseJSON(file, limits: .data))
      return
    }
    // The same text with blanks for the arcs: every other value keeps its place.
    var rest = file.bytes
    for i in fast.range where rest[i] != 0x0A { rest[i] = 0x20 }
    rest[fast.range.lowerBound] = UInt8(ascii: "[")
    rest[fast.range.upperBound - 1] = UInt8(ascii: "]")
    let node = try parseJSON(SourceFile(name: file.name, bytes: rest), limits: .data)
    let quantization = try Self.quantization(node["transform"])
    var reader = ArcReader(quantization: quantization)
    guard node["type"]?.string == "Topology", let objects = node["objects"]?.entries, reader.take(fast.numbers, ends: fast.ends) else {
      try self.init(decoding: try parseJSON(file, limits: .data))
      return
    }
    self.init(
      coordinates: reader.coordinates, arcEnds: reader.ends, objects: objects, quantization: quantization, window: Self.window(node),
      range: node.range)
  }
}

extension ArcReader {
  /// Adds arcs of plain positions; false when one is not finite.
  fileprivate mutating func take(_ numbers: [Double], ends: [Int]) -> Bool {
    reserve(numbers.count)
    var i = 0
    for end in ends {
      var x = 0.0, y = 0.0
      while i < end {
        guard add(numbers[2 * i], numbers[2 * i + 1], &x, &y) else { return false }
        i += 1
      }
      endArc()
    }
    return true
  }
}

/// Finds the top-level `arcs` of a TopoJSON text and reads its numbers.
private struct ArcScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  var numbers: [Double] = []
  var ends: [Int] = []

  /// The numbers in pairs, where each arc ends (in pairs), and the bytes of the list; nil when the text is not the plain form.
  static func scan(_ bytes: [UInt8]) -> (numbers: [Double], ends: [Int], range: Range<Int>)? {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = ArcScanner(bytes: buffer)
      guard let start = scanner.findArcs(), scanner.readArcs() else { return nil }
      return (scanner.numbers, scanner.ends, start..<scanner.at)
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    numbers.reserveCapacity(bytes.count / 4)
  }

  /// Stops at the `[` of the value of a top-level "arcs". The text is checked later, when what is left of it is parsed.
  private mutating func findArcs() -> Int? {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        let start = at + 1
        guard skipString() else { return nil }
        let isKey = depth == 1 && at - start == 4 && bytes[start] == 0x61 && bytes[start + 1] == 0x72 && bytes[start + 2] == 0x63 && bytes[start + 3] == 0x73
        guard isKey else { break }
        at += 1
        skipBlanks()
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
        at += 1
        skipBlanks()
        return at < bytes.count && bytes[at] == UInt8(ascii: "[") ? at : nil
      case _: break
      }
      at += 1
    }
    return nil
  }

  /// From the opening quote to the closing one.
  private mutating func skipString() -> Bool {
    at += 1
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") { return true }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func readArcs() -> Bool {
    let open = UInt8(ascii: "["), close = UInt8(ascii: "]"), comma = UInt8(ascii: ",")
    guard take(open) else { return false }
    if take(close) { return true }
    repeat {
      guard take(open) else { return false }
      repeat {
        guard take(open), let x = number(), take(comma), let y = number(), take(close) else { return false }
        numbers.append(x)
        numbers.append(y)
      } while take(comma)
      guard take(close) else { return false }
      ends.append(numbers.count / 2)
    } while take(comma)
    return take(close)
  }

  /// A JSON number of at most 15 digits without an exponent; others are left to the parser.
  private mutating func number() -> Double? {
    skipBlanks()
    var negative = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") {
      negative = true
      at += 1
    }
    let first = at
    var digits: Int64 = 0, count = 0, decimals = -1
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 0x30, byte <= 0x39 {
        digits = digits &* 10 &+ Int64(byte &- 0x30)
        count += 1
        if decimals >= 0 { decimals += 1 }
      } else if byte == UInt8(ascii: "."), decimals < 0, count > 0 {
        decimals = 0
      } else {
        break
      }
      guard count <= 15 else { return nil }
      at += 1
    }
    // No digits, a leading zero, a point without digits, an exponent: not for this way.
    guard count > 0, decimals != 0, !(bytes[first] == 0x30 && count > max(0, decimals) + 1) else { return nil }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") { return nil }
    // Both the digits and the power of ten are exact, so the quotient is the nearest double.
    let value = decimals > 0 ? Double(digits) / Self.powers[decimals] : Double(digits)
    return negative ? -value : value
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
