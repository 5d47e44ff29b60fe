/// Parts text into the units that are shaped and cached: a word with one following space. What a unit is depends on the text alone.
enum TextUnits {
  /// A longer word is shaped in pieces, so that every count inside a unit stays small.
  static let mostBytes = 2_048

  /// Where the unit that begins at `start` ends, at most `limit`.
  @inline(__always)
  static func end(_ text: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int) -> Int {
    var i = start
    while i < limit {
      if text[i] == 0x20 { return i + 1 }
      i += 1
      if i - start >= mostBytes, i < limit, text[i] & 0xC0 != 0x80 { return i }
    }
    return limit
  }

  /// Turns each control character into a space (a line feed stays when `keepsLineFeeds`; a lone carriage return becomes one), byte
  /// for byte, so that offsets stay those of the source.
  static func withoutControls(_ text: inout [UInt8], keepsLineFeeds: Bool) {
    for i in text.indices where text[i] < 0x20 || text[i] == 0x7F {
      let isBreak = text[i] == 0x0A || (text[i] == 0x0D && !(i + 1 < text.count && text[i + 1] == 0x0A))
      text[i] = keepsLineFeeds && isBreak ? 0x0A : 0x20
    }
  }
}
