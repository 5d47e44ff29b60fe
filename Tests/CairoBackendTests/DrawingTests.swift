import CairoBackend
import Diagnostics
import Geometry
import Scene
import Testing

private let red = Color(hex: 0xFF0000), blue = Color(hex: 0x0000FF)

@Test func `a fill covers its pixels and no others`() throws {
  let picture = try raster(page { $0.fill(Path(rect: Rect(x: 2, y: 3, width: 4, height: 2)), red) })
  for y in 0..<8 {
    for x in 0..<8 { #expect(picture.rgb(x, y) == ((2..<6).contains(x) && (3..<5).contains(y) ? 0xFF0000 : 0xFFFFFF)) }
  }
}

@Test func `pixels per point scales a page`() throws {
  let picture = try raster(page(width: 2, height: 1) { $0.fill(Path(rect: Rect(x: 1, y: 0, width: 1, height: 1)), blue) }, pixelsPerPoint: 3)
  #expect(picture.width == 6 && picture.height == 3)
  #expect(picture.rgb(2, 1) == 0xFFFFFF && picture.rgb(3, 1) == 0x0000FF)
}

@Test func `an exact size keeps the shape of the page and centers it`() throws {
  let fonts = try FontFaces(book: TestFont.book)
  let full = page(width: 4, height: 4) { $0.fill(Path(rect: Rect(x: 0, y: 0, width: 4, height: 4)), red) }
  let picture = try renderRaster(full, options: RasterOptions(size: .exact(width: 16, height: 8)), fonts: fonts)
  #expect(picture.width == 16 && picture.height == 8)
  #expect(picture.rgb(3, 4) == 0xFFFFFF && picture.rgb(4, 4) == 0xFF0000 && picture.rgb(11, 4) == 0xFF0000 && picture.rgb(12, 4) == 0xFFFFFF)
}

@Test func `half a pixel is covered by half`() throws {
  let picture = try raster(page { $0.fill(Path(rect: Rect(x: 0, y: 0, width: 1.5, height: 8)), .black) })
  #expect(picture.rgb(0, 0) == 0x000000)
  #expect((0x7E...0x81).contains(picture.rgb(1, 0) & 0xFF))
}

@Test func `a stroke of one point lies half on each side of its line`() throws {
  let picture = try raster(page { $0.rule(from: Point(x: 0, y: 2.5), to: Point(x: 8, y: 2.5), width: 1, color: .black) })
  #expect(picture.rgb(4, 1) == 0xFFFFFF && picture.rgb(4, 2) == 0x000000 && picture.rgb(4, 3) == 0xFFFFFF)
}

@Test func `dashes follow their lengths and a dash without any length is solid`() throws {
  let dashed = try raster(page { $0.rule(from: Point(x: 0, y: 0.5), to: Point(x: 8, y: 0.5), width: 1, color: .black, dash: [2, 1]) })
  #expect((0..<8).map { dashed.rgb($0, 0) == 0 } == [true, true, false, true, true, false, true, true])
  for dash in [[0, 0], [-1, 2], [.nan]] as [[Double]] {
    let solid = try raster(page { $0.rule(from: Point(x: 0, y: 0.5), to: Point(x: 8, y: 0.5), width: 1, color: .black, dash: dash) })
    #expect((0..<8).allSatisfy { solid.rgb($0, 0) == 0 })
  }
}

@Test func `a dash ends with its stroke`() throws {
  let picture = try raster(
    page {
      $0.rule(from: Point(x: 0, y: 0.5), to: Point(x: 8, y: 0.5), width: 1, color: .black, dash: [1, 1])
      $0.rule(from: Point(x: 0, y: 2.5), to: Point(x: 8, y: 2.5), width: 1, color: .black)
    })
  #expect((0..<8).allSatisfy { picture.rgb($0, 2) == 0 })
}

@Test func `an even-odd fill leaves the hole open, a nonzero fill does not`() throws {
  var path = Path(rect: Rect(x: 0, y: 0, width: 8, height: 8))
  path.append(Path(rect: Rect(x: 2, y: 2, width: 4, height: 4)))
  #expect(try raster(page { $0.fill(path, red, rule: .evenodd) }).rgb(4, 4) == 0xFFFFFF)
  #expect(try raster(page { $0.fill(path, red) }).rgb(4, 4) == 0xFF0000)
}

@Test func `a clip holds for its group only`() throws {
  let picture = try raster(
    page { scene in
      scene.group(clip: Path(rect: Rect(x: 0, y: 0, width: 4, height: 8))) { $0.fill(Path(rect: Rect(x: 0, y: 0, width: 8, height: 4)), red) }
      scene.fill(Path(rect: Rect(x: 0, y: 6, width: 8, height: 2)), blue)
    })
  #expect(picture.rgb(3, 0) == 0xFF0000 && picture.rgb(4, 0) == 0xFFFFFF && picture.rgb(7, 7) == 0x0000FF)
}

@Test func `the opacity of a group applies to the whole: overlaps do not show`() throws {
  let picture = try raster(
    page { scene in
      scene.group(opacity: 0.5) {
        $0.fill(Path(rect: Rect(x: 0, y: 0, width: 5, height: 8)), .black)
        $0.fill(Path(rect: Rect(x: 3, y: 0, width: 5, height: 8)), .black)
      }
    })
  #expect((0x7F...0x80).contains(picture.rgb(0, 0) & 0xFF))
  #expect(picture.rgb(4, 0) == picture.rgb(0, 0) && picture.rgb(7, 0) == picture.rgb(0, 0))
}

@Test func `a color's alpha is laid over what is below`() throws {
  let picture = try raster(
    page {
      $0.fill(Path(rect: Rect(x: 0, y: 0, width: 8, height: 8)), .black)
      $0.fill(Path(rect: Rect(x: 0, y: 0, width: 4, height: 8)), Color(hex: 0xFFFFFF, alpha: 0.25))
    })
  #expect((0x3F...0x40).contains(picture.rgb(0, 0) & 0xFF) && picture.rgb(7, 0) == 0)
}

@Test func `a linear gradient has its stops' colors at its ends and their mean between`() throws {
  let gradient = Gradient(
    shape: .linear(from: Point(x: 0, y: 0), to: Point(x: 100, y: 0)),
    stops: [Gradient.Stop(offset: 0, color: .black), Gradient.Stop(offset: 1, color: .white)])
  let picture = try raster(page(width: 100, height: 1) { $0.fill(Path(rect: Rect(x: 0, y: 0, width: 100, height: 1)), .gradient(gradient)) })
  #expect(picture.rgb(0, 0) & 0xFF <= 3 && picture.rgb(99, 0) & 0xFF >= 252)
  #expect((0x7C...0x83).contains(picture.rgb(50, 0) & 0xFF))
}

@Test func `after a gradient a color is set again`() throws {
  let gradient = Gradient(
    shape: .radial(from: Point(x: 4, y: 4), radius: 0, to: Point(x: 4, y: 4), toRadius: 4),
    stops: [Gradient.Stop(offset: 0, color: .white), Gradient.Stop(offset: 1, color: .black)])
  let picture = try raster(
    page {
      $0.fill(Path(rect: Rect(x: 0, y: 0, width: 1, height: 1)), red)
      $0.fill(Path(rect: Rect(x: 0, y: 0, width: 8, height: 8)), .gradient(gradient))
      $0.fill(Path(rect: Rect(x: 0, y: 0, width: 1, height: 1)), red)
    })
  #expect(picture.rgb(0, 0) == 0xFF0000 && picture.rgb(4, 4) & 0xFF > 0xC0)
}

@Test func `a picture is drawn pixel by pixel in its frame`() throws {
  let file = try encodePNG(Raster(width: 2, height: 1, pixels: [0, 0, 255, 255, 255, 0, 0, 255]))  // red, blue in BGRA
  let image = SceneImage(frame: Rect(x: 2, y: 2, width: 2, height: 1), picture: try readPicture(file))
  let picture = try raster(page { $0.image(image) })
  #expect(picture.rgb(2, 2) == 0xFF0000 && picture.rgb(3, 2) == 0x0000FF && picture.rgb(4, 2) == 0xFFFFFF && picture.rgb(2, 3) == 0xFFFFFF)
}

@Test(arguments: [Picture.Format.png, .jpeg, .svg]) func `a picture that cannot be decoded is a failure of the page`(format: Picture.Format) throws {
  let broken = Picture(format: format, file: [1, 2, 3], storedSize: Size(width: 2, height: 1))
  let image = SceneImage(frame: Rect(x: 0, y: 0, width: 2, height: 1), picture: broken)
  #expect(findings { _ = try raster(page { $0.image(image) }) }.map(\.id) == ["bad-picture"])
}

@Test func `coordinates far outside are drawn right, beyond cairo's numbers they are left out and counted`() throws {
  let fonts = try FontFaces(book: TestFont.book)
  for reach in [1e3, 3e4, 1e6, 3.9e6] {
    let wide = page {
      $0.fill(Path(rect: Rect(x: -reach, y: 2, width: 2 * reach, height: 2)), red)
      $0.rule(from: Point(x: 6.5, y: -reach), to: Point(x: 6.5, y: reach), width: 1, color: blue)
    }
    let picture = try raster(wide)
    #expect(picture.rgb(0, 1) == 0xFFFFFF && picture.rgb(0, 2) == 0xFF0000 && picture.rgb(5, 3) == 0xFF0000 && picture.rgb(0, 4) == 0xFFFFFF)
    #expect(picture.rgb(6, 0) == 0x0000FF && picture.rgb(6, 7) == 0x0000FF && picture.rgb(5, 0) == 0xFFFFFF)
  }
  let beyond = page { $0.rule(from: Point(x: -1e9, y: 2), to: Point(x: 1e9, y: 2), width: 1, color: red) }
  let result = try renderPNG(beyond, options: RasterOptions(size: .pixelsPerPoint(1)), fonts: fonts)
  #expect(result.refused == 1)
}

@Test func `a transparent page keeps what is not drawn empty`() throws {
  let picture = try raster(page { $0.fill(Path(rect: Rect(x: 0, y: 0, width: 4, height: 8)), Color(hex: 0xFF0000, alpha: 0.5)) }, background: nil)
  #expect(picture[7, 7] == 0)
  #expect(picture[0, 0] >> 24 == 0x80 && picture.rgb(0, 0) == 0x800000)
}

@Suite(.enabled(if: TestFont.isInstalled, TestFont.advice)) struct GlyphDrawing {
  @Test func `glyphs leave ink above their baseline and none elsewhere`() throws {
    let picture = try raster(page(width: 40, height: 20) { $0.glyphs(TestFont.run("HHH", x: 2, y: 15, size: 12)) })
    let inked = (0..<20).filter { y in (0..<40).contains { picture.rgb($0, y) != 0xFFFFFF } }
    #expect(inked.first == 6 && inked.last == 14)
  }

  @Test func `a run turned by a quarter runs down the page`() throws {
    var run = TestFont.run("HHH", x: 0, y: 0, size: 12)
    run.angle = .pi / 2
    run.glyphs = run.glyphs.enumerated().map { PositionedGlyph(id: $1.id, x: 5, y: 2 + Double($0) * 9) }
    let picture = try raster(page(width: 20, height: 40) { $0.glyphs(run) })
    let inked = (0..<20).filter { x in (0..<40).contains { picture.rgb(x, $0) != 0xFFFFFF } }
    #expect(inked.first == 5 && inked.last == 13)
  }

  @Test func `a halo lies below the glyphs and around them`() throws {
    var run = TestFont.run("I", x: 10, y: 15, size: 12)
    run.halo = Halo(color: red, width: 4)
    let picture = try raster(page(width: 24, height: 20) { $0.glyphs(run) })
    let line = (0..<24).map { picture.rgb($0, 11) }
    #expect(line.contains(0xFF0000) && line.contains { $0 & 0xFF0000 < 0x800000 })
  }

  @Test func `small glyphs stand at quarters of a pixel, not at whole ones`() throws {
    func ink(_ x: Double) throws -> [Int] {
      let picture = try raster(page(width: 20, height: 20) { $0.glyphs(TestFont.run("l", x: x, y: 15, size: 12)) })
      return (0..<20).map { 255 - Int(picture.rgb($0, 10) & 0xFF) }
    }
    let whole = try ink(5), quarter = try ink(5.25), next = try ink(6)
    #expect(whole != quarter && whole.reduce(0, +) > 200)
    #expect(abs(whole.reduce(0, +) - quarter.reduce(0, +)) <= 4)
    #expect(Array(next.dropFirst()) == Array(whole.dropLast()))
  }

  @Test func `glyphs stand where their page is placed, also in a faded group`() throws {
    let fonts = try FontFaces(book: TestFont.book)
    let text = page(width: 20, height: 20) { scene in scene.group(opacity: 0.5) { $0.glyphs(TestFont.run("H", x: 4, y: 15, size: 12)) } }
    let plain = try renderRaster(text, options: RasterOptions(size: .pixelsPerPoint(1)), fonts: fonts)
    let wide = try renderRaster(text, options: RasterOptions(size: .exact(width: 60, height: 20)), fonts: fonts)
    for y in 0..<20 { for x in 0..<20 { #expect(plain.rgb(x, y) == wide.rgb(x + 20, y)) } }
    #expect((0..<20).contains { plain.rgb($0, 10) & 0xFF < 0xA0 })
  }

  @Test func `a picture does not depend on what was drawn before`() throws {
    let fonts = try FontFaces(book: TestFont.book)
    let text = page(width: 60, height: 20) { $0.glyphs(TestFont.run("Monsoon", x: 3.3, y: 15, size: 11)) }
    let options = RasterOptions(size: .pixelsPerPoint(2))
    let cold = try renderPNG(text, options: options, fonts: FontFaces(book: TestFont.book)).png
    for size in [5.0, 11, 30] { _ = try renderPNG(page(width: 60, height: 20) { $0.glyphs(TestFont.run("Monsoon", x: 3, y: 15, size: size)) }, options: options, fonts: fonts) }
    #expect(try renderPNG(text, options: options, fonts: fonts).png == cold)
  }

  @Test func `very large glyphs are filled as outlines`() throws {
    let picture = try raster(page(width: 400, height: 400) { $0.glyphs(TestFont.run("H", x: 10, y: 390, size: 500)) })
    #expect(picture.rgb(70, 200) == 0 && picture.rgb(200, 350) == 0xFFFFFF)
  }

  @Test func `a font that is not installed is a failure of output that names it`() throws {
    var run = TestFont.run("H", x: 0, y: 8)
    run.font = FontID(row: 1)
    let missing = run
    let found = findings { _ = try raster(page { $0.glyphs(missing) }) }
    #expect(found.map(\.kind) == [.output] && found.first?.message.contains("Absent") == true)
    run.font = FontID(row: 9)
    let unknown = run
    #expect(findings { _ = try raster(page { $0.glyphs(unknown) }) }.map(\.id) == ["font-not-readable"])
  }

  @Test func `a positioned glyph has the layout of cairo's`() { #expect(sceneLayoutsMatchCairo) }
}
