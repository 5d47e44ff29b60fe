import Glibc
import Synchronization

/// One line on the terminal that says how far a long run has come. It is wiped away at the end.
final class Progress: Sendable {
  private struct State {
    var done = 0
    var total = 0
    var isShown = false
  }

  private let isOn: Bool
  private let state = Mutex(State())

  init(isOn: Bool) { self.isOn = isOn }

  /// True when standard error is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// A run of `total` files begins; for one alone nothing is said.
  func begin(_ total: Int) {
    state.withLock { state in
      guard state.total == 0 else { return }
      state = State(total: total)
    }
  }

  /// One more is done.
  func step(_ name: String) {
    guard isOn else { return }
    state.withLock { state in
      state.done += 1
      guard state.total > 1 else { return }
      write("\r\u{1B}[K" + Self.line(state.done, of: state.total, name, width: Self.width), to: STDERR_FILENO)
      state.isShown = true
    }
  }

  /// Wipes the line away.
  func end() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K", to: STDERR_FILENO) }
      state = State()
    }
  }

  /// `[#####...............]  52 of 200  c = VNM`, cut to the width of the terminal.
  static func line(_ done: Int, of total: Int, _ name: String, width: Int) -> String {
    let cells = 20
    let full = total > 0 ? min(cells, done * cells / total) : cells
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: cells - full)
    let digits = String(total).count
    let number = String(repeating: " ", count: max(0, digits - String(done).count)) + String(done)
    let plain = String(name.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    return String("[\(bar)] \(number) of \(total)  \(plain)".prefix(max(10, width - 1)))
  }

  private static var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
