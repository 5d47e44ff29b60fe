import CHyphen
import Glibc

/// The hyphenation patterns of one language. Owns libhyphen's dictionary and frees it; used under the typesetter's lock.
final class Hyphenator {
  /// Letters that stay before and behind a hyphen.
  static let leastBefore = 3
  static let leastBehind = 3
  /// Shorter words are never broken; longer ones are no words.
  static let letters = 5...60

  private let dictionary: UnsafeMutablePointer<HyphenDict>

  /// Nil when the file cannot be read.
  init?(file: String) {
    guard let dictionary = hnj_hyphen_load(file) else { return nil }
    self.dictionary = dictionary
  }

  deinit { hnj_hyphen_free(dictionary) }

  /// The letters before each place where a word of small letters may be broken, rising. Spellings that change at a hyphen are left out.
  func breaks(in word: [UInt8], letters: Int) -> [Int] {
    guard Self.letters.contains(letters), let size = Int32(exactly: word.count) else { return [] }
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
    return (Self.leastBefore..<max(Self.leastBefore, letters - Self.leastBehind + 1)).filter { place in
      marks[place - 1] & 1 == 1 && replacements?[place - 1] == nil
    }
  }
}
