import Charts
import Diagnostics
import Geometry
import Layout
import Prose
import Specs

extension ReportBuilder {
  /// Blocks side by side. Figures with `fill: column` get the height of the tallest neighbour, so their pictures end on one
  /// line; charts of one height share the edges of their plots.
  ///
  /// - Parameter height: what figures without a size of their own fill; nil when they have their own.
  mutating func row(_ row: RowSpec, height: Double? = nil) -> (any Block)? {
    let gap = row.gap?.resolve(against: frame.content.width, em: styles.em) ?? styles.theme.page.figureGutter
    let tracks = row.ratio.map { length -> Track in
      length.unit == .fr ? .fraction(length.value) : .points(length.resolve(against: frame.content.width, em: styles.em) ?? 0)
    }
    let widths = trackWidths(tracks, count: row.blocks.count, gap: gap, available: frame.content.width)
    if widths.contains(where: { $0 < 10 }) {
      findings.error("too-narrow", at: row.blocks.first?.keyRange ?? .detached, "the row leaves a block less than 10 pt of width")
      return nil
    }
    var cells = cells(of: row, widths: widths, height: height)
    if row.align == .plot { alignPlots(of: row, cells: &cells, widths: widths) }
    var block = RowBlock(children: cells.map { $0 ?? SpacerBlock(height: 0) }, tracks: widths.map { .points($0) }, gap: gap)
    block.verticalShare = verticalShare(row.align)
    return block
  }

  private func verticalShare(_ align: RowSpec.Align) -> Double {
    switch align {
    case .top, .plot: 0
    case .center: 0.5
    case .bottom: 1
    }
  }

  private mutating func cells(of row: RowSpec, widths: [Double], height: Double?) -> [(any Block)?] {
    var cells = [(any Block)?](repeating: nil, count: row.blocks.count)
    for (index, block) in row.blocks.enumerated() where !fillsColumn(block) {
      guard height == nil || !block.takesHeight else { continue }
      cells[index] = cell(block, room: FigureRoom(width: widths[index], height: frame.content.height))
    }
    if let height {
      let filled = row.blocks.indices.filter { row.blocks[$0].takesHeight }
      let rooms = filled.map { FigureRoom(width: widths[$0], height: height, fills: true) }
      for (index, made) in zip(filled, filling(rooms) { $0.cell(row.blocks[filled[$1]], room: $2) }.made) { cells[index] = made }
      return cells
    }
    let height = zip(cells, widths).compactMap { pictureHeight(of: $0.0, width: $0.1) }.max()
    for (index, block) in row.blocks.enumerated() where fillsColumn(block) {
      cells[index] = cell(block, room: FigureRoom(width: widths[index], height: frame.content.height, pictureHeight: height))
    }
    return cells
  }

  /// Compiles charts of one height again where their plots begin or end at other heights than their neighbours'.
  private mutating func alignPlots(of row: RowSpec, cells: inout [(any Block)?], widths: [Double]) {
    let pictures = zip(cells, widths).map { ($0.0 as? FigureBlock)?.picture.layout(in: .endless(width: $0.1), from: .start) }
    let charts = row.blocks.indices.filter { row.blocks[$0].kind == .chart && pictures[$0]?.guides != nil }
    guard charts.count > 1 else { return }
    let heights = charts.map { pictures[$0]?.size.height ?? 0 }
    guard let height = heights.first, heights.allSatisfy({ abs($0 - height) < 0.5 }) else { return }
    let plots = charts.map { pictures[$0]?.guides?.plot ?? Rect(x: 0, y: 0, width: 0, height: 0) }
    let top = plots.map(\.y).max() ?? 0, bottom = plots.map(\.maxY).min() ?? 0
    for (index, plot) in zip(charts, plots) where top - plot.y > 0.2 || plot.maxY - bottom > 0.2 {
      var room = FigureRoom(width: widths[index], height: frame.content.height, pictureHeight: height)
      room.plotInset = PlotInset(top: top - plot.y, bottom: plot.maxY - bottom)
      cells[index] = cell(row.blocks[index], room: room)
    }
  }

  private func fillsColumn(_ block: BlockSpec) -> Bool { block.figure?.fill == .column }

  private mutating func cell(_ block: BlockSpec, room: FigureRoom) -> (any Block)? {
    guard shows(block) else {
      return stack(block.common.otherwise.compactMap { cell($0, room: room) })
    }
    return withStyle(of: block) { $0.block(block, room: room) }
  }

  /// Any block as one block of a given width: in a row, a grid, a callout or the margin.
  mutating func block(_ block: BlockSpec, room: FigureRoom) -> (any Block)? {
    switch block.content {
    case .table(let table): return tableFigure(table, width: room.width)
    case .chart(let chart): return chartFigure(chart, room: room)
    case .map(let map): return mapFigure(map, room: room)
    case .markdown(let text): return stack(ragged(in: room) { $0.markdown(text) })
    case .heading(let heading): return stack(self.heading(heading, id: block.common.id))
    case .note(let text): return room.isMargin ? marginNote(text) : stack(note(text))
    case .row(let row): return narrowed(to: room) { $0.row(row, height: room.fills ? room.height : nil) }
    case .callout(let callout): return self.callout(callout, width: room.width)
    case .pull(let pull): return self.pull(pull)
    case .kpis(let kpis): return kpiStrip(kpis, width: room.width)
    case .toc(let list): return contents(list, width: room.width)
    case .grid(let grid): return gridBlock(grid, room: room)
    case .rule(let width): return line(width, column: nil).block
    case .page, .cover, .columns, .break, .space, .endnotes:
      findings.error("misplaced-block", at: block.keyRange, "\"\(block.kind.rawValue)\" stands in the body only, not inside another block")
      return nil
    case .each: return nil
    case .bibliography(let list): return stack(bibliographyItems(list, at: block.keyRange))
    case .image(let image): return imageFigure(block, image, room: room, page: nil)
    }
  }

  /// Runs `body` with running text ragged where the lines are too short to be justified: below 26 em, about 50 letters.
  private mutating func ragged<T>(in room: FigureRoom, _ body: (inout ReportBuilder) -> T) -> T {
    guard room.width < 26 * styles.em else { return body(&self) }
    let before = styles
    var patch = RoleStylePatch()
    patch.align = .left
    styles = Styles(
      theme: before.theme.with([Named(name: Name(TextRole.body.rawValue), value: patch)], findings: &findings), language: before.language,
      words: words)
    let result = body(&self)
    styles = before
    return result
  }

  /// Builds with the frame's content as wide as the room, for blocks that divide it.
  mutating func narrowed<T>(to room: FigureRoom, _ body: (inout ReportBuilder) -> T) -> T {
    let before = frame
    frame.content.width = room.width
    frame.textWidth = min(frame.textWidth, room.width)
    let result = body(&self)
    frame = before
    return result
  }

  /// Items of text one below the other, as one block.
  func stack(_ items: [FlowItem]) -> StackBlock {
    var above = 0.0
    return StackBlock(
      items.enumerated().map { index, item in
        let space = index == 0 ? 0 : max(above, item.spaceBefore)
        above = item.spaceAfter
        return StackChild(item.block, spaceBefore: space)
      })
  }

  private func stack(_ blocks: [any Block]) -> (any Block)? {
    blocks.isEmpty ? nil : StackBlock(blocks.enumerated().map { StackChild($0.element, spaceBefore: $0.offset == 0 ? 0 : styles.grid) })
  }

  private func pictureHeight(of cell: (any Block)?, width: Double) -> Double? {
    guard let figure = cell as? FigureBlock else { return nil }
    return figure.picture.layout(in: .endless(width: width), from: .start).size.height
  }
}
