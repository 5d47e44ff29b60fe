import Diagnostics

extension YAMLReader {
  private enum Chomping { case clip, strip, keep }

  /// Text after `|` (lines kept) or `>` (lines folded), after YAML 1.2.2, section 8.1.
  mutating func blockScalar(_ place: Place, _ properties: Properties?) throws(Failure) -> TreeNode {
    let start = at
    try count(1, depth: place.depth, at: start)
    let isFolded = peek == UInt8(ascii: ">")
    at += 1
    let (chomping, increment) = try blockHeader()
    let indent =
      increment.map { max(place.indent, 0) + $0 } ?? detectedIndent(above: max(place.indent + 1, place.indent < 0 ? 0 : 1))
    let text = blockText(indent: indent, isFolded, chomping)
    return TreeNode(.string(text), at: range(start, at))
  }

  /// The indicators after `|`: `-` or `+`, and a digit; then only a comment may follow on the line.
  private mutating func blockHeader() throws(Failure) -> (Chomping, Int?) {
    var chomping = Chomping.clip
    var increment: Int?
    while let byte = peek, !isBlank(at) {
      switch byte {
      case UInt8(ascii: "-") where chomping == .clip: chomping = .strip
      case UInt8(ascii: "+") where chomping == .clip: chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9") where increment == nil: increment = Int(byte) - 0x30
      default: throw failure("found \(describe(at)) after | or >", hint: "begin the text on the next line")
      }
      at += 1
    }
    skipSpaces()
    if peek == UInt8(ascii: "#"), isBlank(at - 1) { at = endOfLine(at) }
    guard isLineBreak(at) else { throw failure("found \(describe(at)) after | or >", hint: "begin the text on the next line") }
    skipBreak()
    return (chomping, increment)
  }

  private mutating func skipBreak() {
    if peek == 0x0D, byte(at + 1) == 0x0A { at += 1 }
    if at < bytes.count { at += 1 }
  }

  /// The indentation of the first line that is not blank, or of a longer line of spaces before it; at least `least`.
  private func detectedIndent(above least: Int) -> Int {
    var offset = at
    var least = least
    while offset < bytes.count {
      var indent = 0
      while byte(offset + indent) == 0x20 { indent += 1 }
      guard offset + indent < bytes.count else { break }
      least = max(indent, least)
      if !isLineBreak(offset + indent) { return least }
      offset += indent
      if bytes[offset] == 0x0D, byte(offset + 1) == 0x0A { offset += 1 }
      offset += 1
    }
    return least
  }

  private mutating func blockText(indent: Int, _ isFolded: Bool, _ chomping: Chomping) -> String {
    var collected: [UInt8] = []
    var pendingBreak = false
    var blankLines = 0
    var previousIsIndented = false
    var end = at
    while at < bytes.count {
      var spaces = 0
      while spaces < indent, byte(at + spaces) == 0x20 { spaces += 1 }
      if isLineBreak(at + spaces) {
        // A line of spaces only, no longer than the indentation, is an empty line.
        at += spaces
        guard at < bytes.count else { break }
        skipBreak()
        blankLines += 1
        continue
      }
      guard spaces == indent, !isDocumentMarker(at: at) else { break }
      at += spaces
      let isIndented = peek == 0x20 || peek == 0x09
      let joins = isFolded && pendingBreak && !previousIsIndented && !isIndented
      if pendingBreak, !joins { collected.append(0x0A) }
      if joins, blankLines == 0 { collected.append(0x20) }
      collected.append(contentsOf: Array(repeating: 0x0A, count: blankLines))
      let lineEnd = endOfBlockLine(at)
      collected.append(contentsOf: bytes[at..<lineEnd])
      at = lineEnd
      end = at
      pendingBreak = at < bytes.count
      if pendingBreak { skipBreak() }
      (blankLines, previousIsIndented) = (0, isIndented)
    }
    at = end
    if chomping != .strip, pendingBreak { collected.append(0x0A) }
    if chomping == .keep { collected.append(contentsOf: Array(repeating: 0x0A, count: blankLines)) }
    return String(decoding: collected, as: UTF8.self)
  }

  private func endOfBlockLine(_ offset: Int) -> Int {
    var end = offset
    while !isLineBreak(end) { end += 1 }
    return end
  }
}
