import Diagnostics
import Inputs

/// Decodes the geometry objects of a topology and checks every arc number.
struct ShapeDecoder {
  let topology: Topology
  private var pointCount = 0

  init(topology: Topology) { self.topology = topology }

  mutating func feature(_ node: TreeNode) throws(Failure) -> TopologyFeature {
    TopologyFeature(
      id: node["id"].flatMap { $0.isNull ? nil : $0 }, properties: node["properties"]?.entries ?? [],
      shape: try shape(node, depth: 0), range: node.range)
  }

  private mutating func shape(_ node: TreeNode, depth: Int) throws(Failure) -> TopologyShape {
    guard let type = node["type"], !type.isNull else { return .none }
    switch type.string {
    case "Point": return .points(try positions(node["coordinates"].map { [$0] }, at: node))
    case "MultiPoint": return .points(try positions(node["coordinates"]?.elements, at: node))
    case "LineString": return .lines([try arcs(node["arcs"], at: node)])
    case "MultiLineString": return .lines(try lines(node["arcs"], at: node))
    case "Polygon": return .polygons([try lines(node["arcs"], at: node)])
    case "MultiPolygon":
      var polygons: [[[Int]]] = []
      for polygon in try elements(node["arcs"], at: node) { polygons.append(try lines(polygon, at: node)) }
      return .polygons(polygons)
    case "GeometryCollection":
      guard depth < GeoLimits.collectionDepth else { throw tooDeep(node) }
      var members: [TopologyShape] = []
      for member in node["geometries"]?.elements ?? [] { members.append(try shape(member, depth: depth + 1)) }
      return .collection(members)
    case let name:
      throw unknownGeometry(name, at: type)
    }
  }

  private func elements(_ node: TreeNode?, at owner: TreeNode) throws(Failure) -> [TreeNode] {
    guard let elements = node?.elements else {
      throw Failure(Diagnostic("bad-arcs", at: node?.range ?? owner.range, "expected a list of arcs"))
    }
    return elements
  }

  private mutating func lines(_ node: TreeNode?, at owner: TreeNode) throws(Failure) -> [[Int]] {
    var lines: [[Int]] = []
    for line in try elements(node, at: owner) { lines.append(try arcs(line, at: owner)) }
    return lines
  }

  private mutating func arcs(_ node: TreeNode?, at owner: TreeNode) throws(Failure) -> [Int] {
    var arcs: [Int] = []
    for element in try elements(node, at: owner) {
      guard let number = element.number.flatMap(Int.init(exactly:)) else {
        throw Failure(Diagnostic("bad-arcs", at: element.range, "an arc number is a whole number"))
      }
      let i = number < 0 ? ~number : number
      guard i < topology.arcCount else {
        throw Failure(
          Diagnostic(
            "arc-out-of-range", at: element.range, "arc \(number) does not exist: the topology has \(topology.arcCount) arcs"))
      }
      pointCount += topology.points(ofArc: i).count
      arcs.append(number)
    }
    guard pointCount <= GeoLimits.points else {
      throw Failure(
        Diagnostic("too-many-points", kind: .limit, at: owner.range, "the object has more than \(GeoLimits.points) points"))
    }
    return arcs
  }

  private func positions(_ nodes: [TreeNode]?, at owner: TreeNode) throws(Failure) -> [GeoPoint] {
    var points: [GeoPoint] = []
    for node in nodes ?? [] {
      guard let (a, b) = position(node) else {
        throw Failure(Diagnostic("bad-coordinate", at: node.range, "a position is a list of two numbers"))
      }
      // A position of a quantized topology is a difference from nothing: scale and shift alone.
      let q = topology.quantization
      let p = GeoPoint(
        longitude: q.map { a * $0.scale.0 + $0.shift.0 } ?? a, latitude: q.map { b * $0.scale.1 + $0.shift.1 } ?? b)
      guard p.longitude.isFinite, p.latitude.isFinite else {
        throw Failure(Diagnostic("bad-coordinate", at: node.range, "the position is not finite after scaling"))
      }
      points.append(p)
    }
    return points
  }
}

/// The geometry types that both formats have.
private let geometryNames = [
  "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
]

func unknownGeometry(_ name: String?, at node: TreeNode) -> Failure {
  Failure(
    Diagnostic(
      "unknown-geometry", at: node.range, "unknown geometry type \(name.map { "\"\($0)\"" } ?? "(not a text)")",
      hint: name.flatMap { didYouMean($0, among: geometryNames) }))
}

func tooDeep(_ node: TreeNode) -> Failure {
  Failure(
    Diagnostic(
      "too-deep", kind: .limit, at: node.range, "collections stand more than \(GeoLimits.collectionDepth) deep in each other"))
}
