import CairoBackend
import Diagnostics
import Geometry
import Glibc
import Inputs
import Reports
import Scene

/// One spec on its way to its files.
struct SpecRender: Sendable {
  let command: RenderCommand
  let spec: String
  let isOneOfMany: Bool
  /// Shared by all specs of the run.
  let fonts: FontFacesPool

  /// Renders and gives what is to be said about it.
  func run() -> Findings {
    var findings = Findings()
    guard let report = compile(&findings), !findings.hasErrors else { return findings }
    do throws(Failure) {
      let refused = try write(report)
      if refused > 0 {
        findings.warning("not-drawn", at: .detached, "\(refused) items lie too far outside the page and were left out")
      }
    } catch {
      findings.add(contentsOf: error.diagnostics)
    }
    return findings
  }

  private func compile(_ findings: inout Findings) -> Report? {
    let source = findings.attempt { () throws(Failure) in try readSpec(spec) }
    guard let source else { return nil }
    var options = command.input.reportOptions(only: command.only)
    if let width = command.width, let height = command.height {
      options.layoutSize = Size(width: Double(width) / layoutScale, height: Double(height) / layoutScale)
    }
    let loader = command.input.loader(for: spec)
    do {
      return try compileReport(source, loader: loader, options: options, findings: &findings)
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  /// Output pixels per layout pixel.
  private var layoutScale: Double {
    if let scale = command.scale { return scale }
    guard let width = command.width, let height = command.height else { return 1 }
    return Double(min(width, height)) / 540
  }

  // MARK: Output

  private var format: OutputFormat {
    if let format = command.format { return format }
    let name = (command.output ?? "").lowercased()
    if name.hasSuffix(".png") { return .png }
    if name.hasSuffix(".pdf") { return .pdf }
    return spec.hasSuffix(".vl.json") ? .png : .pdf
  }

  /// Writes the files; gives the number of items that could not be drawn.
  private func write(_ report: Report) throws(Failure) -> Int {
    switch format {
    case .pdf: try writePDF(report, to: outputPath)
    case .png: try writePNG(report, to: outputPath)
    }
  }

  private func selectedPages(of report: Report) -> [Int] {
    command.pages.flatMap(PageSelection.init)?.pages(of: report.pageCount) ?? Array(0..<report.pageCount)
  }

  private func writePDF(_ report: Report, to path: String) throws(Failure) -> Int {
    let file = try OutputFile(path: path)
    let writer = try PDFDocumentWriter(to: file, properties: report.properties, fonts: try FontFaces(book: report.fonts))
    let pages = selectedPages(of: report)
    let isWhole = pages.count == report.pageCount
    let known = isWhole ? [] : Set(pages.flatMap { report.scene(ofPage: $0).destinations })
    for page in pages {
      let scene = report.scene(ofPage: page)
      // A link to a page that is not written would damage the file.
      try writer.write(isWhole ? scene : scene.keepingLinks(to: known))
    }
    try writer.finish(outline: isWhole ? report.outline : [])
    try file.commit()
    return writer.refused
  }

  private func writePNG(_ report: Report, to path: String) throws(Failure) -> Int {
    let pages = selectedPages(of: report)
    if path == "-", pages.count > 1 {
      throw Failure(
        Diagnostic(
          "several-pages", kind: .output, at: .detached, "\(pages.count) pages cannot go to standard output as PNG",
          hint: "choose one with --pages, or write PDF"))
    }
    let targets = pages.map { (page: $0, path: pages.count == 1 ? path : numbered(path, $0 + 1, of: report.pageCount)) }
    let workers = isOneOfMany ? 1 : min(command.jobs, max(1, targets.count))
    // Each worker has fonts for itself, and takes every so-manieth page.
    let results = concurrentMap(workers, jobs: workers) { worker -> Result<Int, Failure> in
      Result { () throws(Failure) in
        try writePictures(stride(from: worker, to: targets.count, by: workers).map { targets[$0] }, of: report)
      }
    }
    var refused = 0
    for result in results { refused += try result.get() }
    return refused
  }

  private func writePictures(_ targets: [(page: Int, path: String)], of report: Report) throws(Failure) -> Int {
    let options = rasterOptions(for: report)
    return try fonts.withFaces(of: report.fonts) { faces throws(Failure) in
      var refused = 0
      for target in targets {
        let picture = try renderPNG(report.scene(ofPage: target.page), options: options, fonts: faces)
        let file = try OutputFile(path: target.path)
        try file.write(picture.png)
        try file.commit()
        refused += picture.refused
      }
      return refused
    }
  }

  private func rasterOptions(for report: Report) -> RasterOptions {
    let background: Color? = command.background.map { $0 == "none" ? nil : Color(css: $0) } ?? .white
    if let width = command.width, let height = command.height {
      return RasterOptions(size: .exact(width: width, height: height), background: background)
    }
    let isPicture = report.isPicture && command.ppi == nil
    let perPoint = isPicture ? layoutScale / 0.75 : (command.ppi ?? report.defaultPixelsPerInch) / 72 * (command.scale ?? 1)
    return RasterOptions(size: .pixelsPerPoint(perPoint), background: background)
  }

  /// Where the output goes: as given, else `output/` of the working folder when there is one, else the working folder.
  private var outputPath: String {
    let given = command.output ?? (isFolder("output") ? "output/" : "./")
    guard given.hasSuffix("/") || isFolder(given) || isOneOfMany else { return given }
    return (given.hasSuffix("/") ? given : given + "/") + stem + "." + format.rawValue
  }

  /// `charts/trade.vl.json` gives `trade`, `-` gives `report`.
  private var stem: String {
    var name = spec.split(separator: "/").last.map(String.init) ?? "report"
    for suffix in [".vl.json", ".json", ".yaml", ".yml"] where name.hasSuffix(suffix) {
      name.removeLast(suffix.count)
      break
    }
    return name.isEmpty || name == "-" ? "report" : name
  }
}

/// `page.png` becomes `page-03.png`: as many digits as the last page needs.
private func numbered(_ path: String, _ page: Int, of count: Int) -> String {
  let digits = String(count).count
  let number = String(repeating: "0", count: max(0, digits - String(page).count)) + String(page)
  guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path + "-" + number }
  return path[..<dot] + "-" + number + path[dot...]
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
