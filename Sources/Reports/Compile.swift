import Charts
import DataTables
package import Diagnostics
import Geometry
package import Inputs
import Layout
import Prose
import Scene
import Specs
import Typesetting

/// Everything from the text of a spec to a document whose pages can be drawn.
///
/// The steps, each a function of what the ones before it gave: parse, decode, bind data, build blocks, plan pages, settle
/// references. A bare Vega-Lite spec takes the short way: compile, and one page of its size.
/// - Parameter findings: warnings; errors are thrown.
/// - Throws: every error of the step that could not go on.
package func compileReport(
  _ source: SourceFile, loader: ResourceLoader, options: ReportOptions, findings: inout Findings
) throws(Failure) -> Report {
  let tree = try parseSpecText(source)
  let typesetter = Typesetter(library: try fontLibrary(loader))
  let report: Report
  if ReportSpec.isBareChart(tree) {
    report = try compileBareChart(tree, loader: loader, options: options, typesetter: typesetter, findings: &findings)
  } else {
    let spec = try ReportSpec(decoding: tree, findings: &findings)
    report = try compileDocument(spec, loader: loader, options: options, typesetter: typesetter, findings: &findings)
  }
  for glyph in typesetter.missingGlyphs {
    findings.warning(
      "missing-glyph", at: tree.range, "no font has a glyph for \"\(glyph.text)\" (U+\(hexadecimal(glyph.scalar))); it shows as a box")
  }
  return report
}

private func hexadecimal(_ scalar: UInt32) -> String {
  let digits = String(scalar, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// The faces of `fonts/manifest` in the resources.
private func fontLibrary(_ loader: ResourceLoader) throws(Failure) -> FontLibrary {
  let library = try FontLibrary(fontsFolder: try loader.folder(ofResource: "fonts"))
  let findings = library.check()
  if findings.contains(where: { $0.severity == .error }) { throw Failure(findings) }
  return library
}

/// A Vega-Lite chart by itself: its own look, its own size, one page without margins.
private func compileBareChart(
  _ tree: TreeNode, loader: ResourceLoader, options: ReportOptions, typesetter: Typesetter, findings: inout Findings
) throws(Failure) -> Report {
  var chartOptions = ChartOptions(language: options.language ?? "en")
  chartOptions.width = options.layoutSize?.width
  chartOptions.height = options.layoutSize?.height
  chartOptions.name = tree["name"]?.string ?? ""
  let tables = ReportTables(data: BoundData(), loader: loader)
  let scene = try compileChart(tree, tables: tables, options: chartOptions, typesetter: typesetter, findings: &findings)
  let title = scene.description ?? tree["description"]?.string ?? tree["title"]?.string ?? tree["title"]?["text"]?.string ?? "Chart"
  let properties = DocumentProperties(title: title, language: options.language ?? "en", date: options.date)
  let images = Pictures(loader: loader, decoder: options.pictures).pictures(of: scene, at: tree.range, findings: &findings)
  return picture(of: scene, images: images, properties: properties, typesetter: typesetter)
}

/// A document of one page that is exactly as large as the picture.
/// - Parameter images: the pictures that the marks name.
func picture(
  of scene: MarkScene, images: [String: SceneImage] = [:], properties: DocumentProperties, typesetter: Typesetter
) -> Report {
  let size = Size(width: max(1, scene.size.width * pointsPerPixel), height: max(1, scene.size.height * pointsPerPixel))
  return Report(
    properties: properties, outline: [], fonts: typesetter.library.book, pageSizes: [size], markScene: scene, isPicture: true,
    drawPage: { _ in
      var builder = SceneBuilder()
      builder.tagged(StructureTag(.figure, alt: scene.description)) { builder in
        MarkLowering(images: images).lower(
          scene, by: Transform(scaleX: pointsPerPixel, scaleY: pointsPerPixel), typesetter: typesetter, into: &builder)
      }
      return ScenePage(size: size, items: builder.items)
    })
}
