import CairoBackend
import Diagnostics
import Foundation
import Geometry
import Inputs
import Reports
import Scene

let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A spec with its files, compiled in a folder of its own.
///
/// - Parameter pictures: files that are not text.
func compile(
  _ spec: String, files: [String: String] = [:], pictures: [String: [UInt8]] = [:], options: ReportOptions = ReportOptions()
) throws -> (Report, Findings) {
  let folder = FileManager.default.temporaryDirectory.appending(path: "monsoon-reports-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  for (name, bytes) in pictures { try Data(bytes).write(to: folder.appending(path: name)) }
  let loader = ResourceLoader(root: folder.path(), resources: repository.path())
  var findings = Findings(), options = options
  options.pictures = PictureReader { (file, range) throws(Failure) in try readPicture(file, at: range) }
  let report = try compileReport(SourceFile(name: "spec.yaml", text: spec), loader: loader, options: options, findings: &findings)
  return (report, findings)
}

/// The findings of a spec that does not compile.
func failure(
  of spec: String, files: [String: String] = [:], pictures: [String: [UInt8]] = [:], options: ReportOptions = ReportOptions()
) -> [Diagnostic] {
  do {
    return try compile(spec, files: files, pictures: pictures, options: options).1.all
  } catch let failure as Failure {
    return failure.diagnostics
  } catch {
    return []
  }
}

/// The runs of text of a page: what is written, and where its first glyph stands.
func runs(of page: ScenePage) -> [(text: String, at: Point)] {
  func visit(_ items: [SceneItem]) -> [(text: String, at: Point)] {
    items.flatMap { item -> [(text: String, at: Point)] in
      switch item {
      case .glyphs(let run):
        guard let first = run.glyphs.first else { return [] }
        return [(String(decoding: run.text, as: UTF8.self), Point(x: first.x, y: first.y))]
      case .group(let group): return visit(group.items)
      case .fill, .stroke, .image, .begin, .end, .link, .destination: return []
      }
    }
  }
  return visit(page.items)
}

func text(of page: ScenePage) -> String { runs(of: page).map(\.text).joined(separator: " ") }
