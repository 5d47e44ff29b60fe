import Geometry
import Scene
import Testing

@testable import Typesetting

@Suite struct DrawingTests {
  @Test func `glyphs stand on the baseline from its left end`() throws {
    let line = try freshTypesetter().line("AB", .sans(10))
    let found = runs(line) { $0.draw(at: Point(x: 100, y: 50), into: &$1) }
    #expect(found.count == 1)
    #expect(found[0].glyphs[0].x == 100)
    #expect(found[0].glyphs.allSatisfy { $0.y == 50 })
    #expect(found[0].size == 10)
  }

  @Test func `an angle turns clockwise about the left end`() throws {
    let line = try freshTypesetter().line("AB", .sans(10))
    let found = runs(line) { $0.draw(at: Point(x: 100, y: 50), into: &$1, angle: .pi / 2) }
    #expect(found[0].angle == .pi / 2)
    #expect(found[0].glyphs.allSatisfy { isNear($0.x, 100) })
    #expect(found[0].glyphs[1].y > 55)
  }

  @Test func `a superscript stands above the baseline in its own size`() throws {
    let typesetter = try freshTypesetter()
    var mark = TextStyle.serif(9.1)
    mark.size = 0.68 * 9.1
    mark.rise = 0.32 * 9.1
    let line = typesetter.line([TextSpan("GDP", .serif()), TextSpan("2", mark)])
    let found = runs(line)
    #expect(found.map(\.size) == [9.1, 0.68 * 9.1])
    #expect(isNear(found[1].glyphs[0].y, -0.32 * 9.1))
    #expect(isNear(found[1].glyphs[0].x, typesetter.width(of: "GDP", .serif())))
    #expect(isNear(line.width, typesetter.width(of: "GDP", .serif()) + typesetter.width(of: "2", mark)))
  }

  @Test func `zero width spaces are not drawn, so that they cannot part copied words`() throws {
    let typesetter = try freshTypesetter()
    let found = runs(typesetter.line("ភាសា\u{200B}ខ្មែរ", .sans()))
    #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == ["ភាសាខ្មែរ"])
    #expect(found[0].clusters.reduce(0) { $0 + Int($1.glyphs) } == found[0].glyphs.count)
  }

  @Test func `words of one style are one run`() throws {
    let found = runs(try freshTypesetter().line("one two three, four 5", .serif()))
    #expect(found.count == 1)
    #expect(String(decoding: found[0].text, as: UTF8.self) == "one two three, four 5")
  }

  @Test func `an underline is a bar as wide as its text`() throws {
    let typesetter = try freshTypesetter()
    var style = TextStyle.sans(10)
    style.underline = true
    let line = typesetter.line([TextSpan("a ", .sans(10)), TextSpan("link", style)])
    var scene = SceneBuilder()
    line.draw(at: Point(x: 5, y: 20), into: &scene)
    let bars = scene.items.compactMap { item -> Path? in
      if case .fill(let path, _, _) = item { path } else { nil }
    }
    #expect(bars.count == 1)
    guard case .move(let start)? = bars.first?.elements.first, case .line(let end)? = bars.first?.elements.dropFirst().first else {
      Issue.record("no bar")
      return
    }
    #expect(isNear(start.x, 5 + typesetter.width(of: "a ", .sans(10))))
    #expect(isNear(end.x - start.x, typesetter.width(of: "link", .sans(10))))
    #expect(start.y > 20)
  }

  @Test func `a link is a rectangle around its words`() throws {
    let typesetter = try freshTypesetter()
    let line = typesetter.line([TextSpan("see ", .sans(10)), TextSpan("Table 1", .sans(10), link: "#tab-1"), TextSpan(".", .sans(10))])
    var scene = SceneBuilder()
    line.draw(at: .zero, into: &scene)
    let links = scene.items.compactMap { item -> (Rect, LinkTarget)? in
      if case .link(let rect, let target) = item { (rect, target) } else { nil }
    }
    #expect(links.count == 1)
    #expect(links.first?.1 == .destination("tab-1"))
    #expect(isNear(links.first?.0.x ?? 0, typesetter.width(of: "see ", .sans(10))))
    #expect(isNear(links.first?.0.width ?? 0, typesetter.width(of: "Table 1", .sans(10))))
  }

  @Test func `color and halo of the call stand in for those of the style`() throws {
    let halo = Halo(color: .white, width: 1.8)
    let line = try freshTypesetter().line("Laos", .sans())
    let found = runs(line) { $0.draw(at: .zero, into: &$1, color: Color(hex: 0x2C716C), halo: halo) }
    #expect(found[0].color == Color(hex: 0x2C716C))
    #expect(found[0].halo == halo)
  }

  @Test func `metrics are those of the face, in points`() throws {
    let metrics = try freshTypesetter().metrics(TextStyle(families: ["Liberation Sans"], size: 20.48))
    #expect(isNear(metrics.ascent, 18.54))
    #expect(isNear(metrics.descent, 4.34))
    #expect(metrics.capHeight > metrics.xHeight)
  }
}
