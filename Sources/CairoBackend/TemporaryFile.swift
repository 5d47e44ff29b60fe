import Diagnostics
import Glibc

/// The file that an output is written to before it has its name.
///
/// Where the system can, it has no name at all until it is whole (`O_TMPFILE`), so a killed process leaves nothing. Elsewhere
/// it is `.monsoon-<process>-<n>.part` beside the target, and `TemporaryNames` removes it when a signal ends the process.
struct TemporaryFile {
  let descriptor: Int32
  /// The folder of the target.
  private let home: String
  /// Nil as long as the file has no name.
  private var name: TemporaryName?

  /// - Parameter unnamed: false for a file with a name from the start.
  /// - Throws: a failure of kind `.output` when the folder is missing or not writable.
  init(beside target: String, path: String, unnamed: Bool) throws(Failure) {
    home = folder(of: target)
    if unnamed, let descriptor = openUnnamed(in: home) {
      self.descriptor = descriptor
      return
    }
    (name, descriptor) = try createNamed(in: home, path: path)
  }

  /// Closes the file and gives it the name `target` in one step; whatever had that name before is replaced.
  ///
  /// - Throws: a failure of kind `.output`; the old file is then untouched and nothing stays beside it.
  mutating func move(to target: String, path: String) throws(Failure) {
    // A name that is free is given at once. One that is taken cannot be linked over, only renamed over.
    let isNew = name == nil && link(descriptor, to: target)
    if !isNew, name == nil { name = try linkedName(path) }
    let closed = close(descriptor)
    guard closed == 0 else { throw discarded(isNew ? target : nil, action: "write", path) }
    if isNew { return }
    guard let name, rename(name.text, target) == 0 else { throw discarded(nil, action: "replace", path) }
    name.forget()
  }

  /// Closes the file and removes what there is of it.
  func discard() {
    close(descriptor)
    name?.remove()
  }

  private func discarded(_ target: String?, action: String, _ path: String) -> Failure {
    let failure = systemFailure(action, path, errno)
    if let target { unlink(target) }
    name?.remove()
    return failure
  }

  private func linkedName(_ path: String) throws(Failure) -> TemporaryName {
    let descriptor = descriptor
    do throws(SystemError) {
      return try firstFreeName(in: home) { link(descriptor, to: $0) }
    } catch {
      close(descriptor)
      throw systemFailure("replace", path, error.code)
    }
  }
}

/// An `errno`.
private struct SystemError: Error {
  let code: Int32
}

/// `O_TMPFILE`, a macro that Swift does not see; its second part differs between machines.
private let unnamedFile = 0o20_000_000 | O_DIRECTORY

/// Nil where files without a name are not known, or could not be named later because /proc is not there.
private func openUnnamed(in home: String) -> Int32? {
  guard access("/proc/self/fd", X_OK) == 0 else { return nil }
  let descriptor = open(home, unnamedFile | O_WRONLY | O_CLOEXEC, 0o666)
  return descriptor >= 0 ? descriptor : nil
}

private func link(_ descriptor: Int32, to name: String) -> Bool {
  linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
}

private func createNamed(in home: String, path: String) throws(Failure) -> (TemporaryName, Int32) {
  var descriptor: Int32 = -1
  do throws(SystemError) {
    let name = try firstFreeName(in: home) { name in
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      return descriptor >= 0
    }
    return (name, descriptor)
  } catch {
    guard error.code == ENOENT else { throw systemFailure("write", path, error.code) }
    throw outputFailure(
      "output-folder-missing", "cannot write \"\(path)\": the folder \"\(home)\" does not exist",
      hint: "create it with: mkdir -p '\(home)'")
  }
}

/// The first name that `take` can have; it says in `errno` why not.
private func firstFreeName(in home: String, _ take: (String) -> Bool) throws(SystemError) -> TemporaryName {
  // The process number keeps two runs apart; that a name is taken at most once keeps everything else apart.
  for attempt in 0..<1000 {
    let name = TemporaryName("\(home)/.monsoon-\(getpid())-\(attempt).part")
    if take(name.text) { return name }
    let code = errno
    name.forget()
    if code != EEXIST, code != EINTR { throw SystemError(code: code) }
  }
  throw SystemError(code: EEXIST)
}
