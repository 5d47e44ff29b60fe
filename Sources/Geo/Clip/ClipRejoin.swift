/// One end of a chain in the two rings of `rejoin`: the ring of the shape and the ring of the boundary.
private struct Crossing {
  var point: ClipPoint
  var chain: Int
  /// True where the walk goes on forward along its ring.
  var isEntry: Bool
  var other = 0
  var next = 0
  var previous = 0
  var isVisited = false
}

/// Closes the chains that a clip left of a polygon along the boundary (after Greiner and Hormann, as d3-geo does it).
///
/// `startInside` says whether the first point of the boundary lies inside the polygon. Chains that are whole rings come out as they are.
func rejoin(_ chains: [[ClipPoint]], along boundary: some ClipBoundary, startInside: Bool) -> [[ClipPoint]] {
  var rings: [[ClipPoint]] = []
  var crossings: [Crossing] = []
  for (i, chain) in chains.enumerated() {
    guard let first = chain.first, var last = chain.last, chain.count > 1 else { continue }
    if first.isNear(last) {
      if !first.isCut, !last.isCut {
        rings.append(Array(chain.dropLast()))
        continue
      }
      last.x += 2 * angleTolerance
    }
    // Four entries a chain: its two ends in the shape's ring, and the same two in the boundary's ring.
    let at = crossings.count
    crossings.append(Crossing(point: first, chain: i, isEntry: true, other: at + 1))
    crossings.append(Crossing(point: first, chain: i, isEntry: false, other: at))
    crossings.append(Crossing(point: last, chain: i, isEntry: false, other: at + 3))
    crossings.append(Crossing(point: last, chain: i, isEntry: true, other: at + 2))
  }
  guard !crossings.isEmpty else { return rings }
  let shape = stride(from: 0, to: crossings.count, by: 2).map { $0 }
  let onBoundary = stride(from: 1, to: crossings.count, by: 2).sorted { a, b in
    if boundary.precedes(crossings[a].point, crossings[b].point) { return true }
    if boundary.precedes(crossings[b].point, crossings[a].point) { return false }
    return a < b
  }
  link(shape, in: &crossings)
  link(onBoundary, in: &crossings)
  var inside = startInside
  for i in onBoundary {
    inside.toggle()
    crossings[i].isEntry = inside
  }
  for start in shape where !crossings[start].isVisited {
    rings.append(walk(from: start, &crossings, chains, boundary))
  }
  return rings
}

private func link(_ order: [Int], in crossings: inout [Crossing]) {
  for (k, i) in order.enumerated() {
    let following = order[(k + 1) % order.count]
    crossings[i].next = following
    crossings[following].previous = i
  }
}

/// One closed ring: along a chain, then along the boundary to the next chain, until the walk comes back.
private func walk(
  from start: Int, _ crossings: inout [Crossing], _ chains: [[ClipPoint]], _ boundary: some ClipBoundary
) -> [ClipPoint] {
  var ring: [ClipPoint] = []
  var current = start, onShape = true
  repeat {
    let here = crossings[current]
    crossings[current].isVisited = true
    crossings[here.other].isVisited = true
    let forward = here.isEntry
    let target = forward ? here.next : here.previous
    if onShape {
      let chain = chains[forward ? here.chain : crossings[here.previous].chain]
      if forward { ring += chain } else { ring += chain.reversed() }
    } else {
      boundary.follow(from: here.point, to: crossings[target].point, forward: forward, into: &ring)
    }
    current = crossings[target].other
    onShape.toggle()
  } while !crossings[current].isVisited
  return ring
}
