package import Geometry
package import Scene

/// A numbered figure, table or map: a rule, the title block, the picture and the lines below it.
///
/// The picture may break over pages (a long table does): the title block opens the first part, `continuedHead` the others,
/// `continuedFoot` closes every part but the last, and `foot` stands under the last one only.
package struct FigureBlock: AlignedBlock {
  package var head: (any Block)?
  package var continuedHead: (any Block)?
  package var picture: any Block
  package var foot: (any Block)?
  package var continuedFoot: (any Block)?
  package var style: FigureStyle
  /// Where references to it lead, with its entry in the lists of the contents.
  package var anchors: [Anchor] = []
  /// The role of the whole, with its alternative text.
  package var tag: StructureTag?

  package init(picture: any Block, style: FigureStyle) {
    self.picture = picture
    self.style = style
  }

  package var widthRange: ClosedRange<Double> { picture.widthRange }

  package func parts(width: Double) -> RowAlignment {
    RowAlignment(
      head: height(of: head, width: width), picture: foot == nil ? 0 : height(of: picture, width: width))
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    layout(in: region, from: cursor, alignment: RowAlignment())
  }

  package func layout(in region: Region, from cursor: Cursor, alignment: RowAlignment) -> Fragment {
    let isFirst = cursor == .start
    let head = isFirst ? head : continuedHead ?? head
    let top = style.ruleSpace + max(height(of: head, width: region.width), isFirst ? alignment.head : 0)
    let hasHead = head != nil || alignment.head > 0
    let topSpace = hasHead ? top + style.spaceAbovePicture : style.ruleSpace
    var part = pictureFragment(in: region, from: cursor, topSpace: topSpace)
    if part.isEmpty { return .nothing(from: cursor, width: region.width) }
    if isFirst, part.next == nil { part.size.height = max(part.size.height, alignment.picture) }
    return assemble(part, head: head, topSpace: topSpace, isFirst: isFirst, region: region)
  }

  /// The picture with room left for what must stand below it: the foot under the last part, else the "continued" line.
  private func pictureFragment(in region: Region, from cursor: Cursor, topSpace: Double) -> Fragment {
    let footSpace = space(for: foot, width: region.width)
    func attempt(below: Double) -> Fragment {
      picture.layout(
        in: Region(
          width: region.width, height: max(0, region.height - topSpace - below),
          fullHeight: max(0, region.fullHeight - topSpace - below)),
        from: cursor)
    }
    let whole = attempt(below: footSpace)
    guard whole.next != nil, !whole.isEmpty else { return whole }
    let part = attempt(below: space(for: continuedFoot, width: region.width))
    return part.next == nil ? whole : part
  }

  private func assemble(
    _ part: Fragment, head: (any Block)?, topSpace: Double, isFirst: Bool, region: Region
  ) -> Fragment {
    var content = PlacedFragments()
    if let head {
      content.add(head.layout(in: .endless(width: region.width), from: .start), at: Point(x: 0, y: style.ruleSpace))
    }
    content.add(part, at: Point(x: 0, y: topSpace))
    var y = topSpace + part.size.height
    if let below = part.next == nil ? foot : continuedFoot {
      y += style.spaceBelowPicture
      let fragment = below.layout(in: .endless(width: region.width), from: .start)
      content.add(fragment, at: Point(x: 0, y: y))
      y += fragment.size.height
    }
    var result = content.fragment(
      size: Size(width: region.width, height: y), next: part.next,
      overflow: part.overflow ?? (y > region.fullHeight + 0.01 ? y - region.fullHeight : nil))
    result.content = FigureContent(parts: content, rule: style, width: region.width, tag: tag)
    if isFirst { result.anchors.insert(contentsOf: anchors, at: 0) }
    return result
  }

  private func height(of block: (any Block)?, width: Double) -> Double {
    block?.layout(in: .endless(width: width), from: .start).size.height ?? 0
  }

  private func space(for block: (any Block)?, width: Double) -> Double {
    block == nil ? 0 : style.spaceBelowPicture + height(of: block, width: width)
  }
}

/// The measures of a figure's frame, in points.
package struct FigureStyle: Hashable, Sendable {
  /// The line that opens the figure; 0 for none.
  package var ruleWidth: Double
  package var ruleColor: Color
  /// From the top of the rule to the title block.
  package var ruleSpace: Double
  package var spaceAbovePicture: Double
  package var spaceBelowPicture: Double

  package init(
    ruleWidth: Double, ruleColor: Color, ruleSpace: Double, spaceAbovePicture: Double, spaceBelowPicture: Double
  ) {
    self.ruleWidth = ruleWidth
    self.ruleColor = ruleColor
    self.ruleSpace = ruleSpace
    self.spaceAbovePicture = spaceAbovePicture
    self.spaceBelowPicture = spaceBelowPicture
  }
}

private struct FigureContent: FragmentContent {
  let parts: PlacedFragments
  let rule: FigureStyle
  let width: Double
  let tag: StructureTag?

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    if let tag { scene.tagged(tag) { drawParts(at: origin, into: &$0) } } else { drawParts(at: origin, into: &scene) }
  }

  private func drawParts(at origin: Point, into scene: inout SceneBuilder) {
    if rule.ruleWidth > 0 {
      let y = origin.y + rule.ruleWidth / 2
      scene.tagged(StructureTag(.artifact)) {
        $0.rule(
          from: Point(x: origin.x, y: y), to: Point(x: origin.x + width, y: y), width: rule.ruleWidth, color: rule.ruleColor)
      }
    }
    parts.draw(at: origin, into: &scene)
  }
}
