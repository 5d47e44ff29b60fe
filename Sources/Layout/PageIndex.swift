/// Where everything that has a name stands, as far as a plan of the pages knows it.
///
/// Empty in the first pass; blocks that depend on it are laid out again until nothing in it changes.
package struct PageIndex: Hashable, Sendable {
  /// A named place.
  package struct Entry: Hashable, Sendable {
    package var name: String
    /// The page, from 0.
    package var page: Int
    /// What is printed for that page: `iv`, `12`.
    package var label: String
    /// How the contents show it; nil for plain targets.
    package var heading: OutlineHeading?

    package init(name: String, page: Int, label: String, heading: OutlineHeading?) {
      self.name = name
      self.page = page
      self.label = label
      self.heading = heading
    }
  }

  /// In the order of the pages.
  package var entries: [Entry]
  package var pageCount: Int

  package init(entries: [Entry] = [], pageCount: Int = 0) {
    self.entries = entries
    self.pageCount = pageCount
  }
}

extension PageIndex {
  /// The place of this name; nil when the plan has none.
  package func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}
