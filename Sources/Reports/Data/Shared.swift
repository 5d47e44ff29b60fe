import Diagnostics
import Synchronization

/// A value that is made when it is first asked for and then serves all threads of a run.
final class Shared<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value; what `make` throws is thrown each time, and it is tried again.
  func value(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    let result = made.withLock { known -> Result<Value, Failure> in
      if let known { return .success(known) }
      let fresh = Result { () throws(Failure) in try make() }
      if case .success(let value) = fresh { known = value }
      return fresh
    }
    return try result.get()
  }
}
