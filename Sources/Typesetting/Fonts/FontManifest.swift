package import Diagnostics

/// What `fonts/manifest` says: the faces that may be used, other names for families, and where to look when a family has no glyph.
///
/// ## Guarantees
/// - Every family named by an alias or a fallback has at least one face.
package struct FontManifest: Sendable {
  /// One face and the package that holds its file.
  package struct Face: Hashable, Sendable {
    package var family: String
    /// CSS weight, 100 to 900.
    package var weight: Int
    package var italic: Bool
    /// The file's name inside `fonts/files`.
    package var file: String
    package var faceIndex: Int
    /// The Debian 12 package.
    package var package: String
    package var sha256: String
    package var bytes: Int
  }

  /// A family name that stands for others: `sans-serif`.
  struct Alias: Sendable {
    var name: String
    var families: [String]
  }

  /// The families tried for a script when the author's own have no glyph.
  struct Fallback: Sendable {
    /// An ISO 15924 tag in HarfBuzz's form; nil for every script.
    var script: ScriptTag?
    /// BCP 47; nil for every language.
    var language: String?
    var serif: Bool
    var families: [String]
  }

  /// Hyphenation patterns of a language and the package that holds their file.
  package struct Patterns: Hashable, Sendable {
    /// BCP 47: `en`, `en-GB`.
    package var language: String
    /// The file's name inside `fonts/files`.
    package var file: String
    /// The Debian 12 package.
    package var package: String
    package var sha256: String
    package var bytes: Int
    /// Letters that stay before and behind a hyphen.
    package var leastBefore: Int
    package var leastBehind: Int
  }

  package private(set) var faces: [Face] = []
  package private(set) var patterns: [Patterns] = []
  private(set) var aliases: [Alias] = []
  private(set) var fallbacks: [Fallback] = []
  private(set) var serifFamilies: [String] = []

  /// Reads the tab-separated lines described at the head of `fonts/manifest`.
  /// - Throws: what is wrong with the first line that cannot be read, or a family without a face.
  package init(parsing file: SourceFile) throws(Failure) {
    var start = 0
    for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let range = SourceRange(file: file, start: start, end: start + line.count)
      start += line.count + 1
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
      try read(fields, at: range)
    }
    try checkFamilies(SourceRange(file: file, start: 0, end: 0))
  }

  private mutating func read(_ fields: [String], at range: SourceRange) throws(Failure) {
    switch (fields[0], fields.count) {
    case ("face", 9):
      faces.append(try Self.face(fields, at: range))
    case ("alias", 3):
      aliases.append(Alias(name: fields[1], families: Self.list(fields[2])))
    case ("fallback", 4) where fields[2] == "sans" || fields[2] == "serif":
      let parts = fields[1].utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1).map { String(Substring($0)) }
      let script = fields[1] == "*" ? nil : ScriptTag(parts.first ?? "")
      fallbacks.append(Fallback(
        script: script, language: parts.count > 1 ? parts[1] : nil, serif: fields[2] == "serif", families: Self.list(fields[3])))
    case ("serif", 2):
      serifFamilies += Self.list(fields[1])
    case ("hyphens", 8):
      patterns.append(try Self.patterns(fields, at: range))
    default:
      throw Failure(Diagnostic(
        "font-manifest", at: range, "line of the font manifest is not a face, alias, fallback, serif or hyphens line with all its fields",
        hint: "fields are parted by single tabs; the head of the file names them"))
    }
  }

  private static func face(_ fields: [String], at range: SourceRange) throws(Failure) -> Face {
    guard let weight = Int(fields[2]), (1...1000).contains(weight), let index = Int(fields[5]), index >= 0, index < 1000,
      let bytes = Int(fields[8]), bytes > 0, fields[3] == "normal" || fields[3] == "italic", !fields[4].utf8.contains(UInt8(ascii: "/"))
    else {
      throw Failure(Diagnostic("font-manifest", at: range, "face with a wrong weight, slant, file, index or size"))
    }
    return Face(
      family: fields[1], weight: weight, italic: fields[3] == "italic", file: fields[4], faceIndex: index, package: fields[6],
      sha256: fields[7], bytes: bytes)
  }

  private static func patterns(_ fields: [String], at range: SourceRange) throws(Failure) -> Patterns {
    guard !fields[1].isEmpty, let bytes = Int(fields[5]), bytes > 0, let before = Int(fields[6]), let behind = Int(fields[7]),
      (1...9).contains(before), (1...9).contains(behind), !fields[2].utf8.contains(UInt8(ascii: "/"))
    else {
      throw Failure(Diagnostic("font-manifest", at: range, "hyphenation patterns with a wrong language, file, size or number of letters"))
    }
    return Patterns(
      language: fields[1], file: fields[2], package: fields[3], sha256: fields[4], bytes: bytes, leastBefore: before, leastBehind: behind)
  }

  /// What `language` is hyphenated with: the patterns of the longest tag it begins with, those of `en` for `en-AU`; nil without any.
  func patterns(for language: String) -> Patterns? {
    patterns.filter { LanguageTag.begins(language, with: $0.language) }.max { $0.language.utf8.count < $1.language.utf8.count }
  }

  /// The families tried for letters of `script` in a language, those of the longest tag that fits first.
  func fallbackFamilies(_ script: ScriptTag?, serif: Bool, language: String) -> [String] {
    let fit = fallbacks.filter { fallback in
      fallback.script == script && fallback.serif == serif && (fallback.language.map { LanguageTag.begins(language, with: $0) } ?? true)
    }
    func length(_ fallback: Fallback) -> Int { fallback.language?.utf8.count ?? 0 }
    return fit.enumerated().sorted { (length($1.element), $0.offset) < (length($0.element), $1.offset) }.flatMap(\.element.families)
  }

  private static func list(_ field: String) -> [String] {
    // By bytes: splitting by characters would find grapheme clusters first, and the manifest is read at every start.
    field.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0.drop { $0 == 0x20 })) }
  }

  private func checkFamilies(_ range: SourceRange) throws(Failure) {
    let known = Set(faces.map(\.family))
    let named = aliases.flatMap(\.families) + fallbacks.flatMap(\.families) + serifFamilies
    if let absent = named.first(where: { !known.contains($0) }) {
      throw Failure(Diagnostic("font-manifest", at: range, "family \"\(absent)\" is named but has no face"))
    }
    guard !faces.isEmpty, faces.count <= Int(UInt16.max) else {
      throw Failure(Diagnostic("font-manifest", at: range, "the font manifest has no face, or more than 65,535"))
    }
  }
}
