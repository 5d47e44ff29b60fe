import Geometry
import Layout
import Scene
import Testing

// MARK: Notes and the margin column

/// Lines of 10 pt, each with the notes given for it.
struct Lines: Block {
  var notes: [[String]]
  var widthRange: ClosedRange<Double> { 10...100 }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let end = min(notes.count, cursor.index + Int(region.height / 10))
    guard end > cursor.index else { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: Double(end - cursor.index) * 10),
      footnotes: notes[cursor.index..<end].joined().map { FootnoteReference(name: $0) },
      next: end < notes.count ? Cursor(index: end) : nil, content: NoContent())
  }
}

private func notes(_ heights: [String: Double]) -> FlowNotes {
  FlowNotes(blocks: heights.mapValues { Box(height: $0) }, rule: Box(height: 1), gap: 2, spaceAbove: 7)
}

private func places(_ page: PlannedPage) -> [String] {
  page.placements.map { "\($0.item): \($0.origin.x) \($0.origin.y) \($0.fragment.size.height)" }
}

@Test func `notes: a note stands at the foot of the page with its mark`() {
  let block = Lines(notes: [["a"], []])
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 12]))
  // The content ends at 110: note 98 to 110, gap 2, rule 1.
  #expect(places(plan.pages[0]) == ["0: 10.0 10.0 20.0", "-1: 10.0 95.0 1.0", "-1: 10.0 98.0 12.0"])
}

@Test func `notes: a line whose note has no room goes to the next page with it`() {
  let block = Lines(notes: Array(repeating: [], count: 8) + [["a"], []])
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 12]))
  #expect(plan.pages.map { $0.placements.filter { $0.item == 0 }.map(\.fragment.size.height) } == [[70], [30]])
  #expect(plan.pages.map { $0.placements.count { $0.item == -1 } } == [0, 2])
}

@Test func `notes: a second mark for the same note brings it no second time`() {
  let block = Lines(notes: [["a"], ["a"]] + Array(repeating: [], count: 9) + [["a"]])
  let plan = planPages([FlowItem(block)], style: PageStyle(frame), notes: notes(["a": 12]))
  #expect(plan.pages.map { $0.placements.count { $0.item == -1 } } == [2, 0])
}

@Test func `notes: a note taller than a page is reported and nothing is lost`() {
  let plan = planPages([FlowItem(Lines(notes: [["a"]]))], style: PageStyle(frame), notes: notes(["a": 200]))
  #expect(plan.problems.map(\.kind) == [.notesTooTall(1)])
  #expect(plan.pages[0].placements.count == 3)
}

private let wide = PageFrame(
  master: "default", size: Size(width: 200, height: 120), content: Rect(x: 10, y: 10, width: 180, height: 100), textWidth: 100,
  margin: MarginColumn(offset: 110, width: 70))

@Test func `margin: an item stands level with the one that follows it, and below what is there`() {
  let items = [
    FlowItem(Box(height: 20)), FlowItem(Box(height: 30), width: .margin), FlowItem(Box(height: 10), spaceBefore: 5),
    FlowItem(Box(height: 8), width: .margin, spaceBefore: 4), FlowItem(Box(height: 10)),
  ]
  let plan = planPages(items, style: PageStyle(wide))
  #expect(
    places(plan.pages[0]) == [
      "0: 10.0 10.0 20.0", "2: 10.0 35.0 10.0", "1: 120.0 35.0 30.0", "4: 10.0 45.0 10.0", "3: 120.0 69.0 8.0",
    ])
}

@Test func `margin: what goes across the page stands below the margin's items`() {
  let items = [
    FlowItem(Box(height: 50), width: .margin), FlowItem(Box(height: 10)), FlowItem(Box(height: 10), width: .full, spaceBefore: 6),
  ]
  let plan = planPages(items, style: PageStyle(wide))
  #expect(plan.pages[0].placements.first { $0.item == 2 }?.origin.y == 66)
}

@Test func `margin: an item moves up where it would pass the foot, and to the next page where there is no room`() {
  let items = [
    FlowItem(Box(height: 90)), FlowItem(Box(height: 30), width: .margin), FlowItem(Box(height: 10)),
    FlowItem(Box(height: 75), width: .margin), FlowItem(Box(height: 10)),
  ]
  let plan = planPages(items, style: PageStyle(wide))
  #expect(plan.pages[0].placements.first { $0.item == 1 }?.origin.y == 80)
  #expect(plan.pages[1].placements.map(\.item) == [4, 3])
}

@Test func `margin: without a margin column it is a problem`() {
  let plan = planPages([FlowItem(Box(height: 5), width: .margin), FlowItem(Box(height: 5))], style: PageStyle(frame))
  #expect(plan.problems.map(\.kind) == [.noMarginColumn])
}

@Test func `margin: its items go to the next page with a heading`() {
  let items = [
    FlowItem(Box(height: 70)), FlowItem(Box(height: 20), keepWithNext: true), FlowItem(Box(height: 10), width: .margin),
    FlowItem(Box(height: 40)),
  ]
  let plan = planPages(items, style: PageStyle(wide))
  #expect(plan.pages.map { $0.placements.map(\.item) } == [[0], [1, 3, 2]])
}

// MARK: The grid and page numbers

@Test func `grid: text begins on a line, figures on half a line`() {
  var gridded = frame
  gridded.grid = 10
  let items = [FlowItem(Box(height: 13)), FlowItem(Box(height: 11), width: .full), FlowItem(Box(height: 10))]
  #expect(planPages(items, style: PageStyle(gridded)).pages[0].placements.map(\.origin.y) == [10, 25, 40])
}

/// As many points high as it knows entries.
private struct Contents: PageDependentBlock {
  var count = 0
  var widthRange: ClosedRange<Double> { 0...0 }
  func resolved(in index: PageIndex) -> any Block { Contents(count: index.entries.count) }
  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    Fragment(size: Size(width: region.width, height: Double(count)), content: NoContent())
  }
}

@Test func `pages: a block that needs page numbers is laid out again with them`() {
  let row = RowBlock(children: [Contents()], gap: 0)
  let plan = planPages([FlowItem(row), FlowItem(Named(name: "a")), FlowItem(Named(name: "b"))], style: PageStyle(frame))
  #expect(plan.pages[0].placements.map(\.origin.y) == [10, 12, 19])
  #expect(plan.problems.isEmpty)
}

/// High when it knows that it is low, and low when it knows that it is high.
private struct Restless: PageDependentBlock {
  var height = 1.0
  var widthRange: ClosedRange<Double> { 0...0 }
  func resolved(in index: PageIndex) -> any Block { Restless(height: index.entries.first?.page == 0 ? 99 : 1) }
  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    Fragment(size: Size(width: region.width, height: height), content: NoContent())
  }
}

private struct Tall: Block {
  var widthRange: ClosedRange<Double> { 0...0 }
  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    guard region.height >= 50 else { return .nothing(from: cursor, width: region.width) }
    return Fragment(size: Size(width: 1, height: 50), anchors: [Anchor(name: "a", offset: .zero)], content: NoContent())
  }
}

@Test func `pages: numbers that never settle are reported after four passes`() {
  #expect(planPages([FlowItem(Restless()), FlowItem(Tall())], style: PageStyle(frame)).problems.map(\.kind) == [.unsettled])
}

/// Shows the page of `a`, and is high when that is the first.
private struct Turning: PageDependentBlock {
  var height = 1.0
  var widthRange: ClosedRange<Double> { 0...0 }
  func resolved(in index: PageIndex) -> any Block { Turning(height: index.entries.first?.page == 0 ? 99 : 1) }
  func shownPages(in index: PageIndex) -> [String] { index.entries.map(\.label) }
  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    Fragment(size: Size(width: region.width, height: height), content: NoContent())
  }
}

@Test func `pages: of blocks whose numbers never settle each is named, also inside others`() {
  let inside = StackBlock([StackChild(RowBlock(children: [Turning()], gap: 0))])
  let items = [FlowItem(Tall()), FlowItem(NarrowBlock(inside, width: 10)), FlowItem(Contents())]
  let first = [FlowItem(Turning())] + items
  let problems = planPages(first, style: PageStyle(frame)).problems.filter { $0.kind == .unsettled }
  #expect(problems.map(\.item) == [0, 2])
}

@Test func `pages: notes at the foot get the page numbers that they ask for`() {
  let notes = FlowNotes(blocks: ["n": Contents()])
  struct Marked: Block {
    var widthRange: ClosedRange<Double> { 0...0 }
    func layout(in region: Region, from cursor: Cursor) -> Fragment {
      Fragment(
        size: Size(width: 1, height: 5), anchors: [Anchor(name: "x", offset: .zero)], footnotes: [FootnoteReference(name: "n")],
        content: NoContent())
    }
  }
  let plan = planPages([FlowItem(Marked())], style: PageStyle(frame), notes: notes)
  #expect(plan.pages[0].placements.map(\.fragment.size.height) == [5, 1])
}
