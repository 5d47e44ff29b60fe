import DataTables
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
  return fromMeasures(mark.type, x, y)
}

/// The direction that numbers give; nil when neither position is a number or a time.
private func fromMeasures(_ type: MarkType, _ x: ChannelDef?, _ y: ChannelDef?) -> Orientation? {
  let xIsMeasure = x?.isMeasure == true, yIsMeasure = y?.isMeasure == true
  let along: Orientation
  switch (xIsMeasure, yIsMeasure) {
  case (true, false): along = .horizontal
  case (false, true): along = .vertical
  case (true, true): return .vertical
  case (false, false):
    let xIsTime = x?.isTemporalField == true, yIsTime = y?.isTemporalField == true
    return xIsTime == yIsTime ? nil : xIsTime ? .vertical : .horizontal
  }
  // A tick stands across the direction in which its values run.
  return type == .tick ? (along == .horizontal ? .vertical : .horizontal) : along
}

extension ChannelDef {
  /// A number that is not in bins.
  fileprivate var isMeasure: Bool {
    if isField { return type == .quantitative && bin == nil }
    switch datum {
    case .number?, .integer?: return true
    default: return false
    }
  }

  fileprivate var isTemporalField: Bool { isField && type == .temporal }
}
