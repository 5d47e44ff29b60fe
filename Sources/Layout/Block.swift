package import Geometry
package import Scene

/// Something that takes room on a page: a paragraph, a table, a chart, a row of blocks.
///
/// A block is a value. Laying it out is pure and may be asked again at another width; drawing cannot fail.
package protocol Block: Sendable {
  /// The narrowest and the widest useful width in points; columns are sized from it.
  var widthRange: ClosedRange<Double> { get }

  /// The part of the block from `cursor` on that fits into `region`.
  func layout(in region: Region, from cursor: Cursor) -> Fragment
}

/// A position in a block's own content (row 4,812; line 31), never in points, so that the rest can be laid out in a region of
/// another width. `start` is the beginning of every block.
package struct Cursor: Hashable, Comparable, Sendable {
  /// The row, line or child.
  package var index: Int
  /// Inside that child, for blocks made of blocks; each level has its own number.
  package var inner: [Int]

  package init(index: Int, inner: [Int] = []) {
    self.index = index
    self.inner = inner
  }

  package static let start = Cursor(index: 0)

  package static func < (a: Cursor, b: Cursor) -> Bool {
    a.index != b.index ? a.index < b.index : a.inner.lexicographicallyPrecedes(b.inner)
  }
}

/// The room a block is offered, in points.
package struct Region: Hashable, Sendable {
  package var width: Double
  /// What is left here.
  package var height: Double
  /// What a fresh region of this kind would offer: a block that does not fit here but would fit there waits for it.
  package var fullHeight: Double

  package init(width: Double, height: Double, fullHeight: Double? = nil) {
    self.width = width
    self.height = height
    self.fullHeight = fullHeight ?? height
  }

  /// Room without a lower end.
  package static func endless(width: Double) -> Region { Region(width: width, height: 1e9) }
}

/// What is drawn of a fragment, with everything measured and decided.
package protocol FragmentContent: Sendable {
  /// Adds the items with the fragment's top left corner at `origin` (page points). Cannot fail and decides nothing.
  func draw(at origin: Point, into scene: inout SceneBuilder)
}

/// The part of a block that goes into one region.
package struct Fragment: Sendable {
  package var size: Size
  /// From the top of the fragment to its first baseline; nil without text.
  package var firstBaseline: Double?
  /// The edges of the plot inside a chart or map, so that neighbours can align with them.
  package var guides: PlotGuides?
  /// Names inside the fragment that references and the outline lead to.
  package var anchors: [Anchor]
  /// Notes whose marks stand in this fragment and that must come onto the same page.
  package var footnotes: [FootnoteReference]
  /// Where the rest begins; nil when nothing is left.
  package var next: Cursor?
  /// Set when the content cannot fit even a fresh region of this kind: by this many points.
  package var overflow: Double?
  package var content: any FragmentContent

  package init(
    size: Size, firstBaseline: Double? = nil, guides: PlotGuides? = nil, anchors: [Anchor] = [],
    footnotes: [FootnoteReference] = [], next: Cursor? = nil, overflow: Double? = nil, content: any FragmentContent
  ) {
    self.size = size
    self.firstBaseline = firstBaseline
    self.guides = guides
    self.anchors = anchors
    self.footnotes = footnotes
    self.next = next
    self.overflow = overflow
    self.content = content
  }

  /// True when the region was too low for even the first piece: nothing is placed, and the same cursor is asked again elsewhere.
  package var isEmpty: Bool { size.height == 0 && next != nil }

  /// Nothing fits here: try again from `cursor` in a fresh region.
  package static func nothing(from cursor: Cursor, width: Double) -> Fragment {
    Fragment(size: Size(width: width, height: 0), next: cursor, content: NoContent())
  }
}

/// The plot rectangle of a chart or map, relative to the fragment's top left corner, in points.
package struct PlotGuides: Hashable, Sendable {
  package var plot: Rect

  package init(plot: Rect) { self.plot = plot }
}

/// A named place inside a fragment.
package struct Anchor: Hashable, Sendable {
  package var name: String
  /// Relative to the fragment's top left corner, in points.
  package var offset: Point
  /// The title under which it appears in the outline and the contents, with its level (1 = top); nil for plain targets.
  package var entry: OutlineHeading?

  package init(name: String, offset: Point, entry: OutlineHeading? = nil) {
    self.name = name
    self.offset = offset
    self.entry = entry
  }
}

/// A heading, figure or table as the outline and the contents show it.
package struct OutlineHeading: Hashable, Sendable {
  /// The list of the contents that an entry belongs to. Only headings stand in the outline.
  package enum List: Hashable, Sendable { case headings, figures, tables, maps }

  /// Without its number.
  package var title: String
  /// From 1, the highest; 1 for figures, tables and maps.
  package var level: Int
  /// `2.1` or `Figure 3`; nil without a number.
  package var number: String?
  /// A line below the title in the contents.
  package var line: String?
  package var list: List
  /// False for headings that the contents leave out; the outline has them all the same.
  package var isInContents: Bool

  package init(
    title: String, level: Int, number: String? = nil, line: String? = nil, list: List = .headings, isInContents: Bool = true
  ) {
    self.title = title
    self.level = level
    self.number = number
    self.line = line
    self.list = list
    self.isInContents = isInContents
  }

  /// Number and title, as the outline shows them.
  package var fullTitle: String { number.map { "\($0) \(title)" } ?? title }
}

/// A footnote mark in a fragment: the name of its note.
package struct FootnoteReference: Hashable, Sendable {
  package var name: String

  package init(name: String) { self.name = name }
}

/// Draws nothing.
package struct NoContent: FragmentContent {
  package init() {}
  package func draw(at origin: Point, into scene: inout SceneBuilder) {}
}
