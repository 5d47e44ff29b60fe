import Inputs

/// Which way a mark runs: a vertical bar has its length along y. Nil for marks without a direction.
///
/// https://vega.github.io/vega-lite/docs/bar.html#orient
func orientation(of mark: MarkDef, _ encoding: Encoding) -> Orientation? {
  let x = encoding[.x], y = encoding[.y]
  let hasX2 = encoding[.x2] != nil, hasY2 = encoding[.y2] != nil
  let stated = mark["orient"]?.string.flatMap(Orientation.init(rawValue:))
  switch mark.type {
  case .point, .circle, .square, .text, .image, .rect, .geoshape, .arc: return nil
  case .bar, .rule, .area, .line, .tick, .trail: break
  }
  if mark.type == .bar {
    if let x, x.isField, x.isBinned || (y?.isField == true && y?.aggregate != nil && x.aggregate == nil) { return .vertical }
    if let y, y.isField, y.isBinned || (x?.isField == true && x?.aggregate != nil && y.aggregate == nil) { return .horizontal }
    if hasX2 || hasY2 {
      if let stated { return stated }
      if !hasX2 { return x?.isUnbinnedQuantitative == true && y?.isBinned == true ? .horizontal : .vertical }
      if !hasY2 { return y?.isUnbinnedQuantitative == true && x?.isBinned == true ? .vertical : .horizontal }
    }
  }
  if mark.type == .bar || mark.type == .rule, hasX2, hasY2, x?.isBinned != true, y?.isBinned != true { return nil }
  if mark.type == .bar || mark.type == .rule || mark.type == .area {
    if hasY2 { return y?.isBinned == true ? .horizontal : .vertical }
    if hasX2 { return x?.isBinned == true ? .vertical : .horizontal }
    if mark.type == .rule {
      if x != nil, y == nil { return .vertical }
      if y != nil, x == nil { return .horizontal }
    }
  }
  if let stated { return stated }
  // A bar over nothing but time lies across it.
  if mark.type == .bar, x == nil, let y, y.type == .temporal { return .horizontal }
  if mark.type == .bar, y == nil, let x, x.type == .temporal { return .vertical }
  return fromMeasures(mark.type, x, y)
}

private func fromMeasures(_ type: MarkType, _ x: ChannelDef?, _ y: ChannelDef?) -> Orientation {
  let xIsMeasure = x?.isContinuous == true, yIsMeasure = y?.isContinuous == true
  let along: Orientation
  switch (xIsMeasure, yIsMeasure) {
  case (true, false): along = .horizontal
  case (false, true), (false, false): along = .vertical
  case (true, true):
    let xIsTime = x?.type == .temporal, yIsTime = y?.type == .temporal
    if xIsTime != yIsTime {
      along = xIsTime ? .vertical : .horizontal
    } else {
      along = x?.aggregate != nil && y?.aggregate == nil ? .horizontal : .vertical
    }
  }
  // A tick stands across the direction in which its values run.
  guard type == .tick, xIsMeasure || yIsMeasure else { return along }
  return along == .horizontal ? .vertical : .horizontal
}
