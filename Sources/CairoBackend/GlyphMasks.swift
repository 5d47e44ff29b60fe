import CCairo
import Diagnostics
import Scene

/// Pictures of glyphs at quarter-pixel positions.
///
/// Cairo 1.16 puts each glyph of an image surface on a whole pixel, which at the usual sizes of charts spoils the spacing of
/// letters. So each glyph is drawn once for each quarter of a pixel that is needed, and stamped from then on.
final class GlyphMasks {
  private var masks: [GlyphMaskKey: GlyphMask] = [:]

  /// About 10 MB at the sizes of labels.
  private static let most = 8192

  /// The mask of a glyph; nil for one without ink, such as a space. `font` must be the scaled font of `key`.
  func mask(_ key: GlyphMaskKey, font: OpaquePointer) throws(Failure) -> GlyphMask? {
    if let known = masks[key] { return known.surface == nil ? nil : known }
    if masks.count >= Self.most { masks.removeAll(keepingCapacity: true) }
    let mask = try GlyphMask(key, font: font)
    masks[key] = mask
    return mask.surface == nil ? nil : mask
  }
}

/// What the picture of a glyph depends on.
struct GlyphMaskKey: Hashable {
  /// With its size in pixels and a scale of 1.
  var font: ScaledFontKey
  var glyph: UInt
  /// Where the origin stands inside its pixel, in quarters.
  var quarterX: Int
  var quarterY: Int
}

/// The coverage of one glyph, and where its first pixel lies from the pixel of the origin.
final class GlyphMask {
  let left: Double
  let top: Double
  /// Owned; nil when there is no ink.
  let surface: OpaquePointer?

  init(_ key: GlyphMaskKey, font: OpaquePointer) throws(Failure) {
    var glyph = cairo_glyph_t(index: key.glyph, x: Double(key.quarterX) / 4, y: Double(key.quarterY) / 4)
    var extents = cairo_text_extents_t()
    cairo_scaled_font_glyph_extents(font, &glyph, 1, &extents)
    try checkCairo(cairo_scaled_font_status(font), "drawing a glyph")
    // A pixel more on each side: extents may be rounded.
    left = (glyph.x + extents.x_bearing).rounded(.down) - 1
    top = (glyph.y + extents.y_bearing).rounded(.down) - 1
    let width = (glyph.x + extents.x_bearing + extents.width).rounded(.up) + 1 - left
    let height = (glyph.y + extents.y_bearing + extents.height).rounded(.up) + 1 - top
    guard extents.width > 0, extents.height > 0, width < 4096, height < 4096 else {
      surface = nil
      return
    }
    glyph.x -= left
    glyph.y -= top
    surface = try GlyphMask.drawn(&glyph, font: font, width: Int32(width), height: Int32(height))
  }

  deinit { if let surface { cairo_surface_destroy(surface) } }

  private static func drawn(
    _ glyph: inout cairo_glyph_t, font: OpaquePointer, width: Int32, height: Int32
  ) throws(Failure) -> OpaquePointer {
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height), for: "a glyph")
    let context = try CairoContext(on: surface, for: "a glyph")
    cairo_set_scaled_font(context.pointer, font)
    cairo_glyph_path(context.pointer, &glyph, 1)
    cairo_fill(context.pointer)
    try context.check("drawing a glyph")
    return cairo_surface_reference(surface.pointer)
  }
}
