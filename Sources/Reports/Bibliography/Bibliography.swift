import Diagnostics
import Inputs
import Prose
import Specs

/// The works of a document, which of them its texts cite, and what citations show.
struct Bibliography: Sendable {
  let style: BibliographySpec.Style
  let words: CitationWords
  /// By key.
  private(set) var works: [String: Work] = [:]
  /// In the order of the files, for "did you mean".
  private(set) var keys: [String] = []
  /// Which works each list has from its own source, by the place of the list.
  private(set) var sources: [SourceRange: [String]] = [:]
  /// In the order of their first citation.
  private(set) var cited: [String] = []
  /// `a`, `b` after the year of works that would look the same.
  private var suffixes: [String: String] = [:]

  /// - Parameter blocks: of the whole body.
  init(_ blocks: [BlockSpec], scope: Scope, loader: ResourceLoader, findings: inout Findings) {
    let lists = blocks.flatMap(\.withDescendants).compactMap { block -> (range: SourceRange, spec: BibliographySpec)? in
      if case .bibliography(let spec) = block.content { (block.keyRange, spec) } else { nil }
    }
    let style = lists.first?.spec.style ?? .authorDate
    self.style = style == .apa ? .authorDate : style
    words = CitationWords(language: scope.texts.language)
    for list in lists where sources[list.range] == nil {
      if list.spec.style != style {
        findings.error("bad-value", at: list.range, "all lists of works of a document have one style; the first is \(style.rawValue)")
      }
      read(list.spec, at: list.range, loader: loader, findings: &findings)
    }
    guard !works.isEmpty else { return }
    // What is wrong in the texts is found when they are set.
    var silent = Findings()
    let known = Set(keys)
    var seen: Set<String> = []
    for block in blocks { collectCitations(block, in: scope, known: known, seen: &seen, findings: &silent) }
    setSuffixes(listed: lists.contains(where: \.spec.listsAll) ? keys : cited)
  }

  private mutating func read(_ list: BibliographySpec, at range: SourceRange, loader: ResourceLoader, findings: inout Findings) {
    var own: [String] = []
    for (key, node) in workNodes(list, loader: loader, findings: &findings) {
      guard works[key.text] == nil else {
        findings.error("duplicate-key", at: key.range, "there are two works with the key \"\(key.text)\"")
        continue
      }
      works[key.text] = Work(key: key.text, node, findings: &findings)
      own.append(key.text)
    }
    keys += own
    sources[range] = own
  }

  private mutating func collectCitations(
    _ block: BlockSpec, in outer: Scope, known: Set<String>, seen: inout Set<String>, findings: inout Findings
  ) {
    var scope = block.common.records.isEmpty ? outer : outer.inside(block.common.records, findings: &findings)
    if let language = block.common.language { scope.texts.language = language.text }
    let texts = scope.texts
    guard texts.holds(block.common.when, findings: &findings) else {
      for other in block.common.otherwise { collectCitations(other, in: scope, known: known, seen: &seen, findings: &findings) }
      return
    }
    for text in block.citingTexts {
      guard let filled = texts.text(text, findings: &findings) else { continue }
      for key in citedKeys(in: filled) where known.contains(key) && seen.insert(key).inserted { cited.append(key) }
    }
    for child in block.children { collectCitations(child, in: scope, known: known, seen: &seen, findings: &findings) }
  }

  /// Works of the same authors and year get letters in the order of the list.
  private mutating func setSuffixes(listed: [String]) {
    var groups: [String: [String]] = [:]
    for key in sorted(listed) {
      guard let work = works[key] else { continue }
      groups[words.authors(work, isNarrative: false) + "|" + (work.year ?? ""), default: []].append(key)
    }
    for group in groups.values where group.count > 1 {
      for (index, key) in group.enumerated() {
        suffixes[key] = index < 26 ? String(UnicodeScalar(UInt8(97 + index))) : "-\(index + 1)"
      }
    }
  }

  func year(of work: Work) -> String { (work.year ?? words.noDate) + (suffixes[work.key] ?? "") }

  /// The number of a work in the numeric style.
  func number(of key: String) -> Int? { cited.firstIndex(of: key).map { $0 + 1 } }

  /// What a list shows: works that are cited, or all of its own, in the order of its style.
  func listed(by list: BibliographySpec, at range: SourceRange) -> [Work] {
    let own = sources[range] ?? []
    let shown = list.listsAll ? own : own.filter(cited.contains)
    switch style {
    case .authorDate, .apa: return sorted(shown).compactMap { works[$0] }
    case .numeric:
      let order = cited.filter(shown.contains) + shown.filter { !cited.contains($0) }
      return order.compactMap { works[$0] }
    }
  }

  /// Keys of the list's own works that no text cites.
  func unused(inListAt range: SourceRange) -> [String] { (sources[range] ?? []).filter { !cited.contains($0) } }

  /// By authors, year and title; Korean works first in Korean documents.
  private func sorted(_ keys: [String]) -> [String] {
    keys.compactMap { works[$0] }.map { ($0, words.sortKey($0)) }.sorted { a, b in
      a.1 != b.1 ? a.1.lexicographicallyPrecedes(b.1) : a.0.key < b.0.key
    }.map(\.0.key)
  }

  /// The pieces of a citation; nil when none of its keys is a work.
  func cite(_ citations: [Citation], isNarrative: Bool) -> [ProseReference]? {
    guard citations.contains(where: { works[$0.key] != nil }) else { return nil }
    if isNarrative, let only = citations.first, let work = works[only.key] { return narrative(work) }
    let isNumeric = style == .numeric
    let isPlain = citations.allSatisfy { $0.prefix.isEmpty && $0.suffix.isEmpty }
    var pieces = [ProseReference(text: isNumeric ? "[" : "(")]
    for (index, citation) in citations.enumerated() {
      if index > 0 { pieces.append(ProseReference(text: isNumeric && isPlain ? ", " : "; ")) }
      if !citation.prefix.isEmpty { pieces.append(ProseReference(text: citation.prefix + " ")) }
      guard let work = works[citation.key] else {
        pieces.append(ProseReference(text: "@" + citation.key))
        continue
      }
      let authors = citation.hidesAuthor ? "" : words.authors(work, isNarrative: false) + ", "
      let shown = isNumeric ? number(of: work.key).map(String.init) ?? "?" : authors + year(of: work)
      pieces.append(ProseReference(text: shown, destination: workAnchor(work.key)))
      if !citation.suffix.isEmpty { pieces.append(ProseReference(text: ", " + citation.suffix)) }
    }
    return pieces + [ProseReference(text: isNumeric ? "]" : ")")]
  }

  private func narrative(_ work: Work) -> [ProseReference] {
    let anchor = workAnchor(work.key)
    let authors = words.authors(work, isNarrative: true)
    guard style != .numeric else {
      return [ProseReference(text: authors + " ["), ProseReference(text: number(of: work.key).map(String.init) ?? "?", destination: anchor), ProseReference(text: "]")]
    }
    return [ProseReference(text: authors + words.beforeYear + "("), ProseReference(text: year(of: work), destination: anchor), ProseReference(text: ")")]
  }
}

/// Where citations of a work lead.
func workAnchor(_ key: String) -> String { "ref-" + key }

/// The works of a list in their order: of its file (CSL JSON, the same in YAML, or BibTeX) and of its own `entries`.
private func workNodes(_ list: BibliographySpec, loader: ResourceLoader, findings: inout Findings) -> [(key: Name, node: TreeNode)] {
  var result: [(Name, TreeNode)] = []
  if let from = list.from {
    var found = Findings()
    let tree = found.attempt { (found: inout Findings) throws(Failure) in
      let file = try loader.loadText(from.text, at: from.range, limit: InputLimits.specBytes)
      return from.text.hasSuffix(".bib") ? try parseBibTeX(file, findings: &found) : try parseSpecText(file)
    }
    findings.add(contentsOf: found.all)
    if let tree { result += works(of: tree, findings: &findings) }
  }
  return result + list.entries.map { ($0.name, $0.value) }
}

/// A list of works with an `id` each, or a mapping by key.
private func works(of tree: TreeNode, findings: inout Findings) -> [(key: Name, node: TreeNode)] {
  if let entries = tree.entries { return entries.map { (Name($0.key, at: $0.keyRange), $0.value) } }
  guard let elements = tree.elements else {
    findings.error("wrong-type", at: tree.range, "expected a list of works as in CSL JSON, or a mapping of works by key")
    return []
  }
  return elements.compactMap { node in
    guard let id = node["id"], let text = id.string ?? node["id"]?.number.map({ "\(Int(exactly: $0) ?? 0)" }), !text.isEmpty else {
      findings.error("missing-key", at: node.range, "the work has no id to cite it by")
      return nil
    }
    return (Name(text, at: id.range), node)
  }
}

extension BlockSpec {
  /// The texts of the block itself in which works may be cited, in reading order.
  fileprivate var citingTexts: [LocalizedText] {
    let own: [LocalizedText?] =
      switch content {
      case .markdown(let text), .note(let text): [text]
      case .callout(let callout): [callout.text]
      case .pull(let pull): [pull.text]
      default: []
      }
    return (own + [figure?.note, figure?.source]).compactMap { $0 }
  }
}
