package import Geometry

/// A picture file that has been read, checked and measured. Every place that shows it shares its bytes.
///
/// Two pictures are equal when their names are: a name is made from all bytes once, when the picture is.
package struct Picture: Hashable, Sendable {
  package enum Format: String, Hashable, Sendable {
    case png = "PNG"
    case jpeg = "JPEG"
    case svg = "SVG"
  }

  package let format: Format
  /// The whole file. Backends decode it when they draw; that it can be decoded has been tried.
  package let file: [UInt8]
  /// As stored: in pixels, for SVG in CSS pixels (96 to the inch).
  package let storedSize: Size
  /// How the stored picture is turned before it is shown.
  package let orientation: PictureOrientation
  /// Pixels per inch that the file itself names; nil when it names none.
  package let pixelsPerInch: Double?
  /// Made from the bytes: equal files have equal names.
  package let name: String

  package init(
    format: Format, file: [UInt8], storedSize: Size, orientation: PictureOrientation = .upright, pixelsPerInch: Double? = nil
  ) {
    self.format = format
    self.file = file
    self.storedSize = storedSize
    self.orientation = orientation
    self.pixelsPerInch = pixelsPerInch
    name = fingerprint(of: file)
  }

  /// As shown, in the unit of `storedSize`.
  package var size: Size {
    orientation.swapsSides ? Size(width: storedSize.height, height: storedSize.width) : storedSize
  }

  /// The largest frame of the picture's own shape inside `box`, in the middle of it: nothing is cut off.
  package func frame(containedIn box: Rect) -> Rect { frame(in: box, scale: min, x: 0.5, y: 0.5) }

  /// The smallest frame of the picture's own shape that covers `box`: what lies beyond is to be cut off.
  ///
  /// - Parameters x, y: what stays in view, in shares of the picture from its top left corner: that point comes as near to the
  ///   middle of the box as the picture's edges allow.
  package func frame(covering box: Rect, x: Double, y: Double) -> Rect { frame(in: box, scale: max, x: x, y: y) }

  private func frame(in box: Rect, scale choose: (Double, Double) -> Double, x: Double, y: Double) -> Rect {
    let scale = choose(box.width / max(size.width, 1e-6), box.height / max(size.height, 1e-6))
    let width = size.width * scale, height = size.height * scale
    func start(_ edge: Double, _ room: Double, _ length: Double, _ share: Double) -> Double {
      guard length > room else { return edge + (room - length) / 2 }
      return edge + min(0, max(room - length, room / 2 - length * share))
    }
    return Rect(x: start(box.x, box.width, width, x), y: start(box.y, box.height, height, y), width: width, height: height)
  }

  package static func == (a: Picture, b: Picture) -> Bool { a.name == b.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The eight ways in which a camera may have been held (the orientation of Exif 2.3, 4.6.4).
package enum PictureOrientation: Int, CaseIterable, Hashable, Sendable {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  case leftMirrored
  case turnRight
  case rightMirrored
  case turnLeft

  /// True when rows are shown as columns.
  package var swapsSides: Bool { rawValue > 4 }
}

/// 128 bits of the bytes as 32 hexadecimal digits: two FNV-1a hashes over 64-bit words, then the rest.
private func fingerprint(of bytes: [UInt8]) -> String {
  func hash(seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    bytes.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for i in 0..<words {
        hash = (hash ^ bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self)) &* 0x100_0000_01B3
        hash ^= hash >> 29
      }
      for byte in bytes[(words * 8)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash ^ (hash >> 32)
  }
  let seeds: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15]
  return seeds.map { seed in
    let digits = String(hash(seed: seed), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()
}
