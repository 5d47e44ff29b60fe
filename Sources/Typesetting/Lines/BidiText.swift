import CICU

/// Text that runs from right to left, in part (Unicode Standard Annex #9).
enum BidiText {
  /// False when no scalar can turn the direction: true of nearly all text, and cheap.
  @inline(__always)
  static func mayRunBackward(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in text.indices where text[i] >= 0xD6 && turns(text, i) { return true }
    return false
  }

  /// True when the scalar that begins at `i` may be of a right-to-left script or a direction control.
  private static func turns(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    guard i + 1 < text.count else { return false }
    let second = text[i + 1], third = i + 2 < text.count ? text[i + 2] : 0
    switch text[i] {
    case 0xD6: return second >= 0x90
    case 0xD7...0xDF: return true
    case 0xE0: return second >= 0xA0 && second <= 0xA3
    case 0xE2: return (second == 0x80 && (third == 0x8F || (0xAA...0xAE).contains(third))) || (second == 0x81 && third >= 0xA6)
    case 0xEF: return second >= 0xAC && second <= 0xBB
    case 0xF0: return (second == 0x90 && third >= 0xA0) || second == 0x9E
    default: return false
    }
  }

  /// The level of each byte; nil when all of the text runs from left to right.
  static func levels(_ text: UnsafeBufferPointer<UInt8>, isRightToLeft: Bool) -> [UInt8]? {
    guard isRightToLeft || mayRunBackward(text), let length = Int32(exactly: text.count) else { return nil }
    var levels = [UInt8](repeating: 0, count: text.count)
    let status = text.withMemoryRebound(to: CChar.self) {
      cicu_bidi_levels($0.baseAddress, length, isRightToLeft ? 1 : 0, &levels)
    }
    return status == 0 ? levels : nil
  }

  /// The end of the stretch of one level that begins at `start`, at most `limit`.
  static func endOfLevel(_ levels: [UInt8], from start: Int, limit: Int) -> Int {
    var end = start
    while end < limit, levels[end] == levels[start] { end += 1 }
    return end
  }

  /// The pieces of a line, the white space at its end by itself at the level of the paragraph (rule L1): else it would stand
  /// inside the line, before the words of the other direction.
  static func settingEndSpaces(_ pieces: [PlacedPiece], level: UInt8) -> [PlacedPiece] {
    guard let last = pieces.last, last.level != level else { return pieces }
    let piece = last.piece, unit = piece.unit
    var first = Int(piece.first), end = Int(piece.end)
    if unit.isBackward {
      while first < end, piece.isTrailingSpace(unit.clusters[first]) { first += 1 }
    } else {
      while end > first, piece.isTrailingSpace(unit.clusters[end - 1]) { end -= 1 }
    }
    guard end - first < Int(piece.end - piece.first) else { return pieces }
    func part(_ range: Range<Int>, _ level: UInt8) -> PlacedPiece {
      var part = last
      (part.piece.first, part.piece.end) = (Int32(truncatingIfNeeded: range.lowerBound), Int32(truncatingIfNeeded: range.upperBound))
      part.level = level
      return part
    }
    let spaces = unit.isBackward ? Int(piece.first)..<first : end..<Int(piece.end)
    return pieces.dropLast() + (first < end ? [part(first..<end, last.level)] : []) + [part(spaces, level)]
  }

  /// For each place of a line from left to right the number of the item there (rule L2); nil when that is their own order.
  static func visualOrder(_ levels: [UInt8]) -> [Int]? {
    guard let highest = levels.max(), highest > 0 else { return nil }
    var order = Array(levels.indices)
    for level in stride(from: highest, to: 0, by: -1) {
      var i = 0
      while i < order.count {
        guard levels[order[i]] >= level else { i += 1; continue }
        var j = i
        while j < order.count, levels[order[j]] >= level { j += 1 }
        order[i..<j].reverse()
        i = j
      }
    }
    return order
  }
}
