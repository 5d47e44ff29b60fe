import Diagnostics
import Geometry
import Layout
import Scene
@testable import Tables
import Typesetting

/// The fonts of the repository, or nil where they are not installed.
let typesetter: Typesetter? = {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  guard let library = try? FontLibrary(fontsFolder: root + "/fonts"), library.check().isEmpty else { return nil }
  return Typesetter(library: library)
}()

let hasFonts = typesetter != nil

/// The house style in numbers.
func houseStyle() -> TableStyle {
  func text(_ size: Double, _ leading: Double, _ color: UInt32, weight: Int = 400) -> TextStyle {
    TextStyle(families: ["Noto Sans SemiCondensed"], size: size, weight: weight, color: Color(hex: color), leading: leading)
  }
  return TableStyle(
    body: text(8, 13, 0x1C2227), header: text(7.8, 9.75, 0x1C2227, weight: 600), unit: text(6.8, 9.75, 0x6E757B),
    group: text(7.8, 13, 0x2C716C, weight: 600), groupContinued: text(7.8, 13, 0x4A5157),
    summary: text(8, 13, 0x1C2227, weight: 600), note: text(7.2, 9.75, 0x4A5157), source: text(6.4, 8.125, 0x6E757B),
    subjectColor: Color(hex: 0x2C716C), quietColor: Color(hex: 0x6E757B), markColor: Color(hex: 0xB5481F),
    mainRule: TableRule(width: 0.6, color: Color(hex: 0x1C2227)), subRule: TableRule(width: 0.35, color: Color(hex: 0xA9AEB1)),
    hairRule: TableRule(width: 0.25, color: Color(hex: 0xD6D8D8)))
}

/// A letter of a scene with the place of its origin.
struct Letter: Hashable {
  var text: String
  var x: Double
  var y: Double
  var size: Double
  var color: Color
}

/// All letters of a scene, in the order of drawing.
func letters(_ items: [SceneItem]) -> [Letter] {
  items.flatMap { item -> [Letter] in
    switch item {
    case .glyphs(let run): return letters(of: run)
    case .group(let group): return letters(group.items)
    case .fill, .stroke, .image, .begin, .end, .link, .destination: return []
    }
  }
}

private func letters(of run: GlyphRun) -> [Letter] {
  var byte = 0, glyph = 0
  return run.clusters.map { cluster in
    let text = String(decoding: run.text[byte..<(byte + Int(cluster.bytes))], as: UTF8.self)
    let origin = run.glyphs[glyph]
    byte += Int(cluster.bytes)
    glyph += Int(cluster.glyphs)
    return Letter(text: text, x: origin.x, y: origin.y, size: run.size, color: run.color)
  }
}

/// The letters of a fragment drawn at (0, 0).
func drawn(_ fragment: Fragment) -> [Letter] {
  var scene = SceneBuilder()
  fragment.content.draw(at: .zero, into: &scene)
  return letters(scene.items)
}

func items(_ fragment: Fragment) -> [SceneItem] {
  var scene = SceneBuilder()
  fragment.content.draw(at: .zero, into: &scene)
  return scene.items
}

/// The drawn texts by line, from the top; letters of one line from left to right.
func textLines(_ letters: [Letter]) -> [String] {
  let ys = Set(letters.map { ($0.y * 10).rounded() }).sorted()
  return ys.map { y in letters.filter { ($0.y * 10).rounded() == y }.sorted { $0.x < $1.x }.map(\.text).joined() }
}

/// All parts of a block in regions of one height.
func parts(of block: some Block, width: Double, height: Double) -> [Fragment] {
  var result: [Fragment] = []
  var cursor = Cursor.start
  while result.count < 10_000 {
    let fragment = block.layout(in: Region(width: width, height: height), from: cursor)
    result.append(fragment)
    guard let next = fragment.next, next > cursor else { break }
    cursor = next
  }
  return result
}

func column(_ name: String, _ texts: [String], _ alignment: ColumnAlignment = .left) -> TableColumn {
  TableColumn(name: name, label: name, cells: .texts(texts), alignment: alignment)
}

extension TableBlock {
  /// The block of a model in the house style.
  init?(_ model: TableModel) {
    guard let typesetter else { return nil }
    self.init(model, style: houseStyle(), typesetter: typesetter)
  }
}
