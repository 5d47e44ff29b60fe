package import Diagnostics

/// Reads one YAML document (YAML 1.2, core schema) into a tree with exact ranges.
///
/// This is an own reader, because limits have to hold while the text is read: nesting, alias expansion and keys are checked before
/// anything is built. It differs from the norm in four points, each reported and never silent:
/// - Digits with a leading zero are text: `007`.
/// - Keys are scalars; `? ` and collections as keys are refused.
/// - `.inf` and `.nan` are refused: numbers are finite.
/// - Tags beyond the core schema are refused.
/// - Throws: `bad-yaml`, `duplicate-key`, `many-documents`, `not-utf8`, `too-large`, `too-deep`, `too-many-values`.
package func parseYAML(_ file: SourceFile) throws(Failure) -> TreeNode {
  try requireSize(file, atMost: InputLimits.specBytes, "text")
  try requireUTF8(file)
  var reader = YAMLReader(file: file)
  return try reader.document()
}

/// A cursor over the bytes of a YAML text, by recursive descent. Nesting is capped, so recursion is safe.
struct YAMLReader {
  /// A node with a name that aliases refer to, with what each alias costs.
  struct Anchored {
    var node: TreeNode
    var nodes: Int
    var levels: Int
  }

  /// `&name` and `!tag` before a node.
  struct Properties {
    var start: Int
    var anchor: String?
    var tag: Tag?
  }

  enum Tag { case text, integer, float, boolean, null, mapping, sequence }

  let file: SourceFile
  let bytes: [UInt8]
  var at = 0
  /// Nodes so far, aliases counted in full.
  var nodes = 0
  var anchors: [String: Anchored] = [:]

  init(file: SourceFile) {
    self.file = file
    bytes = file.bytes
  }

  mutating func document() throws(Failure) -> TreeNode {
    try skipDirectives()
    let root = try blockNode(Place(indent: -1, depth: 0, follows: .start))
    try skipToToken()
    guard at < bytes.count else { return root }
    guard isDocumentMarker(at: at) else { throw failure(unexpected) }
    try finish(root)
    return root
  }

  /// After `...` only comments may follow; `---` begins a second document.
  private mutating func finish(_ root: TreeNode) throws(Failure) {
    while at < bytes.count, isDocumentMarker(at: at) {
      if bytes[at] == UInt8(ascii: "-") {
        throw Failure(
          Diagnostic(
            "many-documents", at: range(at, at + 3), "a second YAML document begins here; a file holds one",
            hint: "put it into its own file"))
      }
      at += 3
      try skipToToken()
    }
    guard at == bytes.count else { throw failure("found \(describe(at)) after the end of the document") }
  }

  /// `%YAML 1.2` lines and the `---` that opens the document.
  private mutating func skipDirectives() throws(Failure) {
    try skipToToken()
    var sawDirective = false
    while peek == UInt8(ascii: "%"), column(of: at) == 0 {
      let line = String(decoding: bytes[at..<endOfLine(at)], as: UTF8.self)
      guard line.hasPrefix("%YAML 1.") else {
        throw failure("unknown directive \"\(line.prefix(40))\"", hint: "only %YAML 1.2 is known")
      }
      sawDirective = true
      at = endOfLine(at)
      try skipToToken()
    }
    if isDocumentMarker(at: at), peek == UInt8(ascii: "-") {
      at += 3
    } else if sawDirective {
      throw failure("found \(describe(at)) where --- was expected after the directive")
    }
  }

  // MARK: The cursor

  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Space, tab, line break or the end.
  func isBlank(_ offset: Int) -> Bool {
    guard let byte = byte(offset) else { return true }
    return byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  func isLineBreak(_ offset: Int) -> Bool {
    guard let byte = byte(offset) else { return true }
    return byte == 0x0A || byte == 0x0D
  }

  func lineStart(_ offset: Int) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  func endOfLine(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// Scalars between the start of the line and `offset`, from 0.
  func column(of offset: Int) -> Int {
    var count = 0
    for byte in bytes[lineStart(offset)..<min(offset, bytes.count)] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// `---` or `...` at the start of a line, followed by a blank.
  func isDocumentMarker(at offset: Int) -> Bool {
    guard offset + 2 < bytes.count, offset == 0 || bytes[offset - 1] == 0x0A else { return false }
    let mark = bytes[offset]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: ".") else { return false }
    return bytes[offset + 1] == mark && bytes[offset + 2] == mark && isBlank(offset + 3)
  }

  /// Skips blanks, comments and line breaks. True when a line break was crossed.
  @discardableResult
  mutating func skipToToken(inFlow: Bool = false) throws(Failure) -> Bool {
    var crossed = at == 0
    var tab: Int?
    while let byte = peek {
      switch byte {
      case 0x0A, 0x0D:
        crossed = true
        tab = nil
        at += 1
      case 0x20: at += 1
      case 0x09:
        if crossed, tab == nil { tab = at }
        at += 1
      case UInt8(ascii: "#") where at == 0 || isBlank(at - 1): at = endOfLine(at)
      default:
        if let tab, !inFlow {
          throw Failure(Diagnostic("bad-yaml", at: range(tab, tab + 1), "a tab indents this line", hint: "indent with spaces"))
        }
        return crossed
      }
    }
    return crossed
  }

  mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x09 { at += 1 }
  }

  // MARK: Findings

  func range(_ start: Int, _ end: Int) -> SourceRange { SourceRange(file: file, start: start, end: end) }

  func describe(_ offset: Int) -> String { describeByte(at: offset, in: bytes) }

  func failure(_ message: String, at offset: Int? = nil, hint: String? = nil) -> Failure {
    let start = offset ?? at
    return Failure(Diagnostic("bad-yaml", at: range(start, start + 1), message, hint: hint))
  }

  /// Counts `more` nodes that stand `levels` deep.
  mutating func count(_ more: Int, depth: Int, at offset: Int) throws(Failure) {
    guard depth <= InputLimits.depth else {
      throw Failure(
        Diagnostic("too-deep", kind: .limit, at: range(offset, offset + 1), "nested more than \(InputLimits.depth) levels deep"))
    }
    nodes += more
    guard nodes <= InputLimits.expandedNodes else {
      throw Failure(
        Diagnostic(
          "too-many-values", kind: .limit, at: range(offset, offset + 1),
          "more than \(grouped(InputLimits.expandedNodes)) values, counting what each alias stands for"))
    }
  }

  private var unexpected: String {
    "found \(describe(at)) at column \(column(of: at) + 1), which continues nothing above it; check the indentation"
  }
}
