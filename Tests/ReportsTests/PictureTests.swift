import CairoBackend
import Diagnostics
import Geometry
import Reports
import Scene
import Testing

/// 300 x 150 pixels at 300 to the inch.
private let small: [UInt8] = png(width: 300, height: 150, pixelsPerInch: 300)
private let large: [UInt8] = png(width: 1500, height: 1500, pixelsPerInch: 72)
private let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"48\"><rect width=\"96\" height=\"48\"/></svg>"

private func png(width: Int, height: Int, pixelsPerInch: Double) -> [UInt8] {
  let raster = Raster(width: width, height: height, pixels: [UInt8](repeating: 255, count: width * height * 4))
  return (try? encodePNG(raster, pixelsPerInch: pixelsPerInch)) ?? []
}

/// A report on a page of 400 x 500 points with margins of 50.
private func report(_ body: String, pages: String = "") -> String {
  """
  monsoon: 1
  document: {title: T, lang: en}
  pages:
    default: {size: {width: 400pt, height: 500pt}, margin: 50pt\(pages)}
  body:
  \(body)
  """
}

/// The pictures of a page with the clip and the opacity that they are drawn with.
private func images(_ items: [SceneItem], clip: Path? = nil, opacity: Double = 1) -> [(frame: Rect, clip: Path?, opacity: Double)] {
  items.flatMap { item -> [(frame: Rect, clip: Path?, opacity: Double)] in
    switch item {
    case .image(let image): return [(image.frame, clip, opacity)]
    case .group(let group): return images(group.items, clip: group.clip ?? clip, opacity: opacity * group.opacity)
    case .fill, .stroke, .glyphs, .begin, .end, .link, .destination: return []
    }
  }
}

private func made(_ body: String, pages: String = "") throws -> (images: [(frame: Rect, clip: Path?, opacity: Double)], findings: [Diagnostic], report: Report) {
  let (document, findings) = try compile(
    report(body, pages: pages), files: ["d.svg": drawing], pictures: ["small.png": small, "large.png": large])
  return ((0..<document.pageCount).flatMap { images(document.scene(ofPage: $0).items) }, findings.all, document)
}

private func problems(_ body: String) -> [Diagnostic] {
  failure(of: report(body), files: ["d.svg": drawing, "a.csv": "a,b"], pictures: ["small.png": small, "large.png": large])
}

@Test func `a picture stands at the density of its file, at 150 to the inch when that is lower, never wider than its column`() throws {
  #expect(try made("  - image: small.png\n    alt: a").images.map(\.frame) == [Rect(x: 50, y: 50, width: 72, height: 36)])
  #expect(try made("  - image: d.svg\n    alt: a").images.map(\.frame.size) == [Size(width: 72, height: 36)])
  // 1500 pixels at 150 to the inch are 720 points.
  #expect(try made("  - image: large.png\n    alt: a").images.map(\.frame.size) == [Size(width: 300, height: 300)])
}

@Test func `width, height, aspect and fit give the box of a picture`() throws {
  func box(_ options: String) throws -> Rect? { try made("  - {image: small.png, alt: a, \(options)}").images.first?.frame }
  #expect(try box("width: 50%") == Rect(x: 50, y: 50, width: 150, height: 75))
  #expect(try box("height: 100pt") == Rect(x: 50, y: 50, width: 200, height: 100))
  #expect(try box("width: 100pt, height: 100pt") == Rect(x: 50, y: 75, width: 100, height: 50))
  let cropped = try #require(try made("  - {image: small.png, alt: a, width: 100pt, aspect: \"1:1\", fit: cover, focus: {x: 1}}").images.first)
  #expect(cropped.frame == Rect(x: -50, y: 50, width: 200, height: 100))
  #expect(cropped.clip == Path(rect: Rect(x: 50, y: 50, width: 100, height: 100)))
}

@Test func `a picture that would be higher than the page is made smaller, with a warning where its width was asked for`() throws {
  let tall = try made("  - {image: large.png, alt: a, title: T, width: 100%}\n  - {image: large.png, alt: a, width: 300pt, aspect: \"1:2\"}")
  #expect(tall.findings.map(\.id) == ["picture-shrunk"])
  #expect(tall.images.allSatisfy { $0.frame.height <= 400 })
}

@Test func `a picture without alt is a warning, an empty one makes it decoration`() throws {
  let silent = try made("  - image: small.png")
  #expect(silent.findings.map(\.id) == ["missing-alt"] && silent.findings.first?.hint == "write alt: \"\" for mere decoration")
  func roles(_ body: String) throws -> [StructureRole] {
    try made(body).report.scene(ofPage: 0).items.compactMap { if case .begin(let tag) = $0 { tag.role } else { nil } }
  }
  #expect(try roles("  - {image: small.png, alt: a}") == [.figure])
  #expect(try roles("  - {image: small.png, alt: \"\"}") == [.artifact])
}

@Test func `too few pixels for the size are a warning with the size that they are enough for`() throws {
  let coarse = try made("  - {image: small.png, alt: a, width: 100%}").findings
  #expect(coarse.map(\.id) == ["low-resolution"] && coarse.first?.range.position?.line == 6)
  #expect(coarse.first?.message == "\"small.png\" is shown at 72 pixels per inch; 150 are enough up to a width of 50 mm")
  #expect(coarse.first?.hint?.contains("at least 625 pixels wide") == true)
}

@Test func `pictures count among the figures when they ask for it`() throws {
  let chart = "  - {chart: fig-b, title: B, alt: b, data: {values: [{a: 1}]}, mark: bar, encoding: {x: {field: a, type: quantitative}}}"
  let text = try text(of: made("  - {image: small.png, id: fig-a, number: true, title: A, alt: a}\n  - {image: d.svg, title: C, alt: c}\n\(chart)").report.scene(ofPage: 0))
  #expect(text.contains("Figure 1") && text.contains("Figure 2") && !text.contains("Figure 3"))
  #expect(problems("  - {image: small.png, number: true, alt: a}").map(\.id) == ["missing-key"])
}

@Test func `a bleeding picture reaches both edges of the page, and only in the body`() throws {
  let bled = try #require(try made("  - md: A text.\n  - {image: large.png, alt: a, width: bleed, aspect: \"4:1\"}").images.first)
  #expect(bled.clip?.bounds?.minX == 0 && bled.clip?.bounds?.maxX == 400 && bled.clip?.bounds?.height == 100)
  #expect(bled.frame.width == 400)
  #expect(problems("  - row: [{image: large.png, alt: a, width: bleed}]").map(\.id) == ["misplaced-block"])
}

@Test func `the picture of a page master covers each of its pages behind the text, and a cover may have its own`() throws {
  let (images, findings, document) = try made(
    "  - cover: {title: T, image: {image: large.png, focus: {y: 0}}}\n  - md: A\n  - page: default\n    blocks: [{md: B}]", pages: ", picture: {image: large.png, opacity: 0.5}")
  #expect(findings.isEmpty && document.pageCount == 3)
  #expect(images.map(\.frame) == Array(repeating: Rect(x: -50, y: 0, width: 500, height: 500), count: 4))
  #expect(images.map(\.opacity) == [0.5, 1, 0.5, 0.5])
  #expect(document.scene(ofPage: 1).items.first == .begin(StructureTag(.artifact)))
}

@Test func `a picture that is not there or is none is an error at its name`() {
  let missing = problems("  - {image: smal.png, alt: a}")
  #expect(missing.map(\.id) == ["missing-file"] && missing.first?.hint == "did you mean \"small.png\"?")
  let text = problems("  - {image: a.csv, alt: a}")
  #expect(text.map(\.id) == ["not-a-picture"] && text.first?.message == "\"a.csv\": expected a PNG, JPEG or SVG file, found text")
  #expect(text.first?.range.position?.line == 6 && text.first?.range.position?.column == 13)
}

@Test func `image marks show drawings too, stretched and faint when they say so`() throws {
  let chart = """
      - chart: fig-a
        title: A
        alt: a
        width: 300pt
        height: 200pt
        data: {values: [{x: 1, u: d.svg}, {x: 2, u: small.png}, {x: 3, u: d.svg}]}
        mark: {type: image, width: 40, height: 40, aspect: false, opacity: 0.5}
        encoding: {x: {field: x, type: quantitative}, url: {field: u}}
    """
  let shown = try made(chart)
  #expect(shown.findings.isEmpty)
  #expect(shown.images.map(\.frame.size) == Array(repeating: Size(width: 30, height: 30), count: 3) && shown.images.allSatisfy { $0.opacity == 0.5 })
}
