import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Scene
import Testing

@Test func `a PNG, a JPEG and an SVG file are told by their bytes and measured`() throws {
  let png = try readPicture(TestPicture.png())
  #expect(png.format == .png && png.size == Size(width: 16, height: 8) && abs((png.pixelsPerInch ?? 0) - 200) < 0.1)
  let jpeg = try readPicture(TestPicture.jpeg)
  #expect(jpeg.format == .jpeg && jpeg.size == Size(width: 32, height: 16) && jpeg.pixelsPerInch == 300 && jpeg.orientation == .upright)
  for file in [TestPicture.progressive, TestPicture.gray] { #expect(try readPicture(file).size == Size(width: 32, height: 16)) }
  #expect(try readPicture(TestPicture.svg).size == Size(width: 8, height: 4))
}

@Test(arguments: [
  ("width=\"96\" height=\"48\"", Size(width: 96, height: 48)), ("width=\"1in\" height=\"12.7mm\"", Size(width: 96, height: 48)),
  ("width=\"72pt\" viewBox=\"0 0 2 1\"", Size(width: 96, height: 48)), ("height='3pc' viewBox='0,0,2,1'", Size(width: 96, height: 48)),
  ("width=\"100%\" height=\"100%\" viewBox=\"0 0 96 48\"", Size(width: 96, height: 48)),
])
func `the size of an SVG file is its own, else that of its view box`(attributes: String, size: Size) throws {
  let found = try readPicture(Array("<?xml version='1.0' encoding=\"UTF-8\"?><svg xmlns='http://www.w3.org/2000/svg' \(attributes)/>".utf8)).size
  #expect(abs(found.width - size.width) < 0.01 && abs(found.height - size.height) < 0.01)
}

@Test func `equal files have one name, others another`() throws {
  let a = try readPicture(TestPicture.jpeg), b = try readPicture(TestPicture.jpeg), c = try readPicture(TestPicture.gray)
  #expect(a == b && a.name == b.name && a.name.count == 32 && a != c)
}

/// The shown quarters in reading order for each way of holding the camera.
private let quarters: [[Character]] = ["RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"].map(Array.init)

@Test(arguments: 1...8) func `a JPEG file is shown as its camera was held`(orientation: Int) throws {
  let picture = try readPicture(TestPicture.jpeg(orientation: UInt8(orientation)))
  let size = orientation > 4 ? Size(width: 16, height: 32) : Size(width: 32, height: 16)
  #expect(picture.size == size)
  let shown = try raster(page(width: size.width, height: size.height) { $0.image(SceneImage(frame: Rect(origin: .zero, size: size), picture: picture)) })
  let colors = [(4, 4), (Int(size.width) - 4, 4), (4, Int(size.height) - 4), (Int(size.width) - 4, Int(size.height) - 4)].map { x, y -> Character in
    let rgb = shown.rgb(x, y)
    let (red, green, blue) = (rgb >> 16 > 0x80, rgb >> 8 & 0xFF > 0x80, rgb & 0xFF > 0x80)
    return red && green && blue ? "W" : red ? "R" : green ? "G" : "B"
  }
  #expect(colors == quarters[orientation - 1])
}

@Test func `an SVG picture is drawn at the resolution of the output`() throws {
  let picture = try readPicture(TestPicture.svg)
  let shown = try raster(page(width: 8, height: 4) { $0.image(SceneImage(frame: Rect(x: 0, y: 0, width: 8, height: 4), picture: picture)) }, pixelsPerPoint: 10)
  #expect(shown.rgb(0, 0) == 0xFF0000 && shown.rgb(39, 39) == 0xFF0000 && shown.rgb(40, 39) == 0x0000FF && shown.rgb(79, 0) == 0x0000FF)
}

@Test func `what is no picture is named`() {
  let files: [([UInt8], String)] = [
    ([], "an empty file"), (Array("GIF89a".utf8), "a GIF file"), (Array("RIFF....WEBPVP8 ".utf8), "a WebP file"),
    (Array("\0\0\0\u{18}ftypheic....".utf8), "a HEIC file"), (Array("%PDF-1.7".utf8), "a PDF file"), ([0x1F, 0x8B, 8, 0], "a compressed file (SVGZ?)"),
    (Array("<!DOCTYPE html><html>".utf8), "text"), (Array("name,value\n".utf8), "text"), ([1, 2, 3], "bytes of an unknown kind"),
  ]
  for (file, kind) in files {
    let found = findings { _ = try readPicture(file) }
    #expect(found.map(\.id) == ["not-a-picture"] && found.first?.message.contains(kind == "text" ? "found" : kind) == true)
  }
}

@Test(arguments: [
  (#"<!DOCTYPE svg PUBLIC "x" "y"><svg viewBox="0 0 1 1"/>"#, "<!DOCTYPE"), (#"<svg viewBox="0 0 1 1"><text>a</text></svg>"#, "fonts of the machine"),
  (#"<svg viewBox="0 0 1 1"><svg:text>a</svg:text></svg>"#, "fonts of the machine"),
  (#"<svg viewBox="0 0 1 1" xmlns:s="http://www.w3.org/2000/svg"><s:text/></svg>"#, "name space"),
  (#"<svg viewBox="0 0 1 1"><image href="data:image/png;base64,AA"/></svg>"#, "no other pictures"),
  (#"<svg viewBox="0 0 1 1"><use xlink:href="other.svg#a"/></svg>"#, "other.svg#a"),
  (#"<svg viewBox="0 0 1 1"><rect style="fill: url( 'http://a/b#c')"/></svg>"#, "http://a/b#c"),
  (#"<svg viewBox="0 0 1 1"><style><![CDATA[@import "a.css";]]></style></svg>"#, "imports"),
  (#"<?xml-stylesheet href="a.css"?><svg viewBox="0 0 1 1"/>"#, "style sheet"), (#"<?xml version="1.0" encoding="EUC-KR"?><svg viewBox="0 0 1 1"/>"#, "euc-kr"),
  (#"<svg viewBox="0 0 1 1"><script>1</script></svg>"#, "not run"), (#"<svg viewBox="0 0 1 1"><g systemLanguage="en"/></svg>"#, "language"),
])
func `an SVG file that would look different elsewhere is refused with its reason`(text: String, reason: String) {
  let found = findings { _ = try readPicture(Array(text.utf8)) }
  #expect(found.map(\.id) == ["svg-not-allowed"] && found.first?.hint != nil)
  #expect(found.first?.message.contains(reason) == true && found.first?.message.contains("(line 1 of the SVG file)") == true)
}

@Test func `references inside an SVG file, links and comments are allowed`() throws {
  let text = """
    <!-- <text> --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><defs><linearGradient id="a"/></defs><style>rect { fill: url("#a") }</style>
    <a href="https://example.org"><rect width="1" height="1" fill='url(#a)'/></a></svg>
    """
  #expect(try readPicture(Array(text.utf8)).format == .svg)
}

@Test(arguments: ["<svg/>", "<svg viewBox='0 0 0 1'/>", "<svg viewBox='0 0 1 1'", "<svg viewBox=0/>", "<svg viewBox='0 0 1 1'><g></svg>", "<x/>", "<svg a='"])
func `a broken SVG file is a finding`(text: String) {
  #expect(findings { _ = try readPicture(Array(text.utf8)) }.map(\.id) == ["bad-picture"])
}

@Test func `sizes beyond the limits are refused before anything is decoded`() throws {
  var png = try TestPicture.png()
  png.replaceSubrange(16..<24, with: [0, 0, 0x40, 1, 0, 0, 0, 1])
  var jpeg = TestPicture.jpeg
  let frame = try #require((0..<jpeg.count).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
  jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0x3F, 0xFF, 0x3F, 0xFF])
  for file in [png, jpeg, Array("<svg viewBox='0 0 99999 1'/>".utf8)] {
    let found = findings { _ = try readPicture(file) }
    #expect(found.map(\.id) == ["picture-size"] && found.map(\.kind) == [.limit])
  }
}

@Test func `a CMYK file is refused with a remedy`() {
  let found = findings { _ = try readPicture(TestPicture.cmyk) }
  #expect(found.first?.message.contains("CMYK") == true && found.first?.hint?.contains("sRGB") == true)
}

/// A generator of its own, so that every run tries the same files.
private struct Noise {
  var state: UInt64

  mutating func next(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, below)
  }
}

@Test(arguments: ["png", "jpeg", "progressive", "gray", "svg"])
func `cut and flipped files are findings or pictures that can be drawn, never more`(kind: String) throws {
  let file =
    switch kind {
    case "png": try TestPicture.png()
    case "jpeg": TestPicture.jpeg(orientation: 6)
    case "progressive": TestPicture.progressive
    case "gray": TestPicture.gray
    default: TestPicture.svg
    }
  var noise = Noise(state: UInt64(file.count))
  var read = 0
  for count in 0..<300 {
    var damaged = file
    if count % 3 == 0 { damaged = Array(damaged.prefix(noise.next(file.count))) } else {
      for _ in 0..<(1 + noise.next(4)) { damaged[noise.next(file.count)] ^= UInt8(1 << noise.next(8)) }
    }
    do {
      let picture = try readPicture(damaged)
      read += 1
      let image = SceneImage(frame: Rect(x: 0, y: 0, width: 8, height: 8), picture: picture)
      _ = try raster(page { $0.image(image) })
      _ = try pdf([page(width: 20, height: 20) { $0.image(image) }])
    } catch let failure as Failure {
      #expect(failure.diagnostics.allSatisfy { !$0.message.isEmpty })
    }
  }
  #expect(read < 300)
}

@Test(arguments: ["png", "jpeg", "progressive", "gray"]) func `a file that is cut anywhere is not a picture`(kind: String) throws {
  let file = kind == "png" ? try TestPicture.png() : kind == "jpeg" ? TestPicture.jpeg : kind == "gray" ? TestPicture.gray : TestPicture.progressive
  for count in stride(from: 4, to: file.count - 2, by: 7) { #expect(throws: Failure.self) { try readPicture(Array(file.prefix(count))) } }
}
