import Diagnostics
import Geometry
import Scene
import Testing

@testable import Typesetting

/// The repository's `fonts` folder.
let fontsFolder: String = {
  var parts = #filePath.split(separator: "/").dropLast(3).map(String.init)
  parts.append("fonts")
  return "/" + parts.joined(separator: "/")
}()

struct FontsAbsent: Error, CustomStringConvertible {
  var description: String
}

/// A typesetter of its own, with nothing in its caches.
/// - Throws: what is missing, and that `scripts/fonts` sets it up.
func freshTypesetter() throws -> Typesetter {
  do throws(Failure) {
    let library = try FontLibrary(fontsFolder: fontsFolder)
    if let first = library.check().first(where: { $0.severity == .error }) {
      throw Failure(first)
    }
    return Typesetter(library: library)
  } catch {
    let texts = error.diagnostics.map { $0.formatted(as: .text) }
    throw FontsAbsent(description: texts.joined(separator: "\n") + " (tests need the fonts: run scripts/fonts)")
  }
}

extension TextStyle {
  static func sans(_ size: Double = 10, weight: Int = 400) -> TextStyle {
    TextStyle(families: ["Noto Sans SemiCondensed"], size: size, weight: weight)
  }
  static func serif(_ size: Double = 9.1) -> TextStyle { TextStyle(families: ["Noto Serif"], size: size, leading: 13) }
  static func korean(_ size: Double = 9) -> TextStyle {
    TextStyle(families: ["Noto Serif CJK KR"], size: size, leading: 15.6, language: "ko")
  }
}

/// What a line adds to a scene.
func runs(_ line: TextLine, draw: (TextLine, inout SceneBuilder) -> Void = { $0.draw(at: .zero, into: &$1) }) -> [GlyphRun] {
  var scene = SceneBuilder()
  draw(line, &scene)
  return scene.items.compactMap { item in
    if case .glyphs(let run) = item { run } else { nil }
  }
}

func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

/// The texts of the lines of `text` at `width`.
func lineTexts(_ typesetter: Typesetter, _ text: String, _ style: TextStyle, width: Double, _ format: ParagraphFormat = ParagraphFormat()) -> [String] {
  typesetter.paragraph([TextSpan(text, style)], format).lines(width: width).map { $0.line.text }
}
