import Glibc

/// Keeps what lies within an angle of the centre of the map (longitude 0, latitude 0 after the rotation).
struct CircleClip: ClipBoundary {
  private let radius: Double
  private let cosRadius: Double
  /// True when the kept part is less than a hemisphere.
  private let isSmall: Bool
  private let isHemisphere: Bool
  /// The circle is drawn with a corner each two degrees.
  private let step = radians(2)

  /// - Parameter radius: radians, more than 0 and less than pi.
  init(radius: Double) {
    self.radius = radius
    cosRadius = cos(radius)
    isSmall = cosRadius > 0
    isHemisphere = abs(cosRadius) <= angleTolerance
  }

  var start: ClipPoint { isSmall ? ClipPoint(x: 0, y: -radius) : ClipPoint(x: -halfTurn, y: radius - halfTurn) }

  func isVisible(_ p: ClipPoint) -> Bool { cos(p.x) * cos(p.y) > cosRadius }

  private func place(_ p: ClipPoint) -> Double { p.x < 0 ? p.y - quarterTurn - angleTolerance : quarterTurn - p.y }
  func precedes(_ a: ClipPoint, _ b: ClipPoint) -> Bool { place(a) < place(b) }

  func follow(from: ClipPoint, to: ClipPoint, forward: Bool, into ring: inout [ClipPoint]) {
    let direction = forward ? 1.0 : -1.0
    var t0 = turn(of: from)
    let t1 = turn(of: to)
    if forward ? t0 < t1 : t0 > t1 { t0 += direction * fullTurn }
    sweep(from: t0, to: t1, direction, into: &ring)
  }

  var outline: [ClipPoint] {
    var ring: [ClipPoint] = []
    sweep(from: radius + fullTurn, to: radius + step / 2, 1, into: &ring)
    return ring
  }

  private func sweep(from t0: Double, to t1: Double, _ direction: Double, into ring: inout [ClipPoint]) {
    let sinRadius = sin(radius)
    var t = t0
    while direction > 0 ? t > t1 : t < t1 {
      let p = Cartesian(x: cosRadius, y: -sinRadius * cos(t), z: -sinRadius * sin(t))
      ring.append(ClipPoint(x: p.longitude, y: p.latitude))
      t -= direction * step
    }
  }

  /// The angle of a place on the way round the circle, 0...2 pi.
  private func turn(of p: ClipPoint) -> Double {
    var v = Cartesian(longitude: p.x, latitude: p.y)
    v.x -= cosRadius
    let n = v.normalized
    let angle = heldAcos(-n.y)
    return ((-n.z < 0 ? -angle : angle) + fullTurn - angleTolerance).truncatingRemainder(dividingBy: fullTurn)
  }

  /// The parts of a line (radians) inside the circle.
  func clip(_ line: [ClipPoint]) -> ClippedLine {
    guard let first = line.first else { return ClippedLine() }
    var result = ClippedLine(), chain: [ClipPoint] = []
    let startsVisible = isVisible(first)
    var wasVisible = startsVisible, before = first, codeBefore = code(first, startsVisible)
    if startsVisible { chain.append(first) }
    for point in line.dropFirst() {
      let visible = isVisible(point)
      let code = code(point, visible)
      if visible != wasVisible {
        result.isClean = false
        if visible {
          chain = crossing(point, before).map { [$0] } ?? []
          before = chain.first ?? point
        } else {
          let cut = crossing(before, point)
          if let cut { chain.append(ClipPoint(x: cut.x, y: cut.y, isCut: true)) }
          result.chains.append(chain)
          chain = []
          before = cut ?? point
        }
      } else if !isHemisphere, isSmall != visible, code & codeBefore == 0, let (a, b) = crossings(point, before) {
        result.isClean = false
        if isSmall {
          result.chains.append([a, b])
        } else {
          chain.append(b)
          result.chains.append(chain)
          chain = [ClipPoint(x: a.x, y: a.y, isCut: true)]
        }
      }
      if visible, chain.isEmpty || !before.isNear(point) { chain.append(point) }
      before = point
      wasVisible = visible
      codeBefore = code
    }
    if wasVisible { result.chains.append(chain) }
    result.joinsEnds = startsVisible && wasVisible
    return result
  }

  /// Which sides of the circle's box a hidden point (or, for a large circle, its antipode) lies on: a segment between points on
  /// one side cannot cut the circle.
  private func code(_ p: ClipPoint, _ visible: Bool) -> Int {
    guard isSmall != visible else { return 0 }
    let r = isSmall ? radius : halfTurn - radius
    let x = isSmall ? p.x : p.x + (p.x < 0 ? halfTurn : -halfTurn)
    return (x < -r ? 1 : x > r ? 2 : 0) | (p.y < -r ? 4 : p.y > r ? 8 : 0)
  }

  /// The two solutions on the great circle through `a` and `b`, as a base point, a direction and two factors.
  private func solve(_ a: ClipPoint, _ b: ClipPoint) -> (base: Cartesian, along: Cartesian, low: Double, high: Double)? {
    let pa = Cartesian(longitude: a.x, latitude: a.y), pb = Cartesian(longitude: b.x, latitude: b.y)
    let axis = Cartesian(x: 1, y: 0, z: 0), n = pa.cross(pb)
    let nn = n.dot(n), an = n.x, determinant = nn - an * an
    guard determinant != 0 else { return nil }
    let base = axis.times(cosRadius * nn / determinant).plus(n.times(-cosRadius * an / determinant))
    let u = axis.cross(n), w = base.dot(u), uu = u.dot(u)
    let discriminant = w * w - uu * (base.dot(base) - 1)
    guard discriminant >= 0, uu > 0 else { return nil }
    let t = discriminant.squareRoot()
    return (base, u, (-w - t) / uu, (-w + t) / uu)
  }

  /// Where the arc from `a` (visible) to `b` (hidden) leaves the circle.
  private func crossing(_ a: ClipPoint, _ b: ClipPoint) -> ClipPoint? {
    guard let s = solve(a, b) else { return a }
    let q = s.along.times(s.low).plus(s.base)
    return ClipPoint(x: q.longitude, y: q.latitude)
  }

  /// Both places where the arc between two points meets the circle, when it does.
  private func crossings(_ a: ClipPoint, _ b: ClipPoint) -> (ClipPoint, ClipPoint)? {
    guard let s = solve(a, b) else { return nil }
    let first = s.along.times(s.low).plus(s.base)
    let q = ClipPoint(x: first.longitude, y: first.latitude)
    let west = min(a.x, b.x), east = max(a.x, b.x), span = east - west
    let isPolar = abs(span - halfTurn) < angleTolerance, isMeridian = isPolar || span < angleTolerance
    // On a polar arc the latitudes belong to their longitudes; otherwise only their order counts.
    let atWest = a.x <= b.x ? a.y : b.y, atEast = a.x <= b.x ? b.y : a.y
    let between: Bool
    if isPolar {
      between = (atWest + atEast > 0) != (q.y < (abs(q.x - west) < angleTolerance ? atWest : atEast))
    } else if isMeridian {
      between = min(a.y, b.y) <= q.y && q.y <= max(a.y, b.y)
    } else {
      between = (span > halfTurn) != (west <= q.x && q.x <= east)
    }
    guard between else { return nil }
    let second = s.along.times(s.high).plus(s.base)
    return (q, ClipPoint(x: second.longitude, y: second.latitude))
  }
}
