import Charts
import Diagnostics
import Geo
import Geometry
@testable import Maps
import Testing

/// The keys of a map without a class for its areas.
private func plainKeys(_ projection: String, lookup: String? = nil) -> String {
  let transform = lookup.map { #""transform": [{"lookup": "id", "from": {"data": "\#($0)", "key": "iso3", "fields": ["partner"]}}],"# } ?? ""
  return #"{"data": "asia-pacific", \#(transform) "projection": \#(projection), "mark": "geoshape"}"#
}

private let tenMembers = ["BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "VNM"].map { MapSettings.Key($0) }
private let seoul = GeoPoint(longitude: 126.98, latitude: 37.57)

private let recipients = """
  iso3,grants,loans,total
  VNM,38.6,132.1,170.7
  BGD,12.8,99.5,112.3
  PHL,19.5,70.2,89.7
  LAO,25.6,63.1,88.8
  MMR,36.1,47.7,83.8
  KHM,21.4,52.0,73.4
  IDN,13.7,59.5,73.2
  TZA,17.9,50.1,68.0
  SEN,14.2,43.4,57.6
  MNG,13.6,42.2,55.9
  """

private let partners = """
  iso3,partner
  VNM,Viet Nam
  IDN,Indonesia
  PHL,Philippines
  MYS,Malaysia
  SGP,Singapore
  KHM,Cambodia
  BRN,Brunei
  THA,Thailand
  LAO,Laos
  MMR,Myanmar
  IND,India
  """

private let trade = """
  code,value
  CHN,268.6
  ASEAN,159.7
  USA,131.6
  JPN,85.1
  RUS,24.8
  """

private let fullWidth = 174 * 72 / 25.4

private func block(_ settings: MapSettings, _ tables: [String: String], width: Double = fullWidth, height: Double) throws -> MapBlock {
  try MapBlock(
    settings, sources: TestSources(tables: tables), gazetteer: try gazetteer(), typesetter: try #require(typesetter), width: width, height: height)
}

/// Half circles of aid, with a panel for what lies outside the frame.
private func aidMap(height: Double = 150 * 72 / 25.4) throws -> MapBlock {
  var settings = try settings(plainKeys(#"{"type": "azimuthalEqualArea", "rotate": [-106, -18]}"#, lookup: "partners"))
  settings.window = .view(center: GeoPoint(longitude: 106, latitude: 18), at: Point(x: 0.5, y: 0.53), kilometres: 8300)
  var symbols = MapSettings.Symbols()
  symbols.isHalves = true
  (symbols.table, symbols.column, symbols.left, symbols.right) = (.init("aid"), .init("iso3"), .init("grants"), .init("loans"))
  (symbols.radius, symbols.sizes) = (mm(0.96), [100, 50, 10])
  settings.symbols = symbols
  settings.labels.value = .init("total")
  settings.outside = [.init("TZA"), .init("SEN")]
  settings.hasScaleBar = true
  settings.noData = "Partner, no figure"
  settings.legend.place = .right
  settings.legend.title = "USD million"
  var korea = MapSettings.Group(id: .init("KOR"))
  korea.fill = Color(hex: 0xC9D3E3)
  korea.label = "Korea"
  settings.groups = [korea]
  return try block(settings, ["partners": partners, "aid": recipients], height: height)
}

private func tradeMap(_ table: String = trade, height: Double = 166 * 72 / 25.4) throws -> MapBlock {
  var settings = try settings(plainKeys(#"{"type": "azimuthalEquidistant", "rotate": [-126.98, -37.57]}"#))
  settings.window = .view(center: seoul, at: Point(x: 0.6, y: 0.37), kilometres: 8650)
  var flows = MapSettings.Flows(from: .init("KOR"), table: .init("trade"), column: .init("code"))
  (flows.value, flows.subject, flows.sizes, flows.format) = (.init("value"), [.init("ASEAN")], [25, 100, 200], .init(".1f"))
  settings.flows = flows
  var rings = MapSettings.Rings(around: .init("KOR"))
  rings.labels = 1000
  settings.rings = rings
  var asean = MapSettings.Group(id: .init("ASEAN"))
  (asean.members, asean.label, asean.fill) = (tenMembers, "ASEAN", Color(hex: 0xCFE3DC))
  settings.groups = [asean]
  settings.anchors = [(.init("CHN"), GeoPoint(longitude: 109, latitude: 34.5)), (.init("RUS"), GeoPoint(longitude: 93, latitude: 57.5))]
  return try block(settings, ["trade": table], height: height)
}

/// What covers something else.
private func overlaps(_ block: MapBlock, height: Double) -> [String] {
  let standing = block.standing(width: fullWidth, height: height).filter { $0.kind != .leader }
  var found: [String] = []
  for (i, a) in standing.enumerated() {
    for b in standing[(i + 1)...] where a.owner == nil || b.owner == nil || a.owner != b.owner {
      if a.shape.meets(b.shape) { found.append("\(a.kind) \(a.name) on \(b.kind) \(b.name)") }
    }
  }
  return found
}

@Suite(.enabled(if: hasFonts, "the fonts are not installed: run scripts/fonts"))
struct FlagshipTests {
  @Test(arguments: [125.0, 138, 150, 170])
  func `aid: labels, symbols, legend, panel and scale bar are disjoint and inside the frame`(millimetres: Double) throws {
    let height = millimetres * 72 / 25.4
    let block = try aidMap(height: height)
    #expect(overlaps(block, height: height).isEmpty)
    let frame = Rect(x: 0, y: 0, width: px(fullWidth), height: px(height))
    let standing = block.standing(width: fullWidth, height: height)
    for thing in standing { #expect(frame.contains(thing.shape.bounds), "\(thing.kind) \(thing.name)") }
    #expect(standing.contains { $0.kind == .legend } && standing.contains { $0.kind == .panel } && standing.contains { $0.kind == .scaleBar })
  }

  @Test func `aid: each recipient has its symbol, its name and its printed total`() throws {
    let scene = try aidMap().scene(width: fullWidth, height: 150 * 72 / 25.4)
    let words = Set(scene.texts(.mark))
    for name in ["Viet Nam", "Bangladesh", "Philippines", "Laos", "Myanmar", "Cambodia", "Indonesia", "Tanzania", "Senegal", "Mongolia"] {
      #expect(words.contains(name))
    }
    #expect(words.isSuperset(of: ["170.7", "112.3", "89.7", "88.8", "83.8", "73.4", "73.2", "68.0", "57.6", "55.9"]))
    #expect(words.isSuperset(of: ["India", "Thailand", "Malaysia", "Singapore", "Brunei", "Korea", "Outside the frame"]))
    let radii = scene.marks.compactMap { mark in if case .arc(let arc) = mark.shape, mark.role == .mark { arc.outerRadius } else { nil } }
    #expect(radii.count == 20)
    #expect(abs((radii.max() ?? 0) - mm(0.96) * 132.1.squareRoot()) < 1e-9)
    #expect(scene.texts(.legendTitle) == ["USD million"])
    #expect(scene.texts(.legendLabel) == ["100", "50", "10", "Grants", "Loans", "Partner, no figure"])
    // Five partners without a figure, the dot of Singapore, and the key.
    #expect(scene.hatches == 7)
  }

  @Test func `aid: rows outside the frame stand in the panel in the order of the list`() throws {
    let words = try aidMap().scene(width: fullWidth, height: 150 * 72 / 25.4).texts(.mark)
    let tanzania = try #require(words.firstIndex(of: "Tanzania")), senegal = try #require(words.firstIndex(of: "Senegal"))
    #expect(tanzania < senegal)
  }

  @Test func `aid: a symbol that leaves its ground has a line to an open anchor`() throws {
    let block = try aidMap()
    let standing = block.standing(width: fullWidth, height: 150 * 72 / 25.4)
    let moved = standing.filter { $0.kind == .dot && $0.owner != nil && $0.name.isEmpty }
    #expect(!moved.isEmpty)
    for dot in moved { #expect(!standing.contains { $0.kind == .symbol && $0.shape.meets(dot.shape) }) }
  }

  @Test func `aid: the lines below say kinds of lines, disclaimer, base map and projection`() throws {
    var settings = try settings(plainKeys(#"{"type": "azimuthalEqualArea", "rotate": [-106, -18]}"#, lookup: "partners"))
    settings.baseMap = "Natural Earth"
    let block = try block(settings, ["partners": partners], height: 300)
    #expect(block.notes == [
      "Dashed lines: boundaries in dispute; dash-dot line: ceasefire line.",
      "The boundaries and names shown do not imply endorsement or acceptance.",
    ])
    #expect(block.credits == ["Base map: Natural Earth.", "Lambert azimuthal equal-area projection, centre 106° E 18° N."])
    settings.hasCredits = false
    let plain = try self.plain(settings)
    #expect(plain.credits.isEmpty)
    #expect(plain.notes == ["The boundaries and names shown do not imply endorsement or acceptance."])
  }

  private func plain(_ settings: MapSettings) throws -> MapBlock { try block(settings, ["partners": partners], height: 300) }

  @Test func `flows: widths are proportional to values and heads are wider`() throws {
    let flows = try tradeMap().standing(width: fullWidth, height: 166 * 72 / 25.4).filter { $0.kind == .flow }
    #expect(flows.count == 10)
    let shafts = flows.compactMap { thing -> (String, Double)? in
      guard case .convex(let p) = thing.shape, p.count == 4 else { return nil }
      return (thing.name, Segment(from: p[0], to: p[3]).length)
    }
    let expected = ["China": 268.6, "ASEAN": 159.7, "United States": 131.6, "Japan": 85.1, "Russia": 24.8]
    #expect(shafts.count == 5)
    for (name, width) in shafts { #expect(abs(width - mm(0.032) * (expected[name] ?? 0)) < 1e-6, "\(name)") }
    for case .convex(let p) in flows.map(\.shape) where p.count == 3 { #expect(Segment(from: p[0], to: p[2]).length > mm(1.8)) }
  }

  @Test func `flows: arrows, labels, rings' names and legend are disjoint`() throws {
    let height = 166 * 72 / 25.4
    let block = try tradeMap(height: height)
    #expect(overlaps(block, height: height).isEmpty)
    let words = block.scene(width: fullWidth, height: height).texts(.mark)
    #expect(Set(words).isSuperset(of: ["China", "268.6", "ASEAN", "159.7", "United States", "131.6", "Japan", "85.1", "Russia", "24.8", "Seoul"]))
    #expect(block.scene(width: fullWidth, height: height).texts(.legendLabel) == ["25", "100", "200"])
  }

  @Test func `flows: one that leaves the frame is cut there and said to be, a group ends in the middle of its areas`() throws {
    let block = try tradeMap()
    #expect(block.notes.prefix(2) == ["ASEAN is drawn to the middle of its 10 members.", "Arrow cut at the frame: United States."])
    let frame = Rect(x: 0, y: 0, width: px(fullWidth), height: px(166 * 72 / 25.4))
    for thing in block.standing(width: fullWidth, height: 166 * 72 / 25.4) where thing.kind == .flow { #expect(frame.contains(thing.shape.bounds)) }
  }

  @Test func `flows: a code that is neither feature nor group names the nearest`() throws {
    let found = findings { () throws(Failure) in
      do { return try tradeMap("code,value\nASEAM,1\n") } catch let failure as Failure { throw failure } catch { throw Failure([]) }
    }
    #expect(found.map(\.id) == ["unmatched-row"])
    #expect(found.first?.hint == "did you mean \"ASEAN\"?")
    #expect(found.first?.range.position?.line == 2)
  }

  @Test func `flows: a row without a value is an error, not a missing arrow`() throws {
    let found = findings { () throws(Failure) in
      do { return try tradeMap("code,value\nCHN,\n") } catch let failure as Failure { throw failure } catch { throw Failure([]) }
    }
    #expect(found.map(\.id) == ["no-flow-value"])
  }

  @Test func `rings: in an equidistant projection they are circles of the scale`() throws {
    let scene = try tradeMap().scene(width: fullWidth, height: 166 * 72 / 25.4)
    let middle = Point(x: 0.6 * px(fullWidth), y: 0.37 * px(166 * 72 / 25.4)), unit = px(fullWidth) / 8650
    let rings = scene.marks.compactMap { mark -> [Double]? in
      guard mark.role == .axisGrid, case .path(let path, .line) = mark.shape else { return nil }
      return path.elements.compactMap { element in
        switch element {
        case .move(let p), .line(let p): Segment(from: middle, to: p).length
        case .curve, .close: nil
        }
      }
    }
    #expect(rings.count >= 5)
    for (i, ring) in rings.prefix(4).enumerated() {
      let expected = Double(i + 1) * 1000 * unit
      for radius in ring { #expect(abs(radius - expected) < 0.6) }
    }
    #expect(scene.texts(.axisLabel).prefix(2) == ["1\u{2009}000 km", "2\u{2009}000 km"])
  }

  @Test func `kinds: counts, second lines and words of the legend come from the classes`() throws {
    let keys = """
      {"data": "asia-pacific", "projection": {"type": "azimuthalEqualArea", "rotate": [-110, -12]}, "mark": "geoshape",
       "transform": [{"lookup": "id", "from": {"data": "visits", "key": "iso3", "fields": ["visit", "local"]}}],
       "encoding": {"color": {"field": "visit", "type": "nominal", "scale": {"domain": ["first", "later"], "range": ["#114F4B", "#72ACA4"]}}}}
      """
    var settings = try settings(keys)
    settings.legend.place = .beside
    settings.legend.hasCounts = true
    settings.legend.names = [(.init("first"), "First trip"), (.init("later"), "Later")]
    settings.legend.notes = [(.init("first"), "November 2017")]
    settings.labels.name = .init("local")
    let table = "iso3,visit,local\nVNM,first,Viet\nIDN,first,Indo\nMYS,later,Malay\n"
    let scene = try block(settings, ["visits": table], height: 300).scene(width: fullWidth, height: 300)
    #expect(scene.texts(.legendLabel) == ["2", "First trip", "November 2017", "1", "Later"])
    #expect(Set(scene.texts(.mark)).isSuperset(of: ["Viet", "Indo", "Malay"]))
    #expect((scene.views.first?.width ?? 0) < px(fullWidth) - 60)
  }

  @Test func `window: a view puts its place and its scale exactly`() throws {
    var settings = try settings(plainKeys(#"{"type": "azimuthalEquidistant", "rotate": [-126.98, -37.57]}"#))
    settings.window = .view(center: seoul, at: Point(x: 0.61, y: 0.46), kilometres: 9600)
    let model = try MapModel(settings, sources: TestSources(tables: [:]), gazetteer: try gazetteer(), style: MapStyle())
    let projector = model.fittedProjection(in: Rect(x: 0, y: 0, width: 800, height: 1000)).projector()
    let here = try #require(projector.point(seoul))
    #expect(abs(here.x - 488) < 1e-6 && abs(here.y - 460) < 1e-6)
    let there = try #require(projector.point(MapModel.place(from: seoul, kilometres: 3000, azimuth: 200)))
    #expect(abs(Segment(from: here, to: there).length - 250) < 0.05)
  }

  @Test func `window: a land on the other side of the globe does not fill the sea`() throws {
    // The antipode of the middle lies in Bolivia.
    var settings = try settings(plainKeys(#"{"type": "azimuthalEqualArea", "rotate": [-115, 17]}"#, lookup: "partners"))
    settings.window = .view(center: GeoPoint(longitude: 115, latitude: 0), at: Point(x: 0.5, y: 0.5), kilometres: 6000)
    let model = try MapModel(settings, sources: TestSources(tables: ["partners": partners]), gazetteer: try gazetteer(), style: MapStyle())
    let frame = Rect(x: 0, y: 0, width: 600, height: 500)
    let map = ProjectedMap(model, projection: model.fittedProjection(in: frame), frame: frame)
    var ground = Ground(frame: frame)
    for (i, feature) in model.features.enumerated() { ground.fill(map.rings(of: feature), feature: i) }
    let sea = try #require(map.projector.point(GeoPoint(longitude: 112, latitude: -10)))
    #expect(ground.feature(at: sea) == nil)
  }

  @Test func `edition: the Korean one shows its sea and its islet, the neutral one does not`() throws {
    var settings = try settings(plainKeys(#"{"type": "azimuthalEqualArea", "rotate": [-110, -12]}"#, lookup: "partners"))
    settings.window = .view(center: GeoPoint(longitude: 120, latitude: 25), at: Point(x: 0.5, y: 0.5), kilometres: 6000)
    settings.language = "ko"
    let names = Set(["동해", "독도"])
    #expect(names.isDisjoint(with: try block(settings, ["partners": partners], height: 500).scene(width: fullWidth, height: 500).texts(.mark)))
    settings.edition = "kr"
    let scene = try block(settings, ["partners": partners], height: 500).scene(width: fullWidth, height: 500)
    #expect(names.isSubset(of: scene.texts(.mark)))
  }
}

@Test func `shapes: half discs, boxes and arrows know what they cover`() {
  let half = MapShape.half(Point(x: 0, y: 0), radius: 10, isRight: true)
  #expect(half.meets(Rect(x: 5, y: 0, width: 3, height: 3)))
  #expect(!half.meets(Rect(x: -8, y: 0, width: 7, height: 3)))
  // The corner of its box is outside the circle.
  #expect(!half.meets(Rect(x: 8.5, y: 8.5, width: 5, height: 5)))
  #expect(!half.meets(.half(Point(x: 0, y: 0), radius: 4, isRight: false)))
  #expect(half.meets(.half(Point(x: 12, y: 0), radius: 4, isRight: false)))
  let arrow = MapShape.convex([Point(x: 0, y: 0), Point(x: 10, y: 10), Point(x: 12, y: 8), Point(x: 2, y: -2)])
  #expect(arrow.meets(Rect(x: 5, y: 4, width: 2, height: 2)))
  #expect(!arrow.meets(Rect(x: 8, y: -2, width: 3, height: 3)))
}

@Test func `lines: words wrap where the width ends`() throws {
  let ruler = MapRuler(typesetter: try #require(typesetter), language: "en")
  let face = MapStyle().legend
  let whole = ruler.line("one two three four", face).width
  let lines = ruler.lines("one two three four", face, width: 0.6 * whole)
  #expect(lines.map(\.text).joined(separator: " ") == "one two three four")
  #expect(lines.count == 2 && lines.allSatisfy { $0.width <= 0.6 * whole })
}
