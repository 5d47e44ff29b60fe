import Geo
import Geometry

/// The base map in a frame: each arc projected once, shared by the fills and the borders. Chart pixels.
struct ProjectedMap: Sendable {
  let frame: Rect
  let projector: Projector
  let projection: Projection
  /// The points of each arc in order; empty for arcs that are cut by the projection or lie far outside the frame.
  private(set) var arcs: [[Point]]
  /// Arcs that cross the cut of the projection: their features go through all of its stages.
  private var isCut: [Bool]
  private var boxes: [Rect?]
  private let model: MapModel
  /// Points that lie nearer than this to the line without them are not drawn: 0.02 mm, the pitch of 1,200 dots to the inch.
  private static let nearest = 0.075
  private static let longestStretch = 2_000

  init(_ model: MapModel, projection: Projection, frame: Rect) {
    self.model = model
    self.frame = frame
    self.projection = projection
    projector = projection.projector()
    let topology = model.topology
    arcs = []
    isCut = []
    boxes = []
    arcs.reserveCapacity(topology.arcCount)
    for i in 0..<topology.arcCount {
      if let line = projector.uncut(arc: i, of: topology) {
        let kept = Self.thinned(line)
        arcs.append(kept)
        boxes.append(Self.box(kept))
        isCut.append(false)
      } else {
        arcs.append([])
        boxes.append(nil)
        isCut.append(true)
      }
    }
  }

  /// The line without points that no printer resolves (Douglas and Peucker 1973); its ends stay. Borders keep meeting, as two areas share
  /// the line.
  private static func thinned(_ line: [Point]) -> [Point] {
    guard line.count > 2 else { return line }
    var isKept = [Bool](repeating: false, count: line.count)
    // In stretches, since the time may grow with the square of the length.
    var open: [(Int, Int)] = []
    for start in stride(from: 0, to: line.count - 1, by: longestStretch) {
      open.append((start, min(start + longestStretch, line.count - 1)))
      isKept[start] = true
    }
    isKept[line.count - 1] = true
    while let (first, last) = open.popLast() {
      guard let far = farthest(line, first, last), far.squared > nearest * nearest else { continue }
      isKept[far.index] = true
      if far.index - first > 1 { open.append((first, far.index)) }
      if last - far.index > 1 { open.append((far.index, last)) }
    }
    return zip(line, isKept).compactMap { $1 ? $0 : nil }
  }

  /// The point between two others of a line that lies farthest from the stretch between these, and the square of its distance.
  private static func farthest(_ line: [Point], _ first: Int, _ last: Int) -> (index: Int, squared: Double)? {
    let a = line[first], dx = line[last].x - a.x, dy = line[last].y - a.y
    let length = dx * dx + dy * dy
    var best: (index: Int, squared: Double)?
    for i in (first + 1)..<max(first + 1, last) {
      let x = line[i].x - a.x, y = line[i].y - a.y
      let t = length > 0 ? min(1, max(0, (x * dx + y * dy) / length)) : 0
      let ex = x - t * dx, ey = y - t * dy
      let squared = ex * ex + ey * ey
      if squared > best?.squared ?? -1 { best = (i, squared) }
    }
    return best
  }

  private static func box(_ line: [Point]) -> Rect? {
    guard var low = line.first else { return nil }
    var high = low
    for p in line {
      low = Point(x: min(low.x, p.x), y: min(low.y, p.y))
      high = Point(x: max(high.x, p.x), y: max(high.y, p.y))
    }
    return Rect(corner: low, corner: high)
  }

  /// The rings of a feature near the frame, polygon by polygon; nothing for parts outside it.
  func rings(of feature: MapFeature) -> [[Point]] {
    let near = frame.expanded(by: 3)
    var rings: [[Point]] = []
    for polygon in feature.polygons {
      // A ring round the frame is that of a land round it or, in an azimuthal projection, of one on the other side of the globe:
      // only the whole way through the projection tells.
      if polygon.joined().contains(where: { isCut[$0 < 0 ? ~$0 : $0] }) || polygon.contains(where: { surrounds($0, near) }) {
        let drawn = projector.project(model.topology.geometry(.polygons([polygon])))
        for ring in drawn.polygons.joined() where touches(ring, near) { rings.append(ring) }
        continue
      }
      for numbers in polygon where numbers.contains(where: { boxes[$0 < 0 ? ~$0 : $0]?.intersects(near) ?? false }) { rings.append(ring(numbers)) }
    }
    return rings.map { clipped($0, to: near) }.filter { $0.count > 2 }
  }

  /// All rings of a feature without regard to the frame: for its size and its place.
  func wholeRings(of feature: MapFeature) -> [[Point]] {
    feature.polygons.flatMap { polygon -> [[Point]] in
      if polygon.joined().contains(where: { isCut[$0 < 0 ? ~$0 : $0] }) {
        return Array(projector.project(model.topology.geometry(.polygons([polygon]))).polygons.joined())
      }
      return polygon.map(ring)
    }
  }

  private func ring(_ numbers: [Int]) -> [Point] {
    var ring: [Point] = []
    for number in numbers {
      if number < 0 { ring += arcs[~number].reversed().dropLast() } else { ring += arcs[number].dropLast() }
    }
    return ring
  }

  private func touches(_ ring: [Point], _ near: Rect) -> Bool { Self.box(ring)?.intersects(near) ?? false }

  /// A ring may go round the frame without an arc in it.
  private func surrounds(_ numbers: [Int], _ near: Rect) -> Bool {
    var box: Rect?
    for number in numbers { box = boxes[number < 0 ? ~number : number].map { box?.union($0) ?? $0 } ?? box }
    return box?.contains(near) ?? false
  }

  /// The part of a ring in a rectangle (Sutherland and Hodgman): good for fills, as its new edges lie outside the frame.
  private func clipped(_ ring: [Point], to rect: Rect) -> [Point] {
    guard let box = Self.box(ring), !rect.contains(box) else { return ring }
    var out = ring
    out = cut(out, rect.minX, { $0.x }, { rect.minX - $0.x <= 0 })
    out = cut(out, rect.maxX, { $0.x }, { $0.x - rect.maxX <= 0 })
    out = cut(out, rect.minY, { $0.y }, { rect.minY - $0.y <= 0 })
    return cut(out, rect.maxY, { $0.y }, { $0.y - rect.maxY <= 0 })
  }

  private func cut(_ ring: [Point], _ at: Double, _ along: (Point) -> Double, _ isIn: (Point) -> Bool) -> [Point] {
    guard var a = ring.last else { return [] }
    var out: [Point] = []
    out.reserveCapacity(ring.count)
    var aIn = isIn(a)
    for b in ring {
      let bIn = isIn(b)
      if aIn != bIn {
        let t = (at - along(a)) / (along(b) - along(a))
        out.append(Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)))
      }
      if bIn { out.append(b) }
      a = b
      aIn = bIn
    }
    return out
  }

  /// The stretches of an arc that lie near the frame.
  func lines(ofArc i: Int) -> [[Point]] {
    if isCut[i] { return projector.project(.lines([model.topology.joined([i], ring: false)])).lines.flatMap(visible) }
    guard let box = boxes[i], box.expanded(by: 0.5).intersects(frame) else { return [] }
    return visible(arcs[i])
  }

  /// Cuts away the stretches whose segments all lie on one side of the frame.
  func visible(_ line: [Point]) -> [[Point]] {
    let near = frame.expanded(by: 2)
    guard let box = Self.box(line), !near.contains(box) else { return [line] }
    func code(_ p: Point) -> Int {
      (p.x < near.minX ? 1 : p.x > near.maxX ? 2 : 0) | (p.y < near.minY ? 4 : p.y > near.maxY ? 8 : 0)
    }
    var stretches: [[Point]] = [], open: [Point] = []
    for (a, b) in zip(line, line.dropFirst()) {
      if code(a) & code(b) != 0 {
        if open.count > 1 { stretches.append(open) }
        open = []
      } else {
        if open.isEmpty { open = [a] }
        open.append(b)
      }
    }
    if open.count > 1 { stretches.append(open) }
    return stretches
  }
}
