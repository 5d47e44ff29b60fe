/// Corrects the breaks that ICU finds: what its dictionaries get wrong, and the Korean rule of unbroken words.
struct BreakRules {
  var keepsKoreanWords: Bool
  /// Han letters inside Korean text are kept together like Hangul.
  var isKorean: Bool

  /// The breaks of `text` at which a line may really end.
  func filtered(_ breaks: [BreakOffset], of text: UnsafeBufferPointer<UInt8>) -> [BreakOffset] {
    breaks.filter { $0.isHard || $0.offset >= text.count || allows($0.offset, text) }
  }

  private func allows(_ offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Behind an ASCII character and before another, nothing needs correction.
    if text[offset] < 0x80, text[offset - 1] < 0x80 { return true }
    let next = ScalarReader.scalar(text, at: offset), last = ScalarReader.scalar(text, before: offset)
    if Self.staysWithLast(next) || Self.staysWithNext(last) { return false }
    guard keepsKoreanWords, isBound(last) || isBound(next) else { return true }
    return Self.endsWord(last)
  }

  /// Repetition, abbreviation and end marks of Thai, Lao, Khmer and Burmese that belong to the word before them, although the
  /// dictionaries of ICU 72 part them.
  private static func staysWithLast(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E2F, 0x0E46, 0x0EAF, 0x0EC6, 0x104A...0x104D, 0x104F, 0x17D4...0x17D7: return true
    default: return false
    }
  }

  /// The first letter of the Burmese abbreviation for "the aforesaid".
  private static func staysWithNext(_ scalar: UInt32) -> Bool { scalar == 0x104E }

  private func isBound(_ scalar: UInt32) -> Bool {
    let script = ScriptTag(of: scalar)
    return script == .hangul || (isKorean && script == .han)
  }

  /// True for what ends a Korean word: white space, hyphens, dashes and slashes.
  private static func endsWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x2D, 0x2F, 0xAD, 0x1680, 0x2000...0x2006, 0x2008...0x200B, 0x2010, 0x2012...0x2015, 0x205F, 0x3000: return true
    default: return false
    }
  }
}
