import DataTables
import Geometry
import Inputs

/// Points, circles and squares. https://vega.github.io/vega-lite/docs/point.html
func pointMarks(_ context: MarkContext) -> [Mark] {
  let place = places(context)
  let size = ChannelReader(.size, context), shape = ChannelReader(.shape, context), angle = ChannelReader(.angle, context)
  let defaultSize = context.number("size") ?? 30
  let defaultShape = context.mark.type == .point ? context.mark.string("shape") ?? "circle" : context.mark.type.rawValue
  let defaultAngle = context.number("angle") ?? 0
  let styler = MarkStyler(context)
  return (0..<context.frame.count).compactMap { row in
    guard let center = place(row) else { return nil }
    let area = size.isGiven ? size.item(row)?.number ?? (size.item(row) == nil ? defaultSize : 0) : defaultSize
    var name = defaultShape
    if case .text(let s)? = shape.item(row) { name = s }
    let symbol = SymbolMark(center: center, size: max(0, area), shape: name, angle: angle.item(row)?.number ?? defaultAngle)
    return area.isFinite ? Mark(.mark, .symbol(symbol), style: styler.style(row)) : nil
  }
}

/// The place of each row: from x and y, or from the projection.
func places(_ context: MarkContext) -> (Int) -> Point? {
  if let projected = projectedPlaces(context, .longitude, .latitude) { return projected }
  let x = Position(context: context, channel: .x).point(.middle), y = Position(context: context, channel: .y).point(.middle)
  return { row in
    guard let px = x(row), let py = y(row) else { return nil }
    let p = Point(x: px, y: py)
    return p.isFinite ? p : nil
  }
}
