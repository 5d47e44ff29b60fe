package import Diagnostics
package import Inputs

/// A TopoJSON file: borders are stored once as arcs, and shapes name the arcs they are made of.
///
/// ## Guarantees
/// - Every coordinate is finite, and every arc number in a decoded object names an arc.
package struct Topology: Sendable {
  /// Longitude and latitude in turn, all arcs behind each other, in degrees.
  package let coordinates: [Double]
  /// Where each arc ends in points (its begin is the end of the one before).
  package let arcEnds: [Int]
  /// The named objects, not yet decoded.
  package let objects: [TreeEntry]
  /// Scale and shift of positions that are stored as whole numbers; nil for plain degrees.
  let quantization: Quantization?
  /// West, south, east and north of the part that the file is made for, in degrees: its member `window`, which TopoJSON leaves free; nil
  /// for all of it.
  package let window: [Double]?
  /// The features where they are known without decoding an object, as those of a GeoJSON file are.
  var features: [TopologyFeature]? = nil
  package let range: SourceRange

  package var arcCount: Int { arcEnds.count }

  /// The points of arc `i` as positions in `coordinates` divided by two.
  package func points(ofArc i: Int) -> Range<Int> { (i == 0 ? 0 : arcEnds[i - 1])..<arcEnds[i] }

  package func point(_ i: Int) -> GeoPoint { GeoPoint(longitude: coordinates[2 * i], latitude: coordinates[2 * i + 1]) }

  struct Quantization: Sendable {
    var scale: (Double, Double)
    var shift: (Double, Double)
  }
}

/// A shape of a topology, by arc numbers: n runs forward, ~n (that is, -1 - n) backward.
package indirect enum TopologyShape: Sendable {
  case none
  case points([GeoPoint])
  case lines([[Int]])
  /// Polygons, each a list of rings, each a list of arcs.
  case polygons([[[Int]]])
  case collection([TopologyShape])
}

/// A feature of a topology.
package struct TopologyFeature: Sendable {
  package var id: TreeNode?
  package var properties: [TreeEntry]
  package var shape: TopologyShape
  package var range: SourceRange

  /// What stands at `path`: `id`, `properties.iso3`, or `iso3` for short; nil when there is nothing.
  package func value(at path: String) -> TreeNode? { featureValue(at: path, id: id, properties: properties) }
}

extension Topology {
  /// The shape with its points looked up.
  package func geometry(_ shape: TopologyShape) -> GeoGeometry {
    switch shape {
    case .none: .none
    case .points(let points): .points(points)
    case .lines(let lines): .lines(lines.map { joined($0, ring: false) })
    case .polygons(let polygons): .polygons(polygons.map { $0.map { joined($0, ring: true) } })
    case .collection(let members): .collection(members.map(geometry))
    }
  }

  /// The points of arcs in a row; the point two arcs share appears once, and a ring does not repeat its first.
  package func joined(_ arcs: [Int], ring: Bool) -> [GeoPoint] {
    var line: [GeoPoint] = []
    for number in arcs {
      let range = points(ofArc: number < 0 ? ~number : number)
      if !line.isEmpty { line.removeLast() }
      if number < 0 { line += range.reversed().map(point) } else { line += range.map(point) }
    }
    if ring, line.count > 1 { line.removeLast() }
    return line
  }

  /// The feature with its points looked up.
  package func feature(_ f: TopologyFeature) -> GeoFeature {
    GeoFeature(id: f.id, properties: f.properties, geometry: geometry(f.shape), range: f.range)
  }

  /// The borders of features, each arc once: `inner` those between two of them, `outer` those of one alone.
  package func mesh(of features: [TopologyFeature], inner: Bool = true, outer: Bool = true) -> GeoGeometry {
    var uses = [Int](repeating: 0, count: arcCount)
    for feature in features { count(feature.shape, &uses) }
    var lines: [[GeoPoint]] = []
    for (i, n) in uses.enumerated() where (n > 1 && inner) || (n == 1 && outer) { lines.append(joined([i], ring: false)) }
    return .lines(lines)
  }

  private func count(_ shape: TopologyShape, _ uses: inout [Int]) {
    switch shape {
    case .none, .points: break
    case .lines(let lines): for arc in lines.joined() { uses[arc < 0 ? ~arc : arc] += 1 }
    case .polygons(let polygons): for arc in polygons.joined().joined() { uses[arc < 0 ? ~arc : arc] += 1 }
    case .collection(let members): for member in members { count(member, &uses) }
    }
  }
}
