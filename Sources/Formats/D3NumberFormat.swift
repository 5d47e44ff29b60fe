/// A number format of d3-format: `[[fill]align][sign][symbol][0][width][,][.precision][~][type]`.
///
/// Follows d3-format 3.1 (https://d3js.org/d3-format) with its English locale: U+2212 for minus, `,` between groups of
/// three, `$` before the number. An unknown type letter means no type, as there.
package struct D3NumberFormat: Hashable, Sendable {
  var fill: String = " "
  var align: Align = .right
  var sign: Sign = .minus
  var symbol: Symbol = .none
  var zero = false
  var width = 0
  var comma = false
  var precision: Int?
  var trim = false
  var type: UInt8?

  enum Align: Hashable, Sendable { case left, right, afterSign, center }
  enum Sign: Hashable, Sendable { case minus, plus, parenthesis, space }
  enum Symbol: Hashable, Sendable { case none, currency, base }

  /// - Returns: nil when the text is not a format.
  package init?(_ specifier: String) {
    guard parse(specifier) else { return nil }
  }

  /// The same with another type in place of the one that the text states.
  init?(_ specifier: String, type: UInt8) {
    guard parse(specifier, type: type) else { return nil }
  }

  /// The text of `x`; never fails, NaN and infinities have their names.
  package func callAsFunction(_ x: Double) -> String { text(of: x) }
}
