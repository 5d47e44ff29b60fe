package import Geometry

/// Where a page puts its content: sizes in points, resolved from a page master of the spec.
package struct PageFrame: Hashable, Sendable {
  /// The name of the master, `default` for the first.
  package var master: String
  package var size: Size
  /// The rectangle that the flow fills.
  package var content: Rect
  /// The width of running text, from the left edge of `content`; figures take the whole width.
  package var textWidth: Double
  /// The column beside the text; nil when the text takes the whole width.
  package var margin: MarginColumn?
  /// Tops of items stand on multiples of this distance from the top of `content`; 0 lets them stand anywhere.
  package var grid: Double

  package init(master: String, size: Size, content: Rect, textWidth: Double, margin: MarginColumn? = nil, grid: Double = 0) {
    self.master = master
    self.size = size
    self.content = content
    self.textWidth = textWidth
    self.margin = margin
    self.grid = grid
  }
}

/// The narrow column beside running text, in points.
package struct MarginColumn: Hashable, Sendable {
  /// From the left edge of the page's content.
  package var offset: Double
  package var width: Double

  package init(offset: Double, width: Double) {
    self.offset = offset
    self.width = width
  }
}

/// A fragment at its place on a page, top left corner in page points.
package struct Placement: Sendable {
  package var fragment: Fragment
  package var origin: Point
  /// The item of the flow it belongs to; -1 for the notes at the foot.
  package var item: Int

  package init(fragment: Fragment, origin: Point, item: Int) {
    self.fragment = fragment
    self.origin = origin
    self.item = item
  }
}

/// A page as planned: what stands where, before any scene is made.
package struct PlannedPage: Sendable {
  package var frame: PageFrame
  package var placements: [Placement]

  package init(frame: PageFrame, placements: [Placement] = []) {
    self.frame = frame
    self.placements = placements
  }
}

/// A block that could not be placed as asked.
package struct FlowProblem: Sendable {
  package enum Kind: Hashable, Sendable {
    /// The block is taller than a whole page, by so many points.
    case tooTall(Double)
    /// More pages than `LayoutLimits.pages`.
    case tooManyPages
    /// The notes of the item leave no room for it: by so many points.
    case notesTooTall(Double)
    /// An item for the margin on pages that have no margin column.
    case noMarginColumn
    /// Page numbers still change after `LayoutLimits.passes` passes.
    case unsettled
  }

  package var kind: Kind
  package var item: Int

  package init(kind: Kind, item: Int) {
    self.kind = kind
    self.item = item
  }
}

/// The whole document as light fragments and places.
package struct PagePlan: Sendable {
  package var pages: [PlannedPage]
  package var problems: [FlowProblem]

  package init(pages: [PlannedPage], problems: [FlowProblem]) {
    self.pages = pages
    self.problems = problems
  }

  /// The page (from 0) and the point of each anchor, in page order. The first of equal names counts.
  package var anchors: [(anchor: Anchor, page: Int, at: Point)] {
    var seen: Set<String> = []
    var result: [(anchor: Anchor, page: Int, at: Point)] = []
    for (number, page) in pages.enumerated() {
      for placement in page.placements {
        for anchor in placement.fragment.anchors where seen.insert(anchor.name).inserted {
          let at = placement.origin.moved(anchor.offset.x, anchor.offset.y)
          result.append((anchor, number, at))
        }
      }
    }
    return result
  }
}

/// Limits of layout, each with its reason.
package enum LayoutLimits {
  /// More pages than any report; a runaway flow ends here.
  package static let pages = 5_000
  /// Passes until page numbers settle; contents of fixed height need two.
  package static let passes = 4
}
