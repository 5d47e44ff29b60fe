import Foundation
import Glibc

/// What one run of the program did.
struct Outcome {
  /// The exit code; nil when a signal ended it.
  var code: Int32?
  var signal: Int32?
  var output: Data
  var errors: String
  var peakMegabytes: Int
  var ranTooLong: Bool
}

let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The binary that the tests drive: MONSOON_BINARY, else the release build, else the debug build.
let program: String = {
  if let given = ProcessInfo.processInfo.environment["MONSOON_BINARY"] { return given }
  let release = repository.appending(path: ".build/release/monsoon").path()
  let debug = repository.appending(path: ".build/debug/monsoon").path()
  return FileManager.default.isExecutableFile(atPath: release) ? release : debug
}()

/// A folder that is removed when the value goes.
final class Scratch {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "monsoon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path()
  }

  func path(_ name: String) -> String { url.appending(path: name).path() }
  func bytes(_ name: String) -> Data? { try? Data(contentsOf: url.appending(path: name)) }
}

/// Runs the program and waits, at most `seconds`.
func run(
  _ arguments: [String], in folder: String = "/tmp", environment: [String: String] = [:], input: String = "/dev/null",
  seconds: Double = 60, executable: String = program
) throws -> Outcome {
  let scratch = try Scratch()
  let outPath = scratch.path("stdout"), errorPath = scratch.path("stderr")
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, outPath, O_WRONLY | O_CREAT, 0o600)
  posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)
  var full = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  full["SWIFT_BACKTRACE"] = "enable=no"
  // `env -C` changes the folder and then becomes the program.
  let argv = (["/usr/bin/env", "-C", folder, executable] + arguments).map { strdup($0) } + [nil]
  let envp = full.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { (argv + envp).forEach { free($0) } }
  var pid: pid_t = 0
  let status = posix_spawn(&pid, "/usr/bin/env", &actions, nil, argv, envp)
  guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
  let (word, usage, late) = wait(for: pid, seconds: seconds)
  let ended = word & 0x7F
  return Outcome(
    code: ended == 0 ? (word >> 8) & 0xFF : nil, signal: ended == 0 ? nil : ended,
    output: (try? Data(contentsOf: URL(filePath: outPath))) ?? Data(),
    errors: (try? String(contentsOf: URL(filePath: errorPath), encoding: .utf8)) ?? "",
    peakMegabytes: usage.ru_maxrss / 1024, ranTooLong: late)
}

private func wait(for pid: pid_t, seconds: Double) -> (Int32, rusage, Bool) {
  var word: Int32 = 0
  var usage = rusage()
  let end = Date().addingTimeInterval(seconds)
  while Date() < end {
    if wait4(pid, &word, WNOHANG, &usage) == pid { return (word, usage, false) }
    usleep(2_000)
  }
  kill(pid, SIGKILL)
  wait4(pid, &word, 0, &usage)
  return (word, usage, true)
}
