import Charts
import Glibc
import Geo
import Geometry

/// A scale bar, for maps whose scale allows one. Chart pixels.
struct ScaleBar: Sendable {
  /// The scale of the map by latitude, measured inside the frame.
  private struct Reading {
    var latitude: Double
    var pixelsPerKilometre: Double
  }

  let kilometres: Double
  let length: Double
  /// The latitude where the bar is true; nil when it is true everywhere in the frame.
  let latitude: Double?

  /// A bar may be this much longer or shorter elsewhere in the frame and still say so with its latitude.
  static let mostVariation = 2.0
  /// Below this, ten percent either way, the scale counts as the same everywhere.
  static let leastVariation = 1.2

  /// Nil when no single bar would be honest.
  init?(_ map: ProjectedMap) {
    let readings = Self.readings(map)
    guard let low = readings.map(\.pixelsPerKilometre).min(), let high = readings.map(\.pixelsPerKilometre).max(), low > 0,
      high / low <= Self.mostVariation
    else { return nil }
    let sorted = readings.sorted { $0.latitude < $1.latitude }
    let middle = sorted[sorted.count / 2]
    let target = max(50, map.frame.width * 0.16) / middle.pixelsPerKilometre
    var decade = 1.0
    while decade * 10 <= target, decade < 1e5 { decade *= 10 }
    kilometres = [5.0, 2, 1].map { $0 * decade }.first { $0 <= target } ?? decade
    let isSame = high / low < Self.leastVariation
    let at = isSame ? nil : (middle.latitude / 5).rounded() * 5
    let near = at.flatMap { at in readings.min { abs($0.latitude - at) < abs($1.latitude - at) } } ?? middle
    length = kilometres * near.pixelsPerKilometre
    latitude = at
  }

  /// The scale to the east and to the north on a net of five degrees (one for small maps) inside the frame.
  private static func readings(_ map: ProjectedMap) -> [Reading] {
    for step in [5.0, 1, 0.25] {
      var readings: [Reading] = []
      for latitude in stride(from: -80.0, through: 80, by: step) {
        for longitude in stride(from: -180.0, to: 180, by: step) {
          let at = GeoPoint(longitude: longitude, latitude: latitude)
          guard let p = map.projector.visiblePoint(at), map.frame.contains(p) else { continue }
          let cosine = max(0.1, cos(latitude * .pi / 180))
          let d = 0.05
          guard let e = map.projector.point(GeoPoint(longitude: longitude + d / cosine, latitude: latitude)),
            let n = map.projector.point(GeoPoint(longitude: longitude, latitude: latitude + d))
          else { continue }
          let km = d * 111.195
          readings.append(Reading(latitude: latitude, pixelsPerKilometre: Segment(from: p, to: e).length / km))
          readings.append(Reading(latitude: latitude, pixelsPerKilometre: Segment(from: p, to: n).length / km))
        }
      }
      if readings.count >= 12 { return readings }
    }
    return []
  }

  func caption(language: String) -> String? {
    guard let latitude else { return nil }
    let degrees = Int(exactly: abs(latitude)) ?? 0
    let side = degrees == 0 ? "" : latitude > 0 ? " N" : " S"
    return language.hasPrefix("ko") ? (degrees == 0 ? "적도에서" : "\(latitude > 0 ? "북위" : "남위") \(degrees)°에서") : degrees == 0 ? "at the equator" : "at \(degrees)°\(side)"
  }

  /// Numbers above three ticks; thin spaces part thousands.
  func numbers() -> [String] { ["0", grouped(kilometres / 2), grouped(kilometres) + " km"] }
}
