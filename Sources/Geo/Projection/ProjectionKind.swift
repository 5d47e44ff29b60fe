import Glibc

/// The projections of Vega-Lite, by Vega-Lite's names.
package enum ProjectionKind: String, CaseIterable, Sendable {
  case albers, albersUsa, azimuthalEqualArea, azimuthalEquidistant, conicConformal, conicEqualArea, conicEquidistant, equalEarth
  case equirectangular, gnomonic, identity, mercator, naturalEarth1, orthographic, stereographic, transverseMercator
}

/// The formula of a projection with its constants: radians to the unit plane, y up.
/// Formulas after Snyder, Map Projections: A Working Manual (USGS 1395), and Savric et al. for Equal Earth.
enum RawProjection: Sendable {
  case mercator, transverseMercator, equirectangular, equalEarth, naturalEarth1
  case orthographic, stereographic, gnomonic, azimuthalEqualArea, azimuthalEquidistant
  case cylindricalEqualArea(cosine: Double)
  case conicEqualArea(n: Double, c: Double, r0: Double)
  case conicConformal(n: Double, f: Double)
  case conicEquidistant(n: Double, g: Double)
  /// The coordinates are those of a plane already.
  case identity

  @inline(__always) func callAsFunction(_ x: Double, _ y: Double) -> (Double, Double) {
    switch self {
    case .mercator: return (x, log(tan((quarterTurn + y) / 2)))
    case .transverseMercator: return transverse(x, y)
    case .equirectangular, .identity: return (x, y)
    case .equalEarth: return equalEarth(x, y)
    case .naturalEarth1: return naturalEarth(x, y)
    case .orthographic: return (cos(y) * sin(x), sin(y))
    case .stereographic: return azimuthal(x, y) { 1 / (1 + $0) }
    case .gnomonic: return azimuthal(x, y) { 1 / $0 }
    case .azimuthalEqualArea: return equalAreaAzimuthal(x, y)
    case .azimuthalEquidistant: return azimuthal(x, y) { let c = heldAcos($0); return c == 0 ? 1 : c / sin(c) }
    case .cylindricalEqualArea(let cosine): return (x * cosine, sin(y) / cosine)
    case .conicEqualArea(let n, let c, let r0):
      let r = max(0, c - 2 * n * sin(y)).squareRoot() / n
      return (r * sin(n * x), r0 - r * cos(n * x))
    case .conicConformal(let n, let f):
      let limit = quarterTurn - angleTolerance, held = f > 0 ? max(y, -limit) : min(y, limit)
      let r = f / pow(tangentOfHalf(held), n)
      return (r * sin(n * x), f - r * cos(n * x))
    case .conicEquidistant(let n, let g):
      return ((g - y) * sin(n * x), g - (g - y) * cos(n * x))
    }
  }

  @inline(__always) private func azimuthal(_ x: Double, _ y: Double, _ scale: (Double) -> Double) -> (Double, Double) {
    let cy = cos(y), k = scale(cos(x) * cy)
    return (k * cy * sin(x), k * sin(y))
  }

  private func equalAreaAzimuthal(_ x: Double, _ y: Double) -> (Double, Double) {
    let cy = cos(y), k = (2 / (1 + cos(x) * cy)).squareRoot()
    return k.isFinite ? (k * cy * sin(x), k * sin(y)) : (2, 0)
  }

  private func transverse(_ x: Double, _ y: Double) -> (Double, Double) { (log(tan((quarterTurn + y) / 2)), -x) }

  private func equalEarth(_ x: Double, _ y: Double) -> (Double, Double) {
    let a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796, m = 0.75.squareRoot()
    let l = heldAsin(m * sin(y)), l2 = l * l, l6 = l2 * l2 * l2
    return (x * cos(l) / (m * (a1 + 3 * a2 * l2 + l6 * (7 * a3 + 9 * a4 * l2))), l * (a1 + a2 * l2 + l6 * (a3 + a4 * l2)))
  }

  private func naturalEarth(_ x: Double, _ y: Double) -> (Double, Double) {
    let p = y * y, q = p * p
    return (
      x * (0.8707 - 0.131979 * p + q * (-0.013791 + q * (0.003971 * p - 0.001529 * q))),
      y * (1.007226 + p * (0.015085 + q * (-0.044475 + 0.028874 * p - 0.005916 * q)))
    )
  }
}

func tangentOfHalf(_ y: Double) -> Double { tan((quarterTurn + y) / 2) }

extension ProjectionKind {
  /// The formula for two standard parallels (degrees), which only the conic kinds use.
  func raw(parallels: (Double, Double)) -> RawProjection {
    let a = radians(parallels.0), b = radians(parallels.1)
    switch self {
    case .mercator: return .mercator
    case .transverseMercator: return .transverseMercator
    case .equirectangular: return .equirectangular
    case .equalEarth: return .equalEarth
    case .naturalEarth1: return .naturalEarth1
    case .orthographic: return .orthographic
    case .stereographic: return .stereographic
    case .gnomonic: return .gnomonic
    case .azimuthalEqualArea: return .azimuthalEqualArea
    case .azimuthalEquidistant: return .azimuthalEquidistant
    case .identity: return .identity
    case .albers, .albersUsa, .conicEqualArea: return conicEqualArea(a, b)
    case .conicConformal: return conicConformal(a, b)
    case .conicEquidistant: return conicEquidistant(a, b)
    }
  }

  private func conicEqualArea(_ a: Double, _ b: Double) -> RawProjection {
    let s = sin(a), n = (s + sin(b)) / 2
    if abs(n) < angleTolerance { return .cylindricalEqualArea(cosine: cos(a)) }
    let c = 1 + s * (2 * n - s)
    return .conicEqualArea(n: n, c: c, r0: max(0, c).squareRoot() / n)
  }

  private func conicConformal(_ a: Double, _ b: Double) -> RawProjection {
    let n = a == b ? sin(a) : log(cos(a) / cos(b)) / log(tangentOfHalf(b) / tangentOfHalf(a))
    guard n != 0, n.isFinite else { return .mercator }
    return .conicConformal(n: n, f: cos(a) * pow(tangentOfHalf(a), n) / n)
  }

  private func conicEquidistant(_ a: Double, _ b: Double) -> RawProjection {
    let n = a == b ? sin(a) : (cos(a) - cos(b)) / (b - a)
    return abs(n) < angleTolerance ? .equirectangular : .conicEquidistant(n: n, g: cos(a) / n + a)
  }
}
