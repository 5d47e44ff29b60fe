import Geometry

/// Places boxes in rows and columns as Vega's grid layout does. https://vega.github.io/vega/docs/layout/
struct GridLayout {
  enum Alignment: String { case all, each, none }

  var columns: Int
  var padding = Size(width: 0, height: 0)
  var alignColumns = Alignment.none
  var alignRows = Alignment.none
  var centerColumns = false
  var centerRows = false

  init(columns: Int) { self.columns = max(1, columns) }

  /// The distance by which each box moves.
  func place(_ boxes: [Bounds]) -> [Point] {
    let n = boxes.count
    guard n > 0 else { return [] }
    let rows = (n + columns - 1) / columns
    let safe = boxes.map { $0.isEmpty ? Bounds(0, 0, 0, 0) : $0 }
    var xExtent = [Double](repeating: 0, count: columns), yExtent = [Double](repeating: 0, count: rows)
    var xOffset = [Double](repeating: 0, count: n), yOffset = xOffset
    for (i, b) in safe.enumerated() {
      let c = i % columns, r = i / columns
      xExtent[c] = max(xExtent[c], b.x2.rounded(.up))
      yExtent[r] = max(yExtent[r], b.y2.rounded(.up))
      xOffset[i] = c == 0 ? 0 : padding.width + before(b.x1)
      yOffset[i] = r == 0 ? 0 : padding.height + before(b.y1)
    }
    let xMax = xExtent.max() ?? 0, yMax = yExtent.max() ?? 0
    align(&xOffset, alignColumns, group: { $0 % columns }, count: columns, extent: xExtent, most: xMax)
    align(&yOffset, alignRows, group: { $0 / columns }, count: rows, extent: yExtent, most: yMax)
    var result = [Point](repeating: .zero, count: n)
    for i in 0..<n {
      result[i].x = xOffset[i] + (i % columns > 0 ? result[i - 1].x : 0)
      result[i].y = yOffset[i] + (i >= columns ? result[i - columns].y : 0)
    }
    for i in 0..<n {
      if centerColumns, alignColumns != .none, rows > 1 {
        let room = (alignColumns == .all ? xMax : xExtent[i % columns]) - safe[i].x2
        if room > 0 { result[i].x += room / 2 }
      }
      if centerRows, alignRows != .none, columns != 1 {
        let room = (alignRows == .all ? yMax : yExtent[i / columns]) - safe[i].y2
        if room > 0 { result[i].y += room / 2 }
      }
    }
    return result
  }

  private func before(_ v: Double) -> Double { v < 0 ? (-v).rounded(.up) : 0 }

  /// Turns offsets into distances from the box before: shared by a whole row or column, by all, or each its own.
  private func align(_ offsets: inout [Double], _ alignment: Alignment, group: (Int) -> Int, count: Int, extent: [Double], most: Double) {
    let later = offsets.indices.filter { group($0) > 0 }
    switch alignment {
    case .none: for i in later { offsets[i] += extent[group(i) - 1] }
    case .each:
      var widest = [Double](repeating: 0, count: count)
      for i in later { widest[group(i)] = max(widest[group(i)], offsets[i]) }
      for i in later { offsets[i] = widest[group(i)] + extent[group(i) - 1] }
    case .all:
      let widest = later.map { offsets[$0] }.max() ?? 0
      for i in later { offsets[i] = widest + most }
    }
  }
}
