import CCairo
import Geometry
import Scene

/// The farthest device coordinate that is drawn.
///
/// Cairo keeps path points as 24.8 fixed-point numbers and holds larger ones to the ends of that range without a word. Half of
/// it leaves room for the line width around a point and for the differences that cairo takes.
let farthestDeviceCoordinate = 4_000_000.0

extension SceneDrawing {
  mutating func fill(_ path: Path, _ paint: Paint, _ rule: FillRule) {
    guard trace(path) else { return refuse() }
    guard setSource(paint) else { return cairo_new_path(context) }
    cairo_set_fill_rule(context, rule.cairo)
    cairo_fill(context)
  }

  mutating func stroke(_ path: Path, _ paint: Paint, _ style: StrokeStyle) {
    guard style.width.isFinite, style.width * scale <= farthestDeviceCoordinate, trace(path) else { return refuse() }
    guard style.width > 0, setSource(paint) else { return cairo_new_path(context) }
    setStroke(style)
    cairo_stroke(context)
  }

  mutating func draw(_ group: SceneGroup) {
    structure.groupDepth += 1
    defer { structure.groupDepth -= 1 }
    guard let clip = group.clip else { return drawLayer(group) }
    saved { drawing in
      guard drawing.trace(clip) else { return drawing.refuse() }
      cairo_set_fill_rule(drawing.context, group.clipRule.cairo)
      cairo_clip(drawing.context)
      drawing.drawLayer(group)
    }
  }

  /// The items of a group: by way of a layer of their own when they are laid down with an opacity.
  private mutating func drawLayer(_ group: SceneGroup) {
    guard group.opacity < 1 else { return draw(group.items) }
    cairo_push_group(context)
    saved { $0.draw(group.items) }
    cairo_pop_group_to_source(context)
    cairo_paint_with_alpha(context, max(0, group.opacity))
    forgetSource()
  }

  /// Makes `path` the current path; false (and no path) when a point lies out of range.
  mutating func trace(_ path: Path) -> Bool {
    let most = farthestDeviceCoordinate / scale
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let p):
        guard p.isWithin(most) else { return dropPath() }
        cairo_move_to(context, p.x, p.y)
      case .line(let p):
        guard p.isWithin(most) else { return dropPath() }
        cairo_line_to(context, p.x, p.y)
      case .curve(let a, let b, let p):
        guard a.isWithin(most), b.isWithin(most), p.isWithin(most) else { return dropPath() }
        cairo_curve_to(context, a.x, a.y, b.x, b.y, p.x, p.y)
      case .close: cairo_close_path(context)
      }
    }
    return true
  }

  private func dropPath() -> Bool {
    cairo_new_path(context)
    return false
  }

  mutating func setSource(_ gradient: Gradient) -> Bool {
    guard let pattern = gradient.pattern(within: farthestDeviceCoordinate / scale) else {
      refuse()
      return false
    }
    for stop in gradient.stops where stop.offset.isFinite {
      let c = stop.color
      cairo_pattern_add_color_stop_rgba(pattern, min(1, max(0, stop.offset)), c.red, c.green, c.blue, c.alpha)
    }
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
    forgetSource()
    return true
  }
}

extension Point {
  /// True when both coordinates lie in -most...most; false for NaN.
  @inline(__always) func isWithin(_ most: Double) -> Bool { abs(x) <= most && abs(y) <= most }
}

extension Gradient {
  /// The pattern without its stops, owned by the caller; nil when it lies out of range.
  fileprivate func pattern(within most: Double) -> OpaquePointer? {
    switch shape {
    case .linear(let a, let b):
      guard a.isWithin(most), b.isWithin(most) else { return nil }
      return cairo_pattern_create_linear(a.x, a.y, b.x, b.y)
    case .radial(let a, let r, let b, let s):
      guard a.isWithin(most), b.isWithin(most), (0...most).contains(r), (0...most).contains(s) else { return nil }
      return cairo_pattern_create_radial(a.x, a.y, r, b.x, b.y, s)
    }
  }
}
