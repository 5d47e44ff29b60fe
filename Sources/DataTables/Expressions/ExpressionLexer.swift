/// A word of an expression.
struct ExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case text(String)
    case identifier(String)
    case mark(String)
    case end
  }

  var kind: Kind
  /// Bytes of the text.
  var part: Range<Int>

  /// The word as messages show it.
  var shown: String {
    switch kind {
    case .number: "a number"
    case .text: "text"
    case .identifier(let name): "\"\(name)\""
    case .mark(let mark): "\"\(mark)\""
    case .end: "the end"
    }
  }
}

/// Cuts an expression into words (ECMAScript's, without regular expressions and templates).
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// Longest first.
  private static let marks = [
    ">>>", "===", "!==", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!", "~", "&", "^", "|", "?", ":",
    "(", ")", "[", "]", "{", "}", ",", ".",
  ].map { Array($0.utf8) }

  mutating func next() throws(ExpressionTrouble) -> ExpressionToken {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { at += 1 }
    let start = at
    guard let byte = peek else { return ExpressionToken(kind: .end, part: at..<at) }
    let kind: ExpressionToken.Kind
    if isDigit(byte) || (byte == 0x2E && at + 1 < bytes.count && isDigit(bytes[at + 1])) {
      kind = .number(try number())
    } else if byte == 0x22 || byte == 0x27 {
      kind = .text(try string(quote: byte))
    } else if isNameByte(byte) {
      kind = .identifier(name())
    } else if let mark = Self.marks.first(where: { bytes[at...].starts(with: $0) }) {
      at += mark.count
      kind = .mark(String(decoding: mark, as: UTF8.self))
    } else {
      throw stray(byte)
    }
    return ExpressionToken(kind: kind, part: start..<at)
  }

  private func stray(_ byte: UInt8) -> ExpressionTrouble {
    var hint: String?
    if byte == 0x3D { hint = "to compare, write ==" }
    if byte == 0x60 { hint = "text stands between ' or \"" }
    return trouble(at..<(at + 1), "unexpected \"\(String(decoding: [byte], as: UTF8.self))\"", hint)
  }

  private func trouble(_ part: Range<Int>, _ message: String, _ hint: String? = nil) -> ExpressionTrouble {
    ExpressionTrouble(id: "expression-syntax", part: part, message: message, hint: hint)
  }

  /// Letters, `_`, `$`, digits, and everything above ASCII.
  private func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x24 || isDigit(byte)
  }

  private mutating func name() -> String {
    let start = at
    while let byte = peek, isNameByte(byte) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func number() throws(ExpressionTrouble) -> Double {
    let start = at
    if bytes[at] == 0x30, at + 1 < bytes.count, bytes[at + 1] | 0x20 == 0x78 {
      at += 2
    } else {
      digits()
      if peek == 0x2E {
        at += 1
        digits()
      }
      if let e = peek, e | 0x20 == 0x65 {
        at += 1
        if peek == 0x2B || peek == 0x2D { at += 1 }
        digits()
      }
    }
    while let byte = peek, isNameByte(byte) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    let value = ecmaNumber(text)
    let isOctal = text.utf8.count > 1 && text.utf8.first == 0x30 && text.utf8.allSatisfy(isDigit)
    guard !value.isNaN, !isOctal else { throw trouble(start..<at, "\"\(text)\" is not a number") }
    return value
  }

  private mutating func digits() {
    while let byte = peek, isDigit(byte) { at += 1 }
  }

  private mutating func string(quote: UInt8) throws(ExpressionTrouble) -> String {
    let start = at
    at += 1
    var out: [UInt8] = []
    while let byte = peek {
      if byte == quote {
        at += 1
        return String(decoding: out, as: UTF8.self)
      }
      if byte == 0x5C { try escape(into: &out) } else {
        out.append(byte)
        at += 1
      }
    }
    throw trouble(start..<(start + 1), "the text that begins here has no closing quote")
  }

  private mutating func escape(into out: inout [UInt8]) throws(ExpressionTrouble) {
    let start = at
    at += 1
    guard let byte = peek else { throw trouble(start..<at, "the escape has no character") }
    at += 1
    switch byte {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "v"): out.append(0x0B)
    case UInt8(ascii: "0"): out.append(0x00)
    case UInt8(ascii: "x"): out.append(contentsOf: String(try scalar(hex(2), from: start)).utf8)
    case UInt8(ascii: "u"): out.append(contentsOf: String(try unicode(from: start)).utf8)
    case 0x0A: break
    default: out.append(byte)
    }
  }

  private mutating func hex(_ count: Int) -> UInt32? {
    guard at + count <= bytes.count, let value = UInt32(String(decoding: bytes[at..<(at + count)], as: UTF8.self), radix: 16) else { return nil }
    at += count
    return value
  }

  private func scalar(_ value: UInt32?, from start: Int) throws(ExpressionTrouble) -> Unicode.Scalar {
    guard let value, let scalar = Unicode.Scalar(value) else { throw trouble(start..<at, "the escape names no character") }
    return scalar
  }

  private mutating func unicode(from start: Int) throws(ExpressionTrouble) -> Unicode.Scalar {
    if peek == 0x7B {
      at += 1
      let length = bytes[at...].prefix { $0 != 0x7D }.count
      guard (1...6).contains(length), let value = hex(length), peek == 0x7D else { throw trouble(start..<at, "the escape names no character") }
      at += 1
      return try scalar(value, from: start)
    }
    guard let first = hex(4) else { throw trouble(start..<at, "the escape names no character") }
    guard (0xD800..<0xDC00).contains(first), bytes[at...].starts(with: [0x5C, 0x75]) else { return try scalar(first, from: start) }
    at += 2
    guard let second = hex(4), (0xDC00..<0xE000).contains(second) else { throw trouble(start..<at, "the escape names no character") }
    return try scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), from: start)
  }
}
