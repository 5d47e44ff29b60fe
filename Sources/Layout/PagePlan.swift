package import Geometry

/// A fragment at its place on a page, top left corner in page points.
package struct Placement: Sendable {
  package var fragment: Fragment
  package var origin: Point
  /// The item of the flow it belongs to; -1 for notes at the foot and lines between columns.
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
  /// What is printed for it: `iv`, `12`; empty for a page without number.
  package var label = ""
  /// Its number among the pages that are numbered as it is, from 1.
  package var number = 0
  package var numbers = PageNumbers()

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
  /// The share of a page that floats may take while text stands on it.
  package static let floatShare = 0.7
  /// Notes up to this share of a page are never parted; they go to the next page with the line of their mark.
  package static let noteShare = 0.2
  /// The share of a page that a note from the page before may take.
  package static let restShare = 0.6
  /// Passes until page numbers settle; contents of fixed height need two.
  package static let passes = 4
}
