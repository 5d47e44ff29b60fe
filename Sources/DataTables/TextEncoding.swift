import CICU
package import Diagnostics

/// The text in UTF-8.
/// - Parameter encoding: a name that ICU knows: `cp949`, `euc-kr`, `windows-1252`, `utf-16`.
/// - Throws: `unknown-encoding` at `range`; `wrong-encoding` where the first bytes stand that are not of it.
package func decodeText(_ file: SourceFile, encoding: String, at range: SourceRange) throws(Failure) -> SourceFile {
  // ICU's euc-kr lacks the syllables that CP949 adds, and Korean agencies call both by that name.
  let name = ["euc-kr", "euckr", "ks_c_5601-1987", "cp949", "uhc", "ms949"].contains(encoding.lowercased()) ? "windows-949-2000" : encoding
  var bad: Int64 = 0
  let length = file.bytes.withUnsafeBytes { cicu_decode(name, $0.bindMemory(to: CChar.self).baseAddress, Int64($0.count), nil, 0, &bad) }
  switch length {
  case -1:
    let hint = didYouMean(encoding, among: ["cp949", "euc-kr", "windows-1252", "utf-16", "utf-8", "shift_jis", "gb18030", "big5"])
    throw Failure(Diagnostic("unknown-encoding", at: range, "unknown encoding \"\(encoding)\"", hint: hint))
  case ..<0:
    let place = SourceRange(file: file, start: Int(bad), end: Int(bad))
    throw Failure(Diagnostic("wrong-encoding", at: place, "the bytes before offset \(bad) are not \(encoding)"))
  default: break
  }
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
    let written = file.bytes.withUnsafeBytes { source in
      buffer.withMemoryRebound(to: CChar.self) { out in
        cicu_decode(name, source.bindMemory(to: CChar.self).baseAddress, Int64(source.count), out.baseAddress, Int64(out.count), &bad)
      }
    }
    count = Int(max(0, min(written, length)))
  }
  return SourceFile(name: file.name, bytes: bytes)
}
