package import Diagnostics
import Geometry
import Layout
import Scene
package import Typesetting

/// The blocks of a Markdown text.
///
/// References are resolved and notes get their marks; headings count on in `numbering`. What is wrong inside the text
/// (unknown references and notes, raw HTML) becomes a finding, and the rest is still laid out.
/// - Throws: what `parseProse` throws: the text passes a limit.
package func proseBlocks(
  markdown: String, at range: SourceRange, options: ProseOptions, numbering: inout ProseNumbering, findings: inout Findings
) throws(Failure) -> ProseContent {
  let tree = try parseProse(markdown, at: range, findings: &findings)
  var builder = ProseBuilder(options: options, numbering: numbering)
  let content = builder.build(tree)
  numbering = builder.numbering
  findings.add(contentsOf: builder.diagnostics)
  return content
}

/// Styled spans of a text that is a single paragraph: a caption, a note, a cell. Block marks (`#`, `-`) have no effect.
/// - Parameter late: gets the references that wait for the pages; there are none without `options.lateWords`.
/// - Throws: what `parseProse` throws.
package func proseSpans(
  markdown: String, at range: SourceRange, in style: TextStyle, options: ProseOptions, late: inout [LateReference],
  findings: inout Findings
) throws(Failure) -> [TextSpan] {
  let tree = try parseProse(markdown, at: range, findings: &findings)
  var setter = InlineSetter(options: options, notes: [:])
  for (index, child) in tree.children.enumerated() {
    if index > 0 { setter.spans.append(TextSpan("\n", style)) }
    setter.set([child], in: style)
  }
  findings.add(contentsOf: setter.diagnostics)
  late += setter.lateReferences
  return setter.spans
}

/// As `proseSpans(markdown:at:in:options:late:findings:)`, for a text that does not wait for the pages.
/// - Throws: what `parseProse` throws.
package func proseSpans(
  markdown: String, at range: SourceRange, in style: TextStyle, options: ProseOptions, findings: inout Findings
) throws(Failure) -> [TextSpan] {
  var options = options, late: [LateReference] = []
  options.lateWords = nil
  return try proseSpans(markdown: markdown, at: range, in: style, options: options, late: &late, findings: &findings)
}

/// Walks a tree from `parseProse` once and makes its blocks.
struct ProseBuilder {
  let options: ProseOptions
  var numbering: ProseNumbering
  var diagnostics: [Diagnostic] = []
  private var lateReferences: [LateReference] = []
  private var listDepth = 0
  private var notes: [String: ProseFootnote] = [:]
  /// Notes whose marks have not been met, in the order of their first marks.
  private var waitingNotes: [String] = []

  init(options: ProseOptions, numbering: ProseNumbering) {
    self.options = options
    self.numbering = numbering
  }

  private var style: ProseStyle { options.style }
  private var half: Double { style.grid / 2 }

  mutating func build(_ document: ProseNode) -> ProseContent {
    let definitions = document.children.compactMap { node -> (String, ProseNode)? in
      if case .footnoteDefinition(let name) = node.kind { (name, node) } else { nil }
    }
    // Marks are counted where they stand, so that a heading among them can begin the count anew.
    waitingNotes = definitions.map(\.0)
    let items = blocks(document.children, style: style.body)
    var footnotes: [ProseFootnote] = []
    for (name, node) in definitions {
      // Marks inside other notes come last.
      var note = notes[name] ?? numbering.nextFootnote()
      notes[name] = note
      note.spans = spans(ofBlocks: node.children, style: style.footnote)
      footnotes.append(note)
    }
    return ProseContent(items: items, footnotes: footnotes, lateReferences: lateReferences)
  }

  /// The items of sibling blocks. A paragraph that follows a paragraph is indented.
  private mutating func blocks(_ nodes: [ProseNode], style: TextStyle, isTight: Bool = false) -> [ProseItem] {
    var items: [ProseItem] = []
    for node in nodes {
      let followsParagraph = items.last?.role == .paragraph
      guard var item = block(node, style: style, indents: followsParagraph && listDepth == 0) else { continue }
      // Paragraphs of a list item are parted by space.
      if listDepth > 0, followsParagraph, item.role == .paragraph, !isTight { item.spaceBefore = half }
      items.append(item)
    }
    return items
  }

  /// Counts the notes whose marks stand in this node.
  private mutating func countNotes(in node: ProseNode) {
    guard !waitingNotes.isEmpty else { return }
    if case .footnoteReference(let name) = node.kind, let index = waitingNotes.firstIndex(of: name) {
      waitingNotes.remove(at: index)
      notes[name] = numbering.nextFootnote()
    }
    for child in node.children { countNotes(in: child) }
  }

  private mutating func block(_ node: ProseNode, style: TextStyle, indents: Bool) -> ProseItem? {
    countNotes(in: node)
    switch node.kind {
    case .paragraph: return paragraph(node, style: style, indents: indents)
    case .heading(let level): return heading(node, level: level + options.headingShift)
    case .list(let list): return self.list(node, list, style: style)
    case .quote: return quote(node)
    case .codeBlock(let text, _): return code(text)
    case .thematicBreak:
      let rule = RuleBlock(height: self.style.grid, ruleWidth: 0.35, color: self.style.ruleColor)
      return ProseItem(rule, role: .rule, spaceBefore: half, spaceAfter: half)
    case .table(let alignments): return table(node, alignments)
    case .footnoteDefinition: return nil
    case .document, .item, .task, .tableRow, .tableCell, .text, .emphasis, .strong, .strikethrough, .code, .link, .softBreak,
      .lineBreak, .footnoteReference:
      return paragraph(ProseNode(.paragraph, [node], at: node.range), style: style, indents: indents)
    }
  }

  /// - Parameter waits: the text can be set again when the pages are known.
  private mutating func spans(_ nodes: [ProseNode], style: TextStyle, waits: Bool = false) -> [TextSpan] {
    var setter = InlineSetter(options: options, notes: notes)
    if !waits { setter.options.lateWords = nil }
    setter.set(nodes, in: style)
    diagnostics += setter.diagnostics
    lateReferences += setter.lateReferences
    return setter.spans
  }

  /// The spans of several blocks with line breaks between them.
  private mutating func spans(ofBlocks nodes: [ProseNode], style: TextStyle) -> [TextSpan] {
    var result: [TextSpan] = []
    for node in nodes {
      if !result.isEmpty { result.append(TextSpan("\n", style)) }
      result += spans([node], style: style, waits: true)
    }
    return result
  }

  private mutating func paragraph(_ node: ProseNode, style: TextStyle, indents: Bool) -> ProseItem? {
    let spans = spans(node.children, style: style, waits: true)
    guard !spans.isEmpty else { return nil }
    let format = self.style.format(for: style, indents: indents)
    // Paragraphs are told apart by an indent or by space, never by both.
    let space = self.style.firstLineIndent > 0 ? 0 : half
    return ProseItem(
      options.typesetter.paragraphBlock(spans, format, words: options.lateWords ?? LateWords()) { [style = self.style] block in
        (block.orphans, block.widows) = (style.orphans, style.widows)
      }, role: .paragraph, spaceBefore: space, spaceAfter: space)
  }

  private mutating func heading(_ node: ProseNode, level: Int) -> ProseItem {
    let level = max(1, level)
    let style = self.style.heading(level)
    let (nodes, given) = headingAnchor(node.children)
    let title = ProseNode(.heading(level), nodes).plainText
    let anchor = numbering.anchor(given ?? headingSlug(title))
    numbering.beginSection(level, title: title)
    let number = numbering.nextHeading(level)
    let format = self.style.raggedFormat(for: style)
    let entry = OutlineHeading(title: title, level: level, number: number)
    let block = HeadingBlock(
      title: options.typesetter.paragraph(spans(nodes, style: style), format), level: level,
      number: number.map { options.typesetter.line($0, numberStyle(level)) }, hang: level == 1 ? self.style.numberHang : 0,
      anchors: [Anchor(name: anchor, offset: .zero, entry: entry)])
    // A section that begins in the middle of a page stands further from what is above it than from its own text.
    return ProseItem(
      block, role: .heading(level), spaceBefore: self.style.grid * (level == 1 ? 3 : 1), spaceAfter: level == 1 ? self.style.grid : level == 2 ? half : 0,
      keepWithNext: true)
  }

  private func numberStyle(_ level: Int) -> TextStyle {
    if level == 1 { return style.sectionNumber }
    var next = style.heading(level)
    next.color = style.sectionNumber.color
    return next
  }

  /// Splits a final ` {#name}` off a heading's text.
  private func headingAnchor(_ nodes: [ProseNode]) -> (nodes: [ProseNode], anchor: String?) {
    guard let last = nodes.last, case .text(let text) = last.kind, text.hasSuffix("}"),
      let open = text.lastIndex(of: "{"), text[open...].hasPrefix("{#")
    else { return (nodes, nil) }
    let name = text[open...].dropFirst(2).dropLast()
    guard !name.isEmpty, !name.contains(" ") else { return (nodes, nil) }
    var rest = String(text[..<open])
    while rest.hasSuffix(" ") { rest.removeLast() }
    var changed = last
    changed.kind = .text(rest)
    return (nodes.dropLast() + (rest.isEmpty ? [] : [changed]), String(name))
  }

  private mutating func list(_ node: ProseNode, _ list: ProseList, style: TextStyle) -> ProseItem {
    let space = list.isTight ? 0 : half
    let isNested = listDepth > 0
    listDepth += 1
    defer { listDepth -= 1 }
    var number = list.start ?? 0
    var markers: [TextLine] = []
    for child in node.children {
      markers.append(options.typesetter.line(marker(of: child, number: list.start.map { _ in number }), style))
      number = number &+ 1
    }
    let gap = style.size * 0.5
    let indent = max(self.style.indent, (markers.map(\.width).max() ?? 0) + gap)
    var items: [ProseItem] = []
    for (child, marker) in zip(node.children, markers) {
      let stack = BreakingStack(
        blocks(child.children, style: style, isTight: list.isTight), indent: indent,
        marker: StackMarker(line: marker, gap: list.start == nil ? indent - marker.width : gap), tag: StructureTag(.listItem))
      items.append(ProseItem(stack, role: .list, spaceBefore: space, spaceAfter: space))
    }
    return ProseItem(
      BreakingStack(items, tag: StructureTag(.list)), role: .list, spaceBefore: isNested && list.isTight ? 0 : half,
      spaceAfter: isNested && list.isTight ? 0 : half)
  }

  /// A number, a box for a task, or a dash.
  private func marker(of item: ProseNode, number: Int?) -> String {
    if case .task(let isDone) = item.kind { return isDone ? "\u{2611}" : "\u{2610}" }
    return number.map { "\($0)." } ?? "\u{2013}"
  }

  private mutating func quote(_ node: ProseNode) -> ProseItem {
    let stack = BreakingStack(
      blocks(node.children, style: style.quote), indent: style.indent, rightIndent: style.indent, tag: StructureTag(.quote))
    return ProseItem(stack, role: .quote, spaceBefore: half, spaceAfter: half)
  }

  private mutating func code(_ text: String) -> ProseItem {
    var format = ParagraphFormat()
    format.alignment = .left
    format.leading = style.code.leading
    format.hyphenation = .none
    var shown = text
    while shown.hasSuffix("\n") { shown.removeLast() }
    shown = spacedCode(shown)
    let paragraph = options.typesetter.paragraph([TextSpan(shown, style.code)], format)
    let block = BreakingStack([ProseItem(ParagraphBlock(paragraph, tag: StructureTag(.code)), role: .code)], indent: style.indent)
    return ProseItem(block, role: .code, spaceBefore: half, spaceAfter: half)
  }

  private mutating func table(_ node: ProseNode, _ alignments: [ProseAlignment]) -> ProseItem? {
    var header: [[TextSpan]] = []
    var rows: [[[TextSpan]]] = []
    for row in node.children {
      let cells = row.children.map { spans($0.children, style: self.style.tableCell) }
      if case .tableRow(isHeader: true) = row.kind { header = cells } else { rows.append(cells) }
    }
    for index in rows.indices { rows[index] += Array(repeating: [], count: max(0, header.count - rows[index].count)) }
    guard let block = options.makeTable(ProseTable(alignments: alignments, header: header, rows: rows)) else {
      diagnostics.append(Diagnostic("table-in-text", at: node.range, "a table is not possible in this text"))
      return nil
    }
    return ProseItem(block, role: .table, spaceBefore: self.style.grid, spaceAfter: self.style.grid)
  }
}

/// Code in which spaces stand as they are: those at the beginning of a line and beside each other are kept, single ones between words are
/// where a line may be broken. Tabs reach to the next multiple of four.
private func spacedCode(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var shown = "", column = 0
    for character in line {
      let width = character == "\t" ? 4 - column % 4 : 1
      shown += character == "\t" ? String(repeating: " ", count: width) : String(character)
      column += width
    }
    let characters = Array(shown)
    return String(
      characters.enumerated().map { index, character in
        guard character == " " else { return character }
        let isSingle = index > 0 && characters[index - 1] != " " && index + 1 < characters.count && characters[index + 1] != " "
        return isSingle ? " " : "\u{00A0}"
      })
  }.joined(separator: "\n")
}

/// The name that a heading gets: its letters and digits in lower case, everything else as single hyphens; `section` when none
/// are left.
package func headingSlug(_ title: String) -> String {
  var slug = ""
  for scalar in title.lowercased().unicodeScalars {
    if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      slug.unicodeScalars.append(scalar)
    } else if !slug.isEmpty, !slug.hasSuffix("-") {
      slug += "-"
    }
  }
  while slug.hasSuffix("-") { slug.removeLast() }
  return slug.isEmpty ? "section" : slug
}
