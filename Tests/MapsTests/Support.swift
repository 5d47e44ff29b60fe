import Charts
import DataTables
import Diagnostics
import Foundation
import Geo
import Geometry
import Inputs
@testable import Maps
import Typesetting

private let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// The fonts of the repository, or nil where they are not installed.
let typesetter: Typesetter? = {
  guard let library = try? FontLibrary(fontsFolder: root + "/fonts"), library.check().isEmpty else { return nil }
  return Typesetter(library: library)
}()
let hasFonts = typesetter != nil

func read(_ path: String) -> SourceFile {
  SourceFile(name: path, bytes: Array(FileManager.default.contents(atPath: root + "/" + path) ?? Data()))
}

/// The committed base map, and tables given as CSV.
struct TestSources: MapSources {
  var tables: [String: String]

  func table(named name: String, at range: SourceRange) throws(Failure) -> Table {
    var findings = Findings()
    return try readDelimited(SourceFile(name: "\(name).csv", text: tables[name] ?? ""), name: name, findings: &findings)
  }

  func topology(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?) {
    (try Topology(reading: read("layouts/base/\(name).topojson")), "countries")
  }
}

let aid = """
  iso3,partner,total
  BRN,Brunei,
  IDN,Indonesia,73.2
  IND,India,
  KHM,Cambodia,73.4
  LAO,Laos,88.8
  MMR,Myanmar,83.8
  MYS,Malaysia,
  PHL,Philippines,89.7
  SGP,Singapore,
  THA,Thailand,
  VNM,Viet Nam,170.7
  """

/// The Vega-Lite keys of a choropleth of `total`.
func keys(
  scale: String = #"{"type": "threshold", "domain": [75, 85, 100]}"#, projection: String = #"{"type": "mercator"}"#, field: String = "total"
) -> String {
  """
  {"data": "asia-pacific", "projection": \(projection), "mark": {"type": "geoshape"},
   "transform": [{"lookup": "id", "from": {"data": "aid", "key": "iso3", "fields": ["total", "partner"]}}],
   "encoding": {"color": {"field": "\(field)", "type": "quantitative", "scale": \(scale), "legend": {"title": "USD million", "format": ".0f"}}}}
  """
}

func settings(_ keys: String) throws(Failure) -> MapSettings {
  try MapSettings(vegaLite: try parseJSON(SourceFile(name: "map.json", text: keys), limits: .spec))
}

func gazetteer() throws(Failure) -> Gazetteer {
  try Gazetteer(places: read("layouts/base/places.csv"), boundaries: read("layouts/base/boundaries.csv"), waters: read("layouts/base/waters.csv"))
}

/// A map 174 mm wide.
func map(
  _ settings: MapSettings, table: String = aid, typesetter: Typesetter, height: Double? = nil
) throws(Failure) -> MapBlock {
  try MapBlock(settings, sources: TestSources(tables: ["aid": table]), gazetteer: try gazetteer(), typesetter: typesetter, width: 493, height: height)
}

/// What making the map finds wrong.
func findings(_ body: () throws(Failure) -> MapBlock) -> [Diagnostic] {
  do {
    return try body().warnings
  } catch {
    return error.diagnostics
  }
}

extension MarkScene {
  var texts: [TextMark] {
    marks.compactMap { if case .text(let text) = $0.shape { text } else { nil } }
  }

  func texts(_ role: MarkRole) -> [String] {
    marks.compactMap { mark in if case .text(let text) = mark.shape, mark.role == role { text.lines.joined() } else { nil } }
  }

  var hatches: Int {
    marks.count { if case .hatch? = $0.style.fill { true } else { false } }
  }
}

/// The box that the letters of a text cover, in chart pixels.
func box(of text: TextMark, _ typesetter: Typesetter) -> Rect {
  let style = TextStyle(families: [text.font], size: text.fontSize, weight: text.fontWeight, italic: text.italic, features: [])
  let width = typesetter.width(of: text.lines.joined(), style)
  let left: Double
  switch text.align {
  case .left: left = text.anchor.x
  case .center: left = text.anchor.x - width / 2
  case .right: left = text.anchor.x - width
  }
  return Rect(x: left, y: text.anchor.y - 0.72 * text.fontSize, width: width, height: 0.9 * text.fontSize)
}
