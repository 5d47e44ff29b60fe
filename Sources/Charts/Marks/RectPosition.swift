import DataTables
import Geometry
import Inputs
import Scales

/// The extent of bars, rects and ticks along one axis, as Vega-Lite's `rectPosition` finds it.
struct RectPosition {
  let context: MarkContext
  let channel: Channel

  private var mark: MarkDef { context.mark }
  private var def: ChannelDef? { context.encoding[channel] }
  private var scale: ResolvedScale? { context.scale(channel) }
  private var isX: Bool { channel == .x }
  private var sizeKey: String { isX ? "width" : "height" }
  private var second: ChannelDef? { channel.second.flatMap { context.encoding[$0] } }
  private var offsetScale: ResolvedScale? { channel.offset.flatMap { context.scales[$0] } }

  /// True across the direction in which the mark grows.
  private var isAcross: Bool {
    guard let orient = mark.orient else { return false }
    if mark.type == .tick { return isX ? orient == .horizontal : orient == .vertical }
    return mark.type == .bar && (isX ? orient == .vertical : orient == .horizontal)
  }

  func spans() -> (Int) -> (Double, Double)? {
    let discrete = scale?.type.hasDiscreteDomain == true
    if let def, def.isField, !discrete, def.isBinning || def.isBinned || (def.timeUnit != nil && second == nil),
      !hasAbsoluteSize, channel.offset.flatMap({ context.encoding[$0] }).map({ !$0.isFieldOrDatum }) ?? true {
      return binned(def)
    }
    if (def?.isFieldOrDatum == true && discrete) || isAcross, second == nil { return positionAndSize() }
    return Position(context: context, channel: channel).range()
  }

  /// A size in pixels is stated, so bins keep it.
  private var hasAbsoluteSize: Bool {
    if context.encoding[.size] != nil { return true }
    if let node = mark["size"] ?? mark[sizeKey] { return node["band"] == nil }
    return false
  }

  // MARK: bins and time units

  private func binned(_ def: ChannelDef) -> (Int) -> (Double, Double)? {
    guard let scale else { return { _ in nil } }
    let frame = context.frame
    let starts: [Value], ends: [Value]
    if frame.has(def.column + "_offset_start") {
      starts = frame[def.column + "_offset_start"]
      ends = frame[def.column + "_offset_end"]
    } else if def.isBinned, def.timeUnit == nil {
      starts = frame[def.column]
      if let second, second.isField { ends = frame[second.column] } else if case .binned(let step?)? = def.bin {
        ends = starts.map { $0.finite.map { .number($0 + step) } ?? .null }
      } else {
        context.compilation.report("no-bin-end", at: def.node.range, "a binned \(channel.rawValue) needs \(channel.rawValue)2 or a step")
        return { _ in nil }
      }
    } else {
      starts = frame[def.column]
      ends = frame[def.endColumn]
    }
    let band = mark[sizeKey]?["band"]?.number ?? mark["size"]?["band"]?.number ?? (def.timeUnit != nil ? mark.number("timeUnitBandSize") ?? 1 : 1)
    let spacing = mark.number("binSpacing") ?? 0
    let least = mark.number("minBandSize") ?? 0
    let translate = context.compilation.axisTranslate(channel, context.unit)
    let visual = context.number(channel.rawValue + "Offset") ?? 0
    let secondVisual = context.number((channel.second?.rawValue ?? "") + "Offset") ?? visual
    return { row in
      guard let a = scale.position(starts[row]), let b = scale.position(ends[row]) else { return nil }
      // A bin of nothing has no width.
      if starts[row].finite == nil { return (a, a) }
      let inset = (1 - band) / 2 * (b - a)
      var from = a + inset, to = b - inset
      let size = abs(to - from)
      // Bars thinner than the least width grow around their middle, others give up half the spacing on each side.
      let half = size < least ? (size - least) / 2 : spacing / 2
      let direction: Double = to >= from ? 1 : -1
      from += direction * half
      to -= direction * half
      return (from + translate + secondVisual, to + translate + visual)
    }
  }

  // MARK: bands and sizes

  private func positionAndSize() -> (Int) -> (Double, Double)? {
    let size = sizes()
    let isStart = size.isBand
    let position = Position(context: context, channel: channel)
    if isStart {
      let inset = (1 - size.band) / 2
      let start = bandStart(inset)
      return { row in
        guard let a = start(row), let w = size.value(row) else { return nil }
        return (a, a + w)
      }
    }
    let center = position.point(.middle)
    let align = mark.string(isX ? "align" : "baseline")
    return { row in
      guard let c = center(row), let w = size.value(row) else { return nil }
      if align == "left" || align == "top" { return (c, c + w) }
      if align == "right" || align == "bottom" { return (c - w, c) }
      return (c - w / 2, c + w / 2)
    }
  }

  /// The start of the band of each row, the offset's band inside it.
  private func bandStart(_ inset: Double) -> (Int) -> Double? {
    let frame = context.frame
    var base: (Int) -> Double? = { _ in 0 }
    if let def, def.isFieldOrDatum, let scale {
      let column = def.isBinning && scale.type.hasDiscreteDomain ? frame[def.rangeColumn] : frame[def.column]
      let fraction = offsetScale == nil ? inset : 0
      base = { row in scale.position(def.datum ?? column[row], at: fraction) }
    } else if def == nil, let given = context.length(of: mark[channel.rawValue], channel) {
      base = { _ in given }
    }
    let visual = context.number(channel.rawValue + "Offset") ?? 0
    guard let name = channel.offset, let offset = offsetScale, let offsetDef = context.encoding[name] else {
      let added = channel.offset.flatMap { context.encoding[$0]?.value?.number } ?? visual
      return { row in base(row).map { $0 + added } }
    }
    let column = frame[offsetDef.column]
    return { row in
      guard let a = base(row), let b = offset.position(offsetDef.datum ?? column[row], at: inset) else { return nil }
      return a + b
    }
  }

  private func sizes() -> (isBand: Bool, band: Double, value: (Int) -> Double?) {
    let reader = ChannelReader(.size, context)
    if isAcross, reader.isGiven { return (false, 1, { reader.item($0)?.number }) }
    let stated = (isAcross ? mark["size"] : nil) ?? mark[sizeKey]
    if let pixels = context.length(of: stated, channel), stated?["band"] == nil { return (false, 1, { _ in pixels }) }
    let bandScale = offsetScale ?? scale
    let fraction = stated?["band"]?.number
    let least = mark.number("minBandSize") ?? 0
    if let bandScale, bandScale.type == .band, fraction != nil || mark.number("discreteBandSize") == nil {
      let width = max(least, (fraction ?? mark["discreteBandSize"]?["band"]?.number ?? 1) * bandScale.bandwidth)
      return (true, fraction ?? mark["discreteBandSize"]?["band"]?.number ?? 1, { _ in width })
    }
    let pixels: Double
    if let bandScale {
      if bandScale.type.hasDiscreteDomain {
        pixels = mark.number("discreteBandSize") ?? pointWidth(bandScale)
      } else {
        pixels = mark.number("continuousBandSize") ?? context.config.discreteStep(sizeKey) - 2
      }
    } else if let size = mark.number("discreteBandSize") {
      pixels = size
    } else {
      let inner = context.config.scale("bandPaddingInner") ?? context.config.scale(mark.type.bandPaddingKey + "Inner") ?? 0
      pixels = (1 - inner) * context.length(channel)
    }
    return (false, 1, { _ in pixels })
  }

  /// The width of a bar on a point scale: two pixels less than the step that was asked for.
  private func pointWidth(_ scale: ResolvedScale) -> Double {
    let step = context.unit.common.node[sizeKey]?["step"]?.number
    if context.unit.common.node[sizeKey]?.number == nil { return (step ?? context.config.discreteStep(sizeKey)) - 2 }
    return context.config.discreteStep(sizeKey) - 2
  }
}
