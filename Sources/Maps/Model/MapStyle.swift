package import Geometry

/// How words of one kind are set on a map. Sizes in chart pixels.
package struct MapFace: Hashable, Sendable {
  package var font: String
  package var size: Double
  package var weight: Int
  package var italic: Bool
  package var color: Color

  package init(_ font: String, _ size: Double, _ weight: Int = 400, italic: Bool = false, _ color: Color) {
    self.font = font
    self.size = size
    self.weight = weight
    self.italic = italic
    self.color = color
  }
}

/// Colors, line widths and fonts of maps. Lengths in chart pixels (0.75 pt), the defaults are those of the house style.
package struct MapStyle: Sendable {
  package var water = Color(hex: 0xDFE9ED)
  package var land = Color(hex: 0xF8F5EF)
  /// Land on a locator.
  package var locatorLand = Color(hex: 0xEFEDE7)
  package var noData = Color.white
  package var halo = Color.white
  package var symbolGround = Color(hex: 0xDCEAE4)
  /// The mark and the name of the place where flows begin.
  package var origin = Color(hex: 0x182E52)
  package var flow = Color(hex: 0x2C716C)
  package var flowOther = Color(hex: 0x8C8577)
  package var flowDot = Color.white
  /// The colors of classes when the spec names none: sequential, light to dark.
  package var sequential = [0xE1EDE9, 0xB0D0C9, 0x72ACA4, 0x35807A, 0x114F4B].map { Color(hex: UInt32($0)) }
  package var categorical = [0x182E52, 0xE8B84F, 0x2C716C, 0xDA693D, 0x7FB2DF, 0x6D3352, 0xC4DCD2, 0x9C9589].map { Color(hex: UInt32($0)) }
  /// The two halves of a symbol, and a plain symbol.
  package var leftHalf = Color(hex: 0x2C716C)
  package var rightHalf = Color(hex: 0x8CBFB5)

  package var label = MapFace(sans, px(7.6), 600, ink)
  package var value = MapFace(sans, px(7.6), 400, ink)
  /// Names of features with a row but no figure.
  package var plain = MapFace(sans, px(7.2), 400, second)
  package var other = MapFace(sans, px(7.2), 400, Color(hex: 0x8D8574))
  package var waterName = MapFace("Noto Serif", px(6.8), 400, italic: true, Color(hex: 0x7F9AA6))
  package var ringName = MapFace(sans, px(6.4), 400, Color(hex: 0x7F9AA6))
  package var number = MapFace("Noto Serif Display", px(15), 400, ink)
  package var legend = MapFace(sans, px(7), 400, ink)
  package var legendTitle = MapFace(sans, px(7), 600, ink)
  package var legendNote = MapFace(sans, px(7), 400, Color(hex: 0x6E757B))
  package var scale = MapFace(sans, px(6.4), 400, second)

  package var coast = MapStroke(Color(hex: 0x8FA3AB), px(0.25))
  package var border = MapStroke(Color(hex: 0xBDB6A8), px(0.3))
  package var disputed = MapStroke(Color(hex: 0x8A8375), px(0.45), [mm(0.9), mm(0.6)])
  package var ceasefire = MapStroke(Color(hex: 0x8A8375), px(0.5), [mm(1.2), mm(0.5), mm(0.15), mm(0.5)])
  package var graticule = MapStroke(Color(hex: 0xC9D8DE), px(0.25))
  package var ring = MapStroke(Color(hex: 0x8FA6B1), px(0.4), [mm(0.25), mm(0.75)])
  package var frame = MapStroke(Color(hex: 0xA9AEB1), px(0.4))
  package var panel = MapStroke(Color(hex: 0xA9AEB1), px(0.35))
  package var leader = MapStroke(second, px(0.35))
  package var symbolRim = MapStroke(.white, px(0.6))
  package var flowRim = MapStroke(.white, px(0.7))
  package var thinFlow = MapStroke(Color(hex: 0x2C716C), px(0.35))
  package var scaleBar = MapStroke(ink, px(0.6))
  package var hatch = MapStroke(Color(hex: 0x8FA39E), px(0.4))

  package var hatchSpacing = mm(1.15)
  package var haloWidth = px(1.8)
  /// Baseline to baseline of name and value.
  package var labelLeading = mm(3.1)
  package var anchorDot = mm(0.6)
  package var flowDotRadius = mm(0.7)
  package var originRadius = mm(2)
  package var legendLine = mm(4.8)
  package var swatch = mm(3.4)
  /// Between the frame and what stands inside it.
  package var inset = mm(3)
  package var flowWidth = mm(0.032)
  package var flowStart = mm(3.6)
  package var flowHead = mm(0.9)
  package var flowHeadLength = mm(2.6)
  package var flowOpacity = 0.94

  package init() {}

  /// How much larger than on an A4 page words are: gaps beside words grow with them.
  var unit: Double { max(0.4, label.size / px(7.6)) }
}

/// A line of a map: color, width and dashes in chart pixels.
package struct MapStroke: Hashable, Sendable {
  package var color: Color
  package var width: Double
  package var dash: [Double]

  package init(_ color: Color, _ width: Double, _ dash: [Double] = []) {
    self.color = color
    self.width = width
    self.dash = dash
  }
}

private let ink = Color(hex: 0x1C2227)
private let second = Color(hex: 0x4A5157)
private let sans = "Noto Sans SemiCondensed"

/// Chart pixels of a length in points.
package func px(_ points: Double) -> Double { points / 0.75 }
/// Chart pixels of a length in millimetres.
package func mm(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 / 0.75 }
