import Diagnostics
import Geometry
import Layout
import Scene
@testable import Prose
import Typesetting

/// The fonts of the repository, or nil where they are not installed.
let typesetter: Typesetter? = {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  guard let library = try? FontLibrary(fontsFolder: root + "/fonts"), library.check().isEmpty else { return nil }
  return Typesetter(library: library)
}()

let hasFonts = typesetter != nil

/// The house style in numbers.
func houseStyle() -> ProseStyle {
  let body = TextStyle(families: ["Noto Serif"], size: 9.1, color: Color(hex: 0x1C2227), leading: 13)
  func heading(_ family: String, _ size: Double, _ leading: Double, _ weight: Int, _ color: UInt32 = 0x1C2227) -> TextStyle {
    TextStyle(families: [family], size: size, weight: weight, color: Color(hex: color), leading: leading)
  }
  return ProseStyle(
    body: body,
    headings: [
      heading("Noto Serif Display", 27, 32.5, 500), heading("Noto Serif Display", 15.5, 19.5, 600),
      heading("Noto Sans SemiCondensed", 8.6, 13, 600, 0x2C716C),
    ],
    sectionNumber: heading("Noto Serif Display", 27, 32.5, 300, 0x2C716C),
    code: TextStyle(families: ["Liberation Sans"], size: 8.4, color: Color(hex: 0x1C2227), leading: 13),
    footnote: TextStyle(families: ["Noto Serif"], size: 7.2, color: Color(hex: 0x4A5157), leading: 9.75),
    linkColor: Color(hex: 0x2C716C), ruleColor: Color(hex: 0xA9AEB1))
}

/// The blocks of a text in the house style, with its findings.
func set(
  _ markdown: String, at range: SourceRange = .detached, numbering: ProseNumbering = ProseNumbering(),
  references: [String: ProseReference] = [:], indent: Double? = nil,
  cite: @escaping @Sendable ([Citation], Bool) -> [ProseReference]? = { _, _ in nil }
) throws -> (content: ProseContent, findings: Findings) {
  guard let typesetter else { throw Failure([]) }
  var options = ProseOptions(style: houseStyle(), typesetter: typesetter)
  if let indent { options.style.firstLineIndent = indent }
  options.resolveReference = { references[$0] }
  options.cite = cite
  options.referenceNames = references.keys.sorted()
  var numbering = numbering, findings = Findings()
  let content = try proseBlocks(markdown: markdown, at: range, options: options, numbering: &numbering, findings: &findings)
  return (content, findings)
}

/// The drawn text of a fragment, run by run.
func text(_ fragment: Fragment) -> String { runs(fragment).map { String(decoding: $0.text, as: UTF8.self) }.joined() }

func items(_ fragment: Fragment) -> [SceneItem] {
  var scene = SceneBuilder()
  fragment.content.draw(at: .zero, into: &scene)
  return scene.items
}

func runs(_ fragment: Fragment) -> [GlyphRun] {
  items(fragment).compactMap { if case .glyphs(let run) = $0 { run } else { nil } }
}

/// All parts of a block in regions of one height.
func parts(of block: any Block, width: Double, height: Double) -> [Fragment] {
  var result: [Fragment] = []
  var cursor = Cursor.start
  while result.count < 1_000 {
    let fragment = block.layout(in: Region(width: width, height: height), from: cursor)
    result.append(fragment)
    guard let next = fragment.next, next > cursor else { break }
    cursor = next
  }
  return result
}
