package import Layout
package import Typesetting

/// What Markdown needs from the document around it.
package struct ProseOptions: Sendable {
  package var style: ProseStyle
  package var typesetter: Typesetter
  /// What `@name` becomes; nil when the document has nothing of that name.
  package var resolveReference: @Sendable (String) -> ProseReference?
  /// The pieces of a citation; nil when none of its keys is a work. `isNarrative` for a key outside brackets, which is part of the
  /// sentence.
  package var cite: @Sendable ([Citation], _ isNarrative: Bool) -> [ProseReference]? = { _, _ in nil }
  /// What headings and pages are called in references; nil where a text cannot wait for the pages.
  package var lateWords: LateWords?
  /// The name that `@page:name` means here; the same in most documents.
  package var destination: @Sendable (String) -> String = { $0 }
  /// The names that may be referred to, in order, for "did you mean".
  package var referenceNames: [String]
  /// Lays out a Markdown table; nil when tables are not possible here, which is reported.
  package var makeTable: @Sendable (ProseTable) -> (any Block)?
  /// Added to heading levels: 1 makes `#` a second level heading.
  package var headingShift: Int

  package init(
    style: ProseStyle, typesetter: Typesetter,
    resolveReference: @escaping @Sendable (String) -> ProseReference? = { _ in nil }, referenceNames: [String] = [],
    lateWords: LateWords? = nil,
    makeTable: @escaping @Sendable (ProseTable) -> (any Block)? = { _ in nil }, headingShift: Int = 0
  ) {
    self.style = style
    self.typesetter = typesetter
    self.resolveReference = resolveReference
    self.referenceNames = referenceNames
    self.lateWords = lateWords
    self.makeTable = makeTable
    self.headingShift = headingShift
  }
}

/// The counts that run through all texts of a document. A value: a new pass begins with a fresh one.
package struct ProseNumbering: Sendable {
  /// True when headings are numbered 1, 1.1, 1.1.1.
  package var numbersHeadings: Bool
  /// How many levels are numbered.
  package var numberedLevels: Int
  /// The current number of each level.
  package private(set) var headingCounts = [0, 0, 0, 0, 0, 0]
  package private(set) var footnoteCount = 0
  /// Notes are counted anew under each heading of the first level.
  package var restartsNotes = false
  /// Marks are `*`, `†`, `‡` and so on.
  package var marksNotesWithSymbols = false
  /// The title of the heading of the first level above.
  package private(set) var section: String?
  private var noteNumber = 0
  private var anchors: Set<String> = []

  package init(numbersHeadings: Bool = false, numberedLevels: Int = 3) {
    self.numbersHeadings = numbersHeadings
    self.numberedLevels = numberedLevels
  }

  /// Counts a heading of `level` (1 to 6) and gives its number, such as `2.1`; nil when it has none.
  package mutating func nextHeading(_ level: Int) -> String? {
    let depth = min(max(1, level), headingCounts.count)
    headingCounts[depth - 1] += 1
    for deeper in depth..<headingCounts.count { headingCounts[deeper] = 0 }
    guard numbersHeadings, depth <= numberedLevels else { return nil }
    return headingCounts[..<depth].map(String.init).joined(separator: ".")
  }

  /// Notes the beginning of a section.
  package mutating func beginSection(_ level: Int, title: String) {
    guard level == 1 else { return }
    section = title
    if restartsNotes { noteNumber = 0 }
  }

  /// The next note, without its text.
  package mutating func nextFootnote() -> ProseFootnote {
    footnoteCount += 1
    noteNumber += 1
    let symbols = ["*", "\u{2020}", "\u{2021}", "\u{00A7}", "\u{2016}", "\u{00B6}"]
    let turns = (noteNumber - 1) / symbols.count + 1
    let mark = marksNotesWithSymbols ? String(repeating: symbols[(noteNumber - 1) % symbols.count], count: turns) : "\(noteNumber)"
    return ProseFootnote(name: "fn-\(footnoteCount)", mark: mark, spans: [], section: section)
  }

  /// The names of all headings so far, in alphabetical order.
  package var anchorNames: [String] { anchors.sorted() }

  /// `wanted`, or `wanted-2` and so on when it is taken.
  package mutating func anchor(_ wanted: String) -> String {
    var name = wanted, n = 2
    while !anchors.insert(name).inserted {
      name = "\(wanted)-\(n)"
      n += 1
    }
    return name
  }
}
