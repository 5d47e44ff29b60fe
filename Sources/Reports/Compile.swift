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

/// What a spec makes.
package enum CompiledSpec: Sendable {
  /// One document.
  case document(Report)
  /// A document for each record of a table; each is laid out when it is asked for.
  case records(RecordRun)
}

/// Everything from the text of a spec to a document whose pages can be drawn, or to as many documents as there are records.
///
/// The steps, each a function of what the ones before it gave: parse, decode, bind data, build blocks, plan pages, settle
/// references. A bare Vega-Lite spec takes the short way: compile, and one page of its size.
/// - Parameter findings: warnings; errors are thrown.
/// - Throws: every error of the step that could not go on.
package func compileSpec(
  _ source: SourceFile, loader: ResourceLoader, options: ReportOptions, findings: inout Findings
) throws(Failure) -> CompiledSpec {
  let tree = try parseSpecText(source)
  let library = try options.resources.fontLibrary(loader)
  if ReportSpec.isBareChart(tree) {
    let typesetter = Typesetter(library: library)
    let report = try compileBareChart(tree, loader: loader, options: options, typesetter: typesetter, findings: &findings)
    reportMissingGlyphs(typesetter, at: tree.range, findings: &findings)
    return .document(report)
  }
  var includes = Includes(loader: loader)
  let spec = try ReportSpec(decoding: try includes.expanded(tree), findings: &findings)
  let basis = try DocumentBasis(spec, loader: loader, options: options, findings: &findings)
  if let each = spec.render?.each { return .records(try RecordRun(basis, each: each, library: library, findings: &findings)) }
  if let choice = options.record {
    throw Failure(
      Diagnostic("no-records", at: spec.range, "the spec makes one document, so there is no record with \(choice.column) = \(choice.text)"))
  }
  return .document(try compile(basis, for: nil, library: library, findings: &findings))
}

/// As `compileSpec`, for a spec that makes one document, or one record of a spec that makes several.
/// - Throws: `several-records` when no record or several are chosen.
package func compileReport(
  _ source: SourceFile, loader: ResourceLoader, options: ReportOptions, findings: inout Findings
) throws(Failure) -> Report {
  switch try compileSpec(source, loader: loader, options: options, findings: &findings) {
  case .document(let report): return report
  case .records(let run): return try run.onlyReport(findings: &findings)
  }
}

/// One document of a spec.
/// - Throws: everything found when there is an error among it.
func compile(
  _ basis: DocumentBasis, for place: RecordPlace?, library: FontLibrary, findings: inout Findings
) throws(Failure) -> Report {
  let typesetter = Typesetter(library: library)
  let setting = try DocumentSetting(basis, for: place, findings: &findings)
  let report = try compileDocument(setting, typesetter: typesetter, findings: &findings)
  reportMissingGlyphs(typesetter, at: basis.spec.range, findings: &findings)
  return report
}

private func reportMissingGlyphs(_ typesetter: Typesetter, at range: SourceRange, findings: inout Findings) {
  findings.add(contentsOf: MissingGlyph.diagnostics(typesetter.missingGlyphs, in: range))
  findings.add(contentsOf: typesetter.absentFeatures.map { $0.diagnostic(at: range) })
}

/// A Vega-Lite chart by itself: its own look, its own size, one page without margins.
private func compileBareChart(
  _ tree: TreeNode, loader: ResourceLoader, options: ReportOptions, typesetter: Typesetter, findings: inout Findings
) throws(Failure) -> Report {
  let language = options.language ?? "en"
  let tree = ChartLanguage(language: language).applied(to: tree, findings: &findings)
  var chartOptions = ChartOptions(language: language)
  chartOptions.width = options.layoutSize?.width
  chartOptions.height = options.layoutSize?.height
  chartOptions.name = tree["name"]?.string ?? ""
  let tables = ReportTables(data: BoundData(), loader: loader)
  let scene = try compileChart(tree, tables: tables, options: chartOptions, typesetter: typesetter, findings: &findings)
  let title = scene.description ?? tree["description"]?.string ?? tree["title"]?.string ?? tree["title"]?["text"]?.string ?? "Chart"
  let properties = DocumentProperties(title: title, language: language, date: options.date)
  var pictures = Pictures(loader: loader, reader: options.pictures)
  let images = pictures.pictures(of: scene, at: tree.range, findings: &findings)
  return picture(of: scene, images: images, properties: properties, typesetter: typesetter)
}

/// A document of one page that is exactly as large as the picture.
/// - Parameter images: the pictures that the marks name.
func picture(
  of scene: MarkScene, images: [String: Picture] = [:], properties: DocumentProperties, typesetter: Typesetter
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
