package import Geometry
package import Layout
import Scene
package import Typesetting

/// A compiled chart as a block: one fragment, never broken.
package struct ChartBlock: Block {
  package let scene: MarkScene
  private let typesetter: Typesetter
  /// Points per chart pixel.
  package let scale: Double
  package let lowering: MarkLowering

  /// Vega-Lite's px are CSS pixels, 96 to the inch.
  package static let pointsPerPixel = 0.75

  package init(
    scene: MarkScene, typesetter: Typesetter, scale: Double = ChartBlock.pointsPerPixel, lowering: MarkLowering = MarkLowering()
  ) {
    self.scene = scene
    self.typesetter = typesetter
    self.scale = scale
    self.lowering = lowering
  }

  /// In points.
  package var size: Size { Size(width: scene.size.width * scale, height: scene.size.height * scale) }

  package var widthRange: ClosedRange<Double> { size.width...size.width }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    if size.height > region.height + 0.01, size.height <= region.fullHeight + 0.01 { return .nothing(from: cursor, width: region.width) }
    let over = max(size.height - region.fullHeight, size.width - region.width)
    let transform = Transform(scaleX: scale, scaleY: scale)
    return Fragment(
      size: size, guides: scene.views.first.map { PlotGuides(plot: transform.apply($0)) }, overflow: over > 0.5 ? over : nil,
      content: ChartContent(scene: scene, typesetter: typesetter, scale: scale, lowering: lowering))
  }
}

/// The marks of a chart, ready to be lowered anywhere.
private struct ChartContent: FragmentContent {
  let scene: MarkScene
  let typesetter: Typesetter
  let scale: Double
  let lowering: MarkLowering

  func draw(at origin: Point, into builder: inout SceneBuilder) {
    let transform = Transform(scaleX: scale, scaleY: scale, dx: origin.x, dy: origin.y)
    lowering.lower(scene, by: transform, typesetter: typesetter, into: &builder)
  }
}
