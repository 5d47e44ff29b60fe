import DataTables
import Geometry
import Inputs

/// Names of series in place of a legend, an option of this project: `color: {field: ..., legend: {orient: "series"}}`.
///
/// Over horizontal bars each name stands above the first bar of its series, in the series' color; names that would touch move on
/// to the right. Over vertical bars they stand in a row above the plot, and at lines and points after the last point of the series.
struct SeriesLabels {
  let context: MarkContext
  private let def: ChannelDef
  private let scale: ResolvedScale
  private let node: TreeNode

  static func isWanted(_ def: ChannelDef?) -> Bool { def?.node["legend"]?["orient"]?.string == "series" }

  init?(_ context: MarkContext) {
    guard let def = context.encoding[.color], Self.isWanted(def), def.isField, let scale = context.scales[.color], scale.type.hasDiscreteDomain else { return nil }
    self.context = context
    self.def = def
    self.scale = scale
    node = def.node["legend"] ?? .map([:])
  }

  /// Between the names and the first bar, in pixels.
  static let gap = 4.0

  private var fontSize: Double { node["labelFontSize"]?.number ?? context.config.number("legend", "labelFontSize") ?? 10 }

  private func name(_ value: Value, at point: Point, align: TextAlign = .left, baseline: TextBaseline) -> Mark {
    let format = LabelFormat(scale: nil, def: def.type == .temporal || def.timeUnit != nil ? def : nil, format: node["format"], formatType: nil, count: 10, config: context.config)
    let weight = node["labelFontWeight"].map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 600
    let text = TextMark(
      anchor: point, lines: [format(value)], font: node["labelFont"]?.string ?? context.config.string("legend", "labelFont") ?? context.compilation.defaultFont,
      fontSize: fontSize, fontWeight: weight, align: align, baseline: baseline)
    // Pale fills are fine for bars and too light for words (WCAG 2.1 asks 4.5 : 1).
    let color = (scale.color(value) ?? .black).darkened(toContrast: 4.5, on: .white)
    return Mark(.legendLabel, .text(text), style: MarkStyle(fill: .color(color)))
  }

  func marks() -> [Mark] {
    switch context.mark.type {
    case .bar: context.mark.orient == .horizontal ? overBars() : aboveRow()
    case .line, .trail, .area, .point, .circle, .square: afterLast()
    default: aboveRow()
    }
  }

  /// Names over the topmost bar (or group of bars), from left to right.
  private func overBars() -> [Mark] {
    let x = RectPosition(context: context, channel: .x).spans(), y = RectPosition(context: context, channel: .y).spans()
    let column = context.frame[def.column]
    var first: [(value: Value, rect: Rect)] = []
    for value in scale.domain {
      let rects = (0..<context.frame.count).filter { column[$0].key == value }.compactMap { row -> Rect? in
        guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { return nil }
        return Rect(corner: Point(x: x1, y: y1), corner: Point(x: x2, y: y2))
      }
      if let top = rects.min(by: { $0.minY < $1.minY }) { first.append((value, top)) }
    }
    guard let top = first.map(\.rect.minY).min() else { return [] }
    let isGrouped = Set(first.map(\.rect.minY)).count > 1
    let ordered = isGrouped ? first.sorted { $0.rect.minY < $1.rect.minY } : first.sorted { $0.rect.minX < $1.rect.minX }
    return row(ordered.map { (value: $0.value, x: isGrouped ? ordered[0].rect.minX : $0.rect.minX) }, y: top - Self.gap)
  }

  private func aboveRow() -> [Mark] { row(scale.domain.map { (value: $0, x: 0) }, y: -6) }

  /// Names on one line, none closer than `columnPadding` (or two and a half em) to the one before.
  private func row(_ items: [(value: Value, x: Double)], y: Double) -> [Mark] {
    var end = -Double.infinity
    return items.map { item in
      let mark = name(item.value, at: Point(x: max(item.x, end), y: y), baseline: .bottom)
      end = mark.bounds(context.compilation.ruler).x2 + (node["columnPadding"]?.number ?? 2.4 * fontSize)
      return mark
    }
  }

  /// Names after the last point of each series, moved apart downward where they would touch.
  private func afterLast() -> [Mark] {
    let place = places(context)
    let column = context.frame[def.column]
    var ends: [(value: Value, point: Point)] = []
    for value in scale.domain {
      let points = (0..<context.frame.count).filter { column[$0].key == value }.compactMap { place($0) }
      if let last = points.max(by: { $0.x < $1.x }) { ends.append((value, last)) }
    }
    let sorted = stablySorted(Array(ends.indices)) { compared(ends[$0].point.y, ends[$1].point.y) }.map { ends[$0] }
    let middles = spread(sorted.map(\.point.y), lengths: sorted.map { _ in fontSize * 1.2 })
    return zip(sorted, middles).map { item, y in name(item.value, at: Point(x: item.point.x + 6, y: y), baseline: .middle) }
  }
}
