import Geometry

/// Keeps what lies in a rectangle of the plane.
struct RectangleClip: ClipBoundary {
  private let x0: Double
  private let y0: Double
  private let x1: Double
  private let y1: Double

  init(_ rect: Rect) {
    x0 = rect.minX
    y0 = rect.minY
    x1 = rect.maxX
    y1 = rect.maxY
  }

  private func holds(_ p: ClipPoint) -> Bool { x0 <= p.x && p.x <= x1 && y0 <= p.y && p.y <= y1 }

  /// Which side a boundary point lies on, the corner it comes after counted with it.
  private func side(_ p: ClipPoint, forward: Bool) -> Int {
    if abs(p.x - x0) < angleTolerance { return forward ? 0 : 3 }
    if abs(p.x - x1) < angleTolerance { return forward ? 2 : 1 }
    if abs(p.y - y0) < angleTolerance { return forward ? 1 : 0 }
    return forward ? 3 : 2
  }

  func precedes(_ a: ClipPoint, _ b: ClipPoint) -> Bool { order(a, b) < 0 }

  private func order(_ a: ClipPoint, _ b: ClipPoint) -> Double {
    let sa = side(a, forward: true), sb = side(b, forward: true)
    if sa != sb { return Double(sa - sb) }
    switch sa {
    case 0: return b.y - a.y
    case 1: return a.x - b.x
    case 2: return a.y - b.y
    case _: return b.x - a.x
    }
  }

  private func corner(_ i: Int) -> ClipPoint { ClipPoint(x: i == 0 || i == 3 ? x0 : x1, y: i > 1 ? y1 : y0) }

  func follow(from: ClipPoint, to: ClipPoint, forward: Bool, into ring: inout [ClipPoint]) {
    var i = side(from, forward: forward)
    let last = side(to, forward: forward)
    guard i != last || (order(from, to) < 0) != forward else {
      ring.append(ClipPoint(x: to.x, y: to.y))
      return
    }
    repeat {
      ring.append(corner(i))
      i = (i + (forward ? 5 : 3)) % 4
    } while i != last
  }

  var outline: [ClipPoint] { (0..<4).map(corner) }

  /// The parts of a line inside the rectangle.
  func clip(_ line: [ClipPoint]) -> ClippedLine {
    var result = ClippedLine(), chain: [ClipPoint] = []
    var before: ClipPoint?
    var firstIn = false, wasIn = false
    for point in line where !point.x.isNaN && !point.y.isNaN {
      let inside = holds(point)
      if let from = before {
        if inside, wasIn {
          chain.append(point)
        } else if let (a, b) = segment(held(from), held(point)) {
          if !wasIn { chain = [a] }
          chain.append(b)
          if !inside {
            result.chains.append(chain)
            chain = []
          }
          result.isClean = false
        } else if inside {
          chain = [point]
          result.isClean = false
        }
      } else {
        firstIn = inside
        if inside { chain = [point] }
      }
      if !inside { result.isClean = false }
      before = point
      wasIn = inside
    }
    if wasIn { result.chains.append(chain) }
    result.joinsEnds = firstIn && wasIn
    return result
  }

  /// Far points are brought to where arithmetic still has digits.
  private func held(_ p: ClipPoint) -> ClipPoint {
    ClipPoint(x: max(-1e9, min(1e9, p.x)), y: max(-1e9, min(1e9, p.y)))
  }

  /// The part of a segment inside the rectangle (Liang and Barsky).
  private func segment(_ a: ClipPoint, _ b: ClipPoint) -> (ClipPoint, ClipPoint)? {
    let dx = b.x - a.x, dy = b.y - a.y
    var low = 0.0, high = 1.0
    for (d, room) in [(-dx, a.x - x0), (dx, x1 - a.x), (-dy, a.y - y0), (dy, y1 - a.y)] {
      if d == 0 {
        if room < 0 { return nil }
      } else if d < 0 {
        low = max(low, room / d)
      } else {
        high = min(high, room / d)
      }
    }
    guard low <= high else { return nil }
    let start = low > 0 ? ClipPoint(x: a.x + low * dx, y: a.y + low * dy) : a
    let end = high < 1 ? ClipPoint(x: a.x + high * dx, y: a.y + high * dy) : b
    return (start, end)
  }

  /// The polygon (closed rings of the plane, any winding) inside the rectangle.
  func clip(rings: [[ClipPoint]]) -> [[ClipPoint]] {
    if rings.allSatisfy({ $0.allSatisfy(holds) }) { return rings }
    var chains: [[ClipPoint]] = []
    for ring in rings {
      guard let first = ring.first else { continue }
      chains += joined(clip(ring + [first]))
    }
    let startInside = winding(rings, around: ClipPoint(x: x0, y: y1)) != 0
    if chains.isEmpty { return startInside ? [outline] : [] }
    return rejoin(chains, along: self, startInside: startInside)
  }

  /// How often the rings go round a point.
  private func winding(_ rings: [[ClipPoint]], around p: ClipPoint) -> Int {
    var count = 0
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        let turn = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
        if a.y <= p.y, b.y > p.y, turn > 0 { count += 1 }
        if a.y > p.y, b.y <= p.y, turn < 0 { count -= 1 }
        a = b
      }
    }
    return count
  }
}

/// The chains of a ring that was cut: its first and last are one when only the ring's beginning parted them.
func joined(_ line: ClippedLine) -> [[ClipPoint]] {
  var chains = line.chains
  if chains.count > 1, line.joinsEnds, let last = chains.last {
    chains[0] = last + chains[0]
    chains.removeLast()
  }
  return chains.filter { $0.count > 1 }
}
