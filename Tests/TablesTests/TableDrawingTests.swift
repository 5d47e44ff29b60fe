import Geometry
import Layout
import Scene
@testable import Tables
import Testing
import Typesetting

@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct TableDrawingTests {
  private func block(_ values: [String], marks: [Int: String] = [:], second: Bool = true) throws -> TableBlock {
    var columns = [column("name", values.map { _ in "x" }), column("value", values, .decimal)]
    if second { columns.append(column("more", values.map { _ in "y" })) }
    var model = TableModel(columns: columns, rowCount: values.count)
    for (row, mark) in marks.sorted(by: { $0.key < $1.key }) { model.marks.add(mark, at: .cell(row: row, column: 1)) }
    return try #require(TableBlock(model))
  }

  private func letters(_ block: TableBlock) -> [Letter] { drawn(block.layout(in: .endless(width: 300), from: .start)) }

  @Test func `decimal alignment: decimal signs stand one below the other`() throws {
    let points = letters(try block(["1.5", "\u{2212}22.25", "US$333.125"])).filter { $0.text == "." }
    #expect(points.count == 3)
    #expect(points.allSatisfy { abs($0.x - points[0].x) < 0.01 })
  }

  @Test func `decimal alignment: whole numbers end where the decimal signs begin`() throws {
    let all = letters(try block(["17", "4.5"]))
    let seven = try #require(all.first { $0.text == "7" }), four = try #require(all.first { $0.text == "4" })
    #expect(abs(seven.x - four.x) < 0.01)
  }

  @Test func `decimal alignment: a currency sign, a minus and a unit hang outside the digits`() throws {
    let all = letters(try block(["5", "\u{2212}5", "$5", "5%"]))
    let fives = all.filter { $0.text == "5" }
    #expect(fives.count == 4)
    #expect(fives.allSatisfy { abs($0.x - fives[0].x) < 0.01 })
  }

  @Test(arguments: [true, false])
  func `marks: digits stay where they are`(_ hasColumnAfter: Bool) throws {
    let values = ["88.8", "170.7"]
    let plain = letters(try block(values, marks: [1: "\u{B6}"], second: hasColumnAfter)).filter { $0.text == "8" }
    let marked = letters(try block(values, marks: [0: "\u{B6}"], second: hasColumnAfter)).filter { $0.text == "8" }
    #expect(plain.map(\.x) == marked.map(\.x))
  }

  @Test func `marks: raised, smaller, in the alert color, right of the digits`() throws {
    let all = letters(try block(["88.8", "70.7"], marks: [0: "\u{B6}"]))
    let mark = try #require(all.first { $0.text == "\u{B6}" })
    let digit = try #require(all.last { $0.text == "8" })
    #expect(abs(mark.size - 6.4) < 1e-9)
    #expect(abs(digit.y - mark.y - 0.28 * 8) < 1e-9)
    #expect(mark.color == Color(hex: 0xB5481F))
    #expect(mark.x > digit.x + 3)
  }

  @Test func `width: texts reach the left edge and numbers the right edge of the region`() throws {
    let all = letters(try block(["10", "22"], second: false))
    let left = try #require(all.first { $0.text == "x" })
    let right = try #require(all.last { $0.text == "2" })
    #expect(abs(left.x) < 0.01)
    let width = try #require(typesetter).width(of: "2", houseStyle().body)
    #expect(abs(right.x + width - 300) < 0.01)
  }

  @Test func `width: content that cannot fit is reported and nothing is clipped`() throws {
    let model = TableModel(columns: [column("a", ["unbreakablylongword"]), column("b", ["anotherlongwordindeed"])], rowCount: 1)
    let fragment = try #require(TableBlock(model)).layout(in: .endless(width: 60), from: .start)
    #expect(fragment.overflow ?? 0 > 50)
    #expect(drawn(fragment).count == "ab".count + "unbreakablylongwordanotherlongwordindeed".count)
  }

  @Test func `rows: height by length of the table, header as high as its lines`() throws {
    let short = try block(Array(repeating: "1", count: 5)).layout(in: .endless(width: 300), from: .start)
    let long = try block(Array(repeating: "1", count: 6)).layout(in: .endless(width: 300), from: .start)
    let header = 1.35 + 9.75 + 1.2 * 72 / 25.4
    #expect(abs(short.size.height - (header + 5 * 22.75)) < 1e-9)
    #expect(abs(long.size.height - (header + 6 * 19.5)) < 1e-9)
  }

  @Test func `rows: a wrapped cell makes its row higher`() throws {
    var texts = column("a", ["one two three four five six seven eight nine ten", "short"])
    texts.wraps = true
    texts.width = .points(60)
    let model = TableModel(columns: [texts, column("b", ["1", "2"], .decimal)], rowCount: 2)
    let fragment = try #require(TableBlock(model)).layout(in: .endless(width: 120), from: .start)
    let lines = textLines(drawn(fragment).filter { $0.x < 60 && $0.size == 8 })
    #expect(lines.count > 3)
    let height = 1.35 + 9.75 + 1.2 * 72 / 25.4 + 2 * 22.75 + Double(lines.count - 2) * 13
    #expect(abs(fragment.size.height - height) < 1e-6)
  }

  @Test func `drawing: all body text of one style is a single run, and each kind of rule a single path`() throws {
    let fragment = try block((0..<40).map { "\($0)" }).layout(in: .endless(width: 300), from: .start)
    var runs = 0, strokes = 0
    for item in items(fragment) {
      switch item {
      case .glyphs: runs += 1
      case .stroke: strokes += 1
      case .fill, .image, .group, .begin, .end, .link, .destination: break
      }
    }
    #expect(runs == 2)
    #expect(strokes == 2)
  }

  @Test func `spanners: stand above their columns with a rule of their width`() throws {
    var model = TableModel(columns: [column("a", ["1"]), column("b", ["1"], .decimal), column("c", ["1"], .decimal)], rowCount: 1)
    model.spanners = [[TableSpanner(label: "Trade", columns: 1..<3)]]
    let all = letters(try #require(TableBlock(model)))
    let first = try #require(all.first { $0.text == "T" }), label = try #require(all.first { $0.text == "b" })
    #expect(first.y < label.y - 9)
  }

  @Test func `gaps: cut every rule`() throws {
    var second = column("b", ["1", "2"], .decimal)
    second.gapBefore = 2.7
    let model = TableModel(columns: [column("a", ["1", "2"]), second], rowCount: 2)
    let fragment = try #require(TableBlock(model)).layout(in: .endless(width: 100), from: .start)
    for case .stroke(let path, _, _) in items(fragment) { #expect(path.elements.count % 4 == 0) }
  }

  @Test func `tags: every cell of every row is marked when asked for`() throws {
    var block = try block(["1", "2", "3"])
    block.tagsCells = true
    var counts: [StructureRole: Int] = [:]
    for case .begin(let tag) in items(block.layout(in: .endless(width: 300), from: .start)) { counts[tag.role, default: 0] += 1 }
    #expect(counts[.table] == 1)
    #expect(counts[.tableRow] == 4)
    #expect(counts[.tableHeader] == 3 + 3)
    #expect(counts[.tableCell] == 6)
  }

  @Test func `empty: a table without rows shows its header and two rules`() throws {
    let fragment = try block([]).layout(in: .endless(width: 300), from: .start)
    #expect(fragment.next == nil)
    #expect(textLines(drawn(fragment)) == ["namevaluemore"])
  }
}
