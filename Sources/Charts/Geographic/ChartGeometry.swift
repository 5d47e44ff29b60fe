import DataTables
import Diagnostics
import Geo
import Inputs

/// The shapes of rows. A row holds its shape as Vega does, as an object under `geometry`; what was read from a file is kept
/// once in the compilation and the row has its number.
extension Compilation {
  static let geometryColumn = "geometry"
  private static let numberField = "\u{1}shape"

  /// A value that stands for a shape.
  func value(of geometry: GeoGeometry) -> Value {
    geometries.append(geometry)
    return .object([ObjectField(name: Self.numberField, value: .number(Double(geometries.count - 1)))])
  }

  /// The features of TopoJSON that `format` names: one row a feature, or one with the mesh.
  func topologyRows(_ file: TreeNode, _ format: TreeNode?, at range: SourceRange) throws(Failure) -> Frame {
    let topology = try Topology(decoding: file)
    if let mesh = format?["mesh"] {
      let filter = format?["filter"]?.string
      let features = try topology.features(of: mesh.string, at: mesh.range)
      let lines = topology.mesh(of: features, inner: filter != "exterior", outer: filter != "interior")
      return Frame(names: [Self.geometryColumn], columns: [[value(of: lines)]])
    }
    let name = format?["feature"]
    return try rows(of: topology, name?.string, at: name?.range ?? range)
  }

  /// One row for each feature of an object: as in GeoJSON, with `type`, `id`, `properties` and the shape.
  func rows(of topology: Topology, _ object: String?, at range: SourceRange) throws(Failure) -> Frame {
    let features = try topology.features(of: object, at: range).map { topology.feature($0) }
    let rows = features.map { feature in
      Value.object([
        ObjectField(name: "type", value: .string("Feature")), ObjectField(name: "id", value: feature.id.map { Value($0) } ?? .null),
        ObjectField(name: "properties", value: .object(feature.properties.map { ObjectField(name: $0.key, value: Value($0.value)) })),
        ObjectField(name: Self.geometryColumn, value: value(of: feature.geometry)),
      ])
    }
    return Frame(rows: rows)
  }

  /// The whole globe, or a net of meridians and parallels: one row.
  func globeRows(_ node: TreeNode) -> Frame {
    guard let settings = node["graticule"] else { return Frame(names: [Self.geometryColumn], columns: [[value(of: .sphere)]]) }
    var graticule = Graticule()
    func pair(_ key: String) -> (x: Double, y: Double)? {
      guard let list = settings[key]?.elements?.compactMap(\.number), list.count == 2 else { return nil }
      return (list[0], list[1])
    }
    func corners(_ key: String) -> (Double, Double, Double, Double)? {
      guard let list = settings[key]?.elements?.map({ $0.elements?.compactMap(\.number) ?? [] }), list.count == 2, list.allSatisfy({ $0.count == 2 }) else { return nil }
      return (list[0][0], list[0][1], list[1][0], list[1][1])
    }
    graticule.stepMajor = pair("stepMajor") ?? pair("step") ?? graticule.stepMajor
    graticule.stepMinor = pair("stepMinor") ?? pair("step") ?? graticule.stepMinor
    graticule.extentMajor = corners("extentMajor") ?? corners("extent") ?? graticule.extentMajor
    graticule.extentMinor = corners("extentMinor") ?? corners("extent") ?? graticule.extentMinor
    graticule.precision = settings["precision"]?.number ?? graticule.precision
    return Frame(names: [Self.geometryColumn], columns: [[value(of: graticule.geometry)]])
  }

  /// The shape of each row: of the field on the `shape` channel, or of the row itself. What is no shape is a finding, once.
  func geometries(of unit: UnitModel, in frame: Frame) -> [GeoGeometry] {
    let column: [Value]
    if let def = unit.encoding[.shape], def.type == .geojson, def.isField {
      column = frame[def.column]
    } else if frame.has(Self.geometryColumn) {
      column = frame[Self.geometryColumn]
    } else {
      column = (0..<frame.count).map { frame.object($0) }
    }
    return column.map { geometry(of: $0, at: unit.common.node.range) }
  }

  private func geometry(of value: Value, at range: SourceRange) -> GeoGeometry {
    guard case .object(let fields) = value else { return .none }
    func field(_ name: String) -> Value? { fields.first { $0.name == name }?.value }
    if let number = field(Self.numberField)?.finite, let i = Int(exactly: number), geometries.indices.contains(i) { return geometries[i] }
    if field("type")?.string == "Feature" || field("type") == nil { return field(Self.geometryColumn).map { geometry(of: $0, at: range) } ?? .none }
    let node = TreeNode(valued: value, at: range)
    return attempt { () throws(Failure) in .collection(try decodeGeoJSON(node).map(\.geometry)) } ?? .none
  }
}
