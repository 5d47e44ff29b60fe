/// How a language writes the authors of works.
struct CitationWords: Sendable {
  /// Between two authors in brackets, and in a sentence.
  let pair: String
  let sentencePair: String
  /// After the first of three or more authors.
  let others: String
  /// Between a name and its year in brackets in a sentence.
  let beforeYear: String
  let noDate: String
  /// Before the book that a chapter is part of; editors after their names.
  let within: String
  private let editor: [String]
  let isKorean: Bool

  /// The words of a BCP 47 language; English where there are none.
  init(language: String) {
    isKorean = language.split(separator: "-").first == "ko"
    if isKorean {
      (pair, sentencePair, others, beforeYear) = ("\u{00B7}", "\u{00B7}", " 외", "")
      (noDate, within, editor) = ("연도 미상", "", [" (편)", " (편)"])
    } else {
      (pair, sentencePair, others, beforeYear) = (" & ", " and ", " et\u{00A0}al.", "\u{00A0}")
      (noDate, within, editor) = ("n.d.", "In ", [" (Ed.)", " (Eds.)"])
    }
  }

  /// `Kim`, `Kim & Lee`, `Kim et al.`; the title of a work without authors.
  func authors(_ work: Work, isNarrative: Bool) -> String {
    let names = work.authors.filter { $0.family != "others" }
    guard let first = names.first else { return work.title.map { "\u{201C}\($0)\u{201D}" } ?? work.key }
    if work.authors.count > 2 || names.count < work.authors.count { return first.short + others }
    return names.map(\.short).joined(separator: isNarrative ? sentencePair : pair)
  }

  /// After the names of so many editors.
  func editors(_ count: Int) -> String { editor[count == 1 ? 0 : 1] }

  /// Names as they are spoken, parted as in a sentence.
  func direct(_ names: [WorkName]) -> String {
    let shown = names.map(\.direct)
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + (shown.count > 2 ? "," : "") + pair + last
  }

  /// All authors as a list shows them.
  func list(_ names: [WorkName]) -> String {
    let known = names.filter { $0.family != "others" }
    let shown = known.map(\.listed)
    guard shown.count > 1, let last = shown.last else { return (shown.first ?? "") + (known.count < names.count ? others : "") }
    if known.count < names.count { return shown.joined(separator: ", ") + others }
    if known.allSatisfy(\.isEastAsian) { return shown.joined(separator: isKorean ? "\u{00B7}" : ", ") }
    return shown.dropLast().joined(separator: ", ") + ", & " + last
  }

  /// What lists are sorted by, without regard to capitals and accents.
  func sortKey(_ work: Work) -> [UInt32] {
    let isKoreanWork = work.authors.first?.isEastAsian ?? false
    let names = work.authors.map { $0.family + " " + ($0.given ?? "") }
    let text = names.joined(separator: ", ") + (names.isEmpty ? work.title ?? "" : "") + "\u{1}" + (work.year ?? "") + "\u{1}" + (work.title ?? "")
    return [isKorean && !isKoreanWork ? 1 : 0] + text.lowercased().unicodeScalars.map { folded($0).value }
  }
}

/// The letter under an accent: `é` is sorted as `e`.
private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  guard scalar.value > 0x7F, let name = scalar.properties.name, name.hasPrefix("LATIN SMALL LETTER "), name.contains(" WITH ") else { return scalar }
  let letter = name.dropFirst("LATIN SMALL LETTER ".count).prefix { $0 != " " }
  return letter.count == 1 ? letter.lowercased().unicodeScalars.first ?? scalar : scalar
}
