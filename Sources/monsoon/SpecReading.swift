import Diagnostics
import Glibc
import Inputs

/// The spec at `path`, or standard input for `-`.
/// - Throws: `missing-file`, `unreadable-file` or `too-large`.
func readSpec(_ path: String) throws(Failure) -> SourceFile {
  if path == "-" { return SourceFile(name: "<stdin>", bytes: try readAll(STDIN_FILENO, name: "<stdin>")) }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    let id = errno == ENOENT ? "missing-file" : "unreadable-file"
    throw Failure(Diagnostic(id, at: .detached, "\(path): \(String(cString: strerror(errno)))"))
  }
  defer { close(descriptor) }
  return SourceFile(name: path, bytes: try readAll(descriptor, name: path))
}

private func readAll(_ descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw Failure(Diagnostic("unreadable-file", at: .detached, "\(name): \(String(cString: strerror(errno)))")) }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= InputLimits.specBytes else {
      throw Failure(
        Diagnostic(
          "too-large", at: .detached, "\(name) is larger than \(InputLimits.specBytes) bytes, the most a spec may have",
          hint: "put the data into a file of its own"))
    }
  }
}

/// The time of SOURCE_DATE_EPOCH as ISO 8601, for outputs that are the same at every build; nil when it is not set.
func sourceDate() -> String? {
  guard let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), let seconds = Int(text), seconds >= 0 else { return nil }
  var time = time_t(seconds)
  var parts = tm()
  guard gmtime_r(&time, &parts) != nil else { return nil }
  func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
  return "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
}
