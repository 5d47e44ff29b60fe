import Geometry
import Glibc

/// A box that grows; empty until something is added. In pixels of its group.
struct Bounds: Hashable, Sendable {
  var x1 = Double.infinity
  var y1 = Double.infinity
  var x2 = -Double.infinity
  var y2 = -Double.infinity

  init() {}

  init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    self.x1 = min(x1, x2)
    self.y1 = min(y1, y2)
    self.x2 = max(x1, x2)
    self.y2 = max(y1, y2)
  }

  init(_ r: Rect) { self.init(r.minX, r.minY, r.maxX, r.maxY) }

  var isEmpty: Bool { x1 > x2 || y1 > y2 }
  var width: Double { isEmpty ? 0 : x2 - x1 }
  var height: Double { isEmpty ? 0 : y2 - y1 }

  mutating func add(_ x: Double, _ y: Double) {
    guard x.isFinite, y.isFinite else { return }
    x1 = min(x1, x)
    y1 = min(y1, y)
    x2 = max(x2, x)
    y2 = max(y2, y)
  }

  mutating func union(_ other: Bounds) {
    guard !other.isEmpty else { return }
    x1 = min(x1, other.x1)
    y1 = min(y1, other.y1)
    x2 = max(x2, other.x2)
    y2 = max(y2, other.y2)
  }

  func moved(_ dx: Double, _ dy: Double) -> Bounds {
    guard !isEmpty else { return self }
    var b = self
    b.x1 += dx
    b.x2 += dx
    b.y1 += dy
    b.y2 += dy
    return b
  }

  func expanded(_ d: Double) -> Bounds {
    guard !isEmpty else { return self }
    return Bounds(x1 - d, y1 - d, x2 + d, y2 + d)
  }

  /// The box of the box turned by `degrees` clockwise about a point.
  func rotated(_ degrees: Double, about p: Point) -> Bounds {
    guard degrees != 0, !isEmpty else { return self }
    let a = degrees * .pi / 180, c = cos(a), s = sin(a)
    var b = Bounds()
    for (x, y) in [(x1, y1), (x2, y1), (x1, y2), (x2, y2)] {
      let dx = x - p.x, dy = y - p.y
      b.add(p.x + c * dx - s * dy, p.y + s * dx + c * dy)
    }
    return b
  }

  func intersects(_ other: Bounds, separation: Double) -> Bool {
    separation > max(other.x1 - x2, x1 - other.x2, other.y1 - y2, y1 - other.y2)
  }
}

/// JavaScript's `Math.round`: halves go up.
func roundHalfUp(_ x: Double) -> Double { (x + 0.5).rounded(.down) }

/// How far below its anchor the baseline of text stands, as Vega's canvas places it.
func baselineOffset(_ baseline: TextBaseline, fontSize: Double, lineHeight: Double) -> Double {
  switch baseline {
  case .top: roundHalfUp(0.79 * fontSize)
  case .middle: roundHalfUp(0.30 * fontSize)
  case .bottom: roundHalfUp(-0.21 * fontSize)
  case .lineTop: roundHalfUp(0.29 * fontSize + 0.5 * lineHeight)
  case .lineBottom: roundHalfUp(0.29 * fontSize - 0.5 * lineHeight)
  case .alphabetic: 0
  }
}

extension TextMark {
  var fontSpec: FontSpec { FontSpec(family: font, size: fontSize, weight: fontWeight, italic: italic) }
  var leading: Double { lineHeight ?? fontSize + 2 }

  /// The box of the text as Vega takes it: widths by the font, a height of the font size.
  func bounds(_ ruler: TextRuler) -> Bounds {
    let widths = lines.map { ruler.width(ruler.truncated($0, fontSpec, limit: limit), fontSpec) }
    let width = widths.max() ?? 0
    let height = fontSize + leading * Double(max(0, lines.count - 1))
    var x = anchor.x
    if align == .center { x -= width / 2 } else if align == .right { x -= width }
    let y = anchor.y + baselineOffset(baseline, fontSize: fontSize, lineHeight: leading) - roundHalfUp(0.8 * fontSize)
    return Bounds(x, y, x + width, y + height).rotated(angle, about: anchor)
  }

  /// The extra height of the lines after the first.
  var multiLineOffset: Double { leading * Double(max(0, lines.count - 1)) }
}

extension MarkStyle {
  var isVisible: Bool { opacity > 0 && (fill != nil || stroke != nil) }
  /// How far Vega lets the stroke reach beyond the outline in layout: its whole width.
  var overhang: Double { stroke != nil && opacity > 0 && strokeOpacity > 0 ? strokeWidth : 0 }
}

extension Mark {
  /// The box that the mark takes in layout.
  func bounds(_ ruler: TextRuler) -> Bounds {
    let overhang = style.overhang
    switch shape {
    case .rect(let r, _): return Bounds(r).expanded(overhang)
    case .rule(let a, let b): return Bounds(a.x, a.y, b.x, b.y).expanded(overhang)
    case .symbol(let s):
      let r = max(0, s.size).squareRoot() / 2
      if s.shape != "circle", s.shape != "square" || s.angle != 0 {
        return symbolPath(s).bounds.map { Bounds($0).expanded(overhang) } ?? Bounds()
      }
      return Bounds(s.center.x - r, s.center.y - r, s.center.x + r, s.center.y + r).expanded(overhang)
    case .arc(let a):
      var b = Bounds()
      for t in arcCorners(a) { b.add(t.x, t.y) }
      return b.expanded(overhang)
    case .path(let path, _):
      guard let r = path.bounds else { return Bounds() }
      return Bounds(r).expanded(overhang)
    case .trail(let points):
      var b = Bounds()
      for p in points {
        b.add(p.point.x - p.width / 2, p.point.y - p.width / 2)
        b.add(p.point.x + p.width / 2, p.point.y + p.width / 2)
      }
      return b
    case .text(let text): return style.opacity > 0 ? text.bounds(ruler) : Bounds()
    case .image(let i): return Bounds(i.box)
    }
  }

  /// The mark moved by a distance.
  func moved(_ dx: Double, _ dy: Double) -> Mark {
    if dx == 0, dy == 0 { return self }
    var m = self
    m.clip = clip?.moved(dx, dy)
    switch shape {
    case .rect(let r, let radii): m.shape = .rect(r.moved(dx, dy), radii)
    case .rule(let a, let b): m.shape = .rule(a.moved(dx, dy), b.moved(dx, dy))
    case .symbol(var s):
      s.center = s.center.moved(dx, dy)
      m.shape = .symbol(s)
    case .arc(var a):
      a.center = a.center.moved(dx, dy)
      m.shape = .arc(a)
    case .path(let path, let kind): m.shape = .path(path.transformed(Transform(dx: dx, dy: dy)), kind)
    case .trail(let points): m.shape = .trail(points.map { TrailPoint(point: $0.point.moved(dx, dy), width: $0.width) })
    case .text(var t):
      t.anchor = t.anchor.moved(dx, dy)
      m.shape = .text(t)
    case .image(var i):
      i.box = i.box.moved(dx, dy)
      m.shape = .image(i)
    }
    return m
  }
}

/// Points that enclose a sector: its ends and the quarter points in between.
private func arcCorners(_ a: ArcMark) -> [Point] {
  func at(_ angle: Double, _ r: Double) -> Point { Point(x: a.center.x + r * sin(angle), y: a.center.y - r * cos(angle)) }
  var result = [at(a.startAngle, a.innerRadius), at(a.endAngle, a.innerRadius), at(a.startAngle, a.outerRadius), at(a.endAngle, a.outerRadius)]
  let low = min(a.startAngle, a.endAngle), high = max(a.startAngle, a.endAngle)
  guard (high - low).isFinite, abs(low) < 1e6 else { return result }
  var q = (low / (.pi / 2)).rounded(.up) * .pi / 2
  var steps = 0
  while q < high, steps < 8 {
    result.append(at(q, a.outerRadius))
    q += .pi / 2
    steps += 1
  }
  return result
}

/// Marks with the box they take in layout.
struct Drawing: Sendable {
  var marks: [Mark] = []
  var bounds = Bounds()

  func moved(_ dx: Double, _ dy: Double) -> Drawing {
    dx == 0 && dy == 0 ? self : Drawing(marks: marks.map { $0.moved(dx, dy) }, bounds: bounds.moved(dx, dy))
  }

  mutating func add(_ mark: Mark, _ ruler: TextRuler) {
    bounds.union(mark.bounds(ruler))
    marks.append(mark)
  }

  mutating func append(_ other: Drawing) {
    marks += other.marks
    bounds.union(other.bounds)
  }
}
