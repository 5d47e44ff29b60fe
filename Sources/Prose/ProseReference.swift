/// What an `@name` in a text becomes.
package struct ProseReference: Hashable, Sendable {
  /// What is printed: `Figure 2`, `KITA, 2025`.
  package var text: String
  /// The destination in the document, without `#`; nil for plain text.
  package var destination: String?

  package init(text: String, destination: String? = nil) {
    self.text = text
    self.destination = destination
  }
}

/// A work that a text cites, as it stands in `[see @kim2020, p. 12]`.
package struct Citation: Hashable, Sendable {
  package var key: String
  /// What stands before and after the key, without the comma.
  package var prefix: String
  package var suffix: String
  /// `-@key`: the text names the author itself.
  package var hidesAuthor: Bool

  package init(key: String, prefix: String = "", suffix: String = "", hidesAuthor: Bool = false) {
    self.key = key
    self.prefix = prefix
    self.suffix = suffix
    self.hidesAuthor = hidesAuthor
  }
}

/// A stretch of text, or the name of a reference in it.
enum ReferenceToken: Hashable {
  case text(String)
  /// A name without its `@`; `isBracketed` when it stands alone in square brackets.
  case reference(String, isBracketed: Bool)
  /// `[@a; see @b, p. 3]`: works, if they are works; with the text as it stands.
  case group([Citation], raw: String)
}

/// Splits a text at its references: an `@` that does not follow a letter or digit (as in an e-mail address), then a letter and
/// letters, digits, `-`, `_`, `:` or `.`; punctuation at the end belongs to the sentence.
/// - Parameter groups: false to take what stands in square brackets as text with references.
func referenceTokens(in text: String, groups: Bool = true) -> [ReferenceToken] {
  guard text.utf8.contains(UInt8(ascii: "@")) else { return [.text(text)] }
  let scalars = Array(text.unicodeScalars)
  var tokens: [ReferenceToken] = []
  var plain = String.UnicodeScalarView()
  func flush() {
    if !plain.isEmpty { tokens.append(.text(String(plain))) }
    plain = String.UnicodeScalarView()
  }
  var i = 0
  while i < scalars.count {
    if groups, scalars[i] == "[", let close = scalars[(i + 1)...].firstIndex(where: { $0 == "]" || $0 == "[" }), scalars[close] == "]",
      let group = citations(in: scalars[(i + 1)..<close])
    {
      flush()
      let isAlone = group.count == 1 && group[0] == Citation(key: group[0].key)
      tokens.append(isAlone ? .reference(group[0].key, isBracketed: true) : .group(group, raw: String(scalars[i...close])))
      i = close + 1
    } else if scalars[i] == "@", i == 0 || !isWordScalar(scalars[i - 1]), let end = referenceEnd(scalars, from: i + 1) {
      flush()
      tokens.append(.reference(String(scalars[(i + 1)..<end]), isBracketed: false))
      i = end
    } else {
      plain.append(scalars[i])
      i += 1
    }
  }
  flush()
  return tokens
}

extension String {
  fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}

/// The works between square brackets, parted by semicolons; nil unless each part has exactly one key.
private func citations(in scalars: ArraySlice<Unicode.Scalar>) -> [Citation]? {
  var result: [Citation] = []
  for part in scalars.split(separator: ";", omittingEmptySubsequences: false) {
    let part = Array(part)
    let starts = part.indices.filter { part[$0] == "@" && ($0 == 0 || !isWordScalar(part[$0 - 1])) }
    guard starts.count == 1, let start = starts.first, let end = referenceEnd(part, from: start + 1) else { return nil }
    let hides = start > 0 && part[start - 1] == "-"
    var suffix = trimmed(part[end...])
    if suffix.hasPrefix(",") { suffix = trimmed(Array(suffix.unicodeScalars)[1...]) }
    result.append(
      Citation(
        key: String(part[(start + 1)..<end]), prefix: trimmed(part[..<(hides ? start - 1 : start)]), suffix: suffix, hidesAuthor: hides))
  }
  return result.isEmpty ? nil : result
}

/// The keys that a text may cite, in their order: every `@name` in it.
package func citedKeys(in text: String) -> [String] {
  referenceTokens(in: text).flatMap { token -> [String] in
    switch token {
    case .text: []
    case .reference(let name, _): [name]
    case .group(let works, _): works.map(\.key)
    }
  }
}

private func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\n" }
  let rest = scalars.drop(while: isSpace)
  let last = rest.lastIndex { !isSpace($0) }
  return last.map { String(rest[...$0]) } ?? ""
}

private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "@" || scalar == "/"
}

/// One past the last scalar of a name that begins at `start`; nil when none begins there.
private func referenceEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
  guard start < scalars.count, scalars[start].isASCII, scalars[start].properties.isAlphabetic else { return nil }
  var end = start
  while end < scalars.count, isNameScalar(scalars[end]) { end += 1 }
  while end > start, "-_:.".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
  // `@a.b@c` is an address.
  return end < scalars.count && scalars[end] == "@" ? nil : end
}

private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_:.".unicodeScalars.contains(scalar))
}
