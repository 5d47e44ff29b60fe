import Diagnostics
import Geo
import Geometry
import Inputs
@testable import Maps
@testable import Specs
import Testing

private func decode(_ text: String) throws -> (map: MapSpec, findings: [Diagnostic]) {
  var findings = Findings()
  let tree = try parseYAML(SourceFile(name: "map.yaml", text: text))
  return (try #require(MapSpec.decode(tree, &findings)), findings.all)
}

private func settings(of spec: MapSpec) throws -> MapSettings {
  try MapSettings(
    spec, terms: MapTerms(
      language: "en", text: { $0.text(for: "en").text.literal ?? "" }, color: { Theme.plain.color($0) }, named: { $0 == "jade" ? Color(hex: 0x2C716C) : nil }))
}

@Test func `grammar: window, groups, flows and rings become settings with their units`() throws {
  let (spec, found) = try decode(
    """
    map: trade
    data: countries
    projection: {type: azimuthalEquidistant}
    mark: geoshape
    window: {center: [127, 37.5], at: [61%, 46%], width: 9600 km}
    groups:
      - {id: ASEAN, members: [VNM, LAO], fill: "#CFE3DC", label: Ten, at: [110, 6]}
    anchors: {CHN: [109, 34]}
    flows: {from: KOR, data: trade, key: code, value: usd, to: capital, width: 3mm, subject: ASEAN, sizes: [25, 100]}
    rings: {around: KOR, every: 500km, to: 6000km, labels: 2000km, azimuth: 135}
    legend: {place: bottom-right, title: Width, counts: true, notes: {first: Then}}
    frame: none
    """)
  #expect(found.isEmpty)
  let settings = try settings(of: spec)
  guard case .view(let center, let at, let kilometres) = settings.window else { throw Failure([]) }
  #expect(center == GeoPoint(longitude: 127, latitude: 37.5) && kilometres == 9600)
  #expect(abs(at.x - 0.61) < 1e-12 && abs(at.y - 0.46) < 1e-12)
  let flows = try #require(settings.flows)
  #expect(flows.endsAtCapital && flows.sizes == [25, 100] && flows.subject.map(\.text) == ["ASEAN"])
  #expect(abs((flows.width ?? 0) - mm(3)) < 1e-9)
  let rings = try #require(settings.rings)
  #expect([rings.every, rings.to, rings.labels, rings.azimuth] == [500, 6000, 2000, 135])
  #expect(settings.groups.first?.members.map(\.text) == ["VNM", "LAO"])
  #expect(settings.groups.first?.place == GeoPoint(longitude: 110, latitude: 6))
  #expect(settings.anchors.first?.place == GeoPoint(longitude: 109, latitude: 34))
  #expect(settings.legend.place == .bottomRight && settings.legend.hasCounts && settings.legend.notes.first?.text == "Then")
  #expect(!settings.hasFrame)
}

@Test func `grammar: colors of a theme may be named in a range`() throws {
  let (spec, _) = try decode(
    """
    map: a
    data: countries
    mark: geoshape
    encoding: {color: {field: role, type: nominal, scale: {domain: [x], range: [jade]}}}
    """)
  #expect(try settings(of: spec).color?.range == [Color(hex: 0x2C716C)])
}

@Test func `grammar: names of others are true, false or lists`() throws {
  let (spec, _) = try decode("{map: a, data: c, mark: geoshape, context: {countries: [CHN], waters: false}}")
  let settings = try settings(of: spec)
  guard case .only(let list) = settings.countries, case .none = settings.waters else { throw Failure([]) }
  #expect(list.map(\.text) == ["CHN"])
  let (bare, _) = try decode("{map: a, data: c, mark: geoshape, context: false, legend: none, part: legend}")
  let none = try MapSettings(bare, terms: MapTerms(language: "en", text: { _ in "" }, color: { _ in nil }, named: { _ in nil }))
  guard case .none = none.countries, case .none = none.waters else { throw Failure([]) }
  #expect(none.legend.place == .none && none.isLegendOnly)
}

@Test(arguments: [
  ("window: {center: [37, 127], width: 8000km}", "bad-value"), ("window: {center: [127, 37], width: 8000}", "bad-value"),
  ("window: {center: [127, 37], at: [50, 50], width: 80km}", "bad-value"), ("window: {width: 80km}", "missing-key"),
  ("extent: [[140, -10], [100, 50]]", "bad-value"), ("rings: {around: KOR, every: 0km}", "bad-value"),
  ("flows: {from: KOR, data: trade}", "missing-key"), ("legend: {place: rigth}", "bad-value"), ("legend: {plaze: left}", "unknown-key"),
])
func `grammar: what cannot be is an error at its place`(line: String, id: String) throws {
  let (_, found) = try decode("map: a\ndata: c\nmark: geoshape\n\(line)\n")
  #expect(found.contains { $0.id == id && $0.range.position?.line == 4 }, "\(found.map(\.id))")
}

@Test func `grammar: a window leaves an extent without effect, and says so`() throws {
  let (_, found) = try decode("map: a\ndata: c\nmark: geoshape\nwindow: {center: [127, 37], width: 80km}\nextent: [[100, -10], [140, 50]]\n")
  #expect(found.map(\.id) == ["unused-key"] && found.first?.severity == .warning)
}

@Test func `looks: one that the theme does not have names the nearest`() throws {
  var findings = Findings()
  let tree = try parseYAML(
    SourceFile(name: "t.yaml", text: "theme: t\nmap: {colors: {water: white}, looks: {night: {colors: {water: black}, lines: {coast: {width: 2pt}}}}}\n"))
  let theme = try Theme(decoding: tree, findings: &findings)
  let night = try #require(theme.withMapLook(Name("night"), findings: &findings))
  #expect(night.color(MapColor.water) == .black && theme.color(MapColor.water) == .white && night.line(MapLine.coast).width == 2)
  #expect(theme.withMapLook(Name("nigth"), findings: &findings) == nil)
  #expect(findings.all.map(\.id) == ["unknown-look"] && findings.all.first?.hint == "did you mean \"night\"?")
}
