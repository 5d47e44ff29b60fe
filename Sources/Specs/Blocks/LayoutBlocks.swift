import Diagnostics
import Inputs

/// Blocks side by side.
package struct RowSpec: Sendable {
  package enum Align: String, CaseIterable, Sendable { case top, center, bottom, plot }

  /// A width or share for each block; equal shares when it is empty.
  package var ratio: [Length] = []
  package var gap: Length?
  package var align = Align.plot
  package var blocks: [BlockSpec] = []

  package init() {}

  static let record: Record<RowSpec> = Record(
    "rowContent", "Blocks side by side.", make: { RowSpec() },
    [
      Field("ratio", \.ratio, list(.share), "A width or share for each block: [3fr, 2fr]."),
      Field("gap", optional: \.gap, .length(), "The space between them."),
      Field("align", \.align, .choice, "What is aligned: their tops, middles, feet, or, when absent, the edges of their plots."),
      Field("blocks", \.blocks, list(.block), required: true, "The blocks from left to right."),
    ])
}

struct RowBlock: Sendable {
  var common = CommonOptions()
  var row = RowSpec()

  static let record: Record<RowBlock> = Record(
    "row", "Blocks side by side.", make: { RowBlock() },
    [Field("row", \.row, .row, required: true, "Its content.")] + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == RowSpec {
  /// A mapping, or just the list of blocks; there is a ratio for each block.
  static var row: Reader {
    let whole = either(
      nested(RowSpec.record), when: { $0.entries != nil },
      or: list(Reader<BlockSpec>.block).map { blocks in
        var row = RowSpec()
        row.blocks = blocks
        return row
      })
    return Reader(whole.expected, schema: whole.schema) { node, findings in
      let before = findings.all.count
      guard let row = whole.read(node, &findings) else { return nil }
      if findings.all.count == before, !row.ratio.isEmpty, row.ratio.count != row.blocks.count, let ratio = node["ratio"] {
        findings.error(
          "bad-value", at: ratio.range, "the row has \(row.blocks.count) blocks, but the ratio has \(row.ratio.count) entries")
      }
      return row
    }
  }
}

/// The width of a column or height of a row of a grid.
package enum TrackSize: Hashable, Sendable {
  case auto
  case length(Length)
}

extension Reader where Value == TrackSize {
  static var track: Reader {
    either(
      Reader("auto", .choice(["auto"])) { $0.string == "auto" ? .auto : nil }, when: { $0.string == "auto" },
      or: Reader<Length>.share.map { .length($0) })
  }
}

/// Blocks in named areas.
package struct GridSpec: Sendable {
  package enum Fit: String, CaseIterable, Sendable { case none, page }

  package var columns: [TrackSize] = []
  package var rows: [TrackSize] = []
  package var gap: Length?
  /// For each row the name of the area in each column.
  package var areas: [[String]] = []
  package var blocks: [Named<BlockSpec>] = []
  /// `page`: it must fit one page; spacing and then type shrink before it fails.
  package var fit = Fit.none

  package init() {}

  static let record: Record<GridSpec> = Record(
    "gridContent", "Blocks in named areas.", make: { GridSpec() },
    [
      Field("columns", \.columns, list(.track), required: true, "The width of each column."),
      Field("rows", \.rows, list(.track), "The height of each row; auto when absent."),
      Field("gap", optional: \.gap, .length(), "The space between areas."),
      Field(
        "areas", \.areas, .areas, required: true, "A text for each row with the name of the area in each column; . is empty room."),
      Field("blocks", \.blocks, Specs.named(.block), required: true, "The block of each area."),
      Field("fit", \.fit, .choice, "Whether it must fit one page."),
    ])
}

extension Reader where Value == [[String]] {
  static var areas: Reader {
    list(Reader<Name>.name).map { rows in rows.map { $0.text.split(separator: " ").map(String.init) } }
  }
}

struct GridBlock: Sendable {
  var common = CommonOptions()
  var grid = GridSpec()

  static let record: Record<GridBlock> = Record(
    "grid", "Blocks in named areas.", make: { GridBlock() },
    [Field("grid", \.grid, .grid, required: true, "Its content.")] + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == GridSpec {
  /// Every area has a block, every block an area, every row as many names as there are columns.
  static var grid: Reader {
    let whole = nested(GridSpec.record)
    return Reader("a mapping", schema: whole.schema) { node, findings in
      let before = findings.all.count
      guard let grid = whole.read(node, &findings) else { return nil }
      if findings.all.count == before { checkAreas(grid, node, &findings) }
      return grid
    }
  }
}

private func checkAreas(_ grid: GridSpec, _ node: TreeNode, _ findings: inout Findings) {
  let range = node["areas"]?.range ?? node.range
  let before = findings.all.count
  for (i, row) in grid.areas.enumerated() where row.count != grid.columns.count {
    findings.error(
      "bad-value", at: range, "row \(i + 1) of the areas names \(row.count) columns; the grid has \(grid.columns.count)")
  }
  if !grid.rows.isEmpty, grid.rows.count != grid.areas.count {
    findings.error("bad-value", at: range, "the areas have \(grid.areas.count) rows, but rows has \(grid.rows.count) entries")
  }
  let names = grid.areas.flatMap { $0 }
  for block in grid.blocks where !names.contains(block.name.text) {
    findings.error(
      "unknown-area", at: block.name.range, "no area is named \"\(block.name.text)\"",
      hint: didYouMean(block.name.text, among: names))
  }
  guard findings.all.count == before else { return }
  for area in grid.cells {
    if !area.isRectangle(in: grid.areas) {
      findings.error("bad-value", at: range, "the area \"\(area.name)\" is not a rectangle")
    } else if !grid.blocks.contains(where: { $0.name.text == area.name }) {
      findings.error(
        "empty-area", at: range, "the area \"\(area.name)\" has no block",
        hint: "name its block in blocks, or write . for room that stays empty")
    }
  }
}

/// The columns and rows that a named area covers, from 0.
package struct GridCell: Hashable, Sendable {
  package var name: String
  package var columns: ClosedRange<Int>
  package var rows: ClosedRange<Int>

  package init(name: String, columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// True when the name stands in every place of the ranges.
  func isRectangle(in areas: [[String]]) -> Bool {
    rows.allSatisfy { row in columns.allSatisfy { areas[row][$0] == name } }
  }
}

extension GridSpec {
  /// The areas in reading order, each with the smallest rectangle around its places; `.` is room that stays empty.
  package var cells: [GridCell] {
    var cells: [GridCell] = []
    for (row, names) in areas.enumerated() {
      for (column, name) in names.enumerated() where name != "." {
        guard let index = cells.firstIndex(where: { $0.name == name }) else {
          cells.append(GridCell(name: name, columns: column...column, rows: row...row))
          continue
        }
        let cell = cells[index]
        cells[index].columns = min(cell.columns.lowerBound, column)...max(cell.columns.upperBound, column)
        cells[index].rows = cell.rows.lowerBound...max(cell.rows.upperBound, row)
      }
    }
    return cells
  }
}

/// Blocks on pages of their own.
package struct PageBlockSpec: Sendable {
  /// The page master; nil for the default one.
  package var master: Name?
  package var blocks: [BlockSpec] = []
  var common = CommonOptions()

  package init() {}

  static let record: Record<PageBlockSpec> = Record(
    "page", "Blocks on pages of their own.", make: { PageBlockSpec() },
    [
      Field("page", optional: \.master, .name, required: true, "The name of the page master."),
      Field("blocks", \.blocks, list(.block), "The blocks."),
    ] + lift(CommonOptions.named, to: \.common))
}

/// A picture.
package struct ImageSpec: Sendable {
  package var path = Name("")
  package var figure = FigureOptions()
  var common = CommonOptions()

  package init() {}

  static let record: Record<ImageSpec> = Record(
    "image", "A picture: PNG, JPEG or SVG.", make: { ImageSpec() },
    [
      Field("image", \.path, .path, required: true, "The path of the file."),
      Field("width", optional: \.figure.width, .length(), "Its width."),
      Field("height", optional: \.figure.height, .length(), "Its height."),
      FigureOptions.title.lifted(to: \.figure),
    ] + lift(FigureOptions.allFields, to: \.figure) + lift(CommonOptions.named, to: \.common))
}
