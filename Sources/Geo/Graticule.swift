import Glibc

/// A net of meridians and parallels with d3-geo's defaults. Angles in degrees.
package struct Graticule: Sendable {
  package var stepMinor = (x: 10.0, y: 10.0)
  package var stepMajor = (x: 90.0, y: 360.0)
  /// West, south, east, north.
  package var extentMinor = (-180.0, -80.0 - 1e-6, 180.0, 80.0 + 1e-6)
  package var extentMajor = (-180.0, -90.0 + 1e-6, 180.0, 90.0 - 1e-6)
  /// The distance of the points along a parallel.
  package var precision = 2.5
  /// More lines than this in one direction are a slip of the author: the net then has none in that direction.
  static let mostLines = 4_000.0

  package init() {}

  /// The lines, meridians and parallels, major ones first.
  package var geometry: GeoGeometry {
    let major = extentMajor, minor = extentMinor
    var lines: [[GeoPoint]] = []
    for x in multiples(of: stepMajor.x, from: major.0, below: major.2) { lines.append(meridian(x, major.1, major.3)) }
    for y in multiples(of: stepMajor.y, from: major.1, below: major.3) { lines.append(parallel(y, major.0, major.2)) }
    for x in multiples(of: stepMinor.x, from: minor.0, below: minor.2) where !isMultiple(x, of: stepMajor.x) {
      lines.append(meridian(x, minor.1, minor.3))
    }
    for y in multiples(of: stepMinor.y, from: minor.1, below: minor.3) where !isMultiple(y, of: stepMajor.y) {
      lines.append(parallel(y, minor.0, minor.2))
    }
    return .lines(lines)
  }

  private func isMultiple(_ x: Double, of step: Double) -> Bool {
    abs(x.truncatingRemainder(dividingBy: step)) <= angleTolerance
  }

  private func multiples(of step: Double, from low: Double, below high: Double) -> [Double] {
    guard step > 0, low.isFinite, high.isFinite, (high - low) / step < Self.mostLines else { return [] }
    return Array(stride(from: (low / step).rounded(.up) * step, to: high, by: step))
  }

  private func meridian(_ x: Double, _ south: Double, _ north: Double) -> [GeoPoint] {
    (Array(stride(from: south, to: north - angleTolerance, by: 90)) + [north]).map { GeoPoint(longitude: x, latitude: $0) }
  }

  private func parallel(_ y: Double, _ west: Double, _ east: Double) -> [GeoPoint] {
    let step = max(precision, 0.05)
    return (Array(stride(from: west, to: east - angleTolerance, by: step)) + [east]).map { GeoPoint(longitude: $0, latitude: y) }
  }
}

extension GeoGeometry {
  /// The circle of `radius` degrees about a place, as a polygon with a corner each two degrees (d3-geo's `geoCircle`).
  package static func circle(around center: GeoPoint, radius: Double) -> GeoGeometry {
    let rotation = Rotation(yaw: -center.longitude, pitch: -center.latitude, roll: 0)
    let r = radians(radius), c = cos(r), s = sin(r)
    var ring: [GeoPoint] = []
    for i in 0..<180 {
      let t = r + fullTurn - radians(2) * Double(i)
      let p = Cartesian(x: c, y: -s * cos(t), z: -s * sin(t))
      let (x, y) = rotation.undo(p.longitude, p.latitude)
      ring.append(GeoPoint(longitude: degrees(x), latitude: degrees(y)))
    }
    return .polygons([[ring]])
  }
}
