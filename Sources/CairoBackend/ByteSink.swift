package import Diagnostics

/// Where a writer puts its bytes, piece by piece.
package protocol ByteSink: AnyObject {
  /// Takes all of `bytes` or throws.
  ///
  /// - Throws: a failure of kind `.output`; the sink then takes nothing more.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure)
}

/// Collects bytes in memory.
package final class MemorySink: ByteSink {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) { self.bytes.append(contentsOf: bytes) }
}

extension ByteSink {
  /// Writes an array; see `write(_: UnsafeRawBufferPointer)`.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    // `withUnsafeBytes` cannot carry a typed error out, so the result does.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(Failure) in try write(buffer) }
    }
    try result.get()
  }
}

/// A failure to write, as the command line shows it (exit code 4).
func outputFailure(_ id: String, _ message: String, hint: String? = nil) -> Failure {
  Failure(Diagnostic(id, .error, kind: .output, at: .detached, message, hint: hint))
}

/// A limit of size met while running (exit code 3).
func limitFailure(_ id: String, _ message: String, hint: String? = nil) -> Failure {
  Failure(Diagnostic(id, .error, kind: .limit, at: .detached, message, hint: hint))
}
