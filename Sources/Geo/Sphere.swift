import Glibc

/// Angles closer than this count as equal (radians), as in d3-geo.
let angleTolerance = 1e-6
let halfTurn = Double.pi
let fullTurn = 2 * Double.pi
let quarterTurn = Double.pi / 2

func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
/// Arc sine that holds its argument to -1...1, for sums that rounding pushed past the ends.
@inline(__always) func heldAsin(_ x: Double) -> Double { x > 1 ? quarterTurn : x < -1 ? -quarterTurn : asin(x) }
/// Arc cosine that holds its argument to -1...1.
@inline(__always) func heldAcos(_ x: Double) -> Double { x > 1 ? 0 : x < -1 ? halfTurn : acos(x) }

/// A direction from the centre of the globe.
struct Cartesian {
  var x: Double
  var y: Double
  var z: Double

  init(x: Double, y: Double, z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The unit vector of a place in radians.
  init(longitude: Double, latitude: Double) {
    let c = cos(latitude)
    self.init(x: c * cos(longitude), y: c * sin(longitude), z: sin(latitude))
  }

  var longitude: Double { atan2(y, x) }
  var latitude: Double { heldAsin(z) }

  func dot(_ b: Cartesian) -> Double { x * b.x + y * b.y + z * b.z }

  func cross(_ b: Cartesian) -> Cartesian {
    Cartesian(x: y * b.z - z * b.y, y: z * b.x - x * b.z, z: x * b.y - y * b.x)
  }

  func times(_ k: Double) -> Cartesian { Cartesian(x: x * k, y: y * k, z: z * k) }
  func plus(_ b: Cartesian) -> Cartesian { Cartesian(x: x + b.x, y: y + b.y, z: z + b.z) }

  /// Of length 1; a vector without length stays as it is.
  var normalized: Cartesian {
    let length = dot(self).squareRoot()
    return length > 0 ? times(1 / length) : self
  }
}

/// The longitude brought into -pi...pi.
@inline(__always) func wrappedLongitude(_ x: Double) -> Double {
  abs(x) > halfTurn ? x - (x / fullTurn).rounded() * fullTurn : x
}
