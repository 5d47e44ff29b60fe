import DataTables
import Diagnostics
import Geometry
import Inputs

/// Draws a tree of views: plots, facets, concats, each with its legends and title.
struct ViewDrawer {
  let compilation: Compilation
  var isFit = false
  var isCell = false
  /// The facet channels whose titles an outer facet shows together with its own.
  var titledOutside: Set<Channel> = []
  /// The rows of scales that outer facets share among their cells.
  var sharedRows: (ScaleComponent) -> RowsOf? = { _ in nil }
  /// By what the sizes of the plots are multiplied; see `PlotBuilder.factor`.
  var factor = Size(width: 1, height: 1)

  /// - Parameter outer: scales whose legends an outer view draws.
  func draw(_ model: ViewModel, rows: @escaping RowsOf, outer: Set<ObjectIdentifier> = [], width: Double? = nil, height: Double? = nil) -> PlacedGroup {
    switch model {
    case .unit, .layer:
      var builder = PlotBuilder(compilation: compilation, model: model, rows: rows)
      builder.outerScales = outer
      builder.factor = factor
      builder.sharedRows = sharedRows
      builder.width = width
      builder.height = height
      var group = builder.build()
      group.title = TitleReader(compilation: compilation).read(model.common.title, isMulti: false)
      return GroupLayout(compilation: compilation, isFit: isFit, isCell: isCell).place(group)
    case .concat(let concat): return draw(concat, rows: rows, outer: outer)
    case .facet(let facet): return FacetDrawer(compilation: compilation, drawer: self).draw(facet, rows: rows, outer: outer)
    }
  }

  private func draw(_ model: ConcatModel, rows: @escaping RowsOf, outer: Set<ObjectIdentifier>) -> PlacedGroup {
    let shared = sharedLegends(model.scales, model.common)
    var inner = self
    inner.isCell = true
    let cells = model.children.map { inner.draw($0, rows: rows, outer: outer.union(shared)) }
    let grid = self.grid(model.common, config: "concat", columns: model.columns ?? max(1, cells.count), align: "each")
    let isFlush = (model.common.node["bounds"]?.string) == "flush"
    let places = grid.place(cells.map { isFlush ? Bounds(0, 0, $0.size.width, $0.size.height) : $0.bounds })
    var group = PlotGroup(size: Size(width: 0, height: 0))
    var box = Bounds()
    for (cell, p) in zip(cells, places) {
      let placed = cell.moved(p.x, p.y)
      group.content.marks += placed.marks
      group.views += placed.views
      box.union(placed.bounds)
    }
    group.trellis = box
    group.content.bounds = box
    let own = shared.subtracting(outer)
    group.legends = sharedDrawings(model.children.flatMap(\.units), own, rows, width: box.width)
    group.title = TitleReader(compilation: compilation).read(model.common.title, isMulti: true)
    return GroupLayout(compilation: compilation, isFit: isFit).place(group)
  }

  /// The scales whose one legend stands outside all cells.
  func sharedLegends(_ scales: [Channel: ScaleComponent], _ common: CommonSpec) -> Set<ObjectIdentifier> {
    Set(LegendCollector.channels.compactMap { channel in
      guard let component = scales[channel], common.resolution("legend", channel) != "independent" else { return nil }
      return ObjectIdentifier(component)
    })
  }

  /// - Parameter width: of all cells together, in pixels.
  func sharedDrawings(_ units: [UnitModel], _ own: Set<ObjectIdentifier>, _ rows: @escaping RowsOf, width: Double) -> [LegendDrawing] {
    guard !own.isEmpty else { return [] }
    let resolver = ScaleResolver(compilation: compilation, rows: rows)
    // Gradients are as long as the first plot that they explain, within limits.
    let lead = units.first { unit in unit.scales.values.contains { own.contains(ObjectIdentifier($0)) } }
    let view = lead.map { PlotBuilder(compilation: compilation, model: .unit($0), rows: rows).resolve().size } ?? Size(width: 200, height: 200)
    var collector = LegendCollector(compilation: compilation, units: units, view: view)
    collector.only = own
    collector.wrapWidth = width
    return collector.drawings { component in
      let unit = component.lead.unit
      var builder = PlotBuilder(compilation: compilation, model: .unit(unit), rows: rows)
      builder.outerScales = []
      let resolved = builder.resolve()
      return resolved.scales[ObjectIdentifier(component)] ?? resolver.resolve(component, range: ScaleRange(width: 200, height: 200))
    }
  }

  func grid(_ common: CommonSpec, config name: String, columns: Int, align fallback: String) -> GridLayout {
    var grid = GridLayout(columns: columns)
    let spacing = common.node["spacing"]
    let standard = compilation.config.number(name, "spacing") ?? 20
    grid.padding = Size(
      width: spacing?.number ?? spacing?["column"]?.number ?? standard, height: spacing?.number ?? spacing?["row"]?.number ?? standard)
    let align = common.node["align"]
    func read(_ key: String) -> GridLayout.Alignment { GridLayout.Alignment(rawValue: align?.string ?? align?[key]?.string ?? fallback) ?? .each }
    grid.alignColumns = read("column")
    grid.alignRows = read("row")
    let center = common.node["center"]
    grid.centerColumns = center?.bool ?? center?["column"]?.bool ?? false
    grid.centerRows = center?.bool ?? center?["row"]?.bool ?? false
    return grid
  }
}
