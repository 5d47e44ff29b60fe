import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// The list of works: its title as a heading without a number, then a paragraph for each with its later lines indented.
  mutating func bibliographyItems(_ spec: BibliographySpec, at range: SourceRange) -> [FlowItem] {
    var items: [FlowItem] = []
    if let title = spec.title {
      var heading = HeadingSpec()
      heading.text = title
      heading.isNumbered = false
      items += self.heading(heading, id: nil)
    }
    let unused = bibliography.unused(inListAt: range)
    if !unused.isEmpty, !spec.listsAll {
      let names = unused.prefix(8).joined(separator: ", ") + (unused.count > 8 ? ", …" : "")
      findings.warning(
        "unused-work", at: range, "\(unused.count == 1 ? "one work is" : "\(unused.count) works are") not cited and left out: \(names)",
        hint: "list them too with all: true")
    }
    let works = bibliography.listed(by: spec, at: range)
    var others = bibliography.cited.count
    let labels = works.map { work -> String? in
      guard bibliography.style == .numeric else { return nil }
      if let number = bibliography.number(of: work.key) { return "[\(number)]" }
      others += 1
      return "[\(others)]"
    }
    let style = styles.text(.body)
    let column = labels.compactMap { $0.map { typesetter.width(of: $0, style) } }.max().map { $0 + style.size * 0.6 }
    let list = zip(works, labels).map { work, label in
      ProseItem(workBlock(work, label: label, indent: column ?? styles.prose.indent), role: .list, spaceBefore: styles.grid / 2)
    }
    if !list.isEmpty { items.append(FlowItem(BreakingStack(list, tag: StructureTag(.list)), spaceAfter: styles.grid)) }
    return items
  }

  private func workBlock(_ work: Work, label: String?, indent: Double) -> any Block {
    let style = styles.text(.body)
    let back = bibliography.cited.contains(work.key) ? "#" + markAnchor(workAnchor(work.key)) : nil
    var format = styles.prose.raggedFormat(for: style)
    format.firstLineIndent = label == nil ? -indent : 0
    let set = WorkSetter(
      work: work, year: label == nil ? bibliography.year(of: work) : work.year ?? bibliography.words.noDate, words: bibliography.words, style: style, linkColor: styles.prose.linkColor,
      back: label == nil ? back : nil)
    let paragraph = ParagraphBlock(
      typesetter.paragraph(set.spans(yearFirst: label == nil), format), tag: StructureTag(.paragraph),
      anchors: [Anchor(name: workAnchor(work.key), offset: .zero)])
    let marker = label.map { text -> StackMarker in
      let line = typesetter.line([TextSpan(text, style, link: back)])
      return StackMarker(line: line, gap: indent - line.width)
    }
    return BreakingStack([ProseItem(paragraph, role: .paragraph)], indent: indent, marker: marker, tag: StructureTag(.listItem))
  }
}

/// The sentences of a work in a list: `Kim, M., & Lee, J. (2020). Title. Journal, 3(2), 1–20. https://doi.org/…`.
private struct WorkSetter {
  let work: Work
  let year: String
  let words: CitationWords
  let style: TextStyle
  let linkColor: Color
  /// Where the year leads back to.
  let back: String?

  func spans(yearFirst: Bool) -> [TextSpan] {
    var spans: [TextSpan] = []
    // Hangul and Han characters have no italics.
    let isUpright = work.authors.first?.isEastAsian ?? false
    if !work.authors.isEmpty {
      add(words.list(work.authors) + (work.isEdited ? words.editors(work.authors.count) : ""), to: &spans)
      if yearFirst { addYear(to: &spans) } else { end(&spans) }
    }
    if let title = work.title {
      add(title + (work.edition.map { " (\(edition($0)))" } ?? ""), italic: work.isWhole && !isUpright, to: &spans)
      end(&spans)
    }
    if work.authors.isEmpty, yearFirst { addYear(to: &spans) }
    addContainer(to: &spans, italic: !isUpright)
    if let publisher = work.publisher, publisher != work.authors.first?.family {
      add(publisher + (yearFirst ? "" : ", " + year), to: &spans)
      end(&spans)
    } else if !yearFirst {
      add(year, to: &spans)
      end(&spans)
    }
    addLink(to: &spans)
    return spans
  }

  private func add(_ text: String, italic: Bool = false, to spans: inout [TextSpan], link: String? = nil) {
    var own = style
    own.italic = italic
    if link?.hasPrefix("http") == true { own.color = linkColor }
    spans.append(TextSpan(text, own, link: link))
  }

  private func addYear(to spans: inout [TextSpan]) {
    add(spans.last?.text.hasSuffix(" ") == true ? "(" : " (", to: &spans)
    add(year, to: &spans, link: back)
    add("). ", to: &spans)
  }

  /// A full stop, unless the sentence has an end, and a space.
  private func end(_ spans: inout [TextSpan]) {
    let last = spans.last?.text.last
    add(last == "." || last == "?" || last == "!" ? " " : ". ", to: &spans)
  }

  private func addContainer(to spans: inout [TextSpan], italic: Bool) {
    guard let container = work.container else { return addPlace(to: &spans) }
    let isChapter = work.type == "chapter" || work.type == "paper-conference"
    if isChapter {
      let editors = work.isEdited ? [] : work.editors
      add(words.within + (editors.isEmpty ? "" : words.direct(editors) + words.editors(editors.count) + ", "), to: &spans)
    }
    add(container, italic: italic, to: &spans)
    if isChapter {
      if let pages = work.pages { add(words.isKorean ? ", \(pages)" : " (pp.\u{00A0}\(pages))", to: &spans) }
    } else {
      if let volume = work.volume { add(", \(volume)", italic: italic, to: &spans) }
      if let issue = work.issue { add(work.volume == nil ? ", \(issue)" : "(\(issue))", to: &spans) }
      if let pages = work.pages { add(", \(pages)", to: &spans) }
    }
    end(&spans)
  }

  /// Volume and pages of a work that is whole in itself.
  private func addPlace(to spans: inout [TextSpan]) {
    guard work.volume != nil || work.issue != nil || work.pages != nil else { return }
    let issue = work.issue.map { work.volume == nil ? $0 : "(\($0))" } ?? ""
    let parts = [(work.volume ?? "") + issue, work.pages ?? ""].filter { !$0.isEmpty }
    add(parts.joined(separator: ", "), to: &spans)
    end(&spans)
  }

  private func edition(_ text: String) -> String { text.allSatisfy(\.isNumber) ? "ed. \(text)" : text }

  private func addLink(to spans: inout [TextSpan]) {
    guard let shown = work.doi.map({ $0.hasPrefix("http") ? $0 : "https://doi.org/" + $0 }) ?? work.url else { return }
    add(shown, to: &spans, link: shown)
  }
}
