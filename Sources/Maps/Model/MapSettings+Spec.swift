package import DataTables
package import Diagnostics
import Geo
package import Geometry
package import Inputs
package import Specs

/// What a spec's texts and colors mean in a document.
package struct MapTerms {
  package let language: String
  /// Evaluates a text for the document's language.
  package let text: (LocalizedText) -> String
  /// A color of the theme or of CSS, with a finding when there is none.
  package let color: (Specs.ColorSetting) -> Color?
  /// A color that the theme has under a name.
  package let named: (String) -> Color?
  /// What expressions may name beside `datum`.
  package let names: NamedValues

  package init(
    language: String, text: @escaping (LocalizedText) -> String, color: @escaping (Specs.ColorSetting) -> Color?,
    named: @escaping (String) -> Color?, names: NamedValues = NamedValues()
  ) {
    self.names = names
    self.language = language
    self.text = text
    self.color = color
    self.named = named
  }
}

extension MapSettings {
  /// Decodes the Vega-Lite keys of a map (data, transform, projection, mark, encoding).
  ///
  /// - Parameter named: the colors of a theme by name, beside those of CSS.
  /// - Throws: `unknown-projection`, `unknown-scale`, `unknown-scheme`, `unsupported-transform`, `wrong-mark`... all that is found.
  package init(vegaLite node: TreeNode, named: @escaping (String) -> Color? = { _ in nil }) throws(Failure) {
    var decoder = MapDecoder(named: named)
    decoder.read(node)
    try decoder.findings.check()
    self = decoder.settings
  }

  /// What a map block of a report asks for.
  ///
  /// - Throws: as `init(vegaLite:)`.
  package init(_ spec: MapSpec, terms: MapTerms) throws(Failure) {
    try self.init(vegaLite: spec.chart.vegaLite, named: terms.named)
    language = terms.language
    names = terms.names
    map = spec.chart.source.map(Key.init) ?? map
    takeWindow(spec)
    takeParts(spec, terms)
    countries = Names(spec.context.countries)
    waters = Names(spec.context.waters)
    hasScaleBar = spec.hasScaleBar
    noData = spec.noData.map(terms.text)
    edition = spec.edition?.rawValue ?? "neutral"
    disclaimer = spec.disclaimer.map(terms.text)
    baseMap = spec.baseMap.map(terms.text)
    hasCredits = spec.hasCredits
    alt = spec.chart.figure.alt.map(terms.text)
    if let labels = spec.labels { self.labels = Labels(labels) }
  }

  private mutating func takeWindow(_ spec: MapSpec) {
    fit = spec.fit.map(Key.init)
    focus = spec.focus.map(Key.init)
    outside = spec.outside.map(Key.init)
    graticule = spec.graticule
    hasFrame = spec.frame == .line
    isLegendOnly = spec.part == .legend
    anchors = spec.anchors.map { (Key($0.name), GeoPoint($0.value)) }
    if let view = spec.window {
      window = .view(center: GeoPoint(view.center), at: Point(x: view.x, y: view.y), kilometres: view.width)
    } else if let extent = spec.extent {
      window = .extent(west: extent.west, south: extent.south, east: extent.east, north: extent.north)
    }
  }

  private mutating func takeParts(_ spec: MapSpec, _ terms: MapTerms) {
    groups = spec.groups.map { Group($0, terms) }
    symbols = spec.symbols.map(Symbols.init)
    flows = spec.flows.flatMap { Flows($0, terms) }
    rings = spec.rings.map { rings in
      var result = Rings(around: Key(rings.around))
      (result.every, result.to, result.labels, result.azimuth) = (rings.every, rings.to, rings.labels, rings.azimuth)
      return result
    }
    locator = spec.locator.map { Locator($0) }
    let key = spec.legend
    legend.place = Legend.Place(rawValue: key.place.rawValue) ?? .auto
    legend.title = key.title.map(terms.text)
    legend.subtitle = key.subtitle.map(terms.text)
    legend.width = key.width?.points.map(px)
    legend.hasCounts = key.hasCounts
    legend.names = key.names.map { (Key($0.name), terms.text($0.value)) }
    legend.notes = key.notes.map { (Key($0.name), terms.text($0.value)) }
  }
}

extension GeoPoint {
  fileprivate init(_ place: MapPlace) { self.init(longitude: place.longitude, latitude: place.latitude) }
}

extension MapSettings.Key {
  fileprivate init(_ name: Name) { self.init(name.text, at: name.range) }
}

extension MapSettings.Names {
  fileprivate init(_ names: MapContext.Names) {
    switch names {
    case .none: self = .none
    case .all: self = .all
    case .only(let list): self = .only(list.map(MapSettings.Key.init))
    }
  }
}

extension MapSettings.Labels {
  fileprivate init(_ spec: MapLabels) {
    switch spec.show {
    case .none: show = .none
    case .focus: show = .focus
    case .matched: show = .matched
    case .all: show = .all
    }
    features = spec.features.map(MapSettings.Key.init)
    name = spec.name.map(MapSettings.Key.init)
    value = spec.value.map(MapSettings.Key.init)
    format = spec.format.map { MapSettings.Key($0.pattern) }
  }
}

extension MapSettings.Group {
  fileprivate init(_ spec: MapGroup, _ terms: MapTerms) {
    self.init(id: MapSettings.Key(spec.id))
    members = spec.members.map(MapSettings.Key.init)
    fill = spec.fill.flatMap(terms.color)
    color = spec.color.flatMap(terms.color)
    label = spec.label.map(terms.text)
    place = spec.at.map { GeoPoint($0) }
    name = spec.name.map(terms.text)
    note = spec.note.map(terms.text)
  }
}

extension MapSettings.Locator {
  fileprivate init(_ spec: MapLocator) {
    extent = spec.extent.map { [$0.west, $0.south, $0.east, $0.north] }
    width = spec.width.flatMap { length in
      length.unit == .percent ? Width(value: length.value / 100, isShare: true) : length.points.map { Width(value: px($0), isShare: false) }
    }
    place = MapSettings.Legend.Place(rawValue: spec.place.rawValue) ?? .auto
  }
}

extension MapSettings.Flows {
  fileprivate init?(_ spec: MapFlows, _ terms: MapTerms) {
    guard let data = spec.data, let key = spec.key else { return nil }
    self.init(from: MapSettings.Key(spec.from), table: MapSettings.Key(data), column: MapSettings.Key(key))
    value = spec.value.map(MapSettings.Key.init)
    endsAtCapital = spec.to == .capital
    width = spec.width?.points.map(px)
    subject = spec.subject.map(MapSettings.Key.init)
    format = spec.format.map { MapSettings.Key($0.pattern) }
    sizes = spec.sizes
    name = spec.name.map(terms.text)
    hasLabels = spec.hasLabels
  }
}

extension MapSettings.Symbols {
  fileprivate init(_ spec: MapSymbols) {
    isHalves = spec.shape == .halves
    table = spec.from.map(MapSettings.Key.init)
    column = spec.key.map(MapSettings.Key.init)
    value = spec.value.map(MapSettings.Key.init)
    left = spec.left.map(MapSettings.Key.init)
    right = spec.right.map(MapSettings.Key.init)
    radius = spec.radius?.points.map(px)
    sizes = spec.sizes
  }
}
