import Diagnostics
import Inputs

/// A work of a bibliography, read from CSL JSON or the same keys in YAML.
///
/// https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables names the keys; the short ones of BibTeX (`journal`,
/// `year`, `pages`) are read as well.
struct Work: Sendable {
  var key: String
  var range: SourceRange
  var type = "document"
  var authors: [WorkName] = []
  /// True when `authors` are the editors, for want of authors.
  var isEdited = false
  var editors: [WorkName] = []
  /// What is printed as the year: `2020`, `forthcoming`; nil when it is not given.
  var year: String?
  var title: String?
  /// The journal, book or site that it is a part of.
  var container: String?
  var volume: String?
  var issue: String?
  var pages: String?
  var edition: String?
  var publisher: String?
  var doi: String?
  var url: String?

  /// - Parameter findings: what is missing is a warning, what cannot be read an error.
  init(key: String, _ node: TreeNode, findings: inout Findings) {
    self.key = key
    range = node.range
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { node[$0] }.compactMap { $0.string ?? $0.scalarText }.first { !$0.isEmpty }
    }
    type = text("type") ?? "document"
    authors = workNames(node["author"], findings: &findings)
    editors = workNames(node["editor"], findings: &findings)
    if authors.isEmpty, !editors.isEmpty { (authors, isEdited) = (editors, true) }
    year = text("year") ?? node["issued"].flatMap(yearText)
    title = text("title")
    container = text("container-title", "journal", "booktitle", "container")
    volume = text("volume")
    issue = text("issue", "number")
    pages = text("page", "pages")?.replacing("--", with: "\u{2013}").replacing("-", with: "\u{2013}")
    edition = text("edition")
    publisher = text("publisher", "institution")
    doi = text("DOI", "doi")
    url = text("URL", "url")
    let missing = [("author", authors.isEmpty), ("year", year == nil), ("title", title == nil)].filter(\.1).map(\.0)
    if !missing.isEmpty {
      findings.warning("missing-field", at: range, "the work \"\(key)\" has no \(missing.joined(separator: " and no "))")
    }
  }

  /// True for works that are whole in themselves, whose titles are set in italics.
  var isWhole: Bool { container == nil }
}

extension TreeNode {
  /// A number as its author wrote it.
  fileprivate var scalarText: String? { if case .number(let literal) = value { literal.text } else { nil } }
}

/// The year of a CSL date: `{"date-parts": [[2020, 5]]}`, `{"literal": "in press"}`, or a text that begins with a year.
private func yearText(_ node: TreeNode) -> String? {
  if let text = node.string ?? node.scalarText { return String(text.prefix { $0 != "-" }) }
  if let first = node["date-parts"]?.elements?.first?.elements?.first { return first.string ?? first.scalarText }
  return node["literal"]?.string ?? node["raw"]?.string.map { String($0.prefix { $0 != "-" }) }
}

/// A name as it is written, or in its parts.
struct WorkName: Hashable, Sendable {
  var family: String
  var given: String?
  /// Such as `van der`.
  var particle: String?
  var suffix: String?
  /// The name of an institution, or one that stays as it is written.
  var isLiteral = false

  /// True for names in Hangul, kana or Han characters, where the family name comes first without a space.
  var isEastAsian: Bool { (family + (given ?? "")).unicodeScalars.contains { isEastAsianScalar($0) } }

  /// What citations show: the family name; East Asian names are whole.
  var short: String {
    if isLiteral { return family }
    if isEastAsian { return family + (given ?? "") }
    return (particle.map { $0 + " " } ?? "") + family
  }

  /// As lists show it: `Kim, M. S.`, `김민수`, and the names of scripts without initials as they are.
  var listed: String {
    guard !isLiteral, !isEastAsian, let given else { return isLiteral ? family : short }
    guard given.unicodeScalars.first?.properties.isUppercase == true else { return given + " " + short }
    return short + ", " + initials(of: given) + (suffix.map { ", " + $0 } ?? "")
  }
}

extension WorkName {
  /// `M. S. Kim`: as inside a sentence.
  var direct: String {
    guard !isLiteral, !isEastAsian, let given, given.unicodeScalars.first?.properties.isUppercase == true else { return listed }
    return initials(of: given) + " " + short + (suffix.map { ", " + $0 } ?? "")
  }
}

private func isEastAsianScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x11FF, 0x3040...0x30FF, 0x3130...0x318F, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x2FFFF: true
  default: false
  }
}

/// `Jean-Paul Marie` is `J.-P. M.`; nothing is shortened that has no capital.
private func initials(of given: String) -> String {
  given.split(separator: " ").map { word in
    word.split(separator: "-").map { part in
      guard let first = part.first, first.isUppercase else { return String(part) }
      return "\(first)."
    }.joined(separator: "-")
  }.joined(separator: "\u{00A0}")
}

/// Authors or editors: a list, or one text with semicolons; each a CSL name or a text such as `Kim, Min-su` or `World Bank`.
private func workNames(_ node: TreeNode?, findings: inout Findings) -> [WorkName] {
  guard let node else { return [] }
  if let text = node.string { return text.split(separator: ";").map { workName(String($0)) } }
  guard let elements = node.elements ?? (node.entries == nil ? nil : [node]) else {
    findings.error("wrong-type", at: node.range, "expected a name or a list of names")
    return []
  }
  return elements.compactMap { element in
    if let text = element.string { return workName(text) }
    if let literal = element["literal"]?.string { return WorkName(family: literal, isLiteral: true) }
    guard let family = element["family"]?.string else {
      findings.error("wrong-type", at: element.range, "expected a name such as \"Kim, Min-su\", or a mapping with family and given")
      return nil
    }
    return WorkName(
      family: family, given: element["given"]?.string,
      particle: element["non-dropping-particle"]?.string ?? element["dropping-particle"]?.string, suffix: element["suffix"]?.string)
  }
}

private func workName(_ text: String) -> WorkName {
  let parts = text.split(separator: ",", maxSplits: 1).map { part in
    String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
  guard parts.count == 2 else { return WorkName(family: parts.first ?? text, isLiteral: true) }
  return WorkName(family: parts[0], given: parts[1])
}
