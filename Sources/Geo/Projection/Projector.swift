package import Geometry

/// A projection ready for use: rotate, clip on the globe, project with resampling, clip in the plane.
package struct Projector: Sendable {
  private let rotation: Rotation
  private let parts: [Projector]
  let resampler: Resampler
  private let circle: Double?
  private let extent: Rect?
  private let isPlane: Bool

  init(_ projection: Projection) {
    parts = projection.kind == .albersUsa ? projection.parts.map(Projector.init) : []
    isPlane = projection.kind == .identity
    // The transverse Mercator is turned a quarter by itself, and its centre with it.
    let isTransverse = projection.kind == .transverseMercator
    let r = projection.rotate
    rotation = Rotation(yaw: r.0, pitch: r.1, roll: r.2 + (isTransverse ? 90 : 0))
    let raw = projection.kind.raw(parallels: projection.parallels)
    var placing = Placing(
      scale: projection.scale, angle: radians(projection.angle), reflectX: projection.reflectX,
      reflectY: projection.reflectY != isPlane, shift: projection.translate)
    let c = projection.center
    if !isPlane {
      let (cx, cy) = isTransverse ? (-c.latitude, c.longitude) : (c.longitude, c.latitude)
      placing = placing.moved(raw(radians(cx.truncatingRemainder(dividingBy: 360)), radians(cy.truncatingRemainder(dividingBy: 360))), to: projection.translate)
    }
    resampler = Resampler(raw: raw, placing: placing, precision: isPlane ? 0 : projection.precision)
    circle = projection.clipAngle.flatMap { $0 > 0 && $0 < 180 ? radians($0) : nil }
    extent = Self.extent(of: projection, resampler)
  }

  /// The given rectangle, and for Mercator's projections also the square of the world.
  private static func extent(of projection: Projection, _ resampler: Resampler) -> Rect? {
    let kind = projection.kind
    guard kind == .mercator || kind == .transverseMercator else { return projection.clipExtent }
    let middle = resampler.project(0, 0), half = halfTurn * projection.scale
    let given = projection.clipExtent
    let far = Rect(x: middle.0 - half, y: middle.1 - half, width: 2 * half, height: 2 * half)
    guard far.isFinite else { return given }
    guard let given else { return far }
    if kind == .mercator {
      let left = max(far.minX, given.minX), right = min(far.maxX, given.maxX)
      return Rect(x: left, y: given.minY, width: max(0, right - left), height: given.height)
    }
    let top = max(far.minY, given.minY), bottom = min(far.maxY, given.maxY)
    return Rect(x: given.minX, y: top, width: given.width, height: max(0, bottom - top))
  }

  /// Where a place is drawn, in pixels; nil where there is no finite position.
  package func point(_ p: GeoPoint) -> Point? {
    if !parts.isEmpty {
      return parts.lazy.compactMap { part in part.point(p).flatMap { part.shows($0) ? $0 : nil } }.first
    }
    let at: (Double, Double)
    if isPlane {
      at = resampler.project(p.longitude, p.latitude)
    } else {
      let (x, y) = rotation.apply(radians(p.longitude), radians(p.latitude))
      at = resampler.project(x, y)
    }
    let point = Point(x: at.0, y: at.1)
    return point.isFinite ? point : nil
  }

  /// As `point`, but nil also where a clip hides the place.
  package func visiblePoint(_ p: GeoPoint) -> Point? {
    if parts.isEmpty, !isPlane, let circle {
      let (x, y) = rotation.apply(radians(p.longitude), radians(p.latitude))
      guard CircleClip(radius: circle).isVisible(ClipPoint(x: x, y: y)) else { return nil }
    }
    return point(p).flatMap { shows($0) ? $0 : nil }
  }

  private func shows(_ p: Point) -> Bool { extent?.contains(p) ?? true }

  /// What a shape draws, in pixels.
  package func project(_ geometry: GeoGeometry) -> ProjectedGeometry {
    var result = ProjectedGeometry()
    if parts.isEmpty {
      add(geometry, to: &result)
    } else {
      for part in parts { part.add(geometry, to: &result) }
    }
    return result
  }

  private func add(_ geometry: GeoGeometry, to result: inout ProjectedGeometry) {
    switch geometry {
    case .none: break
    case .sphere: if !isPlane { result.append(polygon: finish(rings: [outline])) }
    case .points(let points): result.points += points.compactMap(visiblePoint)
    case .lines(let lines): for line in lines { add(line: line, to: &result) }
    case .polygons(let polygons): for polygon in polygons { result.append(polygon: project(polygon: polygon)) }
    case .collection(let members): for member in members { add(member, to: &result) }
    }
  }

  private var outline: [ClipPoint] { circle.map { CircleClip(radius: $0).outline } ?? AntimeridianClip().outline }

  /// A line (degrees) turned, in radians; for plane coordinates as it is.
  private func turned(_ line: [GeoPoint]) -> [ClipPoint] {
    if isPlane { return line.map { ClipPoint(x: $0.longitude, y: $0.latitude) } }
    return line.map {
      let (x, y) = rotation.apply(radians($0.longitude), radians($0.latitude))
      return ClipPoint(x: x, y: y)
    }
  }

  private func clipped(_ line: [ClipPoint]) -> ClippedLine {
    if isPlane { return ClippedLine(chains: [line]) }
    return circle.map { CircleClip(radius: $0).clip(line) } ?? AntimeridianClip().clip(line)
  }

  private func add(line: [GeoPoint], to result: inout ProjectedGeometry) {
    for chain in clipped(turned(line)).chains {
      let drawn = resampler.resample(chain, closed: false)
      let kept = extent.map { RectangleClip($0).clip(drawn).chains } ?? [drawn]
      for line in kept { result.append(line: line) }
    }
  }

  private func project(polygon: [[GeoPoint]]) -> [[ClipPoint]] {
    let rings = polygon.map(turned)
    if isPlane { return finish(rings: rings) }
    var whole: [[ClipPoint]] = [], chains: [[ClipPoint]] = []
    for ring in rings {
      guard let first = ring.first else { continue }
      let line = clipped(ring + [first])
      if line.isClean, let only = line.chains.first { whole.append(Array(only.dropLast())) } else { chains += joined(line) }
    }
    if let circle {
      let clip = CircleClip(radius: circle)
      whole += closed(chains, of: rings, along: clip, start: clip.start)
    } else {
      let clip = AntimeridianClip()
      whole += closed(chains, of: rings, along: clip, start: clip.start)
    }
    return finish(rings: whole)
  }

  private func closed(
    _ chains: [[ClipPoint]], of rings: [[ClipPoint]], along clip: some ClipBoundary, start: ClipPoint
  ) -> [[ClipPoint]] {
    let startInside = polygonContains(rings, start)
    if chains.isEmpty { return startInside ? [clip.outline] : [] }
    return rejoin(chains, along: clip, startInside: startInside)
  }

  /// Rings on the globe to rings in the picture.
  private func finish(rings: [[ClipPoint]]) -> [[ClipPoint]] {
    let drawn = rings.map { resampler.resample($0, closed: true) }
    return extent.map { RectangleClip($0).clip(rings: drawn) } ?? drawn
  }
}

extension Projector {
  /// An arc that the projection does not cut, in pixels, without added points; nil when it is cut or not finite somewhere.
  /// The fast way for lines whose points lie close together, such as coasts.
  package func uncut(arc: Int, of topology: Topology) -> [Point]? {
    guard parts.isEmpty else { return nil }
    var out: [Point] = []
    let range = topology.points(ofArc: arc)
    out.reserveCapacity(range.count)
    let clip = circle.map(CircleClip.init(radius:))
    var before: Double?
    for i in range {
      var x = topology.coordinates[2 * i], y = topology.coordinates[2 * i + 1]
      if !isPlane { (x, y) = rotation.apply(radians(x), radians(y)) }
      if let clip {
        guard clip.isVisible(ClipPoint(x: x, y: y)) else { return nil }
      } else if let before, !isPlane, abs(x - before) >= halfTurn - angleTolerance {
        return nil
      }
      before = x
      let (px, py) = resampler.project(x, y)
      guard px.isFinite, py.isFinite else { return nil }
      out.append(Point(x: px, y: py))
    }
    return out
  }
}
