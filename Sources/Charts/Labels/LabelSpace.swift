import Geometry
import Glibc

/// The boxes that are taken in a plot, found quickly by place: labels keep off each other and off what stands there.
///
/// In pixels of the view.
struct LabelSpace {
  private static let cell = 32.0
  private var boxes: [Rect] = []
  private var index: [Cell: [Int]] = [:]

  private struct Cell: Hashable {
    var x: Int
    var y: Int
  }

  /// Whether a box touches none that are taken.
  func isFree(_ box: Rect) -> Bool {
    !cells(box).contains { cell in (index[cell] ?? []).contains { boxes[$0].intersects(box) } }
  }

  mutating func take(_ box: Rect) {
    let cells = cells(box)
    guard !cells.isEmpty else { return }
    for cell in cells { index[cell, default: []].append(boxes.count) }
    boxes.append(box)
  }

  /// The cells under a box; those of a box of absurd size are thinned to its edge cells, none for one that is not finite.
  private func cells(_ box: Rect) -> [Cell] {
    func place(_ x: Double) -> Int? { Int(exactly: (x / Self.cell).rounded(.down)) }
    guard box.isFinite, let x1 = place(box.minX), let x2 = place(box.maxX), let y1 = place(box.minY), let y2 = place(box.maxY),
      x2 - x1 < 4_000, y2 - y1 < 4_000, (x2 - x1 + 1) * (y2 - y1 + 1) < 1_000_000
    else { return [] }
    return (x1...max(x1, x2)).flatMap { x in (y1...max(y1, y2)).map { Cell(x: x, y: $0) } }
  }
}

/// -1, 0 or 1, as sorting wants it.
func compared(_ a: Double, _ b: Double) -> Int { a < b ? -1 : a > b ? 1 : 0 }

/// Moves intervals along a line as little as possible so that none overlap, keeping their order.
///
/// - Parameters:
///   - wanted: the middles, ascending.
///   - lengths: of the intervals, gaps included.
///   - limits: what the intervals should stay within; where they do not fit, they run over its end.
/// - Returns: the middles after the move: blocks of touching intervals stand at the mean of what they want.
func spread(_ wanted: [Double], lengths: [Double], within limits: ClosedRange<Double>? = nil) -> [Double] {
  struct Block {
    var first: Int
    var count: Int
    /// Sum of the wanted starts, each less what stands before it in the block.
    var sum: Double
    var length: Double
    var start: Double { sum / Double(count) }
  }
  var blocks: [Block] = []
  for i in wanted.indices {
    var block = Block(first: i, count: 1, sum: wanted[i] - lengths[i] / 2, length: lengths[i])
    while let last = blocks.last, last.start + last.length > block.start {
      blocks.removeLast()
      block = Block(
        first: last.first, count: last.count + block.count, sum: last.sum + block.sum - Double(block.count) * last.length,
        length: last.length + block.length)
    }
    blocks.append(block)
  }
  var result = wanted
  for block in blocks {
    var at = block.start
    for i in block.first..<(block.first + block.count) {
      result[i] = at + lengths[i] / 2
      at += lengths[i]
    }
  }
  return limits.map { held(result, lengths, within: $0) } ?? result
}

/// Pushes intervals that do not overlap back inside from the end, then from the start, which wins.
private func held(_ middles: [Double], _ lengths: [Double], within limits: ClosedRange<Double>) -> [Double] {
  var result = middles
  var end = limits.upperBound
  for i in result.indices.reversed() {
    result[i] = min(result[i], end - lengths[i] / 2)
    end = result[i] - lengths[i] / 2
  }
  var start = limits.lowerBound
  for i in result.indices {
    result[i] = max(result[i], start + lengths[i] / 2)
    start = result[i] + lengths[i] / 2
  }
  return result
}
