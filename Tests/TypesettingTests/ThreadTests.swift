import Geometry
import Scene
import Testing

@testable import Typesetting

@Suite struct ThreadTests {
  @Test func `several tasks share a typesetter and get the same glyphs`() async throws {
    let shared = try freshTypesetter()
    let texts = (0..<200).map { "word\($0) \($0 * 37) 한국\($0)" }
    func all(_ typesetter: Typesetter) -> [[GlyphRun]] { texts.map { runs(typesetter.line($0, .sans(8))) } }
    let expected = all(try freshTypesetter())
    await withTaskGroup(of: [[GlyphRun]].self) { group in
      for _ in 0..<4 {
        group.addTask { texts.map { runs(shared.line($0, .sans(8))) } }
      }
      for await found in group { #expect(found == expected) }
    }
  }
}
