package import Diagnostics
package import Layout
package import Typesetting

/// A text that is known only when the pages are: the number of a page, or the number and title of a heading.
package struct LateText: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `12`: what is printed for the page of the name.
    case page
    /// `Section 2.1`, or the title of a heading without a number.
    case heading
  }

  package var kind: Kind
  /// Of the destination, without `#`.
  package var name: String

  package init(_ kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }

  /// Stands for the text in a span until it is known: a scalar of the private use area.
  private static let pageMark = "\u{F8FD}"
  private static let headingMark = "\u{F8FC}"

  /// A span that links to the place and is filled in by `settled`.
  func span(in style: TextStyle) -> TextSpan {
    TextSpan(kind == .page ? Self.pageMark : Self.headingMark, style, link: "#" + name)
  }

  /// The late text that a span stands for; nil for plain text.
  init?(_ span: TextSpan) {
    guard span.text == Self.pageMark || span.text == Self.headingMark, let link = span.link, link.hasPrefix("#") else { return nil }
    self.init(span.text == Self.pageMark ? .page : .heading, name: String(link.dropFirst()))
  }
}

/// A late text with the place of its reference, to be checked when all names are known.
package struct LateReference: Sendable {
  package var text: LateText
  package var range: SourceRange

  package init(text: LateText, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// What late texts become, in the words of the document's language.
package struct LateWords: Hashable, Sendable {
  /// Before and after the number of a heading.
  package var section: [String]
  /// Around the title of a heading without a number.
  package var quotes: [String]

  package init(section: [String] = ["Section\u{00A0}", ""], quotes: [String] = ["\u{201C}", "\u{201D}"]) {
    self.section = section
    self.quotes = quotes
  }

  /// Without an index, or a place in it, a text of the usual width.
  func text(_ late: LateText, in index: PageIndex?) -> String {
    let entry = index?.entry(named: late.name)
    switch late.kind {
    case .page: return entry?.label ?? "00"
    case .heading:
      guard let heading = entry?.heading, let number = heading.number else { return around(entry?.heading?.title ?? "0", quotes) }
      return around(number, section)
    }
  }

  private func around(_ text: String, _ marks: [String]) -> String { (marks.first ?? "") + text + (marks.last ?? "") }

  func settled(_ spans: [TextSpan], in index: PageIndex?) -> [TextSpan] {
    spans.map { span in
      guard let late = LateText(span) else { return span }
      var span = span
      span.text = text(late, in: index)
      return span
    }
  }
}

/// A paragraph with late texts. It is set anew when they are known.
struct LateParagraph: PageDependentBlock {
  /// With its text set as far as it is known.
  var block: ParagraphBlock
  let spans: [TextSpan]
  let format: ParagraphFormat
  let words: LateWords
  let typesetter: Typesetter

  var widthRange: ClosedRange<Double> { block.widthRange }

  func layout(in region: Region, from cursor: Cursor) -> Fragment { block.layout(in: region, from: cursor) }

  func resolved(in index: PageIndex) -> any Block {
    var copy = self
    copy.block.paragraph = typesetter.paragraph(words.settled(spans, in: index), format)
    return copy
  }

  func shownPages(in index: PageIndex) -> [String] {
    spans.compactMap { LateText($0) }.map { words.text($0, in: index) }
  }
}

extension Typesetter {
  /// A paragraph of spans, of which some may be late texts.
  package func paragraphBlock(
    _ spans: [TextSpan], _ format: ParagraphFormat, words: LateWords, _ adjust: (inout ParagraphBlock) -> Void = { _ in }
  ) -> any Block {
    let isLate = spans.contains { LateText($0) != nil }
    var block = ParagraphBlock(paragraph(isLate ? words.settled(spans, in: nil) : spans, format))
    adjust(&block)
    return isLate ? LateParagraph(block: block, spans: spans, format: format, words: words, typesetter: self) : block
  }
}
