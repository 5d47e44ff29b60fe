import CCairo
import Diagnostics
import Glibc
import Scene

/// Pictures of glyphs at quarter-pixel positions.
///
/// Cairo 1.16 puts each glyph of an image surface on a whole pixel, which at the usual sizes of charts spoils the spacing of
/// letters. So each glyph is drawn once for each quarter of a pixel that is needed, and stamped from then on.
/// FreeType's own rasterizer makes them, in a third of the time that cairo needs for a path of its own.
final class GlyphMasks {
  private var masks: [GlyphMaskKey: GlyphMask] = [:]

  /// About 10 MB at the sizes of labels.
  private static let most = 8192

  /// The mask of a glyph of `face`, the face that `key` names; nil for one without ink, such as a space.
  func mask(_ key: GlyphMaskKey, face: () throws(Failure) -> FT_Face) throws(Failure) -> GlyphMask? {
    if let known = masks[key] { return known.surface == nil ? nil : known }
    if masks.count >= Self.most { masks.removeAll(keepingCapacity: true) }
    let mask = try GlyphMask(key, face: try face())
    masks[key] = mask
    return mask.surface == nil ? nil : mask
  }
}

/// What the picture of a glyph depends on.
struct GlyphMaskKey: Hashable {
  var font: FontID
  /// The em in pixels.
  var em: Double
  /// Clockwise, in radians.
  var angle: Double
  var glyph: UInt
  /// Where the origin stands inside its pixel, in quarters.
  var quarterX: Int
  var quarterY: Int
}

/// The coverage of one glyph, and where its first pixel lies from the pixel of the origin.
final class GlyphMask {
  let left: Double
  let top: Double
  /// Owned, 8 bits a pixel; nil when there is no ink.
  let surface: OpaquePointer?

  init(_ key: GlyphMaskKey, face: FT_Face) throws(Failure) {
    guard let slot = render(key, face), slot.bitmap.width > 0, slot.bitmap.rows > 0 else {
      (left, top, surface) = (0, 0, nil)
      return
    }
    left = Double(slot.bitmap_left)
    top = -Double(slot.bitmap_top)
    surface = try copy(slot.bitmap)
  }

  deinit { if let surface { cairo_surface_destroy(surface) } }
}

/// Renders a glyph into the face's slot. Nil for a glyph that the font cannot give: nothing is drawn, as cairo does.
private func render(_ key: GlyphMaskKey, _ face: FT_Face) -> FT_GlyphSlotRec? {
  // FreeType counts in 1/64 of a pixel, y up, and its matrix in 1/65536.
  let size = FT_F26Dot6((key.em * 64).rounded())
  guard FT_Set_Char_Size(face, size, size, 72, 72) == 0 else { return nil }
  let c = FT_Fixed((cos(key.angle) * 65536).rounded()), s = FT_Fixed((sin(key.angle) * 65536).rounded())
  var matrix = FT_Matrix(xx: c, xy: s, yx: -s, yy: c)
  var shift = FT_Vector(x: key.quarterX * 16, y: -key.quarterY * 16)
  FT_Set_Transform(face, &matrix, &shift)
  // FT_LOAD_NO_HINTING, FT_LOAD_RENDER and FT_LOAD_NO_BITMAP are macros that Swift does not see.
  guard FT_Load_Glyph(face, FT_UInt(truncatingIfNeeded: key.glyph), 1 << 1 | 1 << 2 | 1 << 3) == 0 else { return nil }
  let slot = face.pointee.glyph.pointee
  return slot.bitmap.pixel_mode == UInt8(FT_PIXEL_MODE_GRAY.rawValue) ? slot : nil
}

/// The bitmap as a surface that the caller owns.
private func copy(_ bitmap: FT_Bitmap) throws(Failure) -> OpaquePointer {
  let width = Int(bitmap.width), rows = Int(bitmap.rows), pitch = Int(bitmap.pitch)
  let surface = try CairoSurface(
    cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(clamping: width), Int32(clamping: rows)), for: "a glyph")
  cairo_surface_flush(surface.pointer)
  let stride = Int(cairo_image_surface_get_stride(surface.pointer))
  if let to = cairo_image_surface_get_data(surface.pointer), let from = bitmap.buffer {
    for row in 0..<rows { (to + row * stride).update(from: from + row * pitch, count: width) }
  }
  cairo_surface_mark_dirty(surface.pointer)
  return cairo_surface_reference(surface.pointer)
}
