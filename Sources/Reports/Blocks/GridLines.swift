import Geometry
import Layout
import Specs

/// The columns and rows of a grid in points.
struct GridLines {
  let columns: [Double]
  let sizes: [TrackSize]
  let gap: Double
  private(set) var rows: [Double]

  init(columns: [Double], rows: [TrackSize], gap: Double) {
    self.columns = columns
    sizes = rows
    self.gap = gap
    self.rows = rows.map { _ in 0 }
  }

  mutating func takeFixedRows(height: Double, em: Double) {
    for (index, size) in sizes.enumerated() {
      if case .length(let length) = size, length.unit != .fr { rows[index] = length.resolve(against: height, em: em) ?? 0 }
    }
  }

  private func isAuto(_ row: Int) -> Bool { sizes[row] == .auto }

  private func share(_ row: Int) -> Double {
    if case .length(let length) = sizes[row], length.unit == .fr { length.value } else { 0 }
  }

  /// Makes the last `auto` row of the cell high enough for its block; a cell that reaches into a row with a share needs no more.
  mutating func stretch(_ cell: GridCell, to block: any Block) {
    guard !cell.rows.contains(where: { share($0) > 0 }), let row = cell.rows.last(where: { isAuto($0) }) else { return }
    let height = block.layout(in: .endless(width: width(of: cell)), from: .start).size.height
    rows[row] += max(0, height - self.height(of: cell))
  }

  /// Divides what fixed and `auto` rows leave of the height.
  mutating func shareHeight(_ height: Double) {
    let shares = sizes.indices.reduce(0) { $0 + share($1) }
    guard shares > 0 else { return }
    let taken = gap * Double(max(0, rows.count - 1)) + rows.reduce(0, +)
    for row in rows.indices where share(row) > 0 { rows[row] = max(0, height - taken) * share(row) / shares }
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
}

/// Blocks at the places of their areas. It is never parted.
struct GridBlock: Block {
  let size: Size
  var cells: [(block: any Block, rect: Rect)] = []

  init(size: Size) { self.size = size }

  var widthRange: ClosedRange<Double> { size.width...size.width }

  /// Contents inside need the page numbers of the plan.
  var asBlock: any Block {
    cells.contains { $0.block is any PageDependentBlock } ? PageDependentGrid(grid: self) : self
  }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var parts = SetParts()
    for cell in cells {
      let room = Region(width: cell.rect.width, height: 1e9)
      parts.blocks.add(cell.block.layout(in: room, from: .start), at: cell.rect.origin)
    }
    return onePiece(parts, height: size.height, in: region, from: cursor, tag: nil)
  }
}

private struct PageDependentGrid: PageDependentBlock {
  let grid: GridBlock

  var widthRange: ClosedRange<Double> { grid.widthRange }

  func layout(in region: Region, from cursor: Cursor) -> Fragment { grid.layout(in: region, from: cursor) }

  func resolved(in index: PageIndex) -> any Block {
    var grid = grid
    for cell in grid.cells.indices {
      if let block = grid.cells[cell].block as? any PageDependentBlock { grid.cells[cell].block = block.resolved(in: index) }
    }
    return grid
  }
}
