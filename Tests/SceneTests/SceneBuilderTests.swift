import Geometry
import Scene
import Testing

private func run(
  _ text: String, x: Double = 0, size: Double = 10, color: Color = .black, angle: Double = 0, backward: Bool = false, halo: Halo? = nil
) -> GlyphRun {
  let bytes = Array(text.utf8)
  return GlyphRun(
    font: FontID(row: 0), size: size, color: color, angle: angle, text: bytes,
    glyphs: bytes.enumerated().map { PositionedGlyph(id: UInt($1), x: x + Double($0), y: 0) },
    clusters: bytes.map { _ in GlyphCluster(bytes: 1, glyphs: 1) }, isBackward: backward, halo: halo)
}

private func items(_ body: (inout SceneBuilder) -> Void) -> [SceneItem] {
  var builder = SceneBuilder()
  body(&builder)
  return builder.items
}

private let square = Path(rect: Rect(x: 0, y: 0, width: 1, height: 1))

@Test func `what is not finite is refused and counted`() {
  var builder = SceneBuilder()
  builder.fill(Path(from: Point(x: 0, y: .nan), to: .zero), .black)
  builder.stroke(Path(from: .zero, to: Point(x: .infinity, y: 0)), .black, StrokeStyle(width: 1))
  builder.stroke(square, .black, StrokeStyle(width: .nan))
  builder.glyphs(run("a", x: .nan))
  builder.glyphs(run("a", size: .infinity))
  builder.link(Rect(x: .nan, y: 0, width: 1, height: 1), to: .uri("x"))
  builder.destination("x", at: Point(x: 0, y: -.infinity))
  builder.image(SceneImage(frame: Rect(x: 0, y: 0, width: .nan, height: 1), picture: Picture(format: .png, file: [], storedSize: .zero)))
  builder.group(opacity: .nan) { $0.fill(square, .black) }
  builder.group { $0.glyphs(run("a", x: .nan)) }
  #expect(builder.items.isEmpty && builder.refused == 10)
}

@Test func `what would not show is not kept and not counted`() {
  var builder = SceneBuilder()
  builder.fill(Path(), .black)
  builder.stroke(square, .black, StrokeStyle(width: 0))
  builder.glyphs(run(""))
  builder.group(opacity: 0.5) { _ in }
  #expect(builder.items.isEmpty && builder.refused == 0)
}

@Test func `runs of one font, size, color and angle are joined`() {
  let made = items {
    $0.glyphs(run("ab"))
    $0.glyphs(run("cd", x: 50))
    $0.glyphs(run("e", x: 90))
  }
  guard case .glyphs(let joined) = made.first, made.count == 1 else {
    Issue.record("\(made.count) items")
    return
  }
  #expect(joined.text == Array("abcde".utf8))
  #expect(joined.glyphs.map(\.x) == [0, 1, 50, 51, 90])
  #expect(joined.clusters.count == 5)
}

@Test func `runs that differ, or have something between them, stay apart`() {
  let others = [
    run("b", size: 11), run("b", color: .white), run("b", angle: 1), run("b", backward: true), run("b", halo: Halo(color: .white, width: 1)),
  ]
  for other in others {
    #expect(
      items {
        $0.glyphs(run("a"))
        $0.glyphs(other)
      }.count == 2)
  }
  #expect(
    items {
      $0.glyphs(run("a"))
      $0.fill(square, .black)
      $0.glyphs(run("b"))
    }.count == 3)
}

@Test func `runs on both sides of a tag stay apart`() {
  let made = items { scene in
    scene.tagged(StructureTag(.tableCell)) { $0.glyphs(run("a")) }
    scene.tagged(StructureTag(.tableCell)) { $0.glyphs(run("b")) }
  }
  #expect(made.count == 6)
}

@Test func `joining many runs is linear`() {
  let clock = ContinuousClock()
  let time = clock.measure {
    let made = items { for i in 0..<20_000 { $0.glyphs(run("abcdefgh", x: Double(i))) } }
    #expect(made.count == 1)
  }
  #expect(time < .seconds(5))
}

@Test func `the opacity of a group is held to 0 and 1`() {
  let made = items {
    $0.group(opacity: 7) { $0.fill(square, .black) }
    $0.group(opacity: -7) { $0.fill(square, .black) }
  }
  let opacities = made.map { item in
    if case .group(let group) = item { group.opacity } else { -1.0 }
  }
  #expect(opacities == [1, 0])
}

@Test func `a page alone keeps the links to its own places and loses those to other pages`() {
  var builder = SceneBuilder()
  builder.destination("here", at: .zero)
  var page = ScenePage(size: Size(width: 10, height: 10), items: builder.items)
  let links = ["here", "there"].map { SceneItem.link(Rect(x: 0, y: 0, width: 1, height: 1), .destination($0)) }
  page.items += links + [.link(Rect(x: 0, y: 0, width: 1, height: 1), .uri("https://example.org"))]
  #expect(page.destinations == ["here"])
  #expect(page.keepingLinks(to: ["here"]).items.count == 3)
  #expect(!page.keepingLinks(to: ["here"]).items.contains(links[1]))
}
