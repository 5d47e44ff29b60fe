import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Scene
import Testing

private func image(_ picture: Picture, x: Double = 20, y: Double = 20, width: Double = 64) -> SceneImage {
  SceneImage(frame: Rect(x: x, y: y, width: width, height: width * picture.size.height / picture.size.width), picture: picture)
}

@Suite(.enabled(if: Tool.isInstalled("qpdf", "pdfimages", "pdftoppm"), "qpdf or poppler-utils is not installed"))
struct PicturePDFTests {
  @Test func `a picture shown often on many pages, cropped and faint too, is written once`() throws {
    for file in [try TestPicture.png(width: 64, height: 64), TestPicture.jpeg, TestPicture.jpeg(orientation: 8)] {
      let picture = try readPicture(file)
      let pages = (0..<4).map { _ in
        a4 { scene in
          for i in 0..<5 { scene.image(image(picture, y: 20 + Double(i) * 100)) }
          scene.group(opacity: 0.5) { group in
            group.image(image(picture, x: 120))
            group.image(image(picture, x: 220))
          }
          scene.group(clip: Path(circle: Point(x: 350, y: 60), radius: 20)) { $0.image(image(picture, x: 320)) }
        }
      }
      let file = try PDFFile(pdf(pages))
      try file.expectSound()
      #expect(try file.objects().components(separatedBy: "/Subtype /Image").count == 2)
    }
  }

  @Test func `a JPEG file goes into the PDF file byte by byte`() throws {
    for file in [TestPicture.jpeg, TestPicture.progressive, TestPicture.gray, TestPicture.jpeg(orientation: 6)] {
      let picture = try readPicture(file)
      let written = try pdf([a4 { $0.image(image(picture)) }])
      #expect(Data(written).range(of: Data(file)) != nil)
      #expect(try PDFFile(written).ask("pdfimages", ["-list"]).contains(" jpeg "))
    }
  }

  @Test(arguments: 1...8) func `a JPEG file is turned in the PDF file as in the PNG file`(orientation: UInt8) throws {
    let picture = try readPicture(TestPicture.jpeg(orientation: orientation))
    let sheet = page(width: 64, height: 64) { $0.image(image(picture, x: 0, y: 0, width: 32)) }
    let file = try PDFFile(pdf([sheet]))
    _ = try #require(Tool("pdftoppm")).run(["-png", "-r", "72", "-singlefile", file.path, file.folder.file("a")])
    let printed = try decodePNG([UInt8](try Data(contentsOf: URL(fileURLWithPath: file.folder.file("a.png")))))
    let drawn = try raster(sheet)
    for (x, y) in [(4, 4), (12, 4), (4, 12), (28, 12), (12, 28)] {
      let (a, b) = (printed.rgb(x, y), drawn.rgb(x, y))
      for shift in [0, 8, 16] as [UInt32] { #expect(abs(Int(a >> shift & 0xFF) - Int(b >> shift & 0xFF)) < 12) }
    }
  }

  @Test func `an SVG picture keeps its vectors and is written once`() throws {
    let picture = try readPicture(TestPicture.svg)
    let pages = (0..<3).map { _ in
      a4 { scene in
        for i in 0..<4 { scene.image(image(picture, y: 20 + Double(i) * 50)) }
      }
    }
    let file = try PDFFile(pdf(pages))
    try file.expectSound()
    #expect(!(try file.objects().contains("/Subtype /Image")))
    #expect(try file.objects().components(separatedBy: " 12 12 re").count <= 3)
    let (first, second) = (try pdf(pages), try pdf(pages))
    #expect(first == second)
  }

  @Test func `after a dashed line the lines of later pages are solid`() throws {
    let dashed = a4 { $0.rule(from: Point(x: 20, y: 20), to: Point(x: 90, y: 20), width: 1, color: .black, dash: [3, 2]) }
    let solid = a4 { $0.rule(from: Point(x: 20, y: 20), to: Point(x: 90, y: 20), width: 1, color: .black) }
    let objects = try PDFFile(pdf([dashed, solid, solid])).objects()
    #expect(objects.components(separatedBy: "[ 3 2").count == 2)
    #expect(objects.components(separatedBy: "[] 0.0 d").count == 3)
  }

  @Test func `tagged pages with pictures are sound`() throws {
    let picture = try readPicture(TestPicture.jpeg)
    let tagged = a4 { scene in
      for i in 0..<3 { scene.tagged(StructureTag(.figure, alt: "quarters")) { $0.image(image(picture, y: Double(i) * 90)) } }
    }
    try PDFFile(pdf([tagged, tagged], options: PDFOptions(tags: true))).expectSound()
  }
}
