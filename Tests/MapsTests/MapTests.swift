import Charts
import DataTables
import Diagnostics
import Geo
import Geometry
import Layout
@testable import Maps
import Scales
import Testing

@Suite(.enabled(if: hasFonts, "the fonts are not installed: run scripts/fonts"))
struct MapTests {
  let ruler = typesetter

  @Test(arguments: [120.0, 221, 300, 425, 560])
  func `labels: none overlap, none cross the frame, none is lost`(height: Double) throws {
    let typesetter = try #require(ruler)
    let block = try map(try settings(keys()), typesetter: typesetter, height: height)
    let scene = block.scene(width: 493, height: height)
    let boxes = scene.texts.map { (text: $0.lines.joined(), box: box(of: $0, typesetter)) }
    for (i, a) in boxes.enumerated() {
      for b in boxes[(i + 1)...] { #expect(!a.box.intersects(b.box), "\(a.text) overlaps \(b.text)") }
    }
    let frame = try #require(scene.views.first)
    let names = Set(boxes.map(\.text))
    for name in ["Viet Nam", "Laos", "Singapore", "Brunei", "India"] where !block.warnings.contains(where: { $0.message.contains(name) }) {
      #expect(names.contains(name))
    }
    for mark in scene.marks where mark.role == .mark {
      if case .text(let text) = mark.shape { #expect(frame.contains(box(of: text, typesetter)), "\(text.lines) crosses the frame") }
    }
    if height > 200 { #expect(block.warnings.isEmpty) }
  }

  @Test func `legend: threshold classes say their bounds, and the hatch is explained`() throws {
    var settings = try settings(keys())
    settings.noData = "Partner, no figure"
    let scene = try map(settings, typesetter: try #require(ruler)).scene(width: 493, height: 300)
    #expect(scene.texts(.legendTitle) == ["USD million"])
    #expect(scene.texts(.legendLabel) == ["under 75", "75\u{2013}85", "85\u{2013}100", "100 or more", "Partner, no figure"])
    // India, Thailand, Malaysia, Brunei, Singapore (area and symbol), and the key.
    #expect(scene.hatches >= 6)
  }

  @Test func `legend: quantize classes have equal widths between the least and the most`() throws {
    let scene = try map(try settings(keys(scale: #"{"type": "quantize", "domain": [0, 200], "range": ["white", "gray", "black", "red"]}"#)), typesetter: try #require(ruler))
      .scene(width: 493, height: 300)
    #expect(scene.texts(.legendLabel).prefix(4) == ["0\u{2013}50", "50\u{2013}100", "100\u{2013}150", "150\u{2013}200"])
  }

  @Test func `rows: a code that no feature has is an error that names the nearest`() throws {
    let typesetter = try #require(ruler), settings = try settings(keys())
    let wrong = findings { () throws(Failure) in try map(settings, table: "iso3,partner,total\nVNN,x,1\n", typesetter: typesetter) }
    #expect(wrong.map(\.id) == ["unmatched-row"])
    #expect(wrong.first?.hint == "did you mean \"VNM\"?")
    #expect(wrong.first?.range.position?.line == 2)
    let named = findings { () throws(Failure) in try map(settings, table: "iso3,partner,total\nBUR,Myanmar,1\n", typesetter: typesetter) }
    #expect(named.first?.hint == "the code of Myanmar is \"MMR\"")
  }

  @Test func `rows: one outside the frame is an error until it is listed, then it stands in a panel`() throws {
    let typesetter = try #require(ruler), table = aid + "\nTZA,Tanzania,68.0\n"
    var settings = try settings(keys())
    settings.fit = ["IND", "IDN", "PHL", "MMR"].map { .init($0) }
    let lost = findings { () throws(Failure) in try map(settings, table: table, typesetter: typesetter, height: 300) }
    #expect(lost.map(\.id) == ["row-outside-frame"])
    #expect(lost.first?.message.contains("Tanzania (TZA)") == true)
    settings.outside = [.init("TZA")]
    let scene = try map(settings, table: table, typesetter: typesetter, height: 300).scene(width: 493, height: 300)
    #expect(scene.texts(.mark).contains("Outside the frame"))
    #expect(scene.texts(.mark).contains("Tanzania"))
  }

  @Test func `rows: a state under a square millimetre gets a symbol in the color of its class`() throws {
    let scene = try map(try settings(keys(scale: #"{"type": "threshold", "domain": [10], "range": ["navy", "red"]}"#)),
      table: "iso3,partner,total\nSGP,Singapore,50\nIDN,Indonesia,5\n", typesetter: try #require(ruler), height: 300).scene(width: 493, height: 300)
    let dots = scene.marks.filter { mark in
      guard case .path(let path, .path) = mark.shape, let box = path.bounds else { return false }
      return mark.style.fill == .color(Color(hex: 0xFF0000)) && box.width > 6
    }
    #expect(dots.count == 1)
  }

  @Test func `notes: the disclaimer comes with a disputed line and only then`() throws {
    let typesetter = try #require(ruler)
    let near = try map(try settings(keys()), typesetter: typesetter)
    #expect(near.notes.last == "The boundaries and names shown do not imply endorsement or acceptance.")
    #expect(near.notes.first?.hasPrefix("Dashed lines: boundaries in dispute") == true)
    let far = try map(try settings(keys()), table: "iso3,partner,total\nIDN,Indonesia,5\n", typesetter: typesetter, height: 200)
    #expect(far.notes.isEmpty)
  }

  @Test func `scale bar: refused where the scale varies, drawn with its latitude elsewhere`() throws {
    let typesetter = try #require(ruler)
    var near = try settings(keys())
    near.hasScaleBar = true
    let scene = try map(near, typesetter: typesetter, height: 300).scene(width: 493, height: 300)
    #expect(scene.texts(.axisLabel).contains { $0.hasPrefix("at ") })
    var world = near
    world.fit = [.init("RUS"), .init("AUS"), .init("IND")]
    #expect(findings { () throws(Failure) in try map(world, typesetter: typesetter, height: 300) }.contains { $0.id == "no-scale-bar" })
  }

  @Test func `fields: one that the lookup does not bring names the nearest`() throws {
    let typesetter = try #require(ruler)
    let settings = try settings(keys(field: "totl"))
    let found = findings { () throws(Failure) in try map(settings, typesetter: typesetter) }
    #expect(found.map(\.id) == ["unknown-field"])
    #expect(found.first?.hint == "did you mean \"total\"?")
  }

  @Test func `symbols: halves, their key and the printed total`() throws {
    var settings = try settings(#"{"data": "asia-pacific", "projection": {"type": "azimuthalEqualArea"}, "mark": "geoshape"}"#)
    var symbols = MapSettings.Symbols()
    symbols.isHalves = true
    (symbols.table, symbols.column, symbols.left, symbols.right) = (.init("aid"), .init("iso3"), .init("grants"), .init("loans"))
    settings.symbols = symbols
    settings.labels.value = .init("total")
    let table = "iso3,grants,loans,total\nLAO,25.6,63.1,88.8\nVNM,38.6,132.1,170.7\nMNG,13.6,42.2,55.9\n"
    let scene = try map(settings, table: table, typesetter: try #require(ruler), height: 400).scene(width: 493, height: 400)
    #expect(scene.texts(.legendLabel) == ["100", "50", "10", "Grants", "Loans"])
    #expect(Set(["88.8", "170.7", "55.9"]).isSubset(of: Set(scene.texts(.mark))))
    let arcs = scene.marks.count { if case .arc = $0.shape, $0.role == .mark { true } else { false } }
    #expect(arcs == 6)
  }

  @Test func `block: waits for a fresh region, never splits, and gives the same scene twice`() throws {
    let typesetter = try #require(ruler)
    let block = try map(try settings(keys()), typesetter: typesetter, height: 221)
    #expect(block.layout(in: Region(width: 493, height: 100, fullHeight: 700), from: .start).isEmpty)
    let placed = block.layout(in: Region(width: 493, height: 700), from: .start)
    #expect(placed.size == Size(width: 493, height: 221))
    #expect(placed.next == nil && placed.overflow == nil)
    let again = try map(try settings(keys()), typesetter: typesetter, height: 221)
    #expect(block.scene(width: 493, height: 221).texts == again.scene(width: 493, height: 221).texts)
  }

  private func conditional(_ color: String, transform: String = "[]") -> String {
    """
    {"data": "asia-pacific", "projection": {"type": "mercator"}, "mark": "geoshape", "transform": \(transform), "encoding": {"color": \(color)}}
    """
  }

  @Test func `color: the first condition that a feature passes fills it, and names see properties and joined fields`() throws {
    let rule = ##"{"condition": [{"test": "datum.properties.iso3 === chosen", "value": "#0b3d91"}, {"test": "datum.total > 100", "value": "red"}], "value": "#dddddd"}"##
    var settings = try settings(conditional(rule, transform: #"[{"lookup": "properties.iso3", "from": {"data": "aid", "key": "iso3", "fields": ["total"]}}]"#))
    settings.names = NamedValues(["chosen": .string("KHM")])
    let scene = try map(settings, typesetter: try #require(ruler)).scene(width: 493, height: 300)
    let fills = scene.marks.filter { $0.role == .mark }.compactMap { mark in if case .color(let color) = mark.style.fill { color } else { nil } }
    #expect(fills.count { $0 == Color(css: "#0b3d91") } == 1)
    #expect(fills.count { $0 == Color(css: "red") } == 1)
    #expect(scene.texts(.mark).contains("Cambodia"))
  }

  @Test func `color: a condition without a value says how it is written, a faulty test where it is`() throws {
    let wrong = findings { () throws(Failure) in try map(try settings(conditional(#"{"condition": {"selection": "brush"}}"#)), typesetter: ruler!) }
    #expect(wrong.map(\.id) == ["unsupported-condition"])
    let unknown = findings { () throws(Failure) in
      try map(try settings(conditional(#"{"condition": {"test": "datums.id == 1", "value": "red"}}"#)), typesetter: ruler!)
    }
    #expect(unknown.map(\.id) == ["unknown-name"])
    #expect(unknown.first?.range.position?.line == 1)
  }

  @Test func `color: domainMid makes a ramp whose middle color shows that value`() throws {
    let scale = #"{"scheme": "redblue", "domainMid": 85}"#
    let classes = try ColorClasses(
      try #require(try settings(keys(scale: scale)).color), values: [73.2, 170.7], names: [], style: MapStyle(), language: "en")
    let ramp = try #require(ColorScheme(named: "redblue"))
    #expect(classes.color(of: 85) == ColorRamp(ramp.colors)(0.5))
    #expect(classes.color(of: 170.7) == ramp.colors.last)
    #expect(findings { () throws(Failure) in try map(try settings(keys(scale: #"{"typ": "linear"}"#)), typesetter: ruler!) }.first?.hint == "did you mean \"type\"?")
  }

  @Test func `rows: a property that no feature has is one error at the lookup`() throws {
    let wrong = findings { () throws(Failure) in
      try map(try settings(conditional(#"{"value": "red"}"#, transform: #"[{"lookup": "properties.isoo3", "from": {"data": "aid", "key": "iso3"}}]"#)), typesetter: ruler!)
    }
    #expect(wrong.map(\.id) == ["unknown-property"])
    #expect(wrong.first?.hint == "did you mean \"iso3\"?")
  }

  @Test func `window: a map with nothing to fit shows what its base map is made for`() throws {
    let block = try map(try settings(conditional(#"{"condition": {"test": "datum.id === 'VNM'", "value": "red"}}"#)), typesetter: try #require(ruler))
    let scene = block.scene(width: 493, height: 300)
    let box = try #require(scene.marks.first { $0.style.fill == .color(Color(css: "red") ?? .black) }.flatMap { mark -> Rect? in
      if case .path(let path, _) = mark.shape { path.bounds } else { nil }
    })
    // Viet Nam is 7.3 degrees wide; the window from 15 S to 62 N is as high as 94.75 degrees at the equator.
    #expect((box.width / px(300) * 94.75).rounded() == 7)
  }

  @Test func `legend: bounds between whole numbers keep their decimals`() throws {
    let scale = #"{"type": "quantize", "domain": [2, 5]}"#
    let classes = try ColorClasses(
      try #require(try settings(#"{"data": "a", "mark": "geoshape", "encoding": {"color": {"field": "x", "scale": \#(scale)}}}"#).color), values: [2, 3, 5],
      names: [], style: MapStyle(), language: "en")
    #expect(classes.entries.map(\.text) == ["2.0\u{2013}2.6", "2.6\u{2013}3.2", "3.2\u{2013}3.8", "3.8\u{2013}4.4", "4.4\u{2013}5.0"])
    #expect(classes.format(3) == "3")
  }

  @Test func `locator: shows the frame of the map within the window of its base map, in a free corner`() throws {
    var settings = try settings(keys())
    settings.fit = ["VNM", "KHM", "LAO"].map { .init($0) }
    settings.locator = .init()
    let block = try map(settings, table: "iso3,partner,total\nVNM,Viet Nam,5\nKHM,Cambodia,3\nLAO,Laos,2\n", typesetter: try #require(ruler), height: 400)
    let box = try #require(block.standing(width: 493, height: 400).first { $0.name == "locator" }?.shape.bounds)
    let scene = block.scene(width: 493, height: 400)
    let outline = try #require(scene.marks.compactMap { mark -> Rect? in
      if case .path(let path, .line) = mark.shape, mark.clip == box { path.bounds } else { nil }
    }.first)
    #expect(box.expanded(by: 1).contains(outline) && outline.width < box.width / 3 && outline.width > box.width / 12)
    #expect(abs(outline.width / outline.height - px(493) / px(400)) < 0.15)
  }

  @Test func `locator: without room it is named in a warning`() throws {
    var settings = try settings(keys())
    settings.locator = .init()
    settings.locator?.width = .init(value: 1, isShare: true)
    #expect(findings { () throws(Failure) in try map(settings, typesetter: ruler!, height: 300) }.map(\.id) == ["no-room-locator"])
  }

  @Test func `lines: points that no printer resolves are left out, and no line moves by more than that`() throws {
    let base = try Topology(reading: read("layouts/base/asia-pacific.topojson"))
    var settings = try settings(keys())
    settings.projection = Projection(.mercator)
    let model = try MapModel(settings, sources: TestSources(tables: ["aid": aid]), gazetteer: try gazetteer(), style: MapStyle())
    let frame = Rect(x: 0, y: 0, width: 657, height: 400)
    let map = ProjectedMap(model, projection: model.fittedProjection(in: frame), frame: frame)
    var all = 0, kept = 0
    for arc in 0..<base.arcCount where !map.arcs[arc].isEmpty {
      let whole = base.points(ofArc: arc).compactMap { map.projector.point(base.point($0)) }
      (all, kept) = (all + whole.count, kept + map.arcs[arc].count)
      let pieces = zip(map.arcs[arc], map.arcs[arc].dropFirst()).map { Segment(from: $0, to: $1) }
      for p in whole where frame.contains(p) { #expect((pieces.map { $0.distance(to: p) }.min() ?? 0) < 0.08) }
    }
    #expect(kept < all * 9 / 10)
  }
}

@Test func `decoding: a wrong projection, scheme and channel are each named`() throws {
  do {
    _ = try settings(
      #"{"data": "x", "projection": {"type": "mercater"}, "mark": "bar", "encoding": {"size": {}, "color": {"field": "a", "scale": {"scheme": "bluse"}}}}"#)
    Issue.record("accepted")
  } catch {
    #expect(error.diagnostics.map(\.id) == ["unknown-projection", "wrong-mark", "unsupported-channel", "unknown-scheme"])
    #expect(error.diagnostics.first?.hint == "did you mean \"mercator\"?")
  }
}
