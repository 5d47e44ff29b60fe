import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Inputs
import Reports
import Scene
import Testing

private let folder = repository.appending(path: "Tests/ReportsTests/Goldens")
private let records = ProcessInfo.processInfo.environment["MONSOON_RECORD"] == "1"

private func names() -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
  return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
}

private func compiled(_ name: String) throws -> Report {
  let text = try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
  let loader = ResourceLoader(root: folder.path(), resources: repository.path())
  var findings = Findings()
  let report = try compileReport(
    SourceFile(name: name + ".yaml", text: text), loader: loader, options: ReportOptions(), findings: &findings)
  #expect(findings.all.isEmpty, "\(findings.all.map { $0.formatted(as: .text) })")
  return report
}

@Suite struct GoldenTests {
  @Test(arguments: names()) func `the scene of a small spec is the recorded one`(_ name: String) throws {
    let scene = try compiled(name).sceneTexts.joined()
    let golden = folder.appending(path: name + ".scene.json")
    if records { try Data(scene.utf8).write(to: golden) }
    let recorded = try String(contentsOf: golden, encoding: .utf8)
    let ours = scene.split(separator: "\n"), theirs = recorded.split(separator: "\n")
    let first = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(scene == recorded, "first difference in line \((first?.offset ?? min(ours.count, theirs.count)) + 1): \(first?.element.0 ?? "")")
  }

  @Test(arguments: names()) func `the picture of a small spec is the recorded one, within 2 in 255 a channel`(_ name: String) throws {
    let report = try compiled(name)
    let faces = try FontFaces(book: report.fonts)
    let options = RasterOptions(size: .pixelsPerPoint(1))
    let golden = folder.appending(path: name + ".png")
    if records { try Data(try renderPNG(report.scene(ofPage: 0), options: options, fonts: faces).png).write(to: golden) }
    let raster = try renderRaster(report.scene(ofPage: 0), options: options, fonts: faces)
    let recorded = try decodePNG([UInt8](try Data(contentsOf: golden)))
    #expect((raster.width, raster.height) == (recorded.width, recorded.height))
    let far = zip(raster.pixels, recorded.pixels).count { abs(Int($0) - Int($1)) > 2 }
    #expect(far == 0, "\(far) of \(raster.pixels.count) channel values differ")
    #expect(try Data(contentsOf: golden).count < 20_000)
  }
}
