package import Diagnostics

/// Reads a BibTeX text as works in the form of CSL JSON: a sequence of mappings with `id`, `type`, `title`, `author`, `issued`...
///
/// Entries, `@string` abbreviations, `#` between parts of a value and the names of months are BibTeX's (Patashnik, "BibTeXing", 1988); `@comment`,
/// `@preamble` and text between entries say nothing. Of TeX only what works carry is understood: accents, special letters, dashes, braces.
/// - Parameter findings: a warning for each command that is not known; its argument stays.
/// - Throws: `bad-bibtex`, `duplicate-key`, `not-utf8`, `too-large`, `too-deep`, `too-many-values`.
package func parseBibTeX(_ file: SourceFile, findings: inout Findings) throws(Failure) -> TreeNode {
  try requireSize(file, atMost: InputLimits.specBytes, "text")
  try requireUTF8(file)
  var reader = BibTeXReader(file: file)
  let entries = try reader.entries()
  var works: [TreeNode] = []
  for entry in entries { works.append(work(of: entry, findings: &findings)) }
  return TreeNode(.sequence(works), at: SourceRange(file: file, start: 0, end: file.bytes.count))
}

/// An entry as it is written: values joined and abbreviations replaced, TeX still in place.
struct BibTeXEntry {
  var type: String
  var key: String
  var keyRange: SourceRange
  var fields: [BibTeXField] = []
  var range: SourceRange

  /// The field of a name; names are lower case.
  func field(_ name: String) -> BibTeXField? { fields.first { $0.name == name } }
}

struct BibTeXField {
  var name: String
  var text: String
  var range: SourceRange
}

/// A cursor over the bytes of a BibTeX text. Braces are counted, never descended into, so no depth can overflow.
struct BibTeXReader {
  let file: SourceFile
  private let bytes: [UInt8]
  private var at = 0
  private var abbreviations: [String: String] = BibTeXReader.months
  private var values = 0

  init(file: SourceFile) {
    self.file = file
    bytes = file.bytes
  }

  private static let months = Dictionary(
    uniqueKeysWithValues: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].enumerated().map { ($1, String($0 + 1)) })

  mutating func entries() throws(Failure) -> [BibTeXEntry] {
    var result: [BibTeXEntry] = [], seen: Set<String> = []
    while let start = nextEntry() {
      let type = name().lowercased()
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "(") else {
        throw failure("expected { after @\(type)", at: start)
      }
      let close = bytes[at] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
      at += 1
      switch type {
      case "comment", "preamble": try skipGroup(close, from: start)
      case "string": try abbreviation(close)
      default:
        let entry = try self.entry(type, close, from: start)
        guard seen.insert(entry.key).inserted else {
          throw Failure(Diagnostic("duplicate-key", at: entry.keyRange, "the key \"\(entry.key)\" stands twice"))
        }
        result.append(entry)
      }
    }
    return result
  }

  /// Goes behind the next `@`; nil at the end of the text.
  private mutating func nextEntry() -> Int? {
    while at < bytes.count {
      at += 1
      if bytes[at - 1] == UInt8(ascii: "@") { return at - 1 }
    }
    return nil
  }

  private mutating func entry(_ type: String, _ close: UInt8, from start: Int) throws(Failure) -> BibTeXEntry {
    skipBlanks()
    let keyStart = at
    while at < bytes.count, !Self.endsKey(bytes[at]) { at += 1 }
    let keyRange = range(from: keyStart)
    let key = String(decoding: bytes[keyStart..<at], as: UTF8.self)
    guard !key.isEmpty else { throw failure("the entry has no key", at: start) }
    var entry = BibTeXEntry(type: type, key: key, keyRange: keyRange, range: keyRange), names: Set<String> = []
    while try !ends(with: close, of: key) {
      let field = try self.field()
      guard names.insert(field.name).inserted else {
        throw Failure(Diagnostic("duplicate-key", at: field.range, "\"\(key)\" has two fields \"\(field.name)\""))
      }
      entry.fields.append(field)
    }
    entry.range = range(from: start)
    return entry
  }

  /// After the key or a field: goes behind a comma, or behind the end of the entry.
  private mutating func ends(with close: UInt8, of key: String) throws(Failure) -> Bool {
    skipBlanks()
    if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
      at += 1
      skipBlanks()
    } else if at < bytes.count, bytes[at] != close {
      throw failure("expected , or the end of \"\(key)\"", at: at)
    }
    guard at < bytes.count else { throw failure("the text ends inside \"\(key)\"", at: at) }
    guard bytes[at] == close else { return false }
    at += 1
    return true
  }

  private mutating func abbreviation(_ close: UInt8) throws(Failure) {
    skipBlanks()
    let field = try self.field()
    abbreviations[field.name] = field.text
    skipBlanks()
    guard at < bytes.count, bytes[at] == close else { throw failure("expected the end of @string", at: at) }
    at += 1
  }

  private mutating func field() throws(Failure) -> BibTeXField {
    let start = at
    let name = self.name().lowercased()
    guard !name.isEmpty else { throw failure("expected the name of a field", at: start) }
    let nameRange = range(from: start)
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { throw failure("expected = after \(name)", at: at) }
    at += 1
    var text = try part()
    skipBlanks()
    while at < bytes.count, bytes[at] == UInt8(ascii: "#") {
      at += 1
      text += try part()
      skipBlanks()
    }
    return BibTeXField(name: name, text: text, range: nameRange)
  }

  /// A braced or quoted text, a number, or an abbreviation.
  private mutating func part() throws(Failure) -> String {
    skipBlanks()
    values += 1
    guard values <= InputLimits.expandedNodes else {
      throw Failure(Diagnostic("too-many-values", kind: .limit, at: range(from: at), "more than \(grouped(InputLimits.expandedNodes)) values"))
    }
    guard at < bytes.count else { throw failure("the text ends where a value was expected", at: at) }
    let start = at
    switch bytes[at] {
    case UInt8(ascii: "{"):
      at += 1
      try skipGroup(UInt8(ascii: "}"), from: start)
      return String(decoding: bytes[(start + 1)..<(at - 1)], as: UTF8.self)
    case UInt8(ascii: "\""): return try quoted()
    default:
      let word = name()
      guard !word.isEmpty else { throw failure("expected a value in braces or quotes", at: start) }
      if word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) { return word }
      if let text = abbreviations[word.lowercased()] { return text }
      let hint = didYouMean(word, among: abbreviations.keys.sorted())
      throw Failure(Diagnostic("bad-bibtex", at: range(from: start), "no @string is named \"\(word)\"", hint: hint ?? "a text stands in braces: {\(word)}"))
    }
  }

  private mutating func quoted() throws(Failure) -> String {
    let start = at
    var depth = 0
    at += 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\"") where depth <= 0:
        at += 1
        return String(decoding: bytes[(start + 1)..<(at - 1)], as: UTF8.self)
      case _: break
      }
      at += 1
    }
    throw failure("the quoted text does not end", at: start)
  }

  /// Goes behind the bracket that closes the group whose opening one has been passed.
  private mutating func skipGroup(_ close: UInt8, from start: Int) throws(Failure) {
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if depth == 0, byte == close { return }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
    }
    throw failure("the bracket that opens here does not close", at: start)
  }

  private mutating func name() -> String {
    let start = at
    while at < bytes.count, Self.isNameByte(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"{}()\",=#%'".utf8.contains(byte)
  }

  private static func endsKey(_ byte: UInt8) -> Bool { byte <= 0x20 || ",{}()\"=#".utf8.contains(byte) }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
  }

  private func range(from start: Int) -> SourceRange { SourceRange(file: file, start: start, end: at) }

  private func failure(_ message: String, at start: Int) -> Failure {
    Failure(Diagnostic("bad-bibtex", at: SourceRange(file: file, start: start, end: min(bytes.count, start + 1)), message))
  }
}
