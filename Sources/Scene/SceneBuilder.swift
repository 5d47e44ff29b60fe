package import Geometry

/// Collects the items of one page.
///
/// Everything that is not finite is refused here, once, so no backend ever sees NaN or infinity: `refused` counts such items and
/// the page's owner reports them.
package struct SceneBuilder: Sendable {
  package private(set) var items: [SceneItem] = []
  package private(set) var refused = 0

  package init() {}

  package mutating func fill(_ path: Path, _ color: Color, rule: FillRule = .nonzero) {
    fill(path, .color(color), rule: rule)
  }

  package mutating func fill(_ path: Path, _ paint: Paint, rule: FillRule = .nonzero) {
    guard path.isComplete else { return refused += 1 }
    if !path.isEmpty { items.append(.fill(path, paint, rule)) }
  }

  package mutating func stroke(_ path: Path, _ color: Color, _ style: StrokeStyle) {
    stroke(path, .color(color), style)
  }

  package mutating func stroke(_ path: Path, _ paint: Paint, _ style: StrokeStyle) {
    guard path.isComplete, style.width.isFinite else { return refused += 1 }
    if !path.isEmpty, style.width > 0 { items.append(.stroke(path, paint, style)) }
  }

  /// A straight line of `width` points.
  package mutating func rule(from a: Point, to b: Point, width: Double, color: Color, dash: [Double] = []) {
    stroke(Path(from: a, to: b), color, StrokeStyle(width: width, dash: dash))
  }

  /// Adds a run. A run that goes on with the font, size, color and angle of the run just before it is joined to it: few large
  /// text operations are much faster to write than many small ones.
  package mutating func glyphs(_ run: GlyphRun) {
    guard !run.glyphs.isEmpty else { return }
    guard run.size.isFinite, run.glyphs.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return refused += 1 }
    if let last = items.indices.last, case .glyphs(var open) = items[last], open.accepts(run) {
      items[last] = .end  // releases the stored copy, so the arrays below grow in place
      open.text += run.text
      open.glyphs += run.glyphs
      open.clusters += run.clusters
      items[last] = .glyphs(open)
    } else {
      items.append(.glyphs(run))
    }
  }

  package mutating func image(_ image: SceneImage) {
    guard image.frame.isFinite else { return refused += 1 }
    items.append(.image(image))
  }

  /// Draws what `body` adds through `clip` and with `opacity`.
  package mutating func group(
    clip: Path? = nil, clipRule: FillRule = .nonzero, opacity: Double = 1, _ body: (inout SceneBuilder) -> Void
  ) {
    guard clip?.isComplete ?? true, opacity.isFinite else { return refused += 1 }
    var inner = SceneBuilder()
    body(&inner)
    refused += inner.refused
    guard !inner.items.isEmpty else { return }
    items.append(.group(SceneGroup(clip: clip, clipRule: clipRule, opacity: min(1, max(0, opacity)), items: inner.items)))
  }

  /// Gives what `body` adds a role in the structure.
  package mutating func tagged(_ tag: StructureTag, _ body: (inout SceneBuilder) -> Void) {
    items.append(.begin(tag))
    body(&self)
    items.append(.end)
  }

  package mutating func link(_ rect: Rect, to target: LinkTarget) {
    guard rect.isFinite else { return refused += 1 }
    items.append(.link(rect, target))
  }

  package mutating func destination(_ name: String, at point: Point) {
    guard point.isFinite else { return refused += 1 }
    items.append(.destination(name, point))
  }
}

extension GlyphRun {
  /// True when `next` can be appended: everything but the glyphs agrees and neither runs backward.
  fileprivate func accepts(_ next: GlyphRun) -> Bool {
    font == next.font && size == next.size && angle == next.angle && color == next.color && halo == next.halo
      && !isBackward && !next.isBackward
  }
}
