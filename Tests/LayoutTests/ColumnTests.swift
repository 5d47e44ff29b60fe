import Geometry
import Layout
import Scene
import Testing

private let columns = ColumnGrid(count: 2, gap: 4, width: 80, rule: nil, isBalanced: true, space: 10)
private let rows = PageStyle(frame)

private func inColumns(_ block: any Block, _ grid: ColumnGrid = columns, keepWithNext: Bool = false) -> FlowItem {
  var item = FlowItem(block, keepWithNext: keepWithNext)
  item.columns = grid
  return item
}

/// Item, left edge and top from the corner of the content, width and height of each placement.
private func places(_ page: PlannedPage) -> [String] {
  page.placements.map { placement in
    let origin = placement.origin.moved(-10, -10), size = placement.fragment.size
    return "\(placement.item): \(origin.x) \(origin.y) \(size.width)x\(size.height)"
  }
}

@Test func `columns: text goes on at the top of the next column, then on the next page`() {
  var grid = columns
  grid.isBalanced = false
  let plan = planPages([inColumns(Rows(count: 25, rowHeight: 10), grid)], style: rows)
  #expect(plan.pages.map(places) == [["0: 0.0 0.0 38.0x100.0", "0: 42.0 0.0 38.0x100.0"], ["0: 0.0 0.0 38.0x50.0"]])
}

@Test func `columns: they end level with each other where the part ends`() {
  let items = [FlowItem(Box(height: 20)), inColumns(Rows(count: 7, rowHeight: 10)), FlowItem(Box(height: 5))]
  let plan = planPages(items, style: rows)
  #expect(places(plan.pages[0]) == ["0: 0.0 0.0 50.0x20.0", "1: 0.0 30.0 38.0x40.0", "1: 42.0 30.0 38.0x30.0", "2: 0.0 80.0 50.0x5.0"])
}

@Test func `columns: a block across the page parts them into balanced parts above and below`() {
  var across = FlowItem(Box(height: 10), width: .full)
  across.columns = columns
  let items = [inColumns(Rows(count: 4, rowHeight: 10)), across, inColumns(Rows(count: 2, rowHeight: 10))]
  #expect(
    places(planPages(items, style: rows).pages[0]) == [
      "0: 0.0 0.0 38.0x20.0", "0: 42.0 0.0 38.0x20.0", "1: 0.0 30.0 80.0x10.0", "2: 0.0 50.0 38.0x10.0", "2: 42.0 50.0 38.0x10.0",
    ])
}

@Test func `columns: a heading goes to the next column with what it heads`() {
  var grid = columns
  grid.isBalanced = false
  let items = [inColumns(Box(height: 80), grid), inColumns(Box(height: 10), grid, keepWithNext: true), inColumns(Box(height: 30), grid)]
  #expect(
    places(planPages(items, style: rows).pages[0]) == ["0: 0.0 0.0 38.0x80.0", "1: 42.0 0.0 38.0x10.0", "2: 42.0 10.0 38.0x30.0"])
}

@Test func `columns: a break of the author's ends a column, and the part is not balanced then`() {
  var second = inColumns(Box(height: 10))
  second.breakBefore = .column
  let plan = planPages([inColumns(Box(height: 30)), second], style: rows)
  #expect(places(plan.pages[0]) == ["0: 0.0 0.0 38.0x30.0", "1: 42.0 0.0 38.0x10.0"])
}

@Test func `columns: the notes of all columns stand at the foot of the page`() {
  let notes = FlowNotes(blocks: ["a": Box(height: 12)], rule: Box(height: 1), gap: 2, spaceAbove: 7)
  let plan = planPages([inColumns(Lines(notes: [[], [], ["a"], []]))], style: rows, notes: notes)
  #expect(places(plan.pages[0]) == [
    "0: 0.0 0.0 38.0x20.0", "0: 42.0 0.0 38.0x20.0", "-1: 0.0 85.0 50.0x1.0", "-1: 0.0 88.0 50.0x12.0",
  ])
}

@Test func `columns: a mark in the second column shortens the first`() {
  var grid = columns
  grid.isBalanced = false
  let notes = FlowNotes(blocks: ["a": Box(height: 12)], rule: Box(height: 1), gap: 2, spaceAbove: 7)
  let lines = Lines(notes: Array(repeating: [], count: 13) + [["a"]] + Array(repeating: [], count: 8))
  let plan = planPages([inColumns(lines, grid)], style: rows, notes: notes)
  #expect(places(plan.pages[0]).prefix(2) == ["0: 0.0 0.0 38.0x70.0", "0: 42.0 0.0 38.0x70.0"])
  #expect(plan.pages[1].placements.map(\.fragment.size.height) == [80])
}

@Test func `columns: pages in columns are balanced at the end, lines stand between them`() {
  var two = frame
  two.columns = ColumnGrid(count: 2, gap: 4, width: 80, rule: ColumnRule(width: 1, color: .black))
  let plan = planPages([FlowItem(Rows(count: 24, rowHeight: 10))], style: PageStyle(two))
  #expect(plan.pages.count == 2)
  #expect(places(plan.pages[1]) == ["0: 0.0 0.0 38.0x20.0", "0: 42.0 0.0 38.0x20.0", "-1: 40.0 0.0 1.0x20.0"])
}

@Test func `columns: a block higher than what is left waits for a page, and nothing loops`() {
  let items = [FlowItem(Box(height: 50)), inColumns(Box(height: 60)), inColumns(Box(height: 130)), inColumns(Box(height: 10))]
  let plan = planPages(items, style: rows)
  #expect(plan.pages.flatMap { $0.placements.map(\.item) } == [0, 1, 2, 3])
  #expect(plan.problems.map(\.kind) == [.tooTall(30)])
}
