import Charts
import DataTables
import Diagnostics
import Geo
import Geometry
import Inputs
import Layout
import Maps
import Scene
import Specs

/// The built-in tables of names, boundaries and waters that maps draw from.
struct MapResources: Sendable {
  let loader: ResourceLoader

  /// - Throws: what the loader throws, and findings of the tables.
  func gazetteer() throws(Failure) -> Gazetteer {
    func file(_ name: String) throws(Failure) -> SourceFile {
      try loader.resource("layouts/base/\(name).csv", at: .detached, limit: InputLimits.specBytes)
    }
    return try Gazetteer(places: try file("places"), boundaries: try file("boundaries"), waters: try file("waters"))
  }
}

/// Gives maps the tables and topologies of the report.
struct ReportMapSources: MapSources {
  let data: BoundData

  func table(named name: String, at range: SourceRange) throws(Failure) -> Table {
    try data.requireTable(Name(name, at: range))
  }

  func topology(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?) {
    guard let shape = data.shape(named: name) else {
      let names = data.shapes.map(\.entry.name.text)
      let isTable = data.table(named: name) != nil
      throw Failure(
        Diagnostic(
          "unknown-data", at: range, isTable ? "\"\(name)\" is a table, not a map" : "there is no map named \"\(name)\"",
          hint: didYouMean(name, among: names) ?? "name one in data: {areas: {topojson: base/asia-pacific, object: countries}}"))
    }
    return (try Topology(reading: shape.file), shape.entry.object?.text)
  }
}

extension ReportBuilder {
  /// A map with its title block. Nil when it cannot be drawn.
  mutating func mapFigure(_ spec: MapSpec, room: FigureRoom) -> (any Block)? {
    let parts = parts(of: spec.chart.figure, anchor: spec.chart.anchor)
    let plainFoot = foot(spec.chart.figure)
    let height = pictureHeight(spec.chart.figure, parts: parts, foot: plainFoot, room: room)
    guard let block = mapBlock(spec, width: room.width, height: height) else { return nil }
    let foot = block.notes.isEmpty ? plainFoot : self.foot(spec.chart.figure, notes: [block.notes.joined(separator: " ")])
    return framed(block, parts: parts, foot: foot, tag: StructureTag(.figure, alt: parts.alt ?? parts.title))
  }

  /// The map by itself, at the exact size of the room or at its width.
  mutating func mapPicture(_ spec: MapSpec, room: FigureRoom, isExact: Bool) -> MarkScene? {
    let parts = parts(of: spec.chart.figure, anchor: spec.chart.anchor)
    let height = isExact ? room.height : pictureHeight(spec.chart.figure, parts: parts, foot: nil, room: room)
    guard let block = mapBlock(spec, width: room.width, height: height) else { return nil }
    var scene = block.scene(width: room.width, height: height ?? block.height(atWidth: room.width))
    scene.description = parts.alt ?? parts.title
    return scene
  }

  private mutating func mapBlock(_ spec: MapSpec, width: Double, height: Double?) -> MapBlock? {
    let texts = texts, resources = resources, typesetter = typesetter, data = data
    let style = MapStyle(theme: styles.theme, language: texts.language)
    var textFindings = Findings()
    let block = findings.attempt { () throws(Failure) in
      let settings = try MapSettings(spec, language: texts.language) { texts.text($0, findings: &textFindings) ?? "" }
      return try MapBlock(
        settings, sources: ReportMapSources(data: data), gazetteer: try resources.gazetteer(), style: style,
        typesetter: typesetter, width: width, height: height)
    }
    findings.add(contentsOf: textFindings.all + (block?.warnings ?? []))
    return block
  }
}
