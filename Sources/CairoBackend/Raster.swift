/// A picture in memory.
package struct Raster: Hashable, Sendable {
  package var width: Int
  package var height: Int
  /// Premultiplied BGRA, row by row from the top, `width * 4` bytes a row.
  package var pixels: [UInt8]

  /// `pixels` must hold `width * height * 4` bytes; `encodePNG` says so otherwise.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

/// Limits of pictures, read and written.
package enum RasterLimits {
  /// 100 million pixels are 400 MB in memory.
  package static let pixels = 100_000_000
  /// The longest edge of a picture that is read.
  package static let inputEdge = 16_384
  /// The longest edge of a picture that is drawn: cairo's image surfaces end at 32,767.
  package static let outputEdge = 32_767
}
