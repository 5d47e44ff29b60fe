import Charts
import Geometry

/// The rows that the author put outside the frame: a panel with their names and values, so that no row is lost. Chart pixels.
struct OutsidePanel: Sendable {
  private struct Item: Sendable {
    var feature: MapFeature
    var label: MapLabel
    /// How far its symbol reaches from the middle, and what it needs in all.
    var reach: (left: Double, right: Double)
  }

  private let title: MapLabel.Line
  private let items: [Item]
  private let model: MapModel
  private let scale: SymbolScale?
  private let tallest: Double
  private let pad: Double
  private let gap: Double
  let size: Size

  /// Nil when nothing with data is outside.
  init?(_ model: MapModel, ruler: MapRuler) {
    let outside = model.settings.outside.flatMap { id in model.features.filter { $0.code == id.text && $0.carriesData } }
    guard !outside.isEmpty else { return nil }
    self.model = model
    let style = model.style, scale = SymbolScale(model)
    self.scale = scale
    let pad = style.inset, gap = 3.5 * style.unit
    (self.pad, self.gap) = (pad, gap)
    title = ruler.line(model.settings.language.hasPrefix("ko") ? "지도 밖" : "Outside the frame", style.legendTitle)
    items = outside.map { feature in
      let value = (feature.row?.label ?? feature.symbol?.label).map { ruler.line($0, style.value, height: style.labelLeading) }
      let lines = [ruler.line(feature.name, style.label, height: style.labelLeading)] + [value].compactMap { $0 }
      let reach = feature.symbol.flatMap { scale?.reach($0) } ?? (0.75 * style.swatch, 0.75 * style.swatch)
      return Item(feature: feature, label: MapLabel(lines: lines), reach: reach)
    }
    tallest = items.reduce(0) { max($0, 2 * max($1.reach.left, $1.reach.right), $1.label.height) }
    let wide = items.reduce(0) { $0 + $1.reach.left + $1.reach.right + gap + $1.label.width } + Double(items.count - 1) * 2 * pad
    size = Size(width: max(wide, title.width) + 2 * pad, height: tallest + title.height + 2.6 * pad)
  }

  func marks(at origin: Point) -> [Mark] {
    let style = model.style
    let look = MarkStyle(fill: .color(style.noData), stroke: .color(style.panel.color), strokeWidth: style.panel.width)
    var marks = [Mark(.legendBackground, .rect(Rect(origin: origin, size: size), .zero), style: look)]
    marks.append(title.mark(at: origin.moved(pad, 0.8 * pad + title.ascent), color: style.plain.color))
    var x = origin.x + pad
    let y = origin.y + size.height - pad - tallest / 2
    for item in items {
      let center = Point(x: x + item.reach.left, y: y)
      marks += symbol(item, at: center)
      x = center.x + item.reach.right + gap
      let box = Rect(x: x, y: y - item.label.height / 2, width: item.label.width, height: item.label.height)
      marks += item.label.marks(in: box, side: .right, color: nil, halo: nil, haloWidth: 0)
      x += item.label.width + 2 * pad
    }
    return marks
  }

  private func symbol(_ item: Item, at center: Point) -> [Mark] {
    let style = model.style
    if let value = item.feature.symbol, let scale { return scale.marks(value, at: center, style: style) }
    let fill = model.fill(of: item.feature).map(MarkPaint.color) ?? (model.isMissing(item.feature) ? model.hatch : .color(style.land))
    let box = Rect(x: center.x - item.reach.left, y: center.y - style.swatch / 2, width: 2 * item.reach.left, height: style.swatch)
    return [Mark(.mark, .rect(box, .zero), style: MarkStyle(fill: fill, stroke: .color(style.coast.color), strokeWidth: style.coast.width))]
  }
}
