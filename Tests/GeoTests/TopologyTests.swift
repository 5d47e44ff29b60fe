import Diagnostics
import Geo
import Geometry
import Inputs
import Testing

private func file(arcs: String, geometry: String, extra: String = "") -> SourceFile {
  SourceFile(
    name: "map.topojson",
    text: """
      {"type":"Topology",\(extra)"objects":{"land":{"type":"GeometryCollection","geometries":[\(geometry)]}},"arcs":\(arcs)}
      """)
}

private func square(_ arcs: String) -> String { #"{"type":"Polygon","id":"AAA","properties":{"name":"A"},"arcs":[\#(arcs)]}"# }

private func failure(_ body: () throws(Failure) -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch {
    return error.diagnostics.first
  }
}

private func slow(_ file: SourceFile) throws(Failure) -> Topology { try Topology(decoding: try parseJSON(file, limits: .data)) }

@Test func `topology: an arc is walked backward when its number is negative`() throws {
  let topology = try Topology(reading: file(arcs: "[[[0,0],[1,0],[1,1]],[[0,0],[0,1],[1,1]]]", geometry: square("[0,-2]")))
  let feature = try #require(try topology.features(of: "land", at: .detached).first)
  guard case .polygons(let polygons) = topology.geometry(feature.shape) else {
    Issue.record("no polygon")
    return
  }
  #expect(polygons.first?.first?.map { [$0.longitude, $0.latitude] } == [[0, 0], [1, 0], [1, 1], [0, 1]])
}

@Test func `topology: whole numbers are differences, scaled and shifted`() throws {
  let source = file(
    arcs: "[[[10,20],[1,-2],[3,4]]]", geometry: square("[0]"), extra: #""transform":{"scale":[0.5,0.25],"translate":[100,-10]},"#)
  for topology in [try Topology(reading: source), try slow(source)] {
    #expect(topology.coordinates == [105, -5, 105.5, -5.5, 107, -4.5])
  }
}

@Test(arguments: ["[[[0.1,-2.25],[3,4]]]", "[]", " [ [ [ 1 , 2 ] , [ 3 , 4 ] ] ] ", "[[[1e1,2],[3,4]]]", "[[[123456789.123456789,2],[3,-0]]]"])
func `topology: the fast way reads what the ordinary way reads`(arcs: String) throws {
  let source = file(arcs: arcs, geometry: "")
  let fast = try Topology(reading: source), plain = try slow(source)
  #expect(fast.coordinates == plain.coordinates)
  #expect(fast.arcEnds == plain.arcEnds)
}

@Test(arguments: [
  (#"[[[0,0],["x",1]]]"#, "[0]", "bad-coordinate"), ("[[[0,0],[1]]]", "[0]", "bad-coordinate"), ("[[[0,0],[1,1]]]", "[7]", "arc-out-of-range"),
  ("[[[0,0],[1,1]]]", "[-2]", "arc-out-of-range"), ("[[[0,0],[1,1]]]", "[0.5]", "bad-arcs"), ("[[[0,0],[1,1]]]", "0", "bad-arcs"),
  ("[[0,0]]", "[0]", "bad-coordinate"), ("[[]]", "[0]", "bad-coordinate"), ("[[[0,0],[1e999,1]]]", "[0]", ""),
])
func `topology: malformed input is a diagnostic`(arcs: String, polygon: String, id: String) {
  let found = failure { () throws(Failure) in
    _ = try Topology(reading: file(arcs: arcs, geometry: square(polygon))).features(of: "land", at: .detached)
  }
  #expect(found != nil)
  if !id.isEmpty { #expect(found?.id == id) }
}

@Test func `topology: a missing object names the nearest one`() {
  let found = failure { () throws(Failure) in
    _ = try Topology(reading: file(arcs: "[]", geometry: "")).features(of: "lnad", at: .detached)
  }
  #expect(found?.id == "unknown-object")
  #expect(found?.hint == "did you mean \"land\"?")
}

@Test func `topology: another file is refused`() {
  #expect(failure { () throws(Failure) in _ = try Topology(reading: SourceFile(name: "x", text: "{\"type\":\"Feature\"}")) }?.id == "not-topojson")
}

@Test func `albersUsa: five cities stand where d3-geo has them`() throws {
  let projection = Projection(.albersUsa)
  let cities: [(Double, Double, Double, Double)] = [
    (-122.4194, 37.7750, 107.4, 214.1), (-74.0059, 40.7128, 794.6, 176.5), (-95.9928, 36.1540, 488.8, 298.0),
    (-149.9003, 61.2181, 171.2, 446.9), (-157.8583, 21.3069, 298.5, 451.0),
  ]
  for (longitude, latitude, x, y) in cities {
    let p = try #require(projection.point(GeoPoint(longitude: longitude, latitude: latitude)))
    #expect(abs(p.x - x) < 0.1 && abs(p.y - y) < 0.1)
  }
  #expect(projection.point(GeoPoint(longitude: 2.35, latitude: 48.86)) == nil)
}

@Test(arguments: ProjectionKind.allCases)
func `projections: poles, the antimeridian and wild numbers never trap`(kind: ProjectionKind) {
  let wild = [0.0, 90, -90, 180, -180, 360, 1e9, -1e300, .infinity, .nan, 89.9999999]
  let line = wild.flatMap { x in wild.map { GeoPoint(longitude: x, latitude: $0) } }
  var projection = Projection(kind)
  for turn in [0.0, 90, -180, .nan, 1e300] {
    projection.rotate = (turn, turn, turn)
    for shape in [GeoGeometry.sphere, .lines([line]), .polygons([[line], [Array(line.prefix(2))], [[]]]), .points(line), .lines([[]])] {
      let drawn = projection.project(shape)
      #expect(drawn.path().isComplete)
      projection.fit(shape, in: Rect(x: 0, y: 0, width: 100, height: 100))
    }
  }
}

@Test func `topology: GeoJSON's outlines run clockwise whichever way they were written, holes the other way`() throws {
  let hole = "[[2,2],[2,3],[3,3],[3,2],[2,2]]"
  for outline in ["[[0,0],[9,0],[9,9],[0,9],[0,0]]", "[[0,0],[0,9],[9,9],[9,0],[0,0]]"] {
    let text = #"{"type":"Feature","id":"A","properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[\#(outline),\#(hole)]}}"#
    let topology = try Topology(decodingGeoJSON: try parseJSON(SourceFile(name: "a.geojson", text: text), limits: .data))
    let feature = try #require(try topology.features(of: nil, at: .detached).first)
    #expect(feature.value(at: "properties.name")?.string == "a")
    guard case .polygons(let polygons) = topology.geometry(feature.shape), let rings = polygons.first else {
      Issue.record("no polygon")
      return
    }
    let areas = rings.map { ring in signedArea(ring.map { Point(x: $0.longitude, y: -$0.latitude) }) }
    #expect(areas == [81, -1])
  }
}

@Test func `topology: a GeoJSON file has no named object`() throws {
  let text = #"{"type":"FeatureCollection","features":[]}"#
  let topology = try Topology(decodingGeoJSON: try parseJSON(SourceFile(name: "a.geojson", text: text), limits: .data))
  #expect(failure { () throws(Failure) in _ = try topology.features(of: "land", at: .detached) }?.id == "unknown-object")
}
