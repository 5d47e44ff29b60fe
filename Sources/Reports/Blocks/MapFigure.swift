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
  private let known = Shared<Gazetteer>()

  init(loader: ResourceLoader) { self.loader = loader }

  /// Read when it is first asked for.
  /// - Throws: what the loader throws, and findings of the tables.
  func gazetteer() throws(Failure) -> Gazetteer {
    try known.value { () throws(Failure) in try read() }
  }

  private func read() throws(Failure) -> Gazetteer {
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
    return (try shape.topology(), shape.entry.object?.text)
  }

  func credit(ofTopology name: String) -> String? {
    // The base maps that come with the program are all derived from one source.
    data.shape(named: name).flatMap { $0.file.name.contains("layouts/base/") ? "Natural Earth" : nil }
  }
}

extension ReportBuilder {
  /// A map with its title block. Nil when it cannot be drawn.
  mutating func mapFigure(_ spec: MapSpec, room: FigureRoom) -> (any Block)? {
    let parts = parts(of: spec.chart.figure, anchor: spec.chart.anchor)
    let plainFoot = foot(spec.chart.figure)
    let height = pictureHeight(spec.chart.figure, parts: parts, foot: plainFoot, room: room)
    guard var block = mapBlock(spec, width: room.width, height: height) else { return nil }
    var foot = mapFoot(spec, block)
    // What a map says below it is known when it is drawn: where it fills its room, it makes room for that.
    let left = pictureHeight(spec.chart.figure, parts: parts, foot: foot, room: room)
    if let left, let height, left < height - 0.01 {
      let before = findings
      if let lower = mapBlock(spec, width: room.width, height: left) { (block, foot) = (lower, mapFoot(spec, lower)) }
      findings = before
    }
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

  /// A map as the ground of something else, such as a cover: no title block, no sentences below it.
  ///
  /// - Parameters: width and height in points; the map has exactly that size.
  /// - Returns: nil, with findings, when it cannot be drawn.
  mutating func mapBackdrop(_ spec: MapSpec, width: Double, height: Double) -> (any Block)? {
    mapBlock(spec, width: width, height: height)
  }

  /// The lines below a map as one paragraph: what the reader must know first, the source, the base map and the projection.
  private mutating func mapFoot(_ spec: MapSpec, _ block: MapBlock) -> StackBlock? {
    let figure = spec.chart.figure
    let note = texts.text(figure.note, findings: &findings), source = texts.text(figure.source, findings: &findings)
    // An author may say the disclaimer elsewhere and leave it empty here.
    let sentences = [note].compactMap { $0 } + block.notes.filter { !$0.isEmpty } + [source.map { words.source + " " + $0 }].compactMap { $0 } + block.credits
    guard !sentences.isEmpty else { return nil }
    let at = figure.source == nil ? place(of: figure.note) : place(of: figure.source)
    return StackBlock([StackChild(markup(sentences.joined(separator: " "), .sourceLine, at: at))])
  }

  private mutating func mapBlock(_ spec: MapSpec, width: Double, height: Double?) -> MapBlock? {
    let texts = texts, resources = resources, typesetter = typesetter, data = data
    var spec = spec
    spec.edition = spec.edition ?? edition
    spec.chart.vegaLite = ChartLanguage(language: texts.language).applied(to: spec.chart.vegaLite, findings: &findings)
    var found = Findings()
    let theme = spec.look.map { styles.theme.withMapLook($0, findings: &found) } ?? styles.theme
    guard let theme else {
      findings.add(contentsOf: found.all)
      return nil
    }
    let block = findings.attempt { () throws(Failure) in
      let terms = MapTerms(
        language: texts.language, text: { texts.text($0, findings: &found) ?? "" },
        color: { setting in
          theme.checkColor(setting, &found)
          return theme.color(setting)
        }, named: { theme.color(named: $0) }, names: texts.names)
      return try MapBlock(
        try MapSettings(spec, terms: terms), sources: ReportMapSources(data: data), gazetteer: try resources.gazetteer(),
        style: MapStyle(theme: theme, language: texts.language), typesetter: typesetter, width: width, height: height)
    }
    findings.add(contentsOf: found.all + (block?.warnings ?? []))
    return block
  }
}
