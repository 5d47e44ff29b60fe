import CCairo
import Diagnostics
import Geometry
import Scene

extension SceneDrawing {
  /// The longest edge of a picture that cairo holds, less one.
  private static let longestEdge = 32_766

  mutating func show(_ image: SceneImage) {
    let frame = image.frame
    let most = farthestDeviceCoordinate / scale
    guard frame.width > 0, frame.height > 0 else { return }
    guard Point(x: frame.minX, y: frame.minY).isWithin(most), Point(x: frame.maxX, y: frame.maxY).isWithin(most),
      image.isConsistent(longestEdge: Self.longestEdge)
    else { return refuse() }
    do throws(Failure) {
      try withSurface(of: image) { drawing, surface in drawing.paint(surface, image) }
    } catch {
      fail(error)
    }
  }

  private mutating func paint(_ surface: OpaquePointer, _ image: SceneImage) {
    saved { drawing in
      let context = drawing.context
      cairo_translate(context, image.frame.x, image.frame.y)
      cairo_scale(context, image.frame.width / Double(image.pixelWidth), image.frame.height / Double(image.pixelHeight))
      cairo_set_source_surface(context, surface, 0, 0)
      let pattern = cairo_get_source(context)
      cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD)
      // Without padding the outermost pixels of a scaled picture would fade into nothing. A PDF picture has sharp edges as it
      // is, and with padding cairo would write it again on each page.
      if drawing.target == .image { cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD) }
      cairo_rectangle(context, 0, 0, Double(image.pixelWidth), Double(image.pixelHeight))
      cairo_fill(context)
    }
  }

  /// Lends the picture's memory to a surface for the time of `body`. Finishing the surface makes a recorded page copy it.
  private mutating func withSurface(
    of image: SceneImage, _ body: (inout SceneDrawing, OpaquePointer) -> Void
  ) throws(Failure) {
    var pixels = image.pixels
    let name = target == .image ? "" : pictureName(image)
    let result = pixels.withUnsafeMutableBytes { bytes in
      Result { () throws(Failure) in
        let pointer = cairo_image_surface_create_for_data(
          bytes.assumingMemoryBound(to: UInt8.self).baseAddress, CAIRO_FORMAT_ARGB32, Int32(clamping: image.pixelWidth),
          Int32(clamping: image.pixelHeight), Int32(clamping: image.pixelWidth * 4))
        let surface = try CairoSurface(pointer, for: "a picture")
        if !name.isEmpty { try setUniqueName(name, on: surface.pointer) }
        body(&self, surface.pointer)
        cairo_surface_finish(surface.pointer)
      }
    }
    try result.get()
  }
}

extension SceneDrawing {
  /// Cairo writes pictures of one name once, however many pages show them. On one page each showing has a name of its own: cairo
  /// lists a picture that is shown twice twice among the page's resources, which is not sound.
  private mutating func pictureName(_ image: SceneImage) -> String {
    let name = image.nameByContent
    let times = shownPictures[name, default: 0]
    shownPictures[name] = times + 1
    return times == 0 ? name : "\(name)-\(times)"
  }

  private func setUniqueName(_ text: String, on surface: OpaquePointer) throws(Failure) {
    let name = Array(text.utf8)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: name.count)
    copy.initialize(from: name, count: name.count)
    let status = cairo_surface_set_mime_data(
      surface, CAIRO_MIME_TYPE_UNIQUE_ID, copy, UInt(name.count), { $0?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy)
    if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
    try checkCairo(status, "a picture")
  }
}

extension SceneImage {
  fileprivate func isConsistent(longestEdge: Int) -> Bool {
    (1...longestEdge).contains(pixelWidth) && (1...longestEdge).contains(pixelHeight) && pixels.count == pixelWidth * pixelHeight * 4
  }

  fileprivate var nameByContent: String {
    "\(pixelWidth)x\(pixelHeight)-\(fingerprint(seed: 0xCBF2_9CE4_8422_2325))-\(fingerprint(seed: 0x9E37_79B9_7F4A_7C15))"
  }

  /// FNV-1a over 64-bit words, then the rest.
  private func fingerprint(seed: UInt64) -> UInt64 {
    var hash = seed
    pixels.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for i in 0..<words {
        hash = (hash ^ bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self)) &* 0x100_0000_01B3
        hash ^= hash >> 29
      }
      for byte in bytes[(words * 8)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}
