import Geometry
import Layout
import Scene
import Testing

/// Rows of equal height: breaks between any two.
struct Rows: Block {
  var count: Int
  var rowHeight: Double
  var widthRange: ClosedRange<Double> { 10...100 }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let fit = min(count - cursor.index, Int(region.height / rowHeight))
    guard fit > 0 else { return .nothing(from: cursor, width: region.width) }
    let end = cursor.index + fit
    return Fragment(
      size: Size(width: region.width, height: Double(fit) * rowHeight), next: end < count ? Cursor(index: end) : nil,
      content: NoContent())
  }
}

/// A block of fixed height that never breaks.
struct Box: AlignedBlock {
  var height: Double
  var head = 0.0
  var widthRange: ClosedRange<Double> { 10...100 }
  func parts(width: Double) -> RowAlignment { RowAlignment(head: head) }
  func layout(in region: Region, from cursor: Cursor) -> Fragment { layout(in: region, from: cursor, alignment: RowAlignment()) }

  func layout(in region: Region, from cursor: Cursor, alignment: RowAlignment) -> Fragment {
    let height = height + max(head, alignment.head)
    if height > region.height, region.height < region.fullHeight { return .nothing(from: cursor, width: region.width) }
    return Fragment(
      size: Size(width: region.width, height: height), overflow: height > region.fullHeight ? height - region.fullHeight : nil,
      content: NoContent())
  }
}

/// Seven points high, with a name.
struct Named: Block {
  var name: String
  var drop = 0.0
  var widthRange: ClosedRange<Double> { 0...0 }
  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    Fragment(
      size: Size(width: 1, height: 7), firstBaseline: 5, anchors: [Anchor(name: name, offset: Point(x: 0, y: drop))],
      content: NoContent())
  }
}

let frame = PageFrame(
  master: "default", size: Size(width: 100, height: 120), content: Rect(x: 10, y: 10, width: 80, height: 100), textWidth: 50)

private func heights(_ plan: PagePlan) -> [[Double]] { plan.pages.map { $0.placements.map(\.fragment.size.height) } }

@Test func `flow: rows go on from where the page before ended`() {
  let plan = planPages([FlowItem(Rows(count: 25, rowHeight: 10))], style: PageStyle(frame))
  #expect(heights(plan) == [[100], [100], [50]])
  #expect(plan.problems.isEmpty)
}

@Test func `flow: a block that does not fit waits for the next page`() {
  let plan = planPages([FlowItem(Box(height: 60)), FlowItem(Box(height: 50))], style: PageStyle(frame))
  #expect(heights(plan) == [[60], [50]])
}

@Test func `flow: between two items the larger space counts, and none at the top of a page`() {
  let items = [FlowItem(Box(height: 10), spaceBefore: 30, spaceAfter: 5), FlowItem(Box(height: 10), spaceBefore: 8)]
  let plan = planPages(items, style: PageStyle(frame))
  #expect(plan.pages[0].placements.map(\.origin.y) == [10, 28])
}

@Test func `flow: a heading goes to the next page with what it heads`() {
  let items = [FlowItem(Box(height: 70)), FlowItem(Box(height: 20), keepWithNext: true), FlowItem(Box(height: 40))]
  #expect(heights(planPages(items, style: PageStyle(frame))) == [[70], [20, 40]])
}

@Test func `flow: a heading taller than what is left keeps no one waiting`() {
  let items = [FlowItem(Box(height: 20), keepWithNext: true), FlowItem(Box(height: 95))]
  #expect(heights(planPages(items, style: PageStyle(frame))) == [[20], [95]])
}

@Test func `flow: a block taller than a page is placed and reported with the excess`() {
  let plan = planPages([FlowItem(Box(height: 130))], style: PageStyle(frame))
  #expect(heights(plan) == [[130]])
  #expect(plan.problems.map(\.kind) == [.tooTall(30)])
}

@Test func `flow: running text takes the text width, figures the page's`() {
  let plan = planPages([FlowItem(Box(height: 1)), FlowItem(Box(height: 1), width: .full)], style: PageStyle(frame))
  #expect(plan.pages[0].placements.map(\.fragment.size.width) == [50, 80])
}

@Test func `flow: rows too tall for any page end in a report, not in a loop`() {
  let plan = planPages([FlowItem(Rows(count: 3, rowHeight: 500)), FlowItem(Box(height: 1))], style: PageStyle(frame))
  #expect(plan.problems.count == 1)
  #expect(heights(plan) == [[1]])
}

@Test func `flow: no items make one empty page`() {
  #expect(heights(planPages([], style: PageStyle(frame))) == [[]])
}

@Test func `row: fractions share what fixed tracks and gaps leave`() {
  #expect(trackWidths([.fraction(3), .points(20), .fraction(1)], count: 3, gap: 5, available: 110) == [60, 20, 20])
  #expect(trackWidths([], count: 2, gap: 10, available: 110) == [50, 50])
  #expect(trackWidths([.points(80)], count: 2, gap: 0, available: 40) == [80, 0])
}

@Test func `row: the pictures of neighbours begin on one line`() {
  let row = RowBlock(children: [Box(height: 30, head: 10), Box(height: 30, head: 25)], gap: 4)
  let fragment = row.layout(in: Region(width: 84, height: 200), from: .start)
  #expect(fragment.size == Size(width: 84, height: 55))
}

@Test func `figure: a broken picture has its foot under the last part only`() {
  var figure = FigureBlock(
    picture: Rows(count: 15, rowHeight: 10),
    style: FigureStyle(ruleWidth: 1, ruleColor: .black, ruleSpace: 2, spaceAbovePicture: 3, spaceBelowPicture: 4))
  figure.head = Box(height: 10)
  figure.foot = Box(height: 21)
  let plan = planPages([FlowItem(figure)], style: PageStyle(frame))
  // 15 above the rows, 25 below the last: 8 rows; of the other 7 only 6, so that the foot never stands alone; 1 row and the foot.
  #expect(heights(plan) == [[95], [75], [50]])
  #expect(plan.problems.isEmpty)
}

@Test func `row: the feet of neighbours begin on one line`() {
  let style = FigureStyle(ruleWidth: 0, ruleColor: .black, ruleSpace: 0, spaceAbovePicture: 0, spaceBelowPicture: 4)
  func figure(_ height: Double) -> FigureBlock {
    var figure = FigureBlock(picture: Box(height: height), style: style)
    figure.foot = Named(name: "foot \(height)")
    return figure
  }
  let row = RowBlock(children: [figure(30), figure(50)], gap: 4)
  let fragment = row.layout(in: Region(width: 84, height: 200), from: .start)
  #expect(fragment.anchors.map(\.offset.y) == [54, 54])
}

@Test func `stack: anchors move with their block`() {
  let stack = StackBlock([StackChild(Box(height: 10)), StackChild(Named(name: "a", drop: 2), spaceBefore: 3)])
  let fragment = stack.layout(in: Region(width: 50, height: 100), from: .start)
  #expect(fragment.anchors == [Anchor(name: "a", offset: Point(x: 0, y: 15))])
  #expect(fragment.firstBaseline == 18)
  #expect(fragment.size.height == 20)
}

@Test func `row: lower children stand at the middle or the foot of the highest where asked`() {
  func offsets(_ share: Double) -> [Double] {
    var row = RowBlock(children: [Named(name: "a"), Box(height: 27)], gap: 4)
    row.verticalShare = share
    return row.layout(in: Region(width: 84, height: 200), from: .start).anchors.map(\.offset.y)
  }
  #expect([offsets(0), offsets(0.5), offsets(1)] == [[0], [10], [20]])
}
