import Geometry
import Layout
import Scene
import Testing

private let style = PageStyle(frame)

private func float(_ height: Double, _ place: FlowPlace, _ list: OutlineHeading.List = .figures) -> FlowItem {
  var item = FlowItem(Box(height: height), width: .full, spaceBefore: 10, spaceAfter: 10)
  item.place = place
  item.list = list
  return item
}

/// The item and its top on each page.
private func tops(_ items: [FlowItem]) -> [[String]] {
  planPages(items, style: style).pages.map { page in page.placements.map { "\($0.item): \($0.origin.y - 10)" } }
}

private func text(_ height: Double) -> FlowItem { FlowItem(Box(height: height)) }

@Test func `floats: one for the top stands above the text of its page when there is room`() {
  #expect(tops([text(20), text(20), float(30, .top), text(20)]) == [["2: 0.0", "0: 40.0", "1: 60.0", "3: 80.0"]])
}

@Test func `floats: without room it waits for the next page, and the text flows on`() {
  #expect(tops([text(40), text(40), float(30, .top), text(20), text(50)]) == [["0: 0.0", "1: 40.0", "3: 80.0"], ["2: 0.0", "4: 40.0"]])
}

@Test func `floats: one for the bottom stands at the foot, above the notes`() {
  #expect(tops([text(20), float(30, .bottom), text(20)]) == [["0: 0.0", "2: 20.0", "1: 70.0"]])
  let notes = FlowNotes(blocks: ["a": Box(height: 12)], rule: Box(height: 1), gap: 2, spaceAbove: 7)
  let plan = planPages([FlowItem(Lines(notes: [["a"]])), float(30, .bottom)], style: style, notes: notes)
  #expect(plan.pages[0].placements.map { $0.origin.y - 10 } == [0, 48, 85, 88])
}

@Test func `floats: those of one list keep their order, those of another need not wait`() {
  let items = [text(60), float(35, .top), float(5, .top), float(5, .top, .tables), text(10)]
  #expect(tops(items) == [["3: 0.0", "0: 15.0", "4: 75.0"], ["1: 0.0", "2: 45.0"]])
}

@Test func `floats: what stands in the text lets those of its list go first`() {
  var here = float(10, .here)
  here.place = .here
  #expect(tops([text(80), float(30, .top), text(10), here]) == [["0: 0.0", "2: 80.0"], ["1: 0.0", "3: 40.0"]])
}

@Test func `floats: one that may stand anywhere stands here, else at the top of the next page`() {
  #expect(tops([text(20), float(30, .auto), text(20)]) == [["0: 0.0", "1: 30.0", "2: 70.0"]])
  #expect(tops([text(80), float(30, .auto), text(20), text(10)]) == [["0: 0.0", "2: 80.0"], ["1: 0.0", "3: 40.0"]])
}

@Test func `floats: pages of floats hold several and stand after the page of their place`() {
  let items = [text(20), float(30, .page), float(40, .page), float(40, .page), text(30), text(60)]
  #expect(tops(items) == [["0: 0.0", "4: 20.0"], ["1: 0.0", "2: 40.0"], ["3: 0.0"], ["5: 0.0"]])
}

@Test func `floats: a large one takes a page of its own`() {
  #expect(tops([text(50), float(80, .top), text(40), text(40)]) == [["0: 0.0", "2: 50.0"], ["1: 0.0"], ["3: 0.0"]])
}

@Test func `floats: what waits stands before the next section and at the end`() {
  var section = text(10)
  section.endsFloating = true
  #expect(tops([text(80), float(30, .top), section]) == [["0: 0.0"], ["1: 0.0", "2: 40.0"]])
  #expect(tops([text(80), float(30, .bottom)]) == [["0: 0.0"], ["1: 0.0"]])
}

@Test func `floats: what is taller than a page stands in the text and breaks`() {
  var long = FlowItem(Rows(count: 15, rowHeight: 10))
  long.place = .top
  let plan = planPages([text(20), long], style: style)
  #expect(plan.pages.map { $0.placements.map(\.fragment.size.height) } == [[20, 80], [70]])
}

@Test func `floats: nothing is lost and nothing comes twice, whatever waits`() {
  var items: [FlowItem] = []
  for index in 0..<120 {
    let place: FlowPlace = [.top, .bottom, .auto, .page, .here][index * 7 % 5]
    let list: OutlineHeading.List = [.figures, .tables, .maps][index % 3]
    items.append(index % 4 == 0 ? float(Double(10 + index * 37 % 80), place, list) : FlowItem(Box(height: Double(4 + index * 13 % 30)), spaceBefore: 3, keepWithNext: index % 5 == 0))
    items[index].endsFloating = index % 40 == 39
  }
  let plan = planPages(items, style: style)
  #expect(plan.problems.isEmpty)
  #expect(plan.pages.flatMap { $0.placements.map(\.item) }.sorted() == Array(0..<120))
  for list in [OutlineHeading.List.figures, .tables, .maps] {
    let order = plan.pages.flatMap { page in
      page.placements.filter { items[$0.item].list == list }.sorted { $0.origin.y < $1.origin.y }.map(\.item)
    }
    #expect(order == order.sorted())
  }
  for page in plan.pages {
    let edges = page.placements.map { ($0.origin.y, $0.origin.y + $0.fragment.size.height) }.sorted { $0.0 < $1.0 }
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.1 <= $1.0 + 0.01 })
    #expect((edges.last?.1 ?? 0) <= 110.01)
  }
}
