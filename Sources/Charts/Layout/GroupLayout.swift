import Geometry
import Inputs

/// A view before its axes, legends and title are placed: marks are relative to the top left of the plot.
struct PlotGroup {
  var size: Size
  var background: [Mark] = []
  var axes: [AxisDrawing] = []
  var content = Drawing()
  /// Cells, with everything around them.
  var legends: [LegendDrawing] = []
  var title: TitleSpec?
  /// Plot areas relative to this group.
  var views: [Rect] = []
  /// Bounds that count as those of axes: headers of a trellis.
  var trellis: Bounds?
  var isClipped = false
}

/// A group with everything placed.
struct PlacedGroup {
  var size: Size
  var marks: [Mark]
  var bounds: Bounds
  var views: [Rect]

  func moved(_ dx: Double, _ dy: Double) -> PlacedGroup {
    PlacedGroup(size: size, marks: marks.map { $0.moved(dx, dy) }, bounds: bounds.moved(dx, dy), views: views.map { $0.moved(dx, dy) })
  }
}

/// Places axes, legends and title around a plot, as Vega's view layout does. https://vega.github.io/vega/docs/layout/
struct GroupLayout {
  let compilation: Compilation
  /// Legends beside a plot of stated outer size do not shrink it across.
  var isFit = false
  /// A view inside a grid takes room for its outline.
  var isCell = false

  func place(_ group: PlotGroup) -> PlacedGroup {
    let width = group.size.width, height = group.size.height
    var view = Bounds(0, 0, width, height)
    var xBounds = view, yBounds = view
    for axis in group.axes {
      if axis.orient == .left || axis.orient == .right { xBounds.union(axis.bounds) } else { yBounds.union(axis.bounds) }
    }
    if let trellis = group.trellis {
      xBounds.union(trellis)
      yBounds.union(trellis)
    }
    if !group.isClipped { view.union(group.content.bounds) }
    var marks = group.background
    for axis in group.axes where !axis.isInFront { marks += axis.grid }
    for axis in group.axes where !axis.isInFront { marks += axis.marks }
    marks += group.content.marks
    for axis in group.axes where axis.isInFront { marks += axis.grid + axis.marks }
    for (legend, at) in placeLegends(group.legends, xBounds, yBounds, width, height) {
      marks += legend.marks.map { $0.moved(at.x, at.y) }
      let box = Bounds(at.x, at.y, at.x + legend.size.width, at.y + legend.size.height)
      if isFit {
        if legend.orient == "left" || legend.orient == "right" {
          view.x1 = min(view.x1, box.x1)
          view.x2 = max(view.x2, box.x2)
        } else if legend.orient == "top" || legend.orient == "bottom" {
          view.y1 = min(view.y1, box.y1)
          view.y2 = max(view.y2, box.y2)
        }
      } else {
        view.union(box)
      }
    }
    view.union(xBounds)
    view.union(yBounds)
    if let title = group.title {
      let placed = TitleLayout(compilation: compilation).place(title, width: width, height: height, view: view)
      marks += placed.marks
      view.union(placed.bounds)
    }
    let outline = isCell ? group.background.map(\.style.overhang).max() ?? 0 : 0
    if outline > 0 { view.union(Bounds(0, 0, width, height).expanded(outline)) }
    return PlacedGroup(size: group.size, marks: marks, bounds: view, views: group.views)
  }

  private static let orients = ["left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"]

  private func placeLegends(_ legends: [LegendDrawing], _ xb: Bounds, _ yb: Bounds, _ w: Double, _ h: Double) -> [(LegendDrawing, Point)] {
    var result: [(LegendDrawing, Point)] = legends.compactMap { legend in legend.place.map { (legend, $0) } }
    for orient in Self.orients {
      let mine = legends.filter { $0.orient == orient && $0.place == nil }
      if !mine.isEmpty { result += place(mine, orient, xb, yb, Size(width: w, height: h)) }
    }
    return result
  }

  private func place(_ legends: [LegendDrawing], _ orient: String, _ xb: Bounds, _ yb: Bounds, _ size: Size) -> [(LegendDrawing, Point)] {
    let config = compilation.config
    let layout = config.node("legend", "layout")
    func setting(_ key: String) -> TreeNode? { layout?[orient]?[key] ?? layout?[key] }
    let fallback = setting("offset")?.number ?? config.number("legend", "offset") ?? 18
    let offset = legends.compactMap(\.offset).max() ?? fallback
    let isVertical = setting("direction")?.string.map { $0 == "vertical" } ?? !(orient == "top" || orient == "bottom")
    var grid = GridLayout(columns: isVertical ? 1 : legends.count)
    let margin = setting("margin")?.number ?? 8
    grid.padding = Size(width: margin, height: margin)
    grid.alignColumns = .each
    grid.alignRows = .each
    grid.centerColumns = setting("center")?.bool ?? false
    grid.centerRows = grid.centerColumns
    let boxes = legends.map { Bounds(0, 0, $0.size.width, $0.size.height) }
    let places = grid.place(boxes)
    var all = Bounds()
    for (box, p) in zip(boxes, places) { all.union(box.moved(p.x, p.y)) }
    let anchor = setting("anchor")?.string ?? "start"
    let mult = anchor == "end" ? 1.0 : anchor == "middle" ? 0.5 : 0
    var x = 0.0, y = 0.0
    func along(_ extent: Double) -> Double { anchor == "end" ? -extent : anchor == "middle" ? -extent / 2 : 0 }
    switch orient {
    case "left": (x, y) = (xb.x1.rounded(.down) - offset - all.width, mult * size.height + along(all.height))
    case "right": (x, y) = (xb.x2.rounded(.up) + offset, mult * size.height + along(all.height))
    case "top": (x, y) = (mult * size.width + along(all.width), yb.y1.rounded(.down) - offset - all.height)
    case "bottom": (x, y) = (mult * size.width + along(all.width), yb.y2.rounded(.up) + offset)
    case "top-left": (x, y) = (offset, offset)
    case "top-right": (x, y) = (size.width - offset - all.width, offset)
    case "bottom-left": (x, y) = (offset, size.height - offset - all.height)
    default: (x, y) = (size.width - offset - all.width, size.height - offset - all.height)
    }
    x = roundHalfUp(x)
    y = roundHalfUp(y)
    return zip(legends, places).map { ($0, Point(x: x + $1.x, y: y + $1.y)) }
  }
}
