import DataTables
import Geometry
import Inputs

/// Bars, rects and images: upright rectangles. https://vega.github.io/vega-lite/docs/bar.html
func barMarks(_ context: MarkContext) -> [Mark] {
  let x = RectPosition(context: context, channel: .x).spans(), y = RectPosition(context: context, channel: .y).spans()
  let styler = MarkStyler(context)
  let radii = BarCorners(context)
  if let stack = context.unit.stack, context.mark.type == .bar, radii.isRounded, context.encoding[.size] == nil {
    return roundedStacks(context, stack, x, y)
  }
  var marks: [Mark] = []
  marks.reserveCapacity(context.frame.count)
  for row in 0..<context.frame.count {
    guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { continue }
    let rect = Rect(corner: Point(x: x1, y: y1), corner: Point(x: x2, y: y2))
    guard rect.isFinite else { continue }
    marks.append(Mark(.mark, .rect(rect, radii.radii(row)), style: styler.style(row)))
  }
  return marks
}

/// Stacked bars with round corners: each stack is clipped as a whole, and outlined when bars are.
private func roundedStacks(
  _ context: MarkContext, _ stack: Stack, _ x: (Int) -> (Double, Double)?, _ y: (Int) -> (Double, Double)?
) -> [Mark] {
  let styler = MarkStyler(context)
  let radii = BarCorners(context)
  var marks: [Mark] = []
  for rows in context.frame.grouped(by: stack.groupBy.map(\.column)) {
    let boxes = rows.compactMap { row -> (Int, Rect)? in
      guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { return nil }
      let rect = Rect(corner: Point(x: x1, y: y1), corner: Point(x: x2, y: y2))
      return rect.isFinite ? (row, rect) : nil
    }
    guard let first = boxes.first else { continue }
    let whole = boxes.dropFirst().reduce(first.1) { $0.union($1.1) }
    let corners = radii.radii(first.0)
    for (row, rect) in boxes { marks.append(Mark(.mark, .rect(rect, .zero), style: styler.style(row), clip: whole, clipRadii: corners)) }
    var outline = styler.style(first.0)
    outline.fill = nil
    if outline.stroke != nil { marks.append(Mark(.mark, .rect(whole, corners), style: outline)) }
  }
  return marks
}

/// The corners of bars: each by itself, all, or those at the end of the bar.
private struct BarCorners {
  private let plain: CornerRadii
  private let falling: CornerRadii?
  private let lengths: [Value]

  init(_ context: MarkContext) {
    func n(_ key: String) -> Double? { context.number(key) }
    let all = n("cornerRadius") ?? 0
    var radii = CornerRadii(
      topLeft: n("cornerRadiusTopLeft") ?? all, topRight: n("cornerRadiusTopRight") ?? all, bottomRight: n("cornerRadiusBottomRight") ?? all,
      bottomLeft: n("cornerRadiusBottomLeft") ?? all)
    var falling: CornerRadii?
    var lengths: [Value] = []
    if let end = n("cornerRadiusEnd"), context.mark.type == .bar {
      let base = radii
      if context.encoding[context.mark.orient == .horizontal ? .x2 : .y2] != nil {
        radii = CornerRadii(all: end)
      } else if context.mark.orient == .horizontal {
        radii.topRight = end
        radii.bottomRight = end
        var other = base
        other.topLeft = end
        other.bottomLeft = end
        falling = other
      } else {
        radii.topLeft = end
        radii.topRight = end
        var other = base
        other.bottomLeft = end
        other.bottomRight = end
        falling = other
      }
      let channel: Channel = context.mark.orient == .horizontal ? .x : .y
      if let def = context.encoding[channel], def.isField { lengths = context.frame[def.column] }
    }
    plain = radii
    self.falling = falling
    self.lengths = lengths
  }

  var isRounded: Bool { plain != .zero }

  func radii(_ row: Int) -> CornerRadii {
    if let falling, row < lengths.count, let x = lengths[row].finite, x < 0 { return falling }
    return plain
  }
}

/// Ticks: thin bars across the direction of their values. https://vega.github.io/vega-lite/docs/tick.html
func tickMarks(_ context: MarkContext) -> [Mark] {
  let isHorizontal = context.mark.orient == .horizontal
  let along: Channel = isHorizontal ? .x : .y, across: Channel = isHorizontal ? .y : .x
  let span = RectPosition(context: context, channel: along).spans()
  let center = Position(context: context, channel: across).point(.middle)
  let thickness = context.number("thickness") ?? 1
  let styler = MarkStyler(context)
  let radius = CornerRadii(all: context.number("cornerRadius") ?? 0)
  return (0..<context.frame.count).compactMap { row in
    guard let (a, b) = span(row), let c = center(row) else { return nil }
    let p = c - thickness / 2, q = c + thickness / 2
    let rect = isHorizontal ? Rect(corner: Point(x: a, y: p), corner: Point(x: b, y: q)) : Rect(corner: Point(x: p, y: a), corner: Point(x: q, y: b))
    return rect.isFinite ? Mark(.mark, .rect(rect, radius), style: styler.style(row)) : nil
  }
}
