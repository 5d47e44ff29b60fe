/// The plain text of a TeX fragment as works carry it: accents become letters, `--` a dash, `~` a space that does not break, braces go.
struct TeXText {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  /// Commands that are not known, each once, in order.
  private(set) var unknown: [String] = []

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The whole text; runs of blanks are one space.
  mutating func plain() -> String {
    var out = ""
    while at < scalars.count { out += next() }
    return collapsed(out)
  }

  /// The next letter with its accent, command, or character.
  private mutating func next() -> String {
    let scalar = scalars[at]
    at += 1
    switch scalar {
    case "{", "}", "$": return ""
    case "~": return "\u{A0}"
    case "\\": return command()
    case "-": return dashes()
    case "`", "'":
      guard at < scalars.count, scalars[at] == scalar else { return scalar == "'" ? "\u{2019}" : "\u{2018}" }
      at += 1
      return scalar == "'" ? "\u{201D}" : "\u{201C}"
    default: return String(scalar)
    }
  }

  private mutating func dashes() -> String {
    var count = 1
    while count < 3, at < scalars.count, scalars[at] == "-" {
      count += 1
      at += 1
    }
    return count == 1 ? "-" : count == 2 ? "\u{2013}" : "\u{2014}"
  }

  private mutating func command() -> String {
    guard at < scalars.count else { return "" }
    var name = ""
    if scalars[at].properties.isAlphabetic {
      while at < scalars.count, scalars[at].properties.isAlphabetic, scalars[at].isASCII {
        name.unicodeScalars.append(scalars[at])
        at += 1
      }
    } else {
      name.unicodeScalars.append(scalars[at])
      at += 1
    }
    if let accent = Self.accents[name], Self.isAccent(name, before: at < scalars.count ? scalars[at] : nil) { return accented(accent) }
    if let letter = Self.letters[name] {
      skipBlanks()
      return letter
    }
    if Self.fonts.contains(name) {
      skipBlanks()
      return ""
    }
    if name.unicodeScalars.allSatisfy(\.properties.isAlphabetic), !name.isEmpty {
      if !unknown.contains(name) { unknown.append(name) }
      skipBlanks()
      return ""
    }
    // `\&`, `\%`, `\_`: the character itself.
    return name
  }

  /// An accent named by a letter (`\c c`, `\u{g}`) has its argument behind a blank or in braces; `\cite` is no accent.
  private static func isAccent(_ name: String, before next: Unicode.Scalar?) -> Bool {
    !name.unicodeScalars.allSatisfy(\.properties.isAlphabetic) || next.map { !$0.properties.isAlphabetic } ?? false
  }

  private mutating func accented(_ accent: String) -> String {
    skipBlanks()
    var opened = 0
    while at < scalars.count, scalars[at] == "{" {
      at += 1
      opened += 1
    }
    guard at < scalars.count, scalars[at] != "}" else { return "" }
    var letter = next()
    // An accent on a letter without its dot: `\'{\i}`.
    if letter == "\u{131}" { letter = "i" }
    while opened > 0, at < scalars.count, scalars[at] == "}" {
      at += 1
      opened -= 1
    }
    return composed(letter + accent)
  }

  private mutating func skipBlanks() {
    while at < scalars.count, scalars[at].properties.isWhitespace { at += 1 }
  }

  private static let accents: [String: String] = [
    "\"": "\u{308}", "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}", "u": "\u{306}", "v": "\u{30C}",
    "H": "\u{30B}", "c": "\u{327}", "k": "\u{328}", "d": "\u{323}", "b": "\u{331}", "r": "\u{30A}",
  ]

  private static let letters: [String: String] = [
    "ss": "ß", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "l": "ł", "L": "Ł", "i": "\u{131}", "j": "\u{237}",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "dots": "…", "ldots": "…",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "LaTeX": "LaTeX",
    "TeX": "TeX", "textasciitilde": "~", "textbackslash": "\\", "textdegree": "°", "euro": "€", "texteuro": "€", ",": "\u{2009}", " ": " ", "/": "", "-": "\u{AD}",
  ]

  /// Commands that change the face only: their argument is the text.
  private static let fonts: Set<String> = [
    "emph", "textit", "textbf", "texttt", "textsc", "textrm", "textsf", "textup", "text", "mbox", "url", "it", "em", "bf", "tt", "sc", "rm", "relax", "noopsort",
  ]
}

/// Runs of blanks as one space, none at the ends.
private func collapsed(_ text: String) -> String {
  text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }).joined(separator: " ")
}

/// A letter and its mark as one scalar where Unicode has one among the Latin letters; others keep their combining mark, which is shown alike.
private func composed(_ text: String) -> String {
  guard text.unicodeScalars.count == 2, text.count == 1, let pair = text.first else { return text }
  return latinLetters[pair].map { String($0) } ?? text
}

/// The letters with marks of the Latin blocks. Characters are equal when they are canonically equivalent, so a pair finds its scalar.
private let latinLetters: [Character: Character] = {
  var letters: [Character: Character] = [:]
  for block in [0xC0...0x17F, 0x1CD...0x233, 0x1E00...0x1EF9] as [ClosedRange<UInt32>] {
    for scalar in block.compactMap(Unicode.Scalar.init) { letters[Character(scalar)] = Character(scalar) }
  }
  return letters
}()
