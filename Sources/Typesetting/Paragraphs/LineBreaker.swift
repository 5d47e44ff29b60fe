/// Decides where lines end.
///
/// `GreedyBreaker` fills each line, `OptimumBreaker` looks at the whole paragraph.
protocol LineBreaker: Sendable {
  /// For each line the index behind its last atom, rising, the last one being `atoms.count`.
  ///
  /// - Parameters:
  ///   - atoms: none is wider than the line, unless a single cluster is.
  ///   - firstWidth: the room on the first line, in points.
  ///   - width: the room on each other line.
  func lineEnds(_ atoms: [LineAtom], firstWidth: Double, width: Double) -> [Int]
}

/// Sums of advances differ in their last bits with the order of adding; a line may be this much too wide, in points.
let lineTolerance = 1e-6

/// Puts as many atoms on each line as fit.
struct GreedyBreaker: LineBreaker {
  func lineEnds(_ atoms: [LineAtom], firstWidth: Double, width: Double) -> [Int] {
    var ends: [Int] = []
    var start = 0
    while start < atoms.count {
      let room = (start == 0 ? firstWidth : width) + lineTolerance
      var used = 0.0, end = start
      // A hyphen counts only where the line ends with it, so the last atom that fits with its hyphen is remembered.
      var i = start
      while i < atoms.count {
        if used + atoms[i].endWidth <= room { end = i + 1 }
        used += atoms[i].width
        if atoms[i].isHard || used - atoms[i].trailing > room { break }
        i += 1
      }
      end = max(end, start + 1)
      ends.append(end)
      start = end
    }
    return ends
  }
}
