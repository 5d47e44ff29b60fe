import Charts
import Diagnostics
import Geo
import Geometry

/// Names and values.
extension MapComposer {
  typealias Words = (below: [Mark], leaders: [Mark], labels: [Mark])

  mutating func labelMarks(_ places: [Point?], symbols: [PlacedSymbol], flows: [PlacedFlow]) -> Words {
    var words: Words = ([], [], [])
    editionMarks(&words)
    let labeler = MapLabeler(ground: ground, obstacles: obstacles(), isData: isData, kin: kin, unit: model.style.unit)
    let made = flowTasks(flows)
    let groups = groupTasks(places, labeler)
    let own = tasks(places, symbols) + originTasks() + islandTasks()
    let tasks = made.map(\.task) + groups.map(\.task) + own
    let candidates = made.map(\.places) + groups.map(\.places) + own.map(labeler.candidates)
    for (k, choice) in placeLabels(candidates).enumerated() {
      guard let choice else {
        leftOut(tasks[k])
        continue
      }
      let place = candidates[k][choice]
      draw(tasks[k], at: place, &words)
      standing.append(Standing(kind: .label, shape: .box(place.box), owner: tasks[k].owner, name: tasks[k].name))
      if let leader = place.leader {
        standing.append(Standing(kind: .leader, shape: .convex([leader.from, leader.to]), owner: tasks[k].owner, name: tasks[k].name))
      }
    }
    contextMarks(places, &words)
    return words
  }

  private mutating func leftOut(_ task: LabelTask) {
    drawing.findings.append(
      Diagnostic(
        "label-left-out", .warning, at: task.range, "there is no free place for the label of \(task.name)",
        hint: "make the map larger, or name fewer features with labels:"))
  }

  private func draw(_ task: LabelTask, at place: LabelCandidate, _ words: inout Words) {
    let style = model.style
    let (color, halo) = colors(task, place)
    if let leader = place.leader {
      let casing = MarkStyle(stroke: .color(style.halo), strokeOpacity: 0.6, strokeWidth: style.leader.width + px(0.8) * style.unit)
      words.leaders.append(Mark(.mark, .rule(leader.from, leader.to), style: casing))
      words.leaders.append(
        Mark(.mark, .rule(leader.from, leader.to), style: MarkStyle(stroke: .color(style.leader.color), strokeWidth: style.leader.width)))
      if task.hasDot {
        let dot = MarkStyle(fill: .color(task.color ?? style.leader.color), stroke: .color(style.halo), strokeWidth: px(0.4) * style.unit)
        words.leaders.append(Mark(.mark, .path(Path(circle: leader.from, radius: 0.83 * style.anchorDot), .path), style: dot))
      }
    }
    words.labels += task.label.marks(in: place.box, side: place.side, color: color, halo: halo, haloWidth: style.haloWidth)
  }

  /// The color of the letters, nil for their own, and of their halo, by the ground they stand on.
  private func colors(_ task: LabelTask, _ place: LabelCandidate) -> (Color?, Color) {
    let style = model.style
    if let i = task.feature {
      let (cells, on) = ground.share(of: place.box) { $0 > 0 && kin[Int($0) - 1] == kin[i] }
      if on == cells, cells > 0 {
        switch paint(of: model.features[i]) {
        case .color(let fill)?: return (fill.contrast(with: .white) > fill.contrast(with: style.label.color) ? .white : task.color, fill)
        case .hatch?: return (task.color, style.noData)
        case .gradient?, nil: return (task.color, style.land)
        }
      }
    }
    return (task.color, groundHalo(place.box))
  }

  /// The color of the one ground under a box, be it water, plain land or a class; else that of halos on mixed ground.
  private func groundHalo(_ box: Rect) -> Color {
    guard let first = ground.owner(at: box.origin) else { return groundColor(box) }
    let (cells, same) = ground.share(of: box) { $0 == first }
    guard cells == same, first > 0 else { return groundColor(box) == model.style.land ? plainHalo(box) : groundColor(box) }
    switch paint(of: model.features[Int(first) - 1]) {
    case .color(let fill)?: return fill
    case .hatch?: return model.style.noData
    case .gradient?, nil: return model.style.land
    }
  }

  /// Land of several features: its color where none of them has a fill.
  private func plainHalo(_ box: Rect) -> Color {
    let filled = ground.share(of: box) { $0 > 0 && isData[Int($0) - 1] }.accepted
    return filled == 0 ? model.style.land : model.style.halo
  }

  // MARK: Labels of features

  /// The number of the first look that each feature shares.
  func looks() -> [Int] {
    var looks: [MarkPaint?] = []
    return model.features.map { feature in
      let look = paint(of: feature)
      if let i = looks.firstIndex(of: look) { return i }
      looks.append(look)
      return looks.count - 1
    }
  }

  private func isNamed(_ i: Int, _ listed: Set<String>) -> Bool {
    let feature = model.features[i]
    guard listed.isEmpty else { return listed.contains(feature.code) }
    switch model.settings.labels.show {
    case .none: return false
    case .focus: return feature.isFocus
    case .matched: return feature.carriesData || feature.isFocus
    case .all: return !rings[i].isEmpty
    }
  }

  private func tasks(_ places: [Point?], _ symbols: [PlacedSymbol]) -> [LabelTask] {
    let style = model.style, scale = SymbolScale(model)
    let listed = Set(model.settings.labels.features.map(\.text))
    // A class is a figure too: on a map of kinds each name is strong, unless some are picked out.
    let isOfKinds = model.settings.color?.kind == .ordinal
    return model.features.indices.compactMap { i -> LabelTask? in
      let feature = model.features[i]
      guard isNamed(i, listed), !feature.isOutside, let anchor = places[i] else { return nil }
      let value = feature.row?.label ?? feature.symbol?.label
      let isKind = isOfKinds && feature.row?.text != nil && model.settings.focus.isEmpty
      let isStrong = value != nil || feature.isFocus || feature.groupColor != nil || isKind
      let name = ruler.line(feature.name, isStrong ? style.label : style.plain, height: style.labelLeading)
      let lines = [name] + (value.map { [ruler.line($0, style.value, height: style.labelLeading)] } ?? [])
      var task = LabelTask(
        owner: i, feature: i, label: MapLabel(lines: lines), anchor: anchor, color: feature.groupColor,
        name: "\(feature.name) (\(feature.code))", range: feature.row?.range ?? feature.symbol?.range ?? model.settings.range)
      if let symbol = symbols.first(where: { $0.feature == i }), let scale {
        task.anchor = symbol.center
        task.reach = scale.reach(symbol.value)
        task.hasDot = false
      } else if tiny[i] {
        let r = Self.dotRadius * style.unit
        task.reach = (r, r)
        task.hasDot = false
      } else {
        task.fitsInside = true
      }
      return task
    }
  }

  /// The name of the place where flows begin.
  private func originTasks() -> [LabelTask] {
    guard let flows = model.settings.flows, let origin = flowOrigin, frame.contains(origin) else { return [] }
    let style = model.style
    guard let name = flows.name ?? model.capitalName(of: flows.from.text), !name.isEmpty else { return [] }
    var label = style.label
    label.color = style.origin
    let lines = [ruler.line(name, label, height: style.labelLeading)]
    let r = originRadius
    return [
      LabelTask(
        owner: ownerOfOrigin, feature: model.features.firstIndex { $0.code == flows.from.text }, label: MapLabel(lines: lines), anchor: origin,
        reach: (r, r), isBesideCoast: true, hasDot: false, name: name, range: flows.from.range)
    ]
  }

  /// Islets that an edition shows: a dot with a name.
  private func islandTasks() -> [LabelTask] {
    guard case .none = model.settings.waters else {
      return shownWaters().filter(\.isIsland).compactMap { island -> LabelTask? in
        guard let p = map.projector.visiblePoint(island.anchor), frame.contains(p) else { return nil }
        let name = island.name(in: model.settings.language)
        var face = model.style.label
        face.size = model.style.plain.size
        let lines = [ruler.line(name, face, height: model.style.labelLeading)]
        return LabelTask(owner: -1, label: MapLabel(lines: lines), anchor: p, name: name, range: model.settings.range)
      }
    }
    return []
  }

  /// The label of a group: a leader to any of its features, or to the place it names.
  private func groupTasks(_ places: [Point?], _ labeler: MapLabeler) -> [(task: LabelTask, places: [LabelCandidate])] {
    let ends = Set(model.flows.compactMap(\.group)), style = model.style
    return model.settings.groups.indices.compactMap { i -> (task: LabelTask, places: [LabelCandidate])? in
      let group = model.settings.groups[i]
      guard let text = group.label, !ends.contains(i) else { return nil }
      var face = style.label
      face.color = group.color ?? group.fill.map { $0.contrast(with: .white) >= 4.5 ? $0 : face.color } ?? face.color
      let lines = [ruler.line(text, face, height: style.labelLeading)]
      let members = model.members(of: i)
      var task = LabelTask(
        owner: owner(ofGroup: i), label: MapLabel(lines: lines), anchor: .zero, hasDot: false, name: text, range: group.id.range)
      if members.count == 1, let only = members.first, let anchor = places[only], group.place == nil {
        (task.feature, task.anchor, task.fitsInside) = (only, anchor, true)
        return (task, labeler.candidates(task))
      }
      let given = group.place.flatMap(map.projector.visiblePoint).map { [$0] }
      return (task, (given ?? members.compactMap { places[$0] }).flatMap { anchor in
        task.anchor = anchor
        return labeler.candidates(task)
      })
    }
  }

  func shownWaters() -> [Gazetteer.Water] {
    let edition = model.settings.edition
    let shown = model.gazetteer.waters.filter { $0.edition.isEmpty || $0.edition == edition }
    switch model.settings.waters {
    case .none: return []
    case .all: return shown
    case .only(let names): return shown.filter { water in names.contains { $0.text == water.english } || (water.edition == edition && !edition.isEmpty) }
    }
  }
}
