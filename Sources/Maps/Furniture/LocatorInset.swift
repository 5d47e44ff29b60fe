import Charts
import Geo
import Geometry

/// A small map of a wider region with the frame of the large one on it. Chart pixels.
struct LocatorInset: Sendable {
  private let model: MapModel
  private let map: ProjectedMap
  let size: Size

  /// Nil where the author asked for none.
  init?(_ map: ProjectedMap, of model: MapModel) {
    guard let locator = model.settings.locator else { return nil }
    self.map = map
    var wide = model
    let window = locator.extent ?? model.topology.window ?? [-180, -60, 180, 80]
    wide.settings.window = .extent(west: window[0], south: window[1], east: window[2], north: window[3])
    // What reaches far round the globe or towards its poles is torn apart by the usual projection.
    wide.settings.projection = Projection(window[2] - window[0] > 200 || max(-window[1], window[3]) > 72 ? .equalEarth : .mercator)
    wide.settings.hasRotation = false
    self.model = wide
    let asked = locator.width.map { $0.isShare ? $0.value * map.frame.width : $0.value }
    let width = min(asked ?? min(mm(34) * model.style.unit, map.frame.width / 4), map.frame.width)
    size = Size(width: width, height: width * wide.naturalAspect)
  }

  /// - Parameter corner: the top left corner.
  func marks(at corner: Point) -> [Mark] {
    let room = Rect(origin: corner, size: size), style = model.style
    let small = ProjectedMap(model, projection: model.fittedProjection(in: room), frame: room)
    var land = Path(), subject = Path()
    for feature in model.features {
      let rings = small.rings(of: feature)
      if isSubject(feature) { MapComposer.add(rings, to: &subject) } else { MapComposer.add(rings, to: &land) }
    }
    func area(_ path: Path, _ color: Color) -> Mark? {
      path.isEmpty ? nil : Mark(.mark, .path(path, .geoshape), style: MarkStyle(fill: .color(color)), clip: room)
    }
    let edge = MarkStyle(stroke: .color(style.panel.color), strokeWidth: style.panel.width)
    let marks = [
      Mark(.mark, .rect(room, .zero), style: MarkStyle(fill: .color(style.water))), area(land, style.locatorLand), area(subject, style.origin),
      outline(on: small, in: room), Mark(.mark, .rect(room, .zero), style: edge),
    ]
    return marks.compactMap { $0 }
  }

  /// The features that the large map is about.
  private func isSubject(_ feature: MapFeature) -> Bool {
    model.features.contains(where: \.isFocus) ? feature.isFocus : feature.isFitted && feature.carriesData
  }

  /// The frame of the large map as the small one shows it; nil where it shows no more than the small one does.
  private func outline(on small: ProjectedMap, in room: Rect) -> Mark? {
    let frame = map.frame, steps = 8
    let corners = [
      Point(x: frame.minX, y: frame.minY), Point(x: frame.maxX, y: frame.minY), Point(x: frame.maxX, y: frame.maxY), Point(x: frame.minX, y: frame.maxY),
    ]
    var path = Path(), box: Rect?
    for (a, b) in zip(corners, corners.dropFirst() + [corners[0]]) {
      for i in 0..<steps {
        let t = Double(i) / Double(steps)
        let at = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
        guard let place = map.place(at: at), let p = small.projector.point(place) else { return nil }
        if path.isEmpty { path.move(to: p) } else { path.line(to: p) }
        let spot = Rect(origin: p, size: .zero)
        box = box?.union(spot) ?? spot
      }
    }
    path.close()
    guard let box, room.expanded(by: 1).contains(box) else { return nil }
    let line = MarkStyle(stroke: .color(model.style.origin), strokeWidth: max(px(0.7), 2 * model.style.panel.width))
    return Mark(.mark, .path(path, .line), style: line, clip: room)
  }
}

extension ProjectedMap {
  /// The place on the globe that is drawn at a point: Newton's method from the middle of what the frame shows; nil where it does not settle.
  func place(at point: Point) -> GeoPoint? {
    guard var place = middle else { return nil }
    for _ in 0..<40 {
      let step = 1e-4
      guard let p = projector.point(place), let e = projector.point(GeoPoint(longitude: place.longitude + step, latitude: place.latitude)),
        let n = projector.point(GeoPoint(longitude: place.longitude, latitude: place.latitude + step))
      else { return nil }
      let dx = point.x - p.x, dy = point.y - p.y
      if dx * dx + dy * dy < 1e-4 { return place }
      let (ax, ay, bx, by) = ((e.x - p.x) / step, (e.y - p.y) / step, (n.x - p.x) / step, (n.y - p.y) / step)
      let determinant = ax * by - ay * bx
      guard abs(determinant) > 1e-12 else { return nil }
      // Steps are held short: far from the middle projections bend.
      let longitude = (dx * by - dy * bx) / determinant, latitude = (ax * dy - ay * dx) / determinant
      place = GeoPoint(
        longitude: place.longitude + min(15, max(-15, longitude)), latitude: min(89, max(-89, place.latitude + min(8, max(-8, latitude)))))
    }
    return nil
  }

  /// The place of a net of ten degrees that is drawn nearest to the middle of the frame.
  private var middle: GeoPoint? {
    let center = Point(x: frame.midX, y: frame.midY)
    var best: (Double, GeoPoint)?
    for latitude in stride(from: -80.0, through: 80, by: 10) {
      for longitude in stride(from: -180.0, to: 180, by: 10) {
        let place = GeoPoint(longitude: longitude, latitude: latitude)
        guard let p = projector.point(place) else { continue }
        let d = (p.x - center.x) * (p.x - center.x) + (p.y - center.y) * (p.y - center.y)
        if d < best?.0 ?? .infinity { best = (d, place) }
      }
    }
    return best?.1
  }
}
