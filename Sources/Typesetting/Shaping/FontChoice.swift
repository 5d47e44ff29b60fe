import CHarfBuzz

/// Everything of a style that decides which glyphs are used; size, color and so on do not.
struct FontChoiceKey: Hashable, Sendable {
  var families: [String]
  var weight: Int
  var italic: Bool
  var features: [String]
  var language: String
  /// Tracked text has no optional ligatures: they could not be spaced.
  var isTracked: Bool
  /// A quarter em stands between Han letters and Latin ones.
  var spacesScripts: Bool

  init(_ style: TextStyle) {
    families = style.families
    weight = style.weight
    italic = style.italic
    features = style.features
    language = style.language
    isTracked = style.tracking != 0
    spacesScripts = style.spacesScripts ?? LanguageTag.isIdeographic(style.language)
  }
}

/// The faces tried for each script, and how HarfBuzz is asked to shape. Lives inside the typesetter's lock.
final class FontChoice {
  let number: UInt32
  let key: FontChoiceKey
  let features: [hb_feature_t]
  let language: hb_language_t?
  /// The face that is used when nothing else decides; nil when its file is absent.
  let primary: OpenFace?
  let isRightToLeft: Bool
  /// True when the primary face has all printable ASCII, so that such text needs no search for faces.
  let primaryHasASCII: Bool
  /// The words made of digits and signs; made when first needed.
  var numerals: Numerals?
  /// Words that a table of digits would have served, so far.
  var numeralRequests = 0

  /// What breaks words of the language, once it was looked for.
  var hyphenator: Hyphenator??

  private let library: FontLibrary
  private let own: [Int]
  private let isSerif: Bool
  private var chains: [ScriptTag: [Int]] = [:]

  init(number: UInt32, key: FontChoiceKey, library: FontLibrary) {
    self.number = number
    self.key = key
    self.library = library
    var features = key.features.compactMap { Self.feature($0) }
    if key.isTracked { features += ["-liga", "-clig"].compactMap { Self.feature($0) } }
    self.features = features
    language = hb_language_from_string(key.language, -1)
    isRightToLeft = LanguageTag.runsBackward(key.language)
    var places = key.families.flatMap { library.resolve($0) }
    if places.isEmpty { places = library.resolve("sans-serif") }
    if places.isEmpty { places = [0] }
    own = places.map { library.nearestRow(family: $0, weight: key.weight, italic: key.italic) }
    isSerif = places.first.map { library.manifest.serifFamilies.contains(library.familyNames[$0]) } ?? false
    let primary = own.lazy.compactMap { library.face($0) }.first
    self.primary = primary
    primaryHasASCII = primary.map { face in (0x20...0x7E).allSatisfy { face.covers($0) } } ?? false
  }

  /// An OpenType feature over the whole text (`smcp`, `-liga`, `salt=2`); nil for anything else.
  private static func feature(_ name: String) -> hb_feature_t? {
    let isOff = name.utf8.first == UInt8(ascii: "-")
    let parts = (isOff ? name.dropFirst() : name[...]).utf8.split(separator: UInt8(ascii: "="), maxSplits: 1)
    guard let tag = parts.first, tag.count == 4 else { return nil }
    let value = parts.count > 1 ? UInt32(Substring(parts[1])) ?? 1 : isOff ? 0 : 1
    return hb_feature_t(tag: ScriptTag(String(Substring(tag))).value, value: value, start: 0, end: UInt32.max)
  }

  /// The features asked for that the primary face lacks. Lining and tabular figures are what fonts have without features.
  private(set) lazy var absentFeatures: [String] = {
    guard let primary else { return [] }
    return features.compactMap { feature in
      let name = ScriptTag(value: feature.tag).name
      return feature.value == 0 || ["lnum", "tnum"].contains(name) || primary.hasFeature(feature.tag) ? nil : name
    }
  }()

  /// The first face for which `isFit` holds, among the author's families and then the manifest's fallbacks for the script. Files are
  /// opened only as far as the search goes.
  func firstFace(_ script: ScriptTag, where isFit: (OpenFace) -> Bool) -> OpenFace? {
    for row in chain(script) {
      if let face = library.face(row), isFit(face) { return face }
    }
    return nil
  }

  /// The rows of the faces for a script in the order in which they are tried.
  private func chain(_ script: ScriptTag) -> [Int] {
    if let chain = chains[script] { return chain }
    var rows = own
    for script in [script, nil] {
      rows += library.manifest.fallbackFamilies(script, serif: isSerif, language: key.language).flatMap { nearestRows($0) }
    }
    var seen: Set<Int> = []
    let chain = rows.filter { seen.insert($0).inserted }
    chains[script] = chain
    return chain
  }

  private func nearestRows(_ family: String) -> [Int] {
    library.resolve(family).map { library.nearestRow(family: $0, weight: key.weight, italic: key.italic) }
  }
}
