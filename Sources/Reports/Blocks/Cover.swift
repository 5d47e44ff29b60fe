import DataTables
import Diagnostics
import Formats
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// The title page: one item that fills a page of the master `cover`, or of the one that is in use where the spec has none, with a
  /// ground and a map over the whole page behind its texts.
  ///
  /// Texts that the spec does not give are the document's. The title is set smaller when it does not fit; what does not fit even
  /// then is an error.
  mutating func cover(_ spec: CoverSpec) -> [FlowItem] {
    let style = frame == masters.fallback.frame ? masters.style("cover") : pageStyle
    let page = style.right
    var block = CoverBlock(frame: page, grid: styles.grid, texts: coverTexts(spec, scale: 1))
    block.logo = spec.logo.flatMap { logo($0, page: page) }
    let title = spec.title?.range ?? .detached
    var scale = 1.0
    while scale > Numeral.leastScale + 0.01, block.excess > 0 {
      scale -= 0.05
      block.texts = coverTexts(spec, scale: scale)
    }
    if block.excess > 0 {
      let excess = (block.excess * 10).rounded() / 10
      findings.error(
        "does-not-fit", at: title, "the texts of the cover do not fit the page: \(excess) pt too much", hint: "shorten them")
    }
    block.ground = coverFill(spec)
    block.picture = spec.image.flatMap { backdrop($0, size: page.size) }
    block.map = spec.map.flatMap { mapBackdrop($0, width: page.size.width, height: page.size.height) }
    return [FlowItem(block, width: .full, newPage: style)]
  }

  /// A picture at the upper left: at most three lines high and two fifths of the text's width wide.
  private mutating func logo(_ path: Name, page: PageFrame) -> PlacedPicture? {
    guard let picture = picture(path), picture.size.width > 0, picture.size.height > 0 else { return nil }
    let scale = min(3 * max(styles.grid, 10) / picture.size.height, 0.4 * page.content.width / picture.size.width)
    let box = Rect(x: 0, y: 0, width: picture.size.width * scale, height: picture.size.height * scale)
    let placed = PlacedPicture(picture, in: box, fit: .contain, focus: PictureFocus())
    if let warning = placed.warning(named: path, page: page.size) { findings.add(warning) }
    return placed
  }

  private mutating func coverFill(_ spec: CoverSpec) -> Color? {
    guard let setting = spec.fill else { return styles.theme.color(named: "cover") }
    if let color = styles.theme.color(setting) { return color }
    if case .named(let name) = setting {
      let names = styles.theme.colors.map(\.name.text)
      findings.error("bad-color", at: name.range, "unknown color \"\(name.text)\"", hint: didYouMean(name.text, among: names))
    } else {
      findings.error("bad-color", at: spec.title?.range ?? .detached, "the fill of a cover is a color or its name")
    }
    return nil
  }

  /// The texts of the cover with the title at `scale` of its size. Findings are the same at every scale, so they are kept once.
  private mutating func coverTexts(_ spec: CoverSpec, scale: Double) -> CoverTexts {
    var found = Findings()
    let texts = texts
    func text(_ own: LocalizedText?, _ name: String) -> String? {
      texts.text(own, findings: &found) ?? documentText(name)
    }
    var result = CoverTexts()
    result.eyebrow = texts.text(spec.eyebrow, findings: &found).map { capitals($0, .coverEyebrow) }
    result.date = (texts.text(spec.date, findings: &found) ?? documentDate).map { typesetter.line($0, styles.text(.coverDate)) }
    result.title = text(spec.title, "title").map { title(of: $0, scale: scale) }
    result.subtitle = text(spec.subtitle, "subtitle").map { setParagraph($0, .coverSubtitle) }
    result.measure = styles.text(.coverSubtitle).size * CoverTexts.measureInEm
    result.authors = text(spec.authors, "authors").map { setParagraph($0, .coverDate) }
    result.tagline = texts.text(spec.tagline, findings: &found).map { setParagraph($0, .coverTagline) }
    result.note = texts.text(spec.note, findings: &found).map { note in
      var format = ParagraphFormat()
      format.alignment = .right
      format.leading = styles.text(.coverNote).leading
      return typesetter.paragraph([TextSpan(note, styles.text(.coverNote))], format)
    }
    if scale == 1 { findings.add(contentsOf: found.all) }
    return result
  }

  private func title(of text: String, scale: Double) -> Paragraph {
    var style = styles.text(.coverTitle)
    style.size *= scale
    style.leading = style.leading.map { $0 * scale }
    var format = ParagraphFormat()
    format.alignment = .left
    format.leading = style.leading
    format.keepsKoreanWords = styles.prose.keepsKoreanWords
    return typesetter.paragraph([TextSpan(text, style)], format)
  }

  private func documentValue(_ name: String) -> Value? {
    guard case .object(let fields)? = texts.names.entries.first(where: { $0.name == "document" })?.value else { return nil }
    return fields.first { $0.name == name }?.value
  }

  private func documentText(_ name: String) -> String? {
    documentValue(name).flatMap { $0.isNull || $0.text.isEmpty ? nil : $0.text }
  }

  /// Month and year of the document, in its language.
  private var documentDate: String? {
    guard case .date(let time)? = documentValue("date") else { return nil }
    return (try? NumberPattern(.date("MMMM y"), language: styles.language))?.format(time)
  }
}

/// The texts of a cover, set.
private struct CoverTexts: Sendable {
  var eyebrow: Paragraph?
  var date: TextLine?
  var title: Paragraph?
  var subtitle: Paragraph?
  /// The widest lines of the subtitle, in points.
  var measure = 0.0
  var authors: Paragraph?
  var tagline: Paragraph?
  var note: Paragraph?

  /// About 55 letters.
  static let measureInEm = 25.0
}

/// A page of its own: it fills the content of its frame and draws its ground beyond it, to the edges of the page.
private struct CoverBlock: Block {
  let frame: PageFrame
  let grid: Double
  var texts: CoverTexts
  var ground: Color?
  /// As large as the page, as is the map.
  var picture: PlacedPicture?
  var map: (any Block)?
  /// Above the texts at the left.
  var logo: PlacedPicture?

  init(frame: PageFrame, grid: Double, texts: CoverTexts) {
    self.frame = frame
    self.grid = grid
    self.texts = texts
  }

  var widthRange: ClosedRange<Double> { 0...1e9 }

  /// How much too high or too wide the texts are, in points; 0 or less when they fit.
  var excess: Double {
    let (parts, title, end) = upperTexts
    let width = frame.content.width
    let wide = max((texts.title?.widthRange.lowerBound ?? 0) - width, (texts.subtitle?.widthRange.lowerBound ?? 0) - width)
    let room = frame.content.maxY - footHeight - 2 * grid
    return parts.lines.isEmpty && title.lines.isEmpty ? 0 : max(wide, end - room)
  }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    guard region.height >= region.fullHeight - 0.01 else { return .nothing(from: cursor, width: region.width) }
    let upper = upperTexts
    var content = CoverContent(frame: frame, ground: ground, title: upper.title, texts: upper.parts)
    addFoot(&content.texts)
    content.picture = picture
    content.logo = logo
    content.logoTop = Self.top(of: frame.content, grid)
    content.map = map?.layout(in: Region(width: frame.size.width, height: frame.size.height), from: .start)
    return Fragment(size: Size(width: region.width, height: region.height), content: content)
  }

  /// Eyebrow, date, subtitle and authors in page points, the title between them, and the lower edge of all.
  private var upperTexts: (parts: SetParts, title: SetParts, end: Double) {
    var parts = SetParts(), heading = SetParts()
    let content = frame.content
    let top = Self.top(of: content, grid)
    let gap = 0.95 * grid
    let head = logo.map { $0.box.height + gap } ?? 0
    var y = top + head + (logo == nil || texts.eyebrow != nil ? grid : 0)
    if let eyebrow = texts.eyebrow {
      y = max(y, parts.add(eyebrow, x: content.x, top: top + head, width: content.width - (texts.date?.width ?? 0) - grid))
    }
    if let date = texts.date {
      parts.lines.append((date, Point(x: content.maxX - date.width, y: top + (texts.eyebrow?.baseline ?? grid * 0.73))))
    }
    if let title = texts.title { y = heading.add(title, x: content.x, top: y + gap, width: content.width) }
    if let subtitle = texts.subtitle {
      y = parts.add(subtitle, x: content.x, top: y + gap, width: min(texts.measure, content.width))
    }
    if let authors = texts.authors { y = parts.add(authors, x: content.x, top: y + gap, width: min(texts.measure, content.width)) }
    return (parts, heading, y)
  }

  /// Where the uppermost parts begin, a little above the text of other pages.
  private static func top(of content: Rect, _ grid: Double) -> Double { max(content.y - 2.3 * grid, content.y * 0.6) }

  private var footWidths: (tagline: Double, note: Double) {
    let width = frame.content.width
    guard let tagline = texts.tagline else { return (0, width * 0.5) }
    let left = min(tagline.widthRange.upperBound + 1, width * 0.55)
    return (left, max(1, min(width * 0.5, width - left - grid)))
  }

  private var footHeight: Double {
    max(texts.tagline?.height(width: footWidths.tagline) ?? 0, texts.note?.height(width: footWidths.note) ?? 0)
  }

  /// Tagline at the left and note at the right, their last baselines on the lower edge of the content.
  private func addFoot(_ parts: inout SetParts) {
    let content = frame.content
    for (text, width, isRight) in [(texts.tagline, footWidths.tagline, false), (texts.note, footWidths.note, true)] {
      guard let text else { continue }
      let below = text.lineHeight - text.baseline
      let top = content.maxY + below - text.height(width: width)
      _ = parts.add(text, x: isRight ? content.maxX - width : content.x, top: top, width: width)
    }
  }
}

/// A cover with everything placed in page points.
private struct CoverContent: FragmentContent {
  let frame: PageFrame
  let ground: Color?
  let title: SetParts
  var texts: SetParts
  var picture: PlacedPicture?
  var map: Fragment?
  var logo: PlacedPicture?
  /// From the top of the page.
  var logoTop = 0.0

  init(frame: PageFrame, ground: Color?, title: SetParts, texts: SetParts) {
    self.frame = frame
    self.ground = ground
    self.title = title
    self.texts = texts
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    let page = origin.moved(-frame.content.x, -frame.content.y)
    scene.tagged(StructureTag(.artifact)) { scene in
      if let ground { scene.fill(Path(rect: Rect(origin: page, size: frame.size)), ground) }
      picture?.draw(at: page, into: &scene)
      map?.content.draw(at: page, into: &scene)
    }
    logo?.draw(at: page.moved(frame.content.x, logoTop), into: &scene)
    scene.tagged(StructureTag(.heading1)) { title.draw(at: page, into: &$0) }
    scene.tagged(StructureTag(.paragraph)) { texts.draw(at: page, into: &$0) }
  }
}
