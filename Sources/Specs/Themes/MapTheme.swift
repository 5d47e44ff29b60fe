import Inputs

/// What a line of a map is.
package enum MapLine: String, CaseIterable, Sendable {
  case frame
  case coast
  case border
  case disputed
  case ceasefire
  case indefinite
  case graticule
  case ring
  case leader
  case inset
  case hatch
  case symbolRim = "symbol-rim"
  case flowRim = "flow-rim"
  case flowThin = "flow-thin"
  case scaleBar = "scale-bar"
}

/// What a color of a map is for.
package enum MapColor: String, CaseIterable, Sendable {
  case water
  case land
  case otherNames = "other-names"
  case waterNames = "water-names"
  case locatorLand = "locator-land"
  case noData = "no-data"
  case symbol
  case symbolPale = "symbol-pale"
  case flow
  case flowOther = "flow-other"
  case halo
  case symbolGround = "symbol-ground"
  case origin
  case flowDot = "flow-dot"
  case ringNames = "ring-names"
}

/// The measures of a map, in points unless the doc says otherwise.
package struct MapMeasures: Sendable {
  package var hatchGap = 1.15 * 72 / 25.4
  package var hatchAngle = 45.0
  package var halo = 1.8
  package var symbolRadius = 0.96 * 72 / 25.4
  package var anchorDot = 0.6 * 72 / 25.4
  package var valueBelowName = 3.1 * 72 / 25.4
  package var flowWidth = 0.032 * 72 / 25.4
  package var flowStart = 3.6 * 72 / 25.4
  package var flowHead = 0.9 * 72 / 25.4
  package var flowHeadLength = 2.6 * 72 / 25.4
  package var flowOpacity = 0.94
  package var flowDot = 0.7 * 72 / 25.4
  package var originRadius = 2.0 * 72 / 25.4
  package var legendLine = 4.8 * 72 / 25.4
  package var swatch = 3.4 * 72 / 25.4
  package var inset = 3.0 * 72 / 25.4

  static let record = Record<MapMeasures>(
    "mapMeasures", "The measures of maps.", make: { MapMeasures() },
    [
      Field("hatch_gap", \.hatchGap, .points, "Between the lines of the hatch for no data."),
      Field("hatch_angle", \.hatchAngle, .number(0...180), "Their angle in degrees."),
      Field("halo", \.halo, .points, "The width of the halo of labels."),
      Field("symbol_radius", \.symbolRadius, .points, "The radius of a symbol of value 1."),
      Field("anchor_dot", \.anchorDot, .points, "The dot at the anchor of a moved symbol."),
      Field("value_below_name", \.valueBelowName, .points, "From a name to the value below it."),
      Field("flow_width", \.flowWidth, .points, "The width of a flow of value 1."),
      Field("flow_start", \.flowStart, .points, "From the center to the start of a flow."),
      Field("flow_head", \.flowHead, .points, "How much wider the head is on each side."),
      Field("flow_head_length", \.flowHeadLength, .points, "The least length of the head."),
      Field("flow_opacity", \.flowOpacity, .number(0...1), "The opacity of flows."),
      Field("flow_dot", \.flowDot, .points, "The radius of the dot at the end of a thin flow."),
      Field("origin_radius", \.originRadius, .points, "The radius of the mark where flows begin."),
      Field("legend_line", \.legendLine, .points, "From one line of a legend to the next."),
      Field("swatch", \.swatch, .points, "The height of a legend's areas of color."),
      Field("inset", \.inset, .points, "Between the frame and what stands inside it."),
    ])
}

/// A look of maps beside the usual one: what it changes.
package struct MapLook: Sendable {
  var colors: [Named<ColorSetting>] = []
  var lines: [Named<LineSetting>] = []

  static let record: Record<MapLook> = Record(
    "themeMapLook", "A look of maps beside the usual one: what it changes.", make: { MapLook() },
    [
      Field("colors", \.colors, named(.color), "Colors by what they are for."),
      Field("lines", \.lines, named(nested(LineSetting.record)), "Lines by what they are."),
    ])
}
