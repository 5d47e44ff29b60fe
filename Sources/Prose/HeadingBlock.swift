import Geometry
package import Layout
import Scene
package import Typesetting

/// A heading with its number hanging at the left.
///
/// It is never parted. Its anchor carries the title for the outline and the contents.
package struct HeadingBlock: Block {
  package var title: ParagraphBlock
  package var number: TextLine?
  /// From the left edge to the title when there is a number, in points.
  package var hang: Double

  package init(title: Paragraph, level: Int, number: TextLine? = nil, hang: Double = 0, anchors: [Anchor] = []) {
    self.title = ParagraphBlock(title, tag: StructureTag(Self.role(level)), anchors: anchors, staysTogether: true)
    self.number = number
    self.hang = number.map { max(hang, $0.width + 6) } ?? 0
  }

  private static func role(_ level: Int) -> StructureRole {
    switch level {
    case ...1: .heading1
    case 2: .heading2
    default: .heading3
    }
  }

  package var widthRange: ClosedRange<Double> {
    let range = title.widthRange
    return (range.lowerBound + hang)...(range.upperBound + hang)
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var room = region
    room.width = max(0, region.width - hang)
    var fragment = title.layout(in: room, from: cursor)
    fragment.size.width = region.width
    guard let number, !fragment.isEmpty else { return fragment }
    fragment.content = HeadingContent(
      title: fragment.content, number: number, hang: hang, baseline: fragment.firstBaseline ?? 0)
    return fragment
  }
}

private struct HeadingContent: FragmentContent {
  let title: any FragmentContent
  let number: TextLine
  let hang: Double
  let baseline: Double

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    number.draw(at: origin.moved(0, baseline), into: &scene)
    title.draw(at: origin.moved(hang, 0), into: &scene)
  }
}
