import Charts
import Geometry

/// The rows that the author put outside the frame: a panel with their names and values, so that no row is lost. Chart pixels.
struct OutsidePanel: Sendable {
  private struct Item: Sendable {
    var feature: MapFeature
    var name: MapLabel.Line
    var value: MapLabel.Line?
  }

  private let title: MapLabel.Line
  private let items: [Item]
  private let model: MapModel
  private let scale: SymbolScale?
  private let mark: Double
  let size: Size

  /// Nil when nothing with data is outside.
  init?(_ model: MapModel, ruler: MapRuler) {
    let outside = model.features.filter { $0.isOutside && $0.carriesData }
    guard !outside.isEmpty else { return nil }
    self.model = model
    let style = model.style
    scale = SymbolScale(model)
    let isKorean = model.settings.language.hasPrefix("ko")
    title = ruler.line(isKorean ? "지도 밖" : "Outside the frame", font: style.font, size: style.legendSize, weight: 600)
    items = outside.map { feature in
      let value = feature.row?.label ?? feature.symbol?.label
      return Item(
        feature: feature, name: ruler.line(feature.name, font: style.font, size: style.otherSize, weight: 600),
        value: value.map { ruler.line($0, font: style.font, size: style.otherSize) })
    }
    let radius = items.compactMap { item in item.feature.symbol.flatMap { value in SymbolScale(model)?.radius(value) } }.max() ?? 0
    let mark = max(18, 2 * radius)
    self.mark = mark
    let wide = items.reduce(0) { $0 + mark + 8 + max($1.name.width, $1.value?.width ?? 0) + 14 }
    size = Size(width: max(wide, title.width) + 12, height: 30 + max(mark, 2 * style.labelLeading))
  }

  func marks(at origin: Point) -> [Mark] {
    let style = model.style
    var marks = [
      Mark(.legendBackground, .rect(Rect(origin: origin, size: size), .zero), style: MarkStyle(fill: .color(.white), stroke: .color(style.frame), strokeWidth: px(0.35)))
    ]
    func add(_ line: MapLabel.Line, _ x: Double, _ y: Double, _ color: Color) {
      let text = TextMark(anchor: Point(x: x, y: y), lines: [line.text], font: line.font, fontSize: line.size, fontWeight: line.weight)
      marks.append(Mark(.mark, .text(text), style: MarkStyle(fill: .color(color))))
    }
    add(title, origin.x + 10, origin.y + 15, style.second)
    var x = origin.x + 10
    let y = origin.y + 22 + (size.height - 30) / 2
    for item in items {
      let center = Point(x: x + mark / 2, y: y)
      if let value = item.feature.symbol, let scale {
        marks += scale.marks(value, at: center, style: style)
      } else {
        let fill = model.fill(of: item.feature).map(MarkPaint.color) ?? (model.classes == nil ? .color(style.land) : model.hatch)
        marks.append(Mark(.mark, .rect(Rect(x: x, y: y - 6, width: 18, height: 12), .zero), style: MarkStyle(fill: fill, stroke: .color(style.coast), strokeWidth: px(0.25))))
      }
      add(item.name, x + mark + 6, y - (item.value == nil ? -3 : 2), style.ink)
      if let value = item.value { add(value, x + mark + 6, y + style.labelLeading - 2, style.ink) }
      x += mark + 8 + max(item.name.width, item.value?.width ?? 0) + 14
    }
    return marks
  }
}
