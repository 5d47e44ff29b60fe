import Geometry

/// What lies under each small square of the frame: water or a feature. Label and legend places are judged on it.
struct Ground: Sendable {
  /// Chart pixels.
  static let cell = 2.0
  let frame: Rect
  let columns: Int
  let rows: Int
  /// 0 for water, else the number of the feature and one.
  private(set) var owner: [Int32]

  init(frame: Rect) {
    self.frame = frame
    columns = max(1, min(4000, Int(exactly: (frame.width / Self.cell).rounded(.up)) ?? 1))
    rows = max(1, min(4000, Int(exactly: (frame.height / Self.cell).rounded(.up)) ?? 1))
    owner = [Int32](repeating: 0, count: columns * rows)
  }

  /// Fills the inside of rings (even-odd) with a feature's number.
  mutating func fill(_ rings: [[Point]], feature: Int) {
    var crossings = [[Double]](repeating: [], count: rows)
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        cross(a, b, &crossings)
        a = b
      }
    }
    for row in 0..<rows where crossings[row].count > 1 {
      let xs = crossings[row].sorted()
      for k in stride(from: 0, to: xs.count - 1, by: 2) { fill(row, xs[k], xs[k + 1], Int32(truncatingIfNeeded: feature + 1)) }
    }
  }

  private func cross(_ a: Point, _ b: Point, _ crossings: inout [[Double]]) {
    guard a.y != b.y else { return }
    let top = min(a.y, b.y), bottom = max(a.y, b.y)
    let first = max(0, index((top - frame.minY) / Self.cell - 0.5, rows + 1, up: true))
    let last = min(rows - 1, index((bottom - frame.minY) / Self.cell - 0.5, rows + 1, up: false))
    guard first <= last else { return }
    for row in first...last {
      let y = frame.minY + (Double(row) + 0.5) * Self.cell
      guard y >= top, y < bottom else { continue }
      crossings[row].append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
    }
  }

  private func index(_ x: Double, _ most: Int, up: Bool) -> Int {
    let held = max(-1, min(Double(most), x.rounded(up ? .up : .down)))
    return Int(exactly: held) ?? 0
  }

  private mutating func fill(_ row: Int, _ from: Double, _ to: Double, _ value: Int32) {
    let first = max(0, index((from - frame.minX) / Self.cell - 0.5, columns + 1, up: true))
    let last = min(columns - 1, index((to - frame.minX) / Self.cell - 0.5, columns + 1, up: false))
    guard first <= last else { return }
    for column in first...last { owner[row * columns + column] = value }
  }

  /// The feature under a place; nil for water or outside the frame.
  func feature(at p: Point) -> Int? {
    guard frame.contains(p) else { return nil }
    let column = min(columns - 1, index((p.x - frame.minX) / Self.cell, columns, up: false))
    let row = min(rows - 1, index((p.y - frame.minY) / Self.cell, rows, up: false))
    let value = owner[row * columns + column]
    return value > 0 ? Int(value) - 1 : nil
  }

  /// What lies under a place: 0 for water, else the number of the feature and one; nil outside the frame.
  func owner(at p: Point) -> Int32? {
    guard frame.contains(p) else { return nil }
    return feature(at: p).map { Int32(truncatingIfNeeded: $0 + 1) } ?? 0
  }

  /// How many cells a rectangle covers, and how many of them `count` accepts.
  func share(of rect: Rect, where accepts: (Int32) -> Bool) -> (cells: Int, accepted: Int) {
    let c0 = max(0, index((rect.minX - frame.minX) / Self.cell, columns, up: false))
    let c1 = min(columns - 1, index((rect.maxX - frame.minX) / Self.cell, columns, up: false))
    let r0 = max(0, index((rect.minY - frame.minY) / Self.cell, rows, up: false))
    let r1 = min(rows - 1, index((rect.maxY - frame.minY) / Self.cell, rows, up: false))
    guard c0 <= c1, r0 <= r1 else { return (0, 0) }
    var accepted = 0
    for row in r0...r1 {
      for column in c0...c1 where accepts(owner[row * columns + column]) { accepted += 1 }
    }
    return ((c1 - c0 + 1) * (r1 - r0 + 1), accepted)
  }

  /// The last place of a feature on the level line through a point, to the right (`toward` 1) or to the left (-1) of it. Gaps that
  /// no eye sees do not end it. Nil when the feature is not on the line near the point.
  func edge(of feature: Int, from p: Point, toward sign: Double) -> Double? {
    let value = Int32(truncatingIfNeeded: feature + 1)
    guard frame.contains(p) else { return nil }
    let row = min(rows - 1, index((p.y - frame.minY) / Self.cell, rows, up: false))
    var column = min(columns - 1, index((p.x - frame.minX) / Self.cell, columns, up: false)), last: Int?, gap = 0
    while column >= 0, column < columns, gap <= 4 {
      if owner[row * columns + column] == value { (last, gap) = (column, 0) } else { gap += 1 }
      column += sign > 0 ? 1 : -1
    }
    return last.map { frame.minX + (Double($0) + (sign > 0 ? 1 : 0)) * Self.cell }
  }
}
