import Charts
import Geometry
import Layout
import Scene
import Testing

private func items(_ marks: [Mark]) throws -> [SceneItem] {
  var builder = SceneBuilder()
  let scene = MarkScene(size: Size(width: 100, height: 100), marks: marks)
  MarkLowering().lower(scene, by: Transform(scaleX: 0.75, scaleY: 0.75), typesetter: try #require(testTypesetter), into: &builder)
  #expect(builder.refused == 0)
  return builder.items
}

private func bar(_ x: Double, opacity: Double = 1) -> Mark {
  Mark(.mark, .rect(Rect(x: x, y: 0, width: 10, height: 10), .zero), style: MarkStyle(fill: .color(.black), opacity: opacity))
}

@Test(.needsFonts) func `opaque neighbours of one color become one path`() throws {
  #expect(try items([bar(0), bar(20), bar(40)]).count == 1)
}

@Test(.needsFonts) func `faint neighbours stay apart so that overlaps show`() throws {
  #expect(try items([bar(0, opacity: 0.5), bar(5, opacity: 0.5)]).count == 2)
}

@Test(.needsFonts) func `marks of one clip share a group`() throws {
  var a = bar(0), b = bar(20)
  a.clip = Rect(x: 0, y: 0, width: 50, height: 50)
  b.clip = a.clip
  let items = try items([a, b])
  #expect(items.count == 1)
  guard case .group(let group)? = items.first else { Issue.record("no group"); return }
  #expect(group.items.count == 1)
}

@Test(.needsFonts) func `pixels become points`() throws {
  guard case .fill(let path, _, _)? = try items([bar(20)]).first else { Issue.record("no fill"); return }
  #expect(path.bounds == Rect(x: 15, y: 0, width: 7.5, height: 7.5))
}

@Test(.needsFonts, arguments: ["circle", "square", "cross", "diamond", "triangle-up", "triangle-left", "arrow", "wedge", "M0,-1L1,1L-1,1Z", "m-1,0a1,1 0 1,0 2,0z", "M", "no such"])
func `every symbol has an outline`(shape: String) throws {
  let mark = Mark(.mark, .symbol(SymbolMark(center: Point(x: 50, y: 50), size: 100, shape: shape)), style: MarkStyle(fill: .color(.black)))
  #expect(try items([mark]).count == 1)
}

@Test(.needsFonts) func `a hatch is a ground and clipped lines`() throws {
  let hatch = MarkHatch(line: .black, ground: .white, spacing: 4, width: 1)
  let mark = Mark(.mark, .rect(Rect(x: 0, y: 0, width: 30, height: 30), .zero), style: MarkStyle(fill: .hatch(hatch)))
  #expect(try items([mark]).count == 2)
}

@Test(.needsFonts) func `a chart block waits for a fresh region that holds it`() throws {
  let scene = MarkScene(size: Size(width: 400, height: 400))
  let block = ChartBlock(scene: scene, typesetter: try #require(testTypesetter))
  let fragment = block.layout(in: Region(width: 400, height: 100, fullHeight: 600), from: .start)
  #expect(fragment.isEmpty)
  #expect(block.layout(in: Region(width: 400, height: 600), from: .start).size == Size(width: 300, height: 300))
  #expect(block.layout(in: Region(width: 200, height: 600), from: .start).overflow == 100)
}
