import Geometry
import Layout
import Specs

/// The columns and rows of a grid in points.
struct GridLines {
  let columns: [Double]
  let sizes: [TrackSize]
  let gap: Double
  private(set) var rows: [Double]
  /// What cells that reach into rows with a share need at least.
  private var needs: [(cell: GridCell, height: Double)] = []

  /// - Parameters:
  ///   - height: what percentages of rows refer to.
  ///   - em: the size of running text.
  init(columns: [Double], rows: [TrackSize], gap: Double, height: Double, em: Double) {
    self.columns = columns
    sizes = rows
    self.gap = gap
    self.rows = rows.map { size in
      if case .length(let length) = size { length.resolve(against: height, em: em) ?? 0 } else { 0 }
    }
  }

  private func share(_ row: Int) -> Double {
    if case .length(let length) = sizes[row], length.unit == .fr { length.value } else { 0 }
  }

  /// True when a row of the cell takes a share of the height.
  func hasShare(_ cell: GridCell) -> Bool { cell.rows.contains { share($0) > 0 } }

  /// True when no row of the cell is as high as its blocks.
  func isSetByRows(_ cell: GridCell) -> Bool { !cell.rows.contains { sizes[$0] == .auto } }

  /// Makes the last `auto` row of the cell high enough for something of this height; rows with shares remember it.
  mutating func stretch(_ cell: GridCell, to height: Double) {
    if hasShare(cell) {
      needs.append((cell, height))
    } else if let row = cell.rows.last(where: { sizes[$0] == .auto }) {
      rows[row] += max(0, height - self.height(of: cell))
    }
  }

  /// Divides what fixed and `auto` rows leave of the height. A row that needs more than its share takes what it needs, and the others
  /// share the rest, so the rows together can be higher than `height`. Without a height a share is as high as the neediest row asks.
  mutating func shareHeight(_ height: Double?) {
    let least = leastHeights()
    guard let height else {
      let unit = rows.indices.filter { share($0) > 0 }.map { least[$0] / share($0) }.max() ?? 0
      for row in rows.indices where share(row) > 0 { rows[row] = unit * share(row) }
      return
    }
    var rest = height - gap * Double(max(0, rows.count - 1))
    for row in rows.indices where share(row) == 0 { rest -= rows[row] }
    var open = rows.indices.filter { share($0) > 0 }
    while !open.isEmpty {
      let unit = max(0, rest) / open.reduce(0) { $0 + share($1) }
      let needy = open.filter { least[$0] > unit * share($0) + 1e-9 }
      for row in needy.isEmpty ? open : needy {
        rows[row] = needy.isEmpty ? unit * share(row) : least[row]
        rest -= rows[row]
      }
      open.removeAll { needy.isEmpty || needy.contains($0) }
    }
  }

  /// What each row with a share must have: a cell's need beyond its other rows falls to the last of them.
  private func leastHeights() -> [Double] {
    var least = [Double](repeating: 0, count: rows.count)
    for need in needs {
      guard let last = need.cell.rows.last(where: { share($0) > 0 }) else { continue }
      var others = gap * Double(need.cell.rows.count - 1)
      for row in need.cell.rows where row != last { others += share(row) > 0 ? least[row] : rows[row] }
      least[last] = max(least[last], need.height - others)
    }
    return least
  }

  private func sum(_ sizes: [Double], _ range: ClosedRange<Int>) -> Double {
    sizes[range].reduce(0, +) + gap * Double(range.count - 1)
  }

  private func start(_ sizes: [Double], _ index: Int) -> Double { sizes[..<index].reduce(0) { $0 + $1 + gap } }

  func width(of cell: GridCell) -> Double { sum(columns, cell.columns) }
  func height(of cell: GridCell) -> Double { sum(rows, cell.rows) }

  func rect(of cell: GridCell) -> Rect {
    Rect(
      x: start(columns, cell.columns.lowerBound), y: start(rows, cell.rows.lowerBound), width: width(of: cell),
      height: height(of: cell))
  }

  var size: Size {
    func whole(_ sizes: [Double]) -> Double { sizes.reduce(0, +) + gap * Double(max(0, sizes.count - 1)) }
    return Size(width: whole(columns), height: whole(rows))
  }

  /// Lines in the middle of the gaps after columns, where different areas meet: x and the ends.
  func columnRules(_ areas: [[String]]) -> [(x: Double, from: Double, to: Double)] {
    columns.indices.dropLast().flatMap { column in
      stretches(rows, where: { areas[$0][column] != areas[$0][column + 1] }).map { stretch in
        (start(columns, column) + columns[column] + gap / 2, stretch.lowerBound, stretch.upperBound)
      }
    }
  }

  /// Lines in the middle of the gaps below rows, where different areas meet: y and the ends.
  func rowRules(_ areas: [[String]]) -> [(y: Double, from: Double, to: Double)] {
    rows.indices.dropLast().flatMap { row in
      stretches(columns, where: { areas[row][$0] != areas[row + 1][$0] }).map { stretch in
        (start(rows, row) + rows[row] + gap / 2, stretch.lowerBound, stretch.upperBound)
      }
    }
  }

  /// From where to where runs of tracks reach for which the test holds.
  private func stretches(_ sizes: [Double], where test: (Int) -> Bool) -> [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    var begin: Int?
    for index in 0...sizes.count {
      if index < sizes.count, test(index) {
        begin = begin ?? index
      } else if let first = begin {
        result.append(start(sizes, first)...(start(sizes, index - 1) + sizes[index - 1]))
        begin = nil
      }
    }
    return result
  }
}

/// A block in its area.
struct PlacedCell: Sendable {
  var block: any Block
  /// The area without the room around the content of a filled one.
  var rect: Rect
  /// The lines that it shares with its neighbours.
  var alignment = RowAlignment()
  var align = GridSpec.Align.top

  /// The block at the width of its area.
  func fragment() -> Fragment {
    let room = Region.endless(width: rect.width)
    return (block as? any AlignedBlock)?.layout(in: room, from: .start, alignment: alignment) ?? block.layout(in: room, from: .start)
  }
}

/// Blocks at the places of their areas. It is never parted.
struct GridBlock: Block {
  let size: Size
  var cells: [PlacedCell] = []
  var fills: [(rect: Rect, color: Color)] = []
  var rules: [(from: Point, to: Point, width: Double, color: Color)] = []

  init(size: Size) { self.size = size }

  var widthRange: ClosedRange<Double> { size.width...size.width }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var parts = SetParts()
    parts.bars = fills
    parts.rules = rules
    for cell in cells {
      let fragment = cell.fragment()
      let share =
        switch cell.align {
        case .top: 0.0
        case .center: 0.5
        case .bottom: 1.0
        }
      parts.blocks.add(fragment, at: cell.rect.origin.moved(0, max(0, cell.rect.height - fragment.size.height) * share))
    }
    return onePiece(parts, height: size.height, in: region, from: cursor, tag: nil)
  }
}

extension GridBlock: ContainerBlock {
  var inside: [any Block] {
    get { cells.map(\.block) }
    set { for (index, block) in zip(cells.indices, newValue) { cells[index].block = block } }
  }
}
