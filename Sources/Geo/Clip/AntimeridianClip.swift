import Glibc

/// Cuts at the meridian opposite the centre of the map: 180 degrees east and west are the two sides of one line.
struct AntimeridianClip: ClipBoundary {
  let start = ClipPoint(x: -halfTurn, y: -quarterTurn)

  /// Order round the cut: up the western side, then down the eastern one.
  private func place(_ p: ClipPoint) -> Double { p.x < 0 ? p.y - quarterTurn - angleTolerance : quarterTurn - p.y }

  func precedes(_ a: ClipPoint, _ b: ClipPoint) -> Bool { place(a) < place(b) }

  func follow(from: ClipPoint, to: ClipPoint, forward: Bool, into ring: inout [ClipPoint]) {
    guard abs(from.x - to.x) > angleTolerance else {
      ring.append(ClipPoint(x: to.x, y: to.y))
      return
    }
    let side = from.x < to.x ? halfTurn : -halfTurn
    let pole = (forward ? side : -side) / 2
    ring += [ClipPoint(x: -side, y: pole), ClipPoint(x: 0, y: pole), ClipPoint(x: side, y: pole)]
  }

  var outline: [ClipPoint] {
    let (e, n) = (halfTurn, quarterTurn)
    return [
      ClipPoint(x: -e, y: n), ClipPoint(x: 0, y: n), ClipPoint(x: e, y: n), ClipPoint(x: e, y: 0), ClipPoint(x: e, y: -n),
      ClipPoint(x: 0, y: -n), ClipPoint(x: -e, y: -n), ClipPoint(x: -e, y: 0),
    ]
  }

  /// The parts of a line (radians) between its crossings of the antimeridian.
  func clip(_ line: [ClipPoint]) -> ClippedLine {
    guard var before = line.first else { return ClippedLine() }
    var result = ClippedLine(), chain = [before]
    chain.reserveCapacity(line.count)
    for point in line.dropFirst() {
      let sideBefore = before.x > 0 ? halfTurn : -halfTurn, side = point.x > 0 ? halfTurn : -halfTurn
      let distance = abs(point.x - before.x)
      if abs(distance - halfTurn) < angleTolerance {
        // Half a turn: the great arc goes over a pole.
        let pole = (before.y + point.y) / 2 > 0 ? quarterTurn : -quarterTurn
        chain += [ClipPoint(x: before.x, y: pole), ClipPoint(x: sideBefore, y: pole)]
        result.chains.append(chain)
        chain = [ClipPoint(x: side, y: pole), ClipPoint(x: point.x, y: pole)]
        result.isClean = false
      } else if sideBefore != side, distance >= halfTurn {
        let latitude = crossing(before, sideBefore, point, side)
        chain.append(ClipPoint(x: sideBefore, y: latitude))
        result.chains.append(chain)
        chain = [ClipPoint(x: side, y: latitude)]
        result.isClean = false
      }
      chain.append(point)
      before = point
    }
    result.chains.append(chain)
    result.joinsEnds = true
    return result
  }

  /// The latitude where the great arc between two places meets the antimeridian.
  private func crossing(_ a: ClipPoint, _ sideA: Double, _ b: ClipPoint, _ sideB: Double) -> Double {
    // A point on the cut itself would give a direction of its own: it is moved off it.
    let ax = abs(a.x - sideA) < angleTolerance ? a.x - (sideA > 0 ? 1 : -1) * halfTurn * angleTolerance : a.x
    let bx = abs(b.x - sideB) < angleTolerance ? b.x - (sideB > 0 ? 1 : -1) * halfTurn * angleTolerance : b.x
    let s = sin(ax - bx)
    guard abs(s) > angleTolerance else { return (a.y + b.y) / 2 }
    let ca = cos(a.y), cb = cos(b.y)
    return atan((sin(a.y) * cb * sin(bx) - sin(b.y) * ca * sin(ax)) / (ca * cb * s))
  }
}
