import Diagnostics
import Geometry
import Reports
import Scene
import Testing

/// A page of 100 by 120 mm with margins of 10 mm, so 80 by 100 mm of content, and a grid on it.
private func spec(_ grid: String) -> String {
  let pages = "pages: {default: {size: {width: 100mm, height: 120mm}, margin: 10mm}}\n"
  return "monsoon: 1\ndocument: {title: Test, lang: en, theme: monsoon}\n\(pages)body:\n  - grid:\n\(grid)\n"
}

private func page(_ grid: String) throws -> ScenePage {
  let (document, findings) = try compile(spec(grid))
  #expect(findings.all.isEmpty)
  #expect(document.pageCount == 1)
  return document.scene(ofPage: 0)
}

private func mm(_ value: Double) -> Double { value * 72 / 25.4 }

private func at(_ text: String, _ page: ScenePage) throws -> Point {
  try #require(runs(of: page).first { $0.text.hasPrefix(text) }?.at)
}

private func flat(_ items: [SceneItem]) -> [SceneItem] {
  items.flatMap { item in if case .group(let group) = item { flat(group.items) } else { [item] } }
}

private func sizes(_ page: ScenePage) -> [Double] {
  flat(page.items).compactMap { item in if case .glyphs(let run) = item { run.size } else { nil } }
}

/// The baselines of a text that is set in one style, top to bottom, each with where its last glyph begins.
private func lines(of text: String, _ page: ScenePage) -> [(y: Double, last: Double)] {
  let glyphs = flat(page.items).flatMap { item -> [Point] in
    guard case .glyphs(let run) = item, String(decoding: run.text, as: UTF8.self).contains(text) else { return [] }
    return run.glyphs.map { Point(x: $0.x, y: $0.y) }
  }
  return Set(glyphs.map(\.y)).sorted().map { y in (y, glyphs.filter { $0.y == y }.map(\.x).max() ?? 0) }
}

private func chart(_ name: String, _ rest: String) -> String {
  "{chart: \(name), \(rest), data: {values: [{k: A, v: 95}, {k: B, v: 53}]}, mark: bar, "
    + "encoding: {x: {field: k, type: nominal, title: null}, y: {field: v, type: quantitative, title: null}}}"
}

@Test func `rows with shares divide what the other rows and the gaps leave of the page`() throws {
  let page = try page(
    """
          {fit: page, columns: [1fr], rows: [auto, 1fr, 3fr, 20mm], gap: 5mm, areas: [a, b, c, d],
           blocks: {a: {md: First}, b: {md: Second}, c: {md: Third}, d: {md: Fourth}}}
    """)
  let y = try ["First", "Second", "Third", "Fourth"].map { try at($0, page).y }
  // 100 mm, less three gaps of 5 mm, 20 mm and a line of 13 pt.
  let unit = (mm(100 - 15 - 20) - 13) / 4
  #expect(abs(y[1] - y[0] - 13 - mm(5)) < 0.01)
  #expect(abs(y[2] - y[1] - unit - mm(5)) < 0.01)
  #expect(abs(y[3] - y[2] - 3 * unit - mm(5)) < 0.01)
}

@Test func `a row that needs more than its share takes it from the others`() throws {
  let text = Array(repeating: "word", count: 90).joined(separator: " ")
  let page = try page(
    "      {fit: page, columns: [1fr], rows: [1fr, 9fr, auto], gap: 0mm, areas: [a, b, c], blocks: {a: {md: \(text)}, b: {md: Below}, c: {md: Foot}}}")
  let needy = lines(of: "word", page)
  #expect(needy.count > 4 && sizes(page).allSatisfy { $0 == 9.1 })
  #expect(try abs(at("Below", page).y - (needy.last?.y ?? 0) - 13) < 0.01)
  #expect(try abs(at("Foot", page).y - (mm(110) - 13 + 9.49)) < 0.6)
}

@Test func `charts fill their areas, and their plots begin and end on one line beside each other`() throws {
  let left = chart("fig-a", "title: A title that is much too long for one line of a narrow area")
  let right = chart("fig-b", "title: Short, source: made up")
  let page = try page(
    "      {fit: page, columns: [1fr, 1fr], rows: [auto, 1fr], gap: 4mm, areas: [h h, a b], blocks: {h: {md: Head}, a: \(left), b: \(right)}}")
  let labels = runs(of: page).filter { $0.text == "AB" }.map(\.at.y)
  #expect(labels.count == 2 && (labels.max() ?? 0) - (labels.min() ?? 0) < 0.01)
  #expect(try at("Source:", page).y > mm(110) - 8)
  let bars = flat(page.items).compactMap { item -> Rect? in
    if case .fill(let path, _, _) = item { path.bounds } else { nil }
  }.filter { $0.height > 60 }
  #expect(bars.count == 2 && abs(bars[0].y - bars[1].y) < 0.01 && abs(bars[0].height - bars[1].height) < 0.01)
}

@Test func `without a height a row with a share is as high as its neediest block, and a figure keeps its own height`() throws {
  let figure = chart("fig-a", "height: 30mm, number: false")
  let page = try page("      {columns: [1fr], rows: [1fr, 1fr], gap: 0mm, areas: [a, b], blocks: {a: \(figure), b: {md: Below}}}")
  #expect(try abs(at("Below", page).y - mm(10 + 30) - 9.49) < 1)
}

@Test func `areas can have a ground, stand at their foot or middle, and be parted by lines`() throws {
  let page = try page(
    """
          {columns: [1fr, 1fr], rows: [30mm, 30mm], gap: 4mm, areas: [a b, c c], rules: both, fill: {b: tint-jade},
           align: {a: bottom, c: center}, blocks: {a: {md: Low}, b: {md: Inset}, c: {md: Middle}}}
    """)
  #expect(try abs(at("Low", page).y - (mm(40) - 13 + 9.49)) < 0.6)
  #expect(try abs(at("Middle", page).y - (mm(44 + 15) - 6.5 + 9.49)) < 0.6)
  let ground = try #require(flat(page.items).compactMap { item -> Rect? in
    if case .fill(let path, .color(let color), _) = item, color.hex == "#e8f1ee" { path.bounds } else { nil }
  }.first)
  #expect(abs(ground.x - mm(52)) < 0.01 && abs(ground.width - mm(38)) < 0.01 && abs(ground.height - mm(30)) < 0.01)
  #expect(try abs(at("Inset", page).x - ground.x - 9.75) < 0.5)
  let lines = flat(page.items).compactMap { item -> Rect? in if case .stroke(let path, _, _) = item { path.bounds } else { nil } }
  #expect(lines.contains { abs($0.x - mm(50)) < 0.01 && abs($0.height - mm(30)) < 0.01 })
  #expect(lines.contains { abs($0.y - mm(42)) < 0.01 && abs($0.width - mm(80)) < 0.01 })
}

@Test func `an auto column is as wide as its content, and gives way to a column with a share`() throws {
  let narrow = try page("      {columns: [auto, 1fr], gap: 5mm, areas: [a b], blocks: {a: {note: Aside}, b: {md: Text}}}")
  #expect(try at("Text", narrow).x < mm(10 + 5) + 30)
  let words = Array(repeating: "Aside", count: 40).joined(separator: " ")
  let wide = try page("      {columns: [auto, 1fr], gap: 5mm, areas: [a b], blocks: {a: {note: \(words)}, b: {md: Text}}}")
  // The share keeps half of an equal column.
  #expect(try abs(at("Text", wide).x - (mm(90) - mm(37.5) / 2)) < 0.01)
}

@Test func `text in a narrow area is ragged`() throws {
  let words = Array(repeating: "considerably", count: 12).joined(separator: " ")
  let page = try page("      {columns: [50mm, 1fr], areas: [a b], blocks: {a: {md: \(words)}, b: {md: x}}}")
  let ragged = lines(of: "considerably", page)
  // Two words of 55 pt on each line of 142 pt: justified lines would have parts of a third.
  #expect(ragged.count == 6 && ragged.allSatisfy { $0.last < mm(60) - 20 })
}

@Test func `a grid on one page sets its type to 92 percent at most, then names what takes too much`() throws {
  func grid(_ words: Int) -> String {
    let text = Array(repeating: "word", count: words).joined(separator: " ")
    return "      {columns: [1fr], areas: [short, long], fit: page, blocks: {short: {md: x}, long: {md: \(text)}}}"
  }
  let fitting = (100...400).filter { (try? compile(spec(grid($0)))) != nil }.max() ?? 0
  let least = sizes(try page(grid(fitting))).min() ?? 0
  #expect(abs(least - 9.1 * 0.92) < 1e-9)
  let found = failure(of: spec(grid(fitting + 40)))
  #expect(found.map(\.id) == ["does-not-fit"])
  #expect(found.first?.message.contains("the area \"long\" takes") == true && found.first?.message.contains("pt too high for the page") == true)
  #expect(found.first?.range.position?.line == 6)
}

@Test func `a grid on one page leaves room for its notes`() throws {
  let page = try page(
    "      {columns: [1fr], rows: [1fr, auto], areas: [a, b], fit: page, blocks: {a: {md: \"Text.[^n]\\n\\n[^n]: The note.\"}, b: {md: Last}}}")
  #expect(try at("The note.", page).y > at("Last", page).y + 10)
  #expect(try at("The note.", page).y < mm(110))
}
