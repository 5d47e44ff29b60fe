package import Geometry
package import Scene

/// Blocks one below the other that stay together: the lines of a title block, a label above a picture.
///
/// It never breaks: its cursor only knows `start`.
package struct StackBlock: Block {
  package var children: [StackChild]

  package init(_ children: [StackChild]) { self.children = children }

  package var widthRange: ClosedRange<Double> {
    var low = 0.0, high = 0.0
    for child in children {
      low = max(low, child.block.widthRange.lowerBound)
      high = max(high, child.block.widthRange.upperBound)
    }
    return low...max(low, high)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var content = PlacedFragments()
    var y = 0.0
    for child in children {
      y += child.spaceBefore
      let fragment = child.block.layout(in: .endless(width: region.width), from: .start)
      content.add(fragment, at: Point(x: 0, y: y))
      y += fragment.size.height
    }
    if y > region.height {
      guard y > region.fullHeight else { return .nothing(from: cursor, width: region.width) }
      return content.fragment(size: Size(width: region.width, height: y), overflow: y - region.fullHeight)
    }
    return content.fragment(size: Size(width: region.width, height: y))
  }
}

/// A block in a stack with the space above it in points.
package struct StackChild: Sendable {
  package var spaceBefore: Double
  package var block: any Block

  package init(_ block: any Block, spaceBefore: Double = 0) {
    self.block = block
    self.spaceBefore = spaceBefore
  }
}

/// Fragments at their places inside a larger fragment; the content of everything that is made of blocks.
package struct PlacedFragments: FragmentContent {
  package private(set) var parts: [(fragment: Fragment, offset: Point)] = []

  package init() {}

  package mutating func add(_ fragment: Fragment, at offset: Point) { parts.append((fragment, offset)) }

  package func draw(at origin: Point, into scene: inout SceneBuilder) {
    for part in parts { part.fragment.content.draw(at: origin.moved(part.offset.x, part.offset.y), into: &scene) }
  }

  /// A fragment of these parts that passes on their anchors, notes, first baseline and plot edges.
  package func fragment(size: Size, next: Cursor? = nil, overflow: Double? = nil) -> Fragment {
    var result = Fragment(size: size, next: next, overflow: overflow, content: self)
    for (part, offset) in parts {
      result.anchors += part.anchors.map {
        Anchor(name: $0.name, offset: $0.offset.moved(offset.x, offset.y), entry: $0.entry)
      }
      result.footnotes += part.footnotes
      if result.firstBaseline == nil { result.firstBaseline = part.firstBaseline.map { $0 + offset.y } }
      if result.guides == nil { result.guides = part.guides.map { PlotGuides(plot: $0.plot.moved(offset.x, offset.y)) } }
      if result.overflow == nil { result.overflow = part.overflow }
    }
    return result
  }
}
