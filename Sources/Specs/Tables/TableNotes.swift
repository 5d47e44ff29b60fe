import Diagnostics
import Inputs

/// A note with a mark on each place it belongs to.
package struct TableFootnote: Sendable {
  /// Empty for a note on marks that stand in the data.
  package var at: [TableLocation] = []
  /// Its mark; the next of the table's marks when it is absent.
  package var mark: Name?
  package var text = LocalizedText(TemplateText(literal: ""))

  package init() {}

  static let record: Record<TableFootnote> = Record(
    "tableFootnote", "A note with a mark on each place it belongs to.", make: { TableFootnote() },
    [
      Field("at", \.at, oneOrMore(nested(TableLocation.record)), "Where its mark stands; absent for a note on something that the data prints."),
      Field("mark", optional: \.mark, .name, "Its mark, such as \"†\"; the next of the table's marks when it is absent."),
      Field("text", \.text, .text, required: true, "The note."),
    ])
}

/// The typed address of a part of a table, as gt's `cells_*` functions give it.
package struct TableLocation: Sendable {
  package enum Part: String, CaseIterable, Sendable { case title, subtitle, stubhead, column, spanner, group, stub, summary, grand }

  /// An expression that is true for the rows (`iso3 == 'MMR'`).
  package var row: Name?
  /// Names or globs of the columns.
  package var columns: [Name] = []
  /// A label instead of cells: which part.
  package var label: Part?
  /// The text of the group, spanner or summary row.
  package var name: Name?

  package init() {}

  static let record: Record<TableLocation> = Record(
    "tableLocation", "A part of a table: cells by row and column, or a label.", make: { TableLocation() },
    [
      Field("row", optional: \.row, .expression, "An expression that is true for the rows."),
      Field("column", \.columns, oneOrMore(.name), "The columns, by name or glob."),
      Field("label", optional: \.label, .choice, "A label instead of cells: which part."),
      Field("name", optional: \.name, .name, "The text of the group, spanner or summary row."),
    ])
}

/// Cells that are set as the subject, on a tint.
package struct TableHighlight: Sendable {
  package var at: [TableLocation] = []

  package init() {}

  static let record: Record<TableHighlight> = Record(
    "tableHighlight", "Cells that are set as the subject, on a tint.", make: { TableHighlight() },
    [
      Field("at", \.at, oneOrMore(nested(TableLocation.record)), required: true, "The cells, by row and column."),
    ])
}

/// The marks of notes that have none of their own.
package enum TableMarkChoice: Hashable, Sendable {
  package enum Series: String, CaseIterable, Sendable { case symbols, numbers, letters }

  case series(Series)
  /// In this order; doubled when they run out.
  case list([Name])
}

extension Reader where Value == TableMarkChoice {
  static var tableMarks: Reader {
    let series = Reader<TableMarkChoice.Series>.choice, marks = Specs.list(Reader<Name>.name)
    return Reader(
      series.expected + ", or a list of marks", schema: { book in .anyOf([series.schema(&book), marks.schema(&book)]) }
    ) { node, findings in
      guard node.elements != nil else { return series.read(node, &findings).map(TableMarkChoice.series) }
      guard let read = marks.read(node, &findings), !read.isEmpty else {
        if node.elements?.isEmpty == true { findings.wrongType(node, "at least one mark") }
        return nil
      }
      return .list(read)
    }
  }
}
