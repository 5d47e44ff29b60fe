/// The distance of the control points of a quarter circle of radius 1 (the usual cubic approximation, error 0.03 %).
@usableFromInline let quarterArcControl = 0.5522847498307936

extension Path {
  /// A full circle, clockwise from its rightmost point.
  package init(circle center: Point, radius r: Double) {
    self.init(ellipse: Rect(x: center.x - r, y: center.y - r, width: 2 * r, height: 2 * r))
  }

  /// The ellipse inscribed in `rect`.
  package init(ellipse rect: Rect) {
    self.init()
    let c = Point(x: rect.midX, y: rect.midY)
    let rx = rect.width / 2, ry = rect.height / 2
    let kx = rx * quarterArcControl, ky = ry * quarterArcControl
    move(to: c.moved(rx, 0))
    curve(c.moved(rx, ky), c.moved(kx, ry), to: c.moved(0, ry))
    curve(c.moved(-kx, ry), c.moved(-rx, ky), to: c.moved(-rx, 0))
    curve(c.moved(-rx, -ky), c.moved(-kx, -ry), to: c.moved(0, -ry))
    curve(c.moved(kx, -ry), c.moved(rx, -ky), to: c.moved(rx, 0))
    close()
  }

  /// A rectangle whose corners are quarter circles; each radius is held to half of the shorter side.
  package init(rect: Rect, radii: CornerRadii) {
    guard radii != .zero else { self.init(rect: rect); return }
    self.init()
    let most = min(rect.width, rect.height) / 2
    let tl = min(max(0, radii.topLeft), most), tr = min(max(0, radii.topRight), most)
    let br = min(max(0, radii.bottomRight), most), bl = min(max(0, radii.bottomLeft), most)
    let k = 1 - quarterArcControl
    let (l, t, r, b) = (rect.minX, rect.minY, rect.maxX, rect.maxY)
    move(to: Point(x: l + tl, y: t))
    line(to: Point(x: r - tr, y: t))
    if tr > 0 { curve(Point(x: r - tr * k, y: t), Point(x: r, y: t + tr * k), to: Point(x: r, y: t + tr)) }
    line(to: Point(x: r, y: b - br))
    if br > 0 { curve(Point(x: r, y: b - br * k), Point(x: r - br * k, y: b), to: Point(x: r - br, y: b)) }
    line(to: Point(x: l + bl, y: b))
    if bl > 0 { curve(Point(x: l + bl * k, y: b), Point(x: l, y: b - bl * k), to: Point(x: l, y: b - bl)) }
    line(to: Point(x: l, y: t + tl))
    if tl > 0 { curve(Point(x: l, y: t + tl * k), Point(x: l + tl * k, y: t), to: Point(x: l + tl, y: t)) }
    close()
  }

  /// The path with every point taken through `transform`.
  package func transformed(_ transform: Transform) -> Path {
    var result = Path()
    result.reserve(elements.count)
    for element in elements {
      switch element {
      case .move(let p): result.move(to: transform.apply(p))
      case .line(let p): result.line(to: transform.apply(p))
      case .curve(let a, let b, let p): result.curve(transform.apply(a), transform.apply(b), to: transform.apply(p))
      case .close: result.close()
      }
    }
    return result
  }

  /// The box of all points, control points included; nil for an empty path.
  package var bounds: Rect? {
    var low = Point(x: .infinity, y: .infinity), high = Point(x: -.infinity, y: -.infinity)
    func take(_ p: Point) {
      low = Point(x: min(low.x, p.x), y: min(low.y, p.y))
      high = Point(x: max(high.x, p.x), y: max(high.y, p.y))
    }
    for element in elements {
      switch element {
      case .move(let p), .line(let p): take(p)
      case .curve(let a, let b, let p):
        take(a)
        take(b)
        take(p)
      case .close: break
      }
    }
    return low.x.isFinite ? Rect(corner: low, corner: high) : nil
  }
}

/// The corner radii of a rectangle, in the unit of the rectangle.
package struct CornerRadii: Hashable, Sendable {
  package var topLeft: Double
  package var topRight: Double
  package var bottomRight: Double
  package var bottomLeft: Double

  package init(topLeft: Double, topRight: Double, bottomRight: Double, bottomLeft: Double) {
    self.topLeft = topLeft
    self.topRight = topRight
    self.bottomRight = bottomRight
    self.bottomLeft = bottomLeft
  }

  package init(all r: Double) { self.init(topLeft: r, topRight: r, bottomRight: r, bottomLeft: r) }

  package static let zero = CornerRadii(all: 0)
}
