import Geometry

/// A block whose title part can be given a height, so that the pictures of neighbours begin on one line.
package protocol AlignedBlock: Block {
  /// The natural height of the part above the picture at this width, in points.
  func headHeight(width: Double) -> Double
  /// As `layout(in:from:)`, with the head at least `headHeight` points high.
  func layout(in region: Region, from cursor: Cursor, headHeight: Double?) -> Fragment
}

/// Blocks side by side on one line. It never breaks; children that are figures share the line where their pictures begin.
package struct RowBlock: Block {
  package var children: [any Block]
  package var tracks: [Track]
  /// Between two children, in points.
  package var gap: Double

  /// `tracks` are the children's widths, in their order; missing ones count as one fraction.
  package init(children: [any Block], tracks: [Track] = [], gap: Double) {
    self.children = children
    self.tracks = tracks
    self.gap = gap
  }

  package var widthRange: ClosedRange<Double> {
    let gaps = gap * Double(max(0, children.count - 1))
    let low = children.reduce(gaps) { $0 + $1.widthRange.lowerBound }
    let high = children.reduce(gaps) { $0 + $1.widthRange.upperBound }
    return low...max(low, high)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let widths = trackWidths(tracks, count: children.count, gap: gap, available: region.width)
    let headHeight = zip(children, widths).reduce(0.0) { height, pair in
      max(height, (pair.0 as? any AlignedBlock)?.headHeight(width: pair.1) ?? 0)
    }
    var content = PlacedFragments()
    var x = 0.0, height = 0.0
    var left: Fragment?
    for (child, width) in zip(children, widths) {
      let room = Region(width: width, height: region.height, fullHeight: region.fullHeight)
      let fragment =
        (child as? any AlignedBlock)?.layout(in: room, from: .start, headHeight: headHeight)
        ?? child.layout(in: room, from: .start)
      if fragment.next != nil { left = fragment }
      content.add(fragment, at: Point(x: x, y: 0))
      x += width + gap
      height = max(height, fragment.size.height)
    }
    let isFresh = region.height >= region.fullHeight - 0.01
    if left != nil || height > region.height {
      guard isFresh else { return .nothing(from: cursor, width: region.width) }
      return content.fragment(
        size: Size(width: region.width, height: height), overflow: max(1, height - region.fullHeight))
    }
    return content.fragment(size: Size(width: region.width, height: height))
  }
}

/// The width of a column of a row: points, or a share of what the points leave.
package enum Track: Hashable, Sendable {
  case points(Double)
  case fraction(Double)
}

/// The widths of `count` neighbours in points. Fractions share what fixed tracks and gaps leave; never negative.
package func trackWidths(_ tracks: [Track], count: Int, gap: Double, available: Double) -> [Double] {
  let all = (0..<count).map { $0 < tracks.count ? tracks[$0] : .fraction(1) }
  var fixed = gap * Double(max(0, count - 1)), shares = 0.0
  for track in all {
    switch track {
    case .points(let width): fixed += width
    case .fraction(let share): shares += share
    }
  }
  let rest = max(0, available - fixed)
  return all.map { track in
    switch track {
    case .points(let width): width
    case .fraction(let share): shares > 0 ? rest * share / shares : 0
    }
  }
}
