import Charts
import Geo
import Geometry

/// What lies below the words: land, classes, lines, symbols.
extension MapComposer {
  func fillMarks() -> [Mark] {
    let style = model.style
    var land = Path(), marks: [Mark] = []
    for (i, feature) in model.features.enumerated() where !rings[i].isEmpty {
      guard let paint = paint(of: feature) else {
        Self.add(rings[i], to: &land)
        continue
      }
      var path = Path()
      Self.add(rings[i], to: &path)
      marks.append(Mark(.mark, .path(path, .geoshape), style: MarkStyle(fill: paint), clip: frame))
    }
    let base = MarkStyle(fill: .color(model.settings.landFill ?? style.land))
    return (land.isEmpty ? [] : [Mark(.mark, .path(land, .geoshape), style: base, clip: frame)]) + marks
  }

  /// The fill of a feature that is not plain land.
  func paint(of feature: MapFeature) -> MarkPaint? {
    if let color = model.fill(of: feature) { return .color(color) }
    if feature.row != nil, model.classes != nil { return model.hatch }
    if feature.isFocus { return .color(model.style.leftHalf) }
    return feature.symbol != nil ? .color(Color(hex: 0xDCEAE4)) : nil
  }

  static func add(_ rings: [[Point]], to path: inout Path) {
    for ring in rings {
      guard let first = ring.first else { continue }
      path.move(to: first)
      for p in ring.dropFirst() { path.line(to: p) }
      path.close()
    }
  }

  static func add(line: [Point], to path: inout Path) {
    guard let first = line.first else { return }
    path.move(to: first)
    for p in line.dropFirst() { path.line(to: p) }
  }

  /// Coasts, borders and borders with a status. A line is a border when two features share its arc.
  mutating func lineMarks() -> [Mark] {
    var coast = Path(), border = Path(), disputed = Path(), ceasefire = Path()
    for (arc, owner) in owners().enumerated() {
      guard let a = owner.first else { continue }
      guard let b = owner.second else {
        for line in map.lines(ofArc: arc) { Self.add(line: line, to: &coast) }
        continue
      }
      let codes = (model.features[a].code, model.features[b].code)
      guard model.gazetteer.hasStatus(codes.0, codes.1) else {
        for line in map.lines(ofArc: arc) { Self.add(line: line, to: &border) }
        continue
      }
      for (status, run) in runs(arc, codes) {
        for line in map.projector.project(.lines([run])).lines.flatMap(map.visible) {
          switch status {
          case .plain: Self.add(line: line, to: &border)
          case .disputed: Self.add(line: line, to: &disputed)
          case .ceasefire: Self.add(line: line, to: &ceasefire)
          }
        }
      }
    }
    if isInFrame(disputed) || isInFrame(ceasefire) { drawing.notes.append(model.disclaimer) }
    let s = model.style, stroke = model.settings.stroke
    return [
      line(coast, stroke ?? s.coast, s.coastWidth), line(border, stroke ?? s.border, s.borderWidth),
      line(disputed, s.disputed, s.disputedWidth, dash: [mm(0.9), mm(0.6)]),
      line(ceasefire, s.disputed, s.ceasefireWidth, dash: [mm(1.2), mm(0.5), mm(0.15), mm(0.5)]),
    ].compactMap { $0 }
  }

  private func line(_ path: Path, _ color: Color, _ width: Double, dash: [Double] = []) -> Mark? {
    guard !path.isEmpty else { return nil }
    let look = MarkStyle(stroke: .color(color), strokeWidth: width, strokeDash: dash, strokeJoin: "round")
    return Mark(.mark, .path(path, .geoshape), style: look, clip: frame)
  }

  private func isInFrame(_ path: Path) -> Bool {
    path.elements.contains { element in
      switch element {
      case .move(let p), .line(let p), .curve(_, _, let p): frame.contains(p)
      case .close: false
      }
    }
  }

  /// The first two features of each arc.
  private func owners() -> [(first: Int?, second: Int?)] {
    var owners = [(first: Int?, second: Int?)](repeating: (nil, nil), count: model.topology.arcCount)
    for (i, feature) in model.features.enumerated() {
      for number in feature.polygons.joined().joined() {
        let arc = number < 0 ? ~number : number
        if owners[arc].first == nil { owners[arc].first = i } else if owners[arc].first != i { owners[arc].second = i }
      }
    }
    return owners
  }

  /// An arc in stretches of one status each; neighbours share their point.
  private func runs(_ arc: Int, _ codes: (String, String)) -> [(BoundaryStatus, [GeoPoint])] {
    var runs: [(BoundaryStatus, [GeoPoint])] = []
    let points = model.topology.joined([arc], ring: false)
    for (a, b) in zip(points, points.dropFirst()) {
      let middle = GeoPoint(longitude: (a.longitude + b.longitude) / 2, latitude: (a.latitude + b.latitude) / 2)
      let status = model.gazetteer.status(codes.0, codes.1, at: middle)
      if let last = runs.indices.last, runs[last].0 == status { runs[last].1.append(b) } else { runs.append((status, [a, b])) }
    }
    return runs
  }

  func graticuleMarks() -> [Mark] {
    guard let step = model.settings.graticule else { return [] }
    var net = Graticule()
    net.stepMinor = (step, step)
    net.stepMajor = (90, 360)
    var path = Path()
    for line in map.projector.project(net.geometry).lines.flatMap(map.visible) { Self.add(line: line, to: &path) }
    return [line(path, model.style.graticule, model.style.graticuleWidth)].compactMap { $0 }
  }

  // MARK: Symbols

  func symbolMarks() -> (marks: [Mark], boxes: [(feature: Int, box: Rect)]) {
    guard let scale = SymbolScale(model) else { return ([], []) }
    var placed: [(Double, Int, [Mark], Rect)] = []
    for (i, feature) in model.features.enumerated() {
      guard let value = feature.symbol, !feature.isOutside, let anchor = feature.anchor, let p = map.projector.visiblePoint(anchor),
        frame.contains(p)
      else { continue }
      let r = scale.radius(value)
      placed.append((r, i, scale.marks(value, at: p, style: model.style), Rect(x: p.x - r, y: p.y - r, width: 2 * r, height: 2 * r)))
    }
    // Large ones below, so that none hides another.
    let ordered = placed.sorted { ($1.0, $0.1) < ($0.0, $1.1) }
    return (ordered.flatMap(\.2), ordered.map { (feature: $0.1, box: $0.3) })
  }

  /// The radius round each anchor that a label must keep off.
  func radii(_ places: [Point?]) -> [Double] {
    let scale = SymbolScale(model)
    return model.features.indices.map { i in
      let feature = model.features[i]
      if let value = feature.symbol, let scale { return scale.radius(value) }
      return tiny[i] ? Self.dotRadius : 0
    }
  }

  static let dotRadius = 4.2

  /// A dot in the color of its class for each state with data that is too small to be seen.
  func dotMarks(_ places: [Point?]) -> (marks: [Mark], boxes: [(feature: Int, box: Rect)]) {
    var marks: [Mark] = [], boxes: [(feature: Int, box: Rect)] = []
    for (i, feature) in model.features.enumerated() where feature.symbol == nil && !feature.isOutside && tiny[i] {
      guard let p = places[i] else { continue }
      let r = Self.dotRadius
      let fill = paint(of: feature) ?? .color(model.style.leftHalf)
      let rim = MarkStyle(fill: fill, stroke: .color(model.style.second), strokeWidth: px(0.5))
      marks.append(Mark(.mark, .path(Path(circle: p, radius: r), .path), style: rim))
      boxes.append((i, Rect(x: p.x - r, y: p.y - r, width: 2 * r, height: 2 * r)))
    }
    return (marks, boxes)
  }
}

extension MapModel {
  var disclaimer: String {
    settings.disclaimer
      ?? (settings.language.hasPrefix("ko")
        ? "지도의 경계와 지명은 승인이나 동의를 뜻하지 않는다." : "The boundaries and names shown do not imply endorsement or acceptance.")
  }
}
