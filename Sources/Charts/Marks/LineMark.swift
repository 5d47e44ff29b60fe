import DataTables
import Geometry
import Inputs

/// One path a series. https://vega.github.io/vega-lite/docs/line.html
func lineMarks(_ context: MarkContext) -> [Mark] {
  let place = places(context)
  let styler = MarkStyler(context)
  // Vega gives a line no direction: "monotone" always follows x.
  let curve = Curve(context.mark.string("interpolate") ?? "linear", tension: context.number("tension"))
  let isDefined = PathValidity(context)
  return series(context).compactMap { rows in
    guard let first = rows.first else { return nil }
    var path = Path()
    for run in runs(rows, isDefined) { curve.add(run.compactMap { place($0) }, to: &path) }
    return path.isEmpty ? nil : Mark(.mark, .path(path, .line), style: styler.style(first))
  }
}

/// A line whose width follows a field. https://vega.github.io/vega-lite/docs/trail.html
func trailMarks(_ context: MarkContext) -> [Mark] {
  let place = places(context)
  let styler = MarkStyler(context)
  let size = ChannelReader(.size, context)
  let width = context.number("size") ?? 2
  let isDefined = PathValidity(context)
  return series(context).compactMap { rows in
    guard let first = rows.first else { return nil }
    let points = rows.compactMap { row -> TrailPoint? in
      guard isDefined.holds(row), let p = place(row) else { return nil }
      return TrailPoint(point: p, width: size.item(row)?.number ?? width)
    }
    return points.isEmpty ? nil : Mark(.mark, .trail(points), style: styler.style(first))
  }
}

/// A filled band a series. https://vega.github.io/vega-lite/docs/area.html
func areaMarks(_ context: MarkContext) -> [Mark] {
  let isHorizontal = context.mark.orient == .horizontal
  let along = Position(context: context, channel: isHorizontal ? .y : .x).point(.middle)
  let range = Position(context: context, channel: isHorizontal ? .x : .y).range()
  let styler = MarkStyler(context)
  let curve = Curve(
    context.mark.string("interpolate") ?? "linear", tension: context.number("tension"), isHorizontal: context.mark.orient == .horizontal)
  let isDefined = PathValidity(context)
  return series(context).compactMap { rows in
    guard let first = rows.first else { return nil }
    var path = Path()
    for run in runs(rows, isDefined) {
      var top: [Point] = [], bottom: [Point] = []
      for row in run {
        guard let a = along(row), let (p, q) = range(row) else { continue }
        top.append(isHorizontal ? Point(x: p, y: a) : Point(x: a, y: p))
        bottom.append(isHorizontal ? Point(x: q, y: a) : Point(x: a, y: q))
      }
      curve.addBand(top, bottom, to: &path)
    }
    return path.isEmpty ? nil : Mark(.mark, .path(path, .area), style: styler.style(first))
  }
}

/// The rows of each series in drawing order.
func series(_ context: MarkContext) -> [[Int]] {
  let frame = context.frame
  let groups = frame.grouped(by: seriesColumns(context.unit))
  let order = context.encoding.all(.order)
  if order.contains(where: { $0.value != nil && !$0.isField }) { return groups }
  var keys: [([Value], Bool)] = order.filter(\.isField).map { def in
    if case .descending = def.sort { return (frame[def.column], true) }
    return (frame[def.column], false)
  }
  if keys.isEmpty {
    let channel: Channel = context.mark.type == .area || context.mark.type == .line || context.mark.type == .trail ? (context.mark.orient == .horizontal ? .y : .x) : .x
    guard context.encoding[.latitude] == nil, let def = context.encoding[channel], def.isField else { return groups }
    if case .none = def.sort { return groups }
    if let scale = context.scale(channel), scale.type.hasDiscreteDomain {
      // Discrete dimensions run in the order of the axis.
      let places = Dictionary(scale.domain.enumerated().map { ($1, Value.number(Double($0))) }) { a, _ in a }
      let name = def.isBinning ? def.rangeColumn : def.column
      keys = [(frame[name].map { places[$0.key] ?? .null }, false)]
    } else {
      // A null is sorted as the zero that JavaScript reads it as.
      keys = [(frame[def.column].map { $0.isNull ? .number(0) : $0 }, false)]
    }
  }
  return groups.map { rows in
    stablySorted(rows) { a, b in
      for (column, descending) in keys {
        let c = ordering(column[a], column[b])
        if c != 0 { return descending ? -c : c }
      }
      return 0
    }
  }
}

/// Whether the values of a row can be drawn: a path breaks where they cannot.
struct PathValidity {
  private let columns: [[Value]]

  init(_ context: MarkContext) {
    guard InvalidMode(context.mark).breaksPaths else {
      columns = []
      return
    }
    columns = [Channel.x, .y].compactMap { channel in
      guard let def = context.encoding[channel], def.isField, let scale = context.scale(channel), !scale.type.hasDiscreteDomain else { return nil }
      return context.frame[def.column]
    }
  }

  func holds(_ row: Int) -> Bool { columns.allSatisfy { $0[row].finite != nil } }
}

private func runs(_ rows: [Int], _ validity: PathValidity) -> [[Int]] {
  var result: [[Int]] = [], open: [Int] = []
  for row in rows {
    if validity.holds(row) { open.append(row) } else if !open.isEmpty {
      result.append(open)
      open = []
    }
  }
  if !open.isEmpty { result.append(open) }
  return result
}
