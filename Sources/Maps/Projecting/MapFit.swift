import Geo
import Geometry

extension MapModel {
  /// The projection that brings the fitted features into `frame` (chart pixels) with room round them.
  func fittedProjection(in frame: Rect) -> Projection {
    var projection = turned(settings.projection)
    let margin = max(8, 0.05 * min(frame.width, frame.height))
    projection.fit(in: frame.expanded(by: -margin)) { fitBox($0) }
    return projection
  }

  /// The box of the fitted features, or of all.
  private func fitBox(_ projection: Projection) -> Rect? {
    let projector = projection.projector()
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
      if features.contains(where: \.isFitted) { projection.rotate = (-middle.longitude, 0, 0) }
    case .azimuthalEqualArea, .azimuthalEquidistant, .orthographic, .stereographic, .gnomonic:
      projection.rotate = (-middle.longitude, -middle.latitude, 0)
    case .albers, .albersUsa, .identity: break
    }
    return projection
  }

  /// The middle of the box of the fitted features in degrees, the shorter way round the globe.
  private var middleOfFit: GeoPoint? {
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
    var projection = turned(settings.projection)
    projection.scale = 150
    projection.translate = .zero
    projection.clipExtent = nil
    guard let box = fitBox(projection), box.width > 0, box.height > 0 else { return 0.7 }
    return min(1.25, max(0.45, box.height / box.width))
  }
}
