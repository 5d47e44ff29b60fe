import Geometry
import Layout
import Scene
@testable import Tables
import Testing
import Typesetting

/// Blocks of columns side by side, and what stands beside the values.
@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct TableBlocksTests {
  private let gap = 0.95 * 72 / 25.4
  private let ink = Color(hex: 0x1C2227), alert = Color(hex: 0xB5481F), jade = Color(hex: 0x2C716C), third = Color(hex: 0x6E757B)

  /// A column of ranks and two blocks of name and number, cut by a gap; the second row is highlighted in the first block, the
  /// third in the second.
  private func blocks() -> TableModel {
    func plain(_ name: String, _ texts: [String], _ alignment: ColumnAlignment = .left) -> TableColumn {
      TableColumn(name: name, label: "", cells: .texts(texts), alignment: alignment)
    }
    var columns = [
      plain("rank", ["1", "2", "3"]), plain("a", ["China", "ASEAN", "US"]), plain("b", ["268,614", "159,739", "818"], .decimal),
      plain("c", ["Japan", "China", "ASEAN"]), plain("d", ["4,789", "818", "2,445"], .decimal),
    ]
    columns[3].gapBefore = gap
    for index in columns.indices { columns[index].width = index == 0 ? .points(20) : .fraction(1) }
    var model = TableModel(columns: columns, rowCount: 3)
    model.spanners = [[TableSpanner(label: "Trade", unit: "USD", columns: 1..<3), TableSpanner(label: "Visitors", columns: 3..<5)]]
    for column in 1..<3 { model.highlights.insert(row: 1, column: column) }
    for column in 3..<5 { model.highlights.insert(row: 2, column: column) }
    return model
  }

  private func block(_ model: TableModel) throws -> TableBlock {
    var style = houseStyle()
    style.highlightTint = Color(hex: 0xE8F1EE)
    return TableBlock(model, style: style, typesetter: try #require(typesetter))
  }

  private func fragment(_ model: TableModel, width: Double = 300) throws -> Fragment {
    try block(model).layout(in: .endless(width: width), from: .start)
  }

  private func line(_ letters: [Letter], _ text: String) throws -> [Letter] {
    let ys = Set(letters.map(\.y)).sorted()
    let lines = ys.map { y in letters.filter { $0.y == y }.sorted { $0.x < $1.x } }
    return try #require(lines.first { $0.map(\.text).joined().contains(text) })
  }

  @Test func `gaps: cut every rule at the same places`() throws {
    let geometry = TableGeometry(core: try block(blocks()).core, width: 300)
    #expect(geometry.stretches.count == 2)
    #expect(abs(geometry.stretches[1].lowerBound - geometry.stretches[0].upperBound - gap) < 1e-9)
    #expect(geometry.stretches[0].lowerBound == 0 && abs(geometry.stretches[1].upperBound - 300) < 1e-9)
    for case .stroke(let path, _, _) in items(try fragment(blocks())) {
      let xs = path.elements.compactMap { element -> Double? in
        switch element {
        case .move(let p), .line(let p): p.x
        case .curve, .close: nil
        }
      }
      #expect(Set(xs).sorted() == geometry.stretches.flatMap { [$0.lowerBound, $0.upperBound] })
    }
  }

  @Test func `shares: equal ones have equal room for content, whatever the insets`() throws {
    let geometry = TableGeometry(core: try block(blocks()).core, width: 300)
    let widths = geometry.columns.dropFirst().map(\.width)
    #expect(widths.allSatisfy { abs($0 - widths[0]) < 1e-9 })
  }

  @Test func `highlights: a tint over both cells of a block, text strong in the subject's color`() throws {
    let fragment = try fragment(blocks())
    let geometry = TableGeometry(core: try block(blocks()).core, width: 300)
    var rects: [Rect] = []
    for case .fill(let path, _, _) in items(fragment) {
      let corners = path.elements.compactMap { element -> Point? in
        switch element {
        case .move(let p), .line(let p): p
        case .curve, .close: nil
        }
      }
      rects += stride(from: 0, to: corners.count, by: 4).map { Rect(corner: corners[$0], corner: corners[$0 + 2]) }
    }
    #expect(rects.count == 2)
    #expect(rects[0].x == 20 && abs(rects[0].maxX - geometry.stretches[0].upperBound) < 1e-9)
    #expect(abs(rects[1].x - geometry.stretches[1].lowerBound) < 1e-9 && abs(rects[1].maxX - 300) < 1e-9)
    #expect(rects.allSatisfy { abs($0.height - 22.75) < 1e-9 })
    let second = try line(drawn(fragment), "2ASEAN")
    #expect(second.filter { $0.x < rects[0].maxX && $0.x > 20 }.allSatisfy { $0.color == jade })
    #expect(second.filter { $0.x > rects[0].maxX }.allSatisfy { $0.color == ink })
  }

  @Test func `spanners: over columns without labels they stand at the foot, with their unit, at the text's edge`() throws {
    let fragment = try fragment(blocks())
    let all = drawn(fragment), header = all.filter { $0.y < 30 }
    #expect(textLines(header) == ["Trade", "USDVisitors"])
    let t = try #require(header.first { $0.text == "T" }), c = try #require(all.first { $0.text == "C" })
    #expect(abs(t.x - c.x) < 0.01)
    let rules = items(fragment).filter { if case .stroke = $0 { true } else { false } }
    #expect(rules.count == 2)
  }

  @Test func `suffixes: ink after a label, also on a tint; remarks in the color of doubt, smaller`() throws {
    var model = blocks()
    model.columns[1].suffixes = ["", "**", ""]
    model.columns[1].annotations = ["2017", "", ""]
    let all = drawn(try fragment(model))
    let stars = all.filter { $0.text == "*" }
    #expect(stars.count == 2 && stars.allSatisfy { $0.color == ink && $0.size == 8 })
    let first = try line(all, "2017")
    let year = first.filter { $0.color == alert }
    #expect(year.map(\.text).joined() == "2017" && year.allSatisfy { abs($0.size - 6.6) < 1e-9 })
    let name = try #require(first.first { $0.text == "a" && $0.x < 100 })
    let width = try #require(typesetter).width(of: "a", houseStyle().body)
    #expect(abs(year[0].x - name.x - width - 3) < 0.3)
  }

  @Test func `suffixes and marks: digits keep their places, and what hangs has no width`() throws {
    let plain = drawn(try fragment(blocks()))
    var model = blocks()
    model.columns[2].suffixes = ["", "*", ""]
    model.marks.add("\u{2020}", at: .cell(row: 2, column: 2))
    model.marks.add("\u{2020}", at: .cell(row: 1, column: 4))
    let marked = drawn(try fragment(model)).filter { !["*", "\u{2020}"].contains($0.text) }
    func inOrder(_ letters: [Letter]) -> [Double] { letters.sorted { ($0.y, $0.x) < ($1.y, $1.x) }.map(\.x) }
    #expect(zip(inOrder(plain), inOrder(marked)).allSatisfy { abs($0 - $1) < 1e-9 })
    let star = try #require(drawn(try fragment(model)).first { $0.text == "*" })
    let width = try #require(typesetter).width(of: "9", houseStyle().strong(houseStyle().body))
    let row = try line(plain, "159,739")
    let last = try #require(row.last { $0.text == "9" && $0.x < 160 })
    #expect(abs(star.x - last.x - width) < 0.01)
    #expect(star.color == ink)
  }

  @Test func `sides: small figures at the right end, numbers on one edge, the label at the left`() throws {
    var numbers = column("value", ["268,614", "94", "1"], .decimal)
    numbers.sides = ["1", "2", "13"]
    let model = TableModel(columns: [column("name", ["a", "b", "c"]), numbers, column("last", ["x", "y", "z"])], rowCount: 3)
    let core = try block(model).core
    let place = TableGeometry(core: core, width: 300).columns[1], all = drawn(try fragment(model))
    let sides = all.filter { $0.color == third }
    #expect(sides.map(\.text) == ["1", "2", "1", "3"])
    let wide = try #require(typesetter).width(of: "3", houseStyle().unit)
    #expect(abs(sides[3].x + wide - place.end) < 0.01 && abs(sides[0].x + wide - place.end) < 0.01)
    #expect(place.right < place.end - 5)
    let label = try #require(all.first { $0.text == "v" })
    #expect(abs(label.x - place.left) < 0.01)
  }

  @Test func `nested spanners: a rule as wide as what is below, the lower one right above its labels`() throws {
    var columns = ["n", "g", "l", "t"].map { column($0, ["1"], .decimal) }
    columns[3].label = "two\nlines"
    var model = TableModel(columns: columns, rowCount: 1)
    model.spanners = [[TableSpanner(label: "Amount", columns: 1..<4)], [TableSpanner(label: "Parts", columns: 1..<3)]]
    let fragment = try fragment(model), all = drawn(fragment)
    let amount = try #require(all.first { $0.text == "A" }), parts = try #require(all.first { $0.text == "P" })
    let loans = try #require(all.first { $0.text == "l" && $0.y > parts.y })
    #expect(abs(loans.y - parts.y - (9.75 + 5)) < 1e-9)
    #expect(abs(parts.y - amount.y - (9.75 + 5)) < 1e-9)
    #expect(abs(amount.x - parts.x) < 1e-9)
    let geometry = TableGeometry(core: try block(model).core, width: 300)
    let thin = items(fragment).compactMap { item -> Path? in
      if case .stroke(let path, _, let style) = item, style.width == 0.35 { path } else { nil }
    }
    let bounds = try #require(thin.first?.bounds)
    #expect(abs(bounds.x - geometry.columns[1].left) < 1e-9 && abs(bounds.maxX - geometry.columns[3].end) < 1e-9)
  }

  @Test func `heat: texts are dark on light cells and white on dark ones`() throws {
    var numbers = column("value", ["1", "2"], .decimal)
    numbers.fills = [Color(hex: 0xE1EDE9), Color(hex: 0x114F4B)]
    let all = drawn(try fragment(TableModel(columns: [column("name", ["a", "b"]), numbers], rowCount: 2)))
    #expect(all.filter { $0.text == "1" || $0.text == "2" }.map(\.color) == [ink, .white])
  }

  @Test func `notes: in two columns when three or more have room, balanced, with the source below both`() throws {
    let notes = ["* **", "2017", "\u{2020}", "\u{2021}"].map { TableNote(mark: $0, text: "Note on \($0).") }
    let typesetter = try #require(typesetter)
    let block = try #require(TableNotesBlock(notes: notes, source: "Source: us", style: houseStyle(), typesetter: typesetter))
    let wide = textLines(drawn(block.layout(in: .endless(width: 490), from: .start)))
    #expect(wide == ["* **Note on * **.\u{2020}Note on \u{2020}.", "2017Note on 2017.\u{2021}Note on \u{2021}.", "Source: us"])
    #expect(textLines(drawn(block.layout(in: .endless(width: 300), from: .start))).count == 5)
    var style = houseStyle()
    style.noteColumns = 1
    let single = try #require(TableNotesBlock(notes: notes, source: nil, style: style, typesetter: typesetter))
    #expect(textLines(drawn(single.layout(in: .endless(width: 490), from: .start))).count == 4)
  }

  @Test func `notes: one without a mark begins where the marks do, not below the text of another`() throws {
    let notes = [TableNote(mark: "*", text: "Marked."), TableNote(mark: "", text: "General.")]
    let typesetter = try #require(typesetter)
    let block = try #require(TableNotesBlock(notes: notes, source: nil, style: houseStyle(), typesetter: typesetter))
    let all = drawn(block.layout(in: .endless(width: 300), from: .start))
    func left(_ text: String) throws -> Double { try #require(all.first { $0.text == text }).x }
    #expect(try left("M") > left("*"))
    #expect(try left("G") == left("*"))
  }
}
