package import Diagnostics
package import Inputs

extension Topology {
  /// The features of a GeoJSON text (RFC 7946) as a topology in which each ring is an arc of its own.
  ///
  /// Outlines are turned clockwise and holes the other way, as d3-geo draws them: RFC 7946 asks for the opposite, and files have both.
  /// - Throws: as `decodeGeoJSON`, and `not-geojson` for a sphere, which is no area of a map.
  package init(decodingGeoJSON node: TreeNode) throws(Failure) {
    var builder = ArcBuilder()
    var features: [TopologyFeature] = []
    for feature in try decodeGeoJSON(node) {
      features.append(
        TopologyFeature(
          id: feature.id, properties: feature.properties, shape: try builder.shape(of: feature.geometry, at: feature.range), range: feature.range))
    }
    self.init(
      coordinates: builder.coordinates, arcEnds: builder.ends, objects: [], quantization: nil, window: nil, features: features, range: node.range)
  }
}

/// Collects lines and rings as arcs.
private struct ArcBuilder {
  private(set) var coordinates: [Double] = []
  private(set) var ends: [Int] = []

  mutating func shape(of geometry: GeoGeometry, at range: SourceRange) throws(Failure) -> TopologyShape {
    switch geometry {
    case .none: return .none
    case .points(let points): return .points(points)
    case .lines(let lines): return .lines(lines.map { [arc($0)] })
    case .polygons(let polygons): return .polygons(polygons.map { polygon in polygon.enumerated().map { [ring($1, isHole: $0 > 0)] } })
    case .collection(let members):
      var shapes: [TopologyShape] = []
      for member in members { shapes.append(try shape(of: member, at: range)) }
      return .collection(shapes)
    case .sphere: throw Failure(Diagnostic("not-geojson", at: range, "a sphere is no area of a map"))
    }
  }

  private mutating func ring(_ points: [GeoPoint], isHole: Bool) -> Int {
    guard var a = points.last else { return arc([]) }
    var area = 0.0
    for b in points {
      area += a.longitude * b.latitude - a.latitude * b.longitude
      a = b
    }
    let wound = (area > 0) == isHole ? points : points.reversed()
    return arc(wound + wound.prefix(1))
  }

  private mutating func arc(_ points: [GeoPoint]) -> Int {
    for point in points { coordinates += [point.longitude, point.latitude] }
    ends.append(coordinates.count / 2)
    return ends.count - 1
  }
}
