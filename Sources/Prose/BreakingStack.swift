import Geometry
package import Layout
package import Scene
package import Typesetting

/// Blocks one below the other that may be parted between and inside them: lists, list items, quotes.
///
/// The cursor counts children; its inner numbers are the cursor of the child in which it stands.
package struct BreakingStack: Block {
  package var children: [ProseItem]
  /// Room at the left of every child, in points.
  package var indent: Double
  package var rightIndent: Double
  /// Stands in the indent beside the first line.
  package var marker: StackMarker?
  package var tag: StructureTag?

  package init(
    _ children: [ProseItem], indent: Double = 0, rightIndent: Double = 0, marker: StackMarker? = nil, tag: StructureTag? = nil
  ) {
    self.children = children
    self.indent = indent
    self.rightIndent = rightIndent
    self.marker = marker
    self.tag = tag
  }

  package var widthRange: ClosedRange<Double> {
    var low = 0.0, high = 0.0
    for child in children {
      low = max(low, child.block.widthRange.lowerBound)
      high = max(high, child.block.widthRange.upperBound)
    }
    return (low + indent + rightIndent)...(max(low, high) + indent + rightIndent)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var placed = PlacedFragments()
    var y = 0.0
    var index = max(0, min(cursor.index, children.count))
    var inner = childCursor(cursor)
    var next: Cursor?
    var isFirst = true
    while index < children.count {
      let space = isFirst ? 0 : max(children[index].spaceBefore, children[index - 1].spaceAfter)
      let fragment = children[index].block.layout(in: room(in: region, below: y + space), from: inner)
      if fragment.isEmpty {
        if isFirst { return .nothing(from: cursor, width: region.width) }
        next = self.cursor(index, inner)
        break
      }
      placed.add(fragment, at: Point(x: indent, y: y + space))
      y += space + fragment.size.height
      if let rest = fragment.next {
        next = self.cursor(index, rest)
        break
      }
      (index, inner, isFirst) = (index + 1, .start, false)
    }
    var result = placed.fragment(size: Size(width: region.width, height: y), next: next)
    result.content = BreakingStackContent(
      parts: placed, marker: cursor == .start ? marker : nil, indent: indent, baseline: result.firstBaseline ?? 0, tag: tag)
    return result
  }

  private func room(in region: Region, below y: Double) -> Region {
    Region(
      width: max(0, region.width - indent - rightIndent), height: max(0, region.height - y),
      fullHeight: region.fullHeight)
  }

  private func childCursor(_ cursor: Cursor) -> Cursor {
    guard let index = cursor.inner.first else { return .start }
    return Cursor(index: index, inner: Array(cursor.inner.dropFirst()))
  }

  private func cursor(_ index: Int, _ inner: Cursor) -> Cursor {
    inner == .start ? Cursor(index: index) : Cursor(index: index, inner: [inner.index] + inner.inner)
  }
}

extension BreakingStack: ContainerBlock {
  package var inside: [any Block] {
    get { children.map(\.block) }
    set { for (index, block) in zip(children.indices, newValue) { children[index].block = block } }
  }
}

/// The number or bullet of a list item, set flush right before the text.
package struct StackMarker: Sendable {
  package var line: TextLine
  /// Between the marker and the text, in points.
  package var gap: Double

  package init(line: TextLine, gap: Double) {
    self.line = line
    self.gap = gap
  }
}

private struct BreakingStackContent: FragmentContent {
  let parts: PlacedFragments
  let marker: StackMarker?
  let indent: Double
  let baseline: Double
  let tag: StructureTag?

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    if let tag { scene.tagged(tag) { drawParts(at: origin, into: &$0) } } else { drawParts(at: origin, into: &scene) }
  }

  private func drawParts(at origin: Point, into scene: inout SceneBuilder) {
    let isItem = tag?.role == .listItem
    if let marker {
      let place = origin.moved(indent - marker.gap - marker.line.width, baseline)
      if isItem { scene.tagged(StructureTag(.listLabel)) { marker.line.draw(at: place, into: &$0) } } else {
        marker.line.draw(at: place, into: &scene)
      }
    }
    if isItem { scene.tagged(StructureTag(.listBody)) { parts.draw(at: origin, into: &$0) } } else {
      parts.draw(at: origin, into: &scene)
    }
  }
}
