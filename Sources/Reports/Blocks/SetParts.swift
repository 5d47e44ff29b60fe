import Geometry
import Layout
import Scene
import Typesetting

/// Lines, rules and bars at their places inside a fragment, with the fragments of other blocks: the content of what is set by hand
/// rather than by a paragraph.
struct SetParts: FragmentContent {
  /// With the left end of the baseline.
  var lines: [(line: TextLine, at: Point)] = []
  /// Straight lines of a width in points.
  var rules: [(from: Point, to: Point, width: Double, color: Color)] = []
  var bars: [(rect: Rect, color: Color)] = []
  var links: [(rect: Rect, target: LinkTarget)] = []
  var blocks = PlacedFragments()

  /// A rule across, its upper edge at `y`; nothing without a width.
  mutating func rule(y: Double, from x: Double, to end: Double, _ width: Double, _ color: Color) {
    guard width > 0 else { return }
    rules.append((Point(x: x, y: y + width / 2), Point(x: end, y: y + width / 2), width, color))
  }

  /// The lines of a paragraph from `top` on; returns their lower edge. Centered and right-aligned lines stand in `width`.
  mutating func add(_ paragraph: Paragraph, x: Double, top: Double, width: Double) -> Double {
    var y = top
    for line in paragraph.lines(width: width) {
      lines.append((line.line, Point(x: x + line.x, y: y + line.baseline)))
      y += line.height
    }
    return y
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    if !rules.isEmpty || !bars.isEmpty {
      scene.tagged(StructureTag(.artifact)) { scene in
        for bar in bars { scene.fill(Path(rect: bar.rect.moved(origin.x, origin.y)), bar.color) }
        for rule in rules {
          scene.rule(
            from: rule.from.moved(origin.x, origin.y), to: rule.to.moved(origin.x, origin.y), width: rule.width, color: rule.color)
        }
      }
    }
    for (line, at) in lines { line.draw(at: at.moved(origin.x, origin.y), into: &scene) }
    blocks.draw(at: origin, into: &scene)
    for link in links { scene.link(link.rect.moved(origin.x, origin.y), to: link.target) }
  }
}

/// A block that is one piece: it goes where it fits, or alone onto a fresh page, overflowing if it must.
///
/// - Parameter height: of everything in `content`, in points.
func onePiece(
  _ content: SetParts, height: Double, in region: Region, from cursor: Cursor, tag: StructureTag?, firstBaseline: Double? = nil
) -> Fragment {
  let isFresh = region.height >= region.fullHeight - 0.01
  if height > region.height + 0.01, !isFresh { return .nothing(from: cursor, width: region.width) }
  var fragment = content.blocks.fragment(
    size: Size(width: region.width, height: height),
    overflow: height > region.fullHeight + 0.01 ? height - region.fullHeight : nil)
  fragment.firstBaseline = firstBaseline ?? content.lines.map(\.at.y).min() ?? fragment.firstBaseline
  fragment.content = TaggedParts(parts: content, tag: tag)
  return fragment
}

/// Parts with their role in the structure.
struct TaggedParts: FragmentContent {
  let parts: SetParts
  let tag: StructureTag?

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    if let tag { scene.tagged(tag) { parts.draw(at: origin, into: &$0) } } else { parts.draw(at: origin, into: &scene) }
  }
}
