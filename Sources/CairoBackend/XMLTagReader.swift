import Diagnostics
import Scene

/// A start tag: its name without a prefix of a name space, and its attributes as written (character references are left alone).
struct XMLTag {
  var name: String
  var attributes: [(name: String, value: String)] = []

  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// Reads the start tags of an XML text one by one, without building anything: just enough to judge an SVG file before a library
/// sees it. That the text is well-formed is for the library to say.
struct XMLTagReader {
  enum Part {
    /// `?xml ...` or `!DOCTYPE ...`, without its angles.
    case declaration(String)
    case tag(XMLTag)
    /// What stands between `<style>` and the next tag.
    case styleSheet(String)
  }

  private let bytes: [UInt8]
  private var at = 0
  private var isInStyle = false
  /// The line of the part just read, from 1.
  private(set) var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: `bad-picture` where a tag has no end.
  mutating func next(at range: SourceRange) throws(Failure) -> Part? {
    if isInStyle {
      isInStyle = false
      let text = take(until: "</")
      return .styleSheet(text)
    }
    while skip(to: UInt8(ascii: "<")) {
      if starts(with: "<!--") {
        _ = take(until: "-->")
      } else if starts(with: "<![CDATA[") {
        _ = take(until: "]]>")
      } else if starts(with: "<!") || starts(with: "<?") {
        advance(1)
        return .declaration(take(until: ">"))
      } else if starts(with: "</") {
        advance(2)
      } else {
        advance(1)
        return .tag(try tag(at: range))
      }
    }
    return nil
  }

  private mutating func tag(at range: SourceRange) throws(Failure) -> XMLTag {
    var result = XMLTag(name: localName(word()))
    while true {
      skipSpace()
      guard let byte = current else { throw badPicture(.svg, "a tag in line \(line) has no end", range) }
      if byte == UInt8(ascii: ">") {
        advance(1)
        isInStyle = result.name == "style" && bytes[at - 2] != UInt8(ascii: "/")
        return result
      }
      if byte == UInt8(ascii: "/") {
        advance(1)
        continue
      }
      let name = word()
      skipSpace()
      guard !name.isEmpty, current == UInt8(ascii: "=") else { throw badPicture(.svg, "a tag in line \(line) is not well-formed", range) }
      advance(1)
      skipSpace()
      guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        throw badPicture(.svg, "a value in line \(line) has no quotes", range)
      }
      advance(1)
      let start = at
      guard skip(to: quote) else { throw badPicture(.svg, "a value in line \(line) has no end", range) }
      result.attributes.append((name, String(decoding: bytes[start..<at], as: UTF8.self)))
      advance(1)
    }
  }

  /// Elements of other name spaces keep their prefix, so that they are not taken for those of SVG.
  private func localName(_ name: String) -> String { name.hasPrefix("svg:") ? String(name.dropFirst(4)) : name }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func advance(_ count: Int) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") { line += 1 }
      at += 1
    }
  }

  private mutating func skipSpace() { while let byte = current, byte.isXMLSpace { advance(1) } }

  private mutating func skip(to byte: UInt8) -> Bool {
    while let found = current, found != byte { advance(1) }
    return at < bytes.count
  }

  private mutating func word() -> String {
    let start = at
    while let byte = current, !byte.isXMLSpace, !"=/>\"'<".utf8.contains(byte) { advance(1) }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private func starts(with text: StaticString) -> Bool {
    at + text.utf8CodeUnitCount <= bytes.count
      && text.withUTF8Buffer { expected in bytes[at..<(at + expected.count)].elementsEqual(expected) }
  }

  /// What stands before `end`, which is passed over; the rest when there is none.
  private mutating func take(until end: StaticString) -> String {
    let start = at
    while at < bytes.count, !starts(with: end) { advance(1) }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    advance(end.utf8CodeUnitCount)
    return text
  }
}

extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || (9...13).contains(self) }
}
