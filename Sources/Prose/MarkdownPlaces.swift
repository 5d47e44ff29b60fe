import Diagnostics

/// Finds where a position in a Markdown text stands in the file that the text was taken from.
///
/// The text may have been indented by YAML and its templates filled in since, so a line is found by its content; a line that
/// changed gives its beginning, and a text that cannot be found at all gives the whole range.
struct MarkdownPlaces {
  private let range: SourceRange
  private let lines: [Substring]
  /// The line of the file (from 1) on which the text's first line stands; nil when it cannot be found.
  private let firstFileLine: Int?

  init(text: String, range: SourceRange) {
    self.range = range
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    firstFileLine = Self.findFirstLine(of: lines, in: range)
  }

  /// The range from the `column`-th byte of `line` (both from 1) to the end of that line.
  func range(line: Int, column: Int) -> SourceRange {
    guard let file = range.file, let firstFileLine, line >= 1, line <= lines.count else { return range }
    let fileLine = firstFileLine + line - 1
    let found = Array(file.line(fileLine).utf8)
    let wanted = Array(lines[line - 1].utf8)
    let start = file.offset(line: fileLine, column: 1)
    let end = start + found.count
    guard !wanted.isEmpty, let indent = Self.find(wanted, in: found) else {
      let blanks = found.prefix { $0 == 0x20 || $0 == 0x09 }.count
      return start + blanks < end ? SourceRange(file: file, start: start + blanks, end: end) : range
    }
    let place = start + indent + max(0, min(column - 1, wanted.count))
    return SourceRange(file: file, start: place, end: start + indent + wanted.count)
  }

  /// The first line of the text that says something is looked for at and below the range's first line.
  private static func findFirstLine(of lines: [Substring], in range: SourceRange) -> Int? {
    guard let file = range.file, let top = range.position?.line else { return nil }
    guard let index = lines.firstIndex(where: { $0.contains { $0 != " " } }) else { return nil }
    let wanted = Array(lines[index].utf8)
    for line in top...(top + index + 2) where find(wanted, in: Array(file.line(line).utf8)) != nil { return line - index }
    // The line was changed by a template: a block scalar begins below its indicator, a plain one on its own line.
    return lines.count > 1 ? top + 1 : top
  }

  /// The offset of `needle` in `bytes`; nil when it does not occur. Both are single lines.
  private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard needle.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - needle.count) where bytes[start...].starts(with: needle) { return start }
    return nil
  }
}
