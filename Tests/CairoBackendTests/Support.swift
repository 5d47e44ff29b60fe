import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Scene
import Testing

/// Liberation Sans from the repository's fonts folder.
enum TestFont {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fonts/files/LiberationSans-Regular.ttf").path
  static var isInstalled: Bool { FileManager.default.isReadableFile(atPath: path) }
  static let advice: Comment = "the fonts are not installed: run scripts/fonts"
  static let id = FontID(row: 0)
  static let book = FontBook(faces: [
    FontFace(family: "Liberation Sans", weight: 400, italic: false, file: path, faceIndex: 0, sha256: ""),
    FontFace(family: "Absent", weight: 400, italic: false, file: "", faceIndex: 0, sha256: ""),
  ])

  /// A run of ASCII text: in Liberation Sans the glyph of an ASCII character has its code less 29. Every advance is that of a
  /// digit, which is near enough for a reader to see one word.
  static func run(_ text: String, x: Double, y: Double, size: Double = 10, color: Color = .black) -> GlyphRun {
    let bytes = Array(text.utf8)
    let glyphs = bytes.enumerated().map { PositionedGlyph(id: UInt($1) - 29, x: x + Double($0) * size * 0.556, y: y) }
    let clusters = bytes.map { _ in GlyphCluster(bytes: 1, glyphs: 1) }
    return GlyphRun(font: id, size: size, color: color, text: bytes, glyphs: glyphs, clusters: clusters)
  }
}

func page(width: Double = 8, height: Double = 8, label: String? = nil, _ body: (inout SceneBuilder) -> Void) -> ScenePage {
  var builder = SceneBuilder()
  body(&builder)
  return ScenePage(size: Size(width: width, height: height), items: builder.items, label: label)
}

func raster(
  _ page: ScenePage, pixelsPerPoint: Double = 1, background: Color? = .white
) throws -> Raster {
  let fonts = try FontFaces(book: TestFont.book)
  return try renderRaster(page, options: RasterOptions(size: .pixelsPerPoint(pixelsPerPoint), background: background), fonts: fonts)
}

extension Raster {
  /// The pixel as 0xAARRGGBB, premultiplied; pictures without alpha have 0xFF there.
  subscript(x: Int, y: Int) -> UInt32 {
    let at = (y * width + x) * 4
    return UInt32(pixels[at + 3]) << 24 | UInt32(pixels[at + 2]) << 16 | UInt32(pixels[at + 1]) << 8 | UInt32(pixels[at])
  }

  /// Red, green and blue of a pixel.
  func rgb(_ x: Int, _ y: Int) -> UInt32 { self[x, y] & 0xFFFFFF }
}

/// A program that some tests ask about a file.
struct Tool {
  let path: String

  /// Nil when the program is not installed.
  init?(_ name: String) {
    path = "/usr/bin/" + name
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
  }

  static func isInstalled(_ names: String...) -> Bool { names.allSatisfy { Tool($0) != nil } }

  /// Standard output and error together, and the exit status.
  func run(_ arguments: [String]) throws -> (text: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}

/// A folder that is gone after the test.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("monsoon-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func read(_ name: String) -> String? { FileManager.default.contents(atPath: file(name)).map { String(decoding: $0, as: UTF8.self) } }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// The bytes of a PDF file with the given pages.
func pdf(
  _ pages: [ScenePage], properties: DocumentProperties = DocumentProperties(title: "A test"), outline: [OutlineEntry] = [],
  options: PDFOptions = PDFOptions()
) throws -> [UInt8] {
  let sink = MemorySink()
  let writer = try PDFDocumentWriter(to: sink, properties: properties, fonts: try FontFaces(book: TestFont.book), options: options)
  for page in pages { try writer.write(page) }
  try writer.finish(outline: outline)
  return sink.bytes
}

/// The ids of what `body` finds wrong.
func findings(_ body: () throws -> Void) -> [Diagnostic] {
  do {
    try body()
    return []
  } catch {
    return (error as? Failure)?.diagnostics ?? []
  }
}
