import Geometry
import Scene

/// How an outline is painted, in points.
struct ShapeLook: Equatable {
  var fill: MarkPaint?
  var fillAlpha: Double
  var stroke: MarkPaint?
  var strokeAlpha: Double
  var style: StrokeStyle
  /// From chart pixels to page points, for hatches.
  var scale: Double

  init(_ mark: Mark, _ transform: Transform) {
    let s = mark.style
    scale = abs(transform.scaleX)
    fill = Self.isOpen(mark.shape) ? nil : s.fill
    fillAlpha = s.opacity * s.fillOpacity
    stroke = s.strokeWidth > 0 ? s.stroke : nil
    strokeAlpha = s.opacity * s.strokeOpacity
    if case .trail = mark.shape {
      // A trail is the area of its line: Vega fills it with what the mark is stroked with.
      fill = s.fill ?? s.stroke
      stroke = nil
    }
    if case .symbol(let symbol) = mark.shape, symbol.size <= 0 {
      fill = nil
      stroke = nil
    }
    let scale = scale
    style = StrokeStyle(
      width: s.strokeWidth * scale, cap: s.strokeCap.flatMap(LineCap.init(rawValue:)) ?? .butt,
      join: s.strokeJoin.flatMap(LineJoin.init(rawValue:)) ?? .miter, dash: s.strokeDash == [1, 0] ? [] : s.strokeDash.map { $0 * scale },
      dashOffset: s.strokeDashOffset * scale)
  }

  /// Shapes without an inside.
  private static func isOpen(_ shape: MarkShape) -> Bool {
    switch shape {
    case .rule: true
    case .symbol(let symbol): symbol.shape == "stroke"
    case .rect, .arc, .path, .trail, .text, .image: false
    }
  }

  var isVisible: Bool { (fill != nil && fillAlpha > 0) || (stroke != nil && strokeAlpha > 0) }

  /// Opaque, plain and one-sided: overlapping neighbours of this look may be one path.
  var joins: Bool {
    if let fill, fillAlpha > 0 {
      guard stroke == nil || strokeAlpha <= 0, case .color(let c) = fill else { return false }
      return c.alpha * fillAlpha >= 1
    }
    guard let stroke, case .color(let c) = stroke else { return false }
    return c.alpha * strokeAlpha >= 1 && style.dash.isEmpty
  }
}

/// An outline that still grows.
struct PendingPath {
  /// Longer paths cost more to fill than they save.
  private static let most = 4_000
  private var path = Path()
  private var look: ShapeLook?

  init() {}

  func accepts(_ next: ShapeLook) -> Bool { look == next && next.joins && path.elements.count < Self.most }

  mutating func add(_ outline: Path, _ next: ShapeLook, into builder: inout SceneBuilder) {
    if look == nil {
      look = next
      path = outline
    } else {
      path.append(outline)
    }
    if !next.joins { flush(into: &builder) }
  }

  mutating func flush(into builder: inout SceneBuilder) {
    guard let look else { return }
    if let fill = look.fill, look.fillAlpha > 0 { paint(fill, look, into: &builder) }
    if let stroke = look.stroke, look.strokeAlpha > 0 {
      switch stroke {
      case .color(let c): builder.stroke(path, c.faded(look.strokeAlpha), look.style)
      case .gradient(let g): builder.stroke(path, .gradient(resolved(g, path.bounds ?? .zero, look.strokeAlpha)), look.style)
      case .hatch(let h): builder.stroke(path, h.line.faded(look.strokeAlpha), look.style)
      }
    }
    self.look = nil
    path = Path()
  }

  private func paint(_ fill: MarkPaint, _ look: ShapeLook, into builder: inout SceneBuilder) {
    let alpha = look.fillAlpha
    switch fill {
    case .color(let c): builder.fill(path, c.faded(alpha))
    case .gradient(let g): builder.fill(path, .gradient(resolved(g, path.bounds ?? .zero, alpha)))
    case .hatch(let h):
      builder.fill(path, h.ground.faded(alpha))
      guard let box = path.bounds else { return }
      let lines = hatchLines(box, spacing: h.spacing * look.scale)
      let style = StrokeStyle(width: h.width * look.scale)
      builder.group(clip: path) { $0.stroke(lines, h.line.faded(alpha), style) }
    }
  }
}

/// Lines at 45 degrees whose phase hangs on the page, so that neighbouring shapes meet without a seam.
private func hatchLines(_ box: Rect, spacing: Double) -> Path {
  var path = Path()
  let step = max(0.2, spacing) * 2.0.squareRoot()
  guard box.isFinite, (box.width + box.height) / step < 20_000 else { return path }
  // On the line x + y = k * step.
  var sum = ((box.minX + box.minY) / step).rounded(.down) * step
  let last = box.maxX + box.maxY
  while sum <= last {
    let x0 = max(box.minX, sum - box.maxY), x1 = min(box.maxX, sum - box.minY)
    if x0 < x1 {
      path.move(to: Point(x: x0, y: sum - x0))
      path.line(to: Point(x: x1, y: sum - x1))
    }
    sum += step
  }
  return path
}

/// Vega's gradient in fractions of a box as one in points.
private func resolved(_ g: MarkGradient, _ box: Rect, _ alpha: Double) -> Gradient {
  let stops = g.stops.map { Gradient.Stop(offset: $0.offset, color: $0.color.faded(alpha)) }
  let a = Point(x: box.x + g.x1 * box.width, y: box.y + g.y1 * box.height), b = Point(x: box.x + g.x2 * box.width, y: box.y + g.y2 * box.height)
  let side = max(box.width, box.height)
  let shape: Gradient.Shape = g.isRadial ? .radial(from: a, radius: g.r1 * side, to: b, toRadius: g.r2 * side) : .linear(from: a, to: b)
  return Gradient(shape: shape, stops: stops)
}
