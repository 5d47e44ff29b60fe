import CCairo
import Diagnostics
import Geometry
import Scene

/// The pictures of one page as cairo knows them, each made once however often it is shown.
///
/// A page that cairo records refers to them until it is written: they must live as long.
final class PictureSurfaces {
  private var rasters: [String: PictureSurface] = [:]
  private var vectors: [String: SVGDocument] = [:]

  /// The surface that shows `picture`, and whether it is new on this page.
  func surface(of picture: Picture, for target: DrawingTarget) throws(Failure) -> (surface: PictureSurface, isFirst: Bool) {
    if let known = rasters[picture.name] { return (known, false) }
    let made = try PictureSurface(picture, for: target)
    rasters[picture.name] = made
    return (made, true)
  }

  /// An SVG picture, parsed.
  func document(of picture: Picture) throws(Failure) -> SVGDocument {
    if let known = vectors[picture.name] { return known }
    let made = try SVGDocument(picture, at: .detached)
    vectors[picture.name] = made
    return made
  }
}

/// A picture on a surface of its own.
final class PictureSurface {
  private let surface: CairoSurface
  /// As stored, in the surface's own units.
  let size: Size

  var pointer: OpaquePointer { surface.pointer }

  /// For a document the surface carries the picture's name, by which cairo writes it once into the file, and a JPEG picture its
  /// file, which cairo writes in place of the pixels; these are not even decoded.
  init(_ picture: Picture, for target: DrawingTarget) throws(Failure) {
    switch picture.format {
    case .svg:
      let document = try SVGDocument(picture, at: .detached)
      size = document.recordedSize
      surface = try document.recording()
    case .png, .jpeg:
      size = picture.storedSize
      surface = try rasterSurface(of: picture, isDecoded: target == .image || picture.format == .png)
    }
    guard target != .image else { return }
    try attach(Array(picture.name.utf8), as: CAIRO_MIME_TYPE_UNIQUE_ID, to: surface.pointer)
    if picture.format == .jpeg { try attach(picture.file, as: CAIRO_MIME_TYPE_JPEG, to: surface.pointer) }
  }
}

private func rasterSurface(of picture: Picture, isDecoded: Bool) throws(Failure) -> CairoSurface {
  let width = Int(picture.storedSize.width), height = Int(picture.storedSize.height)
  let format = picture.format == .jpeg ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32
  let surface = try CairoSurface(cairo_image_surface_create(format, Int32(clamping: width), Int32(clamping: height)), for: "a picture")
  guard isDecoded else { return surface }
  let pixels = cairo_image_surface_get_data(surface.pointer)
  let stride = Int(cairo_image_surface_get_stride(surface.pointer))
  cairo_surface_flush(surface.pointer)
  if picture.format == .jpeg {
    try decodeJPEG(picture.file, JPEGHeader(reading: picture.file, at: .detached), stride: stride, into: pixels, at: .detached)
  } else {
    guard stride == width * 4 else { throw outputFailure("drawing-failed", "a picture cannot be made") }
    try decodePNG(picture.file, width: width, height: height, into: pixels, at: .detached)
  }
  cairo_surface_mark_dirty(surface.pointer)
  return surface
}

/// Gives a surface a copy of `bytes`, which lives as long as cairo needs it.
private func attach(_ bytes: [UInt8], as type: String, to surface: OpaquePointer) throws(Failure) {
  let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
  copy.initialize(from: bytes, count: bytes.count)
  let status = cairo_surface_set_mime_data(
    surface, type, copy, UInt(bytes.count), { $0?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy)
  if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
  try checkCairo(status, "a picture")
}
