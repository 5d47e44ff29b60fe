import DataTables
import Geometry
import Inputs

/// Straight lines from point to point or across the view. https://vega.github.io/vega-lite/docs/rule.html
func ruleMarks(_ context: MarkContext) -> [Mark] {
  let styler = MarkStyler(context)
  let count = context.frame.count
  if let from = projectedPlaces(context, .longitude, .latitude),
    let to = projectedPlaces(context, .longitude2, .latitude2) {
    return (0..<count).compactMap { row in
      guard let a = from(row), let b = to(row) else { return nil }
      return Mark(.mark, .rule(a, b), style: styler.style(row))
    }
  }
  let vertical = context.mark.orient == .vertical
  let hasBoth = context.mark.orient == nil
  let x = ends(context, .x, spans: !vertical || hasBoth), y = ends(context, .y, spans: vertical || hasBoth)
  return (0..<count).compactMap { row in
    guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { return nil }
    let a = Point(x: x1, y: y1), b = Point(x: x2, y: y2)
    return a.isFinite && b.isFinite ? Mark(.mark, .rule(a, b), style: styler.style(row)) : nil
  }
}

private func ends(_ context: MarkContext, _ channel: Channel, spans: Bool) -> (Int) -> (Double, Double)? {
  let position = Position(context: context, channel: channel)
  guard spans else {
    let p = position.point(.middle)
    return { row in p(row).map { ($0, $0) } }
  }
  if let def = context.encoding[channel], def.isFieldOrDatum || def.value != nil { return position.range() }
  if channel.second.flatMap({ context.encoding[$0] }) != nil || context.mark[channel.rawValue] != nil { return position.range() }
  // Nothing along this axis: the rule runs across the whole view.
  let length = context.length(channel)
  return { _ in channel == .x ? (0, length) : (length, 0) }
}
