import Foundation
import Testing

private let page = repository.appending(path: "layouts/oda-page/page.yaml").path()

/// A shipped layout: its folder, its spec, and words that its pages must have.
private struct Layout: Sendable, CustomTestStringConvertible {
  var folder: String
  var spec: String
  var words: [String]
  var path: String { repository.appending(path: "layouts/\(folder)/\(spec)").path() }
  var testDescription: String { folder + "/" + spec }

  static let all = [
    Layout(folder: "oda-page", spec: "page.yaml", words: ["Two thirds of the aid goes to ASEAN", "Viet Nam", "170.7", "Six partners of eleven"]),
    Layout(folder: "nsp-brief", spec: "brief.yaml", words: ["South from Seoul", "신남방정책", "268,614", "Natural Earth"]),
    Layout(folder: "tutorial", spec: "report.yaml", words: ["Looking south", "159.7", "759.9", "Viet Nam"]),
    Layout(folder: "type-specimen", spec: "specimen.yaml", words: ["한국어", "日本語", "Tiếng Việt"]),
    Layout(folder: "gallery", spec: "gallery.yaml", words: ["A gallery of charts", "Small multiples"]),
    Layout(folder: "long-report", spec: "report.yaml", words: ["Eleven Partners", "열한 협력국", "The eleven compared", "Lee (2019)"]),
    Layout(folder: "slides", spec: "travel.yaml", words: ["7,991"]),
    Layout(folder: "slides", spec: "aid.yaml", words: ["Viet Nam"]),
    Layout(folder: "slides", spec: "visits-ko.yaml", words: ["베트남", "동해"]),
  ]
}

private func hasTool(_ name: String) -> Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name) }

@Suite struct RenderTests {
  @Test(arguments: Layout.all)
  private func `a layout is the same bytes from another folder, time zone, locale and home, and with 1 and 4 jobs`(_ layout: Layout) throws {
    let scratch = try Scratch()
    let settings: [([String: String], String, [String])] = [
      (["TZ": "UTC", "LC_ALL": "C"], "/", ["--jobs", "1"]),
      (["TZ": "Asia/Seoul", "LC_ALL": "de_DE.UTF-8", "HOME": "/nonexistent", "LANG": "ko_KR.UTF-8"], scratch.url.path(), ["--jobs", "4"]),
    ]
    for suffix in ["pdf", "png"] {
      var outputs: [Data] = []
      for (index, (environment, folder, options)) in settings.enumerated() {
        let out = scratch.path("\(index).\(suffix)")
        let outcome = try run(["render", layout.path, "-o", out, "--pages", "1"] + options, in: folder, environment: environment)
        #expect(outcome.code == 0, "\(outcome.errors)")
        outputs.append(try #require(scratch.bytes("\(index).\(suffix)")))
      }
      #expect(outputs[0] == outputs[1])
    }
  }

  @Test(arguments: Layout.all) private func `a copy of a layout in another folder gives the same bytes`(_ layout: Layout) throws {
    let scratch = try Scratch()
    try FileManager.default.copyItem(
      at: repository.appending(path: "layouts/\(layout.folder)"), to: scratch.url.appending(path: "copy"))
    #expect(try run(["render", scratch.path("copy/\(layout.spec)"), "-o", scratch.path("a.pdf")]).code == 0)
    #expect(try run(["render", layout.path, "-o", scratch.path("b.pdf")]).code == 0)
    #expect(scratch.bytes("a.pdf") == scratch.bytes("b.pdf"))
  }

  @Test(.enabled(if: hasTool("qpdf") && hasTool("pdffonts"), "needs qpdf and poppler-utils"), arguments: Layout.all)
  private func `a layout is a sound PDF with embedded subset fonts and the text of its spec, without a warning`(_ layout: Layout) throws {
    let scratch = try Scratch()
    let out = scratch.path("page.pdf")
    let outcome = try run(["render", layout.path, "-o", out, "--strict"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try run(["--check", out], executable: "/usr/bin/qpdf").code == 0)
    let fonts = String(decoding: try run([out], executable: "/usr/bin/pdffonts").output, as: UTF8.self)
    for line in fonts.split(separator: "\n").dropFirst(2) { #expect(line.contains(" yes yes yes "), "\(line)") }
    let text = String(decoding: try run(["-raw", out, "-"], executable: "/usr/bin/pdftotext").output, as: UTF8.self)
    for word in layout.words { #expect(text.contains(word), "\(word)") }
  }

  @Test func `one figure at an exact size`() throws {
    let scratch = try Scratch()
    let out = scratch.path("figure.png")
    let outcome = try run(["render", page, "--only", "fig-parts", "-o", out, "--width", "1280", "--height", "720"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let header = [UInt8](try #require(scratch.bytes("figure.png")).prefix(24))
    #expect(header[16..<24].elementsEqual([0, 0, 5, 0, 0, 0, 2, 208]))
  }

  @Test(.enabled(if: hasTool("qpdf"), "needs qpdf"))
  func `an image mark shows its file, twice on a page without harm, and one that is not there is a warning`() throws {
    let scratch = try Scratch()
    let picture = repository.appending(path: "Tests/ReportsTests/Goldens/bars-stacked.png")
    try FileManager.default.copyItem(at: picture, to: scratch.url.appending(path: "a.png"))
    func chart(_ second: String) throws -> String {
      try scratch.write(
        """
        {"data": {"values": [{"x": 1, "p": "a.png"}, {"x": 2, "p": "\(second)"}]},
         "mark": {"type": "image", "width": 60, "height": 60},
         "encoding": {"x": {"field": "x", "type": "quantitative"}, "url": {"field": "p"}}}
        """, to: second + ".vl.json")
    }
    let out = scratch.path("chart.pdf")
    let sound = try run(["render", try chart("a.png"), "-o", out, "--strict"])
    #expect(sound.code == 0, "\(sound.errors)")
    #expect(try run(["check", try chart("a.png"), "--strict"]).code == 0)
    #expect(try run(["--check", out], executable: "/usr/bin/qpdf").code == 0)
    let absent = try run(["render", try chart("b.png"), "-o", out])
    #expect(absent.code == 0)
    #expect(absent.errors.contains("picture-frame") && absent.errors.contains("b.png"))
  }

  @Test func `a chart from standard input to standard output`() throws {
    let chart = repository.appending(path: "Tests/CommandLineTests/Fixtures/bar.vl.json").path()
    let outcome = try run(["render", "-", "--format", "png", "-o", "-"], input: chart)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func `init makes a report that renders at once`() throws {
    let scratch = try Scratch()
    #expect(try run(["init", "first"], in: scratch.url.path()).code == 0)
    let outcome = try run(["render", "first/report.yaml", "-o", "first.pdf", "--strict"], in: scratch.url.path())
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(scratch.bytes("first.pdf") != nil)
    #expect(try run(["init", "first"], in: scratch.url.path()).code == 4)
  }

  @Test func `wrong usage is exit 64`() throws {
    #expect(try run(["render"]).code == 64)
    #expect(try run(["no-such-command"]).code == 64)
    #expect(try run(["--version"]).code == 0)
  }

  @Test func `the schema is JSON`() throws {
    let outcome = try run(["schema"])
    #expect(outcome.code == 0)
    #expect((try? JSONSerialization.jsonObject(with: outcome.output)) != nil)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: repository.appending(path: "../shared/conformance").path()), "needs ../shared"))
  func `all 300 charts are drawn as Vega draws them`() throws {
    let suite = repository.appending(path: "../shared/conformance/vega-lite")
    let outcome = try run(
      [
        suite.appending(path: "suite.py").path(), suite.appending(path: "dev").path(), "--cmd", program + " scene {spec} -o {out}",
        "--min", "300",
      ], seconds: 300, executable: "/usr/bin/python3")
    #expect(outcome.code == 0, "\(String(decoding: outcome.output.suffix(300), as: UTF8.self))")
  }
}
