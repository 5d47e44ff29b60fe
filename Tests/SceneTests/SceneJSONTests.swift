import Geometry
import Scene
import Testing

private let book = FontBook(faces: [
  FontFace(family: "Noto Sans", weight: 400, italic: false, file: "/fonts/NotoSans-Regular.ttf", faceIndex: 0, sha256: ""),
  FontFace(family: "Noto Sans CJK KR", weight: 700, italic: true, file: "NotoSansCJK-Bold.ttc", faceIndex: 1, sha256: ""),
])

/// The lines of the items alone.
private func lines(_ items: [SceneItem]) -> [String] {
  sceneJSON(ScenePage(size: .zero, items: items), fonts: book).split(separator: "\n").dropFirst().dropLast().map(String.init)
}

private let line = Path(from: Point(x: 0, y: 0.5), to: Point(x: 10, y: 0.5))

@Test func `an empty page`() {
  #expect(sceneJSON(ScenePage(size: Size(width: 595.2756, height: 841.89), items: []), fonts: book) == "{\"size\":[595.276,841.89],\"items\":[\n]}\n")
}

@Test func `a whole page`() {
  let page = ScenePage(
    size: Size(width: 10, height: 20), items: [.fill(line, .color(.black), .nonzero), .destination("a", Point(x: 1, y: 2))], label: "iv")
  #expect(
    sceneJSON(page, fonts: book) == """
      {"size":[10,20],"label":"iv","items":[
        {"fill":"#000000","path":"M0 0.5 L10 0.5"},
        {"destination":"a","at":[1,2]}
      ]}

      """)
}

@Test(arguments: [
  (0.0, "0"), (-0.0, "0"), (-0.0004, "0"), (1, "1"), (1.0005, "1.001"), (-1.5, "-1.5"), (0.1 + 0.2, "0.3"), (123456.7894, "123456.789"),
  (0.05, "0.05"), (1e15, "1000000000000000"), (-0.001, "-0.001"),
])
func `numbers have at most three decimals and no negative zero`(value: Double, text: String) {
  #expect(lines([.destination("a", Point(x: value, y: 0))]) == ["  {\"destination\":\"a\",\"at\":[\(text),0]}"])
}

@Test func `strokes say only what is not the default`() {
  let plain = SceneItem.stroke(line, .color(Color(hex: 0x2C716C, alpha: 0.5)), StrokeStyle(width: 0.75))
  let rich = SceneItem.stroke(
    line, .color(.white), StrokeStyle(width: 1, cap: .round, join: .bevel, dash: [2, 1.5], dashOffset: 1))
  #expect(
    lines([plain, rich]) == [
      ##"  {"stroke":"#2c716c80","width":0.75,"path":"M0 0.5 L10 0.5"},"##,
      ##"  {"stroke":"#ffffff","width":1,"path":"M0 0.5 L10 0.5","cap":"round","join":"bevel","dash":[2,1.5],"dashOffset":1}"##,
    ])
}

@Test func `runs have their text, font and positions`() {
  let plain = GlyphRun(
    font: FontID(row: 0), size: 11, color: .black, text: Array("a\"b".utf8),
    glyphs: [PositionedGlyph(id: 5, x: 1, y: 2), PositionedGlyph(id: 6, x: 3.25, y: 2), PositionedGlyph(id: 7, x: 4, y: 2)],
    clusters: [GlyphCluster(bytes: 1, glyphs: 1), GlyphCluster(bytes: 1, glyphs: 1), GlyphCluster(bytes: 1, glyphs: 1)])
  let rich = GlyphRun(
    font: FontID(row: 1), size: 9, color: .white, angle: -1.5708, text: Array("비".utf8), glyphs: [PositionedGlyph(id: 9, x: 0, y: 0)],
    clusters: [GlyphCluster(bytes: 3, glyphs: 1)], isBackward: true, halo: Halo(color: .black, width: 2))
  var unknown = plain
  unknown.font = FontID(row: 7)
  #expect(
    lines([.glyphs(plain), .glyphs(rich), .glyphs(unknown)]) == [
      ##"  {"text":"a\"b","font":"Noto Sans 400 (NotoSans-Regular.ttf)","size":11,"color":"#000000","glyphs":[[5,1,2],[6,3.25,2],[7,4,2]]},"##,
      ##"  {"text":"비","font":"Noto Sans CJK KR 700 italic (NotoSansCJK-Bold.ttc#1)","size":9,"color":"#ffffff","angle":-1.571,"backward":true,"halo":{"color":"#000000","width":2},"glyphs":[[9,0,0]],"clusters":[[3,1]]},"##,
      ##"  {"text":"a\"b","font":"font 7","size":11,"color":"#000000","glyphs":[[5,1,2],[6,3.25,2],[7,4,2]]}"##,
    ])
}

@Test func `groups nest with an indent`() {
  var builder = SceneBuilder()
  builder.group(clip: line, clipRule: .evenodd, opacity: 0.5) { $0.group { $0.fill(line, .white) } }
  #expect(
    lines(builder.items) == [
      ##"  {"group":{"clip":"M0 0.5 L10 0.5","rule":"evenodd","opacity":0.5},"items":["##, ##"    {"group":{},"items":["##,
      ##"      {"fill":"#ffffff","path":"M0 0.5 L10 0.5"}"##, "    ]}", "  ]}",
    ])
}

@Test func `gradients, pictures, links and tags`() {
  let gradient = Gradient(
    shape: .radial(from: .zero, radius: 1, to: Point(x: 2, y: 3), toRadius: 4), stops: [Gradient.Stop(offset: 0.5, color: .black)])
  let linear = Gradient(shape: .linear(from: .zero, to: Point(x: 2, y: 3)), stops: [])
  let picture = Picture(format: .jpeg, file: [1, 2, 3], storedSize: Size(width: 6, height: 4), orientation: .turnRight)
  let image = SceneImage(frame: Rect(x: 1, y: 2, width: 3, height: 4), picture: picture)
  let made = lines([
    .fill(line, .gradient(gradient), .evenodd), .fill(line, .gradient(linear), .nonzero), .image(image),
    .link(Rect(x: 0, y: 0, width: 1, height: 1), .uri("https://a.b")), .link(.zero, .destination("c")),
    .begin(StructureTag(.figure, alt: "bars", language: "ko")), .end,
  ])
  #expect(made[0] == ##"  {"fill":{"radial":[0,0,1,2,3,4],"stops":[[0.5,"#000000"]]},"path":"M0 0.5 L10 0.5","rule":"evenodd"},"##)
  #expect(made[1] == ##"  {"fill":{"linear":[0,0,2,3],"stops":[]},"path":"M0 0.5 L10 0.5"},"##)
  #expect(made[2].hasPrefix(##"  {"image":[1,2,3,4],"format":"JPEG","pixels":[4,6],"name":""##))
  #expect(
    Array(made[3...]) == [
      ##"  {"link":[0,0,1,1],"uri":"https://a.b"},"##, ##"  {"link":[0,0,0,0],"to":"c"},"##,
      ##"  {"begin":"Figure","alt":"bars","language":"ko"},"##, ##"  {"end":true}"##,
    ])
}

@Test func `curves and closing are written as SVG writes them`() {
  var path = Path()
  path.move(to: Point(x: 1, y: -0.0001))
  path.curve(Point(x: 2, y: 0), Point(x: 3, y: 1.00049), to: Point(x: 3, y: 2))
  path.close()
  #expect(lines([.fill(path, .color(.black), .nonzero)]) == [##"  {"fill":"#000000","path":"M1 0 C2 0 3 1 3 2 Z"}"##])
}
