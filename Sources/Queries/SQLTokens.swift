/// A piece of an SQL text, by its bytes.
struct SQLToken {
  enum Kind {
    case word
    /// In double quotes, back quotes or brackets.
    case quotedName
    case text
    /// `:name`, `?`, `@name`, `$name`.
    case parameter
    case other
  }

  var kind: Kind
  var part: Range<Int>
  /// Names without their quotes, everything else as it is written.
  var text: String
}

/// The tokens of an SQL text without blanks and comments, after https://www.sqlite.org/syntax; what is not closed ends with the text.
func sqlTokens(of sql: String) -> [SQLToken] {
  var scanner = SQLScanner(bytes: Array(sql.utf8))
  return scanner.tokens()
}

private struct SQLScanner {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func tokens() -> [SQLToken] {
    var tokens: [SQLToken] = []
    while at < bytes.count {
      if let end = endOfBlank() { at = end } else { tokens.append(next()) }
    }
    return tokens
  }

  private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The end of the blank or the comment that begins here.
  private func endOfBlank() -> Int? {
    let byte = bytes[at]
    if byte == 0x20 || (0x09...0x0D).contains(byte) { return at + 1 }
    if byte == UInt8(ascii: "-"), self.byte(at + 1) == byte { return bytes[at...].firstIndex(of: 0x0A) ?? bytes.count }
    guard byte == UInt8(ascii: "/"), self.byte(at + 1) == UInt8(ascii: "*") else { return nil }
    var end = at + 2
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "*"), self.byte(end + 1) == UInt8(ascii: "/") { return end + 2 }
      end += 1
    }
    return end
  }

  private mutating func next() -> SQLToken {
    let start = at
    switch bytes[at] {
    case UInt8(ascii: "'"): return quoted(.text, by: UInt8(ascii: "'"))
    case UInt8(ascii: "\""): return quoted(.quotedName, by: UInt8(ascii: "\""))
    case UInt8(ascii: "`"): return quoted(.quotedName, by: UInt8(ascii: "`"))
    case UInt8(ascii: "["): return quoted(.quotedName, by: UInt8(ascii: "]"))
    case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "?"):
      at = endOfName(from: at + 1)
      return token(bytes[start] == UInt8(ascii: "?") || at > start + 1 ? .parameter : .other, from: start)
    case let byte where isNameByte(byte):
      at = endOfName(from: at)
      return token((0x30...0x39).contains(byte) ? .other : .word, from: start)
    default:
      at += 1
      return token(.other, from: start)
    }
  }

  private func endOfName(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    return end
  }

  private func token(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
    SQLToken(kind: kind, part: start..<at, text: String(decoding: bytes[start..<at], as: UTF8.self))
  }

  /// A doubled quote stands for one.
  private mutating func quoted(_ kind: SQLToken.Kind, by quote: UInt8) -> SQLToken {
    let start = at
    var content: [UInt8] = []
    at += 1
    while at < bytes.count {
      if bytes[at] == quote {
        guard byte(at + 1) == quote, quote != UInt8(ascii: "]") else { break }
        at += 1
      }
      content.append(bytes[at])
      at += 1
    }
    at = min(at + 1, bytes.count)
    return SQLToken(kind: kind, part: start..<at, text: String(decoding: content, as: UTF8.self))
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
}
