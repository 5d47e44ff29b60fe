import Geo
import Geometry
import Glibc

extension MapModel {
  /// Where the flows and rings of a country begin: its capital.
  func capital(of code: String) -> GeoPoint? { gazetteer.places[code]?.capital }

  /// Where a flow ends.
  func end(of flow: FlowRow) -> GeoPoint? {
    if let i = flow.group { return settings.groups[i].place ?? middle(of: i) }
    guard let i = flow.feature else { return nil }
    let capital = gazetteer.places[features[i].code]?.capital
    return settings.flows?.endsAtCapital == true ? capital ?? features[i].anchor : features[i].anchor ?? capital
  }

  func name(of flow: FlowRow) -> String {
    if let i = flow.group { return settings.groups[i].label ?? settings.groups[i].name ?? settings.groups[i].id.text }
    return flow.feature.map { features[$0].name } ?? flow.key
  }

  /// The features of a group.
  func members(of group: Int) -> [Int] {
    let ids = Set(settings.groups[group].ids.map(\.text))
    return features.indices.filter { ids.contains(features[$0].code) }
  }

  /// The middle of the areas of a group's features, on the globe: the sum of the moments of their rings. A feature without area
  /// counts with its place when no other has one.
  private func middle(of group: Int) -> GeoPoint? {
    var x = 0.0, y = 0.0, z = 0.0
    for ring in members(of: group).flatMap({ features[$0].polygons.joined() }) {
      let points = topology.joined(ring, ring: true).map(Self.direction)
      guard var a = points.last else { continue }
      for b in points {
        let c = (a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        let length = (c.0 * c.0 + c.1 * c.1 + c.2 * c.2).squareRoot()
        let angle = atan2(length, a.x * b.x + a.y * b.y + a.z * b.z)
        if length > 0 { (x, y, z) = (x + c.0 / length * angle, y + c.1 / length * angle, z + c.2 / length * angle) }
        a = b
      }
    }
    guard let mean = meanPlace(of: group) else { return nil }
    let m = Self.direction(mean), sign: Double = x * m.x + y * m.y + z * m.z < 0 ? -1 : 1
    guard x * x + y * y + z * z > 1e-18 else { return mean }
    return GeoPoint(longitude: atan2(sign * y, sign * x) * 180 / .pi, latitude: atan2(sign * z, (x * x + y * y).squareRoot()) * 180 / .pi)
  }

  private static func direction(_ p: GeoPoint) -> (x: Double, y: Double, z: Double) {
    let a = p.longitude * .pi / 180, b = p.latitude * .pi / 180
    return (cos(b) * cos(a), cos(b) * sin(a), sin(b))
  }

  /// The middle of the places of a group's features.
  private func meanPlace(of group: Int) -> GeoPoint? {
    var x = 0.0, y = 0.0, z = 0.0
    for p in members(of: group).compactMap({ features[$0].anchor }) {
      let d = Self.direction(p)
      (x, y, z) = (x + d.x, y + d.y, z + d.z)
    }
    guard x * x + y * y + z * z > 1e-9 else { return nil }
    return GeoPoint(longitude: atan2(y, x) * 180 / .pi, latitude: atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi)
  }

  /// The place at a distance (kilometres) and an azimuth (degrees clockwise from north).
  static func place(from start: GeoPoint, kilometres: Double, azimuth: Double) -> GeoPoint {
    let d = kilometres / earthRadius, a = azimuth * .pi / 180, lat = start.latitude * .pi / 180
    let sine = max(-1, min(1, sin(lat) * cos(d) + cos(lat) * sin(d) * cos(a)))
    let turn = atan2(sin(a) * sin(d) * cos(lat), cos(d) - sin(lat) * sine)
    return GeoPoint(longitude: start.longitude + turn * 180 / .pi, latitude: asin(sine) * 180 / .pi)
  }

  /// The mean radius of the globe in kilometres.
  static let earthRadius = 6371.0088
}

/// A whole number with thin spaces between thousands.
func grouped(_ x: Double) -> String {
  let whole = Int(exactly: x) ?? 0
  guard x == x.rounded() else { return "\(x)" }
  return whole >= 1000 ? "\(whole / 1000)\u{2009}\(String(String(1000 + whole % 1000).dropFirst()))" : "\(whole)"
}
