import Geometry
import Layout
import Scene
import Testing

private func master(_ name: String) -> PageFrame {
  var named = frame
  named.master = name
  return named
}

private func masters(_ plan: PagePlan) -> [String] { plan.pages.map(\.frame.master) }

private var book: PageStyle {
  var style = PageStyle(master("right"))
  (style.left, style.first, style.blank) = (master("left"), master("first"), master("blank"))
  return style
}

@Test func `masters: the first page, then left and right in turn`() {
  #expect(masters(planPages([FlowItem(Rows(count: 35, rowHeight: 10))], style: book)) == ["first", "left", "right", "left"])
}

@Test func `masters: a page that must be on the right has an empty one before it`() {
  var next = FlowItem(Box(height: 10))
  next.breakBefore = .right
  let plan = planPages([FlowItem(Box(height: 10)), next], style: book)
  #expect(masters(plan) == ["first", "blank", "right"])
  #expect(plan.pages[1].placements.isEmpty)
  next.breakBefore = .left
  #expect(masters(planPages([FlowItem(Box(height: 10)), next], style: book)) == ["first", "left"])
}

@Test func `numbers: roman front matter, then 1, then the front matter's go on where they are taken up again`() {
  func page(_ numbers: PageNumbers) -> FlowItem { FlowItem(Rows(count: 15, rowHeight: 10), newPage: PageStyle(frame, numbers: numbers)) }
  let plan = planPages([page(PageNumbers(.lowerRoman)), page(PageNumbers()), page(PageNumbers(.lowerRoman))], style: PageStyle(frame))
  #expect(plan.pages.map(\.label) == ["i", "ii", "1", "2", "iii", "iv"])
}

@Test func `numbers: a start, a prefix, letters and no numbers`() {
  var first = FlowItem(Rows(count: 15, rowHeight: 10), newPage: PageStyle(frame, numbers: PageNumbers(.decimal, prefix: "A-")))
  first.pageNumber = 9
  let second = FlowItem(Box(height: 1), newPage: PageStyle(frame, numbers: PageNumbers(.none)))
  #expect(planPages([first, second], style: PageStyle(frame)).pages.map(\.label) == ["A-9", "A-10", ""])
  #expect([1, 26, 27, 53].map(PageNumbers(.upperLetter).label) == ["A", "Z", "AA", "AAA"])
  #expect([4, 9, 49, 1994].map(PageNumbers(.upperRoman).label) == ["IV", "IX", "XLIX", "MCMXCIV"])
}

@Test func `space: extra room above an item, none at the top of a page`() {
  var item = FlowItem(Box(height: 10), spaceBefore: 5)
  item.extraSpace = 12
  #expect(planPages([FlowItem(Box(height: 10)), item], style: PageStyle(frame)).pages[0].placements.map(\.origin.y) == [10, 37])
  #expect(planPages([FlowItem(Box(height: 95)), item], style: PageStyle(frame)).pages[1].placements.map(\.origin.y) == [10])
}

@Test func `space: shares of what a page has left push the items below them down`() {
  var middle = FlowItem(Box(height: 10)), last = FlowItem(Box(height: 10))
  (middle.stretch, last.stretch) = (1, 3)
  let plan = planPages([FlowItem(Box(height: 10)), middle, last], style: PageStyle(frame))
  #expect(plan.pages[0].placements.map { $0.origin.y - 10 } == [0, 27.5, 90])
}

@Test func `keep: a block that stays together waits for a page where it fits, and breaks when none has room`() {
  let items = [FlowItem(Box(height: 50)), FlowItem(WholeBlock(Rows(count: 7, rowHeight: 10)))]
  #expect(planPages(items, style: PageStyle(frame)).pages.map { $0.placements.map(\.fragment.size.height) } == [[50], [70]])
  let tall = planPages([FlowItem(Box(height: 50)), FlowItem(WholeBlock(Rows(count: 17, rowHeight: 10)))], style: PageStyle(frame))
  #expect(tall.pages.map { $0.placements.map(\.fragment.size.height) } == [[50], [100], [70]])
}

// MARK: Notes that are parted

private func notes(_ rows: [String: Int]) -> FlowNotes {
  FlowNotes(blocks: rows.mapValues { Rows(count: $0, rowHeight: 5) }, rule: Box(height: 1), gap: 2, spaceAbove: 7)
}

/// Item, top and height.
private func parts(_ page: PlannedPage) -> [String] {
  page.placements.map { "\($0.item): \($0.origin.y - 10) \($0.fragment.size.height)" }
}

@Test func `notes: a long one begins below its mark, takes what is left, and goes on at the foot of the next page`() {
  let block = Lines(notes: Array(repeating: [], count: 6) + [["a"]] + Array(repeating: [], count: 5))
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 12]))
  // 70 for the lines down to the mark; rule and space take 10, the note four of its twelve lines.
  #expect(parts(plan.pages[0]) == ["0: 0.0 70.0", "-1: 77.0 1.0", "-1: 80.0 20.0"])
  #expect(parts(plan.pages[1]) == ["0: 0.0 50.0", "-1: 57.0 1.0", "-1: 60.0 40.0"])
  #expect(plan.problems.isEmpty)
}

@Test func `notes: what goes on stands above the page's own notes`() {
  let block = Lines(notes: Array(repeating: [], count: 6) + [["a"], ["b"]])
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 12, "b": 1]))
  #expect(parts(plan.pages[1]) == ["0: 0.0 10.0", "-1: 52.0 1.0", "-1: 55.0 40.0", "-1: 95.0 5.0"])
}

@Test func `notes: one longer than a page goes over as many pages as it needs`() {
  let plan = planPages([FlowItem(Lines(notes: [["a"]]))], style: PageStyle(frame), notes: notes(["a": 40]))
  let shown = plan.pages.flatMap { page in page.placements.filter { $0.item == -1 && $0.fragment.size.height > 1 }.map(\.fragment.size.height) }
  #expect(shown.reduce(0, +) == 200)
  #expect(plan.pages.count == 3)
  #expect(plan.problems.isEmpty)
}

@Test func `notes: a short one is never parted`() {
  let block = Lines(notes: Array(repeating: [], count: 8) + [["a"], []])
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 3]))
  #expect(plan.pages.map { $0.placements.map(\.fragment.size.height) } == [[70], [30, 1, 15]])
}
