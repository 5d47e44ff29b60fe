package import Inputs

/// What holds for the whole document.
package struct DocumentSpec: Sendable {
  package var title: LocalizedText?
  package var subtitle: LocalizedText?
  package var authors: [LocalizedText] = []
  package var description: LocalizedText?
  package var keywords: [Name] = []
  /// `2026-11`, `2026-11-23` or a template.
  package var date: TemplateText?
  /// BCP 47.
  package var language: Name?
  /// The name of a built-in theme, the path of a theme file, or nil.
  package var theme: ThemeSetting?
  /// The name of one of the theme's variants; nil for the theme as it is.
  package var variant: Name?
  package var numbering = NumberingSpec()
  package var notes = NotesSpec()
  package var pdf = PDFSpec()
  /// An IANA name; nil for UTC.
  package var timezone: Name?
  package var edition: EditionSetting?
  /// Styles by role, over the theme's.
  package var style: [Named<RoleStylePatch>] = []

  package init() {}

  static let record: Record<DocumentSpec> = Record(
    "document", "What holds for the whole document.", make: { DocumentSpec() },
    [
      Field("title", optional: \.title, .text, "The title: on the cover and in the file's properties."),
      Field("subtitle", optional: \.subtitle, .text, "A second line for the cover."),
      Field("authors", \.authors, oneOrMore(.text), "Who wrote it."),
      Field("description", optional: \.description, .text, "The subject in the file's properties."),
      Field("keywords", \.keywords, oneOrMore(.name), "Keywords in the file's properties."),
      Field("date", optional: \.date, .template, "The date of the document: 2026-11 or 2026-11-23."),
      Field(
        "lang", optional: \.language, .languageTag,
        "The language: hyphenation, number formats, the words Table and Figure."),
      Field("theme", optional: \.theme, .theme, "A built-in theme, the path of a theme file, or its content."),
      Field("variant", optional: \.variant, .name, "One of the theme's variants, such as slides."),
      Field("number", \.numbering, nested(NumberingSpec.record), "How headings, figures, tables and maps are numbered."),
      Field("notes", \.notes, .notes, "Where notes stand, foot or end, and how they are marked."),
      Field("pdf", \.pdf, nested(PDFSpec.record), "Options of PDF files."),
      Field(
        "timezone", optional: \.timezone, .named("a time zone such as Asia/Seoul"), "The time zone of dates; UTC when it is absent."
      ),
      Field("edition", optional: \.edition, .edition, "Whose names and boundaries maps show: one, or one for each language: {en: neutral, ko: kr}."),
      Field("style", \.style, .roleStyles, "Styles by role, over those of the theme."),
    ])
}

/// Where a theme comes from.
package enum ThemeSetting: Sendable {
  /// A built-in theme (`monsoon`), or a path when it ends in `.yaml`, `.yml` or `.json`.
  case named(Name)
  case inline(TreeNode)
}

extension Reader where Value == ThemeSetting {
  static var theme: Reader {
    either(
      Reader<Name>.name.map { ThemeSetting.named($0) }, when: { $0.entries == nil },
      or: Reader<TreeNode>.mapping.map { ThemeSetting.inline($0) })
  }
}

/// Patterns of numbers such as `1.1`; nil for none.
package struct NumberingSpec: Hashable, Sendable {
  package var headings: Name?
  package var figures: Name?
  package var tables: Name?
  package var maps: Name?

  package init() {}

  static let record: Record<NumberingSpec> = Record(
    "numbering", "How headings, figures, tables and maps are numbered.", make: { NumberingSpec() },
    [
      Field("headings", optional: \.headings, .named("a pattern such as \"1.1\""), "Headings: 1, 1.1 or 1.1.1."),
      Field("figures", optional: \.figures, .named("a pattern such as \"1\""), "Figures."),
      Field("tables", optional: \.tables, .named("a pattern such as \"1\""), "Tables."),
      Field(
        "maps", optional: \.maps, .named("a pattern such as \"1\""), "Maps; without it they count by themselves, as figures do."),
    ])
}

/// Options of PDF files.
package struct PDFSpec: Hashable, Sendable {
  package enum Standard: String, CaseIterable, Sendable {
    case none
    case ua1 = "ua-1"
  }

  package enum Tags: String, CaseIterable, Sendable {
    case auto
    case on
    case off
  }

  package var standard = Standard.none
  package var tags = Tags.auto

  package init() {}

  static let record: Record<PDFSpec> = Record(
    "pdf", "Options of PDF files.", make: { PDFSpec() },
    [
      Field("standard", \.standard, .choice, "A standard that the file must meet."),
      Field("tags", \.tags, .choice, "Structure tags: auto is on up to 300 pages."),
    ])
}

/// Whose names and boundaries maps show.
package enum MapEdition: String, CaseIterable, Sendable {
  case neutral
  case kr
  case india
}

/// The edition of a document's maps: one for all languages, or one for each.
package struct EditionSetting: Sendable {
  var usual: MapEdition?
  var byLanguage: [Named<MapEdition>] = []

  /// The edition of a language, `zh` standing for `zh-Hant` too; nil where none is given.
  package func edition(in language: String) -> MapEdition? {
    byLanguage.first { $0.name.text == language || language.hasPrefix($0.name.text + "-") }?.value ?? usual
  }
}

extension Reader where Value == EditionSetting {
  static var edition: Reader {
    either(
      Reader<MapEdition>.choice.map { EditionSetting(usual: $0) }, when: { $0.entries == nil },
      or: Specs.named(Reader<MapEdition>.choice).map { EditionSetting(byLanguage: $0) })
  }
}
