import Diagnostics
import Inputs

/// `md: text`.
struct MarkdownBlock: Sendable {
  var common = CommonOptions()
  var text = LocalizedText(TemplateText(literal: ""))

  static let record: Record<MarkdownBlock> = Record(
    "md", "Text in CommonMark with tables, strikethrough and footnotes.", make: { MarkdownBlock() },
    [Field("md", \.text, .text, required: true, "The text.")] + lift(CommonOptions.named, to: \.common))
}

/// `note: text`.
struct NoteBlock: Sendable {
  var common = CommonOptions()
  var text = LocalizedText(TemplateText(literal: ""))

  static let record: Record<NoteBlock> = Record(
    "note", "A note or source line in small type.", make: { NoteBlock() },
    [Field("note", \.text, .text, required: true, "The text.")] + lift(CommonOptions.named, to: \.common))
}

/// A heading with what belongs to it.
package struct HeadingSpec: Sendable {
  package var text = LocalizedText(TemplateText(literal: ""))
  /// From 1, the highest.
  package var level = 1
  package var subtitle: LocalizedText?
  package var eyebrow: LocalizedText?
  package var lead: LocalizedText?
  package var isNumbered = true
  package var isInContents = true
  /// The line under it in the contents.
  package var contentsLine: LocalizedText?
  var common = CommonOptions()

  package init() {}

  static let record: Record<HeadingSpec> = Record(
    "heading", "A heading.", make: { HeadingSpec() },
    [
      Field("heading", \.text, .text, required: true, "The text."),
      Field("level", \.level, .integer(1...6), "Its level, 1 is the highest."),
      Field("subtitle", optional: \.subtitle, .text, "A second line."),
      Field("eyebrow", optional: \.eyebrow, .text, "A line above in capitals."),
      Field("lead", optional: \.lead, .text, "The opening paragraph in larger type."),
      Field("number", \.isNumbered, .bool, "Whether it is numbered."),
      Field("toc", \.entry, .contentsEntry, "Whether the contents show it, or the line that they show below it."),
    ] + lift(CommonOptions.named, to: \.common))

  /// What `toc:` says.
  fileprivate var entry: ContentsEntry {
    get { ContentsEntry(isShown: isInContents, line: contentsLine) }
    set { (isInContents, contentsLine) = (newValue.isShown, newValue.line) }
  }
}

/// How a heading appears in the contents.
private struct ContentsEntry: Sendable {
  var isShown = true
  var line: LocalizedText?
}

extension Reader where Value == ContentsEntry {
  /// `false`, `true`, or the line below the title.
  fileprivate static var contentsEntry: Reader {
    either(
      Reader<Bool>.bool.map { ContentsEntry(isShown: $0) }, when: { $0.bool != nil },
      or: Reader<LocalizedText>.text.map { ContentsEntry(line: $0) })
  }
}

/// A box of text that stands out.
package struct CalloutSpec: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case note, info, tip, warning, important }

  package var kind = Kind.note
  package var title: LocalizedText?
  package var text: LocalizedText?
  package var blocks: [BlockSpec] = []
  var inner = CommonOptions()

  package init() {}

  static let record: Record<CalloutSpec> = Record(
    "calloutContent", "A text that stands out.", make: { CalloutSpec() },
    [
      Field("kind", \.kind, .choice, "What it is."), Field("title", optional: \.title, .text, "Its title."),
      Field("md", optional: \.text, .text, "Its text in CommonMark."), Field("blocks", \.blocks, list(.block), "Its blocks."),
    ] + lift(CommonOptions.fields, to: \.inner))
}

struct CalloutBlock: Sendable {
  var common = CommonOptions()
  var callout = CalloutSpec()

  static let record: Record<CalloutBlock> = Record(
    "callout", "A text that stands out.", make: { CalloutBlock() },
    [Field("callout", \.callout, .callout, required: true, "Its content, or just its text.")]
      + lift(CommonOptions.named, to: \.common))

  /// `when` and `else` may stand inside or outside.
  var mergedCommon: CommonOptions {
    var merged = common
    merged.when = common.when ?? callout.inner.when
    merged.otherwise += callout.inner.otherwise
    merged.style += callout.inner.style
    return merged
  }
}

extension Reader where Value == CalloutSpec {
  /// A mapping, or just the text; `{md: text}` is no text in a language called md.
  static var callout: Reader {
    either(
      nested(CalloutSpec.record), when: { $0.entries != nil && ($0["md"] != nil || !isLanguageMap($0)) },
      or: Reader<LocalizedText>.text.map { text in
        var callout = CalloutSpec()
        callout.text = text
        return callout
      })
  }
}

/// A list of contents.
package struct ContentsSpec: Sendable {
  package enum List: String, CaseIterable, Sendable { case figures, tables, maps }

  package var title: LocalizedText?
  package var depth = 2
  package var lists: [List] = []
  /// False for lists alone.
  package var showsHeadings = true
  /// The room above and below the lines of a row together; the theme's when it is nil.
  package var rowSpace: Length?

  package init() {}

  static let record: Record<ContentsSpec> = Record(
    "contents", "A list of contents.", make: { ContentsSpec() },
    [
      Field("title", optional: \.title, .text, "Its title."),
      Field("depth", \.depth, .integer(1...6), "How many levels of headings."),
      Field("lists", \.lists, oneOrMore(.choice), "Further lists: figures, tables, maps."),
      Field("headings", \.showsHeadings, .bool, "Whether headings are shown; false for lists alone."),
      Field("row_space", optional: \.rowSpace, .length(), "The room above and below the lines of a row together."),
    ])
}

struct ContentsBlock: Sendable {
  var common = CommonOptions()
  var contents = ContentsSpec()

  static let record: Record<ContentsBlock> = Record(
    "toc", "The contents.", make: { ContentsBlock() },
    [Field("toc", \.contents, .contents, required: true, "Its options, true, or lists alone: figures, or [figures, maps].")] + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == ContentsSpec {
  /// A mapping, true, or the names of lists.
  static var contents: Reader {
    either(nested(ContentsSpec.record), when: { $0.entries != nil }, or: either(
        Reader<Bool>.bool.map { _ in ContentsSpec() }, when: { $0.bool != nil },
        or: oneOrMore(Reader<ContentsSpec.List>.choice).map { lists in
          var contents = ContentsSpec()
          (contents.lists, contents.showsHeadings) = (lists, false)
          return contents
        }))
  }
}

/// The title page.
package struct CoverSpec: Sendable {
  package var title: LocalizedText?
  package var subtitle: LocalizedText?
  package var eyebrow: LocalizedText?
  package var authors: LocalizedText?
  package var date: LocalizedText?
  /// At the foot, at the left: the title in another language, a motto.
  package var tagline: LocalizedText?
  /// At the foot, at the right, in small type.
  package var note: LocalizedText?
  /// The color of the whole page; nil for the theme's.
  package var fill: ColorSetting?
  /// Drawn over the whole page, behind the texts.
  package var map: MapSpec?
  package var logo: Name?
  /// Behind the texts, over the whole page.
  package var image: BackdropSpec?

  package init() {}

  static let record: Record<CoverSpec> = Record(
    "coverContent", "The title page.", make: { CoverSpec() },
    [
      Field("title", optional: \.title, .text, "The title; the document's when it is absent."),
      Field("subtitle", optional: \.subtitle, .text, "A second line; the document's when it is absent."),
      Field("eyebrow", optional: \.eyebrow, .text, "A line above in capitals."),
      Field("authors", optional: \.authors, .text, "Who wrote it; the document's authors when it is absent."),
      Field("date", optional: \.date, .text, "The date; the document's when it is absent."),
      Field("tagline", optional: \.tagline, .text, "A line at the foot: the title in another language, a motto."),
      Field("note", optional: \.note, .text, "A note at the foot in small type."),
      Field("fill", optional: \.fill, .color, "The color of the whole page."),
      Field("map", optional: \.map, .coverMap, "A map over the whole page, behind the texts: the keys of a map without its name."),
      Field("logo", optional: \.logo, .path, "The path of a picture."),
      Field(
        "image", optional: \.image, .backdrop, "A picture over the whole page, behind map and texts: its path, or {image, fit, focus, opacity}."),
    ])
}

extension Reader where Value == MapSpec {
  fileprivate static var coverMap: Reader {
    Reader("a mapping", schema: { book in MapSpec.record.schema(in: &book) }) { node, findings in MapSpec.decode(node, &findings) }
  }
}

struct CoverBlock: Sendable {
  var common = CommonOptions()
  var cover = CoverSpec()

  static let record: Record<CoverBlock> = Record(
    "cover", "The title page.", make: { CoverBlock() },
    [Field("cover", \.cover, nested(CoverSpec.record), required: true, "What stands on it.")]
      + lift(CommonOptions.named, to: \.common))
}
