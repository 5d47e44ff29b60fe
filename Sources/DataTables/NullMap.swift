/// Which rows of a column are null: one bit a row, and no storage at all when none is.
package struct NullMap: Hashable, Sendable {
  @usableFromInline var words: [UInt64] = []

  package init() {}

  /// Whether any row is null.
  @inlinable package var isEmpty: Bool { words.isEmpty }

  /// Whether the row is null; rows never set are not.
  @inlinable package subscript(row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
  }

  package mutating func insert(_ row: Int) {
    let word = row >> 6
    if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
    words[word] |= 1 << UInt64(row & 63)
  }
}
