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
      Field("toc", \.isInContents, .bool, "Whether the contents show it."),
    ] + lift(CommonOptions.named, to: \.common))
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
  static var callout: Reader {
    either(
      nested(CalloutSpec.record), when: { $0.entries != nil && !isLanguageMap($0) },
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

  package init() {}

  static let record: Record<ContentsSpec> = Record(
    "contents", "A list of contents.", make: { ContentsSpec() },
    [
      Field("title", optional: \.title, .text, "Its title."),
      Field("depth", \.depth, .integer(1...6), "How many levels of headings."),
      Field("lists", \.lists, oneOrMore(.choice), "Further lists: figures, tables, maps."),
    ])
}

struct ContentsBlock: Sendable {
  var common = CommonOptions()
  var contents = ContentsSpec()

  static let record: Record<ContentsBlock> = Record(
    "toc", "The contents.", make: { ContentsBlock() },
    [Field("toc", \.contents, .contents, required: true, "Its options, or true.")] + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == ContentsSpec {
  static var contents: Reader {
    either(nested(ContentsSpec.record), when: { $0.entries != nil }, or: Reader<Bool>.bool.map { _ in ContentsSpec() })
  }
}

/// The title page.
package struct CoverSpec: Sendable {
  package var title: LocalizedText?
  package var subtitle: LocalizedText?
  package var eyebrow: LocalizedText?
  package var authors: LocalizedText?
  package var date: LocalizedText?
  package var logo: Name?
  package var image: Name?

  package init() {}

  static let record: Record<CoverSpec> = Record(
    "coverContent", "The title page.", make: { CoverSpec() },
    [
      Field("title", optional: \.title, .text, "The title."), Field("subtitle", optional: \.subtitle, .text, "A second line."),
      Field("eyebrow", optional: \.eyebrow, .text, "A line above in capitals."),
      Field("authors", optional: \.authors, .text, "Who wrote it."),
      Field("date", optional: \.date, .text, "The date."), Field("logo", optional: \.logo, .path, "The path of a picture."),
      Field("image", optional: \.image, .path, "The path of a picture behind the title."),
    ])
}

struct CoverBlock: Sendable {
  var common = CommonOptions()
  var cover = CoverSpec()

  static let record: Record<CoverBlock> = Record(
    "cover", "The title page.", make: { CoverBlock() },
    [Field("cover", \.cover, nested(CoverSpec.record), required: true, "What stands on it.")]
      + lift(CommonOptions.named, to: \.common))
}

/// The list of works cited.
package struct BibliographySpec: Sendable {
  package var from = Name("")
  package var style: Name?
  package var title: LocalizedText?

  package init() {}

  static let record: Record<BibliographySpec> = Record(
    "bibliographyContent", "The list of works cited.", make: { BibliographySpec() },
    [
      Field("from", \.from, .path, required: true, "The path of a BibTeX or CSL JSON file."),
      Field("style", optional: \.style, .name, "The citation style: apa."), Field("title", optional: \.title, .text, "Its title."),
    ])
}

struct BibliographyBlock: Sendable {
  var common = CommonOptions()
  var bibliography = BibliographySpec()

  static let record: Record<BibliographyBlock> = Record(
    "bibliography", "The list of works cited.", make: { BibliographyBlock() },
    [Field("bibliography", \.bibliography, nested(BibliographySpec.record), required: true, "Its options.")]
      + lift(CommonOptions.named, to: \.common))
}
