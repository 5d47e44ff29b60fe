/// What a BCP 47 tag says about how text is set.
enum LanguageTag {
  /// True when `tag` is `beginning` or goes on from it with a hyphen: `en-AU` begins with `en`. Case does not matter.
  static func begins(_ tag: String, with beginning: String) -> Bool {
    let tag = tag.utf8, beginning = beginning.utf8
    guard tag.count == beginning.count || tag.count > beginning.count && tag.dropFirst(beginning.count).first == UInt8(ascii: "-") else { return false }
    return zip(tag, beginning).allSatisfy { lowercased($0) == lowercased($1) }
  }

  /// True when text of the language begins at the right: its script subtag says so (`ms-Arab`), else the language itself.
  static func runsBackward(_ tag: String) -> Bool {
    let parts = tag.lowercased().split(separator: "-")
    if let script = parts.dropFirst().first(where: { $0.utf8.count == 4 && $0.utf8.allSatisfy { $0 >= 0x61 } }) {
      return ["arab", "hebr", "thaa", "syrc", "nkoo", "rohg"].contains(script)
    }
    return ["ar", "he", "fa", "ur", "dv", "ps", "sd", "ug", "yi", "ckb"].contains(parts.first ?? "")
  }

  /// Languages of Chinese and Japanese writing: lines end between letters, punctuation is as wide as letters.
  static func isIdeographic(_ tag: String) -> Bool { begins(tag, with: "zh") || begins(tag, with: "ja") || begins(tag, with: "yue") }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
