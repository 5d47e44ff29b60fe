package import Geometry
package import Layout
import Scene

/// A thematic break: a thin line in the middle of a line of text.
package struct RuleBlock: Block {
  package var height: Double
  package var ruleWidth: Double
  package var color: Color

  package init(height: Double, ruleWidth: Double, color: Color) {
    self.height = height
    self.ruleWidth = ruleWidth
    self.color = color
  }

  package var widthRange: ClosedRange<Double> { 0...0 }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    if height > region.height, region.height < region.fullHeight { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: height), content: RuleContent(block: self, width: region.width))
  }
}

private struct RuleContent: FragmentContent {
  let block: RuleBlock
  let width: Double

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    let y = origin.y + block.height / 2
    scene.tagged(StructureTag(.artifact)) {
      $0.rule(
        from: Point(x: origin.x, y: y), to: Point(x: origin.x + width, y: y), width: block.ruleWidth, color: block.color)
    }
  }
}
