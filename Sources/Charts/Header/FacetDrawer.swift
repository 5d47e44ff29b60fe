import DataTables
import Diagnostics
import Geometry
import Inputs

/// Draws a facet: one cell a value, headers with the values, shared axes at the edges.
///
/// https://vega.github.io/vega-lite/docs/facet.html
struct FacetDrawer {
  let compilation: Compilation
  let drawer: ViewDrawer

  /// A row or column of cells with its place among the values.
  private struct Cell {
    var row: Value?
    var column: Value?
    var facet: Value?
  }

  func draw(_ model: FacetModel, rows: @escaping RowsOf, outer: Set<ObjectIdentifier>) -> PlacedGroup {
    let spec = model.spec
    let rowValues = spec.row.map { values($0, model.frame, in: model.child, rows) }, columnValues = spec.column.map { values($0, model.frame, in: model.child, rows) }
    var cells: [Cell] = []
    var columns = 1
    if let facet = spec.facet {
      let all = values(facet, model.frame, in: model.child, rows)
      cells = all.map { Cell(facet: $0) }
      columns = spec.columns ?? max(1, all.count)
    } else {
      for r in rowValues ?? [Value.null] { for c in columnValues ?? [Value.null] { cells.append(Cell(row: spec.row == nil ? nil : r, column: spec.column == nil ? nil : c)) } }
      columns = max(1, columnValues?.count ?? 1)
    }
    if cells.count > ChartLimits.views {
      compilation.findings.add(Diagnostic("too-many-views", kind: .limit, at: spec.common.node.range, "\(cells.count) cells are more than the limit of \(ChartLimits.views)"))
      cells = []
    }
    let shared = drawer.sharedLegends(model.scales, spec.common)
    let isPlot: Bool
    switch model.child {
    case .unit, .layer: isPlot = true
    case .facet, .concat: isPlot = false
    }
    let sharesX = isPlot && isShared(.x, spec.common), sharesY = isPlot && isShared(.y, spec.common)
    let rowOf = cellRows(model, rows)
    var placed: [PlacedGroup] = []
    var count = 0
    for cell in cells {
      let mine = restricted(rowOf, to: cell, spec)
      let drawn = drawCell(model, cell, mine, rows, outer.union(shared), sharesX, sharesY)
      placed.append(drawn)
      count += drawn.marks.count
      if isTooMuch(drawn, cells.count, columns, count) {
        compilation.exceed("too-large", at: spec.common.node.range, "\(cells.count) cells of \(Int(drawn.size.width)) by \(Int(drawn.size.height)) px are more than a chart can hold")
      }
      if compilation.excess != nil { break }
    }
    if compilation.excess != nil { return GroupLayout(compilation: compilation).place(PlotGroup(size: .zero)) }
    return assemble(model, cells, placed, columns, rows, shared.subtracting(outer), sharesX, sharesY, rowValues, columnValues)
  }

  /// Whether a chart with so many cells like this one goes past its limits: found at the first cell, not after the last.
  private func isTooMuch(_ cell: PlacedGroup, _ cells: Int, _ columns: Int, _ marks: Int) -> Bool {
    let across = Double(min(cells, columns)), down = (Double(cells) / Double(max(1, columns))).rounded(.up)
    return across * cell.size.width > ChartLimits.side || down * cell.size.height > ChartLimits.side || marks > ChartLimits.marks
  }

  private func isShared(_ channel: Channel, _ common: CommonSpec) -> Bool {
    common.resolution("scale", channel) != "independent" && common.resolution("axis", channel) != "independent"
  }

  // MARK: values and rows

  private func name(_ def: ChannelDef) -> String { def.isBinning ? def.rangeColumn : def.column }

  /// The values that have rows: inside another facet, rows in this cell of it.
  private func values(_ def: ChannelDef, _ frame: Frame, in model: ViewModel, _ rows: RowsOf) -> [Value] {
    let present = Set(model.units.flatMap { rows($0).main[name(def)].map(\.key) })
    var seen: Set<Value> = []
    let column = frame[name(def)]
    let all = column.filter { present.contains($0.key) && seen.insert($0.key).inserted }
    var keys: [Value: Value] = [:]
    var descending = false
    switch def.sort {
    case .none: return all
    case .unspecified, .ascending: break
    case .descending: descending = true
    case .values(let list):
      for value in all { keys[value] = .number(Double(list.firstIndex { $0.key == value.key } ?? list.count)) }
    case .field(let field, let op, let falls):
      descending = falls
      if let field, isLost(field, in: model) {
        let place = def.node["sort"]?.range ?? def.node.range
        compilation.findings.warning(
          "lost-sort", at: place, "the cells are aggregated without \"\(field)\", so they cannot be sorted by it and stand as their rows do",
          hint: "compute an order by joinaggregate, or name the values in their order")
        return all
      }
      let source = field.map { compilation.values(of: $0, in: frame) } ?? []
      for group in frame.grouped(by: [name(def)]) { keys[column[group[0]]] = reduce(op ?? (field == nil ? "count" : "min"), source, group) }
    case .encoding: break
    }
    if def.isBinning { for (range, start) in zip(column, frame[def.column]) where keys[range] == nil { keys[range] = start } }
    let order = stablySorted(Array(all.indices)) { ordering(keys[all[$0]] ?? all[$0], keys[all[$1]] ?? all[$1]) }
    let sorted = order.map { all[$0] }
    return descending ? sorted.reversed() : sorted
  }

  /// Whether the aggregation of the one plot in the cells drops a field, as Vega-Lite's does when it aggregates before it parts into cells.
  private func isLost(_ field: String, in child: ViewModel) -> Bool {
    guard case .unit(let unit) = child, unit.encoding.isAggregated else { return false }
    return !unit.main.has(field) && !unit.sortsByRows
  }

  private typealias CellRows = (Cell) -> RowsOf

  /// Rows of each unit by cell, computed once.
  private func cellRows(_ model: FacetModel, _ rows: @escaping RowsOf) -> [ObjectIdentifier: [[Value]: (main: [Int], raw: [Int])]] {
    let names = [model.spec.facet, model.spec.row, model.spec.column].compactMap { $0 }.map(name)
    var result: [ObjectIdentifier: [[Value]: (main: [Int], raw: [Int])]] = [:]
    for unit in model.child.units {
      let frames = rows(unit)
      var places: [[Value]: (main: [Int], raw: [Int])] = [:]
      let main = names.map { frames.main[$0] }, raw = names.map { frames.raw[$0] }
      for row in 0..<frames.main.count { places[main.map { $0[row].key }, default: ([], [])].main.append(row) }
      for row in 0..<frames.raw.count { places[raw.map { $0[row].key }, default: ([], [])].raw.append(row) }
      result[ObjectIdentifier(unit)] = places
    }
    return result
  }

  private func restricted(_ index: [ObjectIdentifier: [[Value]: (main: [Int], raw: [Int])]], to cell: Cell, _ spec: FacetSpec) -> (UnitModel) -> (main: [Int], raw: [Int]) {
    let key = [spec.facet == nil ? nil : cell.facet, spec.row == nil ? nil : cell.row, spec.column == nil ? nil : cell.column].compactMap { $0 }.map(\.key)
    return { unit in index[ObjectIdentifier(unit)]?[key] ?? ([], []) }
  }

  // MARK: cells

  private func drawCell(
    _ model: FacetModel, _ cell: Cell, _ mine: @escaping (UnitModel) -> (main: [Int], raw: [Int]), _ rows: @escaping RowsOf, _ outer: Set<ObjectIdentifier>,
    _ sharesX: Bool, _ sharesY: Bool
  ) -> PlacedGroup {
    let cellRows: RowsOf = { unit in
      let all = rows(unit), own = mine(unit)
      return (all.main.picking(own.main), all.raw.picking(own.raw))
    }
    let header = model.spec.facet.flatMap { def in cell.facet.map { headerTitle(def, $0, orient: .top) } } ?? nil
    switch model.child {
    case .unit, .layer:
      var builder = PlotBuilder(compilation: compilation, model: model.child, rows: cellRows)
      builder.outerScales = outer
      builder.factor = drawer.factor
      builder.axisParts = (sharesX ? .gridOnly : .all, sharesY ? .gridOnly : .all)
      builder.sharedRows = sharedRows(model, rows)
      builder.hasAxes = model.child.units.contains { !mine($0).main.isEmpty }
      var group = builder.build()
      group.title = header ?? TitleReader(compilation: compilation).read(model.child.common.title, isMulti: false)
      return GroupLayout(compilation: compilation, isCell: true).place(group)
    case .facet, .concat:
      var nested = drawer
      nested.sharedRows = sharedRows(model, rows)
      nested.titledOutside = Set([model.spec.row, model.spec.column].compactMap { $0?.channel })
      var inner = nested.draw(model.child, rows: cellRows, outer: outer)
      if let header {
        let title = TitleLayout(compilation: compilation).place(header, width: inner.bounds.x2, height: inner.bounds.y2, view: inner.bounds)
        inner.marks += title.marks
        inner.bounds.union(title.bounds)
      }
      return inner
    }
  }

  /// The rows that a scale looks at: those of the outermost facet that shares it.
  private func sharedRows(_ model: FacetModel, _ rows: @escaping RowsOf) -> (ScaleComponent) -> RowsOf? {
    let drawer = drawer
    return { component in drawer.sharedRows(component) ?? (model.scales.values.contains { $0 === component } ? rows : nil) }
  }

  // MARK: assembly

  private func assemble(
    _ model: FacetModel, _ cells: [Cell], _ placed: [PlacedGroup], _ columns: Int, _ rows: @escaping RowsOf, _ own: Set<ObjectIdentifier>,
    _ sharesX: Bool, _ sharesY: Bool, _ rowValues: [Value]?, _ columnValues: [Value]?
  ) -> PlacedGroup {
    let spec = model.spec
    let grid = drawer.grid(spec.common, config: "facet", columns: columns, align: "all")
    let isFlush = spec.common.node["bounds"]?.string == "flush"
    let boxes = placed.map { isFlush ? Bounds(0, 0, $0.size.width, $0.size.height) : $0.bounds }
    let places = grid.place(boxes)
    var group = PlotGroup(size: Size(width: 0, height: 0))
    var moved: [PlacedGroup] = []
    var box = Bounds()
    for (cell, p) in zip(placed, places) {
      let m = cell.moved(p.x, p.y)
      moved.append(m)
      box.union(m.bounds)
      group.views += m.views
    }
    var marks = moved.flatMap(\.marks)
    var all = box
    if !moved.isEmpty {
      let edges = TrellisEdges(compilation: compilation, cells: moved, places: places, columns: columns)
      let axes = sharedAxes(model, rows, sharesX, sharesY, size: moved[0].size)
      let titles = (
        rows: spec.row.map { def in (rowValues ?? []).map { headerTitle(def, $0, orient: .left) } }, columns: spec.column.map { def in (columnValues ?? []).map { headerTitle(def, $0, orient: .top) } })
      let trellis = edges.place(axes: axes, rowTitles: titles.rows, columnTitles: titles.columns)
      marks += trellis.marks
      all.union(trellis.bounds)
      var left = trellis.left, top = trellis.top
      if let def = spec.row, !drawer.titledOutside.contains(.row), var title = fieldTitleMark(def, isRow: true, within: model) {
        let b = title.bounds(compilation.ruler)
        title = title.moved(left - titleGap(def) - b.x2, roundHalfUp(box.y1 + 0.5 * box.height))
        all.union(title.bounds(compilation.ruler))
        marks.append(title)
        left = min(left, all.x1)
      }
      if let def = spec.column ?? spec.facet, spec.column == nil || !drawer.titledOutside.contains(.column), var title = fieldTitleMark(def, isRow: false, within: model) {
        let b = title.bounds(compilation.ruler)
        title = title.moved(roundHalfUp(box.x1 + 0.5 * box.width), top - titleGap(def) - b.y2)
        all.union(title.bounds(compilation.ruler))
        marks.append(title)
        top = min(top, all.y1)
      }
    }
    group.content = Drawing(marks: marks, bounds: all)
    group.trellis = all
    group.legends = drawer.sharedDrawings(model.child.units, own, rows, width: box.width)
    group.title = TitleReader(compilation: compilation).read(spec.common.title, isMulti: true)
    return GroupLayout(compilation: compilation).place(group)
  }

  /// The axes that stand once for a whole row or column.
  private func sharedAxes(_ model: FacetModel, _ rows: @escaping RowsOf, _ sharesX: Bool, _ sharesY: Bool, size: Size) -> [AxisDrawing] {
    var builder = PlotBuilder(compilation: compilation, model: model.child, rows: rows)
    builder.axisParts = (.withoutGrid, .withoutGrid)
    builder.factor = drawer.factor
    builder.sharedRows = drawer.sharedRows
    guard sharesX || sharesY else { return [] }
    let resolved = builder.resolve()
    return builder.axes(resolved).filter { $0.orient.isHorizontal ? sharesX : sharesY }
  }
}
