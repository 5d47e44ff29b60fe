import Formats

/// The number format of an axis: what d3's `tickFormat(start, stop, count, specifier)` gives, so that every tick shows just the
/// digits that tell it from its neighbours. With `s`, all ticks share the prefix of the largest.
/// https://d3js.org/d3-scale/linear#tickFormat
package struct TickFormat: Sendable {
  private enum Kind {
    case plain(D3NumberFormat)
    case prefixed(D3PrefixFormat)
  }

  private let kind: Kind

  /// - Parameters:
  ///   - count: about how many ticks there are.
  ///   - specifier: a d3 format; grouped digits with as many decimals as needed when nil.
  package init?(from start: Double, to stop: Double, count: Double, specifier: String? = nil) {
    // A domain of one value has no step; d3 counts that as one of whole units.
    let step = start == stop ? 1 : abs(tickStep(from: start, to: stop, count: max(1, count)))
    let text = specifier ?? ",f"
    let most = max(abs(start), abs(stop))
    guard step > 0, step.isFinite, !text.contains("."), let precision = Self.precision(text, step, most) else {
      guard let format = D3NumberFormat(text) else { return nil }
      kind = .plain(format)
      return
    }
    // The precision stands before the sign that trims zeros: "~s" becomes ".0~s".
    let tail = text.dropLast().hasSuffix("~") ? 2 : 1
    let exact = String(text.dropLast(tail)) + ".\(precision)" + String(text.suffix(tail))
    if text.hasSuffix("s"), let format = D3PrefixFormat(exact, value: most) {
      kind = .prefixed(format)
    } else if let format = D3NumberFormat(exact) {
      kind = .plain(format)
    } else {
      return nil
    }
  }

  private static func precision(_ text: String, _ step: Double, _ most: Double) -> Int? {
    switch text.last {
    case "s": precisionPrefix(step, most)
    case "e": max(0, precisionRound(step, most) - 1)
    case "g", "p", "r": precisionRound(step, most)
    case "f": precisionFixed(step)
    case "%": max(0, precisionFixed(step) - 2)
    default: nil
    }
  }

  package func callAsFunction(_ x: Double) -> String {
    switch kind {
    case .plain(let format): format(x)
    case .prefixed(let format): format(x)
    }
  }
}
