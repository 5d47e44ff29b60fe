import Geometry

/// A block of three parts (title, picture, foot) whose neighbours in a row share the lines where these begin.
package protocol AlignedBlock: Block {
  /// The natural heights of its parts at this width.
  func parts(width: Double) -> RowAlignment
  /// As `layout(in:from:)`, with the parts at least as high as `alignment` says.
  func layout(in region: Region, from cursor: Cursor, alignment: RowAlignment) -> Fragment
}

/// The heights that figures side by side have in common, in points.
package struct RowAlignment: Hashable, Sendable {
  /// The part above the picture.
  package var head: Double
  /// The picture, when something stands below it.
  package var picture: Double

  package init(head: Double = 0, picture: Double = 0) {
    self.head = head
    self.picture = picture
  }

  /// The larger of each.
  package func union(_ other: RowAlignment) -> RowAlignment {
    RowAlignment(head: max(head, other.head), picture: max(picture, other.picture))
  }
}

/// Blocks side by side on one line. It never breaks; children that are figures share the lines where their pictures and feet begin.
package struct RowBlock: Block {
  package var children: [any Block]
  package var tracks: [Track]
  /// Between two children, in points.
  package var gap: Double
  /// Where lower children stand beside the highest: 0 at its top, 0.5 at its middle, 1 at its foot.
  package var verticalShare = 0.0

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
    let alignment = zip(children, widths).reduce(RowAlignment()) { common, pair in
      common.union((pair.0 as? any AlignedBlock)?.parts(width: pair.1) ?? RowAlignment())
    }
    let fragments = zip(children, widths).map { child, width in
      let room = Region(width: width, height: region.height, fullHeight: region.fullHeight)
      return (child as? any AlignedBlock)?.layout(in: room, from: .start, alignment: alignment)
        ?? child.layout(in: room, from: .start)
    }
    let height = fragments.reduce(0) { max($0, $1.size.height) }
    var content = PlacedFragments()
    var x = 0.0
    for (fragment, width) in zip(fragments, widths) {
      content.add(fragment, at: Point(x: x, y: (height - fragment.size.height) * verticalShare))
      x += width + gap
    }
    let isFresh = region.height >= region.fullHeight - 0.01
    if fragments.contains(where: { $0.next != nil }) || height > region.height {
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
