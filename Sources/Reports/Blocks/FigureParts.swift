import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

/// The texts around a picture, evaluated.
struct FigureParts {
  var label: NumberedLabel?
  var title: String?
  var subtitle: String?
  var alt: String?
  var anchor: String?
}

extension ReportBuilder {
  /// The number, title and other texts of a figure.
  mutating func parts(of figure: FigureOptions, anchor: Name?) -> FigureParts {
    FigureParts(
      label: anchor.flatMap { numbering.labels[$0.text] },
      title: texts.text(figure.shownTitle, findings: &findings), subtitle: texts.text(figure.shownSubtitle, findings: &findings),
      alt: texts.text(figure.alt, findings: &findings), anchor: anchor?.text)
  }

  /// The lines above the picture: number, title, subtitle; on later parts "Table 2 (continued)" and the subtitle.
  func head(_ parts: FigureParts, isContinued: Bool = false) -> StackBlock? {
    var children: [StackChild] = []
    if let label = parts.label {
      var spans = [span(label.text, .figureNumber)]
      if isContinued {
        var style = styles.text(.figureSubtitle)
        style.size = styles.text(.figureNumber).size
        spans.append(.init(" " + words.continued, style))
      }
      children.append(line(spans, .figureNumber))
    }
    if let title = parts.title, !isContinued || parts.label == nil {
      let shown = isContinued ? title + " " + words.continued : title
      children.append(line([span(shown, .figureTitle)], .figureTitle))
    }
    if let subtitle = parts.subtitle { children.append(line([span(subtitle, .figureSubtitle)], .figureSubtitle)) }
    return children.isEmpty ? nil : StackBlock(children)
  }

  /// The lines below the picture: notes, then the source.
  mutating func foot(_ figure: FigureOptions, notes: [String] = []) -> StackBlock? {
    var texts = notes.map { ($0, figure.source?.range ?? .detached) }
    if let note = self.texts.text(figure.note, findings: &findings) { texts.append((note, place(of: figure.note))) }
    if let source = self.texts.text(figure.source, findings: &findings) {
      texts.append((words.source + " " + source, place(of: figure.source)))
    }
    guard !texts.isEmpty else { return nil }
    return StackBlock(texts.map { StackChild(markup($0.0, .sourceLine, at: $0.1)) })
  }

  func place(of text: LocalizedText?) -> SourceRange { text?.text(for: texts.language).text.range ?? .detached }

  /// A figure around a picture, with the theme's frame.
  func framed(_ picture: any Block, parts: FigureParts, foot: (any Block)?, tag: StructureTag?) -> FigureBlock {
    var figure = FigureBlock(picture: picture, style: frameStyle(parts))
    figure.head = head(parts)
    figure.continuedHead = head(parts, isContinued: true)
    figure.foot = foot
    figure.anchors = anchors(of: parts)
    figure.tag = tag
    return figure
  }

  /// Where references lead, with what the lists of figures, tables and maps show.
  private func anchors(of parts: FigureParts) -> [Anchor] {
    guard let name = parts.anchor else { return [] }
    let entry = parts.label.map { label in
      OutlineHeading(title: parts.title ?? "", level: 1, number: label.text, list: label.list)
    }
    return [Anchor(name: name, offset: .zero, entry: entry)]
  }

  /// Pictures without a title block have no rule either.
  private func frameStyle(_ parts: FigureParts) -> Layout.FigureStyle {
    guard parts.label == nil, parts.title == nil, parts.subtitle == nil else { return styles.figure }
    var style = styles.figure
    style.ruleWidth = 0
    style.ruleSpace = 0
    return style
  }

  private func span(_ text: String, _ role: TextRole) -> TextSpan { TextSpan(text, styles.text(role)) }

  private func line(_ spans: [TextSpan], _ role: TextRole) -> StackChild {
    StackChild(ParagraphBlock(setParagraph(spans, role), tag: StructureTag(.caption), staysTogether: true))
  }
}
