package import Diagnostics

/// Where the characters of a text value stand in its file: escapes, folded lines and indentation lie between them.
///
/// Made by walking the value and its source side by side; exact for plain, quoted and block text, and always inside the value's range.
package struct TextPlaces: Sendable {
  private let range: SourceRange
  /// The source offset of each UTF-8 byte of the text; empty when text and source run in step from `first`.
  private let offsets: [Int]
  private let first: Int

  /// - Parameter node: A text value; for anything else every place is its start.
  package init(of node: TreeNode) {
    range = node.range
    guard let file = range.file, let text = node.string, range.end <= file.bytes.count else {
      (offsets, first) = ([], range.start)
      return
    }
    let source = file.bytes[range.start..<range.end]
    let isQuoted = source.first == UInt8(ascii: "\"") || source.first == UInt8(ascii: "'")
    let start = range.start + (isQuoted ? 1 : 0)
    let isStraight = source.count - (isQuoted ? 2 : 0) == text.utf8.count
    (offsets, first) = (isStraight ? [] : alignedOffsets(of: Array(text.utf8), in: source), start)
  }

  /// The range in the file of the UTF-8 bytes `part` of the text.
  package func range(of part: Range<Int>) -> SourceRange {
    SourceRange(
      file: range.file, start: offset(part.lowerBound), end: max(offset(part.lowerBound), offset(part.upperBound - 1) + 1))
  }

  private func offset(_ index: Int) -> Int {
    if offsets.isEmpty { return min(max(first + index, range.start), range.end) }
    if index < 0 { return range.start }
    return index < offsets.count ? offsets[index] : range.end
  }
}

/// For each byte of `text` the offset of the source byte it came from.
private func alignedOffsets(of text: [UInt8], in source: ArraySlice<UInt8>) -> [Int] {
  var offsets: [Int] = []
  offsets.reserveCapacity(text.count)
  var at = startOfText(in: source)
  let isDouble = source.first == UInt8(ascii: "\"")
  for byte in text {
    while at < source.endIndex, source[at] != byte, isSpace(source[at]), !isSpace(byte) { at += 1 }
    offsets.append(min(at, source.endIndex))
    guard at < source.endIndex else { continue }
    if source[at] == byte, !(isDouble && byte == 0x5C) {
      at += source[at] == UInt8(ascii: "'") && source.first == byte ? 2 : 1
    } else if isDouble, source[at] == 0x5C {
      // An escape: the next byte of the text may belong to it too, but it stays near.
      at = min(at + 2, source.endIndex)
    } else if isSpace(byte), isSpace(source[at]) {
      at += 1
    }
  }
  return offsets
}

/// After the quote, or after the line of `|` or `>`.
private func startOfText(in source: ArraySlice<UInt8>) -> Int {
  guard let mark = source.first else { return source.startIndex }
  if mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") { return source.startIndex + 1 }
  guard mark == UInt8(ascii: "|") || mark == UInt8(ascii: ">") else { return source.startIndex }
  return (source.firstIndex(of: 0x0A) ?? source.startIndex) + 1
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
