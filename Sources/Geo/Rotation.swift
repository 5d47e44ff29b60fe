import Glibc

/// A turn of the globe about its three axes (yaw, pitch, roll), as in d3-geo's `geoRotation`.
package struct Rotation: Sendable {
  private let yaw: Double
  private let cosPitch: Double
  private let sinPitch: Double
  private let cosRoll: Double
  private let sinRoll: Double
  /// True when only the longitude shifts, which needs no trigonometry.
  let isYawOnly: Bool

  /// The three angles in degrees: added to the longitude, to the latitude, and about the view axis.
  package init(yaw: Double, pitch: Double, roll: Double) {
    func held(_ angle: Double) -> Double { angle.isFinite ? angle.truncatingRemainder(dividingBy: 360) : 0 }
    let pitch = radians(held(pitch)), roll = radians(held(roll))
    self.yaw = radians(held(yaw))
    cosPitch = cos(pitch)
    sinPitch = sin(pitch)
    cosRoll = cos(roll)
    sinRoll = sin(roll)
    isYawOnly = pitch == 0 && roll == 0
  }

  /// The place (radians) after the turn.
  @inline(__always) func apply(_ longitude: Double, _ latitude: Double) -> (Double, Double) {
    let shifted = wrappedLongitude(longitude + yaw)
    if isYawOnly { return (shifted, latitude) }
    let c = cos(latitude), x = cos(shifted) * c, y = sin(shifted) * c, z = sin(latitude)
    let k = z * cosPitch + x * sinPitch
    return (atan2(y * cosRoll - k * sinRoll, x * cosPitch - z * sinPitch), heldAsin(k * cosRoll + y * sinRoll))
  }

  /// The place (radians) before the turn: undoes `apply`.
  func undo(_ longitude: Double, _ latitude: Double) -> (Double, Double) {
    if isYawOnly { return (wrappedLongitude(longitude - yaw), latitude) }
    let c = cos(latitude), x = cos(longitude) * c, y = sin(longitude) * c, z = sin(latitude)
    let k = z * cosRoll - y * sinRoll
    let turned = atan2(y * cosRoll + z * sinRoll, x * cosPitch + k * sinPitch)
    return (wrappedLongitude(turned - yaw), heldAsin(k * cosPitch - x * sinPitch))
  }

  /// The place in degrees after the turn.
  package func apply(_ p: GeoPoint) -> GeoPoint {
    let (x, y) = apply(radians(p.longitude), radians(p.latitude))
    return GeoPoint(longitude: degrees(x), latitude: degrees(y))
  }

  /// The place in degrees before the turn.
  package func undo(_ p: GeoPoint) -> GeoPoint {
    let (x, y) = undo(radians(p.longitude), radians(p.latitude))
    return GeoPoint(longitude: degrees(x), latitude: degrees(y))
  }
}
