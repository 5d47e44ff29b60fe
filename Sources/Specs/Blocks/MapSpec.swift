import Diagnostics
package import Inputs

/// A map: a chart with a projection, and the furniture around it.
package struct MapSpec: Sendable {
  package var chart = ChartSpec()
  /// The features the frame shows; all when it is empty.
  package var fit: [Name] = []
  package var labels: MapLabels?
  /// The features that are the subject: their names are set strongest.
  package var focus: [Name] = []
  package var symbols: MapSymbols?
  /// The ids of rows that need not be inside the frame; they are listed beside the map.
  package var outside: [Name] = []
  /// Whether other countries and waters are named where there is room.
  package var hasContext = true
  /// Degrees between the lines of the net; nil for none.
  package var graticule: Double? = 10
  package var hasScaleBar = false
  /// The legend's text for features without a figure.
  package var noData: LocalizedText?
  package var edition: MapEdition?
  package var disclaimer: LocalizedText?
  package var locator: TreeNode?

  package init() {}

  static let record: Record<MapSpec> = Record(
    "map", "A map: Vega-Lite with a projection, a title block and map furniture.", others: (ChartSpec.vegaLiteKeys, .any),
    make: { MapSpec() },
    [
      Field("map", optional: \.chart.anchor, .name, "Its name for references, such as fig-map."),
      Field("fit", \.fit, oneOrMore(.name), "The ids of the features that the frame shows."),
      Field("labels", optional: \.labels, .mapLabels, "Names on the map: true, a list of ids, or {show, values, format}."),
      Field("focus", \.focus, oneOrMore(.name), "The ids of the features that are the subject."),
      Field("symbols", optional: \.symbols, nested(MapSymbols.record), "Symbols on points: circles or half circles by value."),
      Field("outside", \.outside, oneOrMore(.name), "The ids of rows that may lie outside the frame: they are listed beside the map."),
      Field("context", \.hasContext, .bool, "Whether other countries and waters are named where there is room."),
      Field("graticule", \.graticule, .graticule, "Meridians and parallels: true, or degrees between them."),
      Field("scale_bar", \.hasScaleBar, .bool, "A scale bar that states its latitude."),
      Field("no_data", optional: \.noData, .text, "The legend's text for features without a figure."),
      Field("edition", optional: \.edition, .choice, "Whose names and boundaries are shown."),
      Field("disclaimer", optional: \.disclaimer, .text, "A line below in place of the standard one."),
      Field("locator", optional: \.locator, .tree, "A small map that shows where this one is."),
    ] + lift(ChartSpec.fields, to: \.chart))

  static func decode(_ node: TreeNode, _ findings: inout Findings) -> MapSpec? {
    guard var map = record.decode(node, &findings) else { return nil }
    map.chart.takeVegaLite(from: node)
    return map
  }
}

/// Names on a map.
package struct MapLabels: Sendable {
  package enum Show: String, CaseIterable, Sendable { case none, focus, matched, all }

  package var show = Show.matched
  /// The ids of the features that are named; those of `show` when it is empty.
  package var features: [Name] = []
  /// The field whose value stands below the name.
  package var value: Name?
  package var format: FormatSetting?

  package init() {}

  static let record: Record<MapLabels> = Record(
    "mapLabels", "Names on a map.", make: { MapLabels() },
    [
      Field("show", \.show, .choice, "Which features are named: none, focus, matched (those with a figure) or all."),
      Field("features", \.features, oneOrMore(.name), "The ids of the features that are named."),
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
