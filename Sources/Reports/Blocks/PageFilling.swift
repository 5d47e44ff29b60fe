import Geometry
import Layout
import Specs

/// Figures with `fill: page`: their pictures take the room that the other blocks of their page leave.
extension ReportBuilder {
  /// A figure that fills its page and the item of the flow that it became.
  struct FillingFigure {
    var block: BlockSpec
    var item: Int
  }

  /// The items with each filling figure set again at the height that is left for it. Where the other blocks of its page need more than
  /// a page by themselves, text flows on and the figure keeps a whole page.
  mutating func filled(_ items: [FlowItem], _ figures: [FillingFigure]) -> [FlowItem] {
    var items = items
    for group in pageGroups(items) {
      let filling = figures.filter { group.contains($0.item) }
      let page = items[group.lowerBound].newPage?.right ?? frame
      guard !filling.isEmpty, let height = sharedHeight(Array(items[group]), filling.map { $0.item - group.lowerBound }, page) else { continue }
      for figure in filling {
        let width = items[figure.item].width == .text ? min(page.textWidth, page.content.width) : page.content.width
        // What is wrong with the figure has been found already.
        let before = findings
        if let made = block(figure.block, room: FigureRoom(width: width, height: height)) { items[figure.item].block = made }
        findings = before
      }
    }
    return items
  }

  /// The items between two that begin a page.
  private func pageGroups(_ items: [FlowItem]) -> [Range<Int>] {
    let starts = items.indices.filter { $0 == 0 || items[$0].newPage != nil || items[$0].breakBefore != nil }
    return zip(starts, starts.dropFirst() + [items.count]).map { $0..<$1 }
  }

  /// The height that each of the filling items may have so that all stand on one page; nil when there is too little for a picture.
  private func sharedHeight(_ items: [FlowItem], _ filling: [Int], _ page: PageFrame) -> Double? {
    func fits(_ height: Double) -> Bool {
      var trial = items
      for index in filling { trial[index].block = SpacerBlock(height: height) }
      if !trial.isEmpty { (trial[0].newPage, trial[0].breakBefore) = (nil, nil) }
      let plan = planPages(trial, style: PageStyle(page))
      return plan.pages.count == 1 && plan.problems.isEmpty
    }
    let least = page.content.height / 4
    guard fits(least) else { return nil }
    // What fits is found to a quarter of a point; spaces that snap to the grid keep it from being a sum.
    var low = least, high = page.content.height
    while high - low > 0.25 {
      let middle = (low + high) / 2
      if fits(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
