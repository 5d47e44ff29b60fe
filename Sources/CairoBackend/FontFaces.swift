import CCairo
package import Diagnostics
package import Scene

/// The opened faces of a font book, for one worker: each file is opened once, when a run first needs it.
///
/// Not shared between threads: FreeType allows one thread a library.
package final class FontFaces {
  package let book: FontBook
  private let library: FreeTypeLibrary
  private var faces: [FontID: CairoFace] = [:]
  private var scaled: [ScaledFontKey: CairoScaledFont] = [:]
  private let options: OpaquePointer
  private let masks = GlyphMasks()
  private var rasterFaces: [FontID: FreeTypeFace] = [:]

  /// Map labels at any angle would fill the cache without end.
  private static let mostScaledFonts = 256

  /// - Throws: when FreeType cannot start.
  package init(book: FontBook) throws(Failure) {
    self.book = book
    library = try FreeTypeLibrary()
    guard let options = cairo_font_options_create() else { throw outputFailure("drawing-failed", "font options cannot be made") }
    self.options = options
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
  }

  deinit { cairo_font_options_destroy(options) }

  /// The face at a size, angle and pixels per point. Borrowed: valid until the next call.
  func scaledFont(_ key: ScaledFontKey) throws(Failure) -> OpaquePointer {
    if let known = scaled[key] { return known.pointer }
    if scaled.count >= Self.mostScaledFonts { scaled.removeAll(keepingCapacity: true) }
    let font = try CairoScaledFont(key, face: try face(key.font).pointer, options: options)
    scaled[key] = font
    return font.pointer
  }

  /// A glyph's picture; nil when it has no ink.
  func mask(_ key: GlyphMaskKey) throws(Failure) -> GlyphMask? {
    try masks.mask(key) { () throws(Failure) in try rasterFace(key.font).pointer }
  }

  /// A face beside cairo's own: cairo remembers the size it has set and would not see that we changed it.
  private func rasterFace(_ id: FontID) throws(Failure) -> FreeTypeFace {
    if let known = rasterFaces[id] { return known }
    let face = try FreeTypeFace(try entry(id), library: library)
    rasterFaces[id] = face
    return face
  }

  private func entry(_ id: FontID) throws(Failure) -> FontFace {
    guard book.faces.indices.contains(Int(id.row)) else {
      throw outputFailure("font-not-readable", "font \(id.row) is not in the font manifest")
    }
    return book[id]
  }

  private func face(_ id: FontID) throws(Failure) -> CairoFace {
    if let known = faces[id] { return known }
    let face = try CairoFace(try entry(id), library: library)
    faces[id] = face
    return face
  }
}

/// What a scaled font depends on.
struct ScaledFontKey: Hashable {
  var font: FontID
  var size: Double
  var angle: Double
  /// Pixels per point; 1 for PDF.
  var scale: Double
}

/// Owns an `FT_Library`; kept alive by each face opened from it.
final class FreeTypeLibrary {
  let pointer: FT_Library

  init() throws(Failure) {
    var pointer: FT_Library?
    guard FT_Init_FreeType(&pointer) == 0, let pointer else { throw outputFailure("drawing-failed", "FreeType cannot start") }
    self.pointer = pointer
  }

  deinit { FT_Done_FreeType(pointer) }
}

/// Owns an `FT_Face`. Cairo's font face holds it through its user data, because cairo's own caches may outlive ours.
private final class FreeTypeFace {
  let pointer: FT_Face
  private let library: FreeTypeLibrary

  init(_ face: FontFace, library: FreeTypeLibrary) throws(Failure) {
    var pointer: FT_Face?
    guard !face.file.isEmpty else {
      throw outputFailure("font-not-readable", "the font \"\(face.family)\" \(face.weight) is not installed")
    }
    guard FT_New_Face(library.pointer, face.file, FT_Long(face.faceIndex), &pointer) == 0, let pointer else {
      throw outputFailure("font-not-readable", "the font file \"\(face.file)\" cannot be read")
    }
    self.pointer = pointer
    self.library = library
  }

  deinit { FT_Done_Face(pointer) }
}

/// Owns a `cairo_font_face_t` for a face of the manifest.
private final class CairoFace {
  let pointer: OpaquePointer

  init(_ face: FontFace, library: FreeTypeLibrary) throws(Failure) {
    let opened = try FreeTypeFace(face, library: library)
    guard let pointer = cairo_ft_font_face_create_for_ft_face(opened.pointer, 0) else {
      throw outputFailure("font-not-readable", "the font file \"\(face.file)\" cannot be used")
    }
    self.pointer = pointer
    let owner = Unmanaged.passRetained(opened)
    let kept = cairo_font_face_set_user_data(pointer, FontFaceKey.shared.pointer, owner.toOpaque()) { owner in
      if let owner { Unmanaged<FreeTypeFace>.fromOpaque(owner).release() }
    }
    if kept != CAIRO_STATUS_SUCCESS { owner.release() }
    try checkCairo(kept, "opening \"\(face.file)\"")
    try checkCairo(cairo_font_face_status(pointer), "opening \"\(face.file)\"")
  }

  deinit { cairo_font_face_destroy(pointer) }
}

/// The address that marks our user data on a font face; cairo compares addresses only.
private final class FontFaceKey: @unchecked Sendable {
  static let shared = FontFaceKey()
  let pointer = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)

  private init() { pointer.initialize(to: cairo_user_data_key_t()) }
}

/// Owns a `cairo_scaled_font_t`.
private final class CairoScaledFont {
  let pointer: OpaquePointer

  init(_ key: ScaledFontKey, face: OpaquePointer, options: OpaquePointer) throws(Failure) {
    var font = cairo_matrix_t()
    // Clockwise on a page whose y runs down.
    cairo_matrix_init_rotate(&font, key.angle)
    cairo_matrix_scale(&font, key.size, key.size)
    var page = cairo_matrix_t()
    cairo_matrix_init_scale(&page, key.scale, key.scale)
    guard let pointer = cairo_scaled_font_create(face, &font, &page, options) else {
      throw outputFailure("drawing-failed", "a font cannot be scaled")
    }
    self.pointer = pointer
    try checkCairo(cairo_scaled_font_status(pointer), "scaling a font to \(key.size) pt")
  }

  deinit { cairo_scaled_font_destroy(pointer) }
}
