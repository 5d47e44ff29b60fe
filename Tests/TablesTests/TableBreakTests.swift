import Geometry
import Layout
import Scene
@testable import Tables
import Testing
import Typesetting

@Suite(.enabled(if: hasFonts, "the fonts of fonts/manifest are not installed"))
struct TableBreakTests {
  private static let header = 1.35 + 9.75 + 1.2 * 72 / 25.4
  private static let continued = 1.8 * 72 / 25.4 + 8.125

  /// Rows r0, r1, ... in groups of the given sizes with a subtotal each, and a grand total.
  private func grouped(_ sizes: [Int], sums: Bool = true) throws -> TableBlock {
    let count = sizes.reduce(0, +)
    var model = TableModel(columns: [column("name", (0..<count).map { "r\($0);" })], rowCount: count)
    var start = 0
    model.sections = sizes.enumerated().map { index, size in
      defer { start += size }
      return TableSection(
        label: "G\(index);", rows: start..<(start + size),
        summaries: sums ? [TableSummaryRow(label: "S\(index);", cells: [nil])] : [])
    }
    if sums { model.grandSummaries = [TableSummaryRow(label: "T;", cells: [nil])] }
    return try #require(TableBlock(model))
  }

  private func plain(_ count: Int) throws -> TableBlock {
    try #require(TableBlock(TableModel(columns: [column("name", (0..<count).map { "r\($0);" })], rowCount: count)))
  }

  private func text(_ fragment: Fragment) -> [String] { textLines(drawn(fragment)) }

  @Test func `parts: each has the header, and all but the last say that the table goes on`() throws {
    let parts = parts(of: try plain(20), width: 200, height: Self.header + Self.continued + 8 * 19.5)
    #expect(parts.count == 3)
    for part in parts { #expect(text(part).first == "name") }
    #expect(text(parts[0]).last == "continued on the next page")
    #expect(text(parts[1]).last == "continued on the next page")
    #expect(text(parts[2]).last == "r19;")
  }

  @Test func `parts: every row is drawn exactly once, at any height`() throws {
    for height in stride(from: 40.0, through: 400, by: 23) {
      let all = parts(of: try grouped([3, 1, 7, 2, 11]), width: 200, height: height).flatMap(text)
      for row in 0..<24 { #expect(all.count { $0 == "r\(row);" } == 1, "row \(row) at height \(height)") }
      for group in 0..<5 {
        #expect(all.count { $0 == "G\(group);" } == 1)
        #expect(all.count { $0 == "S\(group);" } == 1)
      }
      #expect(all.count { $0 == "T;" } == 1)
    }
  }

  @Test func `groups: a part that begins inside a group repeats its label with "(continued)"`() throws {
    let parts = parts(of: try grouped([20], sums: false), width: 200, height: Self.header + Self.continued + 24 + 5 * 19.5)
    #expect(text(parts[0])[1] == "G0;")
    #expect(text(parts[1])[1] == "G0; (continued)")
  }

  @Test func `groups: the label on the next part can be worded`() throws {
    var model = TableModel(columns: [column("name", (0..<20).map { "r\($0);" })], rowCount: 20)
    model.sections = [TableSection(label: "G0;", rows: 0..<20)]
    model.continuedLabel = { "More of \($0)" }
    let parts = parts(of: try #require(TableBlock(model)), width: 200, height: Self.header + Self.continued + 24 + 5 * 19.5)
    #expect(text(parts[1])[1] == "More of G0;")
  }

  @Test func `header: can stand on the first part only`() throws {
    var model = TableModel(columns: [column("name", (0..<20).map { "r\($0);" })], rowCount: 20)
    model.repeatsHeader = false
    let parts = parts(of: try #require(TableBlock(model)), width: 200, height: 150)
    #expect(text(parts[0]).first == "name")
    #expect(text(parts[1]).first?.hasPrefix("r") == true)
    #expect(parts.allSatisfy { $0.size.height <= 150.01 })
  }

  @Test func `groups: a label keeps two rows with it`() throws {
    // Room for the first group, the second label and one row.
    let parts = parts(of: try grouped([4, 5], sums: false), width: 200, height: Self.header + Self.continued + 24 + 4 * 19.5 + 26 + 19.5 + 1)
    #expect(text(parts[0]).contains("r3;"))
    #expect(!text(parts[0]).contains("G1;"))
    #expect(text(parts[1])[1] == "G1;")
  }

  @Test func `sums: a subtotal keeps the last row of its group`() throws {
    // Room for everything but the subtotal.
    let parts = parts(of: try grouped([6]), width: 200, height: Self.header + Self.continued + 24 + 6 * 19.5 + 1)
    #expect(!text(parts[0]).contains("r5;"))
    #expect(Array(text(parts[1]).suffix(3)) == ["r5;", "S0;", "T;"])
  }

  @Test func `rows: the last part never has a lone row`() throws {
    let parts = parts(of: try plain(9), width: 200, height: Self.header + Self.continued + 8 * 19.5 + 1)
    #expect(parts.count == 2)
    #expect(text(parts[1]) == ["name", "r7;", "r8;"])
  }

  @Test func `region: a rest too low for anything is left, a fresh one always takes something`() throws {
    let block = try plain(30)
    let low = block.layout(in: Region(width: 200, height: 30, fullHeight: 700), from: .start)
    #expect(low.isEmpty)
    let tiny = block.layout(in: Region(width: 200, height: 30), from: .start)
    #expect(!tiny.isEmpty && tiny.next == Cursor(index: 1))
    #expect(tiny.overflow ?? 0 > 0)
  }

  @Test func `head and foot: the first part has the head, the others the shorter one, the last has the notes`() throws {
    var model = TableModel(columns: [column("name", (0..<12).map { "r\($0);" })], rowCount: 12)
    model.notes = [TableNote(mark: "*", text: "note")]
    model.source = "Source: us"
    var block = try #require(TableBlock(model))
    let typesetter = try #require(typesetter)
    block.head = TableLineBlock(text: "Title", style: houseStyle().note, typesetter: typesetter)
    block.continuedHead = TableLineBlock(text: "Again", style: houseStyle().note, typesetter: typesetter)
    let parts = parts(of: block, width: 200, height: 200)
    #expect(parts.count == 2)
    #expect(text(parts[0]).first == "Title")
    #expect(text(parts[1]).first == "Again")
    #expect(!text(parts[0]).contains("*note"))
    #expect(Array(text(parts[1]).suffix(2)) == ["*note", "Source: us"])
    #expect(parts.allSatisfy { $0.size.height <= 200 && $0.overflow == nil })
  }

  @Test func `notes: rows move on when the notes do not fit below them`() throws {
    var model = TableModel(columns: [column("name", (0..<6).map { "r\($0);" })], rowCount: 6)
    model.notes = (0..<4).map { TableNote(mark: "\($0)", text: "note") }
    let parts = parts(of: try #require(TableBlock(model)), width: 200, height: Self.header + 6 * 19.5 + 20)
    #expect(parts.count == 2)
    #expect(text(parts[1]).contains("r4;"))
  }

  @Test func `long tables: 100,000 rows take a fragment a page, and a fragment holds no text`() throws {
    let columns = (0..<8).map { column("c\($0)", []) }
    let block = try #require(TableBlock(TableModel(columns: columns, rowCount: 100_000)))
    let height = Self.header + Self.continued + 50 * 19.5 + 1
    var cursor = Cursor.start, count = 0, rows = 0
    while true {
      let fragment = block.layout(in: Region(width: 480, height: height), from: cursor)
      count += 1
      guard let next = fragment.next else {
        rows += 100_000 - cursor.index
        break
      }
      rows += next.index - cursor.index
      cursor = next
    }
    #expect(count == 2_000)
    #expect(rows == 100_000)
  }
}
