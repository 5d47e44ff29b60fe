import Geometry

/// Running sums over the squares of the ground: how many of a kind lie in a rectangle, at once for any rectangle.
struct GroundSums: Sendable {
  private let ground: Ground
  /// One row and one column more than the ground.
  private var sums: [Int32]

  init(_ ground: Ground, where accepts: (Int32) -> Bool) {
    self.ground = ground
    let width = ground.columns + 1
    sums = [Int32](repeating: 0, count: width * (ground.rows + 1))
    for row in 0..<ground.rows {
      var line: Int32 = 0
      for column in 0..<ground.columns {
        if accepts(ground.owner[row * ground.columns + column]) { line += 1 }
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + line
      }
    }
  }

  func count(in rect: Rect) -> Int {
    func held(_ x: Double, _ most: Int) -> Int { Int(exactly: max(0, min(Double(most), x.rounded(.down)))) ?? 0 }
    let c0 = held((rect.minX - ground.frame.minX) / Ground.cell, ground.columns)
    let c1 = held((rect.maxX - ground.frame.minX) / Ground.cell + 1, ground.columns)
    let r0 = held((rect.minY - ground.frame.minY) / Ground.cell, ground.rows)
    let r1 = held((rect.maxY - ground.frame.minY) / Ground.cell + 1, ground.rows)
    let width = ground.columns + 1
    return Int(sums[r1 * width + c1] - sums[r0 * width + c1] - sums[r1 * width + c0] + sums[r0 * width + c0])
  }
}
