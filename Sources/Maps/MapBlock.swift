package import Charts
package import Diagnostics
import Geometry
package import Layout
import Scene
import Synchronization
package import Typesetting

/// A map on a page.
///
/// Data are joined and checked when it is made, at the width it is meant for; every row is then on the map, or making it fails.
package struct MapBlock: Block {
  private let model: MapModel
  private let typesetter: Typesetter
  /// Points; nil lets the shape of what is shown decide.
  private let height: Double?
  private let cache = DrawingCache()
  /// Sentences that belong below the map, such as the disclaimer when a disputed line is in the frame.
  package let notes: [String]
  /// Sentences that come after all others below the map: the base map and the projection.
  package let credits: [String]
  /// Warnings that do not stop the map.
  package let warnings: [Diagnostic]

  /// - Parameters:
  ///   - width: the outer width in points at which rows are checked to be inside the frame.
  ///   - height: the outer height in points; nil follows what is shown.
  /// - Throws: `unmatched-row`, `row-outside-frame`, `unknown-feature`, `unknown-field`, `unknown-column` and what the sources throw.
  package init(
    _ settings: MapSettings, sources: any MapSources, gazetteer: Gazetteer, style: MapStyle = MapStyle(), typesetter: Typesetter,
    width: Double, height: Double? = nil
  ) throws(Failure) {
    model = try MapModel(settings, sources: sources, gazetteer: gazetteer, style: style)
    self.typesetter = typesetter
    self.height = height
    let full = height ?? Self.height(of: model, typesetter, width)
    let drawing = Self.drawing(model, typesetter, width, full)
    cache.keep(drawing, Size(width: width, height: full))
    let errors = drawing.findings.filter { $0.severity == .error }
    if !errors.isEmpty { throw Failure(errors) }
    notes = drawing.notes
    credits = drawing.credits
    warnings = model.warnings + drawing.findings
  }

  package var widthRange: ClosedRange<Double> { 72...14_400 }

  /// The marks of the map at a size in points: what `monsoon scene` prints.
  package func scene(width: Double, height: Double) -> MarkScene { cached(width, height).scene }

  /// What stands on the map at a size in points, in chart pixels: nothing of it covers anything else.
  func standing(width: Double, height: Double) -> [Standing] { cached(width, height).standing }

  /// The height in points that belongs to a width.
  package func height(atWidth width: Double) -> Double { height ?? Self.height(of: model, typesetter, width) }

  private static func height(of model: MapModel, _ typesetter: Typesetter, _ width: Double) -> Double {
    guard model.settings.isLegendOnly else { return width * model.naturalAspect }
    let ruler = MapRuler(typesetter: typesetter, language: model.settings.language)
    return 0.75 * (MapLegend(model, ruler: ruler)?.size.height ?? 1)
  }

  private static func drawing(_ model: MapModel, _ typesetter: Typesetter, _ width: Double, _ height: Double) -> MapDrawing {
    let held = Size(width: px(min(14_400, max(36, width))), height: px(min(14_400, max(36, height))))
    let ruler = MapRuler(typesetter: typesetter, language: model.settings.language)
    return model.settings.isLegendOnly ? legend(model, ruler, held) : MapComposer.drawing(model, ruler: ruler, size: held)
  }

  private static func legend(_ model: MapModel, _ ruler: MapRuler, _ size: Size) -> MapDrawing {
    let room = Rect(origin: .zero, size: size)
    guard let legend = MapLegend(model, ruler: ruler) else {
      let empty = Diagnostic("no-legend", at: model.settings.range, "the map has nothing that a legend explains", hint: "leave out part: legend")
      return MapDrawing(scene: MarkScene(size: size), frame: room, findings: [empty])
    }
    var scene = MarkScene(size: size, views: [room], marks: legend.marks(at: .zero, halo: nil))
    scene.description = model.settings.alt
    return MapDrawing(scene: scene, frame: room)
  }

  private func cached(_ width: Double, _ height: Double) -> MapDrawing {
    cache.drawing(Size(width: width, height: height)) { Self.drawing(model, typesetter, width, height) }
  }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let wanted = height(atWidth: region.width)
    // Without a stated height a map becomes lower rather than overflow a fresh region.
    let height = self.height == nil ? min(wanted, max(72, region.fullHeight)) : wanted
    if height > region.height + 0.01, height <= region.fullHeight + 0.01 { return .nothing(from: cursor, width: region.width) }
    let drawing = cached(region.width, height)
    let transform = Transform(scaleX: 0.75, scaleY: 0.75)
    return Fragment(
      size: Size(width: region.width, height: height), guides: PlotGuides(plot: transform.apply(drawing.frame)),
      overflow: height > region.fullHeight + 0.01 ? height - region.fullHeight : nil,
      content: MapContent(scene: drawing.scene, typesetter: typesetter))
  }
}

/// A laid out map.
private struct MapContent: FragmentContent {
  let scene: MarkScene
  let typesetter: Typesetter

  func draw(at origin: Point, into builder: inout SceneBuilder) {
    let transform = Transform(scaleX: 0.75, scaleY: 0.75, dx: origin.x, dy: origin.y)
    MarkLowering().lower(scene, by: transform, typesetter: typesetter, into: &builder)
  }
}

/// Keeps the drawings of the sizes that were asked for: flow asks for one size several times. A drawing is a pure function of its size.
private final class DrawingCache: Sendable {
  private let kept = Mutex<[(Size, MapDrawing)]>([])

  func drawing(_ size: Size, make: () -> MapDrawing) -> MapDrawing {
    if let found = kept.withLock({ $0.first { $0.0 == size }?.1 }) { return found }
    let drawing = make()
    keep(drawing, size)
    return drawing
  }

  func keep(_ drawing: MapDrawing, _ size: Size) {
    kept.withLock {
      if $0.count >= 4 { $0.removeFirst() }
      $0.append((size, drawing))
    }
  }
}
