/// A place on the globe in degrees: longitude to the east, latitude to the north.
package struct GeoPoint: Hashable, Sendable {
  package var longitude: Double
  package var latitude: Double

  @inlinable package init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}

/// A shape on the globe. Edges between neighbouring points are great arcs, after d3-geo.
///
/// Rings are open (the last point joins the first without being repeated) and wound clockwise when seen on a map, so a polygon
/// is what lies to the right of its outline: a ring wound the other way is the rest of the globe, as in d3-geo and Vega.
package enum GeoGeometry: Sendable {
  case none
  /// The whole globe.
  case sphere
  case points([GeoPoint])
  case lines([[GeoPoint]])
  /// Polygons, each a list of rings: the outline, then its holes.
  case polygons([[[GeoPoint]]])
  case collection([GeoGeometry])

  /// How many points the shape has.
  package var pointCount: Int {
    switch self {
    case .none, .sphere: 0
    case .points(let points): points.count
    case .lines(let lines): lines.reduce(0) { $0 + $1.count }
    case .polygons(let polygons): polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
    case .collection(let members): members.reduce(0) { $0 + $1.pointCount }
    }
  }
}
