import Geometry
import Scene

/// A line between columns, in the middle of its gap.
struct VerticalRule: FragmentContent {
  let rule: ColumnRule
  let height: Double

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    scene.tagged(StructureTag(.artifact)) {
      $0.rule(from: origin, to: origin.moved(0, height), width: rule.width, color: rule.color)
    }
  }
}
