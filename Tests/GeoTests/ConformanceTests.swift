import Diagnostics
import Foundation
import Geo
import Geometry
import Inputs
import Testing

/// The folder of reference results that is kept beside the repository; tests that need it are skipped where it is absent.
private let references = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/conformance/geo")
private let hasReferences = FileManager.default.fileExists(atPath: references.appending(path: "cases.json").path)

private func tree(_ name: String) throws -> TreeNode {
  let bytes = try Foundation.Data(contentsOf: references.appending(path: name))
  return try parseJSON(SourceFile(name: name, bytes: Array(bytes)), limits: .data)
}

/// A reference result of d3-geo.
private struct Case {
  var kind: ProjectionKind
  var rotate: (Double, Double)
  var isFitted: Bool
  var object: String
  var scale: Double
  var translate: Point
  var bounds: Rect?
  var area: Double
  var centroid: Point?
  var path: [Point]
  var name: String { "\(kind.rawValue) \(rotate) \(object)\(isFitted ? " fit" : "")" }

  init?(_ node: TreeNode) {
    func pair(_ node: TreeNode?) -> Point? {
      guard let parts = node?.elements, parts.count == 2, let x = parts[0].number, let y = parts[1].number else { return nil }
      return Point(x: x, y: y)
    }
    guard let kind = node["proj"]?.string.flatMap(ProjectionKind.init(rawValue:)), let turn = pair(node["rotate"]),
      let fit = node["fit"]?.bool, let object = node["object"]?.string, let scale = node["scale"]?.number,
      let translate = pair(node["translate"]), let area = node["area"]?.number
    else { return nil }
    self.kind = kind
    rotate = (turn.x, turn.y)
    isFitted = fit
    self.object = object
    self.scale = scale
    self.translate = translate
    self.area = area
    centroid = pair(node["centroid"])
    if let corners = node["bounds"]?.elements, corners.count == 2, let low = pair(corners[0]), let high = pair(corners[1]) {
      bounds = Rect(corner: low, corner: high)
    }
    path = (node["path"]?.string ?? "").split { "MLZ".contains($0) }.compactMap { step in
      let parts = step.split(separator: ",").compactMap { Double($0) }
      return parts.count == 2 ? Point(x: parts[0], y: parts[1]) : nil
    }
  }
}

private func near(_ a: Double, _ b: Double, atLeast: Double = 0.5) -> Bool { abs(a - b) <= max(atLeast, 0.002 * abs(b)) }

/// What differs from the reference; empty when the case passes.
private func differences(_ c: Case, _ shapes: [String: GeoGeometry]) -> [String] {
  guard let shape = shapes[c.object] else { return ["no object \(c.object)"] }
  var projection = Projection(c.kind)
  projection.rotate = (c.rotate.0, c.rotate.1, 0)
  if c.isFitted { projection.fit(shape, in: Rect(corner: Point(x: 20, y: 20), corner: Point(x: 780, y: 480))) }
  var found: [String] = []
  if !near(projection.scale, c.scale) { found.append("scale \(projection.scale), not \(c.scale)") }
  let t = projection.translate
  if !near(t.x, c.translate.x) || !near(t.y, c.translate.y) { found.append("translate \(t), not \(c.translate)") }
  let drawn = projection.project(shape)
  if let b = c.bounds {
    let d = drawn.bounds ?? .zero
    let same = near(d.minX, b.minX) && near(d.minY, b.minY) && near(d.maxX, b.maxX) && near(d.maxY, b.maxY)
    if !same { found.append("bounds \(d), not \(b)") }
  }
  if abs(drawn.area - c.area) > max(0.5, 0.005 * c.area) { found.append("area \(drawn.area), not \(c.area)") }
  if let m = c.centroid, let d = drawn.centroid, !near(d.x, m.x, atLeast: 1) || !near(d.y, m.y, atLeast: 1) {
    found.append("centroid \(d), not \(m)")
  }
  let outline = (drawn.polygons.joined().map { $0 + $0.prefix(1) }) + drawn.lines
  if let far = c.path.map({ distance(from: $0, to: outline) }).max(), far > 1 { found.append("outline off by \(far)") }
  return found
}

/// The distance of a point from the nearest segment.
private func distance(from p: Point, to lines: [[Point]]) -> Double {
  var best = Double.infinity
  for line in lines {
    for (a, b) in zip(line, line.dropFirst()) {
      let dx = b.x - a.x, dy = b.y - a.y, d2 = dx * dx + dy * dy
      let t = d2 > 0 ? max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / d2)) : 0
      let ex = p.x - a.x - t * dx, ey = p.y - a.y - t * dy
      best = min(best, (ex * ex + ey * ey).squareRoot())
    }
  }
  return best
}

private func shapes() throws -> [String: GeoGeometry] {
  let topology = try Topology(decoding: try tree("world-110m.json"))
  var net = Graticule()
  net.stepMinor = (30, 30)
  net.stepMajor = (30, 30)
  var shapes: [String: GeoGeometry] = [
    "Sphere": .sphere, "graticule30": net.geometry,
    "circle80@115,15": .circle(around: GeoPoint(longitude: 115, latitude: 15), radius: 80),
    "ICN-LAX": .lines([[GeoPoint(longitude: 126.44, latitude: 37.46), GeoPoint(longitude: -118.41, latitude: 33.94)]]),
  ]
  for feature in try topology.features(of: "countries", at: .detached) {
    if let id = feature.id?.keyText { shapes[id] = topology.geometry(feature.shape) }
  }
  return shapes
}

@Test(.enabled(if: hasReferences, "the reference results are not beside the repository"))
func `projections: every case of the reference has the same scale, bounds, area, centre and outline`() throws {
  let shapes = try shapes()
  let nodes = try #require(tree("cases.json").elements)
  let cases = nodes.compactMap(Case.init)
  #expect(cases.count == 842)
  // The other 16 are fits of shapes that the clip hides: there is nothing to fit.
  #expect(nodes.count { $0["scale"]?.number == 0 } == 16)
  let failing = cases.compactMap { c -> String? in
    let found = differences(c, shapes)
    return found.isEmpty ? nil : "\(c.name): \(found.joined(separator: "; "))"
  }
  #expect(failing.isEmpty, "\(failing.count) of \(cases.count):\n\(failing.prefix(40).joined(separator: "\n"))")
}
