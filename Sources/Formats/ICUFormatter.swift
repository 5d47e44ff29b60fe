import CICU
import Synchronization

/// One formatter of ICU, opened once and used by many threads in turn.
final class ICUFormatter: Sendable {
  /// The handle has one owner and is only touched under the lock.
  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let handle: Mutex<Handle>

  /// - Returns: nil when ICU could not open it.
  private init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    handle = Mutex(Handle(pointer: pointer))
  }

  convenience init?(numberSkeleton: String, language: String) { self.init(cicu_number_open(language, numberSkeleton)) }

  convenience init?(ordinalsOf language: String) { self.init(cicu_ordinal_open(language)) }

  /// - Parameter adapted: whether the language's own pattern for the same fields takes the pattern's place.
  convenience init?(datePattern: String, adapted: Bool, language: String) {
    self.init(cicu_date_open(language, datePattern, adapted ? 1 : 0))
  }

  convenience init?(dateLength: Int32, language: String) { self.init(cicu_date_open_length(language, dateLength)) }

  deinit { handle.withLock { cicu_formatter_close($0.pointer) } }

  /// The text of a number or of a time; nil when ICU fails.
  func text(of x: Double) -> String? {
    handle.withLock { handle in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2_048) { buffer in
        let length = cicu_format(handle.pointer, x, buffer.baseAddress, Int32(buffer.count))
        guard length >= 0 else { return nil }
        return String(decoding: buffer.prefix(Int(length)).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }
}
