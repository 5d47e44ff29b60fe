import Charts
import Geometry

/// Proportional symbols: their radius and their shapes. Chart pixels.
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

  /// How far a symbol reaches to the left and to the right of its middle.
  func reach(_ value: SymbolValue) -> (left: Double, right: Double) {
    let left = radius(value.left)
    return isHalves ? (left, radius(value.right ?? 0)) : (left, left)
  }

  /// What a symbol covers with its middle at a point.
  func shapes(_ value: SymbolValue, at center: Point) -> [MapShape] {
    guard isHalves else { return [.disc(center, radius: radius(value.left))] }
    return [
      .half(center, radius: radius(value.left), isRight: false), .half(center, radius: radius(value.right ?? 0), isRight: true),
    ].filter { $0.bounds.width > 0 }
  }

  func marks(_ value: SymbolValue, at center: Point, style: MapStyle) -> [Mark] {
    let rim = MarkPaint.color(style.symbolRim.color), width = style.symbolRim.width
    guard isHalves else {
      let look = MarkStyle(fill: .color(style.leftHalf), stroke: rim, fillOpacity: 0.9, strokeWidth: width)
      return [Mark(.mark, .path(Path(circle: center, radius: radius(value.left)), .path), style: look)]
    }
    func half(_ value: Double, from: Double, to: Double, _ color: Color) -> Mark {
      let arc = ArcMark(center: center, startAngle: from, endAngle: to, innerRadius: 0, outerRadius: radius(value))
      return Mark(.mark, .arc(arc), style: MarkStyle(fill: .color(color), stroke: rim, strokeWidth: width))
    }
    return [half(value.left, from: .pi, to: 2 * .pi, style.leftHalf), half(value.right ?? 0, from: 0, to: .pi, style.rightHalf)]
  }
}

/// Three round values of a legend, from the most to a tenth of it.
func roundSteps(upTo most: Double) -> [Double] {
  var decade = 1.0
  while decade * 10 <= most, decade < 1e15 { decade *= 10 }
  while decade > most, decade > 1e-9 { decade /= 10 }
  let top = [5.0, 2, 1].map { $0 * decade }.first { $0 <= most } ?? decade
  return [top, top / 2, top / 10]
}

/// A number of a legend: whole ones without a point.
func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e9 ? String(Int(exactly: value) ?? 0) : "\(value)"
}

extension LegendBuilder {
  /// Circles on a common foot with their values; a line through the middle where symbols have halves.
  func sizeKey() -> LegendPart? {
    guard let scale = SymbolScale(model), let symbols = model.settings.symbols else { return nil }
    let style = model.style
    let most = model.features.compactMap(\.symbol).map { max($0.left, $0.right ?? 0) }.max() ?? 0
    let values = (symbols.sizes.isEmpty ? roundSteps(upTo: most) : symbols.sizes.filter { $0 > 0 }).sorted(by: >)
    guard let top = values.first else { return nil }
    let steps = values.map { (value: $0, text: ruler.line(plain($0), style.legend)) }
    let r = scale.radius(top), tail = 5 * style.unit * 3.4, isHalves = scale.isHalves
    let size = Size(width: 2 * r + tail + (steps.map(\.text.width).max() ?? 0) + 3, height: 2 * r + 0.5 * style.legend.size)
    return LegendPart(size: size, space: 0.6 * style.legendLine) { origin, halo in
      let foot = origin.y + size.height, x = origin.x + r
      let line = MarkStyle(stroke: .color(style.leader.color), strokeWidth: px(0.3) * style.unit)
      var marks: [Mark] = []
      if isHalves { marks.append(Mark(.legendSymbol, .rule(Point(x: x, y: foot - 2 * r), Point(x: x, y: foot)), style: line)) }
      for (value, text) in steps {
        let radius = scale.radius(value), y = foot - 2 * radius
        marks.append(Mark(.legendSymbol, .path(Path(circle: Point(x: x, y: foot - radius), radius: radius), .path), style: line))
        marks.append(Mark(.legendSymbol, .rule(Point(x: x, y: y), Point(x: origin.x + 2 * r + tail, y: y)), style: line))
        let at = Point(x: origin.x + 2 * r + tail + 3, y: y + 0.35 * text.face.size)
        marks.append(text.mark(at: at, halo: halo, haloWidth: style.haloWidth, role: .legendLabel))
      }
      return marks
    }
  }

  /// What the left and the right half are.
  func halvesKey() -> LegendPart? {
    guard let symbols = model.settings.symbols, symbols.isHalves else { return nil }
    let style = model.style, r = 0.62 * style.swatch
    func word(_ key: MapSettings.Key?) -> MapLabel.Line {
      let text = key.map { key in model.settings.legend.names.first { $0.name.text == key.text }?.text ?? capitalised(key.text) } ?? ""
      return ruler.line(text, style.legend)
    }
    let left = word(symbols.left), right = word(symbols.right), gap = 1.6 * style.unit * 3, step = 3 * gap
    let size = Size(width: 2 * r + 2 * gap + left.width + right.width + step, height: 2 * r)
    return LegendPart(size: size, space: style.legendLine * 0.75) { origin, halo in
      let y = origin.y + r, base = y + 0.36 * style.legend.size
      func half(_ x: Double, _ isRight: Bool) -> Mark {
        let arc = ArcMark(
          center: Point(x: x, y: y), startAngle: isRight ? 0 : .pi, endAngle: isRight ? .pi : 2 * .pi, innerRadius: 0, outerRadius: r)
        let rim = MarkStyle(fill: .color(isRight ? style.rightHalf : style.leftHalf), stroke: .color(style.symbolRim.color), strokeWidth: style.symbolRim.width)
        return Mark(.legendSymbol, .arc(arc), style: rim)
      }
      let x = origin.x + r + gap, second = x + left.width + step
      return [
        half(origin.x + r, false), left.mark(at: Point(x: x, y: base), halo: halo, haloWidth: style.haloWidth, role: .legendLabel),
        half(second, true), right.mark(at: Point(x: second + r + gap, y: base), halo: halo, haloWidth: style.haloWidth, role: .legendLabel),
      ]
    }
  }

  private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Bars as thick as flows of three values.
  func flowKey() -> LegendPart? {
    guard let flows = model.settings.flows, flows.value != nil else { return nil }
    let style = model.style, width = flows.width ?? style.flowWidth
    let most = model.flows.compactMap(\.value).max() ?? 0
    guard most > 0 else { return nil }
    let values = (flows.sizes.isEmpty ? roundSteps(upTo: most) : flows.sizes.filter { $0 > 0 }).sorted()
    let long = 22 * style.swatch / 3.4, gap = 0.9 * style.swatch
    let rows = values.map { (text: ruler.line(plain($0), style.legend), thick: max(px(0.3), $0 * width)) }
    let heights = rows.map { max($0.thick, 0.9 * style.legend.size) + 0.55 * style.swatch }
    let size = Size(width: long + gap / 2 + (rows.map(\.text.width).max() ?? 0), height: heights.reduce(0, +))
    return LegendPart(size: size, space: 0.6 * style.legendLine) { origin, halo in
      var y = origin.y, marks: [Mark] = []
      for (row, height) in zip(rows, heights) {
        let middle = y + height / 2
        let bar = Rect(x: origin.x, y: middle - row.thick / 2, width: long, height: row.thick)
        marks.append(Mark(.legendSymbol, .rect(bar, .zero), style: MarkStyle(fill: .color(style.flowOther), fillOpacity: style.flowOpacity)))
        let at = Point(x: origin.x + long + gap / 2, y: middle + 0.35 * row.text.face.size)
        marks.append(row.text.mark(at: at, halo: halo, haloWidth: style.haloWidth, role: .legendLabel))
        y += height
      }
      return marks
    }
  }
}
