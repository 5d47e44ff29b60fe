package import Diagnostics
import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a new file beside the target; `commit` gives it the target's name in one step. Without `commit` - an error, a
/// thrown failure, a killed process - the old file stays as it was.
///
/// ## Guarantees
/// - Every write is checked: a full disk or a closed pipe is a failure, never a short file.
/// - A target that is a symbolic link stays one: the file it leads to is replaced.
/// - The mode is that of the replaced file, else 0666 less the umask.
/// - The target `-` is standard output; there and at devices and pipes bytes go out as they come, since nothing old is to keep.
///
/// A process that is killed outright leaves its temporary file, named `.monsoon-<process>-<n>.part`, beside the target.
package final class OutputFile: ByteSink {
  /// The path as the author gave it.
  package let path: String
  private let target: String
  private let temporary: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isOpen = true

  /// Bytes gathered before a write: a system call per PDF operator would cost more than the drawing.
  private static let bufferSize = 1 << 16

  /// - Throws: a failure of kind `.output` when the folder is missing or not writable, or the target is a folder.
  package init(path: String) throws(Failure) {
    self.path = path
    buffer.reserveCapacity(Self.bufferSize)
    if path == "-" {
      (target, temporary, descriptor) = ("-", nil, STDOUT_FILENO)
      return
    }
    target = try finalTarget(of: path)
    switch try occupant(of: target, path: path) {
    case .nothing:
      (temporary, descriptor) = try createTemporary(beside: target, path: path)
    case .file(let mode):
      (temporary, descriptor) = try createTemporary(beside: target, path: path)
      _ = fchmod(descriptor, mode)
    case .device:
      (temporary, descriptor) = (nil, open(target, O_WRONLY | O_CLOEXEC))
      guard descriptor >= 0 else { throw systemFailure("write", path, errno) }
    }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    guard isOpen else { throw outputFailure("output-closed", "\(path) is written to after it was closed") }
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize { try writeAll(bytes) } else { buffer.append(contentsOf: bytes) }
  }

  /// Writes what is left and puts the file in its place. Nothing can be written after it.
  ///
  /// - Throws: a failure of kind `.output`; the old file is then untouched.
  package func commit() throws(Failure) {
    guard isOpen else { throw outputFailure("output-closed", "\(path) is committed twice") }
    try flush()
    isOpen = false
    guard descriptor != STDOUT_FILENO else { return }
    let closed = close(descriptor)
    guard closed == 0 else { throw discarding(temporary, action: "write") }
    guard let temporary else { return }
    guard rename(temporary, target) == 0 else { throw discarding(temporary, action: "replace") }
  }

  deinit {
    guard isOpen, descriptor >= 0, descriptor != STDOUT_FILENO else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
  }

  private func discarding(_ temporary: String?, action: String) -> Failure {
    let failure = systemFailure(action, path, errno)
    if let temporary { unlink(temporary) }
    return failure
  }

  private func flush() throws(Failure) {
    // Emptied first, so a failed flush is not tried again with the same bytes.
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    let result = pending.withUnsafeBytes { bytes in Result { () throws(Failure) in try writeAll(bytes) } }
    try result.get()
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 || errno != EINTR {
        throw systemFailure("write", path, written == 0 ? ENOSPC : errno)
      }
    }
  }
}

/// The system's own words for `code`.
private func systemText(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

private func systemFailure(_ action: String, _ path: String, _ code: Int32) -> Failure {
  let name = path == "-" ? "standard output" : "\"\(path)\""
  return outputFailure("output-not-written", "cannot \(action) \(name): \(systemText(code))")
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Follows symbolic links by hand: `realpath` would fail on a link whose file does not exist yet.
private func finalTarget(of path: String) throws(Failure) -> String {
  var current = path
  for _ in 0..<16 {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = readlink(current, &bytes, bytes.count)
    if count <= 0 { return current }
    let next = String(decoding: bytes[..<count], as: UTF8.self)
    current = next.hasPrefix("/") ? next : folder(of: current) + "/" + next
  }
  throw systemFailure("write", path, ELOOP)
}

/// What stands where a file will be put.
private enum Occupant {
  case nothing
  /// A regular file with these permission bits.
  case file(mode_t)
  /// A device or a pipe, such as /dev/null: it is written to and never replaced.
  case device
}

private func occupant(of target: String, path: String) throws(Failure) -> Occupant {
  var status = stat()
  guard stat(target, &status) == 0 else { return .nothing }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return .file(status.st_mode & 0o777)
  case S_IFDIR: throw outputFailure("output-not-written", "cannot write \"\(path)\": it is a folder")
  default: return .device
  }
}

private func createTemporary(beside target: String, path: String) throws(Failure) -> (String, Int32) {
  let home = folder(of: target)
  // The process number keeps two runs apart; O_EXCL keeps everything else apart.
  for attempt in 0..<1000 {
    let name = "\(home)/.monsoon-\(getpid())-\(attempt).part"
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor >= 0 { return (name, descriptor) }
    switch errno {
    case EEXIST, EINTR: continue
    case ENOENT:
      throw outputFailure(
        "output-folder-missing", "cannot write \"\(path)\": the folder \"\(home)\" does not exist",
        hint: "create it with: mkdir -p '\(home)'")
    default: throw systemFailure("write", path, errno)
    }
  }
  throw systemFailure("write", path, EEXIST)
}
