import CJPEG
import Diagnostics
import Scene

/// What stands before the pixels of a JPEG file: size, kind, density and how the camera was held.
struct JPEGHeader {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var orientation = PictureOrientation.upright
  private(set) var pixelsPerInch: Double?

  /// Walks the segments up to the frame header (ITU-T T.81, B.2); nothing is decoded.
  ///
  /// - Throws: `bad-picture` where there is no frame header or one of a kind that PDF files cannot hold or that has no defined colors.
  init(reading file: [UInt8], at range: SourceRange) throws(Failure) {
    let bytes = ByteReader(file)
    var at = 2
    while let marker = bytes[at + 1], let count = bytes.big16(at + 2), bytes[at] == 0xFF {
      // Any number of fill bytes may stand before a marker.
      if marker == 0xFF {
        at += 1
        continue
      }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        try readFrame(bytes, at: at, marker: marker, range)
        return
      }
      guard count >= 2, marker != 0xDA, marker != 0xD9 else { break }
      readApplication(file, marker: marker, segment: (at + 4)..<(at + 2 + count))
      at += 2 + count
    }
    throw badPicture(.jpeg, "it has no frame header", range)
  }

  private mutating func readFrame(_ bytes: ByteReader, at: Int, marker: UInt8, _ range: SourceRange) throws(Failure) {
    guard let bits = bytes[at + 4], let height = bytes.big16(at + 5), let width = bytes.big16(at + 7), let components = bytes[at + 9]
    else { throw badPicture(.jpeg, "it ends in its frame header", range) }
    func refuse(_ what: String, _ hint: String) -> Failure { Failure(Diagnostic("bad-picture", at: range, what, hint: hint)) }
    let hint = "save it as an ordinary (baseline or progressive) JPEG in sRGB"
    guard marker <= 0xC2, bits == 8 else { throw refuse("a JPEG file of a kind that PDF does not know (lossless, arithmetic or \(bits) bits)", hint) }
    if components == 4 { throw refuse("a CMYK JPEG file: its colors have no meaning without the press it was made for", hint) }
    guard components == 1 || components == 3 else { throw badPicture(.jpeg, "it has \(components) components", range) }
    (self.width, self.height) = (width, height)
  }

  private mutating func readApplication(_ file: [UInt8], marker: UInt8, segment: Range<Int>) {
    guard let bytes = ByteReader(file, segment) else { return }
    if marker == 0xE0, bytes.text(0, count: 5) == "JFIF\0", let unit = bytes[7], let x = bytes.big16(8) {
      // JFIF 1.02: unit 1 is the inch, 2 the centimeter, 0 only an aspect.
      if unit == 1 || unit == 2 { pixelsPerInch = density(Double(x) * (unit == 2 ? 2.54 : 1)) ?? pixelsPerInch }
    } else if marker == 0xE1, bytes.text(0, count: 6) == "Exif\0\0", let exif = ByteReader(file, (segment.lowerBound + 6)..<segment.upperBound) {
      readExif(exif)
    }
  }

  /// The entries 0x0112 (orientation), 0x011A and 0x0128 (density) of the first directory (TIFF 6.0, section 2).
  private mutating func readExif(_ bytes: ByteReader) {
    let isLittle = bytes.text(0, count: 2) == "II"
    func number16(_ at: Int) -> Int? {
      guard let value = bytes.big16(at) else { return nil }
      return isLittle ? (value & 0xFF) << 8 | value >> 8 : value
    }
    func number32(_ at: Int) -> Int? {
      guard let first = number16(at), let second = number16(at + 2) else { return nil }
      return isLittle ? second << 16 | first : first << 16 | second
    }
    guard let directory = number32(4), let count = number16(directory) else { return }
    var resolution: Double?, unit = 2
    for index in 0..<min(count, 1000) {
      let entry = directory + 2 + index * 12
      guard let tag = number16(entry) else { break }
      switch tag {
      case 0x0112: orientation = number16(entry + 8).flatMap(PictureOrientation.init(rawValue:)) ?? .upright
      case 0x011A:
        if let place = number32(entry + 8), let over = number32(place), let under = number32(place + 4), under > 0 {
          resolution = Double(over) / Double(under)
        }
      case 0x0128: unit = number16(entry + 8) ?? 2
      default: break
      }
    }
    // A density of JFIF stands first in the file and is what other programs go by.
    if pixelsPerInch == nil, let resolution, unit == 2 || unit == 3 { pixelsPerInch = density(resolution * (unit == 3 ? 2.54 : 1)) }
  }
}

/// Decodes a JPEG file to B, G, R, 255; nil decodes it for the sake of its faults alone.
///
/// - Throws: `bad-picture` where libjpeg finds damage.
func decodeJPEG(_ file: [UInt8], _ header: JPEGHeader, stride: Int, into pixels: UnsafeMutablePointer<UInt8>?, at range: SourceRange) throws(Failure) {
  var message = [CChar](repeating: 0, count: 200)
  let status = cjpeg_decode(
    file, file.count, UInt32(clamping: header.width), UInt32(clamping: header.height), stride, pixels, &message, message.count)
  if status == Int32(bitPattern: CJPEG_NO_MEMORY.rawValue) { throw limitFailure("out-of-memory", "not enough memory for a picture") }
  guard status == Int32(bitPattern: CJPEG_OK.rawValue) else { throw badPicture(.jpeg, text(of: message), range) }
}
