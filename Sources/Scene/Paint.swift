package import Geometry

/// What a shape is filled or stroked with.
package enum Paint: Hashable, Sendable {
  case color(Color)
  case gradient(Gradient)
}

/// A linear or radial gradient in page points.
package struct Gradient: Hashable, Sendable {
  package enum Shape: Hashable, Sendable {
    case linear(from: Point, to: Point)
    case radial(from: Point, radius: Double, to: Point, toRadius: Double)
  }

  package struct Stop: Hashable, Sendable {
    /// 0 at the start, 1 at the end.
    package var offset: Double
    package var color: Color

    package init(offset: Double, color: Color) {
      self.offset = offset
      self.color = color
    }
  }

  package var shape: Shape
  package var stops: [Stop]

  package init(shape: Shape, stops: [Stop]) {
    self.shape = shape
    self.stops = stops
  }
}

package enum LineCap: String, Sendable { case butt, round, square }
package enum LineJoin: String, Sendable { case miter, round, bevel }
package enum FillRule: String, Sendable { case nonzero, evenodd }

/// How a path is stroked. Lengths in points.
package struct StrokeStyle: Hashable, Sendable {
  package var width: Double
  package var cap: LineCap
  package var join: LineJoin
  package var miterLimit: Double
  /// Lengths of dash and gap in turn; empty for a solid line.
  package var dash: [Double]
  package var dashOffset: Double

  package init(
    width: Double, cap: LineCap = .butt, join: LineJoin = .miter, miterLimit: Double = 10, dash: [Double] = [],
    dashOffset: Double = 0
  ) {
    self.width = width
    self.cap = cap
    self.join = join
    self.miterLimit = miterLimit
    self.dash = dash
    self.dashOffset = dashOffset
  }
}
