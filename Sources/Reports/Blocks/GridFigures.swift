import Diagnostics
import Geometry
import Layout
import Scene
import Specs

extension ReportBuilder {
  /// Blocks in named areas. Nil when it cannot be built.
  ///
  /// With `fit: page`, or in a room whose height it fills, rows with shares divide the height; gaps and then the type shrink until
  /// everything fits. What does not fit even then is an error that names its area.
  mutating func gridBlock(_ spec: GridSpec, room: FigureRoom) -> (any Block)? {
    guard spec.fit == .page || room.fills else {
      guard let made = laidGrid(spec, room: room, height: nil, gapScale: 1) else { return nil }
      for excess in made.tooHigh { report(excess) }
      return made.grid
    }
    let before = self
    var height = room.height
    var last: LaidGrid?
    for (gapScale, typeScale) in gridScales {
      self = before
      styles = Styles(theme: before.styles.theme.scaled(by: typeScale), language: styles.language, words: words)
      let made = laidGrid(spec, room: room, height: height, gapScale: gapScale)
      styles = before.styles
      guard let made else { return nil }
      // The notes of its texts take their room at the foot of the same page.
      height = room.height - noteHeight(of: made.grid)
      last = made
      if made.excess(over: height) <= 0.01, made.tooHigh.isEmpty { return made.grid }
    }
    if let last { report(last, over: height, of: spec) }
    return nil
  }

  /// The grid with its gaps times `gapScale`.
  /// - Parameter height: what its rows divide; nil when they are as high as their blocks.
  private mutating func laidGrid(_ spec: GridSpec, room: FigureRoom, height: Double?, gapScale: Double) -> LaidGrid? {
    let width = room.width
    let gap = (spec.gap?.resolve(against: width, em: styles.em) ?? styles.theme.page.figureGutter) * gapScale
    let columns = columnWidths(spec, width: width, gap: gap)
    let name = spec.blocks.first?.name.range ?? .detached
    if let narrow = columns.firstIndex(where: { $0 < 10 }) {
      findings.error("too-narrow", at: name, "column \(narrow + 1) of the grid has less than 10 pt of width")
      return nil
    }
    let rows = spec.areas.indices.map { $0 < spec.rows.count ? spec.rows[$0] : .auto }
    var lines = GridLines(columns: columns, rows: rows, gap: gap, height: height ?? room.height, em: styles.em)
    var areas = gridAreas(of: spec, lines: lines, isDefinite: height != nil)
    // What fills its area comes last, when the heights of the others are known.
    for index in areas.indices where !areas[index].fills {
      areas[index].made = gridCell(areas[index].block.value, room: FigureRoom(width: areas[index].width(in: lines), height: room.height))
    }
    let common = alignments(of: areas, lines: lines)
    // Areas of one row first: what a taller area needs beyond its rows is known then.
    let order = areas.indices.sorted { (areas[$0].cell.rows.count, $0) < (areas[$1].cell.rows.count, $1) }
    for (index, area) in order.map({ ($0, areas[$0]) }) {
      areas[index].alignment = common[area.cell.rows] ?? RowAlignment()
      let needed = area.fills ? styles.grid * GridArea.leastLines : areas[index].height(in: lines)
      lines.stretch(area.cell, to: needed + 2 * area.inset)
    }
    lines.shareHeight(height)
    for rows in Set(areas.filter(\.fills).map(\.cell.rows)).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      fill(&areas, in: rows, lines: lines)
    }
    return placed(areas, lines, spec: spec)
  }

  /// Builds what fills its areas in these rows. Figures side by side there share the lines where their pictures begin and end.
  private mutating func fill(_ areas: inout [GridArea], in rows: ClosedRange<Int>, lines: GridLines) {
    let indices = areas.indices.filter { areas[$0].fills && areas[$0].cell.rows == rows }
    let rooms = indices.map { index in
      FigureRoom(
        width: areas[index].width(in: lines), height: lines.height(of: areas[index].cell) - 2 * areas[index].inset, fills: true)
    }
    let blocks = indices.map { areas[$0].block.value }
    let (made, alignment) = filling(rooms) { $0.gridCell(blocks[$1], room: $2) }
    for (index, block) in zip(indices, made) { (areas[index].made, areas[index].alignment) = (block, alignment) }
  }

  private mutating func gridAreas(of spec: GridSpec, lines: GridLines, isDefinite: Bool) -> [GridArea] {
    spec.cells.compactMap { cell in
      guard let block = spec.blocks.first(where: { $0.name.text == cell.name }) else { return nil }
      var area = GridArea(cell: cell, block: block)
      area.fills = lines.isSetByRows(cell) && (isDefinite || !lines.hasShare(cell)) && block.value.takesHeight
      area.fill = spec.fills.first { $0.name.text == cell.name }.flatMap { setting in
        styles.theme.checkColor(setting.value, &findings)
        return styles.theme.color(setting.value)
      }
      area.inset = area.fill == nil ? 0 : styles.grid * 0.75
      area.align = spec.align[cell.name]
      return area
    }
  }

  /// The lines that figures in the same rows share.
  private func alignments(of areas: [GridArea], lines: GridLines) -> [ClosedRange<Int>: RowAlignment] {
    var result: [ClosedRange<Int>: RowAlignment] = [:]
    for area in areas where area.fill == nil && area.align == .top {
      guard let parts = (area.made as? any AlignedBlock)?.parts(width: area.width(in: lines)) else { continue }
      result[area.cell.rows] = result[area.cell.rows]?.union(parts) ?? parts
    }
    return result
  }

  private func placed(_ areas: [GridArea], _ lines: GridLines, spec: GridSpec) -> LaidGrid {
    var laid = LaidGrid(grid: GridBlock(size: lines.size))
    let rule = styles.theme.rule(.divider)
    for area in areas {
      let rect = lines.rect(of: area.cell)
      if let fill = area.fill { laid.grid.fills.append((rect, fill)) }
      guard let block = area.made else { continue }
      let inner = rect.inset(by: Insets(top: area.inset, right: area.inset, bottom: area.inset, left: area.inset))
      let cell = PlacedCell(block: block, rect: inner, alignment: area.alignment, align: area.align)
      let height = cell.fragment().size.height
      laid.heights.append((area.block.name, height))
      if height > inner.height + 0.01 { laid.tooHigh.append((area.block.name, height - inner.height)) }
      laid.grid.cells.append(cell)
    }
    if spec.rules == .columns || spec.rules == .both {
      laid.grid.rules += lines.columnRules(spec.areas).map { (Point(x: $0.x, y: $0.from), Point(x: $0.x, y: $0.to), rule.width, rule.color) }
    }
    if spec.rules == .rows || spec.rules == .both {
      laid.grid.rules += lines.rowRules(spec.areas).map { (Point(x: $0.from, y: $0.y), Point(x: $0.to, y: $0.y), rule.width, rule.color) }
    }
    return laid
  }

  mutating func gridCell(_ block: BlockSpec, room: FigureRoom) -> (any Block)? {
    guard shows(block) else {
      let others = block.common.otherwise.compactMap { gridCell($0, room: room) }
      return others.isEmpty ? nil : StackBlock(others.enumerated().map { StackChild($1, spaceBefore: $0 == 0 ? 0 : styles.grid) })
    }
    return withStyle(of: block) { $0.block(block, room: room) }
  }

  private func noteHeight(of grid: GridBlock) -> Double {
    let fragment = grid.layout(in: .endless(width: grid.size.width), from: .start)
    return fragment.footnotes.isEmpty ? 0 : pageNotes().height(of: fragment.footnotes.map(\.name), width: frame.textWidth)
  }

  private mutating func report(_ excess: (name: Name, excess: Double)) {
    findings.error(
      "does-not-fit", at: excess.name.range,
      "the block of the area \"\(excess.name.text)\" is \(tenths(excess.excess)) pt too high for it", hint: "make its row higher, or auto")
  }

  /// Says what does not fit: blocks too high for their own rows, or the grid as a whole with its highest block.
  private mutating func report(_ laid: LaidGrid, over height: Double, of spec: GridSpec) {
    for excess in laid.tooHigh { report(excess) }
    let excess = laid.excess(over: height)
    guard excess > 0.01, let highest = laid.heights.max(by: { $0.height < $1.height }) else { return }
    findings.error(
      "does-not-fit", at: highest.name.range,
      "the grid is \(tenths(excess)) pt too high for the page, even with small gaps and its type at 92 %; the block of the area "
        + "\"\(highest.name.text)\" takes \(tenths(highest.height)) pt",
      hint: "give it less to show, or the row less height")
  }
}

/// What a grid that must fit tries in turn: the gaps and the type times these.
private let gridScales = [(1.0, 1.0), (0.75, 1.0), (0.5, 1.0), (0.5, 0.96), (0.5, 0.92)]

/// A number of points for a message.
private func tenths(_ value: Double) -> String { String((value * 10).rounded() / 10) }

extension BlockSpec {
  /// True for what can take any height: figures without a size of their own, and what is made of such.
  var takesHeight: Bool {
    switch content {
    case .chart, .map:
      guard let figure else { return false }
      return figure.fill == .column || figure.fill == .page || figure.fill == nil && figure.height == nil && figure.aspect == nil
    case .grid: return true
    case .row(let row): return row.blocks.contains(where: \.takesHeight)
    case .markdown, .heading, .table, .callout, .image, .kpis, .pull, .toc, .page, .columns, .break, .space, .rule, .note, .cover,
      .bibliography, .endnotes, .each:
      return false
    }
  }
}

/// A grid with what is too high in it, in points.
private struct LaidGrid {
  var grid: GridBlock
  /// Of each area's block.
  var heights: [(name: Name, height: Double)] = []
  /// The blocks that are higher than their areas.
  var tooHigh: [(name: Name, excess: Double)] = []

  func excess(over height: Double) -> Double { grid.size.height - height }
}

/// An area with its block while the grid is built.
private struct GridArea {
  /// The least height of what fills an area, in lines of the page's grid.
  static let leastLines = 8.0

  let cell: GridCell
  let block: Named<BlockSpec>
  /// It takes the height of its rows.
  var fills = false
  var fill: Color?
  /// Between a filled area's edge and its content.
  var inset = 0.0
  var align = GridSpec.Align.top
  var made: (any Block)?
  var alignment = RowAlignment()

  init(cell: GridCell, block: Named<BlockSpec>) {
    self.cell = cell
    self.block = block
  }

  func width(in lines: GridLines) -> Double { max(1, lines.width(of: cell) - 2 * inset) }

  func height(in lines: GridLines) -> Double {
    guard let made else { return 0 }
    let rect = Rect(x: 0, y: 0, width: width(in: lines), height: 0)
    return PlacedCell(block: made, rect: rect, alignment: alignment).fragment().size.height
  }
}
