import Charts
import Geometry

/// Proportional symbols: their radius, their shapes, and the nested circles that explain them. Chart pixels.
struct SymbolScale: Sendable {
  /// The radius of value 1.
  let unit: Double
  let isHalves: Bool

  /// The given radius, or one that makes the largest symbol 11 mm wide.
  init?(_ model: MapModel) {
    guard let symbols = model.settings.symbols else { return nil }
    let most = model.features.compactMap(\.symbol).map { max($0.left, $0.right ?? 0) }.max() ?? 0
    guard most > 0 else { return nil }
    unit = symbols.radius ?? mm(5.5) / most.squareRoot()
    isHalves = symbols.isHalves
  }

  func radius(_ value: Double) -> Double { unit * max(0, value).squareRoot() }

  func radius(_ value: SymbolValue) -> Double { radius(max(value.left, value.right ?? 0)) }

  func marks(_ value: SymbolValue, at center: Point, style: MapStyle) -> [Mark] {
    let rim = MarkPaint.color(.white)
    guard isHalves else {
      let look = MarkStyle(fill: .color(style.leftHalf), stroke: rim, fillOpacity: 0.9, strokeWidth: px(0.6))
      return [Mark(.mark, .path(Path(circle: center, radius: radius(value.left)), .path), style: look)]
    }
    return [
      half(center, value.left, from: .pi, to: 2 * .pi, style.leftHalf), half(center, value.right ?? 0, from: 0, to: .pi, style.rightHalf),
    ]
  }

  private func half(_ center: Point, _ value: Double, from: Double, to: Double, _ color: Color) -> Mark {
    let arc = ArcMark(center: center, startAngle: from, endAngle: to, innerRadius: 0, outerRadius: radius(value))
    return Mark(.mark, .arc(arc), style: MarkStyle(fill: .color(color), stroke: .color(.white), strokeWidth: px(0.6)))
  }
}

/// Circles on a common foot with their values.
struct SizeKey: Sendable {
  private let scale: SymbolScale
  private let steps: [(value: Double, text: MapLabel.Line)]
  private let style: MapStyle
  private let halves: [MapLabel.Line]
  let size: Size

  init?(_ model: MapModel, ruler: MapRuler) {
    guard let scale = SymbolScale(model) else { return nil }
    let most = model.features.compactMap(\.symbol).map { max($0.left, $0.right ?? 0) }.max() ?? 0
    let top = Self.round(most)
    let style = model.style
    self.scale = scale
    self.style = style
    steps = [top, top / 2, top / 10].map { value in
      let text = value == value.rounded() && value < 1e9 ? String(Int(exactly: value) ?? 0) : "\(value)"
      return (value, ruler.line(text, font: style.font, size: style.legendSize))
    }
    let names = [model.settings.symbols?.left?.text, model.settings.symbols?.right?.text]
    halves = scale.isHalves
      ? names.compactMap { $0 }.map { ruler.line($0.prefix(1).uppercased() + $0.dropFirst(), font: style.font, size: style.legendSize) } : []
    let r = scale.radius(top)
    let text = steps.map(\.text.width).max() ?? 0
    size = Size(width: max(2 * r + 18 + text, halves.reduce(0) { $0 + $1.width + 30 }), height: 2 * r + 6 + (halves.isEmpty ? 0 : 20))
  }

  /// The largest of 1, 2, 5, 10... that is not more than `most`.
  private static func round(_ most: Double) -> Double {
    var decade = 1.0
    while decade * 10 <= most, decade < 1e15 { decade *= 10 }
    while decade > most, decade > 1e-9 { decade /= 10 }
    return [5.0, 2, 1].map { $0 * decade }.first { $0 <= most } ?? decade
  }

  func marks(at origin: Point, halo: Color) -> [Mark] {
    var marks: [Mark] = []
    let r = scale.radius(steps.first?.value ?? 0), foot = origin.y + 4 + 2 * r, x = origin.x + r
    let line = MarkStyle(stroke: .color(style.second), strokeWidth: px(0.3))
    for step in steps {
      let radius = scale.radius(step.value), top = foot - 2 * radius
      marks.append(Mark(.legendSymbol, .path(Path(circle: Point(x: x, y: foot - radius), radius: radius), .path), style: line))
      marks.append(Mark(.legendSymbol, .rule(Point(x: x, y: top), Point(x: origin.x + 2 * r + 12, y: top)), style: line))
      marks.append(text(step.text, at: Point(x: origin.x + 2 * r + 15, y: top + 3.2), halo))
    }
    var left = origin.x
    for (i, name) in halves.enumerated() {
      let center = Point(x: left + (i == 0 ? 9 : 4), y: foot + 15)
      let arc = ArcMark(center: center, startAngle: i == 0 ? .pi : 0, endAngle: i == 0 ? 2 * .pi : .pi, innerRadius: 0, outerRadius: 8)
      marks.append(Mark(.legendSymbol, .arc(arc), style: MarkStyle(fill: .color(i == 0 ? style.leftHalf : style.rightHalf))))
      marks.append(text(name, at: Point(x: left + 16, y: foot + 18), halo))
      left += name.width + 34
    }
    return marks
  }

  private func text(_ line: MapLabel.Line, at point: Point, _ halo: Color) -> Mark {
    let mark = TextMark(
      anchor: point, lines: [line.text], font: line.font, fontSize: line.size, fontWeight: line.weight, haloColor: halo, haloWidth: style.haloWidth)
    return Mark(.legendLabel, .text(mark), style: MarkStyle(fill: .color(style.second)))
  }
}
