import Geo
import Geometry
import Glibc

extension MapModel {
  /// The projection that brings the fitted features into `frame` (chart pixels) with room round them.
  func fittedProjection(in frame: Rect) -> Projection {
    var projection = turned(settings.projection)
    switch settings.window {
    case .fit:
      let margin = extent == nil ? max(8, 0.05 * min(frame.width, frame.height)) : 0
      projection.fit(in: frame.expanded(by: -margin)) { fitBox($0) }
    case .extent:
      projection.fit(in: frame) { fitBox($0) }
    case .view(let center, let at, let kilometres):
      projection.show(center, at: Point(x: frame.x + at.x * frame.width, y: frame.y + at.y * frame.height), pixelsPerKilometre: frame.width / kilometres)
    }
    return projection
  }

  /// Points round and in an extent.
  private func points(west: Double, south: Double, east: Double, north: Double) -> [GeoPoint] {
    let steps = 24
    return (0...steps).flatMap { i in
      (0...steps).map { j in
        GeoPoint(longitude: west + (east - west) * Double(i) / Double(steps), latitude: south + (north - south) * Double(j) / Double(steps))
      }
    }
  }

  /// The box of the extent, of the fitted features, or of all.
  private func fitBox(_ projection: Projection) -> Rect? {
    let projector = projection.projector()
    if let (west, south, east, north) = extent {
      let shown = points(west: west, south: south, east: east, north: north).compactMap(projector.visiblePoint)
      guard let first = shown.first else { return nil }
      return shown.reduce(Rect(origin: first, size: .zero)) { $0.union(Rect(origin: $1, size: .zero)) }
    }
    let fitted = features.filter(\.isFitted)
    var low = Point(x: .infinity, y: .infinity), high = Point(x: -.infinity, y: -.infinity)
    for feature in fitted.isEmpty ? features : fitted {
      for number in feature.polygons.joined().joined() {
        let arc = number < 0 ? ~number : number
        for i in topology.points(ofArc: arc) {
          guard let p = projector.visiblePoint(topology.point(i)) else { continue }
          low = Point(x: min(low.x, p.x), y: min(low.y, p.y))
          high = Point(x: max(high.x, p.x), y: max(high.y, p.y))
        }
      }
    }
    return low.x.isFinite ? Rect(corner: low, corner: high) : nil
  }

  /// Without a rotation of the author's, the globe turns so that what the map shows is opposite the cut.
  private func turned(_ projection: Projection) -> Projection {
    var projection = projection
    guard !settings.hasRotation, projection.kind != .identity, projection.kind != .albersUsa, projection.kind != .albers,
      let middle = middleOfFit
    else { return projection }
    switch projection.kind {
    case .mercator, .equirectangular, .equalEarth, .naturalEarth1, .transverseMercator, .conicConformal, .conicEqualArea, .conicEquidistant:
      // The whole world keeps Greenwich in its middle.
      if isWindow || features.contains(where: \.isFitted) { projection.rotate = (-middle.longitude, 0, 0) }
    case .azimuthalEqualArea, .azimuthalEquidistant, .orthographic, .stereographic, .gnomonic:
      projection.rotate = (-middle.longitude, -middle.latitude, 0)
    case .albers, .albersUsa, .identity: break
    }
    return projection
  }

  private var isWindow: Bool { if case .fit = settings.window { extent != nil } else { true } }

  /// The extent that the author gave, or that of the base map where nothing is fitted.
  private var extent: (west: Double, south: Double, east: Double, north: Double)? {
    switch settings.window {
    case .extent(let west, let south, let east, let north): return (west, south, east, north)
    case .view: return nil
    case .fit:
      guard let sides = topology.window, !features.contains(where: \.isFitted) else { return nil }
      return (sides[0], sides[1], sides[2], sides[3])
    }
  }

  /// The middle of the box of the fitted features in degrees, the shorter way round the globe.
  private var middleOfFit: GeoPoint? {
    if case .view(let center, _, _) = settings.window { return center }
    if let (west, south, east, north) = extent { return GeoPoint(longitude: (west + east) / 2, latitude: (south + north) / 2) }
    let fitted = features.filter(\.isFitted)
    var longitudes: [Double] = [], south = 90.0, north = -90.0
    for feature in fitted.isEmpty ? features : fitted {
      for number in feature.polygons.joined().joined() {
        for i in topology.points(ofArc: number < 0 ? ~number : number) {
          let p = topology.point(i)
          longitudes.append(p.longitude)
          south = min(south, p.latitude)
          north = max(north, p.latitude)
        }
      }
    }
    guard let first = longitudes.min(), let last = longitudes.max() else { return nil }
    // Where the span is more than half the globe, the widest gap decides.
    if last - first <= 180 { return GeoPoint(longitude: (first + last) / 2, latitude: (south + north) / 2) }
    let sorted = longitudes.map { ($0 + 540).truncatingRemainder(dividingBy: 360) - 180 }.sorted()
    var widest = (sorted[0] + 360 - sorted[sorted.count - 1], sorted[sorted.count - 1])
    for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > widest.0 { widest = (b - a, a) }
    return GeoPoint(longitude: widest.1 + widest.0 / 2 + 180, latitude: (south + north) / 2)
  }

  /// Height to width of what the map shows.
  var naturalAspect: Double {
    if case .view = settings.window { return 0.75 }
    var projection = turned(settings.projection)
    projection.scale = 150
    projection.translate = .zero
    projection.clipExtent = nil
    guard let box = fitBox(projection), box.width > 0, box.height > 0 else { return 0.7 }
    return min(1.25, max(0.45, box.height / box.width))
  }
}

extension Projection {
  /// Brings a place to a point of the picture, at a scale that holds there from west to east.
  mutating func show(_ place: GeoPoint, at point: Point, pixelsPerKilometre: Double) {
    var trial = self
    trial.clipExtent = nil
    trial.scale = 150
    trial.translate = .zero
    let step = 0.01, degree = MapModel.earthRadius * .pi / 180
    let projector = trial.projector()
    let cosine = max(0.01, cos(place.latitude * .pi / 180))
    guard let here = projector.point(place),
      let beside = projector.point(GeoPoint(longitude: place.longitude + step / cosine, latitude: place.latitude))
    else { return }
    let k = pixelsPerKilometre * step * degree / Segment(from: here, to: beside).length
    guard k.isFinite, k > 0 else { return }
    scale = 150 * k
    translate = Point(x: point.x - k * here.x, y: point.y - k * here.y)
  }
}
