package import Diagnostics

/// The offset of the first byte that is not UTF-8 (overlong forms, surrogates and numbers past U+10FFFF included); nil when all is well.
package func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBufferPointer { buffer -> Int? in
    var at = 0
    let end = buffer.count
    while at < end {
      let byte = buffer[at]
      if byte < 0x80 {
        at += 1
        continue
      }
      guard let length = sequenceLength(buffer, at) else { return at }
      at += length
    }
    return nil
  }
}

/// The length of the well-formed sequence of two to four bytes at `at`, after the table of Unicode 15, section 3.9; nil when it is malformed.
private func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
  let first = buffer[at]
  let length: Int
  var low: UInt8 = 0x80
  var high: UInt8 = 0xBF
  switch first {
  case 0xC2...0xDF: length = 2
  case 0xE0...0xEF:
    length = 3
    if first == 0xE0 { low = 0xA0 }
    if first == 0xED { high = 0x9F }
  case 0xF0...0xF4:
    length = 4
    if first == 0xF0 { low = 0x90 }
    if first == 0xF4 { high = 0x8F }
  default: return nil
  }
  guard at + length <= buffer.count, buffer[at + 1] >= low, buffer[at + 1] <= high else { return nil }
  for i in 2..<max(2, length) where buffer[at + i] & 0xC0 != 0x80 { return nil }
  return length
}

/// The encoding that bytes which are not UTF-8 most likely have: `utf-16`, `cp949` or `windows-1252`.
package func likelyEncoding(of bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "utf-16" }
  let sample = bytes.prefix(65_536)
  if sample.prefix(64).contains(0) { return "utf-16" }
  return looksLikeKorean(sample) ? "cp949" : "windows-1252"
}

/// True when every byte above 0x7F is the first of a pair that code page 949 has, and there is at least one pair.
private func looksLikeKorean(_ sample: ArraySlice<UInt8>) -> Bool {
  var at = sample.startIndex
  var pairs = 0
  while at < sample.endIndex {
    guard sample[at] >= 0x80 else {
      at += 1
      continue
    }
    guard at + 1 < sample.endIndex else { return pairs > 0 }
    let second = sample[at + 1]
    let isTrail = (0x41...0x5A).contains(second) || (0x61...0x7A).contains(second) || (0x81...0xFE).contains(second)
    guard (0x81...0xFE).contains(sample[at]), isTrail else { return false }
    pairs += 1
    at += 2
  }
  return pairs > 0
}

/// - Throws: `not-utf8` at the first byte that is not UTF-8, with the likely encoding as its hint.
package func requireUTF8(_ file: SourceFile, remedy: String = "save the file as UTF-8") throws(Failure) {
  guard let offset = firstInvalidUTF8(in: file.bytes) else { return }
  let digits = String(file.bytes[offset], radix: 16, uppercase: true)
  let likely = likelyEncoding(of: file.bytes)
  throw Failure(
    Diagnostic(
      "not-utf8", at: SourceRange(file: file, start: offset, end: offset + 1),
      "byte \(offset) (0x\(digits)) is not UTF-8", hint: "the file is probably \(likely); \(remedy)"))
}
