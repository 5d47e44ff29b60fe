package import Diagnostics
package import Inputs

/// Decodes a GeoJSON text (RFC 7946, and d3's `Sphere`): a collection, a feature or a bare geometry.
///
/// Rings keep their winding: as in d3-geo and Vega, the inside lies to the right of the outline.
/// - Throws: `not-geojson`, `unknown-geometry`, `bad-coordinate` at their place.
package func decodeGeoJSON(_ node: TreeNode) throws(Failure) -> [GeoFeature] {
  switch node["type"]?.string {
  case "FeatureCollection":
    guard let members = node["features"]?.elements else {
      throw Failure(Diagnostic("not-geojson", at: node.range, "the feature collection has no list of features"))
    }
    var features: [GeoFeature] = []
    for member in members { features.append(try decodeGeoJSONFeature(member)) }
    return features
  case "Feature": return [try decodeGeoJSONFeature(node)]
  case nil:
    throw Failure(Diagnostic("not-geojson", at: node.range, "this is not GeoJSON: it has no type"))
  case _: return [GeoFeature(geometry: try decodeGeoJSONGeometry(node), range: node.range)]
  }
}

/// Decodes one feature; a bare geometry counts as a feature without properties.
package func decodeGeoJSONFeature(_ node: TreeNode) throws(Failure) -> GeoFeature {
  guard node["type"]?.string == "Feature" else {
    return GeoFeature(geometry: try decodeGeoJSONGeometry(node), range: node.range)
  }
  let geometry = node["geometry"]
  return GeoFeature(
    id: node["id"].flatMap { $0.isNull ? nil : $0 }, properties: node["properties"]?.entries ?? [],
    geometry: try geometry.map { node throws(Failure) in try decodeGeoJSONGeometry(node) } ?? .none, range: node.range)
}

/// Decodes a geometry; null is none.
package func decodeGeoJSONGeometry(_ node: TreeNode) throws(Failure) -> GeoGeometry {
  try geometry(node, depth: 0)
}

private func geometry(_ node: TreeNode, depth: Int) throws(Failure) -> GeoGeometry {
  if node.isNull { return .none }
  let coordinates = node["coordinates"]
  switch node["type"]?.string {
  case "Sphere": return .sphere
  case "Point": return .points(try points([required(coordinates, node)]))
  case "MultiPoint": return .points(try points(list(required(coordinates, node))))
  case "LineString": return .lines([try points(list(required(coordinates, node)))])
  case "MultiLineString": return .lines(try rings(required(coordinates, node), open: false))
  case "Polygon": return .polygons([try rings(required(coordinates, node), open: true)])
  case "MultiPolygon":
    var polygons: [[[GeoPoint]]] = []
    for polygon in try list(required(coordinates, node)) { polygons.append(try rings(polygon, open: true)) }
    return .polygons(polygons)
  case "GeometryCollection":
    guard depth < GeoLimits.collectionDepth else { throw tooDeep(node) }
    var members: [GeoGeometry] = []
    for member in node["geometries"]?.elements ?? [] { members.append(try geometry(member, depth: depth + 1)) }
    return .collection(members)
  case let name: throw unknownGeometry(name, at: node["type"] ?? node)
  }
}

private func required(_ node: TreeNode?, _ owner: TreeNode) throws(Failure) -> TreeNode {
  guard let node else { throw Failure(Diagnostic("bad-coordinate", at: owner.range, "the geometry has no coordinates")) }
  return node
}

private func list(_ node: TreeNode) throws(Failure) -> [TreeNode] {
  guard let elements = node.elements else {
    throw Failure(Diagnostic("bad-coordinate", at: node.range, "expected a list of positions"))
  }
  return elements
}

private func points(_ nodes: [TreeNode]) throws(Failure) -> [GeoPoint] {
  var points: [GeoPoint] = []
  points.reserveCapacity(nodes.count)
  for node in nodes {
    guard let (x, y) = position(node) else {
      throw Failure(Diagnostic("bad-coordinate", at: node.range, "a position is a list of two numbers"))
    }
    points.append(GeoPoint(longitude: x, latitude: y))
  }
  return points
}

/// Lists of positions; `open` drops the last of each, which repeats the first.
private func rings(_ node: TreeNode, open: Bool) throws(Failure) -> [[GeoPoint]] {
  var rings: [[GeoPoint]] = []
  for ring in try list(node) {
    let line = try points(list(ring))
    rings.append(open && line.count > 1 ? line.dropLast() : line)
  }
  return rings
}
