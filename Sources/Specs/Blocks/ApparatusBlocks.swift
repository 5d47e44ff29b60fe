import Diagnostics
package import Inputs

/// The list of works cited.
package struct BibliographySpec: Sendable {
  package enum Style: String, CaseIterable, Sendable {
    case authorDate = "author-date"
    case numeric
    /// Another name of author-date.
    case apa
  }

  /// The path of a file: CSL JSON, the same in YAML, or BibTeX.
  package var from: Name?
  /// Works by key, in the terms of CSL JSON.
  package var entries: [Named<TreeNode>] = []
  package var style = Style.authorDate
  package var title: LocalizedText?
  /// Works that no text cites are listed too.
  package var listsAll = false

  package init() {}

  static let record: Record<BibliographySpec> = Record(
    "bibliographyContent", "The list of works cited. Texts cite with [@key], [@a; @b] or [see @key, p. 12]; @key is part of the sentence.",
    make: { BibliographySpec() },
    [
      Field("from", optional: \.from, .path, "The path of a file of works: CSL JSON, the same in YAML, or BibTeX (.bib)."),
      Field("entries", \.entries, Specs.named(.mapping), "Works by key: author, year, title, container-title, volume, issue, page, publisher, DOI, URL."),
      Field("style", \.style, .choice, "Author and year in the text and a list by authors (author-date or apa), or numbers in the order of citation."),
      Field("title", optional: \.title, .text, "Its title."),
      Field("all", \.listsAll, .bool, "Whether works that no text cites are listed too."),
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

/// Where the notes of texts stand and how they are marked.
package struct NotesSpec: Hashable, Sendable {
  package enum Place: String, CaseIterable, Sendable { case foot, end }
  package enum Restart: String, CaseIterable, Sendable { case never, heading }
  package enum Marks: String, CaseIterable, Sendable { case numbers, symbols }

  package var place = Place.foot
  package var restart = Restart.never
  package var marks = Marks.numbers

  package init() {}

  static let record: Record<NotesSpec> = Record(
    "notes", "The notes of texts.", make: { NotesSpec() },
    [
      Field("place", \.place, .choice, "At the foot of the page of their marks, or together at the end or where `endnotes` stands."),
      Field("restart", \.restart, .choice, "Whether the marks begin again at each heading of the first level."),
      Field("marks", \.marks, .choice, "Numbers, or the symbols *, \u{2020}, \u{2021}, \u{00A7}."),
    ])
}

extension Reader where Value == NotesSpec {
  /// `foot`, `end`, or a mapping.
  static var notes: Reader {
    either(
      nested(NotesSpec.record), when: { $0.entries != nil },
      or: Reader<NotesSpec.Place>.choice.map { place in
        var notes = NotesSpec()
        notes.place = place
        return notes
      })
  }
}

/// The notes since those that were set before, one below the other.
package struct EndnotesSpec: Sendable {
  /// Nil for the word of the language.
  package var title: LocalizedText?
  /// False without a title.
  package var hasTitle = true

  package init() {}

  static let record: Record<EndnotesSpec> = Record(
    "endnotesContent", "The notes so far.", make: { EndnotesSpec() }, [Field("title", optional: \.title, .text, "Their title; the word for notes when it is absent.")])
}

struct EndnotesBlock: Sendable {
  var common = CommonOptions()
  var endnotes = EndnotesSpec()

  static let record: Record<EndnotesBlock> = Record(
    "endnotes", "The notes of the texts above, with document: {notes: end}.", make: { EndnotesBlock() },
    [Field("endnotes", \.endnotes, .endnotes, required: true, "Their options, or true; false for no title.")]
      + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == EndnotesSpec {
  static var endnotes: Reader {
    either(
      nested(EndnotesSpec.record), when: { $0.entries != nil },
      or: Reader<Bool>.bool.map { hasTitle in
        var notes = EndnotesSpec()
        notes.hasTitle = hasTitle
        return notes
      })
  }
}
