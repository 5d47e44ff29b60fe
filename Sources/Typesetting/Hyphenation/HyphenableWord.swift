/// The word inside a unit of text that may be hyphenated: Latin letters with nothing but punctuation around them.
///
/// Refused are words with digits, hyphens, slashes and the like (numbers, addresses, compounds), with capitals behind the first
/// letter, with soft hyphens (their author has decided), and words of less than five letters.
struct HyphenableWord {
  /// In small letters, as UTF-8.
  private(set) var letters: [UInt8] = []
  private(set) var count = 0
  /// Its first letter is a capital.
  private(set) var isCapitalized = false
  /// The offset in the unit of each letter.
  private(set) var offsets: [Int] = []

  private enum Place { case before, inside, behindApostrophe, behind }

  /// Nil when the text has no such word.
  init?(in text: [UInt8]) {
    guard text.count >= Hyphenator.letters.lowerBound, text.count <= 4 * Hyphenator.letters.upperBound else { return nil }
    let isSound = text.withUnsafeBufferPointer { read($0) }
    guard isSound, Hyphenator.letters.contains(count) else { return nil }
  }

  /// False when something stands in the text that forbids hyphens.
  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = Place.before, suffix = 0
    var scalars = ScalarReader(text)
    while let (start, scalar) = scalars.next() {
      if Self.isLatinLetter(scalar) {
        switch place {
        case .before, .inside:
          place = .inside
          guard add(scalar, at: start) else { return false }
        case .behindApostrophe:
          // `government’s`, `they’ll`: the ending stays whole.
          suffix += 1
          if suffix > 2 { return false }
        case .behind: return false
        }
      } else if Self.forbids(scalar) {
        return false
      } else if scalar == 0x27 || scalar == 0x2019 {
        place = place == .inside ? .behindApostrophe : place == .before ? .before : .behind
      } else if place != .before {
        place = .behind
      }
    }
    return true
  }

  private mutating func add(_ scalar: UInt32, at offset: Int) -> Bool {
    guard let letter = Unicode.Scalar(scalar) else { return false }
    offsets.append(offset)
    count += 1
    if scalar < 0x80 {
      if scalar & 0x20 == 0 {
        if count > 1 { return false }
        isCapitalized = true
      }
      letters.append(UInt8(scalar | 0x20))
      return count <= Hyphenator.letters.upperBound
    }
    if letter.properties.isUppercase {
      if count > 1 { return false }
      isCapitalized = true
    }
    letters += Array((count == 1 ? letter.properties.lowercaseMapping : String(letter)).utf8)
    return count <= Hyphenator.letters.upperBound
  }

  private static func isLatinLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (0x61...0x7A).contains(scalar | 0x20) }
    return ScriptTag(of: scalar) == .latin
  }

  /// Letters of other scripts, digits, and signs of numbers, compounds and addresses. Other marks are punctuation or spaces.
  private static func forbids(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20...0x22, 0x27...0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5B, 0x5D, 0xA0, 0xAB, 0xBB, 0x2018...0x201F, 0x2026, 0x202F: return false
    default: return true
    }
  }
}
