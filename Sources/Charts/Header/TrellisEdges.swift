import Geometry

/// Places headers and shared axes along the edges of a grid of cells, as Vega's trellis layout does.
struct TrellisEdges {
  let compilation: Compilation
  let cells: [PlacedGroup]
  let places: [Point]
  let columns: Int

  struct Placed {
    var marks: [Mark] = []
    var bounds = Bounds()
    /// The outer edge of row headers and of column headers.
    var left = 0.0
    var top = 0.0
  }

  private var rowCount: Int { (cells.count + columns - 1) / columns }

  func place(axes: [AxisDrawing], rowTitles: [TitleSpec?]?, columnTitles: [TitleSpec?]?) -> Placed {
    var result = Placed()
    let size = cells[0].size
    let left = edge { $0.x1 }.rounded(.down), top = edge { $0.y1 }.rounded(.down)
    let right = farEdge { $0.x2 }.rounded(.up), bottom = farEdge { $0.y2 }.rounded(.up)
    result.left = left
    result.top = top
    for row in 0..<rowCount {
      let i = row * columns
      guard i < cells.count else { break }
      let isGrid = cells[i].size == .zero, bounds = cells[i].bounds
      let down = isGrid ? bounds.height : cells[i].size.height
      let y = isGrid ? bounds.y1 : places[i].y
      var group = PlotGroup(size: Size(width: 0, height: down))
      group.axes = axes.filter { $0.orient == .left }
      if let titles = rowTitles, row < titles.count, let title = titles[row], title.orient == .left { group.title = title }
      add(group, at: Point(x: left, y: y), &result)
      var far = PlotGroup(size: Size(width: 0, height: down))
      far.axes = axes.filter { $0.orient == .right }.map { moved($0, -size.width, 0) }
      if let titles = rowTitles, row < titles.count, let title = titles[row], title.orient == .right { far.title = title }
      add(far, at: Point(x: right, y: y), &result)
    }
    for column in 0..<min(columns, cells.count) {
      // A cell that is itself a grid has its header over all that stands in it.
      let isGrid = cells[column].size == .zero, bounds = cells[column].bounds
      let across = isGrid ? bounds.width : cells[column].size.width
      let x = isGrid ? bounds.x1 : places[column].x
      var group = PlotGroup(size: Size(width: across, height: 0))
      group.axes = axes.filter { $0.orient == .top }
      if let titles = columnTitles, column < titles.count, let title = titles[column], title.orient == .top { group.title = title }
      add(group, at: Point(x: x, y: top), &result)
      var foot = PlotGroup(size: Size(width: across, height: 0))
      foot.axes = axes.filter { $0.orient == .bottom }.map { moved($0, 0, -size.height) }
      if let titles = columnTitles, column < titles.count, let title = titles[column], title.orient == .bottom { foot.title = title }
      add(foot, at: Point(x: x, y: bottom), &result)
    }
    result.left = min(result.left, result.bounds.isEmpty ? left : result.bounds.x1.rounded(.down))
    result.top = min(result.top, result.bounds.isEmpty ? top : result.bounds.y1.rounded(.down))
    return result
  }

  private func moved(_ axis: AxisDrawing, _ dx: Double, _ dy: Double) -> AxisDrawing {
    var a = axis
    a.marks = axis.marks.map { $0.moved(dx, dy) }
    a.bounds = axis.bounds.moved(dx, dy)
    return a
  }

  private func add(_ group: PlotGroup, at p: Point, _ result: inout Placed) {
    if group.axes.isEmpty, group.title == nil { return }
    let placed = GroupLayout(compilation: compilation).place(group).moved(p.x, p.y)
    result.marks += placed.marks
    result.bounds.union(placed.bounds)
  }

  private func edge(_ side: (Bounds) -> Double) -> Double { min(0, cells.map { side($0.bounds) }.min() ?? 0) }
  private func farEdge(_ side: (Bounds) -> Double) -> Double { max(0, cells.map { side($0.bounds) }.max() ?? 0) }
}
