import Glibc

/// True when the spherical polygon (rings of radians, the inside to the right) holds `point`, poles included.
///
/// The rings are walked once: the sum of their angles says whether they go round a pole, and the crossings of the meridian of the
/// point below it say on which side it lies.
func polygonContains(_ rings: [[ClipPoint]], _ point: ClipPoint) -> Bool {
  let meridian = heldLongitude(point.x)
  let normal = Cartesian(x: sin(meridian), y: -cos(meridian), z: 0)
  var latitude = point.y
  if sin(latitude) == 1 { latitude = quarterTurn + angleTolerance }
  if sin(latitude) == -1 { latitude = -quarterTurn - angleTolerance }
  var angle = 0.0, area = CompensatedSum(), winding = 0
  for ring in rings {
    guard var a = ring.last else { continue }
    var ax = heldLongitude(a.x), half = a.y / 2 + .pi / 4, sa = sin(half), ca = cos(half)
    for b in ring {
      let bx = heldLongitude(b.x)
      half = b.y / 2 + .pi / 4
      let sb = sin(half), cb = cos(half)
      let delta = bx - ax, sign = delta >= 0 ? 1.0 : -1.0, distance = sign * delta
      let wraps = distance > halfTurn, k = sa * sb
      area.add(atan2(k * sign * sin(distance), ca * cb + k * cos(distance)))
      angle += wraps ? delta + sign * fullTurn : delta
      // Does the edge cross the meridian of the point, and below it?
      if wraps != ((ax >= meridian) != (bx >= meridian)) {
        let arc = Cartesian(longitude: a.x, latitude: a.y).cross(Cartesian(longitude: b.x, latitude: b.y)).normalized
        let crossing = normal.cross(arc).normalized
        let at = (wraps != (delta >= 0) ? -1 : 1) * heldAsin(crossing.z)
        if latitude > at || (latitude == at && (arc.x != 0 || arc.y != 0)) { winding += wraps != (delta >= 0) ? 1 : -1 }
      }
      a = b
      ax = bx
      sa = sb
      ca = cb
    }
  }
  let holdsSouthPole = angle < -angleTolerance || (angle < angleTolerance && area.value < -1e-12)
  return holdsSouthPole != (winding & 1 == 1)
}

private func heldLongitude(_ x: Double) -> Double {
  guard abs(x) > halfTurn else { return x }
  return (x < 0 ? -1 : 1) * ((abs(x) + halfTurn).truncatingRemainder(dividingBy: fullTurn) - halfTurn)
}

/// A sum that keeps what rounding would lose (Neumaier): thousands of tiny angles decide the sign of an area.
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  mutating func add(_ x: Double) {
    let t = sum + x
    lost += abs(sum) >= abs(x) ? (sum - t) + x : (x - t) + sum
    sum = t
  }

  var value: Double { sum + lost }
}
