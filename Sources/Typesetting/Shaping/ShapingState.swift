import Diagnostics

/// What the typesetter remembers: styles, font choices, shaped units, hyphenated words, ICU's break iterators. Used under one lock.
///
/// Nothing here changes a result; it only saves making it again.
final class ShapingState {
  /// Missing glyphs are told so many times; a text in a script without fonts would tell each of its letters.
  private static let mostMissing = 200
  /// Styles kept; a document has some dozens.
  private static let mostStyles = 4_096

  let library: FontLibrary
  private let shaper = UnitShaper()
  private var cache = UnitCache()
  private var choices: [FontChoice] = []
  private var choiceNumbers: [FontChoiceKey: Int] = [:]
  private var styles: [TextStyle: ResolvedStyle] = [:]
  /// The styles used last, newest first: comparing a few is cheaper than hashing one.
  private var recent: [ResolvedStyle] = []
  private var breakers: [String: BreakFinder] = [:]
  /// By language; nil for a language without patterns.
  private var hyphenators: [String: Hyphenator?] = [:]
  /// Each holds its unit, so that no other can have its identity.
  var hyphenatedUnits: [HyphenatedKey: HyphenatedUnit] = [:]
  private(set) var missing: Set<MissingGlyph> = []
  private(set) var absentFeatures: Set<AbsentFeature> = []
  /// Where the text that is being set was written.
  var place = SourceRange.detached

  init(library: FontLibrary) { self.library = library }

  // MARK: Styles

  func resolve(_ style: TextStyle) -> ResolvedStyle {
    if let first = recent.first, first.style == style { return first }
    if let i = recent.firstIndex(where: { $0.style == style }) {
      recent.swapAt(0, i)
      return recent[0]
    }
    let resolved = styles[style] ?? add(style)
    if recent.count >= 8 { recent.removeLast() }
    recent.insert(resolved, at: 0)
    return resolved
  }

  private func add(_ style: TextStyle) -> ResolvedStyle {
    let key = FontChoiceKey(style)
    let number = choiceNumbers[key] ?? {
      choices.append(FontChoice(number: UInt32(truncatingIfNeeded: choices.count), key: key, library: library))
      choiceNumbers[key] = choices.count - 1
      return choices.count - 1
    }()
    let chosen = choices[number]
    for feature in chosen.absentFeatures {
      absentFeatures.insert(AbsentFeature(feature: feature, family: key.families.first ?? "sans-serif"))
    }
    let resolved = ResolvedStyle(style, choice: choices[number].number, face: choices[number].primary?.metrics)
    if styles.count >= Self.mostStyles { styles.removeAll() }
    styles[style] = resolved
    return resolved
  }

  func choice(_ resolved: ResolvedStyle) -> FontChoice { choices[Int(resolved.choice)] }

  // MARK: Units

  /// The shaped form of one unit of text.
  func unit(_ text: UnsafeBufferPointer<UInt8>, _ choice: FontChoice, isBackward: Bool) -> ShapedUnit {
    if !isBackward, let first = text.first, Self.beginsNumber(first), let numeral = numerals(choice)?.unit(text) { return numeral }
    let hash = UnitCache.hash(text, choice: choice.number, isBackward: isBackward)
    let unit: ShapedUnit
    if let known = cache.find(hash, text) {
      unit = known
    } else {
      unit = shaper.shape(text, choice, isBackward: isBackward)
      cache.insert(hash, unit)
    }
    if !unit.missing.isEmpty { note(unit, choice) }
    return unit
  }

  /// The advance of one left-to-right unit in em: `unit(...).advance` without the unit where it is a number.
  @inline(__always)
  func advance(_ text: UnsafeBufferPointer<UInt8>, _ choice: FontChoice) -> Double {
    if let first = text.first, Self.beginsNumber(first), let sum = numerals(choice)?.advance(of: text) { return sum }
    return unit(text, choice, isBackward: false).advance
  }

  /// A digit or one of `%()+,-.`: a cheap test before the table of numerals is asked.
  @inline(__always)
  private static func beginsNumber(_ byte: UInt8) -> Bool { byte >= 0x25 && byte <= 0x39 }

  /// The table of digits, which costs as much to make as some fifty words: nil until it pays. It gives what shaping gives, so when it
  /// is made changes nothing.
  private func numerals(_ choice: FontChoice) -> Numerals? {
    if let known = choice.numerals { return known }
    choice.numeralRequests += 1
    guard choice.numeralRequests > 64 else { return nil }
    let made = Numerals(shaper, choice)
    choice.numerals = made
    return made
  }

  private func note(_ unit: ShapedUnit, _ choice: FontChoice) {
    for scalar in unit.missing where missing.count < Self.mostMissing {
      let text = Unicode.Scalar(scalar).map { String($0) } ?? "\u{FFFD}"
      var word = unit.text.prefix(60)
      while word.last == 0x20 { word.removeLast() }
      missing.insert(MissingGlyph(
        text: text, scalar: scalar, family: choice.key.families.first ?? "sans-serif", word: String(decoding: word, as: UTF8.self), place: place))
    }
  }

  func forgetMissing() {
    missing.removeAll()
    absentFeatures.removeAll()
  }

  // MARK: Breaks

  /// What breaks the words of a font choice's language; nil where no patterns are installed, and for code (letters of one width), where
  /// a hyphen would be read as a part of it.
  func hyphenator(_ choice: FontChoice) -> Hyphenator? {
    if let known = choice.hyphenator { return known }
    if choice.primary?.hasOneWidth == true {
      choice.hyphenator = .some(nil)
      return nil
    }
    let language = choice.key.language
    let found = hyphenators[language] ?? library.hyphenator(for: language)
    if hyphenators.count >= 32 { hyphenators.removeAll() }
    hyphenators[language] = .some(found)
    choice.hyphenator = .some(found)
    return found
  }

  /// Where lines of `text` may end, after ICU.
  func breaks(_ text: UnsafeBufferPointer<UInt8>, language: String) -> [BreakOffset] {
    if let simple = BreakFinder.simpleBreaks(text) { return simple }
    let finder = breakers[language] ?? BreakFinder(language: language)
    if breakers.count >= 32 { breakers.removeAll() }
    breakers[language] = finder
    return finder.breaks(text)
  }
}
