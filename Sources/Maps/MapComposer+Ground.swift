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
    if let fill = feature.ownFill { return .color(fill) }
    if let color = model.fill(of: feature) { return .color(color) }
    if model.isMissing(feature) { return model.hatch }
    if let fill = feature.groupFill { return .color(fill) }
    if feature.symbol != nil { return .color(model.style.symbolGround) }
    return feature.isFocus ? .color(model.style.leftHalf) : nil
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
    noteLines(disputed: isInFrame(disputed), ceasefire: isInFrame(ceasefire))
    let s = model.style
    return [line(coast, s.coast, own: true), line(border, s.border, own: true), line(disputed, s.disputed), line(ceasefire, s.ceasefire)].compactMap { $0 }
  }

  /// - Parameter own: true where the stroke of the spec's mark comes before the style's color.
  private func line(_ path: Path, _ stroke: MapStroke, own: Bool = false) -> Mark? {
    guard !path.isEmpty else { return nil }
    let color = own ? model.settings.stroke ?? stroke.color : stroke.color
    let look = MarkStyle(stroke: .color(color), strokeWidth: stroke.width, strokeDash: stroke.dash, strokeJoin: "round")
    return Mark(.mark, .path(path, .geoshape), style: look, clip: frame)
  }

  /// What the kinds of lines mean, and the disclaimer that goes with them.
  private mutating func noteLines(disputed: Bool, ceasefire: Bool) {
    guard disputed || ceasefire else { return }
    if model.settings.hasCredits {
      let isKorean = model.settings.language.hasPrefix("ko")
      let kinds = isKorean
        ? [disputed ? "파선: 분쟁 중인 경계" : nil, ceasefire ? "일점쇄선: 군사분계선" : nil]
        : [disputed ? "dashed lines: boundaries in dispute" : nil, ceasefire ? "dash-dot line: ceasefire line" : nil]
      let text = kinds.compactMap { $0 }.joined(separator: isKorean ? ", " : "; ")
      drawing.notes.append(text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
    drawing.notes.append(model.disclaimer)
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
    return [line(path, model.style.graticule)].compactMap { $0 }
  }
}

extension MapModel {
  var disclaimer: String {
    settings.disclaimer
      ?? (settings.language.hasPrefix("ko")
        ? "지도의 경계와 지명은 승인이나 동의를 뜻하지 않는다." : "The boundaries and names shown do not imply endorsement or acceptance.")
  }
}
