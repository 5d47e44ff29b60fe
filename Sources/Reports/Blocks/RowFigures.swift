import Diagnostics
import Geometry
import Layout
import Prose
import Specs

extension ReportBuilder {
  /// Blocks side by side. Figures with `fill: column` get the height of the tallest neighbour, so their pictures end on one line.
  mutating func row(_ row: RowSpec) -> [FlowItem] {
    let gap = row.gap?.resolve(against: frame.content.width, em: styles.em) ?? styles.theme.page.figureGutter
    let tracks = row.ratio.map { length -> Track in
      length.unit == .fr ? .fraction(length.value) : .points(length.resolve(against: frame.content.width, em: styles.em) ?? 0)
    }
    let widths = trackWidths(tracks, count: row.blocks.count, gap: gap, available: frame.content.width)
    if widths.contains(where: { $0 < 10 }) {
      findings.error("too-narrow", at: row.blocks.first?.keyRange ?? .detached, "the row leaves a block less than 10 pt of width")
      return []
    }
    var cells = [(any Block)?](repeating: nil, count: row.blocks.count)
    for (index, block) in row.blocks.enumerated() where !fillsColumn(block) {
      cells[index] = withStyle(of: block) { $0.cell(block, width: widths[index]) }
    }
    let height = zip(cells, widths).compactMap { pictureHeight(of: $0.0, width: $0.1) }.max()
    for (index, block) in row.blocks.enumerated() where fillsColumn(block) {
      cells[index] = withStyle(of: block) { $0.cell(block, width: widths[index], pictureHeight: height) }
    }
    let block = RowBlock(children: cells.map { $0 ?? SpacerBlock(height: 0) }, tracks: widths.map { .points($0) }, gap: gap)
    return [FlowItem(block, width: .full, spaceBefore: styles.figureSpace, spaceAfter: styles.figureSpace)]
  }

  private func fillsColumn(_ block: BlockSpec) -> Bool { block.figure?.fill == .column }

  private mutating func cell(_ block: BlockSpec, width: Double, pictureHeight: Double? = nil) -> (any Block)? {
    guard texts.holds(block.common.when, findings: &findings) else { return nil }
    let room = FigureRoom(width: width, height: frame.content.height, pictureHeight: pictureHeight)
    switch block.content {
    case .table(let table): return tableFigure(table, width: width)
    case .chart(let chart): return chartFigure(chart, room: room)
    case .map(let map): return mapFigure(map, room: room)
    case .markdown(let text): return stack(markdown(text, id: block.common.id))
    case .heading(let heading): return stack(self.heading(heading, id: block.common.id))
    case .note(let text): return stack(note(text))
    case .row, .grid, .callout, .image, .kpis, .toc, .page, .cover, .bibliography:
      findings.error("not-available", at: block.keyRange, "\"\(block.kind.rawValue)\" cannot stand in a row in this version")
      return nil
    }
  }

  /// Items of text one below the other, as one block.
  private func stack(_ items: [FlowItem]) -> StackBlock {
    var above = 0.0
    return StackBlock(
      items.enumerated().map { index, item in
        let space = index == 0 ? 0 : max(above, item.spaceBefore)
        above = item.spaceAfter
        return StackChild(item.block, spaceBefore: space)
      })
  }

  private func pictureHeight(of cell: (any Block)?, width: Double) -> Double? {
    guard let figure = cell as? FigureBlock else { return nil }
    return figure.picture.layout(in: .endless(width: width), from: .start).size.height
  }
}
