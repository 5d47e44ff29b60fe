/// The texts of a column, UTF-8, end to end.
///
/// ## Guarantees
/// - Every text is valid UTF-8.
package struct TextArena: Hashable, Sendable {
  @usableFromInline var bytes: [UInt8] = []
  /// Where each text ends; it begins where the one before ends.
  @usableFromInline var ends: [UInt32] = []

  package init() {}

  package init(reservingBytes byteCount: Int, texts: Int) {
    bytes.reserveCapacity(byteCount)
    ends.reserveCapacity(texts)
  }

  package var count: Int { ends.count }

  /// The bytes of a text, without a copy.
  @inlinable package func utf8(at row: Int) -> ArraySlice<UInt8> {
    bytes[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])]
  }

  @inlinable package func text(at row: Int) -> String { String(decoding: utf8(at: row), as: UTF8.self) }

  /// - Returns: false, with nothing added, when the arena would pass 4 GB.
  package mutating func append(_ text: some Collection<UInt8>) -> Bool {
    guard let end = UInt32(exactly: bytes.count + text.count) else { return false }
    bytes.append(contentsOf: text)
    ends.append(end)
    return true
  }
}
