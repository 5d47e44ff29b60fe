import Geometry

extension Projection {
  /// The conterminous states, Alaska at 0.35 of their scale, and Hawaii, each in its own rectangle (d3-geo's `geoAlbersUsa`).
  var albersUsaParts: [Projection] {
    let k = scale, x = translate.x, y = translate.y, e = angleTolerance
    func box(_ a: Double, _ b: Double, _ c: Double, _ d: Double, inset: Double) -> Rect {
      Rect(corner: Point(x: x + a * k + inset, y: y + b * k + inset), corner: Point(x: x + c * k - inset, y: y + d * k - inset))
    }
    var states = Projection(.albers)
    states.scale = k
    states.translate = translate
    states.clipExtent = box(-0.455, -0.238, 0.455, 0.238, inset: 0)
    var alaska = Projection(.conicEqualArea)
    alaska.rotate = (154, 0, 0)
    alaska.center = GeoPoint(longitude: -2, latitude: 58.5)
    alaska.parallels = (55, 65)
    alaska.scale = k * 0.35
    alaska.translate = Point(x: x - 0.307 * k, y: y + 0.201 * k)
    alaska.clipExtent = box(-0.425, 0.120, -0.214, 0.234, inset: e)
    var hawaii = Projection(.conicEqualArea)
    hawaii.rotate = (157, 0, 0)
    hawaii.center = GeoPoint(longitude: -3, latitude: 19.9)
    hawaii.parallels = (8, 18)
    hawaii.scale = k
    hawaii.translate = Point(x: x - 0.205 * k, y: y + 0.212 * k)
    hawaii.clipExtent = box(-0.214, 0.166, -0.115, 0.234, inset: e)
    var parts = [states, alaska, hawaii]
    for i in parts.indices { parts[i].precision = precision }
    return parts
  }
}
