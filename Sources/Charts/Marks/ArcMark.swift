import DataTables
import Geometry
import Glibc
import Inputs

/// Sectors of rings. https://vega.github.io/vega-lite/docs/arc.html
func arcMarks(_ context: MarkContext) -> [Mark] {
  let styler = MarkStyler(context)
  let x = Position(context: context, channel: .x).point(.middle), y = Position(context: context, channel: .y).point(.middle)
  let theta = polarSpan(context, .theta), radius = polarSpan(context, .radius)
  let pad = context.number("padAngle") ?? 0, corner = context.number("cornerRadius") ?? 0
  return (0..<context.frame.count).compactMap { row in
    guard let cx = x(row), let cy = y(row), let (a, b) = theta(row), let (inner, outer) = radius(row) else { return nil }
    let arc = ArcMark(
      center: Point(x: cx, y: cy), startAngle: b, endAngle: a, innerRadius: min(inner, outer), outerRadius: max(inner, outer), padAngle: pad,
      cornerRadius: corner)
    return Mark(.mark, .arc(arc), style: styler.style(row))
  }
}

/// The start and end of each row along an angle or a radius.
private func polarSpan(_ context: MarkContext, _ channel: Channel) -> (Int) -> (Double, Double)? {
  let frame = context.frame
  let isAngle = channel == .theta
  let outerKey = isAngle ? "theta" : "outerRadius", innerKey = isAngle ? "theta2" : "innerRadius"
  func constant(_ key: String) -> Double? { context.number(key) }
  let whole = isAngle ? 2 * Double.pi : min(context.size.width, context.size.height) / 2
  let shift = isAngle ? context.number("thetaOffset") ?? 0 : context.number("radiusOffset") ?? 0
  let secondShift = isAngle ? context.number("theta2Offset") ?? 0 : context.number("radius2Offset") ?? 0
  let low = constant(innerKey) ?? (isAngle ? nil : constant("radius2"))
  guard let def = context.encoding[channel], def.isFieldOrDatum || def.value != nil else {
    let high = constant(outerKey) ?? (isAngle ? nil : constant("radius")) ?? whole
    return { _ in (high + shift, (low ?? 0) + secondShift) }
  }
  if let value = def.value?.number { return { _ in (value + shift, (low ?? 0) + secondShift) } }
  guard let scale = context.scale(channel) else {
    let column = frame[def.column]
    return { row in column[row].finite.map { ($0 + shift, (low ?? 0) + secondShift) } }
  }
  if let stack = context.unit.stack, stack.channel == channel {
    let starts = frame[def.column + "_start"], ends = frame[def.column + "_end"]
    return { row in
      guard let a = scale.position(ends[row]), let b = scale.position(starts[row]) else { return nil }
      return (a + shift, b + secondShift)
    }
  }
  let column = frame[def.column]
  if scale.type == .band {
    return { row in
      guard let a = scale.position(def.datum ?? column[row]) else { return nil }
      return (a + scale.bandwidth + shift, a + secondShift)
    }
  }
  if def.isBinning || def.timeUnit != nil {
    let ends = frame[def.endColumn]
    return { row in
      guard let a = scale.position(column[row]), let b = scale.position(ends[row]) else { return nil }
      return (b, a)
    }
  }
  if let second = channel.second.flatMap({ context.encoding[$0] }), second.isFieldOrDatum {
    let ends = frame[second.column]
    return { row in
      guard let a = scale.position(def.datum ?? column[row]), let b = scale.position(second.datum ?? ends[row]) else { return nil }
      return (a + shift, b + secondShift)
    }
  }
  let zero = scale.position(.number(0)) ?? 0
  return { row in scale.position(def.datum ?? column[row]).map { ($0 + shift, (low ?? zero) + secondShift) } }
}

/// Where words on a polar chart stand: around the middle of the view.
func polarPlaces(_ context: MarkContext) -> (Int) -> Point? {
  let x = Position(context: context, channel: .x).point(.middle), y = Position(context: context, channel: .y).point(.middle)
  func place(_ channel: Channel) -> (Int) -> Double? {
    guard let def = context.encoding[channel], let scale = context.scale(channel) else {
      let fallback = channel == .theta ? context.number("theta") ?? 0
        : context.encoding[channel]?.value?.number ?? context.number("radius") ?? min(context.size.width, context.size.height) / 2
      return { _ in fallback }
    }
    if let stack = context.unit.stack, stack.channel == channel {
      let starts = context.frame[def.column + "_start"], ends = context.frame[def.column + "_end"]
      let band = def.bandPosition ?? (channel == .theta || channel == .radius ? 0.5 : 1)
      return { row in
        guard let a = scale.position(starts[row]), let b = scale.position(ends[row]) else { return nil }
        return a + (b - a) * band
      }
    }
    let column = context.frame[def.column]
    return { row in scale.position(def.datum ?? column[row], at: 0.5) }
  }
  let theta = place(.theta), radius = place(.radius)
  let dTheta = context.number("thetaOffset") ?? 0, dRadius = context.number("radiusOffset") ?? 0
  return { row in
    guard let cx = x(row), let cy = y(row), let t = theta(row), let r = radius(row) else { return nil }
    let angle = t + dTheta - .pi / 2, reach = r + dRadius
    return Point(x: cx + reach * cos(angle), y: cy + reach * sin(angle))
  }
}
