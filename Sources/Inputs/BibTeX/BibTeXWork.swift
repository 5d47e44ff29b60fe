import Diagnostics

/// An entry as a work of CSL JSON (https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV).
func work(of entry: BibTeXEntry, findings: inout Findings) -> TreeNode {
  var work = WorkBuilder(entry: entry)
  work.add("id", .string(entry.key), at: entry.keyRange)
  work.add("type", .string(BibTeXNames.types[entry.type] ?? "document"), at: entry.keyRange)
  for field in entry.fields { work.add(field, findings: &findings) }
  work.addDate()
  return TreeNode(.mapping(work.entries), at: entry.range)
}

private struct WorkBuilder {
  let entry: BibTeXEntry
  var entries: [TreeEntry] = []

  /// Of two fields that say the same (`url` and `howpublished`) the first counts.
  mutating func add(_ name: String, _ value: TreeValue, at range: SourceRange) {
    guard !entries.contains(where: { $0.key == name }) else { return }
    entries.append(TreeEntry(key: name, keyRange: range, value: TreeNode(value, at: range)))
  }

  mutating func add(_ field: BibTeXField, findings: inout Findings) {
    switch field.name {
    case "author", "editor", "translator":
      let names = bibTeXNames(field.text).map { name in
        TreeNode(
          .mapping(name.parts.map { part in
            TreeEntry(key: part.key, keyRange: field.range, value: TreeNode(.string(plainText(part.text, field, &findings)), at: field.range))
          }), at: field.range)
      }
      if !names.isEmpty { add(field.name, .sequence(names), at: field.range) }
    case "year", "month", "day", "date": break
    case _:
      guard let name = BibTeXNames.fields[field.name] else { return }
      add(name, .string(plainText(field.text, field, &findings)), at: field.range)
    }
  }

  /// `date = {2019-06-21}`, or year and month.
  mutating func addDate() {
    let date = entry.field("date")?.text.split(separator: "/").first.map { $0.split(separator: "-").map(String.init) }
    let month = entry.field("month").map { [$0.text] } ?? []
    let parts = date ?? (entry.field("year").map { [$0.text] } ?? []) + month
    guard let place = entry.field("date") ?? entry.field("year") else { return }
    let numbers = parts.prefix(3).map { Int($0.filter(\.isNumber)) }
    guard let year = numbers.first, let year else {
      // A year such as `forthcoming`.
      add("issued", .mapping([TreeEntry(key: "literal", keyRange: place.range, value: TreeNode(.string(place.text), at: place.range))]), at: place.range)
      return
    }
    let known = [year] + numbers.dropFirst().prefix { $0 != nil }.compactMap { $0 }
    let list = TreeNode(.sequence(known.map { TreeNode(.number(NumberLiteral(text: String($0), value: Double($0))), at: place.range) }), at: place.range)
    let dates = TreeNode(.sequence([list]), at: place.range)
    add("issued", .mapping([TreeEntry(key: "date-parts", keyRange: place.range, value: dates)]), at: place.range)
  }

  private func plainText(_ text: String, _ field: BibTeXField, _ findings: inout Findings) -> String {
    var tex = TeXText(text)
    let plain = tex.plain()
    for command in tex.unknown {
      findings.warning(
        "unknown-command", at: field.range, "the TeX command \\\(command) in \(field.name) of \"\(entry.key)\" is not known; only its argument is shown")
    }
    return plain
  }
}

/// What BibTeX and BibLaTeX call types and fields, and what CSL calls them.
enum BibTeXNames {
  static let types: [String: String] = [
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "manual": "report", "mastersthesis": "thesis",
    "phdthesis": "thesis", "thesis": "thesis", "proceedings": "book", "techreport": "report", "report": "report",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset", "misc": "document",
    "collection": "book", "periodical": "periodical", "legislation": "legislation", "newspaper": "article-newspaper",
  ]

  static let fields: [String: String] = [
    "title": "title", "booktitle": "container-title", "journal": "container-title", "journaltitle": "container-title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "volume": "volume", "number": "issue", "pages": "page",
    "edition": "edition", "series": "collection-title", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "note": "note",
    "language": "language", "langid": "language", "howpublished": "medium", "urldate": "accessed-text", "chapter": "chapter-number",
  ]
}

/// A name in its parts, as CSL names them.
struct BibTeXName {
  var parts: [(key: String, text: String)]
}

/// The names of a field, parted at `and` outside braces. `others` stays a literal name.
func bibTeXNames(_ text: String) -> [BibTeXName] {
  var names: [[String]] = [[]]
  for word in outerWords(text) {
    if word.lowercased() == "and" { names.append([]) } else { names[names.count - 1].append(word) }
  }
  return names.filter { !$0.isEmpty }.map(bibTeXName)
}

/// `First von Last`, `von Last, First`, or `von Last, Jr, First`; one word in braces is a name of its own.
private func bibTeXName(_ words: [String]) -> BibTeXName {
  let whole = words.joined(separator: " ")
  if words.count == 1, whole.hasPrefix("{"), whole.hasSuffix("}") { return BibTeXName(parts: [("literal", whole)]) }
  if words.count == 1, whole.lowercased() == "others" { return BibTeXName(parts: [("literal", "others")]) }
  let parts = outerParts(whole)
  if parts.count > 1 {
    let family = particle(of: parts[0].split(separator: " ").map(String.init))
    var result = family.particle.map { [("non-dropping-particle", $0)] } ?? []
    result.append(("family", family.rest))
    result.append(("given", parts[parts.count - 1]))
    if parts.count > 2 { result.append(("suffix", parts[1])) }
    return BibTeXName(parts: result)
  }
  guard words.count > 1 else { return BibTeXName(parts: [("family", whole)]) }
  let first = words.dropLast().firstIndex(where: isLowercase) ?? words.count - 1
  let family = particle(of: Array(words[first...]))
  var result = family.particle.map { [("non-dropping-particle", $0)] } ?? []
  result.append(("family", family.rest))
  if first > 0 { result.append(("given", words[..<first].joined(separator: " "))) }
  return BibTeXName(parts: result)
}

/// The lower-case words before a family name, such as `van der`.
private func particle(of words: [String]) -> (particle: String?, rest: String) {
  let count = min(words.prefix(while: isLowercase).count, max(0, words.count - 1))
  return (count == 0 ? nil : words.prefix(count).joined(separator: " "), words.dropFirst(count).joined(separator: " "))
}

private func isLowercase(_ word: String) -> Bool { word.first?.isLowercase == true }

/// Words parted by blanks outside braces.
private func outerWords(_ text: String) -> [String] { parted(text) { $0.isWhitespace }.filter { !$0.isEmpty } }

/// Parts of a name, parted by commas outside braces.
private func outerParts(_ text: String) -> [String] {
  parted(text) { $0 == "," }.map { part in String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}

private func parted(_ text: String, at isSeparator: (Character) -> Bool) -> [String] {
  var parts = [""], depth = 0
  for character in text {
    if character == "{" { depth += 1 }
    if character == "}" { depth -= 1 }
    if depth <= 0, isSeparator(character) { parts.append("") } else { parts[parts.count - 1].append(character) }
  }
  return parts
}
