import CHarfBuzz

/// A script by its ISO 15924 tag, in the number that HarfBuzz uses: `Latn` is 0x4C61746E.
struct ScriptTag: Hashable, Sendable {
  let value: UInt32

  init(value: UInt32) { self.value = value }

  /// The first four bytes of `name`.
  init(_ name: String) { value = name.utf8.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

  /// The four letters.
  var name: String { String(decoding: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }, as: UTF8.self) }

  static let latin = ScriptTag("Latn")
  static let common = ScriptTag("Zyyy")
  static let inherited = ScriptTag("Zinh")
  static let unknown = ScriptTag("Zzzz")
  static let hangul = ScriptTag("Hang")
  static let han = ScriptTag("Hani")
  static let hiragana = ScriptTag("Hira")
  static let katakana = ScriptTag("Kana")

  /// The script of a scalar (Unicode Standard Annex #24). HarfBuzz carries the table, so ICU's data is not loaded for it.
  init(of scalar: UInt32) {
    if scalar < 0x80 {
      let lower = scalar | 0x20
      self = lower >= 0x61 && lower <= 0x7A ? .latin : .common
    } else {
      value = hb_unicode_script(hb_unicode_funcs_get_default(), scalar).rawValue
    }
  }

  /// True for scripts that say nothing by themselves: the scalar takes the script of its neighbours.
  var isNeutral: Bool { self == .common || self == .inherited || self == .unknown }

  /// Han and the letters of Japanese and of Chinese sounds.
  var isIdeographic: Bool { [.han, .hiragana, .katakana, ScriptTag("Bopo")].contains(self) }

  /// True for scripts whose letters stay within the line boxes that suit Latin.
  var fitsLatinLeading: Bool {
    switch self {
    case .latin, .common, .inherited, .unknown, .hangul, .han, .hiragana, .katakana, ScriptTag("Grek"), ScriptTag("Cyrl"),
      ScriptTag("Bopo"), ScriptTag("Hebr"), ScriptTag("Geor"), ScriptTag("Armn"):
      return true
    default: return false
    }
  }

  /// Letters with the highest and deepest marks of a script, from which its leading is found; empty where none is needed.
  var tallSample: String {
    switch self {
    case ScriptTag("Thai"): return "ปู่ญี่ฎุ๊ฟู้"
    case ScriptTag("Laoo"): return "ປູ່ຫຼືຟີ້ຢູ່"
    case ScriptTag("Khmr"): return "ស្ត្រីញ្ញុំខ្ញុំព្រៃ"
    case ScriptTag("Mymr"): return "ကြွှုန်ုပ်မြို့ဏ္ဍို"
    case ScriptTag("Deva"): return "हिंदीर्कँूष्ट्रृ"
    case ScriptTag("Taml"): return "தமிழ்கூஷ்ஸ்ரீ"
    default: return ""
    }
  }
}
