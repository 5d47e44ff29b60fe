package import Diagnostics
package import Inputs
package import Specs

extension MapSettings {
  /// Decodes the Vega-Lite keys of a map (data, transform, projection, mark, encoding).
  ///
  /// - Throws: `unknown-projection`, `unknown-scale`, `unknown-scheme`, `unsupported-transform`, `wrong-mark`... all that is found.
  package init(vegaLite node: TreeNode) throws(Failure) {
    var decoder = MapDecoder()
    decoder.read(node)
    try decoder.findings.check()
    self = decoder.settings
  }

  /// What a map block of a report asks for.
  ///
  /// - Parameter text: evaluates a text for the document's language.
  /// - Throws: as `init(vegaLite:)`.
  package init(_ spec: MapSpec, language: String, text: (LocalizedText) -> String) throws(Failure) {
    try self.init(vegaLite: spec.chart.vegaLite)
    self.language = language
    map = spec.chart.source.map(Key.init) ?? map
    fit = spec.fit.map(Key.init)
    focus = spec.focus.map(Key.init)
    outside = spec.outside.map(Key.init)
    hasContext = spec.hasContext
    graticule = spec.graticule
    hasScaleBar = spec.hasScaleBar
    noData = spec.noData.map(text)
    edition = spec.edition?.rawValue ?? "neutral"
    disclaimer = spec.disclaimer.map(text)
    alt = spec.chart.figure.alt.map(text)
    if let labels = spec.labels { self.labels = Labels(labels) }
    symbols = spec.symbols.map(Symbols.init)
  }
}

extension MapSettings.Key {
  fileprivate init(_ name: Name) { self.init(name.text, at: name.range) }
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
    value = spec.value.map(MapSettings.Key.init)
    format = spec.format.map { MapSettings.Key($0.pattern) }
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
  }
}
