import DataTables
import Geometry
import Glibc
import Inputs

/// Labels of points, and of lines at their end, their start or at each point.
///
/// `placement: auto | right | left | above | below`. A label whose place is taken goes round its point, then away from it on a leader;
/// where even that fails a warning names it. The labels at the ends of lines are moved apart along the edge instead.
struct PointLabels {
  let options: LabelOptions

  init(_ options: LabelOptions) { self.options = options }

  private var context: MarkContext { options.context }
  private var ruler: TextRuler { context.compilation.ruler }

  private enum Side: String, CaseIterable { case auto, right, left, above, below }

  /// A label with the point it belongs to.
  private struct Item {
    var row: Int
    var point: Point
    var text: TextMark
  }

  func marks(in space: inout LabelSpace) -> [Mark] {
    let isLine = [.line, .trail, .area].contains(context.mark.type)
    let at = isLine ? options.choice("at", ["end", "start", "each"])(0) ?? "end" : "each"
    return at == "each" ? around(items(allRows), &space) : beside(items(ends(isLast: at == "end")), isRight: at == "end", &space)
  }

  private var allRows: [Int] { Array(0..<context.frame.count) }

  private func items(_ rows: [Int]) -> [Item] {
    let place = places(context)
    return rows.compactMap { row in
      guard let point = place(row), let text = options.text(row) else { return nil }
      return Item(row: row, point: point, text: text)
    }
  }

  /// The last (or first) drawn row of each series.
  private func ends(isLast: Bool) -> [Int] {
    let place = places(context)
    return series(context).compactMap { rows in
      let drawn = rows.filter { place($0) != nil }
      return isLast ? drawn.last : drawn.first
    }
  }

  private func mark(_ item: Item) -> Mark { Mark(.mark, .text(item.text), style: MarkStyle(fill: .color(options.color(item.row)))) }

  // MARK: ends of lines

  private func beside(_ items: [Item], isRight: Bool, _ space: inout LabelSpace) -> [Mark] {
    let sorted = stablySorted(Array(items.indices)) { compared(items[$0].point.y, items[$1].point.y) }.map { items[$0] }
    let heights = sorted.map { $0.text.inkBox(ruler).height + 1 }
    let middles = spread(sorted.map(\.point.y), lengths: heights)
    var result: [Mark] = []
    for (item, y) in zip(sorted, middles) {
      var item = item
      let sign: Double = isRight ? 1 : -1
      let isMoved = abs(y - item.point.y) > item.text.fontSize * 0.6
      let start = item.point.x + sign * options.padding
      let x = start + (isMoved ? sign * item.text.fontSize : 0)
      item.text.align = isRight ? .left : .right
      item.text.anchor = Point(x: x, y: y - item.text.multiLineOffset / 2)
      space.take(item.text.inkBox(ruler))
      if isMoved { result.append(Mark(.mark, .rule(Point(x: start, y: item.point.y), Point(x: x - sign * 2, y: y)), style: options.leaderStyle)) }
      result.append(mark(item))
    }
    return result
  }

  // MARK: around points

  private func around(_ items: [Item], _ space: inout LabelSpace) -> [Mark] {
    let side = options.choice("placement", Side.allCases.map(\.rawValue) + ["callout"])
    let radius = pointRadii(context)
    var dots = LabelSpace()
    for item in items { dots.take(Rect(x: item.point.x, y: item.point.y, width: 0, height: 0).expanded(by: radius(item.row))) }
    var result: [Mark] = []
    for item in items {
      let wanted = side(item.row).flatMap(Side.init(rawValue:)) ?? .auto
      guard let marks = placed(item, wanted, radius(item.row), dots, &space) else {
        options.dropped(item.text)
        continue
      }
      result += marks
    }
    return result
  }

  /// Directions as fractions of a turn from the right, clockwise.
  private static let turns: [Double] = [0, 0.5, 0.75, 0.25, 0.875, 0.125, 0.625, 0.375]

  private func placed(_ item: Item, _ side: Side, _ radius: Double, _ dots: LabelSpace, _ space: inout LabelSpace) -> [Mark]? {
    let first: Double = switch side { case .auto, .right: 0; case .left: 0.5; case .above: 0.75; case .below: 0.25 }
    let turns = [first] + Self.turns.filter { $0 != first }
    for ring in 0..<4 {
      let gap = radius + options.padding + Double(ring) * item.text.fontSize * 1.2
      for turn in turns {
        var moved = item
        moved.text = standing(item, turn, gap)
        let box = moved.text.inkBox(ruler)
        guard dots.isFree(box), space.isFree(box) else { continue }
        space.take(box)
        guard ring > 0 else { return [mark(moved)] }
        return [Mark(.mark, .rule(direction(item.point, turn, radius), direction(item.point, turn, gap - 2)), style: options.leaderStyle), mark(moved)]
      }
    }
    return nil
  }

  private func direction(_ p: Point, _ turn: Double, _ reach: Double) -> Point {
    Point(x: p.x + cos(turn * 2 * .pi) * reach, y: p.y + sin(turn * 2 * .pi) * reach)
  }

  private func standing(_ item: Item, _ turn: Double, _ gap: Double) -> TextMark {
    var text = item.text
    text.anchor = direction(item.point, turn, gap)
    let c = cos(turn * 2 * .pi), s = sin(turn * 2 * .pi)
    text.align = c > 0.1 ? .left : c < -0.1 ? .right : .center
    text.baseline = s > 0.1 ? .top : s < -0.1 ? .bottom : .middle
    text.anchor.y -= text.multiLineOffset * (text.baseline == .bottom ? 1 : text.baseline == .middle ? 0.5 : 0)
    return text
  }
}

/// The radius of each row's symbol in pixels; 0 for marks without symbols.
func pointRadii(_ context: MarkContext) -> (Int) -> Double {
  guard [.point, .circle, .square].contains(context.mark.type) else { return { _ in 0 } }
  let size = ChannelReader(.size, context), standard = context.number("size") ?? 30
  return { row in (max(0, size.item(row)?.number ?? standard) / .pi).squareRoot() }
}
