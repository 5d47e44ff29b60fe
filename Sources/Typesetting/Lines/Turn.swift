import Glibc

/// The cosine of an angle in radians, exact for quarter turns so that upright labels stay upright.
func cosineOf(_ angle: Double) -> Double { sineOf(angle + .pi / 2) }

/// The sine of an angle in radians, exact for quarter turns.
func sineOf(_ angle: Double) -> Double {
  let value = sin(angle)
  if abs(value) < 1e-15 { return 0 }
  return abs(abs(value) - 1) < 1e-15 ? (value < 0 ? -1 : 1) : value
}
