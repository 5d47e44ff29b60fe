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
  /// Sentences that belong below the map.
  var notes: [String] = []
  var findings: [Diagnostic] = []
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
  private let size: Size
  let legend: MapLegend?
  /// Features with data that are too small to be seen as areas.
  private(set) var tiny: [Bool] = []
  private let legendBelow: Bool
  var drawing: MapDrawing

  /// An area under one square millimetre needs a symbol to be seen.
  static let leastArea = mm(1) * mm(1)

  init(_ model: MapModel, ruler: MapRuler, size: Size) {
    self.model = model
    self.ruler = ruler
    self.size = size
    isData = model.features.map { $0.carriesData || $0.isFocus }
    legend = MapLegend(model, ruler: ruler)
    var below = false
    var placed = Self.place(model, Rect(origin: .zero, size: size))
    if let legend {
      let placer = FurniturePlacer(ground: placed.ground, isData: isData)
      if placer.place(legend.size, inset: 10, taken: []) == nil {
        below = true
        let height = max(40, size.height - legend.size.height - 10)
        placed = Self.place(model, Rect(x: 0, y: 0, width: size.width, height: height))
      }
    }
    legendBelow = below
    map = placed.map
    ground = placed.ground
    rings = placed.rings
    frame = placed.map.frame
    drawing = MapDrawing(scene: MarkScene(size: size), frame: frame)
  }

  private static func place(_ model: MapModel, _ frame: Rect) -> (map: ProjectedMap, ground: Ground, rings: [[[Point]]]) {
    let map = ProjectedMap(model, projection: model.fittedProjection(in: frame), frame: frame)
    let rings = model.features.map(map.rings)
    var ground = Ground(frame: frame)
    for (i, r) in rings.enumerated() where !r.isEmpty { ground.fill(r, feature: i) }
    return (map, ground, rings)
  }

  /// Everything decided and drawn.
  mutating func compose() -> MapDrawing {
    var marks = waterMarks()
    tiny = model.features.indices.map(isTiny)
    let symbols = symbolMarks()
    let places = anchors()
    findLostRows(places)
    marks += graticuleMarks()
    marks += fillMarks()
    marks += lineMarks()
    let dots = dotMarks(places)
    var taken: [Rect] = []
    var furniture: [Mark] = []
    placeFurniture(&taken, &furniture)
    let words = labelMarks(places, taken: taken, symbols: symbols.boxes + dots.boxes, radii: radii(places))
    marks += words.below + words.leaders + dots.marks + symbols.marks + words.labels + furniture
    marks.append(frameMark)
    drawing.scene.marks = marks
    drawing.scene.views = [frame]
    drawing.scene.description = model.settings.alt
    return drawing
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
    let w = model.style.frameWidth
    let rect = Rect(x: frame.x + w / 2, y: frame.y + w / 2, width: frame.width - w, height: frame.height - w)
    return Mark(.mark, .rect(rect, .zero), style: MarkStyle(stroke: .color(model.style.frame), strokeWidth: w))
  }

  // MARK: Where features are

  /// Where the name of each feature belongs: the hand-set anchor when it is in the frame, else the middle of what is visible of it.
  private func anchors() -> [Point?] {
    model.features.indices.map { i in
      let feature = model.features[i]
      if let anchor = feature.anchor, let p = map.projector.visiblePoint(anchor), frame.contains(p) { return p }
      let isNeeded = isData[i] || feature.anchor != nil || isNamed(feature)
      return rings[i].isEmpty || !isNeeded ? nil : visibleMiddle(i)
    }
  }

  private func isNamed(_ feature: MapFeature) -> Bool {
    model.settings.labels.show == .all || model.settings.labels.features.contains { $0.text == feature.code }
  }

  /// The square of the feature that lies nearest to the middle of all its squares; the middle of its ring when it has none.
  private func visibleMiddle(_ i: Int) -> Point? {
    let own = Int32(truncatingIfNeeded: i + 1)
    var x = 0.0, y = 0.0, n = 0.0
    func each(_ body: (Point) -> Void) {
      for (k, owner) in ground.owner.enumerated() where owner == own {
        body(Point(
          x: frame.minX + (Double(k % ground.columns) + 0.5) * Ground.cell, y: frame.minY + (Double(k / ground.columns) + 0.5) * Ground.cell))
      }
    }
    each { x += $0.x; y += $0.y; n += 1 }
    guard n > 0 else { return rings[i].first?.first.flatMap { frame.contains($0) ? $0 : nil } }
    let middle = Point(x: x / n, y: y / n)
    var best: (Double, Point)?
    each { p in
      let d = Segment(from: p, to: middle).length
      if d < best?.0 ?? .infinity { best = (d, p) }
    }
    return best?.1
  }

  /// True when a feature is too small to be seen as an area.
  private func isTiny(_ i: Int) -> Bool {
    let feature = model.features[i]
    guard feature.carriesData || feature.isFocus else { return false }
    return map.wholeRings(of: feature).reduce(0) { $0 + abs(signedArea($1)) } < Self.leastArea
  }

  private mutating func findLostRows(_ places: [Point?]) {
    for (i, feature) in model.features.enumerated() where feature.carriesData && !feature.isOutside {
      let inFrame = places[i].map(frame.contains) ?? false
      guard !inFrame else { continue }
      let range = feature.row?.range ?? feature.symbol?.range ?? model.settings.range
      drawing.findings.append(
        Diagnostic(
          "row-outside-frame", at: range, "\(feature.name) (\(feature.code)) has a row but lies outside the frame of the map",
          hint: "add \"\(feature.code)\" to fit:, or list it under outside:"))
    }
  }

  // MARK: Furniture

  private mutating func placeFurniture(_ taken: inout [Rect], _ marks: inout [Mark]) {
    let placer = FurniturePlacer(ground: ground, isData: isData)
    if let legend {
      if legendBelow {
        marks += legend.marks(at: Point(x: 0, y: frame.maxY + 10), onWater: false)
      } else if let at = placer.place(legend.size, inset: 10, taken: taken) {
        taken.append(Rect(origin: at, size: legend.size).expanded(by: 5))
        let box = Rect(origin: at, size: legend.size)
        marks += legend.marks(at: at, onWater: ground.share(of: box) { $0 > 0 }.accepted == 0)
      }
    }
    if let panel = OutsidePanel(model, ruler: ruler), let at = placer.place(panel.size, inset: 10, taken: taken, prefersBottom: true) {
      taken.append(Rect(origin: at, size: panel.size).expanded(by: 4))
      marks += panel.marks(at: at)
    }
    if model.settings.hasScaleBar { placeScaleBar(placer, &taken, &marks) }
  }

  private mutating func placeScaleBar(_ placer: FurniturePlacer, _ taken: inout [Rect], _ marks: inout [Mark]) {
    guard let bar = ScaleBar(map) else {
      drawing.findings.append(
        Diagnostic(
          "no-scale-bar", .warning, at: model.settings.range, "the scale varies too much in this frame for a scale bar",
          hint: "an equal-area projection or a smaller frame allows one"))
      return
    }
    let caption = bar.caption(language: model.settings.language)
    let size = Size(width: bar.length + (bar.length < 64 ? 56 : 34), height: caption == nil ? 24 : 36)
    guard let at = placer.place(size, inset: 8, taken: taken, prefersBottom: true) else { return }
    taken.append(Rect(origin: at, size: size))
    let y = at.y + 18, style = model.style, x = at.x + 8
    var path = Path()
    path.move(to: Point(x: x, y: y - mm(1.1)))
    path.line(to: Point(x: x, y: y))
    path.line(to: Point(x: x + bar.length, y: y))
    path.line(to: Point(x: x + bar.length, y: y - mm(1.1)))
    path.append(Path(from: Point(x: x + bar.length / 2, y: y - mm(1.1)), to: Point(x: x + bar.length / 2, y: y)))
    marks.append(Mark(.axisDomain, .path(path, .line), style: MarkStyle(stroke: .color(style.ink), strokeWidth: px(0.6))))
    func text(_ string: String, _ x: Double, _ y: Double, _ align: TextAlign) {
      let mark = TextMark(
        anchor: Point(x: x, y: y), lines: [string], font: style.font, fontSize: px(6.4), align: align, haloColor: style.water, haloWidth: style.haloWidth)
      marks.append(Mark(.axisLabel, .text(mark), style: MarkStyle(fill: .color(style.second))))
    }
    let numbers = bar.numbers()
    guard bar.length >= 64 else {
      // No room for three numbers above a short bar.
      text(numbers[2], x + bar.length + 5, y, .left)
      if let caption { text(caption, x, y + 11, .left) }
      return
    }
    text(numbers[0], x, y - mm(1.1) - 2.5, .center)
    text(numbers[1], x + bar.length / 2, y - mm(1.1) - 2.5, .center)
    text(numbers[2], x + bar.length + 8, y - mm(1.1) - 2.5, .center)
    if let caption { text(caption, x, y + 11, .left) }
  }
}
