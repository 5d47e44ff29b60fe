import CCairo
import Diagnostics
import Geometry
import Scene

extension SceneDrawing {
  /// The largest em, in device units. FreeType's own limit is 65,535 / 64 points at some resolutions; a page is 14,400 pt.
  private static let largestEm = 16_000.0
  /// Above this em, in pixels, outlines are filled directly: a cached picture of each glyph would cost more than it saves.
  private static let largestMask = 100.0

  mutating func show(_ run: GlyphRun) {
    let em = run.size * scale
    guard em.isFinite, em >= 0, em <= Self.largestEm, run.angle.isFinite else { return refuse() }
    let most = farthestDeviceCoordinate / scale
    guard run.glyphs.allSatisfy({ abs($0.x) <= most && abs($0.y) <= most }) else { return refuse() }
    // Smaller than any mark could be: cairo would find the font's matrix singular.
    guard em > 1e-3, !run.glyphs.isEmpty else { return }
    let isStamped = target == .image && em <= Self.largestMask
    if !isStamped || run.halo != nil { guard setFont(of: run) else { return } }
    if let halo = run.halo { draw(halo, around: run) }
    guard setSource(run.color) else { return }
    switch target {
    case .document: showText(run)
    case .image: isStamped ? stamp(run) : fillOutlines(run)
    }
  }

  private mutating func setFont(of run: GlyphRun) -> Bool {
    let key = ScaledFontKey(font: run.font, size: run.size, angle: run.angle, scale: scale)
    do throws(Failure) {
      cairo_set_scaled_font(context, try fonts.scaledFont(key))
      return true
    } catch {
      fail(error)
      return false
    }
  }

  private mutating func draw(_ halo: Halo, around run: GlyphRun) {
    guard halo.width > 0, halo.width.isFinite, setSource(halo.color) else { return }
    cairo_new_path(context)
    withCairoGlyphs(run) { glyphs, count in cairo_glyph_path(context, glyphs, count) }
    setStroke(StrokeStyle(width: halo.width, cap: .round, join: .round))
    cairo_stroke(context)
  }

  private func fillOutlines(_ run: GlyphRun) {
    cairo_new_path(context)
    withCairoGlyphs(run) { glyphs, count in cairo_glyph_path(context, glyphs, count) }
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING)
    cairo_fill(context)
  }

  /// How finely a glyph of an em in pixels is placed along its line: to 1, 1/2 or 1/4 of a pixel, never farther off than about
  /// 1.5 % of the em. Each step doubles the pictures to make and adds to the file.
  private static func steps(_ em: Double) -> Double { em < 17 ? 4 : em < 34 ? 2 : 1 }

  /// Stamps the glyphs at fractions of pixels along the line; the baseline of upright text stands on a whole pixel.
  private mutating func stamp(_ run: GlyphRun) {
    let em = run.size * scale, steps = Self.steps(em)
    var page = cairo_matrix_t()
    cairo_get_matrix(context, &page)
    cairo_identity_matrix(context)
    defer { cairo_set_matrix(context, &page) }
    do throws(Failure) {
      for glyph in run.glyphs {
        let x = QuarterPixels(glyph.x * page.xx + page.x0, steps: steps)
        let y = QuarterPixels(glyph.y * page.yy + page.y0, steps: run.angle == 0 ? 1 : steps)
        let key = GlyphMaskKey(
          font: run.font, em: em, angle: run.angle, glyph: glyph.id, quarterX: x.quarter, quarterY: y.quarter)
        guard let mask = try fonts.mask(key) else { continue }
        cairo_mask_surface(context, mask.surface, x.pixel + mask.left, y.pixel + mask.top)
      }
    } catch {
      fail(error)
    }
  }

  private func showGlyphs(_ run: GlyphRun) {
    withCairoGlyphs(run) { glyphs, count in cairo_show_glyphs(context, glyphs, count) }
  }

  /// Shows glyphs with their characters. A run whose clusters do not cover it shows its glyphs alone: the page looks right and
  /// only the text behind it is lost.
  private mutating func showText(_ run: GlyphRun) {
    guard run.hasConsistentClusters else {
      refuse()
      return showGlyphs(run)
    }
    // Cairo counts clusters along the text; a backward run lists them along its glyphs.
    let clusters = run.isBackward ? run.clusters.reversed() : run.clusters
    let flags = run.isBackward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t(rawValue: 0)
    withCairoGlyphs(run) { glyphs, count in
      clusters.withUnsafeBytes { clusterBytes in
        run.text.withUnsafeBytes { text in
          cairo_show_text_glyphs(
            context, text.assumingMemoryBound(to: CChar.self).baseAddress, Int32(clamping: text.count), glyphs, count,
            clusterBytes.assumingMemoryBound(to: cairo_text_cluster_t.self).baseAddress, Int32(clamping: clusters.count), flags)
        }
      }
    }
  }

  /// `PositionedGlyph` has the layout of `cairo_glyph_t` (a test holds it), so the run's own memory is read.
  private func withCairoGlyphs(_ run: GlyphRun, _ body: (UnsafePointer<cairo_glyph_t>?, Int32) -> Void) {
    run.glyphs.withUnsafeBytes { bytes in
      body(bytes.assumingMemoryBound(to: cairo_glyph_t.self).baseAddress, Int32(clamping: run.glyphs.count))
    }
  }
}

/// A device coordinate, rounded to 1, 1/2 or 1/4 of a pixel, as a whole pixel and quarters after it.
private struct QuarterPixels {
  let pixel: Double
  /// 0 to 3.
  let quarter: Int

  init(_ value: Double, steps: Double) {
    let quarters = (value * steps).rounded() * (4 / steps)
    pixel = (quarters / 4).rounded(.down)
    quarter = Int(quarters - pixel * 4)
  }
}

extension GlyphRun {
  /// True when the clusters add up to the text and the glyphs, and cut the text between characters: else cairo's context
  /// would be in error for good.
  var hasConsistentClusters: Bool {
    var byte = 0, glyph = 0
    for cluster in clusters {
      guard cluster.bytes >= 0, cluster.glyphs >= 0, cluster.bytes > 0 || cluster.glyphs > 0 else { return false }
      byte += Int(cluster.bytes)
      glyph += Int(cluster.glyphs)
    }
    return byte == text.count && glyph == glyphs.count && isCutBetweenCharacters
  }

  private var isCutBetweenCharacters: Bool {
    // Nearly all text is ASCII, where every cut is right.
    if text.allSatisfy({ $0 != 0 && $0 < 0x80 }) { return true }
    guard !text.contains(0), String(validating: text, as: UTF8.self) != nil else { return false }
    var at = 0
    for cluster in isBackward ? clusters.reversed() : clusters {
      guard at >= text.count || text[at] & 0xC0 != 0x80 else { return false }
      at += Int(cluster.bytes)
    }
    return true
  }
}

/// True when the scene's glyphs and clusters have the memory layout of cairo's, which the drawing relies on.
package let sceneLayoutsMatchCairo =
  MemoryLayout<PositionedGlyph>.stride == MemoryLayout<cairo_glyph_t>.stride
  && MemoryLayout<PositionedGlyph>.offset(of: \.id) == MemoryLayout<cairo_glyph_t>.offset(of: \.index)
  && MemoryLayout<PositionedGlyph>.offset(of: \.x) == MemoryLayout<cairo_glyph_t>.offset(of: \.x)
  && MemoryLayout<PositionedGlyph>.offset(of: \.y) == MemoryLayout<cairo_glyph_t>.offset(of: \.y)
  && MemoryLayout<GlyphCluster>.stride == MemoryLayout<cairo_text_cluster_t>.stride
  && MemoryLayout<GlyphCluster>.offset(of: \.bytes) == MemoryLayout<cairo_text_cluster_t>.offset(of: \.num_bytes)
  && MemoryLayout<GlyphCluster>.offset(of: \.glyphs) == MemoryLayout<cairo_text_cluster_t>.offset(of: \.num_glyphs)
