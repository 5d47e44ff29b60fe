import Charts
import Diagnostics
import Geo
import Geometry

/// Other countries' names where they fit on their own ground, and the names of waters.
extension MapComposer {
  mutating func contextMarks(_ places: [Point?], _ words: inout Words) {
    for i in otherCountries() {
      guard let anchor = places[i] else { continue }
      let style = model.style, name = model.features[i].name
      let label = MapLabel(lines: [ruler.line(name, style.other)])
      let task = LabelTask(owner: i, feature: i, label: label, anchor: anchor, fitsInside: true, name: name, range: model.settings.range)
      let labeler = MapLabeler(ground: ground, obstacles: obstacles(), isData: isData, kin: [], unit: style.unit)
      let isListed: Bool
      if case .only = model.settings.countries { isListed = true } else { isListed = false }
      let beside = isListed ? labeler.candidates(task).filter { $0.leader == nil }.min { $0.cost < $1.cost } : nil
      guard let place = labeler.inside(task) ?? beside else { continue }
      let isOn = ground.share(of: place.box) { $0 > 0 }.accepted > 0
      let fill: Color? = if case .color(let color)? = paint(of: model.features[i]) { color } else { nil }
      standing.append(Standing(kind: .label, shape: .box(place.box), owner: i, name: name))
      words.below += label.marks(in: place.box, side: place.side, color: nil, halo: isOn ? fill ?? style.land : style.water, haloWidth: style.haloWidth)
    }
    for water in shownWaters() where water.edition.isEmpty && !name(water, &words) { reportListed(water) }
  }

  /// The names of waters that belong to the edition: they come before all other words, and one that finds no place is a finding.
  mutating func editionMarks(_ words: inout Words) {
    for water in shownWaters() where !water.edition.isEmpty {
      if name(water, &words) { continue }
      drawing.findings.append(
        Diagnostic(
          "label-left-out", .warning, at: model.settings.range, "there is no free place for the name \(water.name(in: model.settings.language))",
          hint: "make the map larger"))
    }
  }

  /// Names that the author lists are not left out in silence; of all the others as many are shown as there is room for.
  private mutating func reportListed(_ water: Gazetteer.Water) {
    guard case .only(let list) = model.settings.waters, let named = list.first(where: { $0.text == water.english }) else { return }
    drawing.findings.append(
      Diagnostic(
        "label-left-out", .warning, at: named.range, "there is no free place for the name \(water.english)",
        hint: "make the map larger, or leave the name out of the list"))
  }

  /// False when there is no free place for the name of a water in the frame.
  private mutating func name(_ water: Gazetteer.Water, _ words: inout Words) -> Bool {
    guard !water.isIsland, let p = map.projector.visiblePoint(water.anchor), frame.contains(p) else { return true }
    let style = model.style, name = water.name(in: model.settings.language)
    let label = MapLabel(lines: [ruler.line(name, style.waterName)])
    guard let box = waterBox(label, p, reach: water.isOcean ? 114 : 34) else { return false }
    standing.append(Standing(kind: .label, shape: .box(box), name: name))
    words.below += label.marks(in: box, side: .middle, color: nil, halo: style.water, haloWidth: style.haloWidth)
    return true
  }

  /// True when no land lies between two places: a name must stay on its own water.
  private func isOneWater(_ a: Point, _ b: Point) -> Bool {
    let steps = max(1, Int(exactly: (Segment(from: a, to: b).length / Ground.cell).rounded(.up)) ?? 1)
    return (0...min(400, steps)).allSatisfy { i in
      let t = Double(i) / Double(min(400, steps))
      return ground.feature(at: Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))) == nil
    }
  }

  /// From the largest to the smallest: those that are listed, or all that are large enough to carry a name.
  private func otherCountries() -> [Int] {
    let sizes = model.features.indices.map { rings[$0].reduce(0) { $0 + abs(signedArea($1)) } }
    let named = Set(standing.filter { $0.kind == .label }.compactMap(\.owner))
    let least = 600 * model.style.unit * model.style.unit
    let others = model.features.indices.filter { i in
      guard !named.contains(i), !model.features[i].isOutside, !model.features[i].carriesData else { return false }
      switch model.settings.countries {
      case .none: return false
      case .all: return !isData[i] && sizes[i] > least && model.gazetteer.places[model.features[i].code] != nil
      case .only(let list): return list.contains { $0.text == model.features[i].code }
      }
    }
    return others.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
  }

  /// A free place on the same water, as near to its middle as there is. `reach` is how far it may lie, in units of the map's type: the
  /// name of a sea that wanders would name its neighbour.
  private func waterBox(_ label: MapLabel, _ p: Point, reach: Double) -> Rect? {
    let obstacles = obstacles(), unit = model.style.unit
    let steps = [0.0, 10, 16, 24, 34, 46, 60, 76, 94, 114].filter { $0 <= reach }.flatMap { far in
      far == 0 ? [(0.0, 0.0, 0.0)] : compass.map { ($0.0 * far, $0.1 * far, far) }
    }
    for (dx, dy, far) in steps {
      let box = Rect(x: p.x + dx * unit - label.width / 2, y: p.y + dy * unit - label.height / 2, width: label.width, height: label.height)
      let ends = Point(x: box.midX, y: box.midY)
      guard obstacles.allows(box.expanded(by: far == 0 ? 2 * unit : 7 * unit)), isOneWater(p, ends),
        ground.share(of: box.expanded(by: 2.5 * unit), where: { $0 > 0 }).accepted == 0
      else { continue }
      return box
    }
    return nil
  }
}
