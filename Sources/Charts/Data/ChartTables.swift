package import DataTables
package import Diagnostics
package import Geo
package import Inputs

/// Where a chart finds the data it names.
package protocol ChartTables: Sendable {
  /// The table of that name in the report's `data`.
  func table(named name: String, at range: SourceRange) throws(Failure) -> Table
  /// The areas and lines of that name in the report's `data`, and the object that the entry names; nil when the name is none of theirs.
  func shapes(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?)?
  /// A data file, read as `format` says.
  func table(url: String, format: ChartDataFormat, at range: SourceRange) throws(Failure) -> Table
  /// A data file as a tree (TopoJSON, GeoJSON).
  func tree(url: String, at range: SourceRange) throws(Failure) -> TreeNode
}

extension ChartTables {
  package func shapes(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?)? { nil }
}

/// How Vega-Lite's `data.format` wants a file to be read.
package struct ChartDataFormat: Hashable, Sendable {
  /// `csv`, `tsv`, `dsv`, `json`, `topojson`; from the suffix of the url when the spec does not say.
  package var type: String
  package var delimiter: String?
  /// The path to the rows inside a JSON file.
  package var property: String?
  /// Delimited columns are given as text, as Vega-Lite reads them: the chart turns into numbers and dates what its encodings say.
  package var keepsText: Bool

  package init(type: String, delimiter: String? = nil, property: String? = nil, keepsText: Bool = true) {
    self.type = type
    self.delimiter = delimiter
    self.property = property
    self.keepsText = keepsText
  }
}
