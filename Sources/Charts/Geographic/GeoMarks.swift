import Diagnostics
import Geo
import Geometry
import Inputs

/// Shapes of the globe. https://vega.github.io/vega-lite/docs/geoshape.html
func geoshapeMarks(_ context: MarkContext) -> [Mark] {
  guard let projection = context.projection else { return [] }
  let styler = MarkStyler(context)
  return context.compilation.geometries(of: context.unit, in: context.frame).enumerated().compactMap { row, geometry in
    let path = projection.projector.project(geometry).path(pointRadius: projection.pointRadius)
    return path.isEmpty ? nil : Mark(.mark, .path(path, .geoshape), style: styler.style(row))
  }
}

/// The places of rows by longitude and latitude, in pixels of the view; nil when the unit has none.
func projectedPlaces(_ context: MarkContext, _ longitude: Channel, _ latitude: Channel) -> ((Int) -> Point?)? {
  guard context.encoding[longitude] != nil || context.encoding[latitude] != nil, let projection = context.projection else { return nil }
  let onGlobe = geoPoints(context.unit, context.frame, longitude, latitude)
  let places = onGlobe.map { $0.flatMap(projection.projector.point) }
  let outside = zip(onGlobe, places).count { $0 != nil && $1 == nil }
  if outside > 0 {
    context.compilation.findings.warning(
      "outside-projection", at: context.unit.common.node.range, "\(outside) of \(places.count) places lie outside of the projection")
  }
  // Vega puts such a place at the corner of the view. A chart made for it looks as it does there; a report leaves the place out.
  let corner: Point? = context.compilation.options.isStrict ? nil : .zero
  return { row in row < places.count ? places[row] ?? (onGlobe[row] == nil ? nil : corner) : nil }
}
