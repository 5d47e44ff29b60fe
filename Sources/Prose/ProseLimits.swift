/// Limits of Markdown text, each with its reason.
package enum ProseLimits {
  /// A text longer than this is a book, and cmark's slower corners are quadratic.
  package static let bytes = 2_000_000
  /// The tree is walked by recursion; nobody reads quotes in quotes this deep.
  package static let depth = 48
  /// Blocks and inline pieces of one text.
  package static let nodes = 500_000
}
