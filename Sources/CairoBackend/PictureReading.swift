package import Diagnostics
import Geometry
package import Scene

/// Reads a PNG, JPEG or SVG file: its kind is told by its first bytes, its size is read and judged before anything is decoded, and
/// then it is decoded once to the end, so that drawing it cannot fail.
///
/// - Throws: `not-a-picture` for other kinds of file, `bad-picture` for damaged ones, `picture-size` (kind `.limit`) above
///   `RasterLimits`, and for SVG what `checkSVG` and `SVGDocument` refuse.
package func readPicture(_ file: [UInt8], at range: SourceRange = .detached) throws(Failure) -> Picture {
  if file.starts(with: pngSignature) { return try readPNG(file, at: range) }
  if file.starts(with: [0xFF, 0xD8, 0xFF]) { return try readJPEG(file, at: range) }
  if looksLikeSVG(file) { return try readSVG(file, at: range) }
  throw Failure(
    Diagnostic(
      "not-a-picture", at: range, "expected a PNG, JPEG or SVG file, found \(kindOfFile(file))", hint: "save it as PNG, JPEG or SVG"))
}

private let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]

private func readPNG(_ file: [UInt8], at range: SourceRange) throws(Failure) -> Picture {
  let raster = try decodePNG(file, at: range)
  return Picture(
    format: .png, file: file, storedSize: Size(width: Double(raster.width), height: Double(raster.height)),
    pixelsPerInch: pixelsPerInch(ofPNG: file))
}

/// The `pHYs` chunk (PNG 11.3.5.3) where it stands before the pixels and its unit is the meter.
private func pixelsPerInch(ofPNG file: [UInt8]) -> Double? {
  let bytes = ByteReader(file)
  var at = 8
  while let count = bytes.big32(at), let kind = bytes.text(at + 4, count: 4), kind != "IDAT" {
    if kind == "pHYs", count == 9, let x = bytes.big32(at + 8), bytes[at + 16] == 1 { return density(Double(x) * 0.0254) }
    at += count + 12
  }
  return nil
}

private func readJPEG(_ file: [UInt8], at range: SourceRange) throws(Failure) -> Picture {
  let header = try JPEGHeader(reading: file, at: range)
  try checkInputSize(width: header.width, height: header.height, at: range)
  try decodeJPEG(file, header, stride: 0, into: nil, at: range)
  return Picture(
    format: .jpeg, file: file, storedSize: Size(width: Double(header.width), height: Double(header.height)),
    orientation: header.orientation, pixelsPerInch: header.pixelsPerInch)
}

private func readSVG(_ file: [UInt8], at range: SourceRange) throws(Failure) -> Picture {
  let size = try checkSVG(file, at: range)
  let picture = Picture(format: .svg, file: file, storedSize: size)
  let document = try SVGDocument(picture, at: range)
  try document.drawOnce(at: range)
  return picture
}

/// A density that means something; nil for 0 and for nonsense. PNG counts by the meter, so 300 comes as 299.9994: such are rounded.
func density(_ pixelsPerInch: Double) -> Double? {
  guard (1...100_000).contains(pixelsPerInch) else { return nil }
  let whole = pixelsPerInch.rounded()
  return abs(pixelsPerInch - whole) < 0.02 ? whole : pixelsPerInch
}

/// - Throws: `picture-size` of kind `.limit` when an edge or the area of a picture that is read exceeds `RasterLimits`, or is zero.
func checkInputSize(width: Int, height: Int, at range: SourceRange) throws(Failure) {
  let edges = 1...RasterLimits.inputEdge
  guard edges.contains(width), edges.contains(height), width * height <= RasterLimits.pixels else {
    let message = "a picture of \(width) x \(height) pixels; at most \(RasterLimits.inputEdge) an edge and 100 million in all"
    throw Failure(Diagnostic("picture-size", .error, kind: .limit, at: range, message))
  }
}

func badPicture(_ format: Picture.Format, _ reason: String, _ range: SourceRange) -> Failure {
  Failure(Diagnostic("bad-picture", .error, at: range, "this is not a whole \(format.rawValue) file: \(reason)"))
}

/// The sentence that a C function left in `message`.
func text(of message: [CChar]) -> String {
  String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// What a file that is no picture of ours seems to be.
private func kindOfFile(_ file: [UInt8]) -> String {
  let kinds: [(begin: String, name: String)] = [
    ("GIF8", "a GIF file"), ("BM", "a BMP file"), ("II*\u{0}", "a TIFF file"), ("MM\u{0}*", "a TIFF file"), ("%PDF", "a PDF file"),
    ("\u{1F}", "a compressed file (SVGZ?)"), ("<!DOCTYPE html", "an HTML page"), ("<html", "an HTML page"), ("PK", "a ZIP archive"),
  ]
  if file.isEmpty { return "an empty file" }
  let bytes = ByteReader(file)
  if bytes.text(0, count: 4) == "RIFF", bytes.text(8, count: 4) == "WEBP" { return "a WebP file" }
  if bytes.text(4, count: 4) == "ftyp" { return ["heic", "mif1"].contains(bytes.text(8, count: 4)) ? "a HEIC file" : "an AVIF or video file" }
  if let kind = kinds.first(where: { file.starts(with: Array($0.begin.utf8)) }) { return kind.name }
  return file.prefix(1000).allSatisfy { $0 >= 0x20 || (9...13).contains($0) } ? "text" : "bytes of an unknown kind"
}

/// Numbers in a file, nil beyond its end.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  /// The part of `bytes` that is in `range`; places count from its begin.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    self.bytes = bytes[range]
  }

  subscript(at: Int) -> UInt8? {
    guard at >= 0, at < bytes.count else { return nil }
    return bytes[bytes.startIndex + at]
  }

  func big16(_ at: Int) -> Int? {
    guard let high = self[at], let low = self[at + 1] else { return nil }
    return Int(high) << 8 | Int(low)
  }

  func big32(_ at: Int) -> Int? {
    guard let high = big16(at), let low = big16(at + 2) else { return nil }
    return high << 16 | low
  }

  func text(_ at: Int, count: Int) -> String? {
    guard at >= 0, count >= 0, at + count <= bytes.count else { return nil }
    let start = bytes.startIndex + at
    return String(decoding: bytes[start..<(start + count)], as: UTF8.self)
  }
}
