import Diagnostics

extension YAMLReader {
  /// Where a flow node stands: the indentation its further lines must exceed, its depth, and whether brackets are around it.
  struct FlowPlace {
    var indent: Int
    var depth: Int
    var inFlow: Bool
  }

  /// `&anchor` and `!tag` in either order; nil when there are none.
  mutating func properties() throws(Failure) -> Properties? {
    var found = Properties(start: at, anchor: nil, tag: nil)
    var isThere = false
    while peek == UInt8(ascii: "&") || peek == UInt8(ascii: "!") {
      let before = at
      if peek == UInt8(ascii: "&") {
        guard found.anchor == nil else { throw failure("a second anchor for one value") }
        at += 1
        found.anchor = try name("an anchor")
      } else {
        guard found.tag == nil else { throw failure("a second tag for one value") }
        found.tag = try tag()
      }
      isThere = true
      guard isBlank(at) || isFlowEnd(at) else { throw failure("found \(describe(at)) after an anchor or a tag", at: before) }
      let end = at
      skipSpaces()
      if peek != UInt8(ascii: "&"), peek != UInt8(ascii: "!") {
        if isLineBreak(at) || peek == UInt8(ascii: "#") { at = end }
        break
      }
    }
    return isThere ? found : nil
  }

  private mutating func tag() throws(Failure) -> Tag {
    let start = at
    while at < bytes.count, !isBlank(at), !isFlowEnd(at) { at += 1 }
    switch String(decoding: bytes[start..<at], as: UTF8.self) {
    case "!", "!!str", "!<tag:yaml.org,2002:str>": return .text
    case "!!int": return .integer
    case "!!float": return .float
    case "!!bool": return .boolean
    case "!!null": return .null
    case "!!map": return .mapping
    case "!!seq": return .sequence
    case let other:
      throw failure(
        "unknown tag \"\(other.prefix(40))\"", at: start, hint: "known are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq")
    }
  }

  private mutating func name(_ what: String) throws(Failure) -> String {
    let start = at
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    guard at > start else { throw failure("found \(describe(at)) where the name of \(what) was expected") }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...: true
    default: false
    }
  }

  private func isFlowEnd(_ offset: Int) -> Bool {
    guard let byte = byte(offset) else { return false }
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "{")
  }

  mutating func aliasName() throws(Failure) -> String {
    at += 1
    return try name("an alias")
  }

  func undefinedAlias(_ name: String, at offset: Int) -> Failure {
    failure("no anchor \"&\(name)\" stands before this alias", at: offset, hint: didYouMean(name, among: anchors.keys.sorted()))
  }

  /// A scalar, an alias or a bracketed collection.
  mutating func flowNode(_ place: FlowPlace, _ properties: Properties?) throws(Failure) -> TreeNode {
    let start = at
    switch peek {
    case UInt8(ascii: "*"):
      guard properties == nil else { throw failure("an alias has no anchor or tag of its own") }
      return try alias(place)
    case UInt8(ascii: "["): return try flowSequence(place)
    case UInt8(ascii: "{"): return try flowMapping(place)
    default: break
    }
    try count(1, depth: place.depth, at: start)
    switch peek {
    case UInt8(ascii: "\""): return TreeNode(.string(try doubleQuoted()), at: range(start, at))
    case UInt8(ascii: "'"): return TreeNode(.string(try singleQuoted()), at: range(start, at))
    default:
      let text = try plain(place, onOneLine: false)
      return TreeNode(try resolved(text, properties?.tag, start), at: range(start, at))
    }
  }

  private func resolved(_ text: String, _ tag: Tag?, _ start: Int) throws(Failure) -> TreeValue {
    if case .text? = tag { return .string(text) }
    switch coreSchemaValue(text) {
    case .value(let value): return value
    case .notFinite:
      throw failure("\(text) is no finite number", at: start, hint: "write null for a missing value, or quotes for text")
    }
  }

  private mutating func alias(_ place: FlowPlace) throws(Failure) -> TreeNode {
    let start = at
    let name = try aliasName()
    guard let target = anchors[name] else { throw undefinedAlias(name, at: start) }
    try count(target.nodes, depth: place.depth + target.levels, at: start)
    return target.node
  }

  // MARK: Collections in brackets

  private mutating func flowSequence(_ place: FlowPlace) throws(Failure) -> TreeNode {
    let start = at
    let inner = FlowPlace(indent: place.indent, depth: place.depth + 1, inFlow: true)
    try count(1, depth: inner.depth, at: start)
    at += 1
    var elements: [TreeNode] = []
    while true {
      try skipInFlow(start)
      if peek == UInt8(ascii: "]") { break }
      elements.append(try flowElement(inner, start))
      try skipInFlow(start)
      if peek == UInt8(ascii: "]") { break }
      try comma("]", start)
    }
    at += 1
    return TreeNode(.sequence(elements), at: range(start, at))
  }

  /// An element of a list in brackets; `[a: b]` holds a mapping of one pair.
  private mutating func flowElement(_ place: FlowPlace, _ open: Int) throws(Failure) -> TreeNode {
    let start = at
    guard let pair = try flowPair(place, open, isElement: true) else { return TreeNode(.null, at: range(start, start)) }
    guard let value = pair.value else { return pair.key }
    let (key, keyRange) = try text(ofKey: pair.key)
    return TreeNode(.mapping([TreeEntry(key: key, keyRange: keyRange, value: value)]), at: range(start, at))
  }

  private mutating func flowMapping(_ place: FlowPlace) throws(Failure) -> TreeNode {
    let start = at
    let inner = FlowPlace(indent: place.indent, depth: place.depth + 1, inFlow: true)
    try count(1, depth: inner.depth, at: start)
    at += 1
    var entries: [TreeEntry] = []
    var seen: Set<String> = []
    while true {
      try skipInFlow(start)
      if peek == UInt8(ascii: "}") { break }
      if let pair = try flowPair(inner, start, isElement: false) {
        let (key, keyRange) = try text(ofKey: pair.key)
        guard seen.insert(key).inserted else { throw duplicateKey(key, at: keyRange, among: entries) }
        let value = pair.value ?? TreeNode(.null, at: range(at, at))
        entries.append(TreeEntry(key: key, keyRange: keyRange, value: value))
      }
      try skipInFlow(start)
      if peek == UInt8(ascii: "}") { break }
      try comma("}", start)
    }
    at += 1
    return TreeNode(.mapping(entries), at: range(start, at))
  }

  /// A node and, after a colon, its value. The key of a pair stays a node so that its place is known.
  private mutating func flowPair(
    _ place: FlowPlace, _ open: Int, isElement: Bool
  ) throws(Failure) -> (key: TreeNode, value: TreeNode?)? {
    if peek == UInt8(ascii: "?"), isBlank(at + 1) {
      throw failure("\"? \" begins a key of several lines; keys are one line of text")
    }
    if peek == UInt8(ascii: ",") { throw failure("found a comma where a value was expected") }
    let key = try flowValue(place, at)
    let end = at
    try skipInFlow(open)
    let wasQuoted = end > 0 && (bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'"))
    guard peek == UInt8(ascii: ":"), wasQuoted || isBlank(at + 1) || isFlowEnd(at + 1) else {
      at = end
      return (key, nil)
    }
    if bytes[key.range.start..<at].contains(0x0A) {
      throw failure("the key before this colon spans several lines", hint: "is a comma or a closing quote missing before it?")
    }
    at += 1
    try skipInFlow(open)
    if peek == UInt8(ascii: ",") || peek == UInt8(ascii: "]") || peek == UInt8(ascii: "}") {
      return (key, TreeNode(.null, at: range(at, at)))
    }
    return (key, try flowValue(FlowPlace(indent: place.indent, depth: place.depth + (isElement ? 1 : 0), inFlow: true), open))
  }

  private mutating func flowValue(_ place: FlowPlace, _ open: Int) throws(Failure) -> TreeNode {
    let start = at
    let properties = try self.properties()
    if properties != nil { try skipInFlow(open) }
    if properties != nil, peek == UInt8(ascii: ",") || peek == UInt8(ascii: "]") || peek == UInt8(ascii: "}") {
      return try register(properties, at: start) { reader throws(Failure) in
        TreeNode(try reader.resolved("", properties?.tag, start), at: reader.range(start, start))
      }
    }
    return try register(properties, at: start) { reader throws(Failure) in try reader.flowNode(place, properties) }
  }

  private func text(ofKey node: TreeNode) throws(Failure) -> (String, SourceRange) {
    switch node.value {
    case .string(let text): return (text, node.range)
    case .number(let literal): return (literal.text, node.range)
    case .null, .bool:
      return (
        String(decoding: bytes[min(node.range.start, bytes.count)..<min(node.range.end, bytes.count)], as: UTF8.self), node.range
      )
    case .sequence, .mapping: throw failure("a list or a mapping as a key; keys are text", at: node.range.start)
    }
  }

  private mutating func comma(_ bracket: String, _ open: Int) throws(Failure) {
    guard peek == UInt8(ascii: ",") else {
      let place = file.position(at: open)
      throw failure(
        "found \(describe(at)) where \",\" or \"\(bracket)\" was expected (the bracket of line \(place.line), column \(place.column))"
      )
    }
    at += 1
  }

  private mutating func skipInFlow(_ open: Int) throws(Failure) {
    try skipToToken(inFlow: true)
    guard at < bytes.count, !isDocumentMarker(at: at) else { throw failure("this bracket is not closed", at: open) }
  }
}
