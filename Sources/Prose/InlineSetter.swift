import Diagnostics
import Typesetting

/// Turns inline nodes into styled spans: emphasis, links, references and note marks.
struct InlineSetter {
  var options: ProseOptions
  /// The mark and name of each note of this text, by the note's name in the text.
  let notes: [String: ProseFootnote]
  var spans: [TextSpan] = []
  var diagnostics: [Diagnostic] = []
  /// Where the text that is being set was written.
  private var place = SourceRange.detached
  /// References that wait for the pages, with their places.
  var lateReferences: [LateReference] = []

  init(options: ProseOptions, notes: [String: ProseFootnote]) {
    self.options = options
    self.notes = notes
  }

  /// The spans of `nodes`, beginning in `style`.
  mutating func set(_ nodes: [ProseNode], in style: TextStyle, link: String? = nil) {
    for node in nodes { set(node, in: style, link: link) }
  }

  private mutating func set(_ node: ProseNode, in style: TextStyle, link: String?) {
    place = node.range
    switch node.kind {
    case .text(let text): setText(text, in: style, link: link, at: node)
    case .emphasis:
      var next = style
      next.italic.toggle()
      set(node.children, in: next, link: link)
    case .strong:
      var next = style
      next.weight = max(options.style.strongWeight, style.weight)
      set(node.children, in: next, link: link)
    case .strikethrough:
      var next = style
      next.strikethrough = true
      set(node.children, in: next, link: link)
    case .link(let target):
      var next = style
      next.color = options.style.linkColor
      set(node.children, in: next, link: target.isEmpty ? nil : target)
    case .code(let text): appendPlain(text, in: codeStyle(beside: style), link: link)
    case .softBreak: append(" ", in: style, link: link)
    case .lineBreak: append("\n", in: style, link: link)
    case .footnoteReference(let name): setMark(of: name, in: style)
    case .document, .paragraph, .heading, .list, .item, .task, .quote, .codeBlock, .thematicBreak, .table, .tableRow, .tableCell,
      .footnoteDefinition:
      set(node.children, in: style, link: link)
    }
  }

  /// Appends a span, or makes the one before it longer when nothing but the text differs.
  private mutating func append(_ text: String, in style: TextStyle, link: String?) {
    appendPlain(text.unicodeScalars.contains(escapedAt) ? text.replacing(String(escapedAt), with: "@") : text, in: style, link: link)
  }

  private mutating func appendPlain(_ text: String, in style: TextStyle, link: String?) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == style, spans[last].link == link, spans[last].footnote == nil, LateText(spans[last]) == nil {
      spans[last].text += text
      let known = spans[last].place
      if known.file === place.file { spans[last].place = SourceRange(file: known.file, start: known.start, end: max(known.end, place.end)) }
    } else {
      spans.append(TextSpan(text, style, link: link, place: place))
    }
  }

  private func codeStyle(beside style: TextStyle) -> TextStyle {
    var next = options.style.code
    next.size = style.size * options.style.code.size / max(1, options.style.body.size)
    next.color = style.color
    next.leading = style.leading
    next.strikethrough = style.strikethrough
    return next
  }

  private mutating func setMark(of name: String, in style: TextStyle) {
    guard let note = notes[name] else { return }
    var next = style
    next.size = style.size * options.style.markSize
    next.rise = style.rise + style.size * options.style.markRise
    spans.append(TextSpan(note.mark, next, link: "#" + note.name, footnote: note.name))
  }

  private mutating func setText(_ text: String, in style: TextStyle, link: String?, at node: ProseNode) {
    warnOfUnknownNotes(in: text, at: node)
    guard link == nil else { return append(text, in: style, link: link) }
    for token in referenceTokens(in: text) { set(token, in: style, at: node) }
  }

  private mutating func set(_ token: ReferenceToken, in style: TextStyle, at node: ProseNode) {
    switch token {
    case .text(let plain): append(plain, in: style, link: nil)
    case .reference(let name, let isBracketed):
      if let pieces = options.cite([Citation(key: name)], !isBracketed) { return setPieces(pieces, in: style) }
      setReference(name, isBracketed: isBracketed, in: style, at: node)
    case .group(let works, let raw):
      guard let pieces = options.cite(works, false) else {
        for token in referenceTokens(in: raw, groups: false) { set(token, in: style, at: node) }
        return
      }
      for work in works where options.cite([Citation(key: work.key)], false) == nil { reportUnknown(work.key, at: node) }
      setPieces(pieces, in: style)
    }
  }

  /// A citation leads to its work, and the work back to it.
  private mutating func setPieces(_ pieces: [ProseReference], in style: TextStyle) {
    for piece in pieces {
      guard let destination = piece.destination else {
        append(piece.text, in: style, link: nil)
        continue
      }
      spans.append(TextSpan(piece.text, style, link: "#" + destination, footnote: destination))
    }
  }

  private mutating func reportUnknown(_ name: String, at node: ProseNode) {
    diagnostics.append(
      Diagnostic(
        "unknown-reference", at: node.range(ofFirst: "@" + name),
        "nothing in this document is named \"\(name)\"", hint: didYouMean(name, among: options.referenceNames)))
  }

  /// A page, or a heading whose number is not known yet. False where a text cannot wait for them.
  private mutating func setLate(_ name: String, in style: TextStyle, at node: ProseNode) -> Bool {
    let isPage = name.hasPrefix("page:")
    guard options.lateWords != nil else {
      if isPage {
        diagnostics.append(
          Diagnostic(
            "late-reference", at: node.range(ofFirst: "@" + name), "this text cannot show the page of something else",
            hint: "refer to pages in running text and notes"))
      }
      return isPage
    }
    let written = isPage ? String(name.dropFirst("page:".count)) : name
    let late = LateText(isPage ? .page : .heading, name: options.destination(written))
    lateReferences.append(LateReference(text: late, range: node.range(ofFirst: "@" + name)))
    spans.append(late.span(in: style))
    return true
  }

  private mutating func setReference(_ name: String, isBracketed: Bool, in style: TextStyle, at node: ProseNode) {
    guard let found = options.resolveReference(name) else {
      if setLate(name, in: style, at: node) { return }
      reportUnknown(name, at: node)
      return append(isBracketed ? "[@\(name)]" : "@\(name)", in: style, link: nil)
    }
    if isBracketed { append("[", in: style, link: nil) }
    append(found.text, in: style, link: found.destination.map { "#" + $0 })
    if isBracketed { append("]", in: style, link: nil) }
  }

  /// cmark leaves a mark without a note as text.
  private mutating func warnOfUnknownNotes(in text: String, at node: ProseNode) {
    guard text.utf8.contains(UInt8(ascii: "^")) else { return }
    var rest = text[...]
    while let open = rest.firstIndex(of: "["), rest[open...].hasPrefix("[^"), let close = rest[open...].firstIndex(of: "]") {
      let mark = String(rest[open...close])
      diagnostics.append(
        Diagnostic(
          "unknown-footnote", at: node.range(ofFirst: mark), "there is no note for the mark \(mark)",
          hint: "add a line \(mark): and its text"))
      rest = rest[rest.index(after: close)...]
    }
  }
}

extension ProseNode {
  /// The range of the first `text` at or after this node's place in the file; the node's own range when it is not found there
  /// (a template wrote it, or the node has no place).
  func range(ofFirst text: String) -> SourceRange {
    guard let file = range.file else { return range }
    let wanted = Array(text.utf8)
    let last = min(file.bytes.count, max(range.end, range.start + 4_000)) - wanted.count
    guard !wanted.isEmpty, range.start <= last else { return range }
    for start in range.start...last where file.bytes[start] == wanted[0] && file.bytes[start...].starts(with: wanted) {
      return SourceRange(file: file, start: start, end: start + wanted.count)
    }
    return range
  }
}
