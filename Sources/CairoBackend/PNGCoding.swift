import CPNG
package import Diagnostics
import Scene

/// A PNG file of `raster`: palette when it has at most 256 colors, else RGB or RGBA, with `pHYs` when `pixelsPerInch` is given.
///
/// - Throws: a failure of kind `.limit` above `RasterLimits`, or when memory is short.
package func encodePNG(_ raster: Raster, pixelsPerInch: Double? = nil) throws(Failure) -> [UInt8] {
  try checkOutputSize(width: raster.width, height: raster.height)
  guard raster.pixels.count == raster.width * raster.height * 4 else {
    throw outputFailure("picture-size", "a picture of \(raster.width) x \(raster.height) has \(raster.pixels.count) bytes")
  }
  let result = raster.pixels.withUnsafeBytes { bytes in
    Result { () throws(Failure) in
      try encodePNG(
        cpng_raster(
          pixels: bytes.assumingMemoryBound(to: UInt8.self).baseAddress, width: UInt32(clamping: raster.width),
          height: UInt32(clamping: raster.height), stride: raster.width * 4, has_alpha: 1), pixelsPerInch: pixelsPerInch)
    }
  }
  return try result.get()
}

/// As above, straight from memory that somebody else owns.
func encodePNG(_ raster: cpng_raster, pixelsPerInch: Double?) throws(Failure) -> [UInt8] {
  var raster = raster
  var file = cpng_bytes()
  let status = cpng_encode(&raster, pixelsPerMeter(pixelsPerInch), &file)
  defer { cpng_free(&file) }
  guard status == Int32(bitPattern: CPNG_OK.rawValue) else {
    throw limitFailure("out-of-memory", "not enough memory for a PNG file of \(raster.width) x \(raster.height) pixels")
  }
  return Array(UnsafeBufferPointer(start: file.start, count: file.count))
}

/// Dots per inch as PNG's pixels per meter; 0 stands for unknown.
private func pixelsPerMeter(_ perInch: Double?) -> UInt32 {
  guard let perInch, perInch > 0 else { return 0 }
  return UInt32(exactly: (perInch / 0.0254).rounded()) ?? 0
}

/// - Throws: a failure of kind `.limit` when an edge or the area exceeds `RasterLimits`, or is zero.
func checkOutputSize(width: Int, height: Int) throws(Failure) {
  let edges = 1...RasterLimits.outputEdge
  guard edges.contains(width), edges.contains(height), width * height <= RasterLimits.pixels else {
    throw limitFailure(
      "picture-size", "a picture of \(width) x \(height) pixels; at most \(RasterLimits.outputEdge) an edge and 100 million in all",
      hint: "choose a smaller --width, --scale or --ppi")
  }
}

/// Width and height from a PNG file's header; nothing is decoded. Nil when the bytes do not begin like a PNG file.
package func sizeOfPNG(_ file: [UInt8]) -> (width: Int, height: Int)? {
  var width: UInt32 = 0, height: UInt32 = 0
  let status = cpng_read_size(file, file.count, &width, &height)
  return status == Int32(bitPattern: CPNG_OK.rawValue) ? (Int(width), Int(height)) : nil
}

/// Reads any PNG file (palette, gray, 16 bit, interlaced) into a raster.
///
/// - Throws: a failure of kind `.input` for bytes that are not a whole PNG file, of kind `.limit` above `RasterLimits`; the size
///   is read and judged before anything is decoded.
package func decodePNG(_ file: [UInt8], at range: SourceRange = .detached) throws(Failure) -> Raster {
  guard let (width, height) = sizeOfPNG(file) else { throw badPicture(.png, "it does not begin like one", range) }
  try checkInputSize(width: width, height: height, at: range)
  var raster = Raster(width: width, height: height, pixels: [UInt8](repeating: 0, count: width * height * 4))
  let result = raster.pixels.withUnsafeMutableBufferPointer { pixels in
    Result { () throws(Failure) in try decodePNG(file, width: width, height: height, into: pixels.baseAddress, at: range) }
  }
  try result.get()
  return raster
}

/// Decodes to memory of `width * height * 4` bytes; the size is that of `sizeOfPNG`.
func decodePNG(_ file: [UInt8], width: Int, height: Int, into pixels: UnsafeMutablePointer<UInt8>?, at range: SourceRange) throws(Failure) {
  var message = [CChar](repeating: 0, count: 200)
  let status = cpng_decode(file, file.count, UInt32(clamping: width), UInt32(clamping: height), pixels, &message, message.count)
  if status == Int32(bitPattern: CPNG_NO_MEMORY.rawValue) { throw limitFailure("out-of-memory", "not enough memory for a picture") }
  guard status == Int32(bitPattern: CPNG_OK.rawValue) else { throw badPicture(.png, text(of: message), range) }
}
