import Diagnostics
import Inputs

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
  /// Where a block stands in an area that is higher than it.
  package enum Align: String, CaseIterable, Sendable { case top, center, bottom }
  /// Which neighbouring areas thin lines part.
  package enum Rules: String, CaseIterable, Sendable { case none, columns, rows, both }

  package var columns: [TrackSize] = []
  package var rows: [TrackSize] = []
  package var gap: Length?
  /// For each row the name of the area in each column.
  package var areas: [[String]] = []
  package var blocks: [Named<BlockSpec>] = []
  /// `page`: it must fit one page; spacing and then type shrink before it fails.
  package var fit = Fit.none
  package var align = GridAlignment()
  /// The ground of areas.
  package var fills: [Named<ColorSetting>] = []
  package var rules = Rules.none

  package init() {}

  static let record: Record<GridSpec> = Record(
    "gridContent", "Blocks in named areas.", make: { GridSpec() },
    [
      Field("columns", \.columns, list(.track), required: true, "The width of each column: a length, auto for that of its blocks, or a share of the rest."),
      Field(
        "rows", \.rows, list(.track),
        "The height of each row: a length, auto for that of its blocks (when absent), or a share such as 1fr of what is left of the page."),
      Field("gap", optional: \.gap, .length(), "The space between areas."),
      Field(
        "areas", \.areas, .areas, required: true, "A text for each row with the name of the area in each column; . is empty room."),
      Field("blocks", \.blocks, Specs.named(.block), required: true, "The block of each area."),
      Field(
        "fit", \.fit, .choice,
        "page: it takes one page; rows with shares divide what is left of its height, and gaps, then type, shrink before it fails."),
      Field("align", \.align, .gridAlignment, "Where blocks stand in higher areas: one word for all, or a word for each named area."),
      Field("fill", \.fills, Specs.named(.color), "The ground of areas, by name."),
      Field("rules", \.rules, .choice, "Thin lines in the gaps between areas."),
    ])
}

/// Where the blocks of a grid stand in their areas.
package struct GridAlignment: Sendable {
  package var all = GridSpec.Align.top
  package var areas: [Named<GridSpec.Align>] = []

  package init() {}

  package subscript(area: String) -> GridSpec.Align { areas.first { $0.name.text == area }?.value ?? all }
}

extension Reader where Value == GridAlignment {
  fileprivate static var gridAlignment: Reader {
    either(
      Specs.named(Reader<GridSpec.Align>.choice).map { areas in
        var alignment = GridAlignment()
        alignment.areas = areas
        return alignment
      }, when: { $0.entries != nil },
      or: Reader<GridSpec.Align>.choice.map { all in
        var alignment = GridAlignment()
        alignment.all = all
        return alignment
      })
  }
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
  for name in grid.blocks.map(\.name) + grid.align.areas.map(\.name) + grid.fills.map(\.name) where !names.contains(name.text) {
    findings.error(
      "unknown-area", at: name.range, "no area is named \"\(name.text)\"", hint: didYouMean(name.text, among: names))
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
