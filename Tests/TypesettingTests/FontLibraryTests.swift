import Diagnostics
import Scene
import Testing

@testable import Typesetting

@Suite struct FontLibraryTests {
  private func library() throws -> FontLibrary { try freshTypesetter().library }

  private func name(_ library: FontLibrary, _ family: String, _ weight: Int, italic: Bool = false) -> String {
    guard let place = library.resolve(family).first else { return "none" }
    return library.manifest.faces[library.nearestRow(family: place, weight: weight, italic: italic)].file
  }

  @Test func `the manifest names every family of the house style`() throws {
    let library = try library()
    for family in [
      "Noto Serif Display", "Noto Serif", "Noto Sans SemiCondensed", "Noto Sans", "Noto Serif CJK KR", "Noto Sans CJK KR",
      "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Devanagari", "Noto Sans Tamil",
      "Noto Sans Mono", "Liberation Sans", "sans-serif", "serif", "monospace", "Arial", "Helvetica", "helvetica neue",
    ] {
      #expect(library.knows(family), "\(family)")
    }
    #expect(!library.knows("Comic Sans MS"))
  }

  @Test func `every font file is there with the size of the manifest`() throws {
    #expect(try library().check().isEmpty)
  }

  @Test func `every face opens`() throws {
    let library = try library()
    for row in library.manifest.faces.indices {
      #expect(library.face(row) != nil, "\(library.manifest.faces[row].file)")
    }
  }

  @Test func `the nearest weight is found as CSS says`() throws {
    let library = try library()
    #expect(name(library, "Noto Sans SemiCondensed", 400) == "NotoSans-SemiCondensed.ttf")
    #expect(name(library, "Noto Sans SemiCondensed", 600) == "NotoSans-SemiCondensedSemiBold.ttf")
    #expect(name(library, "Noto Sans SemiCondensed", 900) == "NotoSans-SemiCondensedBold.ttf")
    #expect(name(library, "Noto Sans SemiCondensed", 100) == "NotoSans-SemiCondensedLight.ttf")
    #expect(name(library, "Noto Sans CJK KR", 500) == "NotoSansCJK-Regular.ttc")
    #expect(name(library, "Noto Sans CJK KR", 600) == "NotoSansCJK-Bold.ttc")
    #expect(name(library, "Liberation Sans", 600) == "LiberationSans-Bold.ttf")
    #expect(name(library, "Noto Serif", 350) == "NotoSerif-Light.ttf")
  }

  @Test func `the slant counts before the weight, and an upright face stands in where there is no italic`() throws {
    let library = try library()
    #expect(name(library, "Noto Serif", 600, italic: true) == "NotoSerif-BoldItalic.ttf")
    #expect(name(library, "Noto Serif", 400, italic: true) == "NotoSerif-Italic.ttf")
    #expect(name(library, "Noto Sans Thai", 400, italic: true) == "NotoSansThai-Regular.ttf")
  }

  @Test func `Korean is the second face of the collections`() throws {
    let library = try library()
    let faces = library.manifest.faces.filter { $0.family.hasSuffix("CJK KR") }
    #expect(faces.count == 4)
    #expect(faces.allSatisfy { $0.faceIndex == 1 })
  }

  @Test func `an absent file is one error that gives the command`() throws {
    let line = "face\tX\t400\tnormal\tX.ttf\t0\tfonts-x\tabc\t10"
    let library = FontLibrary(manifest: try FontManifest(parsing: SourceFile(name: "manifest", text: line)), folder: "/nowhere")
    let found = library.check()
    #expect(found.map(\.id) == ["fonts-absent"])
    #expect(found[0].hint?.contains("scripts/fonts") == true)
  }

  @Test func `absent patterns are a warning that names their language`() throws {
    let line = "face\tX\t400\tnormal\tmanifest\t0\tfonts-x\tabc\t10\nhyphens\tid\tnone.dic\tp\ts\t1\t2\t2"
    let found = FontLibrary(manifest: try FontManifest(parsing: SourceFile(name: "manifest", text: line)), folder: fontsFolder).check()
    let absent = try #require(found.first { $0.id == "patterns-absent" })
    #expect(absent.severity == .warning && absent.message.contains("none.dic") && absent.message.contains("language id"))
  }

  @Test func `text without any installed font is an empty line and no crash`() throws {
    let line = "face\tX\t400\tnormal\tX.ttf\t0\tfonts-x\tabc\t10"
    let library = FontLibrary(manifest: try FontManifest(parsing: SourceFile(name: "manifest", text: line)), folder: "/nowhere")
    let typesetter = Typesetter(library: library)
    let style = TextStyle(families: ["X"], size: 10)
    #expect(typesetter.line("abc 123", style).width == 0)
    #expect(typesetter.width(of: "123", style) == 0)
    #expect(typesetter.paragraph([TextSpan("abc def", style)], ParagraphFormat()).lines(width: 5).count >= 0)
  }

  @Test(arguments: [
    "face\tX\t400", "face\tX\tbold\tnormal\tX.ttf\t0\tp\ts\t1", "face\tX\t400\toblique\tX.ttf\t0\tp\ts\t1",
    "face\tX\t400\tnormal\t../X.ttf\t0\tp\ts\t1", "alias\tY\tZ", "nonsense", "fallback\t*\tround\tX", "",
    "hyphens\ten\thyph.dic\tp\ts\t1", "hyphens\ten\t../hyph.dic\tp\ts\t1\t2\t3", "hyphens\ten\thyph.dic\tp\ts\tmany\t2\t3",
    "hyphens\ten\thyph.dic\tp\ts\t1\t0\t3",
  ])
  func `a manifest line that cannot be read is an error`(line: String) {
    #expect(throws: Failure.self) { try FontManifest(parsing: SourceFile(name: "manifest", text: line)) }
  }
}
