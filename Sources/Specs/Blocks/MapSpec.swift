import Diagnostics
import Inputs

/// A map: a chart with a projection, and the furniture around it.
package struct MapSpec: Sendable {
  package var chart = ChartSpec()
  /// The features the frame shows; all when it is empty.
  package var fit: [Name] = []
  /// West, south, east, north in degrees: what the frame shows in place of `fit`.
  package var extent: MapExtent?
  /// The exact window of the frame; stronger than `fit` and `extent`.
  package var window: MapWindow?
  package var frame = MapFrame.line
  package var part = MapPart.map
  /// The name of one of the theme's looks of maps; nil for the usual one.
  package var look: Name?
  /// Places in place of those of the name table, by id.
  package var anchors: [Named<MapPlace>] = []
  package var groups: [MapGroup] = []
  package var labels: MapLabels?
  /// The features that are the subject: their names are set strongest.
  package var focus: [Name] = []
  package var symbols: MapSymbols?
  package var flows: MapFlows?
  package var rings: MapRings?
  package var legend = MapKey()
  /// The ids of rows that need not be inside the frame; they are listed beside the map.
  package var outside: [Name] = []
  /// Which other countries and waters are named where there is room.
  package var context = MapContext()
  /// Degrees between the lines of the net; nil for none.
  package var graticule: Double? = 10
  package var hasScaleBar = false
  /// The legend's text for features without a figure.
  package var noData: LocalizedText?
  package var edition: MapEdition?
  package var disclaimer: LocalizedText?
  /// Whose base map it is; nil for what the base map says of itself.
  package var baseMap: LocalizedText?
  /// Whether kinds of lines, base map and projection are said below the map.
  package var hasCredits = true
  package var locator: MapLocator?

  package init() {}

  static let record: Record<MapSpec> = Record(
    "map", "A map: Vega-Lite with a projection, a title block and map furniture.", others: (ChartSpec.vegaLiteKeys, .any),
    make: { MapSpec() }, windowFields + contentFields + wordFields + lift(ChartSpec.fields, to: \.chart))

  private static let windowFields: [Field<MapSpec>] = [
    Field("map", optional: \.chart.anchor, .name, "Its name for references, such as fig-map."),
    Field("fit", \.fit, oneOrMore(.name), "The ids of the features that the frame shows."),
    Field("extent", optional: \.extent, .mapExtent, "What the frame shows, in degrees: [[west, south], [east, north]]."),
    Field("window", optional: \.window, nested(MapWindow.record), "The exact window of the frame: a place, where it stands, and how far the frame reaches."),
    Field("part", \.part, .choice, "What is drawn: the map, or its legend alone, for a place of its own beside the map."),
    Field("frame", \.frame, .choice, "The line round the map: line or none."),
    Field("look", optional: \.look, .name, "One of the looks of maps that the theme has, such as night."),
    Field("anchors", \.anchors, named(.mapPlace), "Places [longitude, latitude] of names, symbols and flows by id, in place of those of the name table."),
    Field("outside", \.outside, oneOrMore(.name), "The ids of rows that may lie outside the frame: they are listed in a panel."),
    Field("graticule", \.graticule, .graticule, "Meridians and parallels: true, or degrees between them."),
  ]

  private static let contentFields: [Field<MapSpec>] = [
    Field("groups", \.groups, list(nested(MapGroup.record)), "Features that go together: their fill, their label, their line in the legend."),
    Field("focus", \.focus, oneOrMore(.name), "The ids of the features that are the subject."),
    Field("symbols", optional: \.symbols, nested(MapSymbols.record), "Symbols on points: circles or half circles by value."),
    Field("flows", optional: \.flows, nested(MapFlows.record), "Lines from one place to others; their width is a value."),
    Field("rings", optional: \.rings, nested(MapRings.record), "Circles of equal distance round a place."),
    Field("scale_bar", \.hasScaleBar, .bool, "A scale bar that states its latitude."),
  ]

  private static let wordFields: [Field<MapSpec>] = [
    Field("labels", optional: \.labels, .mapLabels, "Names on the map: true, a list of ids, or {show, values, format}."),
    Field("context", \.context, .mapContext, "Names of other countries and waters where there is room: true, false, or {countries, waters}."),
    Field("legend", \.legend, .mapKey, "The legend: where it stands and what it says; none for no legend."),
    Field("no_data", optional: \.noData, .text, "The legend's text for features without a figure."),
    Field("edition", optional: \.edition, .choice, "Whose names and boundaries are shown."),
    Field("disclaimer", optional: \.disclaimer, .text, "A line below in place of the standard one."),
    Field("base_map", optional: \.baseMap, .text, "Whose base map it is, in place of what the base map says of itself."),
    Field("locator", \.locator, .mapLocator, "A small map inside the frame that shows where this one is: true, or {extent, width, place}."),
    Field("credits", \.hasCredits, .bool, "Whether kinds of lines, the base map and the projection are said below the map."),
  ]

  static func decode(_ node: TreeNode, _ findings: inout Findings) -> MapSpec? {
    guard var map = record.decode(node, &findings) else { return nil }
    map.chart.takeVegaLite(from: node)
    if node["window"] != nil, let extent = node["extent"] {
      findings.warning("unused-key", at: extent.range, "window: decides what the frame shows, so extent: has no effect", hint: "leave one of them out")
    }
    return map
  }
}

/// Names on a map.
package struct MapLabels: Sendable {
  package enum Show: String, CaseIterable, Sendable { case none, focus, matched, all }

  package var show = Show.matched
  /// The ids of the features that are named; those of `show` when it is empty.
  package var features: [Name] = []
  /// The column of the names; nil for those of the name table.
  package var name: Name?
  /// The field whose value stands below the name.
  package var value: Name?
  package var format: FormatSetting?

  package init() {}

  static let record: Record<MapLabels> = Record(
    "mapLabels", "Names on a map.", make: { MapLabels() },
    [
      Field("show", \.show, .choice, "Which features are named: none, focus, matched (those with a figure) or all."),
      Field("features", \.features, oneOrMore(.name), "The ids of the features that are named."),
      Field("name", optional: \.name, .name, "The column of the names, in place of the name table."),
      Field("value", optional: \.value, .name, "The field whose value stands below the name."),
      Field("format", optional: \.format, .format, "The format of the value."),
    ])
}

extension Reader where Value == MapLabels {
  static var mapLabels: Reader {
    Reader(
      "true, false, a list of ids, or {show, features, value}",
      schema: { book in .anyOf([.boolean, .list(.string), MapLabels.record.schema(in: &book)]) }
    ) {
      node, findings in
      var labels = MapLabels()
      if let flag = node.bool {
        labels.show = flag ? .matched : .none
        return labels
      }
      if node.elements != nil {
        labels.features = list(Reader<Name>.name).read(node, &findings) ?? []
        return labels
      }
      return MapLabels.record.decode(node, &findings)
    }
  }
}

/// Proportional symbols.
package struct MapSymbols: Sendable {
  package enum Shape: String, CaseIterable, Sendable { case circle, halves }

  package var shape = Shape.circle
  package var from: Name?
  package var key: Name?
  package var value: Name?
  /// The two fields of half circles: left, right.
  package var left: Name?
  package var right: Name?
  /// The radius of a symbol of value 1 times its square root.
  package var radius: Length?
  /// The values of the legend; nil chooses three.
  package var sizes: [Double] = []

  package init() {}

  static let record: Record<MapSymbols> = Record(
    "mapSymbols", "Proportional symbols.", make: { MapSymbols() },
    [
      Field("shape", \.shape, .choice, "Circles, or half circles for two values."),
      Field("from", optional: \.from, .name, "The table of the values."),
      Field("key", optional: \.key, .name, "The column with the ids of the features."),
      Field("value", optional: \.value, .name, "The column of the value."),
      Field("left", optional: \.left, .name, "The column of the left half."),
      Field("right", optional: \.right, .name, "The column of the right half."),
      Field("radius", optional: \.radius, .length([.mm, .pt]), "The radius of a symbol of value 1; areas grow with values."),
      Field("sizes", \.sizes, list(.number(0...1e15)), "The values that the legend shows; three round ones without it."),
    ])
}

extension Reader where Value == Double? {
  /// `true` for 10 degrees, `false` for none, or a number.
  static var graticule: Reader {
    Reader("true, false or degrees", schema: { _ in .anyOf([.boolean, .number(0.1...90)]) }) { node, findings in
      if let flag = node.bool { return .some(flag ? 10 : nil) }
      return Reader<Double>.number(0.1...90).read(node, &findings).map { .some($0) }
    }
  }
}
