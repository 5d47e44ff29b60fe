import DataTables
import Diagnostics
import Geo
import Geometry
import Inputs

/// The projection of a unit, ready to draw with.
struct ChartProjection {
  let projector: Projector
  /// Of points in shapes, in pixels.
  let pointRadius: Double
  /// A projection with a scale of its own may draw beyond the view: it is clipped to it.
  let isClipped: Bool
}

/// Makes the projections of a plot: layers that say the same of their projection share one, which is fitted to the data of all of them.
///
/// https://vega.github.io/vega-lite/docs/projection.html
struct ProjectionBuilder {
  let compilation: Compilation
  let units: [UnitModel]
  let size: Size

  /// By unit; units without a place on the globe have none.
  func build() -> [ObjectIdentifier: ChartProjection] {
    var result: [ObjectIdentifier: ChartProjection] = [:]
    var groups: [(said: Value, units: [UnitModel])] = []
    for unit in units where isGeographic(unit) {
      let said = unit.common.projection.map { Value($0) } ?? .null
      if let i = groups.firstIndex(where: { $0.said == said }) { groups[i].units.append(unit) } else { groups.append((said, [unit])) }
    }
    for group in groups {
      let projection = projection(of: group.units)
      for unit in group.units { result[ObjectIdentifier(unit)] = projection }
    }
    return result
  }

  private func isGeographic(_ unit: UnitModel) -> Bool {
    unit.mark.type == .geoshape || [Channel.longitude, .latitude, .longitude2, .latitude2].contains { unit.encoding[$0] != nil }
  }

  private func projection(of units: [UnitModel]) -> ChartProjection {
    let node = units.lazy.compactMap(\.common.projection).first
    let settings = Settings(node: node, compilation: compilation)
    var projection = settings.projection
    let isFixed = node?["scale"] != nil || node?["translate"] != nil
    if isFixed {
      projection.translate = settings.point("translate") ?? Point(x: size.width / 2, y: size.height / 2)
      projection.scale = settings.number("scale") ?? projection.scale
    } else {
      projection.fit(.collection(units.flatMap(shapes)), in: Rect(origin: .zero, size: size))
    }
    return ChartProjection(projector: projection.projector(), pointRadius: settings.number("pointRadius") ?? 4.5, isClipped: isFixed)
  }

  /// What a unit wants to be seen: its places, else its shapes.
  private func shapes(_ unit: UnitModel) -> [GeoGeometry] {
    let pairs = [(Channel.longitude, Channel.latitude), (.longitude2, .latitude2)].filter { unit.encoding[$0.0] != nil || unit.encoding[$0.1] != nil }
    if pairs.isEmpty { return compilation.geometries(of: unit, in: unit.main) }
    return pairs.map { pair in .points(geoPoints(unit, unit.main, pair.0, pair.1).compactMap { $0 }) }
  }
}

/// The places of rows on the globe; nil where one of the angles is no number.
func geoPoints(_ unit: UnitModel, _ frame: Frame, _ longitude: Channel, _ latitude: Channel) -> [GeoPoint?] {
  func degrees(_ channel: Channel) -> [Double?] {
    guard let def = unit.encoding[channel] else { return [Double?](repeating: nil, count: frame.count) }
    if let constant = def.datum?.finite ?? def.value?.number { return [Double?](repeating: constant, count: frame.count) }
    return def.isField ? frame[def.column].map(\.finite) : [Double?](repeating: nil, count: frame.count)
  }
  return zip(degrees(longitude), degrees(latitude)).map { x, y in
    guard let x, let y else { return nil }
    return GeoPoint(longitude: x, latitude: y)
  }
}

/// A `projection` of the spec over `config.projection`.
private struct Settings {
  let node: TreeNode?
  let compilation: Compilation

  subscript(key: String) -> TreeNode? { compilation.resolved(node?[key] ?? compilation.config.node("projection", key)) }

  func number(_ key: String) -> Double? { compilation.number(self[key]) }

  private func numbers(_ key: String) -> [Double]? { self[key]?.elements?.compactMap(\.number) }

  func point(_ key: String) -> Point? {
    guard let list = numbers(key), list.count == 2 else { return nil }
    return Point(x: list[0], y: list[1])
  }

  /// Everything but scale and translate.
  var projection: Projection {
    var projection = Projection(kind)
    if let list = numbers("rotate"), list.count >= 2 { projection.rotate = (list[0], list[1], list.count > 2 ? list[2] : 0) }
    if let center = point("center") { projection.center = GeoPoint(longitude: center.x, latitude: center.y) }
    if let list = numbers("parallels"), list.count == 2 { projection.parallels = (list[0], list[1]) }
    if let angle = number("clipAngle") { projection.clipAngle = angle }
    if let list = self["clipExtent"]?.elements?.map({ $0.elements?.compactMap(\.number) ?? [] }), list.count == 2, list.allSatisfy({ $0.count == 2 }) {
      projection.clipExtent = Rect(corner: Point(x: list[0][0], y: list[0][1]), corner: Point(x: list[1][0], y: list[1][1]))
    }
    projection.precision = number("precision") ?? projection.precision
    projection.reflectX = self["reflectX"]?.bool ?? false
    projection.reflectY = self["reflectY"]?.bool ?? false
    return projection
  }

  private var kind: ProjectionKind {
    guard let type = self["type"], let name = type.string else { return .equalEarth }
    if let kind = ProjectionKind(rawValue: name) { return kind }
    compilation.report(
      "unknown-projection", at: type.range, "unknown projection \"\(name)\"", hint: didYouMean(name, among: ProjectionKind.allCases.map(\.rawValue)))
    return .equalEarth
  }
}
