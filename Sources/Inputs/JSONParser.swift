package import Diagnostics

/// Reads one JSON text (RFC 8259): exact positions, digits kept, keys unique.
///
/// A byte-order mark is accepted. Comments, trailing commas, NaN and Infinity are not JSON.
/// - Throws: `bad-json`, `duplicate-key`, `not-utf8`, `too-large`, `too-deep`, `too-many-values`.
package func parseJSON(_ file: SourceFile, limits: JSONLimits) throws(Failure) -> TreeNode {
  try requireSize(file, atMost: limits.bytes, "text")
  try requireUTF8(file)
  var reader = JSONReader(file: file, limits: limits)
  return try reader.document()
}

/// Reads newline-delimited JSON: one value a line, blank lines skipped.
/// - Throws: as `parseJSON`.
package func parseJSONLines(_ file: SourceFile, limits: JSONLimits) throws(Failure) -> [TreeNode] {
  try requireSize(file, atMost: limits.bytes, "text")
  try requireUTF8(file)
  var reader = JSONReader(file: file, limits: limits)
  return try reader.lines()
}

/// A cursor over the bytes of a JSON text. Nesting is capped by the limits, so recursion is safe.
struct JSONReader {
  let file: SourceFile
  let bytes: [UInt8]
  let limits: JSONLimits
  var at = 0
  private var nodes = 0
  private var keys = KeyCache()
  /// The size of the latest object: records of one table are alike, so the next one is given that much room at once.
  private var latestCount = 0

  init(file: SourceFile, limits: JSONLimits) {
    self.file = file
    bytes = file.bytes
    self.limits = limits
  }

  mutating func document() throws(Failure) -> TreeNode {
    skipBlanks()
    guard at < bytes.count else { throw failure("the text is empty; a value was expected") }
    let node = try value(depth: 0)
    skipBlanks()
    guard at == bytes.count else { throw failure("found \(found) after the end of the value") }
    return node
  }

  mutating func lines() throws(Failure) -> [TreeNode] {
    var result: [TreeNode] = []
    skipBlanks()
    while at < bytes.count {
      result.append(try value(depth: 0))
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
      guard at == bytes.count || bytes[at] == 0x0A else { throw failure("found \(found) after the value of this line") }
      skipBlanks()
    }
    return result
  }

  private mutating func value(depth: Int) throws(Failure) -> TreeNode {
    nodes += 1
    guard nodes <= limits.nodes else { throw limit("too-many-values", "more than \(grouped(limits.nodes)) values") }
    guard at < bytes.count else { throw failure("the text ends where a value was expected") }
    let start = at
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""):
      let text = try string()
      return TreeNode(.string(text), at: range(from: start))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> TreeNode {
    let start = at
    try enter(depth)
    var entries: [TreeEntry] = []
    var seen: Set<String> = []
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      at += 1
      return TreeNode(.mapping([]), at: range(from: start))
    }
    entries.reserveCapacity(min(latestCount, 64))
    while true {
      let keyStart = at
      guard peek == UInt8(ascii: "\"") else { throw failure("found \(found) where a key in double quotes was expected") }
      let key = try keyString()
      let keyRange = range(from: keyStart)
      if isRepeated(key, among: entries, &seen) { throw duplicateKey(key, at: keyRange, among: entries) }
      skipBlanks()
      guard peek == UInt8(ascii: ":") else { throw failure("found \(found) where \":\" was expected") }
      at += 1
      skipBlanks()
      entries.append(TreeEntry(key: key, keyRange: keyRange, value: try value(depth: depth)))
      if try closes(with: UInt8(ascii: "}"), "an object opened at line", start) { break }
    }
    latestCount = entries.count
    return TreeNode(.mapping(entries), at: range(from: start))
  }

  private mutating func array(depth: Int) throws(Failure) -> TreeNode {
    let start = at
    try enter(depth)
    var elements: [TreeNode] = []
    skipBlanks()
    if peek == UInt8(ascii: "]") {
      at += 1
      return TreeNode(.sequence([]), at: range(from: start))
    }
    while true {
      elements.append(try value(depth: depth))
      if try closes(with: UInt8(ascii: "]"), "an array opened at line", start) { break }
    }
    return TreeNode(.sequence(elements), at: range(from: start))
  }

  /// Steps over an opening bracket.
  private mutating func enter(_ depth: Int) throws(Failure) {
    guard depth <= limits.depth else { throw limit("too-deep", "nested more than \(limits.depth) levels deep") }
    at += 1
  }

  /// After an element: true when the closing bracket follows, false after a comma.
  private mutating func closes(with bracket: UInt8, _ what: String, _ start: Int) throws(Failure) -> Bool {
    skipBlanks()
    if peek == bracket {
      at += 1
      return true
    }
    guard peek == UInt8(ascii: ",") else {
      let line = file.position(at: start).line
      throw failure("found \(found) where \",\" or \"\(Character(Unicode.Scalar(bracket)))\" was expected (\(what) \(line))")
    }
    at += 1
    skipBlanks()
    if peek == bracket { throw failure("found \(found) after a comma; JSON has no trailing commas") }
    return false
  }

  /// Few keys are compared one by one; only large objects pay for a set.
  private func isRepeated(_ key: String, among entries: [TreeEntry], _ seen: inout Set<String>) -> Bool {
    if entries.count < 12 { return entries.contains { $0.key == key } }
    if seen.isEmpty { for entry in entries { seen.insert(entry.key) } }
    return !seen.insert(key).inserted
  }

  private mutating func number() throws(Failure) -> TreeNode {
    let start = at
    if peek == UInt8(ascii: "-") { at += 1 }
    let whole = digits()
    if whole == 0 { throw failure("found \(found) where a digit was expected") }
    if whole > 1, bytes[at - whole] == UInt8(ascii: "0") { throw failure("a number does not begin with 0", from: start) }
    if peek == UInt8(ascii: ".") {
      at += 1
      if digits() == 0 { throw failure("found \(found) where a digit was expected after the point") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      at += 1
      if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { at += 1 }
      if digits() == 0 { throw failure("found \(found) where a digit of the exponent was expected") }
    }
    let value = decimalValue(bytes[start..<at])
    guard value.isFinite else { throw failure("the number is too large; at most 1.797e308 can be kept", from: start) }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    return TreeNode(.number(NumberLiteral(text: text, value: value)), at: range(from: start))
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    return at - start
  }

  private mutating func word() throws(Failure) -> TreeNode {
    let start = at
    while at < bytes.count, isLetter(bytes[at]) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    switch text {
    case "true": return TreeNode(.bool(true), at: range(from: start))
    case "false": return TreeNode(.bool(false), at: range(from: start))
    case "null": return TreeNode(.null, at: range(from: start))
    case "NaN", "Infinity", "nan", "inf", "Inf":
      throw failure("\(text) is not a number in JSON", from: start, hint: "write null for a missing value")
    case "":
      throw failure("found \(found) where a value was expected")
    default:
      throw failure("unknown word \"\(text)\"", from: start, hint: didYouMean(text, among: ["true", "false", "null"]))
    }
  }

  /// A key; texts that occur again and again are made once.
  private mutating func keyString() throws(Failure) -> String {
    let start = at + 1
    var end = start
    while end < bytes.count, bytes[end] != 0x22, bytes[end] != 0x5C, bytes[end] >= 0x20 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x22 else { return try string() }
    at = end + 1
    return keys.text(of: bytes, start, end)
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
  }

  func range(from start: Int) -> SourceRange { SourceRange(file: file, start: start, end: at) }
}

/// The texts of recent keys by their bytes: the rows of a table repeat a handful of keys a million times.
private struct KeyCache {
  private var slots: [(start: Int, length: Int, text: String)] = Array(repeating: (0, -1, ""), count: 64)

  mutating func text(of bytes: [UInt8], _ start: Int, _ end: Int) -> String {
    let length = end - start
    let mixed = length &* 31 &+ (length > 0 ? Int(bytes[start]) &* 7 &+ Int(bytes[end - 1]) : 0)
    let slot = mixed & 63
    if slots[slot].length == length, sameBytes(bytes, slots[slot].start, start, length) { return slots[slot].text }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    slots[slot] = (start, length, text)
    return text
  }

  private func sameBytes(_ bytes: [UInt8], _ a: Int, _ b: Int, _ length: Int) -> Bool {
    for i in 0..<length where bytes[a + i] != bytes[b + i] { return false }
    return true
  }
}
