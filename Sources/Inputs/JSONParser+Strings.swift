import Diagnostics

extension JSONReader {
  /// A string from its opening quote on.
  mutating func string() throws(Failure) -> String {
    let open = at
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
    if peek == 0x22 {
      at += 1
      return String(decoding: bytes[start..<(at - 1)], as: UTF8.self)
    }
    var collected = Array(bytes[start..<at])
    while let byte = peek {
      switch byte {
      case 0x22:
        at += 1
        return String(decoding: collected, as: UTF8.self)
      case 0x5C: try escape(into: &collected)
      case 0..<0x20: throw failure("found \(found) inside a string", hint: "write it as an escape such as \\n")
      default:
        collected.append(byte)
        at += 1
      }
    }
    throw failure("the string is not closed", from: open)
  }

  private mutating func escape(into out: inout [UInt8]) throws(Failure) {
    let start = at
    at += 1
    guard let byte = peek else { throw failure("the text ends inside an escape") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"): out.append(contentsOf: Array(String(try unicodeEscape(from: start)).utf8))
    default: throw failure("unknown escape", from: start, hint: "a backslash itself is written \\\\")
    }
  }

  /// The character of `\uXXXX` after its `u`, with the low half of a surrogate pair when it has one.
  private mutating func unicodeEscape(from start: Int) throws(Failure) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, peek == 0x5C, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
      throw failure("half of a surrogate pair without the other half", from: start)
    }
    at += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw failure("half of a surrogate pair without the other half", from: start) }
    return scalar
  }

  private mutating func fourDigits() throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = hexDigit(byte) else {
        throw failure("found \(found) where a hexadecimal digit was expected")
      }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  /// What stands at the cursor, in words.
  var found: String { describeByte(at: at, in: bytes) }

  func failure(_ message: String, from start: Int? = nil, hint: String? = nil) -> Failure {
    let place = SourceRange(file: file, start: start ?? at, end: max(at, (start ?? at) + 1))
    return Failure(Diagnostic("bad-json", at: place, message, hint: hint))
  }

  func limit(_ id: String, _ message: String) -> Failure {
    Failure(Diagnostic(id, kind: .limit, at: SourceRange(file: file, start: at, end: at + 1), message))
  }
}

func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x61 + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x41 + 10
  default: nil
  }
}

/// The character at `offset` for a message: quoted, or by name when it cannot be seen.
func describeByte(at offset: Int, in bytes: [UInt8]) -> String {
  guard offset < bytes.count else { return "the end of the text" }
  switch bytes[offset] {
  case 0x0A, 0x0D: return "the end of the line"
  case 0x09: return "a tab"
  case 0x22: return "a double quote"
  case 0..<0x20, 0x7F: return "the control character 0x\(String(bytes[offset], radix: 16, uppercase: true))"
  default:
    let text = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
    return text.unicodeScalars.first.map { "\"\($0)\"" } ?? "the end of the text"
  }
}

/// The finding for a key that the mapping already has; names both places.
func duplicateKey(_ key: String, at range: SourceRange, among entries: [TreeEntry]) -> Failure {
  let first = entries.first { $0.key == key }?.keyRange.position
  let place = first.map { " (first at line \($0.line), column \($0.column))" } ?? ""
  return Failure(Diagnostic("duplicate-key", at: range, "the key \"\(key)\" occurs twice\(place)"))
}
