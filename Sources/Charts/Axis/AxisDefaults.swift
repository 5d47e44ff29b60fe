import DataTables
import Formats
import Geometry
import Inputs
import Scales

/// Vega-Lite's rules for what nobody states about an axis. One rule a property.
/// https://vega.github.io/vega-lite/docs/axis.html
struct AxisDefaults {
  let axis: AxisSpec
  /// The length of the axis in pixels.
  let length: Double

  private var scale: ResolvedScale { axis.scale }
  private var def: ChannelDef { axis.def }
  private var isX: Bool { axis.channel == .x }

  var hasGrid: Bool {
    axis.bool("grid") ?? (!scale.type.hasDiscreteDomain && def.isField && !def.isBinning && !def.isBinned)
  }

  /// 0..<360.
  var labelAngle: Double? {
    if let angle = axis.number("labelAngle") { return (angle.truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(dividingBy: 360) }
    return isX && def.type.isDiscrete && def.timeUnit == nil && labelWrap == nil ? 270 : nil
  }

  /// The widest that lines of labels may be in pixels; nil where labels are not wrapped.
  ///
  /// `true` is the distance between ticks, less a little air; along a y axis a third of the plot's default size.
  var labelWrap: Double? {
    guard let node = axis["labelWrap"], !node.isNull, node.bool != false else { return nil }
    if let n = node.number { return max(1, n) }
    guard isX else { return 100 }
    return max(1, (scale.step > 0 ? scale.step : length / max(1, tickCount ?? 10)) - 6)
  }

  /// The same for the title: `true` is the length of the axis.
  var titleWrap: Double? {
    guard let node = axis["titleWrap"], !node.isNull, node.bool != false else { return nil }
    return max(1, node.number ?? length)
  }

  var labelAlign: TextAlign {
    if let given = axis.string("labelAlign").flatMap(TextAlign.init(rawValue:)) { return given }
    if let angle = labelAngle, let align = align(for: angle) { return align }
    return axis.orient == .left ? .right : axis.orient == .right ? .left : .center
  }

  private func align(for angle: Double) -> TextAlign? {
    let start: Double = isX ? 0 : 90
    if (angle + 180).truncatingRemainder(dividingBy: 180) == start { return isX ? nil : .center }
    let isAfter = start < angle && angle < 180 + start
    return isAfter == (axis.orient == (isX ? .bottom : .left)) ? .left : .right
  }

  var labelBaseline: TextBaseline {
    if let given = axis.string("labelBaseline").flatMap(TextBaseline.init(rawValue:)) { return given }
    let fallback: TextBaseline = axis.orient == .top ? .bottom : axis.orient == .bottom ? .top : .middle
    guard let angle = labelAngle else { return fallback }
    let isLevel = angle <= 45 || angle >= 315
    if isX {
      if isLevel { return axis.orient == .top ? .bottom : .top }
      return (135...225).contains(angle) ? (axis.orient == .top ? .top : .bottom) : .middle
    }
    if isLevel || (135...225).contains(angle) { return fallback }
    return (45...135).contains(angle) ? (axis.orient == .left ? .top : .bottom) : (axis.orient == .left ? .bottom : .top)
  }

  /// Pixels from an end of the axis within which labels are pulled inside; nil for never.
  var labelFlush: Double? {
    if let given = axis["labelFlush"] { return given.number ?? (given.bool == true ? 1 : nil) }
    return isX && (def.type == .quantitative || def.type == .temporal) ? 1 : nil
  }

  enum Overlap { case parity, greedy }

  var labelOverlap: Overlap? {
    if let given = axis["labelOverlap"] {
      if let name = given.string { return name == "greedy" ? .greedy : .parity }
      return given.bool == true ? .parity : nil
    }
    if def.type.isDiscrete, def.timeUnit == nil || hasSortObject { return nil }
    return scale.type == .log || scale.type == .symlog ? .greedy : .parity
  }

  private var hasSortObject: Bool {
    switch def.sort {
    case .field, .encoding, .values: true
    case .unspecified, .none, .ascending, .descending: false
    }
  }

  /// Pixels of labels beyond the axis that are tolerated; nil for any.
  var labelBound: Double? {
    guard let given = axis["labelBound"] else { return nil }
    return given.number ?? (given.bool == true ? 0 : nil)
  }

  /// About how many ticks; nil for Vega's ten.
  var tickCount: Double? {
    if let n = axis.number("tickCount") { return n }
    if axis.stated["values"] != nil || scale.type.hasDiscreteDomain || scale.type == .log { return nil }
    if def.isBinning { return (length / 10).rounded(.up) }
    if let unit = def.timeUnit, ["month", "hours", "day", "quarter"].contains(unit.parts.joined()) { return nil }
    return (length / 40).rounded(.up)
  }

  /// The least distance between ticks in units of the domain.
  var tickMinStep: Double? {
    if let n = axis.number("tickMinStep") { return n }
    if axis.string("format") == "d" { return 1 }
    guard let unit = def.timeUnit, unit.parts != ["day"], let interval = unit.interval else { return nil }
    // Units differ in length: January of a common year is taken, as Vega-Lite does.
    let base = dateTimeValue(.map(["year": .of(2001)])) ?? 0
    return interval.offset(base, by: unit.step) - base
  }
}
