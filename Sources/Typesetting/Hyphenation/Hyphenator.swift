import CHyphen
import Glibc

/// The hyphenation patterns of one language. Owns libhyphen's dictionary and frees it; used under the typesetter's lock.
final class Hyphenator {
  /// Shorter words are never broken; longer ones are no words.
  static let letters = 5...60

  /// Letters that stay before and behind a hyphen when a text does not say.
  let leastBefore: Int
  let leastBehind: Int
  private let dictionary: UnsafeMutablePointer<HyphenDict>
  private let isUTF8: Bool

  /// Nil when the file cannot be read.
  init?(file: String, leastBefore: Int, leastBehind: Int) {
    guard let dictionary = hnj_hyphen_load(file) else { return nil }
    self.dictionary = dictionary
    isUTF8 = dictionary.pointee.utf8 != 0
    self.leastBefore = leastBefore
    self.leastBehind = leastBehind
  }

  deinit { hnj_hyphen_free(dictionary) }

  /// The letters before each place where a word of small letters (UTF-8) may be broken, rising. Spellings that change at a hyphen are
  /// left out.
  func breaks(in letters: [UInt8], count: Int, _ limits: HyphenLimits) -> [Int] {
    guard Self.letters.contains(count), count >= limits.word ?? 0, let word = encoded(letters), let size = Int32(exactly: word.count) else { return [] }
    var marks = [CChar](repeating: 0, count: word.count + 5)
    var replacements: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var starts: UnsafeMutablePointer<Int32>?, cuts: UnsafeMutablePointer<Int32>?
    let status = (word + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        hnj_hyphen_hyphenate2(dictionary, $0.baseAddress, size, &marks, nil, &replacements, &starts, &cuts)
      }
    }
    defer {
      if let replacements {
        for i in word.indices { free(replacements[i]) }
        free(replacements)
      }
      free(starts)
      free(cuts)
    }
    guard status == 0 else { return [] }
    let first = max(1, limits.before ?? leastBefore), behind = max(1, limits.after ?? leastBehind)
    return (first..<max(first, count - behind + 1)).filter { place in
      marks[place - 1] & 1 == 1 && replacements?[place - 1] == nil
    }
  }

  /// The word in the encoding of the patterns, which is UTF-8 or ISO 8859-1; nil when that lacks a letter.
  private func encoded(_ word: [UInt8]) -> [UInt8]? {
    if isUTF8 || word.allSatisfy({ $0 < 0x80 }) { return word }
    var bytes: [UInt8] = []
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
