import Charts
import Diagnostics
import Geo
import Geometry
import Typesetting

/// A map at one size.
struct MapDrawing: Sendable {
  var scene: MarkScene
  /// The map inside the scene, in chart pixels.
  var frame: Rect
  /// Sentences that belong below the map: what the reader must know first.
  var notes: [String] = []
  /// Sentences that come last: the base map and the projection.
  var credits: [String] = []
  var findings: [Diagnostic] = []
  /// What stands on the map, so that nothing covers anything.
  var standing: [Standing] = []
}

/// Draws a map at a size in chart pixels: project, decide where everything stands, then list the marks from back to front.
struct MapComposer {
  let model: MapModel
  let ruler: MapRuler
  var map: ProjectedMap
  var ground: Ground
  /// The rings of each feature near the frame.
  var rings: [[[Point]]] = []
  let frame: Rect
  let isData: [Bool]
  let size: Size
  let legend: MapLegend?
  /// Where the legend stands outside the frame; nil inside.
  let legendCorner: Point?
  /// Features with data that are too small to be seen as areas.
  var tiny: [Bool] = []
  /// Features of one number look alike.
  var kin: [Int] = []
  var standing: [Standing] = []
  var drawing: MapDrawing

  /// An area under one square millimetre needs a symbol to be seen.
  static let leastArea = mm(1) * mm(1)

  /// - Parameter below: puts a legend that finds no room in the frame below it.
  init(_ model: MapModel, ruler: MapRuler, size: Size, below: Bool = false) {
    self.model = model
    self.ruler = ruler
    self.size = size
    isData = model.features.map(\.isShown)
    let place = model.settings.legend.place, isBelow = below || place == .below
    legend = MapLegend(model, ruler: ruler, width: isBelow ? size.width : nil)
    var room = Rect(origin: .zero, size: size), corner: Point?
    let gap = model.style.legendLine
    if let legend, isBelow {
      room.height = max(40, size.height - legend.size.height - 0.8 * gap)
      corner = Point(x: 0, y: room.maxY + 0.8 * gap)
    } else if let legend, place == .beside {
      let column = max(legend.size.width, model.settings.legend.width ?? 0)
      room.width = max(40, size.width - column - 1.3 * gap)
      corner = Point(x: room.maxX + 1.3 * gap, y: 0)
    }
    legendCorner = corner
    map = ProjectedMap(model, projection: model.fittedProjection(in: room), frame: room)
    let drawn = model.features.map(map.rings)
    rings = drawn
    ground = Ground(frame: room)
    for (i, r) in drawn.enumerated() where !r.isEmpty { ground.fill(r, feature: i) }
    frame = room
    drawing = MapDrawing(scene: MarkScene(size: size), frame: room)
  }

  /// Everything decided and drawn.
  static func drawing(_ model: MapModel, ruler: MapRuler, size: Size) -> MapDrawing {
    var composer = MapComposer(model, ruler: ruler, size: size)
    if let drawing = composer.compose() { return drawing }
    composer = MapComposer(model, ruler: ruler, size: size, below: true)
    return composer.compose() ?? composer.drawing
  }

  /// Nil when the legend finds no room in the frame.
  private mutating func compose() -> MapDrawing? {
    tiny = model.features.indices.map(isTiny)
    kin = looks()
    let places = anchors()
    findLostRows(places)
    let symbols = symbolMarks(places)
    let dots = dotMarks(places)
    let flows = flowMarks()
    guard let furniture = furnitureMarks() else { return nil }
    let ringNames = ringLabels()
    let words = labelMarks(places, symbols: symbols.symbols, flows: flows.flows)
    var marks = waterMarks() + graticuleMarks() + fillMarks() + lineMarks() + ringMarks()
    marks += words.below + words.leaders + symbols.lines.filter(isRule) + flows.marks + dots + symbols.marks
    marks += symbols.lines.filter { !isRule($0) } + ringNames + words.labels + furniture
    if model.settings.hasFrame { marks.append(frameMark) }
    takeCredits()
    drawing.scene.marks = marks
    drawing.scene.views = [frame]
    drawing.scene.description = model.settings.alt
    drawing.standing = standing
    return drawing
  }

  private func isRule(_ mark: Mark) -> Bool { if case .rule = mark.shape { true } else { false } }

  /// Whose something is among what stands on the map: features come first, then groups, flows, and the place where flows begin.
  func owner(ofGroup i: Int) -> Int { model.features.count + i }
  func owner(ofFlow i: Int) -> Int { model.features.count + model.settings.groups.count + i }
  var ownerOfOrigin: Int { owner(ofFlow: model.flows.count) }

  /// What labels may not cover now.
  func obstacles() -> Obstacles {
    Obstacles(frame: frame.expanded(by: -max(3, 0.3 * model.style.inset)), standing: standing, gap: 0.8 * model.style.unit)
  }

  /// The color of a halo: that of the ground where there is one kind of it.
  func groundColor(_ box: Rect) -> Color {
    let (cells, land) = ground.share(of: box) { $0 > 0 }
    // Islets in the sea do not make it mixed ground.
    return 25 * land <= cells ? model.style.water : land == cells ? model.style.land : model.style.halo
  }

  /// The sea: the whole frame, or the globe where it does not fill the frame.
  private func waterMarks() -> [Mark] {
    let water = MarkStyle(fill: .color(model.style.water))
    let globe = map.projector.project(.sphere)
    let corners = [
      Point(x: frame.minX, y: frame.minY), Point(x: frame.maxX, y: frame.minY), Point(x: frame.maxX, y: frame.maxY), Point(x: frame.minX, y: frame.maxY),
    ]
    let fills = globe.polygons.isEmpty || corners.allSatisfy { globe.holds($0) }
    if fills || map.projection.kind == .identity { return [Mark(.viewBackground, .rect(frame, .zero), style: water)] }
    return [Mark(.viewBackground, .path(globe.path(), .geoshape), style: water, clip: frame)]
  }

  private var frameMark: Mark {
    let w = model.style.frame.width
    let rect = Rect(x: frame.x + w / 2, y: frame.y + w / 2, width: frame.width - w, height: frame.height - w)
    return Mark(.mark, .rect(rect, .zero), style: MarkStyle(stroke: .color(model.style.frame.color), strokeWidth: w))
  }
}
