/// What an `@name` in a text becomes.
package struct ProseReference: Hashable, Sendable {
  /// What is printed: `Figure 2`, `(KITA 2025)`.
  package var text: String
  /// The destination in the document, without `#`; nil for plain text.
  package var destination: String?
  /// True for citations: the brackets of `[@kita2025]` are replaced as well.
  package var isCitation: Bool

  package init(text: String, destination: String? = nil, isCitation: Bool = false) {
    self.text = text
    self.destination = destination
    self.isCitation = isCitation
  }
}

/// A stretch of text, or the name of a reference in it.
enum ReferenceToken: Hashable {
  case text(String)
  /// A name without its `@`; `isBracketed` when it stands alone in square brackets.
  case reference(String, isBracketed: Bool)
}

/// Splits a text at its references: an `@` that does not follow a letter or digit (as in an e-mail address), then a letter and
/// letters, digits, `-`, `_`, `:` or `.`; punctuation at the end belongs to the sentence.
func referenceTokens(in text: String) -> [ReferenceToken] {
  guard text.utf8.contains(UInt8(ascii: "@")) else { return [.text(text)] }
  let scalars = Array(text.unicodeScalars)
  var tokens: [ReferenceToken] = []
  var plain = String.UnicodeScalarView()
  var i = 0
  while i < scalars.count {
    guard scalars[i] == "@", i == 0 || !isWordScalar(scalars[i - 1]), let end = referenceEnd(scalars, from: i + 1) else {
      plain.append(scalars[i])
      i += 1
      continue
    }
    let isBracketed = i > 0 && scalars[i - 1] == "[" && end < scalars.count && scalars[end] == "]"
    if isBracketed { plain.removeLast() }
    if !plain.isEmpty { tokens.append(.text(String(plain))) }
    plain = String.UnicodeScalarView()
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[(i + 1)..<end])
    tokens.append(.reference(String(name), isBracketed: isBracketed))
    i = isBracketed ? end + 1 : end
  }
  if !plain.isEmpty { tokens.append(.text(String(plain))) }
  return tokens
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
