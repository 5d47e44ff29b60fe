package import Geometry

/// One page, ready to be drawn: its size in points and its items from back to front.
package struct ScenePage: Hashable, Sendable {
  package var size: Size
  package var items: [SceneItem]
  /// The printed page number, such as `iv` or `12`; nil for none.
  package var label: String?

  package init(size: Size, items: [SceneItem], label: String? = nil) {
    self.size = size
    self.items = items
    self.label = label
  }

  /// The names of the places on this page that links may lead to.
  package var destinations: [String] { Self.destinations(in: items) }

  private static func destinations(in items: [SceneItem]) -> [String] {
    items.flatMap { item -> [String] in
      switch item {
      case .destination(let name, _): [name]
      case .group(let group): destinations(in: group.items)
      case .fill, .stroke, .glyphs, .image, .begin, .end, .link: []
      }
    }
  }

  /// The page without links that lead to other places than `known`: of a document of which only some pages are written.
  package func keepingLinks(to known: Set<String>) -> ScenePage {
    ScenePage(size: size, items: Self.keepingLinks(in: items, to: known), label: label)
  }

  /// The page as a part of a larger document: its places and the links to them are named with `prefix` before their names.
  package func prefixingDestinations(_ prefix: String) -> ScenePage {
    ScenePage(size: size, items: Self.prefixing(prefix, in: items), label: label)
  }

  private static func prefixing(_ prefix: String, in items: [SceneItem]) -> [SceneItem] {
    items.map { item in
      switch item {
      case .destination(let name, let point): return .destination(prefix + name, point)
      case .link(let rect, .destination(let name)): return .link(rect, .destination(prefix + name))
      case .group(var group):
        group.items = prefixing(prefix, in: group.items)
        return .group(group)
      case .fill, .stroke, .glyphs, .image, .begin, .end, .link: return item
      }
    }
  }

  private static func keepingLinks(in items: [SceneItem], to known: Set<String>) -> [SceneItem] {
    items.compactMap { item in
      switch item {
      case .link(_, .destination(let name)): return known.contains(name) ? item : nil
      case .group(var group):
        group.items = keepingLinks(in: group.items, to: known)
        return .group(group)
      case .fill, .stroke, .glyphs, .image, .begin, .end, .link, .destination: return item
      }
    }
  }
}

/// An entry of the document's outline (the reader's table of contents).
package struct OutlineEntry: Hashable, Sendable {
  package var title: String
  /// 1 for the top level. A level may only be one deeper than the entry before it.
  package var level: Int
  package var destination: String

  package init(title: String, level: Int, destination: String) {
    self.title = title
    self.level = level
    self.destination = destination
  }
}

/// What a document says of itself, outside its pages.
package struct DocumentProperties: Hashable, Sendable {
  package var title: String
  package var authors: [String]
  package var subject: String?
  package var keywords: [String]
  /// BCP 47.
  package var language: String
  /// ISO 8601, such as `2026-11-23T00:00:00Z`. Nil when neither the document nor SOURCE_DATE_EPOCH gives one.
  package var date: String?

  package init(
    title: String, authors: [String] = [], subject: String? = nil, keywords: [String] = [], language: String = "en",
    date: String? = nil
  ) {
    self.title = title
    self.authors = authors
    self.subject = subject
    self.keywords = keywords
    self.language = language
    self.date = date
  }
}
