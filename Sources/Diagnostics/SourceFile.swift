/// A text that the author wrote: its display name and its bytes.
///
/// Shared by every range that points into it, so it has an identity; its content never changes.
package final class SourceFile: Sendable {
  /// The name as the author knows it, relative to where the program was started: `brief.yaml`, `data/trade.csv`, `<stdin>`.
  package let name: String
  /// The UTF-8 bytes, without a byte-order mark.
  package let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    var starts = [0]
    for (i, byte) in self.bytes.enumerated() where byte == 0x0A { starts.append(i + 1) }
    lineStarts = starts
  }

  package convenience init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// The whole text; bytes that are not UTF-8 show as U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Line and column (from 1; columns count Unicode scalars) of the byte at `offset`. Offsets past the end mean the end.
  package func position(at offset: Int) -> SourcePosition {
    let offset = max(0, min(offset, bytes.count))
    var low = 0, high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let scalars = bytes[lineStarts[low]..<offset].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: low + 1, column: scalars + 1)
  }

  /// The byte offset of a line and column (both from 1); positions past the end mean the end.
  package func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[line - 1]
    var left = column - 1
    while left > 0, offset < bytes.count, bytes[offset] != 0x0A {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// The text of a line (from 1) without its line break; empty past the end.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}

/// A line and a column, both from 1; the column counts Unicode scalars.
package struct SourcePosition: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A stretch of a source file, in byte offsets; `detached` for things that no author wrote.
package struct SourceRange: Sendable {
  package let file: SourceFile?
  package let start: Int
  package let end: Int

  package init(file: SourceFile?, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  /// From nowhere: the value has no place in any file.
  package static let detached = SourceRange(file: nil, start: 0, end: 0)

  /// Where the range begins; nil when detached.
  package var position: SourcePosition? { file?.position(at: start) }
}

extension SourceRange: Hashable {
  package static func == (a: SourceRange, b: SourceRange) -> Bool {
    a.file === b.file && a.start == b.start && a.end == b.end
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(end)
  }
}
