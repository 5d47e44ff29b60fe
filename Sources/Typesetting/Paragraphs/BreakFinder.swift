import CICU

/// A place where a line may end (`isHard`: must end), by the offset of the byte behind it.
struct BreakOffset: Hashable, Sendable {
  var offset: Int
  var isHard: Bool
}

/// ICU's line break iterator for one language. Used under the typesetter's lock.
final class BreakFinder {
  private let iterator: OpaquePointer?

  /// Chinese and Japanese take the strict rules: no small kana and no mark of a long vowel begins a line.
  init(language: String) { iterator = cicu_line_breaker_open(LanguageTag.isIdeographic(language) ? language + "@lb=strict" : language) }

  deinit { cicu_line_breaker_close(iterator) }

  /// The breaks of UAX #14, the end of the text included. Without ICU's rules, only the end.
  func breaks(_ text: UnsafeBufferPointer<UInt8>) -> [BreakOffset] {
    guard let iterator, !text.isEmpty, let length = Int32(exactly: text.count) else { return [BreakOffset(offset: text.count, isHard: true)] }
    var offsets = [Int32](repeating: 0, count: text.count + 1)
    var hard = [UInt8](repeating: 0, count: text.count + 1)
    let count = text.withMemoryRebound(to: CChar.self) {
      cicu_line_breaks(iterator, $0.baseAddress, length, &offsets, &hard, length + 1)
    }
    guard count > 0 else { return [BreakOffset(offset: text.count, isHard: true)] }
    return (0..<Int(count)).map { BreakOffset(offset: Int(offsets[$0]), isHard: hard[$0] != 0) }
  }

  /// The breaks of plain English prose, found without ICU (its data take a millisecond to load): nil unless the text is only ASCII
  /// letters, digits, spaces, line feeds and `.,;:`, where UAX #14 breaks behind spaces and nowhere else.
  static func simpleBreaks(_ text: UnsafeBufferPointer<UInt8>) -> [BreakOffset]? {
    var breaks: [BreakOffset] = []
    var before: UInt8 = 0x0A
    for (i, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        if before == 0x20, i > 0 { breaks.append(BreakOffset(offset: i, isHard: false)) }
      case 0x20:
        break
      case 0x0A:
        breaks.append(BreakOffset(offset: i + 1, isHard: true))
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
        // Rule LB13: no break before these, not even behind spaces; a rare case that is left to ICU.
        if before == 0x20 || before == 0x0A { return nil }
      default:
        return nil
      }
      before = byte
    }
    if breaks.last?.offset != text.count { breaks.append(BreakOffset(offset: text.count, isHard: false)) }
    return breaks
  }
}
