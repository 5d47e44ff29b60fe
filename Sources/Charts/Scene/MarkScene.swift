package import Geometry

/// What a chart or map draws, in chart pixels (origin top left of the whole image, y down), back to front.
///
/// `monsoon scene` prints it, `MarkLowering` turns it into scene items, and nothing else draws a chart: what is compared is what
/// is drawn.
package struct MarkScene: Sendable {
  package var name: String
  package var size: Size
  package var background: Color?
  /// The plot areas (the rectangles inside the axes).
  package var views: [Rect]
  package var marks: [Mark]
  /// What a reader who cannot see the picture should know.
  package var description: String?

  package init(
    name: String = "", size: Size, background: Color? = nil, views: [Rect] = [], marks: [Mark] = [], description: String? = nil
  ) {
    self.name = name
    self.size = size
    self.background = background
    self.views = views
    self.marks = marks
    self.description = description
  }
}

/// The part a mark plays. Names follow Vega's.
package enum MarkRole: String, Hashable, Sendable {
  case mark
  case axisDomain = "axis-domain"
  case axisTick = "axis-tick"
  case axisGrid = "axis-grid"
  case axisLabel = "axis-label"
  case axisTitle = "axis-title"
  case legendSymbol = "legend-symbol"
  case legendGradient = "legend-gradient"
  case legendBand = "legend-band"
  case legendLabel = "legend-label"
  case legendTitle = "legend-title"
  case legendBackground = "legend-background"
  case titleText = "title-text"
  case titleSubtitle = "title-subtitle"
  case titleBackground = "title-background"
  case headerLabel = "header-label"
  case headerTitle = "header-title"
  case viewBackground = "view-background"
  case groupBackground = "group-background"
}

/// One shape with its role, look and clip.
package struct Mark: Sendable {
  package var role: MarkRole
  package var shape: MarkShape
  package var style: MarkStyle
  /// In chart pixels; nil for none.
  package var clip: Rect?
  /// The corners of the clip: stacked bars are rounded as a whole.
  package var clipRadii: CornerRadii

  package init(
    _ role: MarkRole, _ shape: MarkShape, style: MarkStyle = MarkStyle(), clip: Rect? = nil, clipRadii: CornerRadii = .zero
  ) {
    self.role = role
    self.shape = shape
    self.style = style
    self.clip = clip
    self.clipRadii = clipRadii
  }
}

/// The geometry of a mark in chart pixels.
package enum MarkShape: Sendable {
  case rect(Rect, CornerRadii)
  case rule(Point, Point)
  case symbol(SymbolMark)
  case arc(ArcMark)
  case path(Path, PathKind)
  /// Points with the width of the line there.
  case trail([TrailPoint])
  case text(TextMark)
  case image(ImageMark)
}

/// A picture in a box. `keepsShape`: it is as large as fits into the box without being stretched, in the middle of it.
package struct ImageMark: Hashable, Sendable {
  package var box: Rect
  /// The path of its file; empty for none.
  package var url: String
  package var keepsShape: Bool

  package init(box: Rect, url: String, keepsShape: Bool = true) {
    self.box = box
    self.url = url
    self.keepsShape = keepsShape
  }
}

package enum PathKind: String, Hashable, Sendable { case line, area, geoshape, path }

package struct TrailPoint: Hashable, Sendable {
  package var point: Point
  package var width: Double

  package init(point: Point, width: Double) {
    self.point = point
    self.width = width
  }
}

/// A plotting symbol. `size` is its area in square pixels, `angle` in degrees clockwise.
package struct SymbolMark: Hashable, Sendable {
  package var center: Point
  package var size: Double
  /// A name of Vega's (`circle`, `square`, ...) or an SVG path in -1..1.
  package var shape: String
  package var angle: Double

  package init(center: Point, size: Double, shape: String = "circle", angle: Double = 0) {
    self.center = center
    self.size = size
    self.shape = shape
    self.angle = angle
  }
}

/// A sector of a ring. Angles in radians from 12 o'clock, clockwise.
package struct ArcMark: Hashable, Sendable {
  package var center: Point
  package var startAngle: Double
  package var endAngle: Double
  package var innerRadius: Double
  package var outerRadius: Double
  package var padAngle: Double
  package var cornerRadius: Double

  package init(
    center: Point, startAngle: Double, endAngle: Double, innerRadius: Double, outerRadius: Double, padAngle: Double = 0,
    cornerRadius: Double = 0
  ) {
    self.center = center
    self.startAngle = startAngle
    self.endAngle = endAngle
    self.innerRadius = innerRadius
    self.outerRadius = outerRadius
    self.padAngle = padAngle
    self.cornerRadius = cornerRadius
  }
}

package enum TextAlign: String, Hashable, Sendable { case left, center, right }
package enum TextBaseline: String, Hashable, Sendable {
  case top, middle, bottom, alphabetic
  case lineTop = "line-top"
  case lineBottom = "line-bottom"
}

/// One or more lines of text at an anchor point. `angle` in degrees clockwise, sizes in chart pixels.
package struct TextMark: Hashable, Sendable {
  package var anchor: Point
  package var lines: [String]
  package var font: String
  package var fontSize: Double
  /// CSS weight, 100 to 900.
  package var fontWeight: Int
  package var italic: Bool
  package var align: TextAlign
  package var baseline: TextBaseline
  package var angle: Double
  /// Nil means the renderer's default of font size + 2.
  package var lineHeight: Double?
  /// The widest the text may be; longer text is cut with an ellipsis. 0 for no limit.
  package var limit: Double
  /// A line below the glyphs that parts them from the ground; nil for none.
  package var haloColor: Color?
  package var haloWidth: Double

  package init(
    anchor: Point, lines: [String], font: String, fontSize: Double, fontWeight: Int = 400, italic: Bool = false,
    align: TextAlign = .left, baseline: TextBaseline = .alphabetic, angle: Double = 0, lineHeight: Double? = nil,
    limit: Double = 0, haloColor: Color? = nil, haloWidth: Double = 0
  ) {
    self.anchor = anchor
    self.lines = lines.map(trimmed)
    self.font = font
    self.fontSize = fontSize
    self.fontWeight = fontWeight
    self.italic = italic
    self.align = align
    self.baseline = baseline
    self.angle = angle
    self.lineHeight = lineHeight
    self.limit = limit
    self.haloColor = haloColor
    self.haloWidth = haloWidth
  }
}

/// Words without the spaces around them, which Vega does not draw either.
private func trimmed(_ text: String) -> String {
  guard text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
  var rest = text[...]
  while rest.utf8.first == 0x20 { rest.removeFirst() }
  while rest.utf8.last == 0x20 { rest.removeLast() }
  return String(rest)
}

/// The look of a mark. Lengths in chart pixels.
package struct MarkStyle: Hashable, Sendable {
  package var fill: MarkPaint?
  package var stroke: MarkPaint?
  package var opacity: Double
  package var fillOpacity: Double
  package var strokeOpacity: Double
  package var strokeWidth: Double
  package var strokeDash: [Double]
  package var strokeDashOffset: Double
  /// `butt`, `round` or `square`; nil for the default, butt.
  package var strokeCap: String?
  /// `miter`, `round` or `bevel`; nil for the default, miter.
  package var strokeJoin: String?

  package init(
    fill: MarkPaint? = nil, stroke: MarkPaint? = nil, opacity: Double = 1, fillOpacity: Double = 1, strokeOpacity: Double = 1,
    strokeWidth: Double = 1, strokeDash: [Double] = [], strokeDashOffset: Double = 0, strokeCap: String? = nil,
    strokeJoin: String? = nil
  ) {
    self.fill = fill
    self.stroke = stroke
    self.opacity = opacity
    self.fillOpacity = fillOpacity
    self.strokeOpacity = strokeOpacity
    self.strokeWidth = strokeWidth
    self.strokeDash = strokeDash
    self.strokeDashOffset = strokeDashOffset
    self.strokeCap = strokeCap
    self.strokeJoin = strokeJoin
  }
}

/// A color, a gradient in fractions of the mark's box (Vega's gradient), or a hatch.
package enum MarkPaint: Hashable, Sendable {
  case color(Color)
  case gradient(MarkGradient)
  /// 45 degree lines over a ground; printed as the ground color by `monsoon scene`.
  case hatch(MarkHatch)
}

/// Vega's gradient: `x1`... are fractions of the bounding box of the mark.
package struct MarkGradient: Hashable, Sendable {
  package struct Stop: Hashable, Sendable {
    package var offset: Double
    package var color: Color

    package init(offset: Double, color: Color) {
      self.offset = offset
      self.color = color
    }
  }

  package var isRadial: Bool
  package var x1: Double
  package var y1: Double
  package var r1: Double
  package var x2: Double
  package var y2: Double
  package var r2: Double
  package var stops: [Stop]

  package init(
    isRadial: Bool, x1: Double, y1: Double, r1: Double, x2: Double, y2: Double, r2: Double, stops: [Stop]
  ) {
    self.isRadial = isRadial
    self.x1 = x1
    self.y1 = y1
    self.r1 = r1
    self.x2 = x2
    self.y2 = y2
    self.r2 = r2
    self.stops = stops
  }
}

/// Parallel lines at 45 degrees, with a phase fixed to the page so that neighbours join without a seam. Lengths in chart pixels.
package struct MarkHatch: Hashable, Sendable {
  package var line: Color
  package var ground: Color
  package var spacing: Double
  package var width: Double

  package init(line: Color, ground: Color, spacing: Double, width: Double) {
    self.line = line
    self.ground = ground
    self.spacing = spacing
    self.width = width
  }
}
