package import Geometry

/// How the globe becomes a picture: d3-geo's settings with d3-geo's defaults. Angles in degrees, lengths in pixels, y down.
package struct Projection: Sendable {
  package var kind: ProjectionKind
  /// Added to the longitude, to the latitude, and the roll about the view axis.
  package var rotate: (Double, Double, Double)
  /// The place that comes to `translate`, after the rotation.
  package var center: GeoPoint
  /// Pixels to the unit of the formula (the globe's radius for most).
  package var scale: Double
  package var translate: Point
  /// The standard parallels of a conic projection.
  package var parallels: (Double, Double)
  /// The radius of the visible circle; nil cuts at the antimeridian.
  package var clipAngle: Double?
  /// The rectangle that is kept, in pixels; nil for all.
  package var clipExtent: Rect?
  /// How far a drawn great arc may miss the true one, in pixels; 0 projects the given points alone.
  package var precision: Double
  /// Turns the picture, counter-clockwise.
  package var angle: Double
  package var reflectX = false
  package var reflectY = false

  /// d3's default for a canvas of 960 x 500.
  package init(_ kind: ProjectionKind) {
    self.kind = kind
    rotate = kind.defaultRotation
    center = kind.defaultCenter
    scale = kind.defaultScale
    translate = kind == .identity ? .zero : Point(x: 480, y: 250)
    parallels = kind.defaultParallels
    clipAngle = kind.defaultClipAngle
    precision = 0.5.squareRoot()
    angle = 0
  }

  /// The parts of a composite projection, each with its own clip; the projection itself for all others.
  var parts: [Projection] { kind == .albersUsa ? albersUsaParts : [self] }

  /// What `geometry` draws, in pixels.
  package func project(_ geometry: GeoGeometry) -> ProjectedGeometry { projector().project(geometry) }

  /// Where a place is drawn, in pixels; nil where the projection has no finite position for it. Clips do not count, as in d3-geo,
  /// but for `albersUsa`, which shows only the United States.
  package func point(_ p: GeoPoint) -> Point? { projector().point(p) }

  /// The projection with everything computed that its settings decide: make it once, use it for many shapes.
  package func projector() -> Projector { Projector(self) }
}

extension ProjectionKind {
  var defaultRotation: (Double, Double, Double) {
    switch self {
    case .albers, .albersUsa: (96, 0, 0)
    case .azimuthalEqualArea, .azimuthalEquidistant, .conicConformal, .conicEqualArea, .conicEquidistant, .equalEarth,
      .equirectangular, .gnomonic, .identity, .mercator, .naturalEarth1, .orthographic, .stereographic, .transverseMercator:
      (0, 0, 0)
    }
  }

  var defaultCenter: GeoPoint {
    switch self {
    case .albers, .albersUsa: GeoPoint(longitude: -0.6, latitude: 38.7)
    case .conicEqualArea: GeoPoint(longitude: 0, latitude: 33.6442)
    case .conicEquidistant: GeoPoint(longitude: 0, latitude: 13.9389)
    case .azimuthalEqualArea, .azimuthalEquidistant, .conicConformal, .equalEarth, .equirectangular, .gnomonic, .identity,
      .mercator, .naturalEarth1, .orthographic, .stereographic, .transverseMercator:
      GeoPoint(longitude: 0, latitude: 0)
    }
  }

  var defaultScale: Double {
    switch self {
    case .albers, .albersUsa: 1070
    case .azimuthalEqualArea: 124.75
    case .azimuthalEquidistant: 79.4188
    case .conicConformal: 109.5
    case .conicEqualArea: 155.424
    case .conicEquidistant: 131.154
    case .equalEarth: 177.158
    case .equirectangular: 152.63
    case .gnomonic: 144.049
    case .identity: 1
    case .mercator: 961 / fullTurn
    case .naturalEarth1: 175.295
    case .orthographic: 249.5
    case .stereographic: 250
    case .transverseMercator: 159.155
    }
  }

  var defaultParallels: (Double, Double) {
    switch self {
    case .albers, .albersUsa: (29.5, 45.5)
    case .conicConformal: (30, 30)
    case .conicEqualArea, .conicEquidistant: (0, 60)
    case .azimuthalEqualArea, .azimuthalEquidistant, .equalEarth, .equirectangular, .gnomonic, .identity, .mercator,
      .naturalEarth1, .orthographic, .stereographic, .transverseMercator:
      (0, 0)
    }
  }

  var defaultClipAngle: Double? {
    switch self {
    case .azimuthalEqualArea, .azimuthalEquidistant: 180 - 1e-3
    case .gnomonic: 60
    case .orthographic: 90 + 1e-6
    case .stereographic: 142
    case .albers, .albersUsa, .conicConformal, .conicEqualArea, .conicEquidistant, .equalEarth, .equirectangular, .identity,
      .mercator, .naturalEarth1, .transverseMercator:
      nil
    }
  }
}
