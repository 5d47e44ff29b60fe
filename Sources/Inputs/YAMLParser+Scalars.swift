import Diagnostics

extension YAMLReader {
  // MARK: Plain text

  /// Plain text from the cursor on, its lines folded. Further lines must stand deeper than `place.indent` outside brackets.
  mutating func plain(_ place: FlowPlace, onOneLine: Bool) throws(Failure) -> String {
    try requirePlainStart(place)
    var collected: [UInt8] = []
    while true {
      let start = at
      at = endOfPlainLine(from: at, inFlow: place.inFlow)
      collected.append(contentsOf: bytes[start..<at])
      guard !onOneLine, let breaks = continuation(place) else { break }
      if breaks.count == 1 {
        collected.append(0x20)
      } else {
        collected.append(contentsOf: Array(repeating: 0x0A, count: breaks.count - 1))
      }
      at = breaks.next
    }
    return String(decoding: collected, as: UTF8.self)
  }

  private func requirePlainStart(_ place: FlowPlace) throws(Failure) {
    guard let first = peek else { throw failure("the text ends where a value was expected") }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      if isBlank(at + 1) || (place.inFlow && isBracketOrComma(at + 1)) {
        throw failure("found \(describe(at)) where a value was expected")
      }
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
      throw failure("a value cannot begin with \(describe(at))", hint: "put it in quotes")
    case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"),
      UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      throw failure("found \(describe(at)) where a value was expected", hint: "put a value that begins with it in quotes")
    default: break
    }
  }

  func isBracketOrComma(_ offset: Int) -> Bool {
    guard let byte = byte(offset) else { return false }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): return true
    default: return false
    }
  }

  /// Where plain text ends on this line, before trailing blanks, a comment, `: ` or (in brackets) a bracket or comma.
  private func endOfPlainLine(from start: Int, inFlow: Bool) -> Int {
    var offset = start
    var end = start
    while offset < bytes.count, !isLineBreak(offset) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ":"), isBlank(offset + 1) || (inFlow && isBracketOrComma(offset + 1)) { break }
      if byte == UInt8(ascii: "#"), offset > start, isBlank(offset - 1) { break }
      if inFlow, isBracketOrComma(offset) { break }
      offset += 1
      if byte != 0x20, byte != 0x09 { end = offset }
    }
    return end
  }

  /// The next line of a plain text and the number of line breaks before it; nil when the text ends here.
  private func continuation(_ place: FlowPlace) -> (count: Int, next: Int)? {
    guard let (count, offset) = lineBreaks(from: at), count > 0, offset < bytes.count else { return nil }
    if isDocumentMarker(at: offset) || bytes[offset] == UInt8(ascii: "#") { return nil }
    if place.inFlow {
      let endsHere =
        isBracketOrComma(offset) || (bytes[offset] == UInt8(ascii: ":") && (isBlank(offset + 1) || isBracketOrComma(offset + 1)))
      return endsHere ? nil : (count, offset)
    }
    // The indentation is made of spaces; a tab does not count.
    var indent = 0
    let start = lineStart(offset)
    while start + indent < offset, bytes[start + indent] == 0x20 { indent += 1 }
    return indent > place.indent ? (count, offset) : nil
  }

  /// Blanks and line breaks from `offset` on: how many breaks, and where the next text stands. Nil when text follows on this line.
  private func lineBreaks(from start: Int) -> (count: Int, next: Int)? {
    var offset = start
    var count = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09: offset += 1
      case 0x0D where byte(offset + 1) == 0x0A: offset += 1
      case 0x0A, 0x0D:
        count += 1
        offset += 1
      default: return count > 0 ? (count, offset) : nil
      }
    }
    return count > 0 ? (count, offset) : nil
  }

  // MARK: Quoted text

  /// Text in single quotes; two quotes stand for one, lines are folded.
  mutating func singleQuoted() throws(Failure) -> String {
    let open = at
    var collected: [UInt8] = []
    at += 1
    while let byte = peek {
      if byte == UInt8(ascii: "'") {
        at += 1
        guard peek == UInt8(ascii: "'") else { return String(decoding: collected, as: UTF8.self) }
        collected.append(byte)
        at += 1
      } else if byte == 0x0A || byte == 0x0D {
        try fold(into: &collected, keeping: 0, open)
      } else {
        collected.append(byte)
        at += 1
      }
    }
    throw failure("the single quote is not closed", at: open)
  }

  /// Text in double quotes with its escapes; lines are folded.
  mutating func doubleQuoted() throws(Failure) -> String {
    let open = at
    var collected: [UInt8] = []
    /// Blanks that an escape wrote stay at the end of a line.
    var kept = 0
    at += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: collected, as: UTF8.self)
      case 0x5C:
        try escape(into: &collected)
        kept = collected.count
      case 0x0A, 0x0D: try fold(into: &collected, keeping: kept, open)
      default:
        collected.append(byte)
        at += 1
      }
    }
    throw failure("the double quote is not closed", at: open)
  }

  /// A line break inside quotes: one becomes a space, more become one less.
  private mutating func fold(into collected: inout [UInt8], keeping kept: Int, _ open: Int) throws(Failure) {
    while collected.count > kept, let last = collected.last, last == 0x20 || last == 0x09 { collected.removeLast() }
    guard let (count, next) = lineBreaks(from: at), next < bytes.count else { throw failure("the quote is not closed", at: open) }
    if isDocumentMarker(at: next) { throw failure("the quote is not closed", at: open) }
    if count == 1 { collected.append(0x20) } else { collected.append(contentsOf: Array(repeating: 0x0A, count: count - 1)) }
    at = next
  }

  private mutating func escape(into collected: inout [UInt8]) throws(Failure) {
    let start = at
    at += 1
    guard let byte = peek else { throw failure("the text ends inside an escape", at: start) }
    if byte == 0x0A || byte == 0x0D { return skipEscapedBreak() }
    at += 1
    switch byte {
    case UInt8(ascii: "x"): append(try character(of: try hexNumber(2, start), start), to: &collected)
    case UInt8(ascii: "u"): append(try surrogatePair(start), to: &collected)
    case UInt8(ascii: "U"): append(try character(of: try hexNumber(8, start), start), to: &collected)
    default:
      guard let value = simpleEscape(byte), let scalar = Unicode.Scalar(value) else {
        throw failure("unknown escape in double quotes", at: start, hint: "a backslash itself is written \\\\")
      }
      append(scalar, to: &collected)
    }
  }

  /// An escaped line break joins the lines; blank lines after it stay line breaks.
  private mutating func skipEscapedBreak() {
    if peek == 0x0D, byte(at + 1) == 0x0A { at += 1 }
    at += 1
    while let byte = peek, byte == 0x20 || byte == 0x09 { at += 1 }
  }

  private func append(_ scalar: Unicode.Scalar, to collected: inout [UInt8]) {
    collected.append(contentsOf: Array(String(scalar).utf8))
  }

  private func simpleEscape(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0"): 0
    case UInt8(ascii: "a"): 7
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"), 0x09: 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "v"): 11
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "e"): 27
    case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), 0x5C: UInt32(byte)
    case UInt8(ascii: "N"): 0x85
    case UInt8(ascii: "_"): 0xA0
    case UInt8(ascii: "L"): 0x2028
    case UInt8(ascii: "P"): 0x2029
    default: nil
    }
  }

  private mutating func hexNumber(_ count: Int, _ start: Int) throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let byte = peek, let digit = hexDigit(byte) else {
        throw failure("found \(describe(at)) where a hexadecimal digit was expected")
      }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  private func character(of value: UInt32, _ start: Int) throws(Failure) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else { throw failure("the escape is no Unicode character", at: start) }
    return scalar
  }

  /// `\uXXXX`, or two of them for a character beyond U+FFFF as JSON writes it.
  private mutating func surrogatePair(_ start: Int) throws(Failure) -> Unicode.Scalar {
    let first = try hexNumber(4, start)
    guard (0xD800...0xDBFF).contains(first), peek == 0x5C, byte(at + 1) == UInt8(ascii: "u") else {
      return try character(of: first, start)
    }
    at += 2
    let second = try hexNumber(4, start)
    guard (0xDC00...0xDFFF).contains(second) else { throw failure("the escape is no Unicode character", at: start) }
    return try character(of: 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), start)
  }
}
