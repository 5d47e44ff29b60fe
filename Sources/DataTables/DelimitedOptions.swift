package import Diagnostics

/// How a cell of a delimited text is to be read.
package enum CellReading: Hashable, Sendable {
  case boolean
  case integer
  case number
  /// Digits in groups: `268,614`, `1 234.5`.
  case groupedNumber
  case string
  /// ISO and ECMAScript dates; with a d3 time format, that form alone.
  case date(format: String?)
}

/// A type that the author states for a column.
package struct StatedType: Sendable {
  package var column: String
  package var reading: CellReading
  package var range: SourceRange

  package init(column: String, reading: CellReading, range: SourceRange = .detached) {
    self.column = column
    self.reading = reading
    self.range = range
  }
}

/// How a delimited text (CSV, TSV) is read.
package struct DelimitedOptions: Sendable {
  /// The byte between cells.
  package var separator: UInt8 = UInt8(ascii: ",")
  package var types: [StatedType] = []
  /// Names for the columns in place of the header's; the first line is still the header unless `hasHeader` is false.
  package var names: [String]?
  package var hasHeader = true
  /// Texts that mean "no value" beside the empty cell: `NA`, `-`.
  package var missing: [String] = []
  /// Columns without a stated type stay text, as Vega-Lite reads files; else their types are found from all their cells.
  package var readsText = false

  package init() {}

  package static let csv = DelimitedOptions()
  package static var tsv: DelimitedOptions {
    var options = DelimitedOptions()
    options.separator = UInt8(ascii: "\t")
    return options
  }
}

/// Limits of a data file, each with its reason.
package enum DataLimits {
  /// Far above what a printed report or a chart can show.
  package static let rows = 5_000_000
  /// SQLite takes no more columns than this either.
  package static let columns = 2_000
  /// A cell is a text that somebody reads; a greater one is an unterminated quote.
  package static let cellBytes = 1_000_000
  /// Reports of more wrong cells than this help nobody.
  package static let wrongCells = 20
}
