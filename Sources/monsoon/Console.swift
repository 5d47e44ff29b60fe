import ArgumentParser
import Diagnostics
import Glibc

/// The exit codes of the program.
enum ProgramExit: Int32 {
  case done = 0
  case warningsUnderStrict = 1
  case badInput = 2
  case limitReached = 3
  case outputNotWritten = 4

  /// The code for a list of findings: the gravest error decides (output, then limit, then input).
  static func of(_ findings: [Diagnostic], strict: Bool) -> ProgramExit {
    let errors = findings.filter { $0.severity == .error }
    if errors.contains(where: { $0.kind == .input }) { return .badInput }
    if errors.contains(where: { $0.kind == .limit }) { return .limitReached }
    if errors.contains(where: { $0.kind == .output }) { return .outputNotWritten }
    return strict && !findings.isEmpty ? .warningsUnderStrict : .done
  }

  var code: ExitCode { ExitCode(rawValue) }
}

/// Writes all of `text` to a file descriptor. False when the descriptor refuses it.
@discardableResult
func write(_ text: String, to descriptor: Int32) -> Bool {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    bytes = bytes.dropFirst(count)
  }
  return true
}

/// Prints findings to standard error in the asked form.
func report(_ findings: Findings, as format: DiagnosticFormat) {
  var text = ""
  for finding in findings.all { text += finding.formatted(as: format) + "\n" }
  if findings.uncounted > 0, format == .text { text += "and \(findings.uncounted) more\n" }
  write(text, to: STDERR_FILENO)
}
