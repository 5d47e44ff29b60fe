import Charts
import Diagnostics
import Geo
import Geometry

/// Names and values.
extension MapComposer {
  typealias Words = (below: [Mark], leaders: [Mark], labels: [Mark])

  mutating func labelMarks(_ places: [Point?], taken: [Rect], symbols: [(feature: Int, box: Rect)], radii: [Double]) -> Words {
    var obstacles = Obstacles(frame: frame.expanded(by: -4), boxes: taken, symbols: symbols)
    let tasks = tasks(places, radii)
    let own = MapLabeler(ground: ground, obstacles: obstacles, isData: isData)
    let candidates = tasks.map(own.candidates)
    let chosen = placeLabels(candidates)
    var words: Words = ([], [], [])
    for (k, task) in tasks.enumerated() {
      guard let c = chosen[k] else {
        leftOut(task)
        continue
      }
      let place = candidates[k][c]
      draw(task, at: place, &words)
      obstacles.boxes.append(place.box.expanded(by: 2))
      if let leader = place.leader { obstacles.boxes.append(Rect(corner: leader.from, corner: leader.to).expanded(by: 1)) }
    }
    if model.settings.hasContext { contextMarks(places, &obstacles, &words) }
    return words
  }

  private mutating func leftOut(_ task: LabelTask) {
    let feature = model.features[task.feature]
    drawing.findings.append(
      Diagnostic(
        "label-left-out", .warning, at: feature.row?.range ?? feature.symbol?.range ?? model.settings.range,
        "there is no free place for the label of \(feature.name) (\(feature.code))", hint: "make the map larger, or name fewer features with labels:"))
  }

  private func draw(_ task: LabelTask, at place: LabelCandidate, _ words: inout Words) {
    let style = model.style
    let (color, halo) = colors(task.feature, place)
    if let leader = place.leader {
      words.leaders.append(Mark(.mark, .rule(leader.from, leader.to), style: MarkStyle(stroke: .color(style.second), strokeWidth: style.leaderWidth)))
      if task.symbolRadius == 0 {
        words.leaders.append(Mark(.mark, .path(Path(circle: leader.from, radius: mm(0.5)), .path), style: MarkStyle(fill: .color(style.second), stroke: .color(.white), strokeWidth: px(0.4))))
      }
    }
    words.labels += task.label.marks(in: place.box, side: place.side, color: color, halo: halo, haloWidth: style.haloWidth)
  }

  /// The color of the letters and of their halo, by the ground they stand on.
  private func colors(_ i: Int, _ place: LabelCandidate) -> (Color, Color) {
    let style = model.style, feature = model.features[i]
    let strong = feature.row?.label == nil && feature.symbol == nil && !feature.isFocus ? style.second : style.ink
    let own = Int32(truncatingIfNeeded: i + 1)
    let (cells, on) = ground.share(of: place.box) { $0 == own }
    if on == cells, cells > 0 {
      switch paint(of: feature) {
      case .color(let fill)?: return (fill.contrast(with: .white) > fill.contrast(with: style.ink) ? .white : strong, fill)
      case .hatch?: return (strong, .white)
      case .gradient?, nil: return (strong, style.land)
      }
    }
    let land = ground.share(of: place.box) { $0 > 0 }.accepted
    return (strong, land == 0 ? style.water : land == cells && on == 0 ? style.land : .white)
  }

  private func tasks(_ places: [Point?], _ radii: [Double]) -> [LabelTask] {
    let style = model.style, settings = model.settings
    let listed = Set(settings.labels.features.map(\.text))
    return model.features.indices.compactMap { i in
      let feature = model.features[i]
      let isNamed: Bool
      if listed.isEmpty {
        switch settings.labels.show {
        case .none: isNamed = false
        case .focus: isNamed = feature.isFocus
        case .matched: isNamed = feature.carriesData || feature.isFocus
        case .all: isNamed = !rings[i].isEmpty
        }
      } else {
        isNamed = listed.contains(feature.code)
      }
      guard isNamed, !feature.isOutside, let anchor = places[i] else { return nil }
      let value = feature.row?.label ?? feature.symbol?.label
      let hasValue = value != nil || feature.isFocus
      var lines = [
        ruler.line(feature.name, font: style.font, size: hasValue ? style.labelSize : style.otherSize, weight: hasValue ? 600 : 400)
      ]
      if let value { lines.append(ruler.line(value, font: style.font, size: style.labelSize)) }
      let label = MapLabel(lines: lines, leading: style.labelLeading)
      return LabelTask(feature: i, label: label, anchor: anchor, symbolRadius: radii[i], fitsInside: radii[i] == 0)
    }
  }

  /// Other countries' names where they fit on their own ground, and the names of waters.
  private func contextMarks(_ places: [Point?], _ obstacles: inout Obstacles, _ words: inout Words) {
    let style = model.style
    let sizes = model.features.indices.map { rings[$0].reduce(0) { $0 + abs(signedArea($1)) } }
    let others = model.features.indices.filter { i in
      !isData[i] && sizes[i] > 600 && model.gazetteer.places[model.features[i].code] != nil
    }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    for i in others {
      guard let anchor = places[i] else { continue }
      let label = MapLabel(
        lines: [ruler.line(model.features[i].name, font: style.font, size: style.otherSize)], leading: style.otherSize * 1.25)
      let labeler = MapLabeler(ground: ground, obstacles: obstacles, isData: isData)
      guard let place = labeler.inside(LabelTask(feature: i, label: label, anchor: anchor, symbolRadius: 0, fitsInside: true)) else { continue }
      obstacles.boxes.append(place.box.expanded(by: 2))
      words.below += label.marks(in: place.box, side: .middle, color: style.otherName, halo: style.land, haloWidth: style.haloWidth)
    }
    let isKorean = model.settings.language.hasPrefix("ko")
    for water in model.gazetteer.waters where water.edition.isEmpty || water.edition == model.settings.edition {
      guard let p = map.projector.visiblePoint(water.anchor), frame.contains(p) else { continue }
      let name = isKorean ? water.korean : water.english
      let label = MapLabel(
        lines: [ruler.line(name, font: style.serif, size: style.waterSize, italic: !isKorean)], leading: style.waterSize * 1.3)
      guard let box = waterBox(label, p, obstacles) else { continue }
      obstacles.boxes.append(box.expanded(by: 2))
      words.below += label.marks(in: box, side: .middle, color: style.waterName, halo: style.water, haloWidth: style.haloWidth)
    }
  }

  private func waterBox(_ label: MapLabel, _ p: Point, _ obstacles: Obstacles) -> Rect? {
    for (dx, dy) in [(0.0, 0.0), (0, -10), (0, 10), (-14, 0), (14, 0), (0, -22), (0, 22), (-28, 0), (28, 0), (-22, -14), (22, 14)] {
      let box = Rect(x: p.x + dx - label.width / 2, y: p.y + dy - label.height / 2, width: label.width, height: label.height)
      guard obstacles.allows(box.expanded(by: 1)), ground.share(of: box, where: { $0 > 0 }).accepted == 0 else { continue }
      return box
    }
    return nil
  }
}
