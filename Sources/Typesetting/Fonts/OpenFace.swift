import CHarfBuzz

/// A face of a font file, read by HarfBuzz from the mapped file. Glyph positions are in the face's own units.
///
/// HarfBuzz allows an immutable font to be used by several threads, so the type is Sendable; it owns the font and frees it.
final class OpenFace: @unchecked Sendable {
  /// The row of the face in the manifest.
  let row: UInt16
  let unitsPerEm: Double
  /// Advances, ascent and so on divided by the units per em.
  let metrics: FaceMetrics
  let font: OpaquePointer
  /// The file's size in bytes.
  let fileBytes: Int

  /// Nil when the file cannot be read or has no such face.
  init?(row: UInt16, file: String, faceIndex: Int) {
    guard let blob = hb_blob_create_from_file_or_fail(file) else { return nil }
    defer { hb_blob_destroy(blob) }
    guard faceIndex < Int(hb_face_count(blob)), let face = hb_face_create(blob, UInt32(faceIndex)) else { return nil }
    defer { hb_face_destroy(face) }
    hb_face_make_immutable(face)
    guard hb_face_get_glyph_count(face) > 0, let font = hb_font_create(face) else { return nil }
    hb_ot_font_set_funcs(font)
    let upem = Int32(clamping: hb_face_get_upem(face))
    hb_font_set_scale(font, upem, upem)
    hb_font_make_immutable(font)
    self.row = row
    self.font = font
    unitsPerEm = Double(max(1, upem))
    metrics = FaceMetrics(font, unitsPerEm: unitsPerEm)
    fileBytes = Int(hb_blob_get_length(blob))
  }

  deinit { hb_font_destroy(font) }

  /// True when narrow and wide letters have one width, as in faces for code.
  var hasOneWidth: Bool {
    func advance(_ scalar: UInt32) -> Int32? {
      var glyph: hb_codepoint_t = 0
      return hb_font_get_nominal_glyph(font, scalar, &glyph) != 0 ? hb_font_get_glyph_h_advance(font, glyph) : nil
    }
    guard let narrow = advance(0x69), let wide = advance(0x6D) else { return false }
    return narrow == wide
  }

  /// True when the face has an OpenType feature, in whatever script.
  func hasFeature(_ tag: hb_tag_t) -> Bool {
    let face = hb_font_get_face(font)
    for table in ["GSUB", "GPOS"].map({ ScriptTag($0).value }) {
      var count: UInt32 = 0
      let total = hb_ot_layout_table_get_feature_tags(face, table, 0, &count, nil)
      var tags = [hb_tag_t](repeating: 0, count: Int(total))
      count = total
      _ = hb_ot_layout_table_get_feature_tags(face, table, 0, &count, &tags)
      if tags.contains(tag) { return true }
    }
    return false
  }

  /// True when the face's character map has a glyph for `scalar`.
  func covers(_ scalar: UInt32) -> Bool {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar, &glyph) != 0
  }
}

/// The vertical measures of a face in em: positive upward but for `descent`, `underlineDepth`, which are positive downward.
struct FaceMetrics: Sendable {
  var ascent, descent, lineGap, capHeight, xHeight: Double
  /// From the baseline down to the middle of the underline, and its thickness.
  var underlineDepth, underlineThickness: Double
  /// From the baseline up to the middle of the line through the text.
  var strikethroughHeight: Double

  init(_ font: OpaquePointer, unitsPerEm em: Double) {
    var extents = hb_font_extents_t()
    hb_font_get_h_extents(font, &extents)
    func measure(_ tag: hb_ot_metrics_tag_t, _ otherwise: Double) -> Double {
      var value: hb_position_t = 0
      return hb_ot_metrics_get_position(font, tag, &value) != 0 && value != 0 ? Double(value) / em : otherwise
    }
    ascent = Double(extents.ascender) / em
    descent = -Double(extents.descender) / em
    lineGap = Double(extents.line_gap) / em
    capHeight = measure(HB_OT_METRICS_TAG_CAP_HEIGHT, 0.7)
    xHeight = measure(HB_OT_METRICS_TAG_X_HEIGHT, 0.5)
    underlineDepth = -measure(HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -0.1)
    underlineThickness = measure(HB_OT_METRICS_TAG_UNDERLINE_SIZE, 0.05)
    strikethroughHeight = measure(HB_OT_METRICS_TAG_STRIKEOUT_OFFSET, 0.3)
  }
}
