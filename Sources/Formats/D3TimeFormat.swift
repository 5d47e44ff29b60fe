/// A time format of d3-time-format (`%Y-%m-%d`), in UTC with English names.
///
/// Follows d3-time-format 4.1 (https://d3js.org/d3-time-format). An unknown directive is written as it stands.
package struct D3TimeFormat: Hashable, Sendable {
  var parts: [Part]

  /// A stretch of plain text, or a directive with its padding.
  enum Part: Hashable, Sendable {
    case literal(String)
    case directive(UInt8, Padding)
  }

  enum Padding: Hashable, Sendable { case byDirective, none, space, zero }

  /// Every text is a format.
  package init(_ specifier: String) { parts = Self.parsed(specifier) }

  /// The text of a time in milliseconds since 1970-01-01T00:00:00Z; `NaN` forms for a time that is none.
  package func callAsFunction(_ milliseconds: Double) -> String { text(of: milliseconds) }
}
