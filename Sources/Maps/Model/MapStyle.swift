package import Geometry

/// Colors, line widths and fonts of maps. Lengths in chart pixels (0.75 pt), the defaults are those of the house style.
package struct MapStyle: Sendable {
  package var water = Color(hex: 0xDFE9ED)
  package var land = Color(hex: 0xF8F5EF)
  package var coast = Color(hex: 0x8FA3AB)
  package var border = Color(hex: 0xBDB6A8)
  package var graticule = Color(hex: 0xC9D8DE)
  package var frame = Color(hex: 0xA9AEB1)
  package var disputed = Color(hex: 0x8A8375)
  package var hatch = Color(hex: 0x8FA39E)
  package var ink = Color(hex: 0x1C2227)
  package var second = Color(hex: 0x4A5157)
  package var third = Color(hex: 0x6E757B)
  package var otherName = Color(hex: 0x8D8574)
  package var waterName = Color(hex: 0x7F9AA6)
  /// The colors of classes when the spec names none: sequential, light to dark.
  package var sequential = [0xE1EDE9, 0xB0D0C9, 0x72ACA4, 0x35807A, 0x114F4B].map { Color(hex: UInt32($0)) }
  package var categorical = [0x182E52, 0xE8B84F, 0x2C716C, 0xDA693D, 0x7FB2DF, 0x6D3352, 0xC4DCD2, 0x9C9589].map { Color(hex: UInt32($0)) }
  /// The two halves of a symbol, and a plain symbol.
  package var leftHalf = Color(hex: 0x2C716C)
  package var rightHalf = Color(hex: 0x8CBFB5)

  package var font = "Noto Sans SemiCondensed"
  package var serif = "Noto Serif"
  package var labelSize = px(7.6)
  package var otherSize = px(7.2)
  package var waterSize = px(6.8)
  package var legendSize = px(7)
  /// Baseline to baseline of name and value.
  package var labelLeading = mm(3.1)
  package var haloWidth = px(1.8)

  package var coastWidth = px(0.25)
  package var borderWidth = px(0.3)
  package var disputedWidth = px(0.45)
  package var ceasefireWidth = px(0.5)
  package var graticuleWidth = px(0.25)
  package var frameWidth = px(0.4)
  package var leaderWidth = px(0.35)
  package var hatchWidth = px(0.4)
  package var hatchSpacing = mm(1.15)

  package init() {}
}

/// Chart pixels of a length in points.
package func px(_ points: Double) -> Double { points / 0.75 }
/// Chart pixels of a length in millimetres.
package func mm(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 / 0.75 }
