import CCairo
import Diagnostics
import Geometry
import Scene

/// What the drawing goes to, where that makes a difference.
enum DrawingTarget: Equatable {
  /// A vector page: text keeps its characters, links and structure are written.
  case document(tags: Bool)
  /// Pixels.
  case image
}

/// Draws scene items on a cairo context: one `switch`, shared by PDF and PNG.
///
/// Links and destinations are collected and not drawn: the writer places them after the page's content, outside of any group.
///
/// ## Guarantees
/// - Nothing reaches cairo that would put the context in error: coordinates, dashes and clusters are checked before.
struct SceneDrawing {
  let context: OpaquePointer
  let fonts: FontFaces
  let target: DrawingTarget
  /// Device units (pixels, or points for PDF) per page point.
  let scale: Double

  /// Items left out because cairo's fixed-point numbers cannot hold them.
  private(set) var outOfRange = 0
  /// The first font that could not be opened.
  private(set) var failure: Failure?
  private(set) var links: [SceneLink] = []
  private(set) var destinations: [SceneDestination] = []
  var structure = StructureWriter()
  /// The pictures that were shown; a recorded page needs them until it is written.
  let pictures = PictureSurfaces()
  private var source: Color?
  private var dash: [Double] = []
  private var dashOffset = 0.0

  init(context: OpaquePointer, fonts: FontFaces, target: DrawingTarget, scale: Double) {
    self.context = context
    self.fonts = fonts
    self.target = target
    self.scale = scale
    // Pages of a document share one context, and this drawing takes its lines for solid.
    cairo_set_dash(context, [], 0, 0)
  }

  mutating func draw(_ items: [SceneItem]) {
    let leaves = writesTags ? structureLeaves(items) : []
    for (index, item) in items.enumerated() {
      switch item {
      case .fill(let path, let paint, let rule): marked { $0.fill(path, paint, rule) }
      case .stroke(let path, let paint, let style): marked { $0.stroke(path, paint, style) }
      case .glyphs(let run): marked { $0.show(run) }
      case .image(let image): marked { $0.show(image) }
      case .group(let group): marked { $0.draw(group) }
      case .begin(let tag): if writesTags { structure.begin(tag, isLeaf: leaves.contains(index), on: context) }
      case .end: if writesTags { structure.end(on: context) }
      case .link(let rect, let target): links.append(SceneLink(rect: rect, target: target))
      case .destination(let name, let point): destinations.append(SceneDestination(name: name, point: point))
      }
    }
  }

  private var writesTags: Bool { target == .document(tags: true) && !structure.isInGroup }

  /// Draws what `body` draws as marked content of its own when the open tag has other tags inside: only leaves hold content.
  private mutating func marked(_ body: (inout SceneDrawing) -> Void) {
    let wraps = writesTags && structure.needsSpan
    if wraps { cairo_tag_begin(context, "Span", nil) }
    body(&self)
    if wraps { cairo_tag_end(context, "Span") }
  }

  mutating func refuse() { outOfRange += 1 }

  mutating func fail(_ failure: Failure) { if self.failure == nil { self.failure = failure } }

  /// Sets the source; false when nothing would show.
  mutating func setSource(_ paint: Paint) -> Bool {
    switch paint {
    case .color(let color): return setSource(color)
    case .gradient(let gradient): return setSource(gradient)
    }
  }

  mutating func setSource(_ color: Color) -> Bool {
    guard color.alpha > 0 else { return false }
    if source != color {
      cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
      source = color
    }
    return true
  }

  /// The context's source was changed or restored by other means.
  mutating func forgetSource() { source = nil }

  mutating func setStroke(_ style: StrokeStyle) {
    cairo_set_line_width(context, style.width)
    cairo_set_line_cap(context, style.cap.cairo)
    cairo_set_line_join(context, style.join.cairo)
    cairo_set_miter_limit(context, style.miterLimit.isFinite ? max(1, style.miterLimit) : 10)
    let wanted = style.hasUsableDash ? style.dash : []
    let offset = style.dashOffset.isFinite ? style.dashOffset : 0
    guard wanted != dash || offset != dashOffset else { return }
    cairo_set_dash(context, wanted, Int32(clamping: wanted.count), offset)
    dash = wanted
    dashOffset = offset
  }

  /// Draws `body` between save and restore.
  mutating func saved<T>(_ body: (inout SceneDrawing) -> T) -> T {
    let before = (dash, dashOffset)
    cairo_save(context)
    let result = body(&self)
    cairo_restore(context)
    (dash, dashOffset) = before
    source = nil
    return result
  }
}

/// A link of a page, in page points.
struct SceneLink: Hashable {
  var rect: Rect
  var target: LinkTarget
}

/// A named place on a page, in page points.
struct SceneDestination: Hashable {
  var name: String
  var point: Point
}

extension StrokeStyle {
  /// Cairo refuses negative lengths and a dash without any length.
  fileprivate var hasUsableDash: Bool {
    !dash.isEmpty && dash.allSatisfy { $0.isFinite && $0 >= 0 } && dash.contains { $0 > 0 }
  }
}

extension LineCap {
  var cairo: cairo_line_cap_t {
    switch self {
    case .butt: CAIRO_LINE_CAP_BUTT
    case .round: CAIRO_LINE_CAP_ROUND
    case .square: CAIRO_LINE_CAP_SQUARE
    }
  }
}

extension LineJoin {
  var cairo: cairo_line_join_t {
    switch self {
    case .miter: CAIRO_LINE_JOIN_MITER
    case .round: CAIRO_LINE_JOIN_ROUND
    case .bevel: CAIRO_LINE_JOIN_BEVEL
    }
  }
}

extension FillRule {
  var cairo: cairo_fill_rule_t {
    switch self {
    case .nonzero: CAIRO_FILL_RULE_WINDING
    case .evenodd: CAIRO_FILL_RULE_EVEN_ODD
    }
  }
}
