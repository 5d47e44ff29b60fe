package import DataTables
package import Diagnostics
package import Geo
package import Geometry

/// What a map block asks for, read from its Vega-Lite keys and our own, before any data is looked at.
package struct MapSettings: Sendable {
  /// Something the author named, with its place.
  package struct Key: Hashable, Sendable {
    package var text: String
    package var range: SourceRange

    package init(_ text: String, at range: SourceRange = .detached) {
      self.text = text
      self.range = range
    }
  }

  /// A join of feature and table: Vega-Lite's `lookup`.
  package struct Lookup: Sendable {
    package var feature: Key
    package var table: Key
    package var column: Key
    package var fields: [Key]

    package init(feature: Key, table: Key, column: Key, fields: [Key]) {
      self.feature = feature
      self.table = table
      self.column = column
      self.fields = fields
    }
  }

  package struct Labels: Sendable {
    package enum Show: Sendable { case none, focus, matched, all }
    package var show = Show.matched
    package var features: [Key] = []
    /// The column of the names; nil for those of the name table.
    package var name: Key?
    package var value: Key?
    /// Nil shows the value of the color.
    package var format: Key?
    package init() {}
  }

  package struct Symbols: Sendable {
    package var isHalves = false
    package var table: Key?
    package var column: Key?
    package var value: Key?
    package var left: Key?
    package var right: Key?
    /// Chart pixels: the radius of value 1.
    package var radius: Double?
    /// The values of the legend; empty chooses three.
    package var sizes: [Double] = []
    package init() {}
  }

  package var range = SourceRange.detached
  package var map: Key?
  package var lookups: [Lookup] = []
  package var projection = Projection(.mercator)
  /// False when the author gave no rotation: the map then turns to what it shows.
  package var hasRotation = false
  package var color: ColorSetting?
  package var landFill: Color?
  /// Fills of features that pass a test; the first that holds counts, before any other fill.
  package var conditions: [Condition] = []
  /// What the tests may name beside `datum`.
  package var names = NamedValues()
  package var stroke: Color?
  package var fit: [Key] = []
  package var window = Window.fit
  package var hasFrame = true
  /// Draws the legend by itself.
  package var isLegendOnly = false
  /// Places in place of those of the name table.
  package var anchors: [(id: Key, place: GeoPoint)] = []
  package var groups: [Group] = []
  package var flows: Flows?
  package var rings: Rings?
  package var legend = Legend()
  package var locator: Locator?
  package var focus: [Key] = []
  package var outside: [Key] = []
  package var labels = Labels()
  package var symbols: Symbols?
  /// Degrees; nil for none.
  package var graticule: Double? = 10
  package var hasScaleBar = false
  package var countries = Names.all
  package var waters = Names.all
  package var noData: String?
  package var edition = "neutral"
  package var disclaimer: String?
  package var language = "en"
  package var alt: String?
  /// Whose base map it is; nil for what its source says.
  package var baseMap: String?
  package var hasCredits = true

  package init() {}
}

/// The color channel of a map.
package struct ColorSetting: Sendable {
  package enum ScaleKind: String, CaseIterable, Sendable { case quantize, threshold, quantile, linear, ordinal }

  package var field: MapSettings.Key
  package var kind = ScaleKind.quantize
  package var domain: [Double] = []
  package var names: [String] = []
  package var range: [Color] = []
  package var scheme: MapSettings.Key?
  package var classes: Int?
  package var reversed = false
  /// The value that the middle color of a ramp shows; nil for the middle of the domain.
  package var middle: Double?
  package var title: String?
  package var format: MapSettings.Key?
  package var hasLegend = true

  package init(field: MapSettings.Key) { self.field = field }
}
