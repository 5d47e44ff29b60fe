import CCairo
import CPNG
package import Diagnostics
package import Geometry
package import Scene

/// How many pixels a page becomes.
package enum RasterSize: Hashable, Sendable {
  /// Each side is the page's side times this, rounded.
  case pixelsPerPoint(Double)
  /// Exactly so many; the page is scaled to fit and stands in the middle when the shapes differ.
  case exact(width: Int, height: Int)
}

/// How a page becomes a picture.
package struct RasterOptions: Hashable, Sendable {
  package var size: RasterSize
  /// What the page lies on; nil leaves it transparent.
  package var background: Color?
  /// The density written into the file (`pHYs`); nil writes what the size comes to (72 pixels an inch at 1 pixel per point).
  package var pixelsPerInch: Double?

  package init(size: RasterSize, background: Color? = .white, pixelsPerInch: Double? = nil) {
    self.size = size
    self.background = background
    self.pixelsPerInch = pixelsPerInch
  }
}

/// A page as a PNG file, and how many of its items could not be drawn.
package struct RenderedPage: Sendable {
  package var png: [UInt8]
  /// Items left out because their coordinates are beyond 4 million pixels.
  package var refused: Int
}

/// Draws `page` and encodes the picture.
///
/// - Throws: a failure of kind `.limit` above `RasterLimits`, of kind `.output` when a font cannot be read.
package func renderPNG(_ page: ScenePage, options: RasterOptions, fonts: FontFaces) throws(Failure) -> RenderedPage {
  let canvas = try PageCanvas.draw(page, options: options, fonts: fonts)
  let density = options.pixelsPerInch ?? canvas.placement.scale * 72
  return RenderedPage(png: try encodePNG(canvas.raster, pixelsPerInch: density), refused: canvas.refused)
}

/// Draws `page` into memory; see `renderPNG`.
package func renderRaster(_ page: ScenePage, options: RasterOptions, fonts: FontFaces) throws(Failure) -> Raster {
  let canvas = try PageCanvas.draw(page, options: options, fonts: fonts)
  let source = canvas.raster
  var pixels: [UInt8] = []
  pixels.reserveCapacity(canvas.placement.width * canvas.placement.height * 4)
  for row in 0..<canvas.placement.height {
    pixels.append(contentsOf: UnsafeBufferPointer(start: source.pixels + row * source.stride, count: canvas.placement.width * 4))
  }
  return Raster(width: canvas.placement.width, height: canvas.placement.height, pixels: pixels)
}

/// A page drawn on an image surface.
private struct PageCanvas: ~Copyable {
  let placement: Placement
  let refused: Int
  private let surface: CairoSurface
  private let hasAlpha: Bool

  private init(_ surface: consuming CairoSurface, placement: Placement, hasAlpha: Bool, refused: Int) {
    self.surface = surface
    self.placement = placement
    self.hasAlpha = hasAlpha
    self.refused = refused
  }

  static func draw(_ page: ScenePage, options: RasterOptions, fonts: FontFaces) throws(Failure) -> PageCanvas {
    let placement = try Placement(of: page.size, in: options.size)
    // Without alpha cairo's compositing is simpler and the encoder need not look for it.
    let hasAlpha = (options.background?.alpha ?? 0) < 1
    let format = hasAlpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24
    let surface = try CairoSurface(
      cairo_image_surface_create(format, Int32(clamping: placement.width), Int32(clamping: placement.height)), for: "a picture")
    let context = try CairoContext(on: surface, for: "a picture")
    paintBackground(options.background, on: context.pointer)
    cairo_translate(context.pointer, placement.dx, placement.dy)
    cairo_scale(context.pointer, placement.scale, placement.scale)
    var drawing = SceneDrawing(context: context.pointer, fonts: fonts, target: .image, scale: placement.scale)
    drawing.draw(page.items)
    if let failure = drawing.failure { throw failure }
    try context.check("drawing a page")
    cairo_surface_flush(surface.pointer)
    try surface.check("drawing a page")
    return PageCanvas(surface, placement: placement, hasAlpha: hasAlpha, refused: drawing.outOfRange)
  }

  /// The pixels, valid as long as the canvas.
  var raster: cpng_raster {
    cpng_raster(
      pixels: cairo_image_surface_get_data(surface.pointer), width: UInt32(clamping: placement.width),
      height: UInt32(clamping: placement.height), stride: Int(cairo_image_surface_get_stride(surface.pointer)), has_alpha: hasAlpha ? 1 : 0)
  }
}

private func paintBackground(_ color: Color?, on context: OpaquePointer) {
  guard let color else { return }
  cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  cairo_paint(context)
}

/// Where a page lies in a picture, in pixels.
private struct Placement {
  var width: Int
  var height: Int
  var scale: Double
  var dx = 0.0
  var dy = 0.0

  /// - Throws: a failure of kind `.limit` when the picture would be empty or too large.
  init(of page: Size, in size: RasterSize) throws(Failure) {
    guard page.width > 0, page.height > 0, page.width.isFinite, page.height.isFinite else {
      throw limitFailure("page-size", "a page of \(page.width) x \(page.height) pt cannot be drawn")
    }
    switch size {
    case .pixelsPerPoint(let factor):
      scale = factor
      width = pixels(page.width * factor)
      height = pixels(page.height * factor)
    case .exact(let width, let height):
      self.width = width
      self.height = height
      scale = min(Double(width) / page.width, Double(height) / page.height)
      dx = (Double(width) - page.width * scale) / 2
      dy = (Double(height) - page.height * scale) / 2
    }
    try checkOutputSize(width: width, height: height)
  }
}

/// A length in whole pixels, at least one; what no picture can have becomes `RasterLimits.outputEdge` + 1, which is refused.
private func pixels(_ length: Double) -> Int {
  guard length > 0, length.isFinite else { return 0 }
  return length > Double(RasterLimits.outputEdge) ? RasterLimits.outputEdge + 1 : max(1, Int(length.rounded()))
}
