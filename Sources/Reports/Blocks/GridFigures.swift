import Diagnostics
import Geometry
import Layout
import Scene
import Specs

extension ReportBuilder {
  /// Blocks in named areas, as wide as `width`; rows that share the height divide `height`. Nil when it cannot be built.
  ///
  /// With `fit: page` the gaps and then the type shrink until the grid is no higher than `height`; what is higher even then is an
  /// error.
  mutating func gridBlock(_ spec: GridSpec, width: Double, height: Double) -> (any Block)? {
    guard spec.fit == .page else { return laidGrid(spec, width: width, height: height, gapScale: 1)?.asBlock }
    let before = self
    var excess = 0.0
    for (gapScale, typeScale) in [(1.0, 1.0), (0.75, 1.0), (0.5, 1.0), (0.5, 0.95), (0.5, 0.9), (0.5, 0.85)] {
      self = before
      styles = Styles(theme: before.styles.theme.scaled(by: typeScale), language: styles.language, words: words)
      let made = laidGrid(spec, width: width, height: height, gapScale: gapScale)
      styles = before.styles
      guard let made else { return nil }
      excess = made.size.height - height
      if excess <= 0.01 { return made.asBlock }
    }
    findings.error(
      "does-not-fit", at: spec.blocks.first?.name.range ?? .detached,
      "the grid is \(tenths(excess)) pt too high for the page, even with small gaps and type", hint: "give its blocks less height")
    return nil
  }

  /// The grid with its gaps times `gapScale`.
  private mutating func laidGrid(_ spec: GridSpec, width: Double, height: Double, gapScale: Double) -> GridBlock? {
    let gap = (spec.gap?.resolve(against: width, em: styles.em) ?? styles.theme.page.figureGutter) * gapScale
    let columns = columnWidths(spec, width: width, gap: gap)
    if let narrow = columns.firstIndex(where: { $0 < 10 }) {
      findings.error(
        "too-narrow", at: spec.blocks.first?.name.range ?? .detached,
        "column \(narrow + 1) of the grid has less than 10 pt of width")
      return nil
    }
    let areas = spec.cells.compactMap { cell -> GridArea? in
      spec.blocks.first { $0.name.text == cell.name }.map { GridArea(cell: cell, block: $0) }
    }
    let rows = spec.areas.indices.map { $0 < spec.rows.count ? spec.rows[$0] : .auto }
    var lines = GridLines(columns: columns, rows: rows, gap: gap)
    lines.takeFixedRows(height: height, em: styles.em)
    var made = [(any Block)?](repeating: nil, count: areas.count)
    // Figures that fill their area come last, when the heights of the others are known.
    for fills in [false, true] {
      for (index, area) in areas.enumerated() where (area.block.value.figure?.fill == .column) == fills {
        let room = fills ? lines.height(of: area.cell) : 0
        made[index] = gridCell(area.block.value, width: lines.width(of: area.cell), height: room > 0 ? room : height)
        if let block = made[index] { lines.stretch(area.cell, to: block) }
      }
      if !fills { lines.shareHeight(height) }
    }
    return placed(areas, made, lines)
  }

  private mutating func placed(_ areas: [GridArea], _ made: [(any Block)?], _ lines: GridLines) -> GridBlock {
    var grid = GridBlock(size: lines.size)
    for (area, block) in zip(areas, made) {
      guard let block else { continue }
      let rect = lines.rect(of: area.cell)
      let height = block.layout(in: .endless(width: rect.width), from: .start).size.height
      if height > rect.height + 0.01 {
        findings.error(
          "does-not-fit", at: area.block.name.range,
          "the block of the area \"\(area.cell.name)\" is \(tenths(height - rect.height)) pt too high for it",
          hint: "make its row higher, or auto")
      }
      grid.cells.append((block, rect))
    }
    return grid
  }

  private mutating func gridCell(_ block: BlockSpec, width: Double, height: Double) -> (any Block)? {
    guard texts.holds(block.common.when, findings: &findings) else {
      let others = block.common.otherwise.compactMap { gridCell($0, width: width, height: height) }
      return others.isEmpty ? nil : StackBlock(others.enumerated().map { StackChild($1, spaceBefore: $0 == 0 ? 0 : styles.grid) })
    }
    return withStyle(of: block) { $0.block(block, room: FigureRoom(width: width, height: height)) }
  }

  /// Fixed widths first, then `auto` columns as wide as their own blocks want to be, then shares of what is left.
  private func columnWidths(_ spec: GridSpec, width: Double, gap: Double) -> [Double] {
    let count = spec.columns.count
    let equal = max(1, (width - gap * Double(count - 1)) / Double(max(1, count)))
    let tracks = spec.columns.enumerated().map { index, size -> Track in
      switch size {
      case .length(let length):
        return length.unit == .fr ? .fraction(length.value) : .points(length.resolve(against: width, em: styles.em) ?? 0)
      case .auto: return .points(autoWidth(spec, column: index, most: equal))
      }
    }
    return trackWidths(tracks, count: count, gap: gap, available: width)
  }

  /// The widest of the blocks that stand in this column alone, between a tenth of `most` and `most`. They are built on trial:
  /// nothing that this counts or finds is kept.
  private func autoWidth(_ spec: GridSpec, column: Int, most: Double) -> Double {
    var trial = self
    let cells = spec.cells.filter { $0.columns == column...column }
    let widths = cells.compactMap { cell -> Double? in
      guard let block = spec.blocks.first(where: { $0.name.text == cell.name })?.value else { return nil }
      return trial.gridCell(block, width: most, height: frame.content.height)?.widthRange.upperBound
    }
    return min(most, max(most / 10, widths.max() ?? most))
  }
}

/// A number of points for a message.
private func tenths(_ value: Double) -> String { String((value * 10).rounded() / 10) }

private struct GridArea: Sendable {
  let cell: GridCell
  let block: Named<BlockSpec>
}
