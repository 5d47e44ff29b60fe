import Formats

/// The digits after the decimal point that each number of a column had in its source, so that `1.50` can be shown again.
@usableFromInline package struct Decimals: Sendable {
  /// One count a row; empty when no source gave digits. `computed` stands for a number without written digits.
  var counts: [UInt8]

  static let computed: UInt8 = 255
  /// A double has no more than 17 digits that matter; longer written tails are shown in the shortest form.
  static let mostWritten = 17

  static let none = Decimals(counts: [])

  func text(of x: Double, at row: Int) -> String {
    let count = row < counts.count ? counts[row] : Self.computed
    return count == Self.computed ? ecmaString(x) : fixedShortest(x, decimals: Int(count))
  }

  func most(of numbers: [Double], nulls: NullMap) -> Int {
    var most = 0
    for row in numbers.indices where !nulls[row] {
      let count = row < counts.count ? counts[row] : Self.computed
      most = max(most, count == Self.computed ? shownDecimals(of: numbers[row]) : Int(count))
    }
    return most
  }
}
