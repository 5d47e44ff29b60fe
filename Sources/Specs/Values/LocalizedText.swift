package import Diagnostics
package import Inputs

/// Text in one or several languages: `Trade`, or `{en: Trade, ko: 무역}`.
package struct LocalizedText: Hashable, Sendable {
  package struct Variant: Hashable, Sendable {
    /// BCP 47; nil for text that serves every language.
    package var language: String?
    package var text: TemplateText
  }

  package var variants: [Variant]
  package var range: SourceRange

  package init(_ text: TemplateText) {
    variants = [Variant(language: nil, text: text)]
    range = text.range
  }

  package init(variants: [Variant], at range: SourceRange) {
    self.variants = variants
    self.range = range
  }

  /// The text for a language: the same tag, else the same main language, else the first one with `isMissing` set.
  package func text(for language: String) -> (text: TemplateText, isMissing: Bool) {
    if let index = variantIndex(for: language, among: variants.map(\.language)) { return (variants[index].text, false) }
    return (variants.first?.text ?? TemplateText(literal: ""), true)
  }
}

/// Which of several variants serves a language: the one with the same tag or with none, else one of the same main language; nil
/// when there is none.
package func variantIndex(for language: String, among tags: [String?]) -> Int? {
  let main = language.prefix { $0 != "-" }
  return tags.firstIndex { $0 == nil || $0 == language } ?? tags.firstIndex { $0?.prefix { $0 != "-" } == main }
}

/// True for `en`, `ko`, `zh-Hant`, `pt-BR`.
func isLanguageTag(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard let first = parts.first, (2...3).contains(first.utf8.count), first.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
    return false
  }
  return parts.dropFirst().allSatisfy {
    (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
  }
}

/// True for a mapping whose keys are all language tags.
package func isLanguageMap(_ node: TreeNode) -> Bool {
  guard let entries = node.entries, !entries.isEmpty else { return false }
  return entries.allSatisfy { isLanguageTag($0.key) }
}

extension Reader where Value == Name {
  /// A BCP 47 tag.
  static var languageTag: Reader {
    let expected = "a language such as en or ko"
    return Reader(expected, schema: { _ in .pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$") }) { node, findings in
      guard let text = node.string, isLanguageTag(text) else {
        findings.error("bad-value", at: node.range, "expected \(expected), found \(described(node))")
        return nil
      }
      return Name(text, at: node.range)
    }
  }
}

extension Reader where Value == TemplateText {
  static var template: Reader {
    Reader("a text", schema: { _ in .anyOf([.string, .number(-.greatestFiniteMagnitude ... .greatestFiniteMagnitude)]) }) {
      node, findings in
      findings.attempt { () throws(Failure) in try TemplateText(node) }
    }
  }
}

extension Reader where Value == LocalizedText {
  /// A text, or a mapping from languages to texts.
  static var text: Reader {
    Reader(
      "a text",
      schema: { _ in .anyOf([.string, .number(-.greatestFiniteMagnitude ... .greatestFiniteMagnitude), .names(.string)]) }
    ) {
      node, findings in
      guard let entries = node.entries else {
        return findings.attempt { () throws(Failure) in LocalizedText(try TemplateText(node)) }
      }
      var variants: [LocalizedText.Variant] = []
      for entry in entries {
        guard isLanguageTag(entry.key) else {
          findings.error(
            "unknown-language", at: entry.keyRange, "\"\(entry.key)\" is not a language",
            hint: "a text may be a mapping such as {en: ..., ko: ...}")
          continue
        }
        if let text = findings.attempt({ () throws(Failure) in try TemplateText(entry.value) }) {
          variants.append(.init(language: entry.key, text: text))
        }
      }
      guard !variants.isEmpty else {
        if entries.isEmpty { findings.wrongType(node, "a text") }
        return nil
      }
      return LocalizedText(variants: variants, at: node.range)
    }
  }
}
