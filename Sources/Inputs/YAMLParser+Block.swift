import Diagnostics

extension YAMLReader {
  /// Where a node stands: the column of what it belongs to (-1 at the top), how deep, and after what.
  struct Place {
    enum Lead { case start, dash, key }
    var indent: Int
    var depth: Int
    var follows: Lead
  }

  /// The node after an indicator or at the start; null when nothing is indented below it.
  mutating func blockNode(_ place: Place) throws(Failure) -> TreeNode {
    let origin = at
    var crossed = try skipToToken()
    if isAbsent(place, crossed) { return try empty(at: origin, place, nil) }
    var properties = try self.properties()
    if let found = properties {
      let before = at
      let moved = try skipToToken()
      if moved, isAbsent(place, true) {
        at = before
        return try empty(at: before, place, found)
      }
      crossed = crossed && !moved ? crossed : moved
      if !moved, let entry = try implicitKey(place, found, crossed) { return entry }
      if moved { return try register(found, at: at) { reader throws(Failure) in try reader.content(place, nil, crossed: true) } }
      properties = found
    }
    return try content(place, properties, crossed: crossed)
  }

  /// True when what follows does not belong to the node that is expected.
  private func isAbsent(_ place: Place, _ crossed: Bool) -> Bool {
    guard at < bytes.count else { return true }
    guard crossed else { return false }
    if isDocumentMarker(at: at) { return true }
    let column = column(of: at)
    if column > place.indent { return false }
    return !(place.follows == .key && column == place.indent && isEntryDash(at))
  }

  private func isEntryDash(_ offset: Int) -> Bool { byte(offset) == UInt8(ascii: "-") && isBlank(offset + 1) }

  private mutating func empty(at offset: Int, _ place: Place, _ properties: Properties?) throws(Failure) -> TreeNode {
    try count(1, depth: place.depth, at: offset)
    let isText = properties?.tag.map { if case .text = $0 { true } else { false } } ?? false
    let node = TreeNode(isText ? .string("") : .null, at: range(offset, offset))
    if let name = properties?.anchor { anchors[name] = Anchored(node: node, nodes: 1, levels: 0) }
    return node
  }

  /// The node at the cursor, which is not absent.
  private mutating func content(_ place: Place, _ properties: Properties?, crossed: Bool) throws(Failure) -> TreeNode {
    let start = at
    if isEntryDash(at) {
      guard crossed || place.follows != .key, properties == nil else {
        throw failure("a list begins on the line of its key", hint: "start it on a line of its own")
      }
      return try blockSequence(place)
    }
    if peek == UInt8(ascii: "?"), isBlank(at + 1) {
      throw failure("\"? \" begins a key of several lines; keys are one line of text")
    }
    if properties == nil, let mapping = try implicitKey(place, nil, crossed) { return mapping }
    if peek == UInt8(ascii: "|") || peek == UInt8(ascii: ">") {
      return try register(properties, at: start) { reader throws(Failure) in try reader.blockScalar(place, properties) }
    }
    return try register(properties, at: start) { reader throws(Failure) in
      try reader.flowNode(FlowPlace(indent: place.indent, depth: place.depth, inFlow: false), properties)
    }
  }

  /// Runs `read` and keeps its node under the anchor of `properties`; checks a tag of a collection.
  mutating func register(
    _ properties: Properties?, at start: Int, _ read: (inout YAMLReader) throws(Failure) -> TreeNode
  ) throws(Failure) -> TreeNode {
    let before = nodes
    let node = try read(&self)
    guard let properties else { return node }
    try check(properties, node)
    if let name = properties.anchor { anchors[name] = Anchored(node: node, nodes: nodes - before, levels: levels(of: node)) }
    return node
  }

  private func check(_ properties: Properties, _ node: TreeNode) throws(Failure) {
    guard let tag = properties.tag else { return }
    let fits: Bool
    switch (tag, node.value) {
    case (.mapping, .mapping), (.sequence, .sequence), (.text, .string), (.null, .null), (.boolean, .bool), (.integer, .number),
      (.float, .number):
      fits = true
    case (.mapping, _), (.sequence, _), (.text, _), (.null, _), (.boolean, _), (.integer, _), (.float, _): fits = false
    }
    if !fits { throw failure("the value does not have the type of its tag", at: properties.start) }
  }

  /// How many levels of collections `node` has; trees are capped, so recursion is safe.
  private func levels(of node: TreeNode) -> Int {
    switch node.value {
    case .null, .bool, .number, .string: 0
    case .sequence(let elements): 1 + (elements.map { levels(of: $0) }.max() ?? 0)
    case .mapping(let entries): 1 + (entries.map { levels(of: $0.value) }.max() ?? 0)
    }
  }

  // MARK: Sequences

  private mutating func blockSequence(_ place: Place) throws(Failure) -> TreeNode {
    let start = at
    let column = column(of: at)
    try count(1, depth: place.depth + 1, at: at)
    var elements: [TreeNode] = []
    var end = at
    while true {
      at += 1
      elements.append(try blockNode(Place(indent: column, depth: place.depth + 1, follows: .dash)))
      end = at
      guard try continues(at: column), isEntryDash(at) else { break }
    }
    if elements.count > 0, at > end { at = end }
    return TreeNode(.sequence(elements), at: range(start, end))
  }

  /// After an entry of a block collection: true when the next line stands at `column`, false when it belongs further out.
  private mutating func continues(at column: Int) throws(Failure) -> Bool {
    let crossed = try skipToToken()
    guard at < bytes.count, !(crossed && isDocumentMarker(at: at)) else { return false }
    guard crossed || (at > 0 && bytes[lineStart(at)..<at].allSatisfy { $0 == 0x20 }) else {
      throw failure("found \(describe(at)) after the end of a value", hint: "put a value that contains it in quotes")
    }
    let here = self.column(of: at)
    if here > column {
      throw failure("this line is indented by \(here) spaces, but its neighbours above by \(column)", hint: "align it with them")
    }
    return here == column
  }

  // MARK: Mappings

  /// A block mapping when a key stands at the cursor (`key:` and a blank on one line); nil otherwise, with the cursor unmoved.
  private mutating func implicitKey(_ place: Place, _ properties: Properties?, _ crossed: Bool) throws(Failure) -> TreeNode? {
    let start = properties?.start ?? at
    guard let colon = keyColon(from: at) else { return nil }
    guard crossed || place.follows != .key else {
      throw failure("a second \": \" on the line of a key", at: colon, hint: "put a value that contains \": \" in quotes")
    }
    let column = column(of: start)
    at = start
    return try blockMapping(place, column)
  }

  private mutating func blockMapping(_ place: Place, _ column: Int) throws(Failure) -> TreeNode {
    let start = at
    try count(1, depth: place.depth + 1, at: at)
    var entries: [TreeEntry] = []
    var seen: Set<String> = []
    var end = at
    while true {
      let (key, keyRange) = try blockKey()
      guard seen.insert(key).inserted else { throw duplicateKey(key, at: keyRange, among: entries) }
      let value = try blockNode(Place(indent: column, depth: place.depth + 1, follows: .key))
      entries.append(TreeEntry(key: key, keyRange: keyRange, value: value))
      end = at
      guard try continues(at: column) else { break }
    }
    if at > end { at = end }
    return TreeNode(.mapping(entries), at: range(start, end))
  }

  /// The key at the cursor and its colon.
  private mutating func blockKey() throws(Failure) -> (String, SourceRange) {
    let properties = try self.properties()
    skipSpaces()
    let start = at
    if isEntryDash(at) {
      throw failure("a list entry stands where a key was expected", hint: "indent it below the key it belongs to")
    }
    if peek == UInt8(ascii: "?"), isBlank(at + 1) {
      throw failure("\"? \" begins a key of several lines; keys are one line of text")
    }
    guard let colon = keyColon(from: at) else {
      let line = String(decoding: bytes[at..<endOfLine(at)], as: UTF8.self)
      throw failure("\"\(line.prefix(40))\" is not \"key: value\"", hint: "a key is followed by a colon and a space")
    }
    let key = try keyText(FlowPlace(indent: -1, depth: 0, inFlow: false), properties)
    let keyRange = range(start, at)
    skipSpaces()
    guard at == colon else { throw failure("found \(describe(at)) where \":\" was expected") }
    at += 1
    return (key, keyRange)
  }

  /// A key as text: scalars keep their spelling (`2015:` is the key "2015").
  mutating func keyText(_ place: FlowPlace, _ properties: Properties?) throws(Failure) -> String {
    let start = at
    if peek == UInt8(ascii: "*") {
      let name = try aliasName()
      guard let target = anchors[name] else { throw undefinedAlias(name, at: start) }
      guard let text = scalarText(target.node) else { throw failure("a list or a mapping as a key", at: start) }
      return text
    }
    let text: String
    switch peek {
    case UInt8(ascii: "\""): text = try doubleQuoted()
    case UInt8(ascii: "'"): text = try singleQuoted()
    case UInt8(ascii: "["), UInt8(ascii: "{"): throw failure("a list or a mapping as a key; keys are text")
    default: text = try plain(place, onOneLine: true)
    }
    if let name = properties?.anchor {
      anchors[name] = Anchored(node: TreeNode(.string(text), at: range(start, at)), nodes: 1, levels: 0)
    }
    return text
  }

  private func scalarText(_ node: TreeNode) -> String? {
    switch node.value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let literal): literal.text
    case .string(let text): text
    case .sequence, .mapping: nil
    }
  }

  /// The offset of the colon when a key stands at `start`: a scalar on this line, then `:` and a blank. Looks ahead only.
  private func keyColon(from start: Int) -> Int? {
    let end = endOfLine(start)
    guard start < end else { return nil }
    var offset = start
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let close = closingQuote(from: start, before: end) else { return nil }
      offset = close + 1
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"): return nil
    case UInt8(ascii: "*"): while offset < end, !isBlank(offset) { offset += 1 }
    default: return plainColon(from: start, before: end)
    }
    while offset < end, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    return offset < end && bytes[offset] == UInt8(ascii: ":") && isBlank(offset + 1) ? offset : nil
  }

  private func plainColon(from start: Int, before end: Int) -> Int? {
    for offset in start..<end {
      if bytes[offset] == UInt8(ascii: ":"), isBlank(offset + 1) { return offset }
      if bytes[offset] == UInt8(ascii: "#"), offset > start, isBlank(offset - 1) { return nil }
    }
    return nil
  }

  private func closingQuote(from start: Int, before end: Int) -> Int? {
    let quote = bytes[start]
    var offset = start + 1
    while offset < end {
      if bytes[offset] == 0x5C, quote == UInt8(ascii: "\"") {
        offset += 2
        continue
      }
      if bytes[offset] == quote {
        guard quote == UInt8(ascii: "'"), byte(offset + 1) == quote else { return offset }
        offset += 2
        continue
      }
      offset += 1
    }
    return nil
  }
}
