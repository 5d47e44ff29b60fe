import DataTables
import Diagnostics
import Geo
import Geometry
import Inputs

/// A country or other area of the map with what the data say of it.
struct MapFeature: Sendable {
  var code: String
  var name: String
  /// Polygons as rings of arc numbers.
  var polygons: [[[Int]]]
  var anchor: GeoPoint?
  var row: JoinedRow?
  var symbol: SymbolValue?
  /// Of the group it belongs to.
  var groupFill: Color?
  var groupColor: Color?
  /// Of the condition that it passes; before all other fills.
  var ownFill: Color?
  var isFocus = false
  var isFitted = false
  var isOutside = false

  /// True when the reader must be able to find it.
  var carriesData: Bool { row != nil || symbol != nil }
  /// True when furniture must not hide it.
  var isShown: Bool { carriesData || isFocus || groupFill != nil }
}

/// The row of the table that a feature was joined with.
struct JoinedRow: Sendable {
  var table: Table
  var index: Int
  var key: String
  /// The number that the color shows; nil for none.
  var number: Double?
  /// The text that a color by names shows.
  var text: String?
  /// The value below the name.
  var label: String?

  var range: SourceRange { table.range(ofRow: index) }
}

/// The values of a proportional symbol.
struct SymbolValue: Sendable {
  var left: Double
  var right: Double?
  var key: String
  /// The total as the label shows it.
  var label: String
  var range: SourceRange
}

/// A map with its data joined and its colors decided: everything but its size.
struct MapModel: Sendable {
  var settings: MapSettings
  var style: MapStyle
  let gazetteer: Gazetteer
  let topology: Topology
  var features: [MapFeature]
  var classes: ColorClasses?
  /// The ends of flows.
  var flows: [FlowRow] = []
  /// Findings that do not stop the map.
  var warnings: [Diagnostic] = []
  /// What the base map's source says of itself.
  var credit: String?
  /// True when some joined feature has no figure, so the legend must explain the hatch.
  var hasMissing: Bool { features.contains(where: isMissing) }

  /// True for a feature with a row and nothing to show: it is hatched.
  func isMissing(_ feature: MapFeature) -> Bool {
    guard feature.row != nil, feature.symbol == nil, classes != nil || settings.symbols != nil else { return false }
    return fill(of: feature) == nil
  }

  /// The color of a feature's class; nil when it has no figure.
  func fill(of feature: MapFeature) -> Color? {
    guard let classes, let row = feature.row else { return nil }
    return row.number.flatMap(classes.color(of:)) ?? row.text.flatMap(classes.color(ofName:))
  }
}

extension MapModel {
  /// Joins the data.
  ///
  /// - Throws: `unmatched-row` for each row without a feature, `unknown-feature`, `unknown-field`, `unknown-column`.
  init(_ settings: MapSettings, sources: any MapSources, gazetteer: Gazetteer, style: MapStyle) throws(Failure) {
    guard let map = settings.map else {
      throw Failure(Diagnostic("missing-key", at: settings.range, "the map names no base map", hint: "write data: and the name of a topojson entry"))
    }
    let (topology, object) = try sources.topology(named: map.text, at: map.range)
    self.settings = settings
    self.style = style
    self.gazetteer = gazetteer
    self.topology = topology
    let source = try topology.features(of: object, at: map.range)
    features = source.map { Self.feature($0, gazetteer, settings.language) }
    var joiner = MapJoiner(settings: settings, source: source, gazetteer: gazetteer)
    try joiner.join(&features, sources)
    joiner.mark(&features)
    try joiner.applyConditions(&features)
    joiner.checkNames(features)
    flows = try joiner.flowRows(features, sources)
    takeGroups()
    credit = settings.baseMap ?? sources.credit(ofTopology: map.text)
    try joiner.findings.check()
    warnings = joiner.findings.all
    if let color = settings.color {
      let rows = features.compactMap(\.row)
      classes = try ColorClasses(color, values: rows.compactMap(\.number), names: rows.compactMap(\.text), style: style, language: settings.language)
    }
    try setLabels()
  }

  private static func feature(_ f: TopologyFeature, _ gazetteer: Gazetteer, _ language: String) -> MapFeature {
    let code = f.value(at: "id")?.keyText ?? f.value(at: "properties.iso3")?.keyText ?? f.value(at: "properties.name")?.keyText ?? ""
    let place = gazetteer.places[code]
    let name = place?.name(in: language) ?? f.value(at: "properties.name")?.keyText ?? code
    return MapFeature(code: code, name: name, polygons: polygons(of: f.shape), anchor: place?.anchor)
  }

  /// The fills of groups and the places that the author set.
  private mutating func takeGroups() {
    for group in settings.groups {
      let ids = Set(group.ids.map(\.text))
      for i in features.indices where ids.contains(features[i].code) {
        features[i].groupFill = group.fill ?? features[i].groupFill
        features[i].groupColor = group.color ?? features[i].groupColor
      }
    }
    for (id, place) in settings.anchors {
      for i in features.indices where features[i].code == id.text { features[i].anchor = place }
    }
  }

  private static func polygons(of shape: TopologyShape) -> [[[Int]]] {
    switch shape {
    case .none, .points, .lines: []
    case .polygons(let polygons): polygons
    case .collection(let members): members.flatMap(polygons)
    }
  }

  /// The text below each name: the value of `labels.value`, or the figure of the color.
  private mutating func setLabels() throws(Failure) {
    let numbers = features.compactMap { $0.row?.number ?? $0.symbol.map { $0.left + ($0.right ?? 0) } }
    let own = settings.labels.format
    let format: ValueFormat
    if let classes, own == nil {
      format = classes.format
    } else {
      format = try ValueFormat(own, values: numbers, language: settings.language)
    }
    for i in features.indices {
      if let field = settings.labels.name, let row = features[i].row, let name = Self.text(row, field.text, format) { features[i].name = name }
      if let field = settings.labels.value, let row = features[i].row {
        features[i].row?.label = Self.text(row, field.text, format)
      } else if let number = features[i].row?.number {
        features[i].row?.label = format(number)
      }
    }
  }

  private static func text(_ row: JoinedRow, _ field: String, _ format: ValueFormat) -> String? {
    guard let column = row.table.column(named: field), !column.isNull(at: row.index) else { return nil }
    return column.number(at: row.index).map { format($0) } ?? column.text(at: row.index)
  }
}
