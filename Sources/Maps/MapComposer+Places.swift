import Diagnostics
import Geo
import Geometry

/// Where features are.
extension MapComposer {
  /// Where the name of each feature belongs: the hand-set anchor when it is in the frame, else the middle of what is visible of it.
  func anchors() -> [Point?] {
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
  func isTiny(_ i: Int) -> Bool {
    let feature = model.features[i]
    guard feature.carriesData || feature.isFocus else { return false }
    return map.wholeRings(of: feature).reduce(0) { $0 + abs(signedArea($1)) } < Self.leastArea
  }

  mutating func findLostRows(_ places: [Point?]) {
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
}
