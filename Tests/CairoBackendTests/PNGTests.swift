import CairoBackend
import Diagnostics
import Geometry
import Scene
import Testing

/// The names of a PNG file's chunks and their bodies.
private func chunks(_ file: [UInt8]) -> [(name: String, body: [UInt8])] {
  var found: [(String, [UInt8])] = []
  var at = 8
  while at + 12 <= file.count {
    let count = file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    found.append((String(decoding: file[at + 4..<at + 8], as: UTF8.self), Array(file[at + 8..<at + 8 + count])))
    at += count + 12
  }
  return found
}

/// A raster whose pixel at x, y is `color(x, y)` as 0xAARRGGBB, premultiplied.
private func drawn(_ width: Int, _ height: Int, _ color: (Int, Int) -> UInt32) -> Raster {
  var pixels: [UInt8] = []
  for y in 0..<height {
    for x in 0..<width {
      let c = color(x, y)
      pixels += [UInt8(c & 255), UInt8(c >> 8 & 255), UInt8(c >> 16 & 255), UInt8(c >> 24)]
    }
  }
  return Raster(width: width, height: height, pixels: pixels)
}

/// A sequence that looks random and is the same each time.
private func noise(_ n: Int) -> UInt32 {
  var x = UInt64(n) &* 0x9E37_79B9_7F4A_7C15
  x = (x ^ x >> 30) &* 0xBF58_476D_1CE4_E5B9
  return UInt32(truncatingIfNeeded: x >> 27)
}

private enum ColorType: UInt8 { case rgb = 2, palette = 3, rgba = 6 }

private func colorType(_ file: [UInt8]) -> ColorType? { ColorType(rawValue: file[25]) }

@Test(arguments: [(1, 1), (2, 3), (7, 5), (64, 64), (300, 17), (9, 700)]) func `PNG: what is encoded comes back`(width: Int, height: Int) throws {
  let kinds: [(ColorType, (Int, Int) -> UInt32)] = [
    (.palette, { x, y in (x / 3 + y / 2) % 3 == 0 ? 0xFFFF_0000 : 0xFF00_00FF }),
    (.palette, { x, y in [0, 0x8040_2010, 0xFFFF_FFFF, 0x0100_0001][(x + y * y) % 4] }),
  ]
  for (kind, color) in kinds {
    let picture = drawn(width, height, color)
    let file = try encodePNG(picture)
    #expect(colorType(file) == kind)
    #expect(try decodePNG(file) == picture)
  }
}

@Test func `PNG: more than 256 colors are RGB, with transparent ones RGBA, photographs too`() throws {
  let ramp = drawn(300, 40) { x, y in 0xFF00_0000 | UInt32(x / 2) << 16 | UInt32(y) }
  let photo = drawn(90, 90) { x, y in 0xFF00_0000 | noise(x * 90 + y) & 0xFFFFFF }
  let glass = drawn(300, 40) { x, y in UInt32(y + 1) << 24 | UInt32(min(y, x)) << 8 }
  let mist = drawn(90, 90) { x, y in noise(x * 90 + y) & 0x7F00_0000 }
  let fog = drawn(90, 90) { x, y in
    let a = noise(y) & 0xFF
    return a << 24 | (noise(x * 90 + y) & 0xFF) % (a + 1)
  }
  for (picture, kind) in [(ramp, ColorType.rgb), (photo, .rgb), (glass, .rgba), (mist, .palette), (fog, .rgba)] {
    let file = try encodePNG(picture)
    #expect(colorType(file) == kind)
    #expect(try decodePNG(file) == picture)
  }
}

/// A sheet of cells, each of a color of its own, with lines of repeated small pictures between them: flat like a chart, of
/// hundreds of colors, and several times as long as what the compressor holds at a time.
private func sheet(alpha: UInt32) -> Raster {
  drawn(320, 420) { x, y in
    if y % 30 >= 18 { return x % 16 < 9 ? alpha << 24 | (noise(x % 16 * 100 + y % 30) & 0xFF) % (alpha + 1) * 0x010101 : alpha << 24 }
    let red = (noise(x / 8) & 0xFF) % (alpha + 1), blue = (noise(y / 6 + 500) & 0xFF) % (alpha + 1)
    return alpha << 24 | red << 16 | blue
  }
}

@Test func `PNG: drawings of many colors come back, opaque and transparent`() throws {
  for (alpha, kind) in [(UInt32(255), ColorType.rgb), (254, .rgba)] {
    let picture = sheet(alpha: alpha)
    let file = try encodePNG(picture)
    #expect(colorType(file) == kind)
    #expect(try decodePNG(file) == picture)
  }
}

@Test func `PNG: what is repeated along a line costs little`() throws {
  func size(repeats: Int) throws -> Int {
    try encodePNG(
      drawn(640, 16) { x, y in
        // 256 grays and blues in the corner, so that the picture is RGB.
        if x < 40 { return 0xFF00_0000 | UInt32(x * 16 + y) }
        let isInked = x % 12 < 10 && (x - 40) / 12 < repeats
        return isInked ? 0xFF00_0000 | (noise(x % 12 * 16 + y) & 0xFF) * 0x010101 : 0xFFFF_FFFF
      }
    ).count
  }
  let one = try size(repeats: 1)
  #expect(try size(repeats: 41) < one + 41 * 16 * 4)
}

@Test func `PNG: exactly 256 colors are a palette, 257 are not`() throws {
  func colors(_ n: Int) throws -> ColorType? { colorType(try encodePNG(drawn(n, 2) { x, _ in 0xFF00_0000 | UInt32(x) * 257 })) }
  #expect(try colors(256) == .palette)
  #expect(try colors(257) == .rgb)
}

@Test func `PNG: chunks stand in order, with color space and density`() throws {
  let file = try encodePNG(drawn(4, 4) { x, _ in x < 2 ? 0 : 0xFFFF_0000 }, pixelsPerInch: 144)
  let found = chunks(file)
  #expect(found.map(\.name) == ["IHDR", "sRGB", "pHYs", "PLTE", "tRNS", "IDAT", "IEND"])
  #expect(found[2].body == [0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1])  // 5,669 a meter
  #expect(found[4].body == [0])
  #expect(chunks(try encodePNG(drawn(4, 4) { _, _ in 0xFF00_FF00 })).map(\.name) == ["IHDR", "sRGB", "PLTE", "IDAT", "IEND"])
}

@Test func `PNG: a page's density follows its scale unless given`() throws {
  let fonts = try FontFaces(book: TestFont.book)
  let blank = page { _ in }
  func density(_ options: RasterOptions) throws -> [UInt8]? {
    chunks(try renderPNG(blank, options: options, fonts: fonts).png).first { $0.name == "pHYs" }.map { Array($0.body.prefix(4)) }
  }
  #expect(try density(RasterOptions(size: .pixelsPerPoint(1))) == [0, 0, 0x0B, 0x13])  // 72 an inch: 2,835 a meter
  #expect(try density(RasterOptions(size: .exact(width: 16, height: 16), pixelsPerInch: 96)) == [0, 0, 0x0E, 0xC4])  // 3,780
}

@Test func `PNG: the same picture gives the same bytes`() throws {
  let picture = drawn(200, 100) { x, y in 0xFF00_0000 | (noise(x / 9 * 100 + y / 5) & 0xFFFFFF) }
  #expect(try encodePNG(picture) == encodePNG(picture))
}

@Test func `PNG: files that are not whole are findings, never more`() throws {
  let file = try encodePNG(drawn(40, 40) { x, y in 0xFF00_0000 | noise(x * 40 + y) & 0xFFFFFF })
  #expect(findings { _ = try decodePNG([]) }.map(\.id) == ["bad-picture"])
  #expect(findings { _ = try decodePNG(Array("GIF89a".utf8)) }.map(\.id) == ["bad-picture"])
  for count in stride(from: 8, to: file.count - 12, by: 97) {
    #expect(findings { _ = try decodePNG(Array(file.prefix(count))) }.map(\.id) == ["bad-picture"])
  }
  var flipped = file
  flipped[60] ^= 0xFF
  #expect(findings { _ = try decodePNG(flipped) }.map(\.kind) == [.input])
}

@Test func `PNG: the size is judged before anything is decoded`() throws {
  var file = try encodePNG(drawn(4, 4) { _, _ in 0xFFFF_FFFF })
  file[16...23] = [0, 0, 0x40, 1, 0, 0, 0, 4]  // 16,385 x 4
  #expect(sizeOfPNG(file)?.width == 16_385)
  let found = findings { _ = try decodePNG(file) }
  #expect(found.map(\.id) == ["picture-size"] && found.map(\.kind) == [.limit])
}

@Test func `PNG: a picture of more than 100 million pixels is refused before it is made`() throws {
  let fonts = try FontFaces(book: TestFont.book)
  for size in [RasterSize.exact(width: 10_001, height: 10_000), .exact(width: 40_000, height: 1), .exact(width: 0, height: 5), .pixelsPerPoint(1e9), .pixelsPerPoint(.nan)] {
    let found = findings { _ = try renderPNG(page { _ in }, options: RasterOptions(size: size), fonts: fonts) }
    #expect(found.map(\.kind) == [.limit])
  }
}

@Test func `PNG: a raster whose bytes do not match its size is refused`() {
  #expect(findings { _ = try encodePNG(Raster(width: 2, height: 2, pixels: [0])) }.map(\.id) == ["picture-size"])
}

@Test func `PNG: fonts that were lent before give the same bytes as new ones`() throws {
  let pool = FontFacesPool()
  let options = RasterOptions(size: .pixelsPerPoint(2))
  let pages = ["Rain", "by season"].map { text in page(width: 80, height: 20) { $0.glyphs(TestFont.run(text, x: 2.3, y: 14)) } }
  let new = try pages.map { try renderPNG($0, options: options, fonts: try FontFaces(book: TestFont.book)).png }
  var lent: [ObjectIdentifier] = []
  for _ in 0..<2 {
    let again = try pool.withFaces(of: TestFont.book) { (faces) throws(Failure) -> [[UInt8]] in
      lent.append(ObjectIdentifier(faces))
      var files: [[UInt8]] = []
      for page in pages { files.append(try renderPNG(page, options: options, fonts: faces).png) }
      return files
    }
    #expect(again == new)
  }
  #expect(lent[0] == lent[1])
}

@Test func `PNG: fonts are lent to one at a time, and other books get other fonts`() throws {
  let pool = FontFacesPool()
  let other = FontBook(faces: Array(TestFont.book.faces.prefix(1)))
  try pool.withFaces(of: TestFont.book) { (first) throws(Failure) in
    try pool.withFaces(of: TestFont.book) { (second) throws(Failure) in #expect(first !== second) }
  }
  try pool.withFaces(of: other) { (faces) throws(Failure) in #expect(faces.book.faces == other.faces) }
}
