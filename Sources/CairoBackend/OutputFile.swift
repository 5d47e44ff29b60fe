package import Diagnostics
import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a new file in the target's folder; `commit` gives it the target's name in one step. Without `commit` - an error,
/// a thrown failure, a killed process - the old file stays as it was.
///
/// ## Guarantees
/// - Every write is checked: a full disk or a closed pipe is a failure, never a short file.
/// - A target that is a symbolic link stays one: the file it leads to is replaced.
/// - The mode is that of the replaced file, else 0666 less the umask.
/// - The target `-` is standard output; there and at devices and pipes bytes go out as they come, since nothing old is to keep.
///
/// Until then the file has no name, so nothing of it outlives the process. Where the file system does not know such files
/// (NFS, some containers) it is named `.monsoon-<process>-<n>.part` and removed on SIGINT, SIGTERM and SIGHUP; a process
/// that is killed outright (SIGKILL) leaves it there, as it does in the moment in which an old file is being replaced.
package final class OutputFile: ByteSink {
  /// The path as the author gave it.
  package let path: String
  private let target: String
  /// Nil for standard output and devices.
  private var temporary: TemporaryFile?
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isOpen = true

  /// Bytes gathered before a write: a system call per PDF operator would cost more than the drawing.
  private static let bufferSize = 1 << 16

  /// - Parameter unnamed: false for a file that has a name beside the target from the start.
  /// - Throws: a failure of kind `.output` when the folder is missing or not writable, or the target is a folder.
  package init(path: String, unnamed: Bool = true) throws(Failure) {
    self.path = path
    buffer.reserveCapacity(Self.bufferSize)
    if path == "-" {
      (target, temporary, descriptor) = ("-", nil, STDOUT_FILENO)
      return
    }
    target = try finalTarget(of: path)
    switch try occupant(of: target, path: path) {
    case .nothing:
      let file = try TemporaryFile(beside: target, path: path, unnamed: unnamed)
      (temporary, descriptor) = (file, file.descriptor)
    case .file(let mode):
      let file = try TemporaryFile(beside: target, path: path, unnamed: unnamed)
      (temporary, descriptor) = (file, file.descriptor)
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
    guard var temporary else {
      guard descriptor == STDOUT_FILENO || close(descriptor) == 0 else { throw systemFailure("write", path, errno) }
      return
    }
    try temporary.move(to: target, path: path)
  }

  deinit {
    guard isOpen, descriptor >= 0, descriptor != STDOUT_FILENO else { return }
    if let temporary { temporary.discard() } else { close(descriptor) }
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

func systemFailure(_ action: String, _ path: String, _ code: Int32) -> Failure {
  let name = path == "-" ? "standard output" : "\"\(path)\""
  return outputFailure("output-not-written", "cannot \(action) \(name): \(systemText(code))")
}

func folder(of path: String) -> String {
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
