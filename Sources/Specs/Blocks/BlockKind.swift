/// The kinds of block; a block is a mapping with exactly one of these keys. The list is closed.
package enum BlockKind: String, CaseIterable, Sendable {
  case md
  case heading
  case chart
  case map
  case table
  case row
  case grid
  case callout
  case image
  case kpis
  case pull
  case toc
  case page
  case columns
  case `break`
  case space
  case rule
  case note
  case cover
  case bibliography
  case endnotes
  case each

  /// True for the kinds that may have a number: `Figure 3`.
  package var isNumbered: Bool { self == .chart || self == .map || self == .table || self == .image }
}
