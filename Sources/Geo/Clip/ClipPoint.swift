/// A point on its way through the clips: radians before the projection, pixels after it.
struct ClipPoint {
  var x: Double
  var y: Double
  /// True when the point was made by a cut that may leave a chain whose ends coincide.
  var isCut = false

  /// True when both are the same place within the tolerance.
  func isNear(_ other: ClipPoint) -> Bool {
    abs(x - other.x) < angleTolerance && abs(y - other.y) < angleTolerance
  }
}

/// An edge that cuts shapes: the antimeridian, a small circle, a rectangle.
protocol ClipBoundary {
  /// True when `a` comes before `b` on the way round the boundary.
  func precedes(_ a: ClipPoint, _ b: ClipPoint) -> Bool
  /// Adds the points of the boundary between two of its points, `to` included; `forward` is the order of `precedes`.
  func follow(from: ClipPoint, to: ClipPoint, forward: Bool, into ring: inout [ClipPoint])
  /// The whole boundary as a ring.
  var outline: [ClipPoint] { get }
}

/// What a clip leaves of one line: its visible chains.
struct ClippedLine {
  var chains: [[ClipPoint]] = []
  /// True when nothing was cut.
  var isClean = true
  /// True when the first and the last chain are one, cut only where the ring happened to begin.
  var joinsEnds = false
}
