import CCmark
package import Diagnostics
import Synchronization

/// Reads CommonMark with GitHub's tables, strikethrough and footnotes (cmark-gfm).
///
/// Raw HTML, images and notes without a mark are left out with a warning each. Footnote definitions stand at the end of the
/// document in the order of their first reference; they and their references are named by that order, from `1`.
/// - Throws: `text-too-long`, `prose-too-deep` or `prose-too-large` when the text passes one of `ProseLimits`.
package func parseProse(_ text: String, at range: SourceRange, findings: inout Findings) throws(Failure) -> ProseNode {
  guard text.utf8.count <= ProseLimits.bytes else {
    throw Failure(
      Diagnostic(
        "text-too-long", kind: .limit, at: range,
        "this text has \(text.utf8.count) bytes; at most \(ProseLimits.bytes) are read"))
  }
  let places = MarkdownPlaces(text: text, range: range)
  return try cmarkLock.withLock { _ throws(Failure) in
    let document = try CmarkDocument(parsing: hidingEscapedAts(in: text), at: range)
    var reading = MarkdownReading(places: places)
    let root = try reading.node(document.root, depth: 0) ?? ProseNode(.document, at: range)
    findings.add(contentsOf: reading.diagnostics)
    findings.add(contentsOf: unusedFootnotes(in: text, defined: reading.footnoteCount, places))
    return root
  }
}

/// Stands for `\@` in texts of the tree, so that it is not taken for a reference: a scalar of the private use area.
let escapedAt: Unicode.Scalar = "\u{F8FE}"

/// `text` with each `\@` replaced by `escapedAt`; a backslash that is escaped itself escapes nothing.
private func hidingEscapedAts(in text: String) -> String {
  guard text.containsBytes(of: "\\@") else { return text }
  var result = String.UnicodeScalarView()
  var isEscaped = false
  for scalar in text.unicodeScalars {
    if isEscaped, scalar == "@" {
      result.removeLast()
      result.append(escapedAt)
    } else {
      result.append(scalar)
    }
    isEscaped = scalar == "\\" && !isEscaped
  }
  return String(result)
}

/// cmark drops definitions that no mark leads to without a word. They are the lines that look like a definition and whose name
/// stands nowhere else.
private func unusedFootnotes(in text: String, defined: Int, _ places: MarkdownPlaces) -> [Diagnostic] {
  guard text.containsBytes(of: "[^") else { return [] }
  var starts: [(mark: String, line: Int)] = []
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.hasPrefix("[^"), let close = trimmed.firstIndex(of: "]"), trimmed[close...].hasPrefix("]:") else { continue }
    starts.append((String(trimmed[...close]), index + 1))
  }
  guard starts.count > defined else { return [] }
  return starts.filter { text.ranges(of: $0.mark).count == 1 }.map {
    Diagnostic(
      "unused-footnote", .warning, at: places.range(line: $0.line, column: 1), "no mark leads to the note \($0.mark); it is left out")
  }
}

/// cmark-gfm keeps its extensions and their special characters in global tables, so one text is parsed at a time.
private let cmarkLock = Mutex<Void>(())

/// Registers GitHub's extensions, once in a process.
private let extensionsAreRegistered: Bool = {
  cmark_gfm_core_extensions_ensure_registered()
  return true
}()

/// The owner of a parsed cmark tree.
private struct CmarkDocument: ~Copyable {
  let root: OpaquePointer

  init(parsing text: String, at range: SourceRange) throws(Failure) {
    _ = extensionsAreRegistered
    let failure = Failure(Diagnostic("markdown", at: range, "the Markdown parser refused this text"))
    // CMARK_OPT_FOOTNOTES and CMARK_OPT_VALIDATE_UTF8 are macros with shifts; spelled out so that Swift need not import them.
    guard let parser = cmark_parser_new(1 << 13 | 1 << 9) else { throw failure }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "tasklist"] {
      guard let found = cmark_find_syntax_extension(name) else { throw failure }
      cmark_parser_attach_syntax_extension(parser, found)
    }
    var copy = text
    copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    guard let finished = cmark_parser_finish(parser) else { throw failure }
    root = finished
  }

  deinit { cmark_node_free(root) }
}

private func typeName(_ node: OpaquePointer) -> String {
  // cmark has no names for these two.
  let type = cmark_node_get_type(node)
  if type == CMARK_NODE_FOOTNOTE_REFERENCE { return "footnote_reference" }
  if type == CMARK_NODE_FOOTNOTE_DEFINITION { return "footnote_definition" }
  return cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
}

/// Turns cmark's nodes into values.
private struct MarkdownReading {
  let places: MarkdownPlaces
  var diagnostics: [Diagnostic] = []
  /// The definitions met so far.
  private(set) var footnoteCount = 0
  private var count = 0
  /// Nodes that carry no position of their own stand where the last one with a position did.
  private var lastRange = SourceRange.detached

  init(places: MarkdownPlaces) { self.places = places }

  /// The value of a node and all inside it; nil for what is left out.
  mutating func node(_ node: OpaquePointer, depth: Int) throws(Failure) -> ProseNode? {
    let range = place(of: node)
    try checkLimits(depth: depth, at: range)
    guard let kind = kind(of: node, at: range) else { return nil }
    return ProseNode(kind, try children(of: node, depth: depth + 1), at: range)
  }

  private mutating func place(of node: OpaquePointer) -> SourceRange {
    let line = Int(cmark_node_get_start_line(node)), column = Int(cmark_node_get_start_column(node))
    if line > 0 { lastRange = places.range(line: line, column: max(1, column)) }
    return lastRange
  }

  private mutating func checkLimits(depth: Int, at range: SourceRange) throws(Failure) {
    count += 1
    if depth > ProseLimits.depth {
      throw Failure(
        Diagnostic("prose-too-deep", kind: .limit, at: range, "text is nested deeper than \(ProseLimits.depth) levels"))
    }
    if count > ProseLimits.nodes {
      throw Failure(
        Diagnostic("prose-too-large", kind: .limit, at: range, "this text has more than \(ProseLimits.nodes) pieces"))
    }
  }

  private mutating func children(of parent: OpaquePointer, depth: Int) throws(Failure) -> [ProseNode] {
    var result: [ProseNode] = []
    var child = cmark_node_first_child(parent)
    while let current = child {
      if let value = try node(current, depth: depth) { append(value, to: &result) }
      child = cmark_node_next(current)
    }
    return result
  }

  /// Joins neighbouring texts, which cmark splits at special characters, and drops empty ones.
  private func append(_ node: ProseNode, to result: inout [ProseNode]) {
    if node.kind == .text("") { return }
    if case .text(let more) = node.kind, let last = result.indices.last, case .text(let text) = result[last].kind {
      result[last].kind = .text(text + more)
    } else {
      result.append(node)
    }
  }

  private mutating func kind(of node: OpaquePointer, at range: SourceRange) -> ProseKind? {
    let name = typeName(node)
    if let kind = blockKind(name, node) ?? inlineKind(name, node) { return kind }
    switch name {
    case "footnote_definition":
      footnoteCount += 1
      return .footnoteDefinition("\(footnoteCount)")
    case "html_block", "html_inline":
      diagnostics.append(
        Diagnostic("raw-html", .warning, at: range, "raw HTML in a text is left out", hint: "write it in Markdown"))
    case "image":
      diagnostics.append(
        Diagnostic("markdown-image", .warning, at: range, "an image inside a text is left out", hint: "use an `image` block"))
    default:
      diagnostics.append(Diagnostic("markdown", .warning, at: range, "a piece of this text (\(name)) is left out"))
    }
    return nil
  }

  private func blockKind(_ name: String, _ node: OpaquePointer) -> ProseKind? {
    switch name {
    case "document": .document
    case "paragraph": .paragraph
    case "heading": .heading(Int(cmark_node_get_heading_level(node)))
    case "list": .list(list(node))
    case "item": .item
    case "tasklist": .task(isDone: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case "block_quote": .quote
    case "code_block": .codeBlock(code(node), language: language(node))
    case "thematic_break": .thematicBreak
    case "table": .table(alignments(node))
    case "table_header": .tableRow(isHeader: true)
    case "table_row": .tableRow(isHeader: false)
    case "table_cell": .tableCell
    default: nil
    }
  }

  private func inlineKind(_ name: String, _ node: OpaquePointer) -> ProseKind? {
    switch name {
    case "text": .text(literal(node))
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": .code(code(node))
    case "emph": .emphasis
    case "strong": .strong
    case "strikethrough": .strikethrough
    case "link": .link(cmark_node_get_url(node).map { withAts(String(cString: $0), "@") } ?? "")
    // The parser writes the number of the note here.
    case "footnote_reference": .footnoteReference(literal(node))
    default: nil
    }
  }

  private func literal(_ node: OpaquePointer) -> String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }

  /// Nothing is escaped inside code.
  private func code(_ node: OpaquePointer) -> String { withAts(literal(node), "\\@") }

  private func withAts(_ text: String, _ at: String) -> String {
    text.unicodeScalars.contains(escapedAt) ? text.replacing(String(escapedAt), with: at) : text
  }

  private func list(_ node: OpaquePointer) -> ProseList {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return ProseList(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil, isTight: cmark_node_get_list_tight(node) != 0)
  }

  private func language(_ node: OpaquePointer) -> String {
    let line = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    return line.split(separator: " ").first.map(String.init) ?? ""
  }

  private func alignments(_ node: OpaquePointer) -> [ProseAlignment] {
    guard let letters = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
    return (0..<Int(cmark_gfm_extensions_get_table_columns(node))).map { column in
      switch letters[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .automatic
      }
    }
  }
}
