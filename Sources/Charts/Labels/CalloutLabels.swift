import DataTables
import Geometry
import Inputs

/// Labels in a row above and a row below their points, joined to them by leaders: `placement: callout`, for timelines and crowded axes.
///
/// The labels keep the order of their points and stand as near to them as their neighbours allow, so leaders never cross. `side` says
/// above or below; without it points take turns. `width` (120) is that of their lines, `length` is how far the rows stand from the points,
/// `head` a first line with a look of its own.
struct CalloutLabels {
  let options: LabelOptions
  private let head: LabelOptions?

  init(_ options: LabelOptions) {
    self.options = options
    head = options["head"].map { LabelOptions(options.context, $0, under: options) }
  }

  private var context: MarkContext { options.context }
  private var ruler: TextRuler { context.compilation.ruler }
  /// Between a leader and its words.
  private var aside: Double { options.padding }
  private var length: Double { max(0, options.number("length") ?? 24) }

  /// A point with the words that belong to it.
  private struct Anchor {
    var row: Int
    var point: Point
    var head: TextMark?
    var text: TextMark?
    var isAbove: Bool
    var radius: Double
  }

  /// The words in lines, and the room they take with their leader, in pixels.
  private struct Callout {
    var anchor: Anchor
    var head: TextMark?
    var text: TextMark?
    var size: Size
  }

  func marks(in space: inout LabelSpace) -> [Mark] {
    let anchors = self.anchors
    return [true, false].flatMap { isAbove -> [Mark] in
      let mine = anchors.filter { $0.isAbove == isAbove }
      let marks = row(mine, isAbove: isAbove)
      for mark in marks { if case .text(let text) = mark.shape { space.take(text.inkBox(ruler)) } }
      return marks
    }
  }

  /// One row of callouts; lines are broken shorter than `width` where the row would be longer than the plot.
  private func row(_ anchors: [Anchor], isAbove: Bool) -> [Mark] {
    guard let edge = isAbove ? anchors.map(\.point.y).min() : anchors.map(\.point.y).max() else { return [] }
    let gap = options.padding * 2, room = max(0, context.size.width)
    var limit = max(0, options.number("width") ?? 120)
    var row = callouts(anchors, width: limit)
    while row.map({ $0.size.width + gap }).reduce(-gap, +) > room, limit > 30 {
      limit -= 4
      row = callouts(anchors, width: limit)
    }
    let middles = spread(row.map { $0.anchor.point.x + $0.size.width / 2 }, lengths: row.map { $0.size.width + gap }, within: -gap / 2...room + gap / 2)
    let tallest = row.map(\.size.height).max() ?? 0
    return zip(row, middles).flatMap { callout, middle in
      marks(of: callout, at: Point(x: middle - callout.size.width / 2, y: isAbove ? edge - length - tallest : edge + length))
    }
  }

  /// The points with words, from left to right.
  private var anchors: [Anchor] {
    let place = places(context)
    let side = options.choice("side", ["above", "below"]), radius = pointRadii(context)
    let found = (0..<context.frame.count).compactMap { row -> Anchor? in
      guard let point = place(row) else { return nil }
      let first = head.flatMap { $0.text(row) }, text = options.text(row)
      return first == nil && text == nil ? nil : Anchor(row: row, point: point, head: first, text: text, isAbove: true, radius: radius(row))
    }
    var isAbove = false
    return stablySorted(Array(found.indices)) { compared(found[$0].point.x, found[$1].point.x) }.map { i in
      var anchor = found[i]
      isAbove = side(anchor.row).map { $0 == "above" } ?? !isAbove
      anchor.isAbove = isAbove
      return anchor
    }
  }

  private func callouts(_ anchors: [Anchor], width limit: Double) -> [Callout] {
    anchors.map { anchor in
      let parts = (head: anchor.head.map { wrapped($0, limit) }, text: anchor.text.map { wrapped($0, limit) })
      let all = [parts.head, parts.text].compactMap { $0 }
      let height = all.map { Double($0.lines.count) * $0.leading }.reduce(0, +)
      let width = all.map { $0.bounds(ruler).width }.max() ?? 0
      return Callout(anchor: anchor, head: parts.head, text: parts.text, size: Size(width: width + aside, height: height))
    }
  }

  /// - Parameter corner: the top left of the callout; its leader runs down its left side.
  private func marks(of callout: Callout, at corner: Point) -> [Mark] {
    let point = callout.anchor.point, isAbove = callout.anchor.isAbove
    let bottom = corner.y + callout.size.height
    let sign: Double = isAbove ? -1 : 1
    let start = Point(x: point.x, y: point.y + sign * callout.anchor.radius)
    let knee = start.y + sign * min(length / 2, 4)
    let shoulder = isAbove ? max(bottom, point.y - length + 3) : corner.y - 3
    var leader = Path()
    leader.move(to: start)
    for p in [Point(x: point.x, y: knee), Point(x: corner.x, y: shoulder), Point(x: corner.x, y: isAbove ? corner.y : bottom)] { leader.line(to: p) }
    var result = [Mark(.mark, .path(leader, .line), style: options.leaderStyle)]
    var y = corner.y
    for (part, look) in [(callout.head, head ?? options), (callout.text, options)] {
      guard var text = part else { continue }
      text.anchor = Point(x: corner.x + aside, y: y)
      text.baseline = .top
      result.append(Mark(.mark, .text(text), style: MarkStyle(fill: .color(look.color(callout.anchor.row)))))
      y += Double(text.lines.count) * text.leading
    }
    return result
  }

  private func wrapped(_ given: TextMark, _ limit: Double) -> TextMark {
    var text = given
    text.lines = ruler.wrapped(given.lines, text.fontSpec, limit: limit)
    return text
  }
}
