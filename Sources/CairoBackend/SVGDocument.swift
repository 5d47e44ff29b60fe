import CSVG
import CCairo
import Diagnostics
import Geometry
import Scene

/// Owns an SVG file that librsvg has parsed.
final class SVGDocument {
  private let pointer: OpaquePointer
  /// In CSS pixels.
  let size: Size

  /// - Throws: `svg-library-missing` without librsvg, `bad-picture` with its sentence when it cannot parse the file.
  init(_ picture: Picture, at range: SourceRange) throws(Failure) {
    guard csvg_is_available() != 0 else {
      throw Failure(
        Diagnostic(
          "svg-library-missing", at: range, "SVG pictures need the library librsvg, which is not installed",
          hint: "install it with: apt-get install librsvg2-2"))
    }
    var message = [CChar](repeating: 0, count: 300)
    guard let pointer = csvg_open(picture.file, picture.file.count, &message, message.count) else {
      throw badPicture(.svg, text(of: message), range)
    }
    self.pointer = pointer
    size = picture.storedSize
  }

  deinit { csvg_close(pointer) }

  /// Draws into the rectangle from 0, 0 of the given size in user units.
  ///
  /// - Throws: `bad-picture` with librsvg's sentence.
  func draw(on context: OpaquePointer, size: Size, at range: SourceRange = .detached) throws(Failure) {
    var message = [CChar](repeating: 0, count: 300)
    guard csvg_draw(pointer, UnsafeMutableRawPointer(context), size.width, size.height, &message, message.count) != 0 else {
      throw Failure(Diagnostic("bad-picture", at: range, "the SVG file cannot be drawn: \(text(of: message))"))
    }
  }

  /// Draws it as a stamp that nobody sees, so that its faults are found while its place in the spec is known.
  func drawOnce(at range: SourceRange) throws(Failure) {
    let side = 32.0
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(side), Int32(side)), for: "a picture")
    let context = try CairoContext(on: surface, for: "a picture")
    try draw(on: context.pointer, size: Size(width: side, height: side), at: range)
    try context.check("a picture")
  }

  /// The size of its recording: three times its own, so that what librsvg can only draw as pixels (filters) has 288 to the inch.
  var recordedSize: Size {
    let factor = max(1, min(3, Double(RasterLimits.inputEdge) / max(size.width, size.height)))
    return Size(width: size.width * factor, height: size.height * factor)
  }

  /// What it draws, as a surface of `recordedSize` that keeps vectors.
  func recording() throws(Failure) -> CairoSurface {
    let large = recordedSize
    var extents = cairo_rectangle_t(x: 0, y: 0, width: large.width, height: large.height)
    let surface = try CairoSurface(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents), for: "a picture")
    let context = try CairoContext(on: surface, for: "a picture")
    try draw(on: context.pointer, size: large)
    try context.check("a picture")
    return surface
  }
}
