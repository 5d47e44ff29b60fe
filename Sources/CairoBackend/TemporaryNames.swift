import Glibc
import Synchronization

/// The name of a file that must not outlive the process, known to the signal handler from before the file exists.
struct TemporaryName {
  let text: String
  private let entry: TemporaryNames.Entry?

  /// Makes no file.
  init(_ text: String) {
    self.text = text
    entry = TemporaryNames.shared.enter(text)
  }

  /// The file has another name now, or was never made.
  func forget() { if let entry { TemporaryNames.shared.leave(entry) } }

  /// Removes the file.
  func remove() {
    unlink(text)
    forget()
  }
}

/// Names of files that are removed when SIGINT, SIGTERM or SIGHUP ends the process.
///
/// A signal handler may neither allocate nor lock, so the names are C strings in a fixed table of atomic pointers. Whoever takes
/// a pointer out owns it: a name is never freed while the handler reads it.
package final class TemporaryNames: Sendable {
  /// The table of the process.
  package static let shared = TemporaryNames()

  /// Sets the signal handlers, once. Not part of making the table: a signal in the midst of that would wait for it for ever.
  private static let handlers: Void = { for number in [SIGINT, SIGTERM, SIGHUP] { handle(number) } }()

  /// More than there are workers; a name beyond is not removed on a signal.
  private static let count = 256

  private let places: Places

  private init() { places = Places(count: Self.count) }

  /// Removes the files of all names, as a signal does.
  package func removeAll() {
    for place in 0..<Self.count {
      guard let name = places[place].exchange(nil, ordering: .acquiringAndReleasing) else { continue }
      unlink(name)
    }
  }

  /// A name and its place in the table.
  fileprivate struct Entry {
    let place: Int
    let name: UnsafeMutablePointer<CChar>
  }

  fileprivate func enter(_ text: String) -> Entry? {
    _ = Self.handlers
    guard let name = strdup(text) else { return nil }
    for place in 0..<Self.count {
      let (isOurs, _) = places[place].compareExchange(expected: nil, desired: name, ordering: .acquiringAndReleasing)
      if isOurs { return Entry(place: place, name: name) }
    }
    free(name)
    return nil
  }

  fileprivate func leave(_ entry: Entry) {
    let (isOurs, _) = places[entry.place].compareExchange(expected: entry.name, desired: nil, ordering: .acquiringAndReleasing)
    if isOurs { free(entry.name) }
  }

  /// A signal that is ignored (`nohup`) or that somebody else handles is left alone.
  private static func handle(_ number: Int32) {
    var old = sigaction()
    guard sigaction(number, nil, &old) == 0, old.__sigaction_handler.sa_handler == nil else { return }
    signal(number) { number in
      TemporaryNames.shared.removeAll()
      // Again, with the default action, so the parent sees which signal it was.
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}

/// The table's memory; it lasts as long as the process.
private struct Places: @unchecked Sendable {
  private let memory: UnsafeMutablePointer<Atomic<UnsafeMutablePointer<CChar>?>>

  init(count: Int) {
    memory = .allocate(capacity: count)
    for place in 0..<count { (memory + place).initialize(to: Atomic(nil)) }
  }

  subscript(place: Int) -> Atomic<UnsafeMutablePointer<CChar>?> {
    _read { yield memory[place] }
  }
}
