package import Diagnostics
package import Inputs

/// Text with `{{ expression | format }}` in it, split but not evaluated.
package struct TemplateText: Hashable, Sendable {
  package var source: String
  package var range: SourceRange
  package var parts: [TemplatePart]

  /// Text without templates.
  package init(literal text: String, at range: SourceRange = .detached) {
    source = text
    self.range = range
    parts = text.isEmpty ? [] : [.literal(text)]
  }

  /// Splits the text of `node`. Numbers are their spelling.
  /// - Throws: `bad-template` when `{{` is not closed or nothing stands inside.
  package init(_ node: TreeNode) throws(Failure) {
    let text: String
    switch node.value {
    case .string(let string): text = string
    case .number(let literal): text = literal.text
    case .null, .bool, .sequence, .mapping:
      throw Failure(Diagnostic("wrong-type", at: node.range, "expected a text, found \(described(node))"))
    }
    source = text
    range = node.range
    guard text.containsBytes(of: "{{") else {
      parts = text.isEmpty ? [] : [.literal(text)]
      return
    }
    var splitter = TemplateSplitter(text: text, places: TextPlaces(of: node))
    parts = try splitter.parts()
  }

  /// The text when nothing in it must be evaluated.
  package var literal: String? {
    for part in parts { if case .expression = part { return nil } }
    return source
  }
}

package enum TemplatePart: Hashable, Sendable {
  case literal(String)
  case expression(TemplateExpression)
}

/// What stands between `{{` and `}}`.
package struct TemplateExpression: Hashable, Sendable {
  /// The expression, without blanks around it.
  package var expression: Name
  /// The formats after it in order: `currency:USD,compact`, `date:'MMMM y'`.
  package var formats: [Name]
}

/// Splits a text at `{{ }}` and at the `|` outside quotes and brackets. `||` is an operator of the expression.
private struct TemplateSplitter {
  let bytes: [UInt8]
  let places: TextPlaces
  var at = 0

  init(text: String, places: TextPlaces) {
    bytes = Array(text.utf8)
    self.places = places
  }

  mutating func parts() throws(Failure) -> [TemplatePart] {
    var result: [TemplatePart] = []
    var start = 0
    while at < bytes.count {
      guard isPair(UInt8(ascii: "{"), at) else {
        at += 1
        continue
      }
      if at > start { result.append(.literal(text(start..<at))) }
      result.append(.expression(try expression()))
      start = at
    }
    if at > start { result.append(.literal(text(start..<at))) }
    return result
  }

  private mutating func expression() throws(Failure) -> TemplateExpression {
    let open = at
    at += 2
    var pieces: [Range<Int>] = []
    var start = at
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      if depth == 0, isPair(UInt8(ascii: "}"), at) {
        pieces.append(start..<at)
        at += 2
        return try made(from: pieces, open)
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard skipQuoted() else { throw failure(open..<bytes.count, "a quote inside {{ }} is not closed") }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "|") where isPair(UInt8(ascii: "|"), at): at += 1
      case UInt8(ascii: "|") where depth == 0:
        pieces.append(start..<at)
        start = at + 1
      default: break
      }
      at += 1
    }
    throw failure(open..<(open + 2), "\"{{\" is not closed by \"}}\"")
  }

  /// Moves to the closing quote.
  private mutating func skipQuoted() -> Bool {
    let quote = bytes[at]
    at += 1
    while at < bytes.count, bytes[at] != quote { at += bytes[at] == 0x5C ? 2 : 1 }
    return at < bytes.count
  }

  private func made(from pieces: [Range<Int>], _ open: Int) throws(Failure) -> TemplateExpression {
    var names: [Name] = []
    for piece in pieces {
      let inner = trimmed(piece)
      guard !inner.isEmpty else {
        throw failure(open..<at, names.isEmpty ? "nothing stands between \"{{\" and \"}}\"" : "a format is missing after \"|\"")
      }
      names.append(Name(text(inner), at: places.range(of: inner)))
    }
    guard let first = names.first else { throw failure(open..<at, "nothing stands between \"{{\" and \"}}\"") }
    return TemplateExpression(expression: first, formats: Array(names.dropFirst()))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, bytes[low] <= 0x20 { low += 1 }
    while high > low, bytes[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }

  private func isPair(_ byte: UInt8, _ offset: Int) -> Bool {
    offset + 1 < bytes.count && bytes[offset] == byte && bytes[offset + 1] == byte
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func failure(_ range: Range<Int>, _ message: String) -> Failure {
    Failure(Diagnostic("bad-template", at: places.range(of: range), message))
  }
}
